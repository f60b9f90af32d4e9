"""Markdown files."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.reports.readers import read_source
from searchkit.reports.report import Report
from searchkit.reports.skipped import Skipped
from searchkit.reports.source import Source


def test_the_text_is_the_file_and_the_title_its_first_heading(report_in: Callable[..., Report]) -> None:
    text = "# Hội nghị *tổng kết* #\r\n\r\nĐảng ủy **họp**.\r\n"
    assert report_in("a.md", text.encode()) == Report(
        "a.md", text, "Hội nghị tổng kết", path="a.md", body=len("# Hội nghị *tổng kết* #"), format="Markdown"
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("## Báo cáo\n\nx", "Báo cáo"),
        ("Báo cáo\n=======\n\nx", "Báo cáo"),
        ("Báo cáo\n---\nx", "Báo cáo"),
        ("# [Báo cáo](https://a.vn/b) quý I\n\nx", "Báo cáo quý I"),
        ("# ![ảnh](a.png) Báo cáo\n\nx", "ảnh Báo cáo"),
        ("Dòng đầu\n\n# Sau\n\nx", "Dòng đầu"),
        ("\n\n# Báo cáo\nx", "Báo cáo"),
        ("#Không phải\n\nx", "#Không phải"),
        ("# 5 * 3 và 2 * 4\nx", "5 * 3 và 2 * 4"),
    ],
)
def test_titles(report_in: Callable[..., Report], text: str, title: str) -> None:
    report = report_in("a.md", text.encode())
    assert report.title == title
    assert report.text == text
    assert text[report.body :].strip().endswith("x")


def test_front_matter_is_metadata_and_no_text(report_in: Callable[..., Report]) -> None:
    front = '---\ntitle: "Báo cáo"\nauthor: Minh Anh\ndate: 2023-03-15\ntags: [a, b]\nempty:\nnested:\n  a: b\n---\n'
    report = report_in("a.md", (front + "Đảng ủy họp.\n").encode())
    assert report.text == "Đảng ủy họp.\n"
    assert report.title == "Báo cáo"
    assert report.metadata == {"author": "Minh Anh", "date": "2023-03-15"}


@pytest.mark.parametrize("text", ["---\nmột\n", "---\n---x\nmột\n", "một\n---\na: b\n---\n"])
def test_what_only_looks_like_front_matter_is_text(report_in: Callable[..., Report], text: str) -> None:
    assert report_in("a.md", text.encode()).text == text


@given(st.text(alphabet="#-=:*`[]()!\n\r aĐ\t"))
def test_any_marks_can_be_read(text: str) -> None:
    for one in read_source(Source("a.md", data=text.encode())):
        if isinstance(one, Report):
            assert text.endswith(one.text)
            assert 0 <= one.body <= len(one.text)
        else:
            assert one == Skipped("a.md", "empty")
