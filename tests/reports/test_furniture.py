"""Furniture of the pages that reports stood on: which lines are no passage, and that no sentence is among them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit import Report
from searchkit.reports.furniture.finding import Reason, furniture, told
from searchkit.reports.passages import passages
from searchkit.reports.reading import read
from tests.texts import ANY, nfd

BODY = "Sáng 6/1, Đảng ủy Khối các cơ quan tỉnh tổ chức hội nghị tổng kết công tác năm."
CAPTION_OF_003 = (
    "Bí thư Đảng ủy Khối các cơ quan tỉnh Nguyễn Hữu Định khen thưởng các điển hình tiên tiến trong thực hiện Chỉ thị "
    "05 về học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh năm 2019. ẢNh: P.HẰNG"
)
#: What was found in each of the sample reports by reading it.
IN_SEEDS = {
    "000": [
        ("- Thứ Tư, 15/03/2023, 19:32 - Chia sẻ", Reason.DATE),
        ("Đảng ủy Các cơ quan tỉnh Bắc Giang thành lập 9 cụm thi đua về công tác xây dựng Đảng -0", Reason.TITLE),
        ("Văn Anh", Reason.AUTHOR),
        ("#", Reason.PUNCTUATION),
    ],
    "001": [
        ("01:01, 06/01/2023", Reason.DATE),
        (".", Reason.PUNCTUATION),
        ("[links()]", Reason.MENU),
        ("Các đồng chí chủ trì hội nghị.", Reason.CAPTION),
        ("Tin, ảnh: ÁI KIỀU", Reason.AUTHOR),
        (".", Reason.PUNCTUATION),
    ],
    "002": [
        ("Thứ 2, Ngày 25 / 10 / 2021", Reason.DATE),
        ("Theo Báo Nam Định,", Reason.SOURCE),
        ("Video hoạt độngHình ảnh hoạt động", Reason.MENU),
        ("Website liên kết", Reason.MENU),
    ],
    "003": [
        ("Cập nhật lúc 21:38, Thứ Tư, 17/07/2019 (GMT+7)", Reason.DATE),
        (CAPTION_OF_003, Reason.CAPTION),
        ("Phương Hằng", Reason.AUTHOR),
        *[(mark, Reason.PUNCTUATION) for mark in "..;.."],
    ],
    "004": [
        ("Quanh cảnh Hội nghị.", Reason.CAPTION),
        ("Đại biểu thảo luận về những nhiệm vụ, giải pháp trọng tâm trong thời gian tới.", Reason.CAPTION),
        (
            "Trao Bằng khen của Ban Thường vụ Tỉnh ủy cho các đảng viên đạt tiêu chuẩn "
            '"Hoàn thành xuất sắc nhiệm vụ" 5 năm liền (2018 - 2022).',
            Reason.CAPTION,
        ),
        ("Xem thêm", Reason.MENU),
        ("Video", Reason.MENU),
        ("Đọc báo in", Reason.MENU),
    ],
}

DATES = [
    "Thứ 2, Ngày 25 / 10 / 2021",
    "Cập nhật: 10:32 15/03/2023",
    "15/03/2023 08:30 GMT+7",
    "Thứ Năm, 06/01/2023, 07:15 [GMT+7]",
    "Đăng ngày 15 tháng 3 năm 2023",
    "Ngày đăng: 15-03-2023 | Lượt xem: 1.234",
    "Chủ nhật, 5/3/2023 | 9 giờ 30 phút",
    "2023-03-15T08:30:00",
    "15.3.2023",
]
MENUS = [
    "Chia sẻ",
    "CHIA SẺ",
    "chia se",
    "Chia sẻ Facebook | Twitter | In bài viết | Gửi email",
    "Xem thêm:",
    ">> Xem thêm",
    "• Tin liên quan •",
    "[links()]",
    "Video hoạt độngHình ảnh hoạt động",
    "Lượt xem: 1.234",
    "0 bình luận",
    "Trang 2/7",
    "- 3 -",
    "A- A A+",
    "(Còn nữa)",
]
SOURCES = ["Theo Báo Nam Định,", "(Theo Người Lao Động)", "Nguồn: TTXVN", "Theo TTXVN/Báo Tin tức",
           "Theo baochinhphu.vn", "Ngọc Sơn (theo RIA)", "PV (Theo TTXVN)", "Nguồn clip: Facebook"]  # fmt: skip
AUTHORS = ["Văn Anh", "Bùi Thị Quỳnh Vân", "Tin, ảnh: ÁI KIỀU", "Bài, ảnh: Minh Anh - Bá Khải", "Ảnh: P.HẰNG", "N.H.",
           "PV", "Nhóm phóng viên", "Thực hiện: Nguyễn Hòa", "Việt Anh thực hiện"]  # fmt: skip
LINKS = [">> Đảng bộ tỉnh họp phiên thường kỳ", "Hồ Hòa Bình hết hy vọng vào lũ tiểu mãn(25/05/2005)"]
IMPRINTS = [
    "Giấy phép số 12/GP-BTTTT do Bộ Thông tin và Truyền thông cấp ngày 5/1/2020",
    "© Bản quyền thuộc Báo Nam Định",
    '® Ghi rõ nguồn "Báo Nam Định" khi phát hành lại thông tin từ website này',
]
#: Lines of reports that look like furniture and aren't.
SENTENCES = [
    "Chia sẻ khó khăn với đồng bào vùng lũ",
    "Xem thêm Điều 5 của Quy định này.",
    "Theo Điều 5",
    "Theo báo cáo của Đảng ủy Khối, 97,9% đảng viên hoàn thành tốt nhiệm vụ.",
    "Theo Bí thư Chi bộ Trương Đức Cường, đến nay chi bộ đã đoàn kết",
    "Nguồn: báo cáo của Ban Tổ chức Tỉnh ủy",
    "Ngày 15-10",
    "Ngày 15/10/2021, Đảng ủy Khối họp.",
    "Sáng 6/1",
    "Năm 2022",
    "97,9",
    "1.666",
    "Thứ tư, tăng cường công tác giáo dục chính trị",
    "Tin: bão số 5 vào biển Đông",
    "Ảnh: hội nghị sơ kết giữa nhiệm kỳ",
    "Video hoạt động của Đảng bộ được chiếu tại hội nghị.",
    "Ban Thường vụ",
    "BAN TỔ CHỨC",
    "Phần I",
    "Thời gian: 17h 30 ngày 7/01/2006",
    "Hà Nội, ngày 15 tháng 3 năm 2023",
    "* Kịp thời nắm bắt tình hình cơ sở",
    "Quan tâm giáo dục chính trị tư tưởng",
    "Bản quyền thuộc về ai khi cán bộ của cơ quan viết sách trong giờ làm việc, câu hỏi ấy được nêu ra.",
]


def found(text: str, title: str = "", body: int = 0) -> list[tuple[str, Reason]]:
    return [(text[start:end], reason) for start, end, reason in furniture(text, title, body)]


def test_the_furniture_of_the_sample_reports_is_found_and_nothing_else(seeds: Path) -> None:
    reports = [report for report in read(seeds, base=seeds) if isinstance(report, Report)]
    assert {one.id[:3]: found(one.text, one.title, one.body) for one in reports} == IN_SEEDS


@pytest.mark.parametrize("form", [str, nfd], ids=["NFC", "NFD"])
@pytest.mark.parametrize(
    ("line", "reason"),
    [(line, Reason.DATE) for line in DATES]
    + [(line, Reason.MENU) for line in MENUS]
    + [(line, Reason.SOURCE) for line in SOURCES]
    + [(line, Reason.AUTHOR) for line in AUTHORS]
    + [(line, Reason.LINK) for line in LINKS]
    + [(line, Reason.IMPRINT) for line in IMPRINTS],
)
def test_a_line_of_the_page_at_the_end_is_furniture(line: str, reason: Reason, form: type[str]) -> None:
    assert found(form(f"{BODY}\n{line}\n")) == [(form(line), reason)]


@pytest.mark.parametrize("line", SENTENCES)
@pytest.mark.parametrize("text", ["{line}\n{body}", "{body}\n{line}\n{body}", "{body}\n\n{line}\n"])
def test_a_line_of_the_report_is_none(text: str, line: str) -> None:
    assert found(text.format(line=line, body=BODY)) in ([], [(BODY, Reason.CAPTION)])


@pytest.mark.parametrize("name", ["Văn Anh", "Nguyễn Thị Hoa"])
def test_a_name_is_an_author_in_the_last_line_below_a_sentence_only(name: str) -> None:
    assert found(f"{BODY}\n{name}") == [(name, Reason.AUTHOR)]
    assert found(f"{name}\n{BODY}") == []
    assert found(f"{BODY}\nTM. BAN THƯỜNG VỤ\nBÍ THƯ\n{name}") == []


def test_an_author_and_a_source_are_found_above_the_menus_that_follow() -> None:
    text = f"{BODY}\nVăn Anh\nTheo Sức Khỏe Đời Sống\n\nXem thêm\n."
    assert [reason for _, reason in found(text)] == [Reason.AUTHOR, Reason.SOURCE, Reason.MENU, Reason.PUNCTUATION]


def test_the_dates_of_a_chronicle_are_its_headings() -> None:
    text = "\n".join(f"Thứ Hai, {day}/3/2023\n{BODY} Ngày thứ {day}." for day in range(1, 5))
    assert found(text) == []


def test_a_bare_date_far_from_the_edges_is_none() -> None:
    lines = [f"{BODY} Lần {number}." for number in range(20)]
    assert found("\n".join([*lines[:10], "15/03/2023", *lines[10:]])) == []
    assert found("\n".join(["15/03/2023", *lines])) == [("15/03/2023", Reason.DATE)]


def test_a_caption_printed_twice_is_furniture_once() -> None:
    assert found(f"Quang cảnh Hội nghị.\n\nQUANG CẢNH HỘI NGHỊ\n{BODY}") == [("QUANG CẢNH HỘI NGHỊ", Reason.CAPTION)]


def test_equal_cells_of_a_table_and_paragraphs_apart_are_no_captions() -> None:
    assert found("15\n15\nĐội A\nĐội A") == []
    assert found(f"Quang cảnh Hội nghị.\n{BODY}\nQuang cảnh Hội nghị.") == []


def test_the_title_is_furniture_only_where_it_stands_again() -> None:
    title = "Hội nghị tổng kết công tác năm"
    assert found(f"{title}\n{BODY}\n{title} - 0", title, len(title)) == [(f"{title} - 0", Reason.TITLE)]


def test_a_line_that_recurs_beside_is_furniture() -> None:
    text = f"Hội nghị\nTRANG TIN ĐẢNG ỦY KHỐI\n{BODY}"
    assert furniture(text, recurring={"trangtindanguykhoi"})[0].reason is Reason.RECURRING


def test_what_furniture_tells_is_told_as_written() -> None:
    text = f"Thứ 2, Ngày 25 / 10 / 2021\n{BODY}\nTheo Báo Nam Định,\nXem thêm"
    assert told(text, furniture(text)) == ["25 / 10 / 2021", "Theo Báo Nam Định,"]


@given(st.lists(st.one_of(ANY, st.sampled_from(DATES + MENUS + SOURCES + AUTHORS + SENTENCES)), max_size=12))
def test_passages_hold_every_letter_but_those_of_furniture(lines: list[str]) -> None:
    text = "\n".join(lines)
    spans = [(start, end) for start, end, _ in furniture(text)]
    assert spans == sorted(set(spans))
    aside = {place for start, end in spans for place in range(start, end)}
    held = {place for one in passages(Report(id="1", text=text), spans) for place in range(one.start, one.end)}
    letters = {place for place, char in enumerate(text) if char.isalnum()}
    assert letters <= aside | held
    assert not aside & held & letters or letters <= aside


def test_a_report_of_furniture_alone_is_a_passage_all_the_same() -> None:
    text = "Xem thêm\nVideo\nĐọc báo in"
    spans = [(start, end) for start, end, _ in furniture(text)]
    assert len(spans) == 3
    assert [one.text for one in passages(Report(id="1", text=text), spans)] == [text]


@pytest.mark.parametrize(
    "line", ["chia sẻ " * 20000, "- " * 50000, "a" * 100_000, "15/03/2023 " * 9000, "e\u0323" * 99_999]
)
def test_a_long_line_costs_what_its_length_costs(line: str) -> None:
    import time

    started = time.process_time()
    furniture(f"{line}\n{BODY}\n{line[:200]}\n" * 3)
    assert time.process_time() - started < 1
