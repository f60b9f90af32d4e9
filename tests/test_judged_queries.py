"""Queries on the sample reports, with the report that must come first."""

from __future__ import annotations

import pytest

from searchkit import Index
from searchkit.analysis.syllables import keys, surfaces
from searchkit.query.query import read
from tests.texts import nfc, nfd

#: The reports that write "Đảng ủy Khối", and whatever the query, the number with which the right report's id begins.
BLOC = ("002", "003")
TOP = {
    "chi bo bon tot": "001",
    "chi bộ bốn tốt": "001",
    "“Chi bộ bốn tốt”": "001",
    '"kết nạp 23 quần chúng"': "000",
    '"ket nap 23 quan chung"': "000",
    "kết nạp 23 quần chúng": "000",
    "21-NQ/TW": "001",
    "21-nq/tw": "001",
    "nghị quyết 21-NQ/TW": "001",
    "nghi quyet so 21-NQ/TW": "001",
    "28-NQ/TW": "001",
    "21-KL/TW": "001",
    "kết luận 21-KL/TW": "001",
    "hoà bình": "003",
    "hòa bình": "003",
    "hoa binh": "003",
    "diễn biến hoà bình": "003",
    "truong cao dang my thuat trang tri dong nai": "003",
    "Trường cao đẳng mĩ thuật trang trí Đồng Nai": "003",
    "97,9%": "002",
    "97.9": "002",
    "933/954": "001",
    "1.666": "001",
    "1666": "001",
    "1.666 đảng viên": "001",
    "2.678": "002",
    "8.600 đảng viên": "002",
    "152/159": "002",
    "02-ĐA/ĐUK": "000",
    "02-DA/DUK": "000",
    "đề án 02-ĐA/ĐUK": "000",
    "05-CT/TW": "002",
    "chỉ thị 05-CT/TW": "002",
    "98,4%": "004",
    "276 đảng viên": "004",
    "30.3.2021": "000",
    "15/03/2023": "000",
    "10/5": "004",
    "25/10/2021": "002",
    "17/07/2019": "003",
    "bac giang": "000",
    "bac kan": "004",
    "nam dinh": "002",
    "Lữ Ngọc Bình": "001",
    "lu ngoc binh": "001",
    "Nguyễn Hữu Định": "003",
    "căng như dây đàn": "003",
    "quần chúng ưu tú": "002",
    "cụm thi đua": "000",
    "CCQ": "004",
    "TVTU": "002",
    "hội cựu chiến binh": "004",
    "quy chế dân chủ": "003",
    "lấy phiếu tín nhiệm": "001",
}


def top(index: Index, query: str) -> str:
    results = index.search(query, 1)
    return results[0].report.id[:3] if results else ""


@pytest.mark.parametrize("query", TOP)
def test_the_right_report_comes_first(seed_index: Index, query: str) -> None:
    assert top(seed_index, nfc(query)) == top(seed_index, nfd(query)) == TOP[query]


@pytest.mark.parametrize(
    "query", ["dang uy khoi", "Đảng ủy Khối", "Đảng uỷ Khối", "ĐẢNG UỶ KHỐI", "đang uy khôi", "Ðảng ủy khối"]
)
@pytest.mark.parametrize("form", [nfc, nfd])
def test_the_party_committee_of_the_bloc(seed_index: Index, query: str, form: type[str]) -> None:
    hit = seed_index.search(form(query), 1)[0]
    assert hit.report.id[:3] in BLOC
    assert "Đảng ủy Khối" in seed_index.report(hit.report.id).text
    assert "đảng ủy khối" in (hit.passage.text + hit.report.title).lower()


@pytest.mark.parametrize(
    "pair", [("Đảng ủy Khối", "Đảng uỷ Khối"), ("hòa bình", "hoà bình"), ("cụ thể hóa", "cụ thể hoá")]
)
def test_both_placements_of_the_tone_mark_find_the_same_in_order(seed_index: Index, pair: tuple[str, str]) -> None:
    for accents in ("auto", "strict", "ignore"):
        old, new = (
            [(hit.passage.id, hit.spans) for hit in seed_index.search(query, 50, accents=accents)] for query in pair
        )
        assert old == new
        assert old


