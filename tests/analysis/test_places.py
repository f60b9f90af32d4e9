"""Where the words of a query stand in a text."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.analysis.places import _REPERTOIRE, Place, Places, _folded
from searchkit.analysis.syllables import keys
from tests.texts import ANY, RUNNING, nfc, nfd

# What folding character by character might take for something else.
TRICKY = st.lists(
    st.one_of(
        st.sampled_from(
            ["Đảng", "ủy", "lý", "lí", "ha", "T.Ư", "TƯ", "ĐẦU", "t", "Ư", "U", "TW", "1.666", "97,9", "3"]
        ),
        st.sampled_from([" ", ".", ",", "-", "/", "_", "“", "•", "\u00a0", "\n", "ð", "©", "½", "\u0301"]),
    ),
    max_size=12,
).map("".join)


#: What is written, and by hand the keys in it: folded, exact, where in it from and to, and whether it is an alternate.
WRITTEN: list[tuple[str, list[tuple[str, str, int, int, bool]]]] = [
    ("Đảng", [("dang", "đảng", 0, 4, False)]),
    ("đảng,", [("dang", "đảng", 0, 4, False)]),
    ("“dạng”", [("dang", "dạng", 1, 5, False)]),
    ("ủy", [("uy", "uỷ", 0, 2, False)]),
    ("(UỶ)", [("uy", "uỷ", 1, 3, False)]),
    ("lý", [("li", "lý", 0, 2, False)]),
    ("lí.", [("li", "lí", 0, 2, False)]),
    ("ly", [("li", "ly", 0, 2, False)]),
    ("T.Ư", [("tw", "t.ư", 0, 3, False)]),
    ("TW", [("tw", "tw", 0, 2, False)]),
    # Beside words in capitals, as in a heading, TƯ is a syllable.
    ("(TƯ)", [("tw", "tư", 1, 3, False)]),
    ("Tư", [("tu", "tư", 0, 2, False)]),
    ("Ư", [("u", "ư", 0, 1, False)]),
    ("khối", [("khoi", "khối", 0, 4, False)]),
    ("21-NQ/TW", [("21", "21", 0, 2, False), ("nq", "nq", 3, 5, False), ("tw", "tw", 6, 8, False)]),
    ("1.666", [("1666", "1.666", 0, 5, False), ("1", "1", 0, 1, True), ("666", "666", 2, 5, True)]),
    ("97,9%", [("97,9", "97,9", 0, 4, False), ("97", "97", 0, 2, True), ("9", "9", 3, 4, True)]),
    ("03/3", [("3", "03", 0, 2, False), ("3", "3", 3, 4, False)]),
    ("30.3.2021", [("30", "30", 0, 2, False), ("3", "3", 3, 4, False), ("2021", "2021", 5, 9, False)]),
    (
        "12,5ha",
        [("12,5", "12,5", 0, 4, False), ("12", "12", 0, 2, True), ("5", "5", 3, 4, True), ("ha", "ha", 4, 6, False)],
    ),
    ("a5ha", [("a5ha", "a5ha", 0, 4, False)]),
    ("hòa_bình", [("hoa", "hoà", 0, 3, False), ("binh", "bình", 4, 8, False)]),
    ("–", []),
    ("…", []),
    ("½", [("12", "½", 0, 1, False)]),
    ("中", [("zhong", "中", 0, 1, False)]),
    ("ø", [("o", "ø", 0, 1, False)]),
]
FOLDED = sorted({key[0] for _, held in WRITTEN for key in held})
WANTED = st.lists(st.sampled_from(FOLDED), min_size=1, max_size=5, unique=True)
PIECES = st.lists(
    st.tuples(st.sampled_from(WRITTEN), st.sampled_from([" ", "\n", "  ", "\u00a0", " - "])), min_size=1, max_size=12
)


def written(pieces: list[tuple[tuple[str, list[tuple[str, str, int, int, bool]]], str]]) -> tuple[str, list[Place]]:
    """The text that pieces make, each followed by a space of some kind, and all places in it."""
    text, found, position = "", [], 0
    for (piece, held), space in pieces:
        for folded, exact, start, end, is_alternate in held:
            place = -1 if is_alternate else position
            found.append(Place(place, folded, exact, len(text) + start, len(text) + end))
            position += not is_alternate
        text += piece + space
    return text, found


def neighbours(found: list[Place]) -> list[bool]:
    """Which places stand in no sequence, and of the others, whether each follows the one before at once."""
    in_sequence = [place.position for place in found if place.position >= 0]
    following = [after - before == 1 for before, after in pairwise(in_sequence)]
    return [place.position < 0 for place in found] + following


def check(found: list[Place], expected: list[Place]) -> None:
    assert [place[1:] for place in found] == [place[1:] for place in expected]
    assert neighbours(found) == neighbours(expected)


@settings(max_examples=500)
@given(WANTED, PIECES)
def test_what_was_written_is_found_where_it_was_written(words: list[str], pieces: list[Any]) -> None:
    text, every = written(pieces)
    expected = [place for place in every if place.folded in words]
    places = Places(words)
    check(places(text), expected)
    assert places(text) is places(text)  # a page's texts are asked for twice
    assert sorted(places.spans(text)) == sorted((place.start, place.end) for place in expected)


@given(WANTED, PIECES)
def test_decomposed_text_has_its_places_in_the_same_order(words: list[str], pieces: list[Any]) -> None:
    text, every = written(pieces)
    expected = [place for place in every if place.folded in words]
    found = Places(words)(nfd(text))
    assert [place[1:3] for place in found] == [place[1:3] for place in expected]
    assert neighbours(found) == neighbours(expected)
    assert [nfc(nfd(text)[place.start : place.end]) for place in found] == [
        text[place.start : place.end] for place in expected
    ]


@settings(max_examples=500)
@given(st.lists(st.sampled_from([*FOLDED, "t", "a", "hoa", "97,9"]), max_size=5), st.one_of(RUNNING, ANY, TRICKY))
def test_searching_and_scanning_find_the_same(words: list[str], text: str) -> None:
    # Only scanning can tell the words of a text apart that holds a letter of another script.
    found, scanned = Places(words)(text), Places(words)(f"{text} 中")
    check(found, [place for place in scanned if place.start < len(text)])
    assert sorted(Places(words).spans(text)) == sorted((place.start, place.end) for place in found)


def test_no_more_texts_are_kept_than_a_page_has() -> None:
    places = Places(["dang"])
    texts = [f"đảng {number}" for number in range(101)]
    for text in texts[:100]:
        assert places(text) is places(text)
    first = places(texts[0])
    places(texts[100])
    assert places(texts[0]) == first
    assert places(texts[0]) is not first


def test_letters_fold_as_their_keys_do_and_marks_have_none() -> None:
    assert len(_REPERTOIRE) == len(set(_REPERTOIRE))
    for character in _REPERTOIRE:
        folded = _folded(character)
        assert folded is not None
        assert [key.folded for key in keys(character)] == ([] if folded in (b" ", b".", b",") else [folded.decode()])


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("li", "lý lí lỹ ly", ["lý", "lí", "lỹ", "ly"]),
        ("ha", "12,5ha và a5ha, 5 ha", ["ha", "ha"]),
        ("tw", "T.Ư và TW, t.ư.", ["T.Ư", "TW", "t.ư"]),
        ("u", "T.Ư và u, T.U", ["u", "U"]),
        ("5", "05/6, 1.5, 15", ["05", "5"]),
        ("dang", "dangx xdang đảng_đảng", ["đảng", "đảng"]),
        ("dang", "Ðảng và đảng ©", ["Ðảng", "đảng"]),
    ],
)
def test_tokens_that_look_like_others(word: str, text: str, found: list[str]) -> None:
    assert [text[place.start : place.end] for place in Places([word])(text)] == found


def test_a_part_of_a_number_has_its_own_place() -> None:
    text = "tăng 1.666 người"
    assert [(place.position, text[place.start : place.end]) for place in Places(["1666", "666"])(text)] == [
        (1, "1.666"),
        (-1, "666"),
    ]


def test_offsets_in_decomposed_text() -> None:
    text = nfd("của Đảng ủy")
    assert [text[place.start : place.end] for place in Places(["uy"])(text)] == [nfd("ủy")]
