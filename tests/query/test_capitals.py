"""Words typed in capitals."""

from __future__ import annotations

import pytest

from searchkit.query.capitals import in_capitals
from searchkit.query.query import read
from tests.texts import nfd


@pytest.mark.parametrize(
    ("text", "capitals"),
    [
        ("TU", {"tu"}),
        ("TU họp", {"tu"}),
        ("BTV TU", {"btv", "tu"}),
        ("họp ĐUK", {"đuk"}),
        ("Tỉnh ủy", set()),
        ("tu", set()),
        ("21-NQ/TW", {"nq", "tw"}),
        ("2021", set()),
        # That is how the query was typed.
        ("BAN THUONG VU", set()),
        ("BAN THƯỜNG VỤ TỈNH ỦY", set()),
    ],
)
def test_words_in_capitals(text: str, capitals: set[str]) -> None:
    assert in_capitals(text) == capitals
    assert in_capitals(nfd(text)) == capitals
    assert read(text).capitals == capitals
