"""The ledger of an index: which files its reports were read from, and in which state.

It is no file of its own: it is put together from the first passages of all reports, each of which carries the stamp of
its file. So what is found and what is known of files can't disagree, whenever a program is killed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from searchkit.reports.stamps import Stamp
from searchkit.storage.records import Record


@dataclass
class Filed:
    """What an index holds of a file: the state in which it was read, and the ids of its reports."""

    stamp: Stamp
    ids: list[str] = field(default_factory=list)


@dataclass
class Ledger:
    """``files`` by their names; ``others``: the ids of reports that a program added, each with its path."""

    files: dict[str, Filed] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)

    def owners(self) -> dict[str, str]:
        """The file that each report is from, by the ids of the reports."""
        return {identity: name for name, filed in self.files.items() for identity in filed.ids}


def ledger_of(firsts: Iterable[Record]) -> Ledger:
    """The ledger of an index, from the records of the first passages of its reports."""
    ledger = Ledger()
    for record in firsts:
        stamp = record.stamp
        if stamp is None:
            ledger.others[record.report] = record.path
            continue
        filed = ledger.files.setdefault(stamp.file, Filed(stamp))
        filed.ids.append(record.report)
        if filed.stamp != stamp:  # a state that was never committed whole is known by nothing
            filed.stamp = Stamp(stamp.file, -1, -1, "")
    return ledger
