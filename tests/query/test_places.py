"""Where the words of a query stand in a text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.analysis.syllables import keys, scan
from searchkit.query.places import Places
from searchkit.query.tree import Word
from tests.texts import ANY, RUNNING, nfd

WORDS = st.lists(
    st.sampled_from(["dang", "uy", "khoi", "21", "nq", "tw", "1666", "666", "3", "hoa", "97,9"]), max_size=4
)


def places(folded: list[str]) -> Places:
    return Places([Word(key, key) for key in folded])


@settings(max_examples=300)
@given(WORDS, st.one_of(RUNNING, ANY))
def test_the_words_found_are_the_keys_scanned(words: list[str], text: str) -> None:
    expected: list[tuple[int, str, str]] = []
    position = 0
    for token in scan(text):
        for key in keys(token.surface):
            if key.folded in words:
                expected.append((-1 if key.alternate else position, key.folded, key.exact))
            position += not key.alternate
    found = places(words)(text)
    assert [place[:3] for place in found] == expected
    assert places(words).forms(text) == expected


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
