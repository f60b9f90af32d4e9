"""Plain text files."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchkit.reports.readers import read_source
from searchkit.reports.report import Report
from searchkit.reports.skipped import Skipped
from searchkit.reports.source import Source
from tests.texts import nfd


def test_a_file_is_a_report_under_its_name(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Hội nghị\n\nĐảng ủy họp.", encoding="utf-8")
    assert list(read_source(Source("x/a.txt", file))) == [
        Report(id="x/a.txt", text="Hội nghị\n\nĐảng ủy họp.", title="Hội nghị", path="x/a.txt", body=8, format="text")
    ]


@pytest.mark.parametrize("text", ["một\r\nhai\r\n", "một\rhai", nfd("Đảng ủy\nKhối"), "một\n\n\n", " \u2028một\u0085"])
def test_the_text_is_unchanged(tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(text.encode())
    [report] = read_source(Source("a.txt", file))
    assert isinstance(report, Report)
    assert report.text == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\0\1\2\xff", "binary"),
        (b"H\xe0 N\xf6i", "UTF-8"),
    ],
)
def test_what_cannot_be_read_is_skipped_with_a_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(data)
    [skipped] = read_source(Source("a.txt", file))
    assert isinstance(skipped, Skipped)
    assert skipped.path == "a.txt"
    assert reason in skipped.reason
