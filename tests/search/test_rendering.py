"""Texts with their spans marked."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from searchkit.search.highlighting import Span
from searchkit.search.rendering import marked, to_html


def spans_of(cuts: list[int]) -> list[Span]:
    return [Span(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]


def marked_texts(letters: str) -> st.SearchStrategy[tuple[str, list[Span]]]:
    """A text of some letters, and spans of it in order."""
    return st.text(letters, max_size=60).flatmap(
        lambda text: st.lists(st.integers(0, len(text)), max_size=8, unique=True).map(
            lambda cuts: (text, spans_of(sorted(cuts)))
        )
    )


@given(marked_texts("ab <>&\"'ỷ"))
def test_html_escapes_all_but_the_marks(given: tuple[str, list[Span]]) -> None:
    text, inside = given
    rendered = to_html(text, inside)
    assert re.sub("</?mark>", "", rendered) == "".join(html.escape(char) for char in text)
    assert re.findall("<mark>(.*?)</mark>", rendered, re.DOTALL) == [
        html.escape(text[start:end]) for start, end in inside
    ]


@given(marked_texts("ab ỷ"))
def test_marks_are_put_around_spans_and_nothing_else_changes(given: tuple[str, list[Span]]) -> None:
    text, inside = given
    rendered = marked(text, inside, "[", "]")
    assert re.sub(r"[\[\]]", "", rendered) == text
    assert re.findall(r"\[(.*?)\]", rendered, re.DOTALL) == [text[start:end] for start, end in inside]
    assert rendered.startswith(text[: inside[0].start] if inside else text)
