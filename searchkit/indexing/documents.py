"""A report as the documents that an engine takes: its passages, and a view of the whole where it has several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple

from searchkit import schema
from searchkit.analysis.analyzer import Analysis, analyze
from searchkit.engines.contract import Document
from searchkit.reports.passages import passages
from searchkit.reports.report import Passage, Report
from searchkit.storage import records


class Documents(NamedTuple):
    """The documents of some reports, by collection."""

    passages: list[Document]
    reports: list[Document]


def documents_of(reports: Iterable[Report]) -> Documents:
    """The documents of some reports, in order; many reports at once cost far less than one after the other."""
    cut = [(report, passages(report)) for report in reports]
    analyses = iter(analyze([text for report, parts in cut for text in (report.title, *(p.text for p in parts))]))
    found = Documents([], [])
    for report, parts in cut:
        title, *bodies = (next(analyses) for _ in range(len(parts) + 1))
        link = link_of(report) if len(parts) > 1 else None
        found.passages.extend(_passages(report, parts, title, bodies, link))
        if link is not None:
            found.reports.append(_whole(report, title, bodies, link))
    return found


def link_of(report: Report) -> int:
    """What the passages of a report and its view have in common, and no other state of the report has: 63 bits."""
    state = f"{report.id}\0{report.title}\0{report.text}".encode()
    return int.from_bytes(blake2b(state, digest_size=8).digest(), "big") >> 1


def _passages(
    report: Report, parts: Sequence[Passage], title: Analysis, bodies: Sequence[Analysis], link: int | None
) -> Iterator[Document]:
    reached = 0
    for passage, body in zip(parts, bodies, strict=True):
        keys = {
            # The title counts in each passage.
            schema.EXACT: schema.behind_boundary(title.exact, body.exact),
            schema.FOLDED: schema.behind_boundary(title.folded, body.folded),
            schema.PAIRS: schema.behind_boundary(title.pairs, body.pairs),
            schema.WORDS: schema.behind_boundary(title.words, body.words),
            schema.COPIES: body.copies,
            schema.REPORT: report.id,
            schema.ORDINAL: str(passage.ordinal),
        }
        last = passage.ordinal == len(parts) - 1
        yield Document(keys, records.encode(report, passage, reached, last, body.copies), link)
        reached = passage.end


def _whole(report: Report, title: Analysis, bodies: Sequence[Analysis], link: int) -> Document:
    """The view of a whole report: the keys of its title and passages joined, nothing analysed twice."""
    parts = list(chain([title], bodies))
    keys = {
        schema.FOLDED: " ".join(part.folded for part in parts),
        schema.PAIRS: " ".join(part.pairs for part in parts),
        schema.REPORT: report.id,
    }
    return Document(keys, link=link)
