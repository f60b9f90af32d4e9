"""The indexes kept in old_indexes: today's format opens and holds what is made today, others are refused in words."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import searchkit
from searchkit import Index, IndexFormatError, Report, engines, schema
from searchkit.cli import main
from searchkit.engines.contract import Request
from searchkit.engines.trees import Bool, Term
from searchkit.storage import manifest

from .old_indexes.make import HERE, REPORTS, make

#: (format, engine, folder) of every index that is kept.
KEPT = [
    (int(folder.name.split("-")[1]), folder.name.split("-")[2], folder) for folder in sorted(HERE.glob("format-*-*"))
]
TODAYS = [(engine, folder) for number, engine, folder in KEPT if number == manifest.FORMAT]
OTHERS = [(number, engine, folder) for number, engine, folder in KEPT if number != manifest.FORMAT]


def test_an_index_of_every_format_and_engine_is_kept() -> None:
    kept = {(number, engine) for number, engine, _ in KEPT}
    assert kept == {(number, engine) for number in range(1, manifest.FORMAT + 1) for engine in engines.NAMES}, (
        "run: python tests/storage/old_indexes/make.py"
    )


@pytest.mark.parametrize(("number", "engine", "folder"), OTHERS)
def test_an_index_of_another_format_is_refused_with_both_numbers_and_the_way_out(
    number: int, engine: str, folder: Path
) -> None:
    with pytest.raises(IndexFormatError) as refused:
        searchkit.open(folder)
    assert str(refused.value) == (
        f"The index in {folder} has format {number}, this version of searchkit reads format {manifest.FORMAT}; "
        "build it anew from its reports with: searchkit index --rebuild PATH, or use the version that made it."
    )


@pytest.mark.parametrize("command", [["search", "dang"], ["index", "seeds"], ["stats"]], ids=lambda words: words[0])
@pytest.mark.parametrize(("number", "engine", "folder"), OTHERS)
def test_every_command_refuses_an_index_of_another_format_and_leaves_it_as_it_is(
    number: int, engine: str, folder: Path, command: list[str], tmp_path: Path
) -> None:
    index = tmp_path / "index"
    shutil.copytree(folder, index)
    done = CliRunner().invoke(main, [*command, "--index", str(index)])
    assert done.exit_code == 2
    assert f"has format {number}" in done.stderr
    assert contents(index) == contents(folder)


@pytest.mark.parametrize(("engine", "folder"), TODAYS)
def test_an_index_of_todays_format_opens_and_gives_its_reports_to_the_letter(
    engine: str, folder: Path, tmp_path: Path
) -> None:
    with kept(folder, tmp_path) as index:
        assert [as_indexed(index.report(report.id)) for report in REPORTS] == [as_indexed(one) for one in REPORTS]
        assert index.search("dang uy khoi")[0].report.id == REPORTS[0].id
        assert [hit.report.id for hit in index.search('"lý luận gắn"')] == [REPORTS[1].id]


@pytest.mark.parametrize(("engine", "folder"), TODAYS)
def test_keys_and_records_do_not_change_without_a_new_format(engine: str, folder: Path, tmp_path: Path) -> None:
    make(tmp_path / "new", engine)
    with kept(folder, tmp_path) as old, searchkit.open(tmp_path / "new") as new:
        assert held(old) == held(new), "raise FORMAT, then run: python tests/storage/old_indexes/make.py"


def kept(folder: Path, tmp_path: Path) -> Index:
    """A kept index, opened in a copy: an engine may leave files of its own in a folder that it opens."""
    shutil.copytree(folder, tmp_path / "kept")
    return searchkit.open(tmp_path / "kept")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by its name."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def as_indexed(report: Report) -> tuple[object, ...]:
    return report.id, report.title, report.text, report.path, dict(report.metadata)


def held(index: Index) -> tuple[object, ...]:
    """The terms of every field with their frequencies, the records, and how views of reports score and are linked."""
    view = index._current.view()
    terms = {field.name: view.terms(field.name, [""]) for field in schema.PASSAGES.fields}
    words = Bool(should=(Term(schema.FOLDED, "nghi", 1.0), Term(schema.PAIRS, "hoi_nghi", 1.0)))
    passages, reports = view.search([Request((Bool(),), 100), Request((words,), 100, schema.REPORTS)])
    assert [match.link for match in passages if match.link] == [match.link for match in reports for _ in range(3)]
    views = [(round(match.score, 4), match.link) for match in reports]
    return terms, sorted(view.fetch(match.address for match in passages)), views
