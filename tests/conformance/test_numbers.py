"""Numbers that mean the same: each way of writing finds the other in both engines, marked as it should be."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

import searchkit
from searchkit import Hit, Index, Report

# One way of writing and another; a text of each, with "[…]" around what the query of the other one marks in it.
PAIRS = [
    # Document numbers.
    ("nghị quyết 21", "21-NQ/TW", "theo [nghị quyết 21] đã ban hành", "theo [21-NQ/TW] đã ban hành"),
    ("nghị quyết số 21", "21-NQ/TW", "theo [nghị quyết số 21] đã ban hành", "theo [21-NQ/TW] đã ban hành"),
    ("nghị quyết 21", "nghị quyết số 21", "theo [nghị quyết 21] đã", "theo [nghị quyết số 21] đã"),
    ("nghị quyết 21", "NQ 21", "theo [nghị quyết 21] đã", "theo [NQ 21] đã"),
    ("nghị quyết 21", "NQ số 21", "theo [nghị quyết 21] đã", "theo [NQ số 21] đã"),
    ("chỉ thị 05", "05-CT/TW", "theo [chỉ thị 05] đã", "theo [05-CT/TW] đã"),
    ("quy định 08", "08-QĐi/TW", "theo [quy định 08] đã", "theo [08-QĐi/TW] đã"),
    ("quy định 08", "08-QĐ/TW", "theo [quy định 08] đã", "theo [08-QĐ/TW] đã"),
    ("quyết định 37", "37-QĐ/TU", "theo [quyết định 37] đã", "theo [37-QĐ/TU] đã"),
    ("kế hoạch 12", "12-KH/TU", "theo [kế hoạch 12] đã", "theo [12-KH/TU] đã"),
    ("kết luận 01", "01-KL/TW", "theo [kết luận 01] đã", "theo [01-KL/TW] đã"),
    ("hướng dẫn 36", "36-HD/VPTW", "theo [hướng dẫn 36] đã", "theo [36-HD/VPTW] đã"),
    ("thông báo 160", "160-TB/TW", "theo [thông báo 160] đã", "theo [160-TB/TW] đã"),
    ("báo cáo 45", "45/BC-UBND", "theo [báo cáo 45] đã", "theo [45/BC-UBND] đã"),
    ("công văn 1234", "1234/CV-UBND", "theo [công văn 1234] đã", "theo [1234/CV-UBND] đã"),
    ("tờ trình 56", "56/TTr-UBND", "theo [tờ trình 56] đã", "theo [56/TTr-UBND] đã"),
    ("chương trình 07", "07-CTr/TU", "theo [chương trình 07] đã", "theo [07-CTr/TU] đã"),
    ("chương trình 07", "07-CTHĐ/TU", "theo [chương trình 07] đã", "theo [07-CTHĐ/TU] đã"),
    ("đề án 02", "02-ĐA/ĐUK", "theo [đề án 02] đã", "theo [02-ĐA/ĐUK] đã"),
    ("nghị định 15/2020", "15/2020/NĐ-CP", "theo [nghị định 15/2020] đã", "theo [15/2020/NĐ-CP] đã"),
    ("nghị định số 15/2020", "15/2020/NĐ-CP", "theo [nghị định số 15/2020] đã", "theo [15/2020/NĐ-CP] đã"),
    ("thông tư 03/2019", "03/2019/TT-BTC", "theo [thông tư 03/2019] đã", "theo [03/2019/TT-BTC] đã"),
    ("luật 36", "luật số 36", "theo [luật 36] đã", "theo [luật số 36] đã"),
    ("nghi quyet 21", "21-NQ/TW", "theo [nghi quyet 21] đã", "theo [21-NQ/TW] đã"),
    # Thousands, decimals, per cent.
    ("1666", "1.666", "có [1666] đảng viên", "có [1.666] đảng viên"),
    ("1666", "1 666", "có [1666] đảng viên", "có [1 666] đảng viên"),
    ("1.666", "1 666", "có [1.666] đảng viên", "có [1 666] đảng viên"),
    ("1234567", "1.234.567", "có [1234567] người", "có [1.234.567] người"),
    ("1234567", "1 234 567", "có [1234567] người", "có [1 234 567] người"),
    ("97.9%", "97,9%", "đạt [97.9]% số", "đạt [97,9]% số"),
    ("97,9%", "97,9 %", "đạt [97,9]% số", "đạt [97,9] % số"),
    ("97.9%", "97,9 %", "đạt [97.9]% số", "đạt [97,9] % số"),
    ("97,9%", "97,9 phần trăm", "đạt [97,9]% số", "đạt [97,9] phần trăm số"),
    ("97.9%", "97,9 phần trăm", "đạt [97.9]% số", "đạt [97,9] phần trăm số"),
    ("05", "5", "nhóm [05] người", "nhóm [5] người"),
    # Dates.
    ("30/3/2021", "30.3.2021", "họp [30/3/2021] ở tỉnh", "họp [30.3.2021] ở tỉnh"),
    ("30/3/2021", "30-3-2021", "họp [30/3/2021] ở tỉnh", "họp [30-3-2021] ở tỉnh"),
    ("30/3/2021", "30/03/2021", "họp [30/3/2021] ở tỉnh", "họp [30/03/2021] ở tỉnh"),
    ("30/3/2021", "30 / 3 / 2021", "họp [30/3/2021] ở tỉnh", "họp [30 / 3 / 2021] ở tỉnh"),
    (
        "30/3/2021",
        "ngày 30 tháng 3 năm 2021",
        "họp [30/3/2021] ở tỉnh",
        "họp [ngày 30 tháng 3 năm 2021] ở tỉnh",
    ),
    ("30.3.2021", "ngày 30 tháng 3 năm 2021", "họp [30.3.2021] ở tỉnh", "họp [ngày 30 tháng 3 năm 2021] ở tỉnh"),
    ("30/03/2021", "30 tháng 3 năm 2021", "họp [30/03/2021] ở tỉnh", "họp [30 tháng 3 năm 2021] ở tỉnh"),
    ("30-3-2021", "30 tháng 03/2021", "họp [30-3-2021] ở tỉnh", "họp [30 tháng 03/2021] ở tỉnh"),
    ("30.3.2021", "30-3-2021", "họp [30.3.2021] ở tỉnh", "họp [30-3-2021] ở tỉnh"),
    ("3/2021", "tháng 3 năm 2021", "họp [3/2021] ở tỉnh", "họp [tháng 3 năm 2021] ở tỉnh"),
    ("tháng 3/2021", "tháng 3 năm 2021", "họp [tháng 3/2021] ở tỉnh", "họp [tháng 3 năm 2021] ở tỉnh"),
    ("ngày 6/1", "ngày 6 tháng 1", "họp [ngày] [6/1] ở tỉnh", "họp [ngày 6 tháng 1] ở tỉnh"),
    ("ngay 30 thang 3 nam 2021", "30/3/2021", "họp [ngay 30 thang 3 nam 2021] ở", "họp [30/3/2021] ở"),
    # Spans of years.
    ("2020-2025", "2020 - 2025", "từng kỳ [2020-2025] ở", "từng kỳ [2020 - 2025] ở"),
    ("2020-2025", "2020–2025", "từng kỳ [2020-2025] ở", "từng kỳ [2020–2025] ở"),
    ("2020-2025", "từ 2020 đến 2025", "từng kỳ [2020-2025] ở", "mỗi kỳ [từ 2020 đến 2025] ở"),
    ("2020-2025", "từ năm 2020 đến năm 2025", "mỗi kỳ [2020-2025] ở", "mỗi kỳ [từ năm 2020 đến năm 2025] ở"),
    ("2020 - 2025", "2020 đến 2025", "mỗi kỳ [2020 - 2025] ở", "mỗi kỳ [2020 đến 2025] ở"),
    # Roman numerals.
    ("khóa 13", "khóa XIII", "Trung Quốc [khóa 13] họp", "Trung Quốc [khóa XIII] họp"),
    ("khoa 13", "khóa XIII", "[khoa 13] họp", "[khóa XIII] họp"),
    ("khóa 11", "khóa XI", "ở [khóa 11] họp", "ở [khóa XI] họp"),
    ("khóa 10", "khóa X", "ở [khóa 10] họp", "ở [khóa X] họp"),
    ("đại hội 13", "đại hội XIII", "ở [đại] [hội 13] họp", "ở [đại] [hội XIII] họp"),
    ("đại hội 6", "đại hội VI", "ở [đại] [hội 6] họp", "ở [đại] [hội VI] họp"),
    ("đại hội Đảng 13", "đại hội Đảng XIII", "ở [đại] [hội] [Đảng 13]", "ở [đại] [hội] [Đảng XIII]"),
    ("quý 1", "quý I", "trong [quý 1] này", "trong [quý I] này"),
    ("quý 4", "quý IV", "trong [quý 4] này", "trong [quý IV] này"),
    ("kỳ 5", "kỳ V", "trong [kỳ 5] này", "trong [kỳ V] này"),
    ("nhiệm kỳ 16", "nhiệm kỳ XVI", "ở [nhiệm] [kỳ 16] này", "ở [nhiệm] [kỳ XVI] này"),
    ("lần thứ 11", "lần thứ XI", "họp [lần] [thứ 11] này", "họp [lần] [thứ XI] này"),
    ("chương 2", "chương II", "ở [chương 2] này", "ở [chương II] này"),
    ("phần 3", "phần III", "ở [phần 3] này", "ở [phần III] này"),
    # Trung ương.
    ("TƯ", "TW", "Ban Bí thư [TƯ] họp", "Ban Bí thư [TW] họp"),
    ("T.Ư", "TƯ", "Ban Bí thư [T.Ư] họp", "Ban Bí thư [TƯ] họp"),
    ("TW", "T.Ư", "Ban Bí thư [TW] họp", "Ban Bí thư [T.Ư] họp"),
    ("TW", "Trung ương", "Ban Bí thư [TW] họp", "Ban Bí thư [Trung ương] họp"),
    ("Trung ương", "TƯ", "Ban Bí thư [Trung ương] họp", "Ban Bí thư [TƯ] họp"),
    ("29-NQ/TW", "29-NQ/TƯ", "theo [29-NQ/TW] đã", "theo [29-NQ/TƯ] đã"),
]

CASES = [case for one, other, text, others in PAIRS for case in ((one, other, text), (other, one, others))]
#: The text of each way of writing, beside each other one's.
TEXTS = {(one, other): re.sub(r"[\[\]]", "", marked) for one, other, marked in CASES}


@pytest.fixture(scope="module", params=list(searchkit.engines.NAMES))
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """All texts, by each engine in turn."""
    with searchkit.create(tmp_path_factory.mktemp("numbers") / "index", request.param) as made:
        made.add(Report(id="/".join(key), text=text) for key, text in TEXTS.items())
        yield made


def hits_of(index: Index, query: str, **options: bool) -> dict[str, Hit]:
    """All hits of a query by their texts, in order."""
    hits: dict[str, Hit] = {}
    for hit in index.search(query, 500, all_copies=True, **options):
        hits.setdefault(hit.passage.text, hit)
    return hits


@pytest.mark.parametrize(("written", "query", "marked"), CASES)
@pytest.mark.parametrize("every_word", [False, True])
def test_each_way_of_writing_finds_the_other(
    index: Index, written: str, query: str, marked: str, every_word: bool
) -> None:
    hits = hits_of(index, query, every_word=every_word)
    text = TEXTS[written, query]
    assert text in hits
    spans = hits[text].spans
    shown = (
        "".join(f"{text[a:b]}[{text[b:c]}]" for a, (b, c) in zip([0, *(end for _, end in spans)], spans, strict=False))
        + text[spans[-1][1] if spans else 0 :]
    )
    assert shown == marked


@pytest.mark.parametrize(("written", "query"), [(written, query) for written, query, _ in CASES])
@pytest.mark.parametrize("every_word", [False, True])
def test_what_was_typed_ranks_first(index: Index, written: str, query: str, every_word: bool) -> None:
    ranks = list(hits_of(index, query, every_word=every_word))
    assert ranks.index(TEXTS[query, written]) < ranks.index(TEXTS[written, query])


@pytest.mark.parametrize(
    ("query", "text"), [('"khóa 13 họp"', "ở khóa XIII họp"), ('"theo nghị quyết 21"', "theo 21-NQ/TW")]
)
def test_quotation_marks_hold_in_every_way_of_writing(index: Index, query: str, text: str) -> None:
    hits = [hit.passage.text for hit in index.search(query, 50)]
    assert any(text.split(" ", 1)[1] in hit for hit in hits)
    assert not any("Trung ương" in hit for hit in hits)
