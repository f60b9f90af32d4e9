"""Running commands as a person does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from searchkit import Index
from searchkit.cli import main

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """A function that runs searchkit with some arguments."""

    def of(*arguments: str | Path) -> Result:
        return CliRunner(env={"SEARCHKIT_INDEX": None}).invoke(
            main, [str(argument) for argument in arguments], prog_name="searchkit"
        )

    return of


@pytest.fixture
def failing(run: Run) -> Run:
    """A function that runs searchkit and expects one sentence on stderr and exit code 2."""

    def of(*arguments: str | Path) -> Result:
        result = run(*arguments)
        assert result.exit_code == 2, result.output
        assert isinstance(result.exception, SystemExit)
        assert "Traceback" not in result.output
        assert result.stdout == ""
        errors = [line for line in result.stderr.splitlines() if line.startswith("Error: ")]
        assert len(errors) == 1
        assert result.stderr.endswith(errors[0] + "\n")
        return result

    return of


@pytest.fixture
def seeds_there(seed_index: Index) -> Path:
    """The folder of an index of the sample reports, by each engine in turn. Not to be written to."""
    return seed_index.path


@pytest.fixture
def seeds_in_tantivy(seed_indexes: Callable[[str], Index]) -> Path:
    """The same by one engine, for what is not the engine's business: options, help, the screen."""
    return seed_indexes("tantivy").path
