"""What the tests of reliability share: the two states of an index, made once an engine."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.reliability.states import Models


@pytest.fixture(scope="session")
def models_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Models]:
    """A function from an engine's name to the models of its index."""

    @cache
    def of(engine: str) -> Models:
        return Models.made(tmp_path_factory.mktemp("models") / engine, engine, reports=6)

    return of


@pytest.fixture
def models(engine_name: str, models_of: Callable[[str], Models]) -> Models:
    """The models of each engine in turn."""
    return models_of(engine_name)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where a copy of the old index may be."""
    return tmp_path.resolve() / "place"
