"""What is done with a report costs what its size costs, whatever its text."""

from __future__ import annotations

import pytest

from searchkit.reports.passages import LONGEST, passages
from searchkit.reports.report import Report
from searchkit.reports.titles import leading_title
from tests.linear import TEXTS, Case, done_within_limit

CASES: dict[str, Case] = {
    "leading_title": leading_title,
    "passages": lambda text: passages(Report(id="1", text=text)),
}
# What is done by the library in C shows what it costs in long texts only.
LONG_SIZE = 5_000_000
LONG_TEXTS = {kind: TEXTS[kind] for kind in ("one paragraph of sentences", "a line without a space", "blank lines")}


@pytest.fixture(scope="module")
def done() -> set[str]:
    return done_within_limit(__name__)


@pytest.fixture(scope="module")
def done_with_long_texts() -> set[str]:
    return done_within_limit(__name__, "CASES, LONG_TEXTS, LONG_SIZE")


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("case", CASES)
def test_work_grows_with_the_text(done: set[str], case: str, kind: str) -> None:
    assert f"{case} | {kind}" in done


@pytest.mark.parametrize("kind", LONG_TEXTS)
@pytest.mark.parametrize("case", CASES)
def test_work_grows_with_a_long_text(done_with_long_texts: set[str], case: str, kind: str) -> None:
    assert f"{case} | {kind}" in done_with_long_texts


@pytest.mark.parametrize("kind", TEXTS)
def test_no_passage_is_longer_than_the_longest(kind: str) -> None:
    text = TEXTS[kind](50_000)
    cut = passages(Report(id="1", text=text))
    assert max(len(passage.text) for passage in cut) <= LONGEST
