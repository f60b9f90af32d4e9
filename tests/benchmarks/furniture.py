"""Which lines of articles are judged furniture of their pages: to be read by eye.

    python tests/benchmarks/furniture.py CORPUS.jsonl[.xz]... [--articles N] [--seed N]

An equal share of the articles is drawn from each corpus, always the same ones. Every line that is no passage is
printed with its reason; a sentence of a report among them is a loss. At the end: how many there are of each reason, of
which share of the text, and what finding them took. Lines that recur in a folder are looked for too, as if all articles
lay in one folder of each corpus.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from searchkit import Report
from searchkit.indexing.recurring import with_recurring
from searchkit.reports.furniture.finding import furniture
from searchkit.reports.titles import leading_title


def main() -> None:
    parser = argparse.ArgumentParser(description="Which lines of articles are judged furniture.")
    parser.add_argument("corpora", nargs="+", type=Path, metavar="CORPUS", help="JSON Lines, also .xz")
    parser.add_argument("--articles", type=int, default=500, help="how many, an equal share of each corpus")
    parser.add_argument("--seed", type=int, default=10, help="of the sample")
    arguments = parser.parse_args()
    times: Counter[str] = Counter()
    characters = judged = 0
    seconds = 0.0
    for corpus in arguments.corpora:
        sample = drawn(corpus, arguments.articles // len(arguments.corpora), arguments.seed)
        for report, recurring in with_recurring(sample, 500_000):
            characters += len(report.text)
            started = time.process_time()
            found = furniture(report.text, report.title, report.body, recurring)
            seconds += time.process_time() - started
            for start, end, reason in found:
                times[reason.value] += 1
                judged += end - start
                if end - start > 1:
                    print(f"{report.id}\t{reason.value}\t{report.text[start:end]}")
    print()
    for name, count in times.most_common():
        print(f"{name:<12}{count:>8,}")
    print(f"{sum(times.values()):,} lines, {judged:,} of {characters:,} characters ({judged / characters:.2%})")
    print(f"{seconds / characters * 1e6:.3f} s a million characters")


def drawn(corpus: Path, size: int, seed: int) -> Iterator[Report]:
    """Some articles of a corpus, in its order."""
    with (lzma.open if corpus.suffix == ".xz" else open)(corpus, "rt", encoding="utf-8") as lines:
        articles = list(lines)
    for number in sorted(random.Random(seed).sample(range(len(articles)), min(size, len(articles)))):
        article = json.loads(articles[number])
        text, title, body = article["text"], article.get("title", ""), 0
        if not title:
            title, body = leading_title(text)
        yield Report(str(article.get("_id", number)), text, title, path=f"{corpus.stem}/{number}", body=body)


if __name__ == "__main__":
    main()
