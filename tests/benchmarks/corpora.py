"""What is measured on: any JSON Lines corpus as a stream of reports, its passages, and real queries cut from it.

Nothing here holds a corpus in memory. A corpus that is too small is repeated with changed words, always the same ones.
"""

from __future__ import annotations

import gzip
import json
import lzma
import random
from array import array
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import IO, NamedTuple

from searchkit import Report
from searchkit.analysis.accents import fold
from searchkit.analysis.syllables import keys, nfc, surfaces
from searchkit.reports.passages import passages

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
#: Queries have 1 to so many syllables.
LONGEST_QUERY = 12

# In a repetition every so-manieth word becomes another: few runs of three words stay, so no passage is a near-copy.
_CHANGED = 4
_VOCABULARY_REPORTS = 3000
# A line with fewer syllables is a name or a lone mark, no paragraph.
_LEAST_SYLLABLES = 4
_OPERATORS = {"AND", "OR", "NOT"}


class Query(NamedTuple):
    """A query of ``syllables`` syllables as it stood in the corpus, and the same without accents."""

    syllables: int
    accented: str
    accent_free: str


class Corpus(NamedTuple):
    """A JSON Lines file with "text" (and "_id" or "id", "title"), or the repository's seeds where ``path`` is None.

    Its reports are whole articles, most of several passages. ``paragraphs``: every line of an article is a report of
    its own (id "article#n"), most of one passage.
    """

    path: Path | None
    paragraphs: bool = False

    @property
    def name(self) -> str:
        """A name for files and tables: vntc10-articles, vntc10-paragraphs."""
        stem = self.path.name.split(".")[0] if self.path else "seeds"
        return f"{stem}-{'paragraphs' if self.paragraphs else 'articles'}"

    def facts(self) -> dict[str, object]:
        """Which file this is, for whoever measures again."""
        if self.path is None:
            return {"corpus": SEEDS.name}
        return {"corpus": self.path.name, "corpus_bytes": self.path.stat().st_size}

    def reports(self, repeat: bool = False) -> Iterator[Report]:
        """The reports, once, or with ``repeat`` for ever: again and again with changed words."""
        reports = _by_paragraphs(self._articles()) if self.paragraphs else self._articles()
        yield from reports
        if not repeat:
            return
        words = self._vocabulary()
        for times in count(2):
            change = _changer(words, seed=times)
            for report in self._articles():
                changed = _report(f"{report.id}-{times}", change(report.text), report.title)
                yield from _by_paragraphs([changed]) if self.paragraphs else (changed,)

    def first(self, size: int | None) -> Iterator[Report]:
        """The reports that make up ``size`` passages, or a few more, for reports stay whole; None: all, once."""
        found = 0
        for report in self.reports(repeat=size is not None):
            if size is not None and found >= size:
                return
            yield report
            if size is not None:
                found += len(passages(report))

    def _articles(self) -> Iterator[Report]:
        if self.path is None:
            for path in sorted(SEEDS.glob("*.txt")):
                yield _report(path.stem, path.read_text(encoding="utf-8"))
            return
        with _opened(self.path) as lines:
            for number, line in enumerate(lines):
                found = json.loads(line)
                identity = str(found.get("_id", found.get("id", number)))
                yield _report(identity, found["text"], found.get("title") or "")

    def _vocabulary(self) -> list[str]:
        """Words of the corpus, as often as they stand there, so that what is drawn has their frequencies."""
        words: list[str] = []
        for report, _ in zip(self._articles(), range(_VOCABULARY_REPORTS), strict=False):
            words += report.text.split()
        return words


def passage_lines(reports: Iterable[Report]) -> Iterator[str]:
    """The passages of some reports, searchkit's own, each on one line with its report's title before it.

    That is what the peers index and store.
    """
    for report in reports:
        for passage in passages(report):
            yield " ".join(f"{report.title} {passage.text}".split())


def folded_terms(text: str) -> str:
    """The keys of a text without accents, space-joined: searchkit's own, so that all peers index the same terms."""
    return "".join(map(_folded, nfc(text).split()))


@lru_cache(maxsize=1 << 18)
def _folded(stretch: str) -> str:
    return "".join(f"{key.folded} " for surface in surfaces(stretch) for key in keys(surface) if not key.alternate)


def sample_queries(lines: Path, number: int, seed: int = 4) -> list[Query]:
    """Queries of 1, 2, … 12, 1, 2, … syllables, cut from random passages (the lines of a file), without punctuation.

    Any first part of the list holds all lengths alike.
    """
    draw = random.Random(seed)
    size = lines.stat().st_size
    queries: list[Query] = []
    with lines.open("rb") as file:
        while len(queries) < number:
            wanted = len(queries) % LONGEST_QUERY + 1
            file.seek(draw.randrange(max(1, size - 1)))
            file.readline()
            runs = [run for run in _runs(file.readline().decode()) if len(run) >= wanted]
            if runs:
                run = draw.choice(runs)
                start = draw.randrange(len(run) - wanted + 1)
                cut = run[start : start + wanted]
                queries.append(Query(wanted, " ".join(cut), " ".join(map(fold, cut))))
    return queries


def line_ends(path: Path) -> array[int]:
    """Where each line of a file ends, in bytes."""
    ends = array("Q")
    reached = 0
    with path.open("rb") as file:
        for line in file:
            reached += len(line)
            ends.append(reached)
    return ends


def _report(identity: str, text: str, title: str = "") -> Report:
    # A plain dict: the default mapping of a Report can't be sent to another process.
    return Report(id=identity, text=text, title=title, metadata={})


def _runs(text: str) -> list[list[str]]:
    """The runs of syllables of a text between punctuation."""
    runs: list[list[str]] = [[]]
    for surface in surfaces(text):
        if len(keys(surface)) == 1 and surface not in _OPERATORS and fold(surface):
            runs[-1].append(surface)
        elif runs[-1]:
            runs.append([])
    return runs


def _by_paragraphs(reports: Iterable[Report]) -> Iterator[Report]:
    for report in reports:
        lines = (line.strip() for line in report.text.splitlines())
        for number, line in enumerate(line for line in lines if line.count(" ") >= _LEAST_SYLLABLES - 1):
            yield _report(f"{report.id}#{number}", line, report.title)


def _changer(words: list[str], seed: int) -> Callable[[str], str]:
    """What puts other words of the corpus in the place of every fourth of a text; lines stay lines."""
    draw = random.Random(seed)

    def changed(line: str) -> str:
        there = line.split(" ")
        first = draw.randrange(_CHANGED)
        places = len(range(first, len(there), _CHANGED))
        there[first::_CHANGED] = draw.choices(words, k=places)
        return " ".join(there)

    return lambda text: "\n".join(map(changed, text.splitlines()))


def _opened(path: Path) -> IO[str]:
    opener = {".xz": lzma.open, ".gz": gzip.open}.get(path.suffix, open)
    file: IO[str] = opener(path, "rt", encoding="utf-8", newline="\n")  # type: ignore[operator]
    return file
