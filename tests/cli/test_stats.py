"""``searchkit stats``."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_the_figures_of_an_index(run: Run, seeds_there: Path, engine_name: str) -> None:
    result = run("stats", "--index", seeds_there)
    assert result.exit_code == 0
    figures = dict(line.split(maxsplit=1) for line in result.stdout.splitlines())
    assert list(figures) == ["Index", "Reports", "Passages", "Engine", "Size", "Built"]
    assert (figures["Reports"], figures["Engine"], figures["Index"]) == ("5", engine_name, str(seeds_there))


def test_the_figures_as_json(run: Run, seeds_there: Path, engine_name: str) -> None:
    figures = json.loads(run("stats", "--json", "--index", seeds_there).stdout)
    assert list(figures) == ["path", "reports", "passages", "engine", "size", "changed"]
    assert figures["reports"] == 5
    assert figures["size"] == sum(file.stat().st_size for file in seeds_there.rglob("*") if file.is_file())
    assert figures["engine"] == engine_name


def test_a_missing_index_is_one_sentence(failing: Run, tmp_path: Path) -> None:
    failing("stats", "--index", tmp_path)


def test_a_file_in_place_of_an_index_is_one_sentence(failing: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    failing("stats", "--index", tmp_path / "file")
