"""What reports say of themselves: read by hand from the sample reports and from articles, each with its span."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit import Report
from searchkit.reports.furniture.finding import furniture
from searchkit.reports.metadata.facts import Facts, metadata_of
from searchkit.reports.metadata.found import Found
from searchkit.reports.metadata.periods import Period, day, event_dates, full_dates, months, spans_of_time
from searchkit.reports.metadata.provinces import PROVINCES, formed_of, province
from searchkit.reports.reading import read
from searchkit.reports.titles import leading_title
from tests.benchmarks.judged_facts import SETS, Judged, counted, judged
from tests.texts import ANY, nfd

NAMES = ("date", "place", "publisher", "author", "kind")
#: Of what is stated so much is found at least, and of what is given so much is right.
LEAST_FOUND = {"first": 0.89, "made": 0.9, "unseen": 0.9}
LEAST_RIGHT = {"first": 0.97, "made": 0.97, "unseen": 0.95}
#: Of each sample report the values, and the words that they were read from.
SEEDS = {
    "000": {"date": ("2023-03-15", "15/03/2023"), "place": ("Bắc Giang",) * 2, "author": ("Văn Anh",) * 2},
    "001": {
        "date": ("2023-01-06", "06/01/2023"),
        "place": ("Quảng Ngãi", "Baoquangngai.vn"),
        "publisher": ("Baoquangngai.vn",) * 2,
        "author": ("ÁI KIỀU",) * 2,
        "kind": ("tin", "Tin"),
    },
    "002": {
        "date": ("2021-10-25", "25 / 10 / 2021"),
        "place": ("Nam Định", "Báo Nam Định"),
        "publisher": ("Báo Nam Định",) * 2,
    },
    "003": {"date": ("2019-07-17", "17/07/2019"), "place": ("Đồng Nai",) * 2, "author": ("Phương Hằng",) * 2},
    # "Chiều 10/5", and nothing says of which year.
    "004": {"place": ("Bắc Kạn",) * 2, "publisher": ("BBK",) * 2},
}


def report_of(text: str, **metadata: str) -> Report:
    title, body = leading_title(text)
    return Report("1", text, title, body=body, metadata=metadata)


def value_of(found: Found[object]) -> str:
    return str(getattr(found.value, "name", found.value))


def stated(report: Report) -> dict[str, tuple[str, str]]:
    facts = metadata_of(report)
    found = {name: getattr(facts, name) for name in NAMES}
    return {
        name: (value_of(one), one.property or report.text[one.start : one.end]) for name, one in found.items() if one
    }


@pytest.mark.parametrize("form", [str, nfd], ids=["NFC", "NFD"])
def test_the_facts_of_the_sample_reports_and_where_they_stand(seeds: Path, form: type[str]) -> None:
    for report in read(seeds, base=seeds):
        assert isinstance(report, Report)
        found = stated(report_of(form(report.text)))
        assert {name: (value, unicodedata.normalize("NFC", where)) for name, (value, where) in found.items()} == SEEDS[
            report.id[:3]
        ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15/03/2023", "2023-03-15"),
        ("30.3.2021", "2021-03-30"),
        ("Thứ 2, Ngày 25 / 10 / 2021", "2021-10-25"),
        ("ngày 15 tháng 3 năm 2023", "2023-03-15"),
        ("Ngày 5 tháng 3, 2023", "2023-03-05"),
        ("2-2-2006", "2006-02-02"),
        ("2023-03-15", "2023-03-15"),
        ("(3/2/1930-3/2/2017)", "1930-02-03 2017-02-03"),
    ],
)
def test_dates_in_their_writings(text: str, expected: str) -> None:
    assert " ".join(str(found) for found, _, _ in full_dates(text)) == expected


@pytest.mark.parametrize(
    "text", ["97,9", "31/2/2023", "0/5/2023", "15/13/2023", "1.666.2023", "933/954", "2020-2025", "năm 2020",
             "1/2/20234", "21-NQ/TW", "0123.4.5.2023"]
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert not list(full_dates(text))
    assert not list(event_dates(text))


def test_quarters_and_months_are_periods() -> None:
    found = [str(one) for one, _, _ in spans_of_time("Quý II năm 2020, quý I, năm 2023, quý 4/2021, tháng 3/2021")]
    assert found == ["2020-Q2", "2023-Q1", "2021-Q4", "2021-03"]
    assert months(2020, 4, 6) == Period(date(2020, 4, 1), date(2020, 6, 30))
    assert str(months(2024, 1, 12)) == "2024"


WRITINGS = ["{0}/{1}/{2}", "{0:02}.{1:02}.{2}", "{0} / {1} / {2}", "ngày {0} tháng {1} năm {2}", "{2}-{1:02}-{0:02}"]


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(WRITINGS))
def test_every_day_is_read_from_each_writing(one: date, form: str) -> None:
    text = form.format(one.day, one.month, one.year)
    [(found, start, end)] = full_dates(f"Họp {text}, tại Hà Nội.")
    assert found == day(one.year, one.month, one.day)
    assert text.endswith(f"Họp {text}"[start:end])


BODY = "Đảng ủy Khối các cơ quan tỉnh tổ chức hội nghị tổng kết công tác xây dựng Đảng."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Tổng kết công tác\nSáng 6/1, {BODY} Triển khai nhiệm vụ năm 2023.", "2023-01-06"),
        (
            f"Tổng kết công tác\nChiều 28/12, {BODY} Năm 2022, ngành hoàn thành; nhiệm vụ năm 2023 còn nặng.",
            "2022-12-28",
        ),
        (f"Tổng kết công tác\nSáng 6/1, {BODY} Trong năm 2022 kết nạp 9 đảng viên.", None),
        (f"Hội nghị\nSáng 6/1, {BODY} Nhiệm kỳ 2020 - 2025.", None),
        (f"Hội nghị\n(NLĐ)- Ngày 15-10, {BODY} Ngày 12/10/2021 đã họp trù bị.", "2021-10-15"),
        (f"Hội nghị\nNgày 28.4, các đoàn thể ký giao ước thi đua năm 2006. {BODY}", "2006-04-28"),
        (f"Hội nghị\n{BODY} Bệnh xuất hiện từ ngày 13/2 năm nay. Trong năm 2017 không mất mùa.", None),
        (f"Hội nghị\nNgày 7/2/1994, {BODY} Đến ngày 2/4/2003 mới kết luận.", None),
        (f"Hội nghị\nTối 14/6, tỉnh kỷ niệm 60 năm ngày Bác Hồ về thăm (14/6/1957 - 14/6/2017). {BODY}", "2017-06-14"),
        (f"Hội nghị\nNgày 6/2, {BODY} Năm mới Xuân Đinh Dậu 2017, ngành phấn khởi.", "2017-02-06"),
        (f"Hội nghị\nChiều 9-6, {BODY} Ông sinh ngày 9/6/1970.", None),
        (f"Hội nghị\n{BODY} Sáng 8/5, Nghị định 24 ngày 6/5/2012 được quán triệt.", None),
        (f"Báo cáo công tác quý II năm 2020\n{BODY}", "2020-Q2"),
        # Lines that tell more than the date, once read as no date of the page.
        (f"Hội nghị\nNgày đăng: 19/02/2021 | Tác giả: Sơn Nam\n{BODY}", "2021-02-19"),
        (f"Hội nghị\nThời sự 19-09-2023\n{BODY}", "2023-09-19"),
        (f"Hội nghị\nSGGPO 29/08/2025 11:50\n{BODY}", "2025-08-29"),
        (f"Hội nghị\nKỷ niệm ngày thành lập Đoàn 26/3/1931\n{BODY}", None),
        (f"Hội nghị\nÔng Nguyễn Văn A sinh 3/2/1950\n{BODY}", None),
        # A clause before the day, once the end of looking; a document's date is not the report's.
        (f"Hội nghị\nNhân dịp kỷ niệm ngày thành lập, ngày 17/7/2012, {BODY}", "2012-07-17"),
        (f"Hội nghị\nCăn cứ Nghị định số 30, ngày 5/3/2020, {BODY}", None),
        (f"ĐẢNG BỘ TỈNH\nHà Nội, ngày 15 tháng 3 năm 2023\nBÁO CÁO\n{BODY} Sáng 6/1/2022, hội nghị họp.", "2023-03-15"),
    ],
)
def test_the_date_of_a_report_without_a_date_line(text: str, expected: str | None) -> None:
    found = metadata_of(report_of(text)).date
    assert (str(found.value) if found else None) == expected


def test_the_line_of_the_page_comes_before_properties_and_these_before_the_event() -> None:
    page, event = f"Hội nghị\n15/03/2023 08:30\n{BODY}", f"Hội nghị\nSáng 6/1/2023, {BODY}"
    assert stated(report_of(page, published="2020-01-01"))["date"] == ("2023-03-15", "15/03/2023")
    assert stated(report_of(event, published="2020-01-01T08:00:00Z"))["date"] == ("2020-01-01", "published")
    assert stated(report_of(event, created="2020-01-01"))["date"][0] == "2023-01-06"
    assert stated(report_of(f"Hội nghị\n{BODY}", created="2020-01-01"))["date"] == ("2020-01-01", "created")


def test_properties_name_publisher_author_and_kind() -> None:
    found = stated(report_of(BODY, author="Văn Anh", source="Báo Bắc Giang", kind="báo cáo"))
    assert found["author"] == ("Văn Anh", "author")
    assert found["publisher"] == ("Báo Bắc Giang", "source")
    assert found["place"] == ("Bắc Giang", "source")
    assert found["kind"] == ("báo cáo", "kind")


def test_a_report_that_states_nothing_has_no_facts() -> None:
    assert metadata_of(report_of("Hội nghị\nCác đại biểu thảo luận sôi nổi về công tác dân vận.")) == Facts()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Hà Tĩnh: Mất mùa chưa từng có\nNgành nông nghiệp cho rằng do thời tiết.", "Hà Tĩnh"),
        ("Họp\n(Bắc Giang) - Tỉnh họp bàn.", "Bắc Giang"),
        ("Họp\nTỉnh ủy Yên Bái Phạm Thị Thanh Trà họp.", "Yên Bái"),
        ("Họp\nThị ủy Buôn Hồ (Đắk Lắk) cho biết, Đăk Lăk sẽ họp.", "Đắk Lắk"),
        ("Họp\nUBND tỉnh Khánh Hoà họp.", "Khánh Hòa"),
        ("Họp\nThành ủy TP.HCM họp; TPHCM sẽ báo cáo.", "Thành phố Hồ Chí Minh"),
        ("Họp\nUBND tỉnh Bà Rịa-Vũng Tàu họp.", "Bà Rịa - Vũng Tàu"),
        ("Họp\nTỉnh học tập tư tưởng Hồ Chí Minh, gìn giữ hòa bình.", None),
        ("Họp\nÔng Nguyễn Thái Bình nói; ông Trần Thái Bình nghe.", None),
        ("Họp\nĐoàn đi qua Bắc Giang, Bắc Ninh, Thái Nguyên, Hà Nam.", None),
    ],
)
def test_the_place_of_a_report(text: str, place: str | None) -> None:
    found = metadata_of(report_of(text)).place
    assert (found.value.name if found else None) == place


@pytest.mark.parametrize(
    ("text", "publisher", "author"),
    [
        (f"Họp\n{BODY}\nTheo Báo Nam Định,\nXem thêm", "Báo Nam Định", None),
        (f"Họp\n{BODY} Bình Minh/VOV.VN", "VOV.VN", "Bình Minh"),
        (f"Họp\n{BODY} Văn Đức (TTXVN)", "TTXVN", "Văn Đức"),
        (f"Họp\n{BODY} Theo TTXVN", "TTXVN", None),
        (f"Họp\n{BODY} Hà Hương", None, "Hà Hương"),
        (f"Họp\n{BODY}\nNgọc Sơn (theo Reuters)", "Reuters", "Ngọc Sơn"),
        (f"Họp\n(NLĐ)- Ngày 27-12, {BODY}", "NLĐ", None),
        (f"Họp\n(Bắc Giang) - Ngày 27-12, {BODY}", None, None),
        (f"Họp\nTheo báo cáo của UBND tỉnh, {BODY}", None, None),
    ],
)
def test_publishers_and_authors(text: str, publisher: str | None, author: str | None) -> None:
    found = {name: value for name, (value, _) in stated(report_of(text)).items()}
    assert (found.get("publisher"), found.get("author")) == (publisher, author)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"ĐẢNG CỘNG SẢN VIỆT NAM\nNGHỊ QUYẾT\nvề xây dựng Đảng\n{BODY}", "nghị quyết"),
        (f"TỈNH ỦY\nSố: 21-KH/TU\n{BODY}", "kế hoạch"),
        (f"TỈNH ỦY\nSố 15/2023/QĐ-UBND\n{BODY}", "quyết định"),
        (f"Nghị quyết 68 tạo động lực\n{BODY}\nTin, ảnh: ÁI KIỀU", "tin"),
        (f"Báo cáo viên giỏi\n{BODY}", None),
    ],
)
def test_the_kind_of_a_report(text: str, kind: str | None) -> None:
    found = metadata_of(report_of(text)).kind
    assert (found.value if found else None) == kind


@given(
    st.lists(st.one_of(ANY, st.sampled_from(["Sáng 6/1/2023, ", "tỉnh Bắc Giang ", "\nTheo Báo Nam Định", "Văn Anh"])))
)
def test_spans_lie_in_the_text_as_it_was_read(parts: list[str]) -> None:
    text = "".join(parts)
    facts = metadata_of(report_of(text))
    for name in NAMES:
        found = getattr(facts, name)
        if found and not found.property:
            assert 0 <= found.start < found.end <= len(text)


def test_there_were_63_provinces_and_there_are_34() -> None:
    assert len(PROVINCES) == 63
    today = {one.now for one in PROVINCES.values()}
    assert len(today) == 34
    assert sum(len(formed_of(name)) for name in today) == 63
    assert today <= set(PROVINCES)


@pytest.mark.parametrize("form", [str, str.lower, str.upper, nfd])
def test_a_province_is_known_in_each_of_its_writings(form: type[str]) -> None:
    for one in PROVINCES.values():
        for writing in (one.name, *one.writings, f"tỉnh {one.name}"):
            assert province(form(writing)) == one
    assert province("Sài Gòn") == PROVINCES["Thành phố Hồ Chí Minh"]
    assert province("Bắc") is None


def test_the_table_is_what_vietnamadminunits_has() -> None:
    installed = find_spec("vietnamadminunits")
    if installed is None or installed.origin is None:
        pytest.skip("vietnamadminunits isn't installed")
    data = Path(installed.origin).parent / "data"  # not imported: it would import much that isn't needed here
    old = json.loads((data / "parser_legacy.json").read_text(encoding="utf-8"))["DICT_PROVINCE"]
    now = json.loads((data / "converter_2025.json").read_text(encoding="utf-8"))["DICT_PROVINCE"]
    theirs = {old[name]["provinceShort"]: old[new]["provinceShort"] for new, names in now.items() for name in names}
    ours = {one.name.removeprefix("Thành phố "): one.now.removeprefix("Thành phố ") for one in PROVINCES.values()}
    assert ours == theirs


@pytest.fixture(scope="module")
def facts_judged(shared: Path) -> list[Judged]:
    """The facts of the articles of all sets."""
    return list(judged(shared / "data" / "corpora"))


@pytest.mark.parametrize("chosen", SETS)
def test_what_articles_state_is_found_and_what_is_given_is_right(facts_judged: list[Judged], chosen: str) -> None:
    counts = counted([fact for fact in facts_judged if fact.chosen == chosen])
    assert counts["found"] >= LEAST_FOUND[chosen] * counts["stated"] > 0
    assert counts["right"] >= LEAST_RIGHT[chosen] * counts["given"] > 0


HEAD = "TỈNH ỦY BẮC GIANG\n*\nSố 21-NQ/TU\tĐẢNG CỘNG SẢN VIỆT NAM\n{}\nNGHỊ QUYẾT\nvề công tác dân vận\n-----\n{}"


@pytest.mark.parametrize(
    ("dateline", "day", "place"),
    [
        ("Bắc Giang, ngày 30 tháng 3 năm 2021", "2021-03-30", "Bắc Giang"),
        ("\t\tBắc Giang, ngày 05 tháng 01 năm 2022", "2022-01-05", "Bắc Giang"),
        ("Bắc Giang, ngày     tháng 3 năm 2021", "2021-03", "Bắc Giang"),
        ("Bắc Giang ngày 30 tháng 3 năm 2021.", "2021-03-30", "Bắc Giang"),
        ("Số 21-NQ/TU, ngày 30/3/2021", "2021-03-30", "Bắc Giang"),
        ("Kỷ niệm ngày 3 tháng 2 năm 1930", None, "Bắc Giang"),
    ],
)
def test_the_dateline_of_a_document(dateline: str, day: str | None, place: str) -> None:
    # The day of a law, a year and a number with a comma date nothing.
    body = "Căn cứ Luật ngày 19 tháng 6 năm 2015; năm 2020 đạt 97,9%; Hà Nội và Nam Định cũng vậy."
    facts = metadata_of(report_of(HEAD.format(dateline, body)))
    assert (str(facts.date.value) if facts.date else None) == day
    assert facts.place is not None
    assert facts.place.value.name == place
    assert facts.kind is not None
    assert facts.kind.value == "nghị quyết"


def test_a_document_is_dated_above_its_signatures_too() -> None:
    text = (
        f"Hội nghị\n{BODY} "
        + "Các đại biểu thảo luận. " * 200
        + "\nTp. Huế, ngày 6 tháng 1 năm 2023\nT/M BAN THƯỜNG VỤ"
    )
    facts = metadata_of(report_of(text))
    assert facts.date is not None
    assert str(facts.date.value) == "2023-01-06"
    assert facts.place is not None
    assert text[facts.place.start : facts.place.end] == "Huế"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Họp\nSáng 7/7, {BODY} Trình Thủ tướng trước ngày 15/7/2017.", "2017-07-07"),
        (f"Họp\nSáng 7/7, {BODY} Luật có hiệu lực thi hành từ ngày 15/7/2017.", None),
        (f"Họp\nNgày 23/6, {BODY} Kỳ thi THPT quốc gia năm 2017 đã diễn ra.", "2017-06-23"),
        (f"Họp\nNgày 11/10, bị cáo ra tòa. Theo cáo trạng, ngày 10/10/2015, bị cáo trộm cắp. {BODY}", None),
        (f"Họp\nHội nghị diễn ra sáng qua (7.2). {BODY} Theo ông, năm 2017 là năm quan trọng.", "2017-02-07"),
        (f"Họp\nNgày 29/12/2016, Bộ Xây dựng ban hành Quyết định số 1354. {BODY}", None),
        (f"Họp\nDự kiến ngày 10/3, lễ hội khai mạc. {BODY} Lễ hội năm 2017 đông vui.", None),
    ],
)
def test_the_year_of_an_event_is_told_and_not_guessed(text: str, expected: str | None) -> None:
    found = metadata_of(report_of(text)).date
    assert (str(found.value) if found else None) == expected


@pytest.mark.parametrize(
    ("writing", "name"),
    [
        ("TP.HCM", "Thành phố Hồ Chí Minh"),
        ("TPHCM", "Thành phố Hồ Chí Minh"),
        ("TP. Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("Tp Huế", "Huế"),
        ("tỉnh Thừa Thiên - Huế", "Huế"),
        ("tỉnh Thừa Thiên Huế", "Huế"),
        ("tỉnh Bà Rịa – Vũng Tàu", "Bà Rịa - Vũng Tàu"),
        ("tỉnh Bà Rịa\u2011Vũng Tàu", "Bà Rịa - Vũng Tàu"),
        ("tỉnh Đăk Lăk", "Đắk Lắk"),
        ("tỉnh Đắc Lắc", "Đắk Lắk"),
        ("tỉnh Đăk Nông", "Đắk Nông"),
        ("tỉnh Hoà Bình", "Hòa Bình"),
        ("TỈNH HÒA BÌNH", "Hòa Bình"),
        ("tỉnh Khánh Hoà", "Khánh Hòa"),
        ("tỉnh Kontum", "Kon Tum"),
    ],
)
def test_provinces_in_a_text_by_their_writings(writing: str, name: str) -> None:
    found = metadata_of(report_of(f"Họp\nUBND {writing} họp tại {writing}.")).place
    assert found is not None
    assert found.value.name == name


@pytest.mark.parametrize(
    "text",
    [
        "Họp\nÔng Hà quê ở tỉnh Nghệ An phát biểu.",
        "Họp\nÔng Hà, nguyên Chủ tịch UBND tỉnh Nghệ An, phát biểu.",
        "Tin vắn ngày 6/3\nĐoàn đến thăm UBND tỉnh Nghệ An.",
        "Họp\nĐoàn viên Đoàn TNCS Hồ Chí Minh họp, ôn lời Chủ tịch Hồ Chí Minh.",
    ],
)
def test_a_province_that_is_only_mentioned_is_not_the_place(text: str) -> None:
    assert metadata_of(report_of(text)).place is None


def test_furniture_that_is_known_need_not_be_looked_for_again() -> None:
    report = report_of(f"Họp\n{BODY}\nTheo Báo Nam Định,\nXem thêm")
    page = furniture(report.text, report.title, report.body)
    assert metadata_of(report, page) == metadata_of(report) != metadata_of(report, [])
