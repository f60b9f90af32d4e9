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
