"""How many facts of articles read by hand are found, and how many of those given are right.

    python tests/benchmarks/judged_facts.py CORPORA [--set unseen] [--wrong]

``CORPORA`` is the folder with baomoi.jsonl.xz and vntc10.jsonl.xz; the judgements are tests/reports/judged_facts.tsv,
which says how they were made. With ``--wrong`` what was missed or is wrong is listed.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from searchkit import Report
from searchkit.reports.metadata.facts import metadata_of
from searchkit.reports.titles import leading_title

JUDGEMENTS = Path(__file__).parent.parent / "reports" / "judged_facts.tsv"
SETS = ("first", "made", "unseen")
NAMES = ("date", "place", "publisher")
NOTHING, NOT_JUDGED, NEEDN_T = "-", "*", "?"


class Judged(NamedTuple):
    """A fact of an article of a set: what it is as judged, and what was read, "-" for nothing."""

    chosen: str
    article: str
    name: str
    expected: str
    given: str

    @property
    def is_right(self) -> bool:
        return self.given != NOTHING and self.given == self.expected.removesuffix(NEEDN_T)

    @property
    def is_stated(self) -> bool:
        return self.expected != NOTHING and not self.expected.endswith(NEEDN_T)


def judged(corpora: Path) -> Iterator[Judged]:
    """The facts of all articles that were judged; each corpus is unpacked once, which takes most of the time."""
    rows = [line.split("\t") for line in JUDGEMENTS.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    expected = {(corpus, int(number)): (chosen, facts) for chosen, corpus, number, *facts in rows}
    assert len(expected) == len(rows)
    for corpus in sorted({corpus for corpus, _ in expected}):
        last = max(number for name, number in expected if name == corpus)
        with lzma.open(corpora / f"{corpus}.jsonl.xz") as lines:
            for number, line in enumerate(islice(lines, last + 1)):
                if (corpus, number) in expected:
                    chosen, facts = expected[corpus, number]
                    for name, fact, given in zip(NAMES, facts, _read(json.loads(line)), strict=True):
                        if fact != NOT_JUDGED:
                            yield Judged(chosen, f"{corpus} {number}", name, fact, given)


def _read(article: dict[str, str]) -> list[str]:
    text, title, body = article["text"], article.get("title", ""), 0
    if not title:
        title, body = leading_title(text)
    facts = metadata_of(Report("1", text, title, body=body))
    given = [getattr(facts, name) for name in NAMES]
    return [str(getattr(found.value, "name", found.value)) if found else NOTHING for found in given]


def counted(facts: list[Judged]) -> Counter[str]:
    """How many facts are stated, found of these, given, and right of those."""
    counts: Counter[str] = Counter()
    for fact in facts:
        counts["stated"] += fact.is_stated
        counts["found"] += fact.is_stated and fact.is_right
        counts["given"] += fact.given != NOTHING
        counts["right"] += fact.is_right
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description="How many facts of articles read by hand are found and right.")
    parser.add_argument("corpora", type=Path, help="the folder of the corpora")
    parser.add_argument("--set", choices=SETS, default="unseen")
    parser.add_argument("--wrong", action="store_true", help="list what was missed or is wrong")
    arguments = parser.parse_args()
    facts = [fact for fact in judged(arguments.corpora) if fact.chosen == arguments.set]
    if arguments.wrong:
        for fact in facts:
            if (fact.is_stated or fact.given != NOTHING) and not fact.is_right:
                print(f"{fact.article}  {fact.name}: {fact.given}, not {fact.expected}")
    for name in (*NAMES, "all"):
        counts = counted([fact for fact in facts if name in (fact.name, "all")])
        print(
            f"{name}: {counts['found']} of {counts['stated']} stated found;",
            f"{counts['right']} of {counts['given']} given right",
        )


if __name__ == "__main__":
    main()
