"""The definitions of acronyms in a corpus: how many, a sample to be read by eye, and how many are passed over.

    python tests/benchmarks/acronyms.py CORPUS.jsonl[.xz] [--sample N] [--seed N] [--missed]

Definitions are looked for passage by passage, as indexing does. The sample is always the same one: a line each, with
the acronym, what it was taken to stand for, and the text around it. ``--missed`` draws it from the parentheses that
hold 2 to 6 capitals and stand behind a word, but define nothing that was found: an estimate of recall.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from searchkit import Report
from searchkit.acronyms.definitions import definitions
from searchkit.analysis.syllables import nfc
from searchkit.reports.passages import passages

#: What looks like a definition: a word, then capitals in parentheses.
_LOOKS_LIKE_ONE = re.compile(r"(?<=[^\W\d_]) ?\(([A-ZĐÂĂÊÔƠƯ]{2,6})\)")
# So much of the text before and after is shown.
_BEFORE, _AFTER = 90, 20


class Line(NamedTuple):
    """What is printed of a definition, or of what may be one."""

    acronym: str
    expansion: str
    context: str


def main() -> None:
    parser = argparse.ArgumentParser(description="The definitions of acronyms in a corpus.")
    parser.add_argument("corpus", type=Path, metavar="CORPUS", help="JSON Lines, also .xz")
    parser.add_argument("--sample", type=int, default=100, help="how many are printed")
    parser.add_argument("--seed", type=int, default=11, help="of the sample")
    parser.add_argument("--missed", action="store_true", help="print some that were passed over")
    arguments = parser.parse_args()
    found: list[Line] = []
    missed: list[Line] = []
    looked_at = characters = 0
    seconds = 0.0
    for text in texts(arguments.corpus):
        characters += len(text)
        started = time.process_time()
        defined = definitions(text)
        seconds += time.process_time() - started
        found += (Line(one.acronym, one.expansion, around(text, one.start, one.end)) for one in defined)
        ends = {one.end for one in defined}
        for match in _LOOKS_LIKE_ONE.finditer(text):
            looked_at += 1
            if match.end(1) not in ends:
                missed.append(Line(match.group(1), "", around(text, *match.span())))
    printed = missed if arguments.missed else found
    for line in random.Random(arguments.seed).sample(printed, min(arguments.sample, len(printed))):
        print("\t".join(line))
    print(f"\n{len(found):,} definitions of {len({line.acronym for line in found}):,} acronyms")
    print(f"{looked_at - len(missed):,} of {looked_at:,} capitals in parentheses taken")
    print(f"{seconds / characters * 1e6:.4f} s a million characters")


def texts(corpus: Path) -> Iterator[str]:
    """The passages of a corpus, in NFC."""
    with (lzma.open if corpus.suffix == ".xz" else open)(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            report = Report(str(article["_id"]), article["text"], article.get("title", ""))
            yield from (nfc(passage.text) for passage in passages(report))


def around(text: str, start: int, end: int) -> str:
    """A stretch of a text with what stands around it, on one line."""
    return " ".join(text[max(0, start - _BEFORE) : end + _AFTER].split())


if __name__ == "__main__":
    main()