@pytest.mark.parametrize("query", ["Đảng ủy Khối", "nghị quyết", "chi bộ bốn tốt", "hoà bình"])
def test_ignoring_accents_is_leaving_them_out(seed_index: Index, query: str) -> None:
    from searchkit.evaluation.relevance import without_accents

    def found(text: str) -> list[tuple[str, float]]:
        return [(hit.passage.id, hit.score) for hit in seed_index.search(text, 50, accents="ignore")]

    assert found(query) == found(without_accents(query))
    assert [hit.passage.id for hit in seed_index.search(without_accents(query), 50)] == [one for one, _ in found(query)]


@pytest.mark.parametrize("query", ["Đảng ủy Khối", "nghị quyết", "chi bộ bốn tốt", "thi đua", "dan chủ"])
def test_strict_finds_a_part_of_auto_and_auto_all_that_ignore_finds(seed_index: Index, query: str) -> None:
    strict, auto, ignore = (
        {hit.passage.id for hit in seed_index.search(query, 1000, accents=accents, all_copies=True)}
        for accents in ("strict", "auto", "ignore")
    )
    assert strict <= auto == ignore
    assert strict


def test_strict_marks_and_finds_the_typed_accents_only(seed_index: Index) -> None:
    hits = seed_index.search("dân chủ", 50, accents="strict")
    assert hits
    for hit in hits:
        marked = {hit.passage.text[start:end].lower() for start, end in hit.spans}
        marked |= {hit.report.title[start:end].lower() for start, end in hit.title_spans}
        assert marked
        assert marked <= {"dân", "chủ"}


def test_every_word_narrows_what_any_finds(seed_index: Index) -> None:
    every = seed_index.search("hội nghị tổng kết", 1000, every_word=True, all_copies=True)
    any_word = seed_index.search("hội nghị tổng kết", 1000, all_copies=True)
    assert 0 < len(every) < len(any_word)
    assert {hit.passage.id for hit in every} <= {hit.passage.id for hit in any_word}


def test_captions_printed_twice_are_found_once(seed_index: Index) -> None:
    query = '"Quanh cảnh Hội nghị"'
    [hit] = seed_index.search(query, all_copies=True)
    assert hit.passage.text.count("Quanh cảnh Hội nghị") == 1


@pytest.mark.parametrize(
    "line", ["Chia sẻ", "[links()]", "Theo Báo Nam Định", "Website liên kết", "Cập nhật lúc", "Xem thêm", "Đọc báo in"]
)
def test_no_hit_shows_what_stands_on_the_page(seed_index: Index, line: str) -> None:
    assert all(line not in hit.passage.text for hit in seed_index.search(line, 100, all_copies=True))


@pytest.mark.parametrize("line", ["Website liên kết", "Đọc báo in", '"Chia sẻ"'])
def test_what_stands_on_the_page_stays_in_the_text_of_the_report(seed_index: Index, line: str) -> None:
    assert any(line.strip('"') in seed_index.report(identity).text for identity in seed_index.ids())


@pytest.mark.parametrize("query", TOP)
def test_what_is_marked_of_a_first_hit_is_what_was_typed(seed_index: Index, query: str) -> None:
    hit = seed_index.search(query, 1)[0]
    asked = read(query)
    others = (word for equivalent in asked.equivalents for word in equivalent.phrase)
    typed = {word.folded for word in (*asked.words, *others)}
    cut = hit.snippet()
    for text, spans in ((hit.passage.text, hit.spans), (cut.text, cut.spans)):
        marked = {key.folded for start, end in spans for surface in surfaces(text[start:end]) for key in keys(surface)}
        assert marked & typed
        assert all(key in typed or key.isdecimal() for key in marked)
