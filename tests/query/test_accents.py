"""The accents mode in force."""

from __future__ import annotations

import pytest

from searchkit.query.accents import Accents, resolved
from searchkit.query.parser import parse


@pytest.mark.parametrize(
    ("query", "mode"),
    [("dang uy", Accents.IGNORE), ("đang uy", Accents.AUTO), ("dạng uy", Accents.AUTO), ("1.666", Accents.IGNORE),
     ('"dang uy" -hội', Accents.IGNORE), ("dang AND uỷ", Accents.AUTO)],
)  # fmt: skip
def test_auto_ignores_accents_where_none_was_typed(query: str, mode: Accents) -> None:
    assert resolved(Accents.AUTO, parse(query)) is mode


@pytest.mark.parametrize("mode", [Accents.STRICT, Accents.IGNORE])
@pytest.mark.parametrize("query", ["dang uy", "Đảng ủy"])
def test_other_modes_are_as_they_were_asked_for(mode: Accents, query: str) -> None:
    assert resolved(mode, parse(query)) is mode
