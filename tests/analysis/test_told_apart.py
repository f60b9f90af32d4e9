"""TƯ, which is Trung ương or a syllable: the same in the index, in queries and where it is marked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.analysis.analyzer import analyze
from searchkit.analysis.places import Places
from searchkit.analysis.syllables import keys, scan, told_apart
from searchkit.query.parser import parse
from searchkit.query.tree import words_of
from tests.texts import nfd

TEXTS = st.lists(
    st.tuples(
        st.sampled_from(["TƯ", "Tư", "tư", "T.Ư", "TW", "ĐẦU", "LIỆU", "UB", "BCH", "đảng", "2021", "29-NQ", "中"]),
        st.sampled_from([" ", " ", " ", "-", "/", ", ", "\n", "  ", "_"]),
    ),
    min_size=1,
    max_size=8,
).map(lambda pieces: "".join(word + space for word, space in pieces))


@pytest.mark.parametrize(
    "text", ["ĐẦU TƯ", "TƯ LIỆU", "BỘ TƯ LỆNH", "ĐẦU-TƯ", "TƯ TƯỞNG", "THỨ TƯ", "CÔNG TY TƯ VẤN", "đầu tư", "Thứ Tư"]
)
def test_a_syllable_is_none(text: str) -> None:
    assert "tw" not in analyze([text])[0].folded.split()


@pytest.mark.parametrize(
    "text", ["BCH TƯ", "UB TƯ MTTQ", "29-NQ/TƯ", "Bí thư TƯ Đảng", "(TƯ)", "TƯ", "BV TƯ, ĐẦU", "2021 TƯ", "TƯ họp"]
)
def test_trung_uong_is_one(text: str) -> None:
    assert "tw" in analyze([text])[0].folded.split()
    assert "tw" in analyze([nfd(text)])[0].folded.split()


@given(TEXTS)
def test_keys_are_the_same_in_index_query_and_marks(text: str) -> None:
    scanned = [key for token in scan(text) for key in keys(token.surface) if not key.alternate]
    folded = [key.folded for key in scanned]
    assert analyze([text])[0].folded.split() == folded
    for typed in (text, nfd(text)):
        assert [word.folded for word in words_of(parse(typed, operators=False))] == folded
    assert [(place.folded, place.exact) for place in Places(folded)(text)] == [(k.folded, k.exact) for k in scanned]
    assert len(told_apart(text)) == len(text)
