"""The archive of benchmarks: what it refuses, what it keeps, and that its summaries say what its figures say."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from .conftest import ROOT

_ARCHIVES = sorted(run.parent for run in (ROOT / "docs" / "benchmarks").glob("*/run.json"))


@pytest.fixture(scope="module")
def archive() -> Iterator[ModuleType]:
    """The benchmarks' module of that name. They are scripts, which find each other beside themselves."""
    before = set(sys.modules)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "tests" / "benchmarks"))
        import archive as module

        yield module
    for name in set(sys.modules) - before:
        del sys.modules[name]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A repository with one commit."""
    folder = tmp_path / "clone"
    folder.mkdir()
    (folder / "code.py").write_text("one = 1\n", encoding="utf-8")
    _git(folder, "init", "--quiet")
    _git(folder, "add", ".")
    _git(folder, "-c", "user.name=x", "-c", "user.email=x@x", "commit", "--quiet", "--no-gpg-sign", "-m", "one")
    return folder


def _git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True, encoding="utf-8")
    return done.stdout.strip()


def _latencies(ours: float, bare: float, passages: int = 20) -> list[dict[str, object]]:
    of = {"corpus": "news-articles", "passages": passages, "accents": "accented", "syllables": 1}
    return [{**of, "query": number, "searchkit": ours, "bare tantivy": bare} for number in range(3)]


@pytest.mark.parametrize("changed", ["code.py", "new.py"])
def test_a_changed_tree_is_refused_in_one_sentence(
    archive: ModuleType, clone: Path, tmp_path: Path, changed: str
) -> None:
    (clone / changed).write_text("one = 2\n", encoding="utf-8")
    with pytest.raises(SystemExit, match=rf"^Nothing is archived from a changed tree .*{changed}.*commit first.*\.$"):
        archive.opened(tmp_path / "results", clone)
    assert not (tmp_path / "results").exists()


def test_a_tree_that_changes_while_it_is_measured_is_refused(archive: ModuleType, clone: Path, tmp_path: Path) -> None:
    opened = archive.opened(tmp_path / "results", clone)
    (clone / "code.py").write_text("one = 2\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="changed tree"):
        opened.keep("latency", _latencies(2, 1), {})
    assert not (tmp_path / "results").exists()


def test_archives_themselves_are_no_change_of_the_tree(archive: ModuleType, clone: Path) -> None:
    first = archive.opened(clone / "docs" / "benchmarks", clone)
    first.keep("latency", _latencies(2, 1), {})
    again = archive.opened(clone / "docs" / "benchmarks", clone)
    assert again.folder == first.folder
    assert _git(clone, "rev-parse", "HEAD").startswith(again.commit)
    assert again.commit in again.folder.name


def test_a_folder_that_is_no_repository_is_refused(archive: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="git doesn't tell the commit"):
        archive.opened(tmp_path / "results", tmp_path)


def test_what_is_measured_again_takes_the_place_of_the_older(archive: ModuleType, clone: Path, tmp_path: Path) -> None:
    opened = archive.opened(tmp_path / "results", clone)
    opened.keep("latency", [*_latencies(2, 1), *_latencies(2, 1, passages=1000)], {})
    opened.keep("latency", _latencies(9, 3), {})
    lines = (opened.folder / "latency.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "corpus,passages,accents,syllables,query,searchkit,bare tantivy"
    assert lines[1:] == [
        f"news-articles,{n},accented,1,{q},{t}" for n, t in ((20, "9,3"), (1000, "2,1")) for q in range(3)
    ]
    assert [run["of"] for run in archive.runs.read(opened.folder)] == [["news-articles 1000"], ["news-articles 20"]]
    summary = (opened.folder / "summary.md").read_text(encoding="utf-8")
    assert "| news-articles, accented | 20 | 3 | 9.00 | 9.00 | 3 × † | 3 × † |" in summary
    assert "| news-articles, accented | 1,000 | 3 | 2.00 | 2.00 | 2 × † | 2 × † |" in summary


def test_what_runs_have_in_common_is_written_once(
    archive: ModuleType, clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive.machine, "libraries", lambda: {"tantivy": "1.0"})
    opened = archive.opened(tmp_path / "results", clone)
    opened.keep("latency", _latencies(2, 1), {"corpus": "a"})
    opened.keep("latency", _latencies(2, 1, passages=1000), {"corpus": "b"})
    monkeypatch.setattr(archive.machine, "libraries", lambda: {"tantivy": "2.0"})
    opened.keep("latency", _latencies(2, 1, passages=3000), {"corpus": "b"})
    text = (opened.folder / "run.json").read_text(encoding="utf-8")
    assert [text.count(fact) for fact in ('"commit"', '"machine"', '"python"', '"1.0"', '"2.0"')] == [1] * 5
    found = archive.runs.read(opened.folder)
    assert [(run["corpus"], run["libraries"]["tantivy"]) for run in found] == [("a", "1.0"), ("b", "1.0"), ("b", "2.0")]
    assert {run["commit"] for run in found} == {opened.commit}


def test_a_ratio_is_over_the_queries_that_both_ran(archive: ModuleType, clone: Path, tmp_path: Path) -> None:
    rows = _latencies(2, 1)
    rows[0]["searchkit"] = 30
    rows[0]["Whoosh"] = 60
    opened = archive.opened(tmp_path / "results", clone)
    opened.keep("latency", rows, {})
    summary = (opened.folder / "summary.md").read_text(encoding="utf-8")
    assert "| Whoosh, accented | 1 | 60.00 | 60.00 | 0.5 × † | 0.5 × † |" in summary


def test_a_kind_of_text_is_left_out_with_all_its_sets(archive: ModuleType) -> None:
    def row(kind: str, name: str, pairs: str, value: str) -> dict[str, str]:
        shipped = "yes" if pairs == "0.5" else ""
        return {"kind": kind, "set": name, "way": "as written", "pairs": pairs, "shipped": shipped, "ndcg@10": value}

    figures = {"law1": ("0.9", "0.1"), "law2": ("0.9", "0.1"), "news": ("0.2", "0.8")}
    rows = [
        row(name.rstrip("12"), name, pairs, value)
        for name, values in figures.items()
        for pairs, value in zip(("0.5", "0.3"), values, strict=True)
    ]
    tables = archive.SECTIONS["cross_validation"].tables(rows)
    # Of law neither set may speak for 0.5 when law is left out.
    assert "| law | 0.3 | 0.1000 | 0.9000 |" in tables
    assert "| news | 0.5 | 0.2000 | 0.2000 |" in tables


def test_the_command_is_kept_without_places_of_this_machine(
    archive: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        sys, "argv", ["/home/x/latency.py", "/data/a/news.jsonl", "law=/data/law", "--peers", "bare tantivy"]
    )
    assert archive.command() == "python tests/benchmarks/latency.py news.jsonl law=law --peers 'bare tantivy'"


@pytest.mark.parametrize("folder", _ARCHIVES, ids=lambda folder: folder.name)
def test_the_summary_of_an_archive_is_what_its_figures_say(archive: ModuleType, folder: Path) -> None:
    written = (folder / "summary.md").read_text(encoding="utf-8")
    assert archive.summary.render(folder) == written, "run: python tests/benchmarks/summary.py docs/benchmarks/2026-*"


@pytest.mark.parametrize("folder", _ARCHIVES, ids=lambda folder: folder.name)
def test_every_row_of_an_archive_has_its_provenance_once(archive: ModuleType, folder: Path) -> None:
    told = sorted((run["section"], of) for run in archive.runs.read(folder) for of in run["of"])
    measured = sorted(
        (name, of)
        for name, section in archive.SECTIONS.items()
        for of in archive.rows.keys(archive.rows.read(folder / f"{name}.csv"), section.key)
    )
    assert told == measured


def test_there_are_archives() -> None:
    assert _ARCHIVES
