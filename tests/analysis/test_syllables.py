"""Scanning: tokens point into the original text, their keys don't depend on how it was typed."""

from __future__ import annotations

import pytest
from hypothesis import example, given

from searchkit.analysis.syllables import keys, nfc, scan, surfaces
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
