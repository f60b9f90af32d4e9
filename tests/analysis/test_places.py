"""Where the words of a query stand in a text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.analysis.places import _REPERTOIRE, Place, Places, _folded
from searchkit.analysis.syllables import keys, scan
from tests.texts import ANY, RUNNING, nfd

WORDS = st.lists(
    st.sampled_from(["dang", "uy", "khoi", "21", "nq", "tw", "1666", "666", "3", "hoa", "97,9", "li", "t", "u", "ha"]),
    max_size=4,
)
# What folding character by character might take for something else.
TRICKY = st.lists(
    st.one_of(
        st.sampled_from(["Đảng", "ủy", "lý", "lí", "ha", "T.Ư", "t", "Ư", "U", "TW", "1.666", "97,9", "3", "03", "a"]),
        st.sampled_from([" ", ".", ",", "-", "/", "_", "“", "•", "\u00a0", "\n", "ð", "©", "½", "\u0301"]),
    ),
    max_size=12,
).map("".join)


def places(folded: list[str]) -> Places:
    return Places(folded)


def scanned(words: list[str], text: str) -> list[Place]:
    """What scanning the whole text finds, with the positions of its keys."""
    expected: list[Place] = []
    position = 0
    for token in scan(text):
        for key in keys(token.surface):
            if key.folded in words:
                whole = key.end - key.start == len(token.surface)
                start, end = (token.start, token.end) if whole else (token.start + key.start, token.start + key.end)
                expected.append(Place(-1 if key.alternate else position, key.folded, key.exact, start, end))
            position += not key.alternate
    return expected


def neighbours(found: list[Place]) -> list[bool | None]:
    in_sequence = [place.position for place in found if place.position >= 0]
    return [after - before == 1 for before, after in pairwise(in_sequence)]


@settings(max_examples=1000)
@given(WORDS, st.one_of(RUNNING, ANY, TRICKY))
def test_the_words_found_are_the_keys_scanned(words: list[str], text: str) -> None:
    found, expected = places(words)(text), scanned(words, text)
    assert [place[1:] for place in found] == [place[1:] for place in expected]
    assert [place.position < 0 for place in found] == [place.position < 0 for place in expected]
    assert neighbours(found) == neighbours(expected)
    assert sorted(places(words).spans(text)) == sorted((place.start, place.end) for place in expected)


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
    assert [text[place.start : place.end] for place in places([word])(text)] == found


@given(WORDS, st.one_of(RUNNING, ANY))
def test_a_place_is_where_its_word_is_written(words: list[str], text: str) -> None:
    for place in places(words)(text):
        written = text[place.start : place.end]
        assert place.folded in {key.folded for token in scan(written) for key in keys(token.surface)}


def test_a_part_of_a_number_has_its_own_place() -> None:
    text = "tăng 1.666 người"
    assert [(place.position, text[place.start : place.end]) for place in places(["1666", "666"])(text)] == [
        (1, "1.666"),
        (-1, "666"),
    ]


def test_offsets_in_decomposed_text() -> None:
    text = nfd("của Đảng ủy")
    assert [text[place.start : place.end] for place in places(["uy"])(text)] == [nfd("ủy")]
