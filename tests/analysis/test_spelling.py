"""The exact key: one spelling for one syllable."""

from __future__ import annotations

import pytest
from hypothesis import given

from searchkit.analysis.spelling import exact_key
from tests.texts import ANY, marked_letters, nfd


@pytest.mark.parametrize("letter", marked_letters())
def test_a_marked_letter_has_one_key_in_every_normal_form(letter: str) -> None:
    _, mixed = marked_letters()[letter]
    assert exact_key(letter) == exact_key(nfd(letter)) == exact_key(mixed) == letter.lower()


def test_all_marked_letters_keep_keys_of_their_own() -> None:
    letters = marked_letters()
    assert len(letters) == 134
    assert len({exact_key(letter) for letter in letters}) == 67


@pytest.mark.parametrize("letter", "đĐðÐƉɖ")
def test_look_alikes_of_d_with_stroke_are_one_letter(letter: str) -> None:
    assert exact_key(letter + "ảng") == "đảng"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        *[(f"h{o}a", f"ho{a}") for o, a in zip("òóỏõọ", "àáảãạ", strict=True)],
        *[(f"kh{o}e", f"kho{e}") for o, e in zip("òóỏõọ", "èéẻẽẹ", strict=True)],
        *[(f"th{u}y", f"thu{y}") for u, y in zip("ùúủũụ", "ỳýỷỹỵ", strict=True)],
        ("ủy", "uỷ"),
        ("ÚY", "UÝ"),
    ],
)
def test_both_placements_of_the_tone_mark_are_one_syllable(old: str, new: str) -> None:
    keys = {exact_key(form) for syllable in (old, new) for form in (syllable, nfd(syllable), syllable.upper())}
    assert len(keys) == 1


@pytest.mark.parametrize(
    ("left", "right"), [("hoàn", "hoan"), ("múa", "muá"), ("tùy", "túy"), ("hòa", "hóa"), ("giá", "giả")]
)
def test_other_syllables_stay_apart(left: str, right: str) -> None:
    assert exact_key(left) != exact_key(right)


@pytest.mark.parametrize("syllable", ["quý", "giá", "quỹ", "giò", "hoàn", "toán", "huỳnh", "khuyến", "muốn", "việt"])
def test_a_tone_that_can_stand_nowhere_else_stays(syllable: str) -> None:
    assert exact_key(syllable) == exact_key(nfd(syllable)) == syllable


def test_tone_and_vowel_mark_may_be_typed_in_either_order() -> None:
    assert exact_key("e\u0301\u0302") == exact_key("e\u0302\u0301") == "ế"
    assert exact_key("u\u0323\u031b") == exact_key("ự")


@pytest.mark.parametrize("invisible", ["\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"])
def test_invisible_characters_do_not_count(invisible: str) -> None:
    assert exact_key(f"đả{invisible}ng") == "đảng"


@given(ANY)
def test_a_key_is_its_own_key(text: str) -> None:
    key = exact_key(text)
    assert exact_key(key) == key


@given(ANY)
def test_normal_forms_have_one_key(text: str) -> None:
    assert exact_key(nfd(text)) == exact_key(text)
