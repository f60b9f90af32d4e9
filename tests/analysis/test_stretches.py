"""What a stretch of text between spaces adds to each field."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from searchkit.analysis import analyzer, stretches, words
from searchkit.analysis.stretches import Table
from searchkit.analysis.syllables import LONGEST, scannable, surfaces
from tests.texts import ANY, RUNNING, nfc


def test_a_syllable_adds_its_keys_each_followed_by_a_space() -> None:
    assert Table()["Đảng,"][:4] == ("dang=đảng ", "dang ", "dang dang_", None)


def test_a_series_of_numbers_adds_its_parts_and_the_whole() -> None:
    stretch = Table()["30.3.2021"]
    assert stretch.folded == "30 3 2021 "
    assert stretch.rare is not None
    assert stretch.rare.series == ("30_3_2021",)


def test_a_grouped_number_has_alternates() -> None:
    rare = Table()["(1.666)"].rare
    assert rare is not None
    assert [key.folded for key in rare.alternates] == ["1", "666"]


def test_a_mark_has_a_token_but_no_key() -> None:
    stretch = Table()["–"]
    assert stretch[:4] == ("", "", "", None)
    assert stretch.hashes == bytes(words.PACKED)
    assert len(stretch.tokens) == words.PACKED


def test_a_stretch_of_nothing_adds_nothing() -> None:
    assert Table()["_"] == ("", "", "", None, b"", b"")


@pytest.fixture(scope="module")
def table() -> Table:
    """A table for many texts: making one takes longer than using it."""
    return Table()


@given(text=ANY)
def test_tokens_are_those_of_scanning(table: Table, text: str) -> None:
    packed = b"".join(table[stretch].tokens for stretch in scannable(nfc(text)).split())
    assert packed == b"".join(table.words[surface] for surface in surfaces(nfc(text)))


@settings(max_examples=50)
@given(text=ANY)
def test_an_old_entry_says_what_a_new_one_would(table: Table, text: str) -> None:
    known = [table[stretch] for stretch in text.split()]
    assert [table[stretch] for stretch in text.split()] == known
    new = Table()
    # Tokens have numbers of their own in every table.
    assert [new[stretch][:5] for stretch in text.split()] == [stretch[:5] for stretch in known]


def test_long_stretches_are_not_kept() -> None:
    table = Table()
    assert table["a" * 1000].folded == "a" * LONGEST + " "
    assert not table
    assert not table._tokens
    assert table["a" * 64].folded == "a" * 64 + " "
    assert list(table) == ["a" * 64]


@settings(max_examples=30)
@given(RUNNING)
def test_a_table_that_is_full_is_replaced_and_fields_stay_the_same(text: str) -> None:
    text = f"đảng {text}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(analyzer, "_table", None)
        expected = analyzer.analyze([text])
        full = analyzer._table
        assert full
        patch.setattr(stretches, "_MOST", max(len(full), len(full._tokens)))
        assert analyzer.analyze([text]) == expected
        assert analyzer._table is full
        patch.setattr(stretches, "_MOST", max(len(full), len(full._tokens)) - 1)
        assert analyzer.analyze([text]) == expected
        assert analyzer._table is not full


def test_a_table_is_full_when_its_vocabulary_is(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table()
    assert table["đảng"].folded == "dang "
    assert not table.is_full
    monkeypatch.setattr(words, "_FULL", 0)
    assert table.is_full
