"""What may go into an index, and why what may not doesn't."""

from __future__ import annotations

from typing import Any

import pytest

from searchkit import Report, Skipped
from searchkit.indexing.admission import Admission


def passed_over(*reports: Report | Skipped) -> list[Skipped]:
    admission = Admission()
    admitted = list(admission.admitted(reports))
    assert len(admitted) + len(admission.skipped) == len(reports)
    assert admission.ids == {report.id for report in admitted}
    return admission.skipped


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"id": ""}, "it has no id"),
        ({"id": 5}, "its id is int, not text (str)"),
        ({"text": None}, "its text is NoneType, not text (str)"),
        ({"title": b"x"}, "its title is bytes, not text (str)"),
        ({"metadata": None}, "its metadata is NoneType, not a mapping"),
        ({"body": "0"}, "its body is str, not a number (int)"),
        ({"metadata": {"place": "\ud800"}}, "its text is no valid Unicode (half a surrogate pair)"),
        ({"metadata": {"\ud800": "place"}}, "its text is no valid Unicode (half a surrogate pair)"),
        ({"id": "\ud800"}, "its text is no valid Unicode (half a surrogate pair)"),
        ({"id": "ủ" * 10_001}, "its id has 10,001 characters; the most is 10,000"),
        ({"path": "a" * 10_001}, "its path has 10,001 characters; the most is 10,000"),
        ({"title": "a" * 10_001}, "its title has 10,001 characters; the most is 10,000"),
    ],
)
def test_what_may_not_go_in_is_named_with_its_reason(fields: dict[str, Any], reason: str) -> None:
    [skipped] = passed_over(Report(**{"id": "1", "text": "họp", **fields}), Report(id="2", text="họp"))
    assert skipped.reason == reason
    assert isinstance(skipped.path, str)
    assert len(skipped.path) <= 200


@pytest.mark.parametrize(
    "fields", [{"id": "ủ" * 10_000}, {"title": "a" * 10_000}, {"metadata": {"year": 2023}}, {"text": ""}]
)
def test_all_else_may(fields: dict[str, Any]) -> None:
    assert passed_over(Report(**{"id": "1", "text": "họp", **fields})) == []


def test_of_two_reports_of_one_id_the_first_goes_in() -> None:
    report = Report(id="1", text="họp", path="a.txt")
    assert passed_over(report, report) == [Skipped("a.txt", "another report has the id '1'")]


def test_what_is_no_report_is_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError, match="takes reports, not str"):
        list(Admission().admitted(["1"]))  # type: ignore[list-item]
