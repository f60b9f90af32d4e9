"""What analysis does with a text costs what its size costs, whatever the text."""

from __future__ import annotations

import pytest

from searchkit.analysis import analyzer, places, syllables, words
from tests.linear import TEXTS, Case, done_within_limit

CASES: dict[str, Case] = {
    "scan": syllables.scan,
    "analyze": lambda text: analyzer.analyze([text]),
    "tokenize": words.tokenize,
    "places": places.Places(["a", "dang", "1", "1,22", "tw", "li", "zhongyang", "t"]),
}


@pytest.fixture(scope="module")
def done() -> set[str]:
    return done_within_limit(__name__)


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("case", CASES)
def test_work_grows_with_the_text(done: set[str], case: str, kind: str) -> None:
    assert f"{case} | {kind}" in done
