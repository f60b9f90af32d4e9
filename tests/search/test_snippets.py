"""The part of a passage that is worth showing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.query.query import read
from searchkit.search.highlighting import Highlighter, Span
from searchkit.search.snippets import SNIPPET_LENGTH, snippet


@given(
    st.lists(st.sampled_from(["đảng", "ủy", "khối", "họp", "bàn", "việc", "của", "tỉnh", "nhà"]), max_size=200),
    st.integers(20, 300),
)
def test_a_snippet_is_a_stretch_of_its_text_with_its_spans(words: list[str], length: int) -> None:
    text = " ".join(words)
    marks = Highlighter(read("đảng"))(text)
    cut = snippet(text, marks, length)
    assert text[cut.start : cut.start + len(cut.text)] == cut.text
    assert (cut.cut_before, cut.cut_after) == (cut.start > 0, cut.start + len(cut.text) < len(text))
    assert all(cut.text[start:end] == "đảng" for start, end in cut.spans)
    assert len(cut.text) <= length * 1.2
    assert not marks or cut.spans


@given(st.lists(st.sampled_from(["đảng", "ủy", "khối", "họp", "bàn"]), min_size=100, max_size=200))
def test_a_snippet_is_cut_between_words(words: list[str]) -> None:
    text = " ".join(words)
    cut = snippet(text, ())
    assert 0 < len(cut.text) <= SNIPPET_LENGTH
    assert f" {text} ".count(f" {cut.text} ") or cut.text == text
    assert SNIPPET_LENGTH - len(cut.text) < len(" khối")


def test_a_snippet_stands_where_different_words_are_densest() -> None:
    text = "đảng đảng đảng " + "lời " * 100 + "đảng ủy khối họp " + "lời " * 100
    cut = snippet(text, Highlighter(read("đảng ủy khối"))(text))
    assert "đảng ủy khối" in cut.text
    assert [cut.text[start:end] for start, end in cut.spans] == ["đảng", "ủy", "khối"]
    assert cut.cut_before
    assert cut.cut_after


@pytest.mark.parametrize("place", [0, 400])
def test_a_snippet_keeps_the_marks_at_its_very_edges(place: int) -> None:
    text = "x " * place + "đảng " + "lời " * 22 + "đảng" + " lời" * 200
    length = len("đảng " + "lời " * 22 + "đảng")
    cut = snippet(text, Highlighter(read("đảng"))(text), length)
    assert cut.text.startswith("đảng")
    assert cut.text.endswith("đảng")
    assert cut.spans == (Span(0, 4), Span(length - 4, length))


def test_a_short_text_is_its_own_snippet() -> None:
    assert snippet("Đảng họp", [Span(0, 4)]) == ("Đảng họp", (Span(0, 4),), 0, False, False)


def test_a_word_without_end_is_cut_somewhere() -> None:
    assert len(snippet("a" * 10_000, ()).text) <= SNIPPET_LENGTH


FEW = ["đảng", "ủy", "khối"]


@given(st.lists(st.sampled_from([*FEW, *["lời"] * 6]), min_size=60, max_size=120), st.integers(30, 120))
def test_no_other_window_holds_more_different_words_or_as_many_and_more_marks(words: list[str], length: int) -> None:
    text = " ".join(words)
    marks = Highlighter(read(" ".join(FEW)))(text)

    def worth(inside: list[Span]) -> tuple[int, int]:
        return len({text[start:end] for start, end in inside}), len(inside)

    windows = [
        [span for span in marks if start <= span.start and span.end <= start + length] for start in range(len(text))
    ]
    cut = snippet(text, marks, length)
    shown = [Span(cut.start + start, cut.start + end) for start, end in cut.spans]
    assert worth(shown) >= max(map(worth, windows))


@pytest.mark.parametrize(("length", "most"), [(280, 336), (100, 120), (10, 12)])
def test_a_text_that_is_not_much_longer_is_given_whole(length: int, most: int) -> None:
    text = "lời " * most
    assert snippet(text[:most], (), length).text == text[:most]
    assert len(snippet(text[: most + 1], (), length).text) <= length


@pytest.mark.parametrize("before", [0, 10, 50, 1000])
def test_a_third_of_the_room_is_left_before_the_first_mark(before: int) -> None:
    text = "lời " * before + "đảng ủy " + "lời " * 1000
    cut = snippet(text, Highlighter(read("đảng ủy"))(text), 100)
    left = cut.spans[0].start
    assert left == min(len("lời " * before), left)
    assert before < 20 or 24 <= left <= (100 - len("đảng ủy")) / 3
    assert [cut.text[start:end] for start, end in cut.spans] == ["đảng", "ủy"]
    assert (cut.cut_before, cut.cut_after) == (cut.start > 0, True)


def test_a_mark_near_the_end_is_shown_in_a_snippet_of_full_length() -> None:
    text = "lời " * 1000 + "đảng"
    cut = snippet(text, Highlighter(read("đảng"))(text), 100)
    assert cut.text.endswith("lời đảng")
    assert 96 <= len(cut.text) <= 100
    assert not cut.cut_after


def test_the_case_of_a_word_makes_no_other_word_of_it() -> None:
    text = "đảng Đảng ĐẢNG " + "lời " * 100 + "đảng ủy " + "lời " * 100
    cut = snippet(text, Highlighter(read("đảng ủy"))(text), 80)
    assert [cut.text[start:end] for start, end in cut.spans] == ["đảng", "ủy"]


def test_a_snippet_that_leaves_out_a_single_space_was_cut() -> None:
    cut = snippet(" đảng " + "lời " * 100, [Span(1, 5)], 4)
    assert cut == ("đảng", (Span(0, 4),), 1, True, True)


def test_a_mark_longer_than_the_snippet_is_where_it_begins() -> None:
    text = "lời " * 100 + "đảng ủy khối cơ quan " + "lời " * 100
    place = text.index("đảng")
    cut = snippet(text, [Span(place, place + 20)], 10)
    assert cut.start == place
    assert cut.spans == ()
    assert text[place:].startswith(cut.text)
