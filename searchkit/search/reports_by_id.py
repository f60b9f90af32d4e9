"""Reports by their ids: which there are, and how many passages each has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from searchkit import schema
from searchkit.engines.contract import Request, View
from searchkit.engines.trees import Term
from searchkit.errors import ReportNotFoundError
from searchkit.storage import records

if TYPE_CHECKING:
    from searchkit.reports.report import Report


def ids_of(view: View, prefix: str) -> list[str]:
    """The ids that begin with a prefix, in order."""
    if not schema.can_be_key(prefix):
        return []
    # Those of reports that were deleted of late may still be listed.
    listed = [identity for identity, _ in view.terms(schema.REPORT, [prefix])[0]]
    return [identity for identity, count in zip(listed, counts_of(view, listed), strict=True) if count]


def report_of(view: View, identity: str) -> Report:
    """The report of an id, whole. Raises ReportNotFoundError if it isn't in the index."""
    (passages,) = passages_of(view, [identity])
    (matches,) = view.search([Request((Term(schema.REPORT, identity),), passages)])
    return records.report_of(map(records.decode, view.fetch(match.address for match in matches)))


def passages_of(view: View, ids: Iterable[str]) -> list[int]:
    """How many passages each of some reports has. Raises ReportNotFoundError for one that isn't in the index."""
    ids = list(ids)
    counts = counts_of(view, ids)
    for identity, count in zip(ids, counts, strict=True):
        if not count:
            raise ReportNotFoundError(f"No report {identity!r} is in the index; see the ids that a search shows.")
    return counts


def counts_of(view: View, ids: Sequence[object]) -> list[int]:
    """How many passages reports of some ids have, 0 for what can be no id."""
    possible = [identity for identity in ids if schema.can_be_key(identity)]
    counts = iter(view.count([Term(schema.REPORT, str(identity)) for identity in possible]))
    return [next(counts) if schema.can_be_key(identity) else 0 for identity in ids]
