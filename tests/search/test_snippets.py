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
