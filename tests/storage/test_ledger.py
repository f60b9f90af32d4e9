"""The ledger, from records."""

from __future__ import annotations

from searchkit.reports.stamps import Stamp
from searchkit.storage.ledger import Filed, ledger_of
from searchkit.storage.records import Record

STAMP = Stamp("a.jsonl", 10, 1, "abc")


def record(identity: str, stamp: Stamp | None) -> Record:
    return Record(identity, 0, 0, "", "họp", "", "", f"{identity}.path", {}, {}, "", "", "", stamp=stamp)


def test_a_file_has_the_reports_that_bear_its_stamp() -> None:
    ledger = ledger_of([record("1", STAMP), record("2", STAMP), record("3", None)])
    assert ledger.files == {"a.jsonl": Filed(STAMP, ["1", "2"])}
    assert ledger.others == {"3": "3.path"}
    assert ledger.owners() == {"1": "a.jsonl", "2": "a.jsonl"}


def test_a_file_in_two_states_at_once_is_known_by_none() -> None:
    ledger = ledger_of([record("1", STAMP), record("2", STAMP._replace(size=11)), record("3", STAMP)])
    assert ledger.files["a.jsonl"] == Filed(Stamp("a.jsonl", -1, -1, ""), ["1", "2", "3"])
