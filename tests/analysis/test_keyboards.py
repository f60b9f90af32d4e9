"""Keys of Telex and VNI, typed with the keyboard off."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.analysis.accents import has_marks
from searchkit.analysis.keyboards import meant
from searchkit.analysis.spelling import exact_key
from searchkit.analysis.syllables import scan

_TELEX_TONES = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_VNI = {mark: str(number) for number, mark in enumerate("\u0301\u0300\u0309\u0303\u0323\u0302\u031b\u0306", 1)}


def telex(syllable: str) -> str:
    """A syllable as it is typed in Telex, its tone last."""
    typed, tone = "", ""
    for letter in unicodedata.normalize("NFD", syllable):
        if letter == "đ":
            typed += "dd"
        elif letter == "\u0302":
            typed += typed[-1]
        elif letter in "\u0306\u031b":
            typed += "w"
        else:
            tone = tone or _TELEX_TONES.get(letter, "")
            typed += "" if letter in _TELEX_TONES else letter
    return typed + tone


def vni(syllable: str) -> str:
    """A syllable as it is typed in VNI, each mark behind its letter."""
    decomposed = unicodedata.normalize("NFD", syllable.replace("đ", "d9"))
    return "".join(_VNI.get(letter, letter) for letter in decomposed)


@pytest.mark.parametrize(
    ("typed", "syllable"),
    [
        ("ddang", "đang"),
        ("dangd", "đang"),
        ("uyr", "uỷ"),
        ("d9a3ng", "đảng"),
        ("u3y", "uỷ"),
        ("tieesng", "tiếng"),
        ("tie6ng1", "tiếng"),
        ("truowngf", "trường"),
        ("truwowngf", "trường"),
        ("nguwowif", "người"),
        ("thuowr", "thuở"),
        ("quoocs", "quốc"),
        ("giaf", "già"),
        ("gif", "gì"),
        ("toans", "toán"),
        ("wng", "ưng"),
        ("DDANGR", "đảng"),
    ],
)
def test_keys_are_read_as_the_syllable_that_was_meant(typed: str, syllable: str) -> None:
    assert [exact_key(one) for one in meant(typed)] == [syllable]


@pytest.mark.parametrize("typed", ["khoi", "đang", "21", "", "-", "nq/tw", "9999", "sss", "d9a0"])
def test_what_holds_no_mark_of_a_keyboard_means_nothing_else(typed: str) -> None:
    assert list(meant(typed)) == []


@pytest.mark.parametrize("keys_of", [telex, vni])
def test_every_syllable_of_the_seeds_comes_back_from_its_keys(keys_of: Callable[[str], str], seeds: Path) -> None:
    words = {token.surface.lower() for path in seeds.iterdir() for token in scan(path.read_text(encoding="utf-8"))}
    lost = {
        word: (keys_of(word), list(meant(keys_of(word))))
        for word in words
        if has_marks(word) and word.isalpha() and exact_key(word) not in map(exact_key, meant(keys_of(word)))
    }
    # "độnghình" lacks a space, and HĐND is no syllable.
    assert set(lost) == {"độnghình", "hđnd"}


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789", max_size=12))
def test_any_keys_can_be_read(typed: str) -> None:
    for syllable in meant(typed):
        assert unicodedata.is_normalized("NFC", syllable)
