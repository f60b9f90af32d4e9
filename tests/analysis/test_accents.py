"""Folding, and how typed accents agree with indexed ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.analysis.accents import Agreement, agreement, fold, folded_key, has_marks
from searchkit.analysis.spelling import exact_key
from tests.texts import ANY, marked_letters, nfd

SYLLABLE = st.sampled_from(
    [
        "đảng",
        "đang",
        "đăng",
        "dạng",
        "dang",
        "đẳng",
        "ủy",
        "úy",
        "uy",
        "hòa",
        "hóa",
        "hoa",
        "bộ",
        "bỏ",
        "bô",
        "bo",
        "quý",
        "quỷ",
        "lý",
        "lí",
        "lũy",
        "ở",
        "ơ",
    ]
)


@pytest.mark.parametrize("letter", marked_letters())
def test_every_marked_letter_folds_to_its_base(letter: str) -> None:
    base, mixed = marked_letters()[letter]
    assert {fold(exact_key(form)) for form in (letter, nfd(letter), mixed)} == {base}


@pytest.mark.parametrize("letter", "đĐðÐƉ")
def test_every_d_with_stroke_folds_to_d(letter: str) -> None:
    assert fold(exact_key(letter)) == "d"


@given(ANY)
def test_folding_is_idempotent(text: str) -> None:
    folded = fold(exact_key(text))
    assert fold(folded) == folded
    assert folded_key(folded_key(exact_key(text))) == folded_key(exact_key(text))


@given(ANY)
def test_a_folded_key_is_ascii_letters_and_digits(text: str) -> None:
    folded = folded_key(exact_key(text))
    assert folded == "" or (folded.isascii() and folded.isalnum() and folded == folded.lower())


@pytest.mark.parametrize("pair", ["lý lí", "kỹ kĩ", "tỷ tỉ", "hy hi", "mỹ mĩ", "sỹ sĩ", "vỹ vĩ", "quý quí"])
def test_final_y_and_i_fold_together(pair: str) -> None:
    left, right = pair.split()
    assert exact_key(left) != exact_key(right)
    assert fold(exact_key(left))[-1] != fold(exact_key(right))[-1]
    # tỷ and tỉ differ in their tones' letters only by spelling: the folded key is one.
    assert folded_key(exact_key(left)) == folded_key(exact_key(right))


@pytest.mark.parametrize("pair", ["tay tai", "thuỷ thui", "ý i", "may mai"])
def test_y_that_tells_words_apart_stays(pair: str) -> None:
    left, right = pair.split()
    assert folded_key(exact_key(left)) != folded_key(exact_key(right))


@pytest.mark.parametrize(
    ("key", "marks"), [("dang", False), ("đang", True), ("dạng", True), ("2021", False), ("", False)]
)
def test_whether_a_key_has_marks(key: str, marks: bool) -> None:
    assert has_marks(key) is marks


@pytest.mark.parametrize(
    ("typed", "exact", "compatible", "other"),
    [
        ("dang", ["dang"], ["đảng", "đang", "đăng", "dạng", "dáng"], []),
        ("đang", ["đang"], ["đảng", "đăng", "đáng", "đẳng"], ["dang", "dạng", "dáng"]),
        ("dạng", ["dạng"], ["đạng", "dặng"], ["dang", "đảng", "dáng"]),
        ("đăng", ["đăng"], ["đẳng", "đặng"], ["đang", "đảng", "đâng"]),
        ("lý", ["lý"], ["lí"], ["ly", "lì"]),
    ],
)
def test_a_typed_mark_counts_and_an_untyped_one_is_free(
    typed: str, exact: list[str], compatible: list[str], other: list[str]
) -> None:
    assert [agreement(typed, key) for key in exact] == [Agreement.EXACT] * len(exact)
    assert [agreement(typed, key) for key in compatible] == [Agreement.COMPATIBLE] * len(compatible)
    assert [agreement(typed, key) for key in other] == [Agreement.OTHER] * len(other)


def test_better_agreement_is_more() -> None:
    assert Agreement.EXACT > Agreement.COMPATIBLE > Agreement.OTHER


@given(SYLLABLE)
def test_a_key_agrees_exactly_with_itself_alone(syllable: str) -> None:
    assert agreement(exact_key(syllable), exact_key(syllable)) is Agreement.EXACT


@given(SYLLABLE)
def test_nothing_typed_contradicts_nothing(syllable: str) -> None:
    key = exact_key(syllable)
    assert agreement(fold(key), key) >= Agreement.COMPATIBLE
