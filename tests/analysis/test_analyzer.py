"""The fields that an engine indexes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.analysis.analyzer import Analysis, analyze
from searchkit.analysis.syllables import keys, scan
from searchkit.schema import BOUNDARY
from tests.texts import ANY, RUNNING, nfc, nfd


def analysis(text: str) -> Analysis:
    return analyze([text])[0]


def test_the_views_of_one_text() -> None:
    assert analysis("Đảng ủy Khối họp.")[:3] == (
        "dang=đảng uy=uỷ khoi=khối hop=họp",
        "dang uy khoi hop",
        "dang_uy uy_khoi khoi_hop",
    )


def test_compounds_are_words() -> None:
    assert "nghi_quyet" in analysis("Nghị quyết của Trung ương").words.split()
    assert "trung_uong" in analysis("Nghị quyết của Trung ương").words.split()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Nghị quyết số 21-NQ/TW", "21_nq_tw"),
        ("02-ĐA/ĐUK", "2_da_duk"),
        ("ngày 30.3.2021", "30_3_2021"),
        ("933/954 chi bộ", "933_954"),
        ("ngày 25 / 10 / 2021", "25_10_2021"),
        ("nhiệm kỳ 2020 - 2025", "2020_2025"),
    ],
)
def test_numeral_units_are_words(text: str, word: str) -> None:
    assert word in analysis(text).words.split()


@pytest.mark.parametrize("text", ["", " ", "…", "\n\n"])
def test_a_text_without_a_key_has_empty_fields(text: str) -> None:
    assert analysis(text) == ("", "", "", "", "")


def test_alternate_keys_stand_behind_a_boundary() -> None:
    assert analysis("1.666 đảng viên").folded == f"1666 dang vien {BOUNDARY} 1 666"
    assert analysis("1.666 đảng viên").pairs == "1666_dang dang_vien"


@pytest.mark.parametrize("text", ["Kế hoạch 15-KH/TỈNH", "15/2020/QĐ-UỶ BAN", "nghị quyết hội nghị trung ương"])
def test_units_and_compounds_are_the_same_in_every_normal_form(text: str) -> None:
    assert nfd(text) != nfc(text)
    assert analysis(nfd(text)) == analysis(nfc(text))
    assert "_" in analysis(text).words


@given(RUNNING)
def test_normal_forms_have_the_same_fields(text: str) -> None:
    assert analysis(nfc(text)) == analysis(nfd(text))


@settings(max_examples=200)
@given(st.lists(ANY, max_size=6))
def test_a_batch_gives_what_each_text_gives_alone(texts: list[str]) -> None:
    assert analyze(texts) == [analysis(text) for text in texts]


@given(ANY)
def test_the_folded_field_holds_every_key_in_order(text: str) -> None:
    expected = [key.folded for token in scan(text) for key in keys(token.surface) if not key.alternate]
    found = analysis(text).folded.split(" ")
    if BOUNDARY in found:
        found = found[: found.index(BOUNDARY)]
    assert [key for key in found if key] == expected


@given(ANY)
def test_every_exact_key_leads_with_its_folded_one(text: str) -> None:
    result = analysis(text)
    assert [key.partition("=")[0] for key in result.exact.split()] == result.folded.split()
