"""Whether an index holds what indexing makes of its reports.

Of every report: its passages are all there, make its text, lie where they say, and are linked with its view; the ledger
knows it once, with a state of its file that a file can have. Of some, or of all: analysed again they give the keys, in
their places, and the records that are in the index.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from searchkit import schema
from searchkit.engines.contract import Document, Match, Problem, Request, View
from searchkit.engines.trees import Bool, Node, Term
from searchkit.engines.trees import Sequence as KeySequence
from searchkit.errors import SearchkitError
from searchkit.indexing.batches import analysed
from searchkit.indexing.documents import link_of
from searchkit.indexing.planning import first_records
from searchkit.reports.report import Report
from searchkit.reports.stamps import Stamp
from searchkit.storage import hints, records
from searchkit.storage.ledger import ledger_of
from searchkit.storage.records import Record

# Reports that are analysed again where not all are, and keys that are looked up of the view of a long one.
_SAMPLE, _MOST_KEYS = 100, 1000
_LEFT = "is left over from a run that was killed, and goes when the index is written, or belongs to one at work"

#: Of more problems of a kind nobody reads.
MOST = 1000


class _Held(NamedTuple):
    """What an index holds of a report: its records in order, and the links of its passages and views."""

    records: list[Record]
    links: list[int | None]
    views: list[int | None]


def problems(view: View, deep: bool, progress: Callable[[], None] | None = None) -> Iterator[Problem]:
    """What is wrong with what an index holds; ``deep``: all reports are analysed again, not just some. ``progress`` is
    called with each report that was looked at."""
    try:
        listed = [identity for identity, _ in view.terms(schema.REPORT, [""])[0]]
        counts = dict(zip(listed, view.count([Term(schema.REPORT, identity) for identity in listed]), strict=True))
    except SearchkitError as error:
        yield Problem("the list of reports", f"can't be read: {error}")
        return
    ids = [identity for identity in listed if counts[identity]]
    views = 0
    for identity in ids:
        try:
            held = _held(view, identity, counts[identity])
        except SearchkitError as error:
            yield _of_report(identity, f"can't be read: {error}")
        else:
            views += len(held.views)
            yield from _of_records(identity, held)
            yield from _of_links(identity, held)
        if progress:
            progress()
    yield from _of_counts(view, sum(counts.values()), views)
    yield from _of_ledger(view, ids)
    yield from _of_keys(view, ids if deep else random.sample(ids, min(_SAMPLE, len(ids))), counts)


def _held(view: View, identity: str, passages: int) -> _Held:
    tree = Term(schema.REPORT, identity)
    matches, views = view.search([Request((tree,), passages), Request((tree,), 2, schema.REPORTS)])
    decoded = map(records.decode, view.fetch(match.address for match in matches))
    pairs = sorted(zip(decoded, (match.link for match in matches), strict=True), key=lambda pair: pair[0].ordinal)
    return _Held([record for record, _ in pairs], [link for _, link in pairs], [match.link for match in views])


def _of_records(identity: str, held: _Held) -> Iterator[Problem]:
    first, *_ = held.records
    reached = 0
    for number, record in enumerate(held.records):
        if record.report != identity:
            yield _of_report(identity, f"has a passage of {record.report!r}")
            return
        if record.ordinal != number:
            yield _of_report(identity, f"has no passage {number}, or has it twice")
            return
        reached += len(record.lead)
        if record.start != reached:
            yield _of_report(identity, f"has its passage {number} at {reached}, not at {record.start} as it says")
            return
        reached += len(record.text)
        if record.tail and number != len(held.records) - 1:
            yield _of_report(identity, f"has text behind its last passage in passage {number}")
        if _about(record) != _about(first):
            yield _of_report(identity, f"is described otherwise by its passage {number}")
    if not 0 <= first.body <= reached + len(held.records[-1].tail):
        yield _of_report(identity, "has a title that is longer than itself")


def _about(record: Record) -> tuple[object, ...]:
    return record.title, record.path, record.format, record.encoding, record.body


def _of_links(identity: str, held: _Held) -> Iterator[Problem]:
    link = link_of(records.report_of(held.records)) if len(held.records) > 1 else None
    if any(found != link for found in held.links):
        yield _of_report(identity, "has passages with the link of another state of it")
    # By its view a report is ranked as a whole. No kill and no power cut parts the two.
    if held.views != ([] if link is None else [link]):
        yield _of_report(identity, "is ranked wrongly: its view is missing, there twice, or of another state of it")


def _of_ledger(view: View, ids: Sequence[str]) -> Iterator[Problem]:
    """Where what is known of files isn't what the engine holds: by that an index would be kept in step wrongly."""
    times: Counter[str] = Counter()
    unsound: dict[str, Stamp] = {}

    def seen() -> Iterator[Record]:
        for record in first_records(view):
            times[record.report] += 1
            if record.stamp and not record.stamp.is_sound:
                unsound[record.report] = record.stamp
            yield record

    try:
        ledger = ledger_of(seen())
    except SearchkitError:  # told already
        return
    for identity in sorted({*ids, *times}):
        if times[identity] != 1:
            yield _of_report(identity, f"is {times[identity]} times in the ledger of files and reports")
    for identity, stamp in unsound.items():
        yield _of_report(identity, f"bears a state of its file that no file can have: {tuple(stamp)}")
    for name, filed in ledger.files.items():
        if not filed.stamp.digest:
            yield Problem(name, "is known in several states: the next run reads it again", is_damage=False)


