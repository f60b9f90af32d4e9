"""What a search gives back: plain frozen data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, overload

from searchkit.query.equivalents import Equivalent
from searchkit.query.notes import Note
from searchkit.search import rendering, snippets
from searchkit.search.highlighting import Span
from searchkit.search.page import Page
from searchkit.search.snippets import Snippet
from searchkit.search.totals import Totals
from searchkit.storage.records import NO_FACTS, Facts, Record

if TYPE_CHECKING:
    from searchkit.search.explanation import Explanation
    from searchkit.search.suggestions import Correction


class ReportRef(NamedTuple):
    """The report that a hit belongs to, without its text; ``Index.report(id)`` gives that.

    ``format`` is the form of the file it was read from, ``encoding`` what its text was converted from, "" if it was
    Unicode. ``facts`` is what the report says of itself: "date", "place", "source", "author" and "kind", those that it
    does say, each with where it was read.
    """

    id: str
    title: str
    path: str
    metadata: Mapping[str, str]
    format: str = ""
    encoding: str = ""
    facts: Facts = NO_FACTS


class PassageRef(NamedTuple):
    """A passage: ``text`` is the report's ``text[start:end]``; ``id`` names it in its index."""

    id: str
    start: int
    end: int
    text: str


class Copy(NamedTuple):
    """A near-duplicate of a hit."""

    report: ReportRef
    passage: PassageRef


@dataclass(frozen=True)
class Hit:
    """A passage found.

    ``rank`` counts from 1 over all pages. Ranks go by ``tier``, from 0, the strictest way in which a passage matches,
    then by ``score``, the sum of weighted BM25 over passage and report. ``more`` and ``copies`` are looked up when
    first read, for the whole page at once; where the index was closed before that they raise EngineError. Hits can be
    pickled and hashed.
    """

    rank: int
    tier: int
    score: float
    report: ReportRef
    passage: PassageRef
    _page: Page = field(repr=False, compare=False)
    _number: int = field(repr=False, compare=False)

    def __hash__(self) -> int:
        # Metadata, a mapping, has no hash.
        return hash((self.rank, self.score, self.passage))

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """What matched: offsets into ``passage.text``, in code points, in order, without overlaps."""
        return self._page.mark(self.passage.text)

    @cached_property
    def title_spans(self) -> tuple[Span, ...]:
        """What matched in the title: offsets into ``report.title``."""
        return self._page.mark(self.report.title)

    @property
    def more(self) -> int:
        """How many other passages of its report match."""
        return self._page.more[self.report.id]

    @cached_property
    def copies(self) -> tuple[Copy, ...]:
        """The near-duplicates of the passage, which this hit stands for, the first hundred; none when all are shown."""
        return tuple(Copy(*_refs(record)) for record in self._page.copies[self._number])

    def explain(self) -> Explanation:
        """Why it came up: its tier in words, and what every part of the query gave its score. Looked up for the whole
        page at once, as ``copies`` are."""
        return self._page.explanations[self._number]

    def snippet(self, length: int = snippets.SNIPPET_LENGTH) -> Snippet:
        """The part of the passage, about ``length`` code points, that holds the densest matches."""
        return snippets.snippet(self.passage.text, self.spans, length)

    def to_html(self) -> str:
        """The passage as HTML, matches in ``<mark>``, everything else escaped."""
        return rendering.to_html(self.passage.text, self.spans)


class Results(Sequence[Hit]):
    """The hits of one page, best first, and how many there are in all."""

    def __init__(self, page: Page, offset: int) -> None:
        self._page = page
        self.hits = tuple(
            Hit(offset + number + 1, tier, score, *_refs(record), page, number)
            for number, (tier, score, _, record) in enumerate(page.found)
        )

    @property
    def total(self) -> int:
        """How many passages hold all words that were typed, on all pages, copies included; where none does, how many
        match at all. Counted when first asked for."""
        return self._page.totals.passages

    @property
    def totals(self) -> Totals:
        """The same and more, by name: ``all_words``, ``any_word``, ``reports``; each counted when first asked for."""
        return self._page.totals

    @property
    def expansions(self) -> tuple[Equivalent, ...]:
        """What else words of the query were taken for; ``label`` says it: "BTV → Ban Thường vụ"."""
        return self._page.query.equivalents

    @property
    def suggestion(self) -> Correction | None:
        """What the query may have been meant as, where few passages hold all words as typed and at least ten times as
        many, three or more, hold those; None otherwise, and for a search without ``operators``. Looked for when first
        asked for; what a query is fine without takes one question at most."""
        return self._page.suggestion

    @property
    def notes(self) -> tuple[Note, ...]:
        """What of the query was set aside or cut, and where it stands in it, in code points; none for most."""
        return self._page.query.notes

    @overload
    def __getitem__(self, index: int) -> Hit: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Hit, ...]: ...
    def __getitem__(self, index: int | slice) -> Hit | tuple[Hit, ...]:
        return self.hits[index]

    def __len__(self) -> int:
        return len(self.hits)

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __repr__(self) -> str:
        return f"Results({self.hits!r})"


def _refs(record: Record) -> tuple[ReportRef, PassageRef]:
    report = ReportRef(
        record.report, record.title, record.path, record.metadata, record.format, record.encoding, record.facts
    )
    passage_id = f"{record.report}#{record.ordinal}"
    return report, PassageRef(passage_id, record.start, record.start + len(record.text), record.text)
