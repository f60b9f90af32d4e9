"""Document numbers: which words name a document, and what else it may be called."""

from __future__ import annotations

import pytest

from searchkit.query.document_numbers import KINDS, central, document_numbers
from searchkit.query.readings import written

CODES = [
    ("nghị quyết", "NQ"), ("chỉ thị", "CT"), ("quyết định", "QĐ"), ("quy định", "QĐ"), ("quy định", "QĐi"),
    ("quy định", "QyĐ"), ("quy chế", "QC"), ("kết luận", "KL"), ("kế hoạch", "KH"), ("hướng dẫn", "HD"),
    ("thông báo", "TB"), ("thông tri", "TT"), ("thông tư", "TT"), ("báo cáo", "BC"), ("công văn", "CV"),
    ("công điện", "CĐ"), ("tờ trình", "TTr"), ("chương trình", "CTr"), ("chương trình", "CTHĐ"), ("đề án", "ĐA"),
    ("nghị định", "NĐ"),
]  # fmt: skip


def read(text: str) -> dict[tuple[int, int], list[str]]:
    """The other writings of the documents in a text, by where what they stand for begins and ends."""
    found: dict[tuple[int, int], list[str]] = {}
    for start, end, phrase in document_numbers(written(text)):
        found.setdefault((start, end), []).append(" ".join(word.exact for word in phrase))
    return found


def test_every_kind_with_its_codes_is_in_the_table() -> None:
    assert [(name, code) for name, codes in KINDS.items() for code in codes] == CODES
    assert [name for name, codes in KINDS.items() if not codes] == ["pháp lệnh", "luật"]


@pytest.mark.parametrize(("name", "code"), CODES)
def test_a_document_is_found_by_its_kind_and_by_its_code(name: str, code: str) -> None:
    code = code.lower()
    assert set(read(f"{name} 21")[0, 3]) >= {f"{name} số 21", f"21 {code}", f"{code} 21", f"{code} số 21"}
    for text, place in (
        (f"21 {code}", (0, 2)),
        (f"{code} 21", (0, 2)),
        (f"theo {code} số 21", (1, 4)),
        (f"21 {code} tw", (0, 3)),
        (f"21 {code} ubnd", (0, 3)),
    ):
        assert set(read(text)[place]) >= {f"{name} 21", f"{name} số 21"}, text


@pytest.mark.parametrize("name", ["pháp lệnh", "luật"])
def test_a_kind_without_a_code_is_found_with_its_sign_and_without(name: str) -> None:
    end = len(name.split()) + 1
    assert read(f"{name} 36") == {(0, end): [f"{name} 36", f"{name} số 36"]}
    assert read(f"{name} số 36 2018") == {(0, end + 2): [f"{name} 36 2018", f"{name} số 36 2018"]}


def test_a_number_with_its_year_and_issuer_is_one_document() -> None:
    assert read("15 2020 nđ cp") == {(0, 4): ["nghị định 15 2020", "nghị định số 15 2020"]}
    assert read("15 2020 nđ") == {
        (0, 3): ["nghị định 15 2020", "nghị định số 15 2020", "15 2020 nđ", "nđ 15 2020", "nđ số 15 2020"]
    }
    # Another issuer's is another document.
    assert read("nghị quyết 21 nq tw") == {(0, 5): ["nghị quyết 21", "nghị quyết số 21"]}
    assert read("759 2014 nq ubtvqh13 họp") == {(0, 4): ["nghị quyết 759 2014", "nghị quyết số 759 2014"]}
    assert read("57 2014 nq qh13") == {(0, 4): ["nghị quyết 57 2014", "nghị quyết số 57 2014"]}


@pytest.mark.parametrize("issuer", ["tw", "tu", "cp", "ttg", "ubnd", "đuk", "hđnd", "btc", "vptw", "qh14", "ubtvqh13"])
def test_an_issuer_is_written_in_letters_that_are_no_syllable(issuer: str) -> None:
    assert list(read(f"21 nq {issuer}")) == [(0, 3)]
    assert list(read(f"21 nq {issuer} {issuer}")) == [(0, 4)]


@pytest.mark.parametrize("word", ["họp", "của", "qh", "an"])
def test_a_syllable_behind_a_code_is_no_issuer(word: str) -> None:
    assert list(read(f"21 nq {word}")) == [(0, 3 if word == "qh" else 2)]


@pytest.mark.parametrize(
    "text",
    [
        "21",
        "nghị quyết",
        "nghị quyết 0",
        "nghị quyết 123456",
        "nghị quyết ngày 21",
        "quyết 21",
        "21 nghị quyết",
        "số 21",
        "da 21",  # đã
        "báo cáo 6 ngày",
        "báo cáo 6 tuần",
        "báo cáo 6 tháng",
        "kế hoạch 5 năm",
        "ke hoach 5 nam",
        "30 3 nq",
    ],
)
def test_other_numbers_name_no_document(text: str) -> None:
    assert not {place: found for place, found in read(text).items() if place[0] == 0 and "30" not in text}
    assert (0, 3) not in read(text)


@pytest.mark.parametrize("number", ["1", "9", "10", "12345"])
def test_a_document_has_a_number_of_up_to_five_digits(number: str) -> None:
    assert list(read(f"chỉ thị {number}")) == [(0, 3)]


def test_codes_without_accents_are_codes_where_they_are_no_syllable() -> None:
    assert list(read("nd 15 2020")) == [(0, 3)]
    assert set(read("đa 2")[0, 2]) == {"đề án 2", "đề án số 2", "2 đa", "đa 2", "đa số 2"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("tw", [(0, 1, "trung ương")]),
        ("ban tw", [(1, 2, "trung ương")]),
        ("nq tw", []),
        ("tw đảng", [(0, 1, "trung ương")]),
        ("ban trung ương đảng", [(1, 3, "tw")]),
        ("trung uong", [(0, 2, "tw")]),
        ("trung ượng", []),
        ("ương trung", []),
    ],
)
def test_the_centre_is_written_out_or_not(text: str, found: list[tuple[int, int, str]]) -> None:
    assert [(start, end, " ".join(w.exact for w in phrase)) for start, end, phrase in central(written(text))] == found
