"""A passage costs a search what its size costs, whatever its text: to mark, to cut short, to tell from copies."""

from __future__ import annotations

import pytest

from searchkit.query.query import read
from searchkit.query.tree import Word
from searchkit.search.copies import _features_for
from searchkit.search.highlighting import Highlighter
from searchkit.search.rendering import to_html
from searchkit.search.snippets import snippet
from tests.linear import TEXTS, Case, done_within_limit

ANY_WORD = Highlighter(read("a đảng 1 1,22 T.Ư b"))
PHRASE = Highlighter(read('"đảng ủy" a "1 1" "a b"'))


def shown(text: str) -> None:
    spans = ANY_WORD(text)
    to_html(text, spans)
    for length in (100, 280, len(text) // 2):
        snippet(text, spans, length)


CASES: dict[str, Case] = {
    "marked and shown": shown,
    "phrases marked": PHRASE,
    "told from copies": _features_for([Word("đảng", "dang")]),
}


@pytest.fixture(scope="module")
def done() -> set[str]:
    return done_within_limit(__name__)


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("case", CASES)
def test_work_grows_with_the_passage(done: set[str], case: str, kind: str) -> None:
    assert f"{case} | {kind}" in done
