"""What a search gives back: plain frozen data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, overload

from searchkit import highlighting
from searchkit.highlighting import Snippet, Span


class ReportRef(NamedTuple):
    """The report that a hit belongs to, without its text; ``Index.report(id)`` gives that."""

    id: str
    title: str
    path: str
    metadata: Mapping[str, str]


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


class Behind(NamedTuple):
    """How to find what a hit doesn't hold yet."""

    mark: Callable[[str], tuple[Span, ...]]
    find_copies: Callable[[], tuple[Copy, ...]]
    count_more: Callable[[], int]


@dataclass(frozen=True)
class Hit:
    """A passage found.

    ``rank`` counts from 1 over all pages; ``score`` falls as ranks rise. What isn't asked for costs nothing: spans,
    copies and counts are found when first read.
    """

    rank: int
    score: float
    report: ReportRef
    passage: PassageRef
    _behind: Behind = field(repr=False, compare=False)

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """What matched: offsets into ``passage.text``, in code points, in order, without overlaps."""
        return self._behind.mark(self.passage.text)

    @cached_property
    def title_spans(self) -> tuple[Span, ...]:
        """What matched in the title: offsets into ``report.title``."""
        return self._behind.mark(self.report.title)

    @cached_property
    def more(self) -> int:
        """How many other passages of its report match. Counted when first asked for."""
        return self._behind.count_more()

    @cached_property
    def copies(self) -> tuple[Copy, ...]:
        """The near-duplicates of the passage, which this hit stands for, the first hundred; none when all are shown."""
        return self._behind.find_copies()

    def snippet(self, length: int = highlighting.SNIPPET_LENGTH) -> Snippet:
        """The part of the passage, about ``length`` code points, that holds the densest matches."""
        return highlighting.snippet(self.passage.text, self.spans, length)

    def to_html(self) -> str:
        """The passage as HTML, matches in ``<mark>``, everything else escaped."""
        return highlighting.to_html(self.passage.text, self.spans)


@dataclass(frozen=True)
class Results(Sequence[Hit]):
    """The hits of one page, best first, and how many there are in all."""

    hits: tuple[Hit, ...]
    _count: Callable[[], int] = field(default=lambda: 0, repr=False, compare=False)

    @cached_property
    def total(self) -> int:
        """How many passages match on all pages, copies included. Counted when first asked for."""
        return self._count()

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
