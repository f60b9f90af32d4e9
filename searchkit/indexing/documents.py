"""A report as the documents that an engine takes: its passages, and a view of the whole where it has several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import chain, islice
from types import MappingProxyType
from typing import NamedTuple

from searchkit import schema
from searchkit.analysis.analyzer import Analysis, analyze
from searchkit.engines.contract import Document
from searchkit.indexing.recurring import Lines
from searchkit.reports.furniture.finding import furniture, told
from searchkit.reports.passages import passages
from searchkit.reports.report import Passage, Report
from searchkit.storage import records

_NONE: Mapping[str, Lines] = MappingProxyType({})


class Documents(NamedTuple):
    """The documents of some reports, by collection."""

    passages: list[Document]
    reports: list[Document]


class _Cut(NamedTuple):
    """A report, its passages, and what the furniture beside them tells of it."""

    report: Report
    passages: list[Passage]
    aside: list[str]

    @property
    def texts(self) -> Iterator[str]:
        """What is to be analysed, in this order: title, passages, what stands aside."""
        return chain([self.report.title], (passage.text for passage in self.passages), self.aside)


def documents_of(reports: Iterable[Report], recurring: Mapping[str, Lines] = _NONE) -> Documents:
    """The documents of some reports, in order; many reports at once cost far less than one after the other.

    ``recurring``: by the ids of reports, those of their lines that recur in others.
    """
    cut = [_cut(report, recurring.get(report.id, frozenset())) for report in reports]
    analyses = iter(analyze([text for one in cut for text in one.texts]))
    found = Documents([], [])
    for report, parts, aside in cut:
        title, *bodies = islice(analyses, len(parts) + 1)
        asides = list(islice(analyses, len(aside)))
        link = link_of(report) if len(parts) > 1 else None
        found.passages.extend(_passages(report, parts, title, bodies, asides, link))
        if link is not None:
            found.reports.append(_whole(report, [title, *bodies, *asides], link))
    return found


def _cut(report: Report, recurring: Lines) -> _Cut:
    beside = furniture(report.text, report.title, report.body, recurring)
    parts = passages(report, {(start, end) for start, end, _ in beside})
    return _Cut(report, parts, told(report.text, beside))


def link_of(report: Report) -> int:
    """What the passages of a report and its view have in common, and no other state of the report has: 63 bits."""
    state = f"{report.id}\0{report.title}\0{report.text}".encode()
    return int.from_bytes(blake2b(state, digest_size=8).digest(), "big") >> 1


def _passages(
    report: Report,
    parts: Sequence[Passage],
    title: Analysis,
    bodies: Sequence[Analysis],
    asides: Sequence[Analysis],
    link: int | None,
) -> Iterator[Document]:
    reached = 0
    for passage, body in zip(parts, bodies, strict=True):
        # The title counts in each passage; what furniture tells of a report counts in its first one.
        counted = [title, body] if passage.ordinal else [title, body, *asides]
        keys = {
            schema.EXACT: schema.behind_boundaries(one.exact for one in counted),
            schema.FOLDED: schema.behind_boundaries(one.folded for one in counted),
            schema.PAIRS: schema.behind_boundaries(one.pairs for one in counted),
            schema.WORDS: schema.behind_boundaries(one.words for one in counted),
            schema.COPIES: body.copies,
            schema.REPORT: report.id,
            schema.ORDINAL: str(passage.ordinal),
        }
        last = passage.ordinal == len(parts) - 1
        yield Document(keys, records.encode(report, passage, reached, last, body.copies), link)
        reached = passage.end


def _whole(report: Report, parts: Sequence[Analysis], link: int) -> Document:
    """The view of a whole report: the keys of all its parts joined, nothing analysed twice."""
    keys = {
        schema.FOLDED: " ".join(part.folded for part in parts),
        schema.PAIRS: " ".join(part.pairs for part in parts),
        schema.REPORT: report.id,
    }
    return Document(keys, link=link)