def beside(folder: Path, leftovers: Iterable[Path]) -> Iterator[Problem]:
    """What is wrong beside an index; no answer depends on it. ``leftovers`` are files and folders that are not its."""
    for left in leftovers:
        yield Problem(str(left), _LEFT, is_damage=False)
    if not hints.is_readable(folder):
        yield Problem(str(folder / hints.FILE), "can't be read; the next run of sync writes it anew", is_damage=False)


def _of_counts(view: View, passages: int, views: int) -> Iterator[Problem]:
    for collection, listed in ((schema.PASSAGES, passages), (schema.REPORTS, views)):
        held = view.size(collection)
        if held != listed:
            yield Problem(
                f"the collection of {collection.name}",
                f"has {held:,} documents, of which {listed:,} belong to a report",
            )


def _of_keys(view: View, ids: Sequence[str], counts: dict[str, int]) -> Iterator[Problem]:
    """Problems of the keys and records of some reports, analysed again."""
    with closing(analysed(_readable(view, ids, counts), 1)) as batches:
        for documents in batches:
            for document in documents.passages:
                yield from _of_document(view, document, schema.PASSAGES)
            for document in documents.reports:
                yield from _of_document(view, document, schema.REPORTS)


def _readable(view: View, ids: Sequence[str], counts: dict[str, int]) -> Iterator[Report]:
    for identity in ids:
        try:
            yield records.report_of(_held(view, identity, counts[identity]).records)
        except SearchkitError:  # told already
            continue


def _of_document(view: View, document: Document, collection: schema.Collection) -> Iterator[Problem]:
    identity = document.fields[schema.REPORT]
    if collection == schema.REPORTS:
        name, links = "a view of the whole", None if document.link is None else (document.link,)
    else:
        name, links = f"a passage {document.fields[schema.ORDINAL]}", None
    tree = Bool(must=tuple(chain.from_iterable(_trees(field, document) for field in collection.fields)))
    try:
        found = view.search([Request((tree,), 2, collection, links)])[0]
        stored = view.fetch(match.address for match in found) if collection == schema.PASSAGES else [""]
    except SearchkitError as error:
        yield _of_report(identity, f"can't be looked up: {error}")
        return
    if collection == schema.REPORTS and not found and not _has_view(view, document):
        return  # told already
    if reason := _difference(document, found, stored):
        yield _of_report(identity, f"has {name} {reason}")


def _difference(document: Document, found: Sequence[Match], stored: Sequence[str]) -> str:
    if len(found) != 1:
        return "with other words in the index than in its text"
    if stored[0] != document.stored:
        return "that is not what indexing makes of its text today"
    return "" if found[0].link == document.link else "with the link of another state of it"


def _has_view(view: View, document: Document) -> bool:
    of_report = Request((Term(schema.REPORT, document.fields[schema.REPORT]),), 1, schema.REPORTS)
    return any(match.link == document.link for match in view.search([of_report])[0])


def _trees(field: schema.Field, document: Document) -> Iterator[Node]:
    """What a document with the keys of another must match, in a field."""
    held = document.fields.get(field.name, "")
    if field.whole:
        yield Term(field.name, held)
        return
    if field.several:
        yield from (Term(field.name, key) for key in filter(None, held.split("\n")))
        return
    keys = list(filter(None, held.split(" ")))  # a view begins with the keys of a title, or with none
    if field.positions and keys:
        yield KeySequence(field.name, tuple(keys))
    elif keys:
        yield from (Term(field.name, key) for key in islice(dict.fromkeys(keys), _MOST_KEYS))


def _of_report(identity: str, reason: str) -> Problem:
    return Problem(f"report {identity!r}", reason)
