"""What was asked, and the accents mode in force."""

from __future__ import annotations

import pytest

from searchkit.query.modes import Accents
from searchkit.query.query import read


@pytest.mark.parametrize(
    ("query", "mode"),
    [("dang uy", Accents.IGNORE), ("đang uy", Accents.AUTO), ("dạng uy", Accents.AUTO), ("1.666", Accents.IGNORE),
     ('"dang uy" -hội', Accents.IGNORE), ("dang AND uỷ", Accents.AUTO)],
)  # fmt: skip
def test_auto_ignores_accents_where_none_was_typed(query: str, mode: Accents) -> None:
    assert read(query).accents is mode


@pytest.mark.parametrize("mode", [Accents.STRICT, Accents.IGNORE])
@pytest.mark.parametrize("query", ["dang uy", "Đảng ủy"])
def test_other_modes_are_as_they_were_asked_for(mode: Accents, query: str) -> None:
    assert read(query, mode).accents is mode


def test_some_words_will_do_unless_all_are_asked_for() -> None:
    assert read("đảng ủy").every_word is False
    assert read("đảng ủy", every_word=True).every_word is True


def test_each_word_once_in_order() -> None:
    query = read('ủy đảng "ủy ban" đảng -họp')
    assert [word.folded for word in query.words] == ["uy", "dang", "uy", "ban", "dang"]
    assert [word.folded for word in query.different_words] == ["uy", "dang", "ban"]
    assert [[word.folded for word in phrase.words] for phrase in query.phrases] == [
        ["uy"],
        ["dang"],
        ["uy", "ban"],
        ["dang"],
    ]
