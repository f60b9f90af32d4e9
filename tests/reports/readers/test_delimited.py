"""CSV and TSV files."""

from __future__ import annotations

import csv
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.reports.readers import read_source
from searchkit.reports.report import Report
from searchkit.reports.skipped import Skipped
from searchkit.reports.source import Source

LONG = "Đảng ủy Các cơ quan tỉnh tổ chức hội nghị giao ban với các chi bộ, đảng bộ cơ sở. " * 3


def test_a_list_is_one_report_with_the_text_of_the_file(report_in: Callable[..., Report]) -> None:
    text = 'STT,Họ và tên,Đơn vị\r\n1,Nguyễn Văn A,Sở Y tế\r\n2,Trần Thị B,"Sở Giáo dục,\r\nĐào tạo"\r\n'
    report = report_in("a.csv", b"\xef\xbb\xbf" + text.encode())
    assert report.text == text
    assert (report.id, report.format) == ("a.csv", "CSV")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_row_of_texts_is_a_report(reading: Callable[..., list[Report | Skipped]], delimiter: str) -> None:
    text = f'Mã{delimiter}Tiêu đề{delimiter}Nội dung{delimiter}Ngày\n7{delimiter}Hội nghị{delimiter}"{LONG}\n""Hết"""'
    text += f'{delimiter}15/3\n{delimiter}{delimiter}"{LONG}"\n\n9{delimiter}Rỗng{delimiter} {delimiter}\n'
    first, second, third = reading("a.csv", text.encode())
    assert first == Report("7", f'{LONG}\n"Hết"', "Hội nghị", path="a.csv", metadata={"Ngày": "15/3"}, format="CSV")
    assert isinstance(second, Report)
    assert (second.id, second.text) == ("a.csv:4", LONG)
    assert third == Skipped("a.csv:6", '"Nội dung" is empty')


def test_short_notes_under_nội_dung_are_a_list(report_in: Callable[..., Report]) -> None:
    text = "STT;Nội dung;Người thực hiện\n1;Họp giao ban;Nguyễn Văn A\n2;Kiểm tra;Trần Thị B\n"
    assert report_in("a.csv", text.encode()).text == text


def test_a_tab_separates_in_tsv_whatever_else_is_in_it(reading: Callable[..., list[Report | Skipped]]) -> None:
    text = f"a,b,c\ttext\nx,y,z,w\t{LONG}\n"
    [report] = reading("a.tsv", text.encode())
    assert isinstance(report, Report)
    assert report.metadata == {"a,b,c": "x,y,z,w"}


def test_a_cell_longer_than_the_csv_module_allows_is_read(reading: Callable[..., list[Report | Skipped]]) -> None:
    before = csv.field_size_limit()
    [report] = reading("a.csv", f'id,text\n1,"{LONG * 2000}"\n'.encode())
    assert isinstance(report, Report)
    assert report.text == LONG * 2000
    assert csv.field_size_limit() == before


def test_a_row_longer_than_the_header_keeps_its_cells(reading: Callable[..., list[Report | Skipped]]) -> None:
    [report] = reading("a.csv", f'id,text\n1,"{LONG}",thừa\n'.encode())
    assert isinstance(report, Report)
    assert report.metadata == {"column 3": "thừa"}


@pytest.mark.parametrize(("data", "reason"), [(b"", "empty"), (b"\n \n", "empty"), (b"a,b\0,c\n\0\0", "binary")])
def test_what_is_no_text_is_skipped(reading: Callable[..., list[Report | Skipped]], data: bytes, reason: str) -> None:
    [skipped] = reading("a.csv", data)
    assert isinstance(skipped, Skipped)
    assert reason in skipped.reason


@given(st.text(alphabet='text,;"\n\r\t aĐ'))
def test_any_table_can_be_read(text: str) -> None:
    for one in read_source(Source("a.csv", data=f"text,id\n{LONG},1\n{text}".encode())):
        assert isinstance(one, (Report, Skipped))
