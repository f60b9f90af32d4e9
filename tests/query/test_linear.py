"""Whatever is typed, of up to tens of thousands of characters, is a query or a QueryError before long."""

from __future__ import annotations

from contextlib import suppress

import pytest

from searchkit.errors import QueryError
from searchkit.query.query import read
from tests import linear
from tests.linear import Case, done_within_limit


def read_or_refused(text: str) -> None:
    with suppress(QueryError):
        read(text)


CASES: dict[str, Case] = {"read": read_or_refused}
TEXTS = {**linear.TEXTS, **linear.QUERIES}


@pytest.fixture(scope="module")
def done() -> set[str]:
    return done_within_limit(__name__)


@pytest.mark.parametrize("kind", TEXTS)
def test_work_grows_with_the_query(done: set[str], kind: str) -> None:
    assert f"read | {kind}" in done
