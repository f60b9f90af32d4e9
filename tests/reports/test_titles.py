"""The title with which a text begins."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from searchkit.reports.furniture.finding import furniture, told
from searchkit.reports.titles import leading_title

TITLES = {
    "000": "Đảng ủy Các cơ quan tỉnh Bắc Giang thành lập 9 cụm thi đua về công tác xây dựng Đảng",
    "001": "Triển khai nhiệm vụ công tác tổ chức xây dựng Đảng năm 2023",
    "003": "Đảng ủy Khối các cơ quan tỉnh: Sâu sát cơ sở, xây dựng tổ chức Đảng vững mạnh",
    "004": "Đảng ủy Các cơ quan tỉnh sơ kết giữa nhiệm kỳ 2020-2025",
}


@pytest.mark.parametrize("seed", TITLES)
def test_the_titles_of_the_sample_reports(seeds: Path, seed: str) -> None:
    [file] = seeds.glob(f"{seed}_*.txt")
    text = file.read_text(encoding="utf-8")
    title, body = leading_title(text)
    assert title == TITLES[seed]
    assert " ".join(text[:body].split()) == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Hội nghị\r\n\r\nHọp.", "Hội nghị"),
        ("\n\n  Hội   nghị \nHọp.", "Hội nghị"),
        ("---\nHội nghị\nHọp.", "Hội nghị"),
        ("Một dòng thôi.", ""),
        ("Hội nghị\n…\n", ""),
        ("Đảng ủy Khối:\nHội nghị", ""),
        ("Đảng ủy Khối:\nHội nghị\nHọp.", "Đảng ủy Khối: Hội nghị"),
        ("", ""),
        ("…\n—", ""),
        ("dài " * 41 + "\nHọp.", ""),
        ("dài " * 40 + "\nHọp.", ("dài " * 40).strip()),
        ("d" * 1000 + "\nHọp.", "d" * 1000),
        ("d" * 1001 + "\nHọp.", ""),
    ],
)
def test_a_first_line_that_reads_like_a_title(text: str, title: str) -> None:
    assert leading_title(text)[0] == title


def test_the_body_of_a_text_without_a_title_is_all_of_it() -> None:
    assert leading_title("Một dòng thôi.") == ("", 0)


def test_lines_of_the_page_above_a_title_are_passed_over() -> None:
    text = "Trang chủ\nThứ 2, Ngày 25 / 10 / 2021\nHội nghị tổng kết\nSáng 6/1, Tỉnh ủy họp."
    title, body = leading_title(text)
    assert title == "Hội nghị tổng kết"
    assert text[body:].strip() == "Sáng 6/1, Tỉnh ủy họp."


def test_a_text_of_lines_of_the_page_alone_has_no_title() -> None:
    assert leading_title("Xem thêm\nVideo\n15/03/2023") == ("", 0)


LETTERHEADS = {
    "TỈNH ỦY BẮC GIANG * Số 21-NQ/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nBắc Giang, ngày 30 tháng 3 năm 2021\n": (
        "NGHỊ QUYẾT\nvề tăng cường sự lãnh đạo\nđối với công tác dân vận\n-----\nTỉnh ủy họp.",
        "NGHỊ QUYẾT về tăng cường sự lãnh đạo đối với công tác dân vận",
    ),
    "ĐẢNG BỘ TỈNH NAM ĐỊNH\tĐẢNG CỘNG SẢN VIỆT NAM\r\nHUYỆN ỦY Ý YÊN\r\nSố: 12-BC/HU\r\n": (
        "BÁO CÁO\r\nKết quả công tác năm 2021\r\n\r\nThực hiện Chương trình công tác, Huyện ủy báo cáo.",
        "BÁO CÁO Kết quả công tác năm 2021",
    ),
    "UBND TỈNH QUẢNG NGÃI\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố 15/QĐ-UBND\n": (
        "QUYẾT ĐỊNH\nVề việc ban hành Kế hoạch\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\nCăn cứ Luật;",
        "QUYẾT ĐỊNH Về việc ban hành Kế hoạch",
    ),
}


@pytest.mark.parametrize("head", LETTERHEADS)
def test_below_a_letterhead_the_title_says_what_the_document_is(head: str) -> None:
    below, title = LETTERHEADS[head]
    text = head + below
    assert leading_title(text)[0] == title
    for form in (unicodedata.normalize("NFD", text), text.replace("-NQ", "\u2011NQ")):
        assert unicodedata.normalize("NFC", leading_title(form)[0]) == title


def test_what_a_letterhead_tells_is_found_with_the_report() -> None:
    for head, (below, _) in LETTERHEADS.items():
        title, body = leading_title(head + below)
        found = furniture(head + below, title, body)
        assert "\n".join(told(head + below, found)).split() == head.split()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("ĐẢNG CỘNG SẢN VIỆT NAM QUANG VINH\nCả nước chào mừng.\nHọp.", "ĐẢNG CỘNG SẢN VIỆT NAM QUANG VINH"),
        ("TỈNH ỦY HỌP BÀN\nNghị quyết được thông qua.\nHọp.", "TỈNH ỦY HỌP BÀN"),
        ("BÁO CÁO VIÊN GIỎI\nHội thi khai mạc.", "BÁO CÁO VIÊN GIỎI"),
    ],
)
def test_a_headline_in_capitals_is_no_letterhead(text: str, title: str) -> None:
    assert leading_title(text)[0] == title
