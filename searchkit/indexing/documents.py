"""A report as the documents that an engine takes: its passages, and a view of the whole where it has several.

A long report is taken in sections, so that what is under way at once is bounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from itertools import chain, islice
from types import MappingProxyType
from typing import NamedTuple

from searchkit import schema
from searchkit.acronyms.definitions import definitions
from searchkit.acronyms.table import folded
from searchkit.analysis.analyzer import Analysis, analyze
from searchkit.engines.contract import Document
from searchkit.indexing.facts import NOTHING, Said, said_by
from searchkit.indexing.recurring import Lines
from searchkit.reports.furniture.finding import furniture, told
from searchkit.reports.passages import cut
from searchkit.reports.report import Passage, Report
from searchkit.storage import records

# Code points of a report that are hashed at once.
_HASHED = 1 << 20
# Code points of a report that its view is made of: more than a book has. What a file of hundreds of megabytes is about
# shows in those, and its view would take several times its size in memory.
_VIEWED = 20_000_000
# Code points of a report of more than twice as many that tell what it says of itself.
_TELLING = 500_000

_NONE: Mapping[str, Lines] = MappingProxyType({})


class Documents(NamedTuple):
    """The documents of some reports, by collection."""

    passages: list[Document]
    reports: list[Document]


class Section(NamedTuple):
    """Neighbouring passages of a report: all, or of a long one as many as are analysed at once.

    ``text`` is the text from the end of the passage before on, ``start`` the offset at which it begins in the report;
    it goes to the end of its last passage, or where ``is_last`` to that of the report. ``report`` is for all but the
    text. ``link`` is None for a report of one passage. ``aside`` is what the furniture of its page tells of the report,
    with the first section; ``said`` is what the report says of itself, with each.
    """

    report: Report
    passages: list[Passage]
    text: str
    start: int
    is_last: bool
    link: int | None
    aside: tuple[str, ...] = ()
    said: Said = NOTHING


def sections(report: Report, size: int, recurring: Lines = frozenset()) -> Iterator[Section]:
    """A report in sections of about ``size`` code points of text, in order; ``recurring`` are lines of its page."""
    beside = furniture(report.text, report.title, report.body, recurring)
    aside = tuple(told(report.text, beside))
    head = report if len(report.text) <= 2 * _TELLING else replace(report, text=report.text[:_TELLING])
    said = said_by(head, [line for line in beside if line.end <= len(head.text)])
    about = replace(report, text="", recurring=recurring)
    later = _later(about)
    link: int | None = None
    held: list[Passage] = []
    start = 0
    for passage in cut(report, [(begins, ends) for begins, ends, _ in beside]):
        if held and passage.end - start > size:
            link = link_of(report) if link is None else link
            end = held[-1].end
            yield Section(
                later if start else about, held, report.text[start:end], start, False, link,
                () if start else aside, said,
            )  # fmt: skip
            held, start = [], end
        held.append(passage)
    if link is None and len(held) > 1:
        link = link_of(report)
    yield Section(later if start else about, held, report.text[start:], start, True, link, () if start else aside, said)


def documents_of(parts: Iterable[Report | Section], recurring: Mapping[str, Lines] = _NONE) -> Documents:
    """The documents of some reports and sections, in order; many at once cost far less than one after the other.

    ``recurring``: by the ids of reports, those of their lines that recur in others. A section has a view of its own;
    see ``with_whole_views``.
    """
    taken = [part if isinstance(part, Section) else _whole(part, recurring.get(part.id, frozenset())) for part in parts]
    texts = ((one.report.title, *(passage.text for passage in one.passages), *one.aside) for one in taken)
    analyses = iter(analyze(list(chain.from_iterable(texts))))
    found = Documents([], [])
    for one in taken:
        title, *bodies = islice(analyses, len(one.passages) + 1)
        asides = list(islice(analyses, len(one.aside)))
        found.passages.extend(_passages(one, title, bodies, asides))
        if one.link is not None and one.start < _VIEWED:
            found.reports.append(_view(one, title, [*asides, *bodies]))
    return found


def with_whole_views(batches: Iterable[Documents]) -> Iterator[Documents]:
    """The documents of batches, in order, the views of a report's sections joined to that of the report."""
    held: list[Document] = []
    for passages, views in batches:
        whole: list[Document] = []
        for view in views:
            if held and held[0].link != view.link:
                whole.append(_joined(held))
                held = []
            held.append(view)
        yield Documents(passages, whole)
    if held:
        yield Documents([], [_joined(held)])


