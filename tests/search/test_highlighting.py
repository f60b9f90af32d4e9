"""What is marked in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.analysis.syllables import keys, surfaces
from searchkit.query.modes import Accents
from searchkit.query.query import read
from searchkit.search.highlighting import Highlighter
from tests.texts import ANY, RUNNING, SYLLABLES, nfc, nfd


def surfaces_with_keys(text: str) -> bool:
    return any(map(keys, surfaces(text)))


WRITTEN = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=4).map(" ".join).filter(surfaces_with_keys)
#: What was typed, quoted or not, and a text in which just that is written somewhere.
ASKED = st.tuples(WRITTEN, st.sampled_from(["{}", '"{}"']), st.one_of(RUNNING, ANY), st.one_of(RUNNING, ANY)).map(
    lambda drawn: (drawn[1].format(drawn[0]), f"{drawn[2]} {drawn[0]} {drawn[3]}")
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
        ("21-NQ/TW", "Nghị quyết số 21-NQ/TW và 21-KL/TW", ["Nghị quyết số 21-NQ/TW"]),
        ("21-NQ/TW", "Nghị quyết 21 của TW", ["Nghị quyết 21", "TW"]),
        ("1666", "Kết nạp 1.666 đảng viên", ["1.666"]),
        ("666", "Kết nạp 1.666 đảng viên", ["666"]),
        ("1666 đ", "thu 1.666đ một suất", ["1.666", "đ"]),
        ("97.9", "đạt 97,9%", ["97,9"]),
        ("tw", "Hội nghị T.Ư 5", ["T.Ư"]),
        ("họp -đảng", "Đảng họp", ["họp"]),
        # Of marks that begin together the longer one is put.
        ('dang "dang uy"', "Đảng ủy, đảng", ["Đảng ủy", "đảng"]),
        # Part of a number is no neighbour of anything.
        ('"666 dang"', "đảng 1.666 người", []),
        ('"dang 666"', "đảng 1.666 người", []),
        # A typed accent counts in phrases too, an untyped one is free.
        ('"đang uy"', "Đảng ủy và dạng ủy", ["Đảng ủy"]),
        ('"uy đang"', "ủy đảng và ủy dạng", ["ủy đảng"]),
        ('"đảng ủy"', "Đang ủy, đảng ủy và đảng uy", ["đảng ủy"]),
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
    assert found('"đảng ủy"', "Đảng ủy, đang ủy, đảng úy", Accents.STRICT) == ["Đảng ủy"]


def test_ignored_accents_mark_all() -> None:
    assert found("đảng", "Đảng ta đang dạng.", Accents.IGNORE) == ["Đảng", "đang", "dạng"]
    assert found('"đảng ủy"', "Đảng ủy, đang ủy, dạng họp", Accents.IGNORE) == ["Đảng ủy", "đang ủy"]


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
