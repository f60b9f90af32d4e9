"""What is marked in a text, the snippet around it, and its renderings."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.analysis.syllables import keys, surfaces
from searchkit.query.modes import Accents
from searchkit.query.query import read
from searchkit.search.highlighting import Highlighter, Span
from searchkit.search.rendering import marked, to_html
from searchkit.search.snippets import SNIPPET_LENGTH, snippet
from tests.texts import ANY, RUNNING, SYLLABLES, nfc, nfd


def surfaces_with_keys(text: str) -> bool:
    return any(map(keys, surfaces(text)))


def spans_of(cuts: list[int]) -> list[Span]:
    return [Span(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]


WRITTEN = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=4).map(" ".join).filter(surfaces_with_keys)
#: What was typed, quoted or not, and a text in which just that is written somewhere.
ASKED = st.tuples(WRITTEN, st.sampled_from(["{}", '"{}"']), st.one_of(RUNNING, ANY), st.one_of(RUNNING, ANY)).map(
    lambda drawn: (drawn[1].format(drawn[0]), f"{drawn[2]} {drawn[0]} {drawn[3]}")
)


def marked_texts(letters: str) -> st.SearchStrategy[tuple[str, list[Span]]]:
    """A text of some letters, and spans of it in order."""
    return st.text(letters, max_size=60).flatmap(
        lambda text: st.lists(st.integers(0, len(text)), max_size=8, unique=True).map(
            lambda cuts: (text, spans_of(sorted(cuts)))
        )
    )


def found(query: str, text: str, accents: Accents = Accents.AUTO) -> list[str]:
    return [text[start:end] for start, end in Highlighter(read(query, accents))(text)]


@pytest.mark.parametrize(
    ("query", "text", "marks"),
    [
        ("dang uy", "Đảng ủy họp, cấp uỷ dự.", ["Đảng", "ủy", "uỷ"]),
        ("đảng", "Đảng ta đang họp.", ["Đảng"]),
        ("đang", "Đảng ta đang họp.", ["đang"]),
        ("đang", "Đảng ta dạng.", ["Đảng"]),
        ("đang", "Chỉ có dạng.", ["dạng"]),
        ("hoà", "diễn biến hòa bình", ["hòa"]),
        ('"dang uy"', "Đảng ủy và đảng ta, ủy viên; đảng uỷ.", ["Đảng ủy", "đảng uỷ"]),
        ('"kết nạp 23"', "xét kết  nạp\n23 quần chúng", ["kết  nạp\n23"]),
        ("21-NQ/TW", "Nghị quyết số 21-NQ/TW và 21-KL/TW", ["21-NQ/TW"]),
        ("21-NQ/TW", "Nghị quyết 21 của TW", ["21", "TW"]),
        ("1666", "Kết nạp 1.666 đảng viên", ["1.666"]),
        ("666", "Kết nạp 1.666 đảng viên", ["666"]),
        ("1666 đ", "thu 1.666đ một suất", ["1.666", "đ"]),
        ("97.9", "đạt 97,9%", ["97,9"]),
        ("tw", "Hội nghị T.Ư 5", ["T.Ư"]),
        ("họp -đảng", "Đảng họp", ["họp"]),
        ("vắng", "Đảng họp", []),
        ("đảng", "", []),
    ],
)
def test_what_is_marked(query: str, text: str, marks: list[str]) -> None:
    assert found(query, text) == marks
    assert found(nfd(query), nfd(text)) == [nfd(mark) for mark in marks]


def test_strict_accents_mark_the_same_accents_only() -> None:
    assert found("đảng", "Đảng ta đang dạng.", Accents.STRICT) == ["Đảng"]
    assert found("dang", "Đảng ta đang dạng.", Accents.STRICT) == []


def test_ignored_accents_mark_all() -> None:
    assert found("đảng", "Đảng ta đang dạng.", Accents.IGNORE) == ["Đảng", "đang", "dạng"]


@given(ASKED, st.sampled_from(Accents))
def test_what_was_typed_is_marked_in_order_without_overlap_inside_the_text(
    asked: tuple[str, str], accents: Accents
) -> None:
    query, text = asked
    spans = Highlighter(read(query, accents))(text)
    assert spans
    reached = 0
    for start, end in spans:
        assert reached <= start < end <= len(text)
        reached = end


@given(st.sampled_from(["Đảng ủy", "hoà", '"nghị quyết"', "21-NQ/TW", "1666", "(BTV)"]), RUNNING, RUNNING)
def test_normal_forms_are_marked_alike(query: str, before: str, after: str) -> None:
    text = f"{before} {query.strip(chr(34))} {after}"
    marks = found(query, nfc(text))
    assert marks
    assert [nfc(mark) for mark in found(query, nfd(text))] == marks


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