def link_of(report: Report) -> int:
    """What the passages of a report and its view have in common, and no other state of the report has: 63 bits."""
    digest = blake2b(f"{report.id}\0{report.title}\0".encode(), digest_size=8)
    for start in range(0, len(report.text), _HASHED):
        digest.update(report.text[start : start + _HASHED].encode())
    return int.from_bytes(digest.digest(), "big") >> 1


def _whole(report: Report, recurring: Lines) -> Section:
    (section,) = sections(report, len(report.text), recurring)
    return section


def _passages(
    section: Section, title: Analysis, bodies: Sequence[Analysis], asides: Sequence[Analysis]
) -> Iterator[Document]:
    report, parts, text, start, is_last, link, _, said = section
    later = _later(report)
    reached = 0
    for passage, body in zip(parts, bodies, strict=True):
        # The title counts in each passage; what furniture tells of a report counts in its first one.
        counted = [title, body] if passage.ordinal else [title, body, *asides]
        keys = {
            schema.EXACT: schema.behind_boundaries(one.exact for one in counted),
            schema.FOLDED: schema.behind_boundaries(one.folded for one in counted),
            schema.PAIRS: schema.behind_boundaries(one.pairs for one in counted),
            schema.WORDS: schema.behind_boundaries(one.words for one in counted),
            schema.TITLE: schema.behind_boundaries((title.folded, title.exact)),
            schema.COPIES: body.copies,
            schema.DEFINITIONS: _defined(passage.text),
            schema.REPORT: report.id,
            schema.ORDINAL: str(passage.ordinal),
            schema.FACTS: said.keys,
            schema.SHOWN: "" if passage.ordinal else said.shown,
        }
        lead, end = text[reached : passage.start - start], passage.end - start
        tail = text[end:] if is_last and passage is parts[-1] else ""
        about = later if passage.ordinal else report
        yield Document(keys, records.encode(about, passage, lead, tail, body.copies, said.facts), link)
        reached = end


def _defined(text: str) -> str:
    """The terms of what a text defines, space-joined, each once."""
    terms = (
        schema.definition_term(folded(side), acronym, expansion)
        for acronym, expansion, _, _ in definitions(text)
        for side in (acronym, expansion)
    )
    return " ".join(dict.fromkeys(terms))


def _later(report: Report) -> Report:
    """What the passages after the first carry of a report."""
    return replace(report, metadata=records.carried(report.metadata), recurring=None)


def _view(section: Section, title: Analysis, bodies: Sequence[Analysis]) -> Document:
    """The view of a report, or of a section: the keys of title and passages joined, nothing analysed twice."""
    parts = bodies if section.start else [title, *bodies]
    keys = {
        schema.FOLDED: " ".join(part.folded for part in parts),
        schema.PAIRS: " ".join(part.pairs for part in parts),
        schema.REPORT: section.report.id,
        schema.FACTS: section.said.keys,
    }
    return Document(keys, link=section.link)


def _joined(views: Sequence[Document]) -> Document:
    """The view of a report from those of its sections."""
    first = views[0]
    if len(views) == 1:
        return first
    joined: Mapping[str, str] = {
        name: " ".join(view.fields[name] for view in views) if name in schema.RANKED else keys
        for name, keys in first.fields.items()
    }
    return first._replace(fields=joined)
