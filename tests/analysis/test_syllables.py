"""Scanning: tokens point into the original text, their keys don't depend on how it was typed."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchkit.analysis.syllables import LONGEST, keys, nfc, scan, surfaces
from tests.texts import ANY, RUNNING, marked_letters, nfd
from tests.texts import nfc as standard_nfc


def folded(text: str) -> list[str]:
    return [key.folded for token in scan(text) for key in keys(token.surface) if not key.alternate]


def exact(text: str) -> list[str]:
    return [key.exact for token in scan(text) for key in keys(token.surface) if not key.alternate]


@given(ANY)
@example("e\u0302\u0323")
@example("a_b")
@example("_\u031b\u0300")
@example("1.5\u0301")
@example("\u0301đảng")
def test_offsets_point_into_the_original_text(text: str) -> None:
    reached = 0
    for token in scan(text):
        assert 0 <= token.start < token.end <= len(text)
        # Marks that no letter carries may be several tokens in one place; they have no key.
        if keys(token.surface):
            assert token.start >= reached
            assert nfc(text[token.start : token.end]).startswith(token.surface)
            reached = token.end


@given(RUNNING)
def test_a_surface_is_its_stretch_of_the_text_composed(text: str) -> None:
    for token in scan(text):
        assert standard_nfc(text[token.start : token.end]) == token.surface


@given(RUNNING)
def test_normal_forms_have_the_same_keys(text: str) -> None:
    assert exact(standard_nfc(text)) == exact(nfd(text))


@given(ANY)
@example(nfd("Đảng ủy Khối"))
@example("\u1100\u1161\u11a8")
@example("a\u1dc4b")
def test_surfaces_are_those_of_scanning(text: str) -> None:
    assert surfaces(text) == [token.surface for token in scan(text)]


@given(ANY)
def test_all_that_is_not_space_is_scanned(text: str) -> None:
    covered = {place for token in scan(text) for place in range(token.start, token.end)}
    missing = [char for place, char in enumerate(text) if place not in covered and not char.isspace() and char != "_"]
    assert not missing


@given(ANY)
def test_keys_have_no_space_and_stand_in_their_token(text: str) -> None:
    for surface in surfaces(text):
        for key in keys(surface):
            assert key.folded.isascii()
            assert key.folded.isalnum() or "," in key.folded
            assert key.exact.split() == [key.exact]
            assert 0 <= key.start < key.end <= len(surface)


@pytest.mark.parametrize("letter", marked_letters())
def test_a_marked_letter_is_one_token_in_every_form(letter: str) -> None:
    _, mixed = marked_letters()[letter]
    for form in (letter, nfd(letter), mixed):
        text = f"b{form}n"
        assert [(token.start, token.end) for token in scan(text)] == [(0, len(text))]
        assert exact(text) == [f"b{letter.lower()}n"]


@pytest.mark.parametrize(
    ("text", "sequence"),
    [
        ("Đảng ủy Khối", ["dang", "uy", "khoi"]),
        ("Hội nghị T.Ư 5", ["hoi", "nghi", "tw", "5"]),
        ("đạt 97,9%.", ["dat", "97,9"]),
        ("1.666 đảng viên", ["1666", "dang", "vien"]),
        ("933/954", ["933", "954"]),
        ("ngày 30.3.2021", ["ngay", "30", "3", "2021"]),
        ("21-NQ/TW", ["21", "nq", "tw"]),
        ("02-ĐA/ĐUK", ["2", "da", "duk"]),
        ("…—!?", []),
        ("", []),
        ("GD&ĐT", ["gd", "dt"]),
        ("trong_sạch", ["trong", "sach"]),
    ],
)
def test_the_keys_of_a_text_in_sequence(text: str, sequence: list[str]) -> None:
    assert folded(text) == sequence == folded(nfd(text))


def test_a_grouped_number_is_found_by_its_groups_too() -> None:
    assert [(key.folded, key.alternate) for key in keys("1.666")] == [("1666", False), ("1", True), ("666", True)]


def test_offsets_in_decomposed_text() -> None:
    text = nfd("Đảng ủy")
    assert [text[token.start : token.end] for token in scan(text)] == [nfd("Đảng"), nfd("ủy")]


@given(st.text("\u0300\u0301\u0302\u0306\u0309\u031b\u0323", max_size=28))
@example("\u0301" * 28)
def test_up_to_thirty_marks_on_a_letter_have_one_key_in_every_form(marks: str) -> None:
    text = f"bê{marks}n"
    assert exact(standard_nfc(text)) == exact(nfd(text)) == exact(text)


@pytest.mark.parametrize("marks", ["\u0301" * 1000, "\u0301\u0323" * 500])
def test_a_letter_with_a_thousand_marks_is_one_token(marks: str) -> None:
    text = f"đảng e{marks} bộ"
    assert folded(text) == ["dang", "e", "bo"]
    assert [text[token.start : token.end] for token in scan(text)] == ["đảng", f"e{marks}", "bộ"]


@pytest.mark.parametrize("token", ["a" * 1000, "ả" * 1000, "1" * 1000, "1a" * 500])
def test_a_long_token_is_known_by_its_beginning(token: str) -> None:
    [key] = keys(token)
    assert (key.exact, key.start, key.end) == (token[:LONGEST], 0, len(token))
    assert keys(token[:LONGEST])[0].folded == key.folded


def test_all_numbers_of_a_long_series_are_found() -> None:
    series = ",".join(str(number) for number in range(1000, 2000))
    assert [key.folded for key in keys(series)] == series.split(",")


def test_no_keys_of_long_tokens_are_kept() -> None:
    kept = keys.__self__  # type: ignore[attr-defined]
    before = len(kept)
    for number in range(100):
        keys(f"{number}a" * 100)
    assert len(kept) == before
