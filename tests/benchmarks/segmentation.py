"""How fast words are found, beside pyvi.

    python tests/benchmarks/segmentation.py [CORPUS.jsonl[.xz]] [--articles N]

Both get the same texts in the same process, one after the other; each line of the corpus is an object with a
"text". Without a corpus the texts in seeds/ are repeated. Ours meets the texts with its tables empty.
"""

from __future__ import annotations

import argparse
import json
import lzma
import time
import warnings
from collections.abc import Callable, Iterator
from itertools import accumulate, chain, cycle, islice
from pathlib import Path
from typing import TypeVar

from searchkit.analysis import words

Result = TypeVar("Result")
SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def main() -> None:
    parser = argparse.ArgumentParser(description="How fast words are found, beside pyvi.")
    parser.add_argument("corpus", nargs="?", type=Path, help="JSON lines; without it the seeds, repeated")
    parser.add_argument("--articles", type=int, default=300, help="how many texts (default 300)")
    arguments = parser.parse_args()
    texts = list(islice(articles(arguments.corpus), arguments.articles))

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyvi.ViTokenizer import ViTokenizer
    tokens = [ViTokenizer.sylabelize(text)[1] for text in texts]
    flat = list(chain.from_iterable(tokens))
    starts = [0, *accumulate(map(len, tokens[:-1]))]
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    print(f"{len(texts)} texts, {megabytes:.1f} MB, {len(flat)} tokens")

    # Models are loaded before the clock starts.
    ViTokenizer.tokenize("khởi động")
    words.tokenize("khởi động")

    def report(name: str, seconds: float) -> None:
        speeds = f"{megabytes / seconds:8.2f} MB/s {len(flat) / seconds:12,.0f} tokens/s"
        print(f"{name:32} {speeds} {seconds / len(flat) * 1e9:8.0f} ns/token {theirs / seconds:8.1f} x pyvi")

    theirs, expected = timed(lambda: [ViTokenizer.tokenize(text) for text in texts])
    report("pyvi", theirs)
    first, found = timed(lambda: [words.tokenize(text) for text in texts])
    report("tokenize, one at a time", first)
    report("tokenize, the same texts again", timed(lambda: [words.tokenize(text) for text in texts])[0])
    vocabulary = words.vocabulary()
    numbers = words.unpacked(b"".join(map(vocabulary.__getitem__, flat)))
    report("joined, one batch of numbers", timed(lambda: words.joined(vocabulary, numbers, starts))[0])
    print(f"{sum(map(str.__eq__, expected, found))} of {len(texts)} texts identical")


def articles(corpus: Path | None) -> Iterator[str]:
    """The texts of a corpus, or those in seeds/ over and over."""
    if corpus is None:
        yield from cycle([path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))])
        return
    opened = lzma.open if corpus.suffix == ".xz" else open
    with opened(corpus, "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """Seconds taken and result."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


if __name__ == "__main__":
    main()
