"""Finding report files, and the names they get."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchkit.errors import UnreadableError
from searchkit.reports.files import ReportFile, find
from searchkit.reports.reading import read
from searchkit.reports.report import Report
from searchkit.reports.skipped import Skipped


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of reports and other files."""
    base = tmp_path / "base"
    for name in ("b.txt", "a.TXT", "sub/c.txt", "sub/.hidden.txt", ".git/d.txt", "e.jsonl", "f.ndjson", "g.xyz"):
        file = base / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text('{"text": "họp"}', encoding="utf-8")
    return base


def names(found: list[ReportFile | Skipped]) -> list[str]:
    return [file.name for file in found if isinstance(file, ReportFile)]


def test_folders_are_walked_in_order_and_hidden_files_left_out(folder: Path) -> None:
    assert names(find([folder], base=folder)) == ["a.TXT", "b.txt", "e.jsonl", "f.ndjson", "sub/c.txt"]


def test_other_formats_are_skipped(folder: Path) -> None:
    [skipped] = [file for file in find([folder], base=folder) if isinstance(file, Skipped)]
    assert skipped.path == "g.xyz"
    assert skipped.reason.startswith("not one of the formats read: text, CSV, ")


def test_a_name_is_relative_to_the_base(folder: Path) -> None:
    assert names(find([folder / "sub"], base=folder)) == ["sub/c.txt"]


def test_a_name_outside_the_base_is_absolute(folder: Path) -> None:
    assert names(find([folder / "b.txt"], base=folder / "sub")) == [(folder.resolve() / "b.txt").as_posix()]


def test_a_file_has_one_name_whichever_way_it_is_given(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder / "sub")
    for path in ("c.txt", "../sub/c.txt", str(folder / "sub" / "c.txt"), ".", "../sub/./c.txt"):
        assert names(find([path], base=folder)) == ["sub/c.txt"]


def test_a_file_named_twice_is_read_once(folder: Path) -> None:
    assert names(find([folder, folder / "b.txt"], base=folder)).count("b.txt") == 1


def test_a_missing_path_is_an_error(folder: Path) -> None:
    with pytest.raises(UnreadableError, match="nowhere"):
        find([folder, folder / "nowhere"])


def test_reading_yields_reports_and_what_was_skipped(folder: Path) -> None:
    found = list(read(folder, base=folder))
    assert [one.id for one in found if isinstance(one, Report)] == [
        "a.TXT", "b.txt", "e.jsonl:1", "f.ndjson:1", "sub/c.txt"
    ]  # fmt: skip
    assert [one.path for one in found if isinstance(one, Skipped)] == ["g.xyz"]


def test_a_file_that_cannot_be_opened_is_skipped(folder: Path) -> None:
    files = find([folder / "b.txt", folder / "sub"], base=folder)
    (folder / "b.txt").unlink()
    from searchkit.reports.reading import read_files

    skipped, report = read_files(files)
    assert isinstance(skipped, Skipped)
    assert "can't be read" in skipped.reason
    assert isinstance(report, Report)


def test_a_link_that_leads_nowhere_is_skipped(folder: Path) -> None:
    (folder / "sub" / "link.txt").symlink_to(folder / "nowhere.txt")
    found = list(read(folder / "sub", base=folder))
    assert [type(one) for one in found] == [Report, Skipped]


def test_a_link_to_the_folder_above_does_not_go_round_for_ever(folder: Path) -> None:
    (folder / "sub" / "round").symlink_to(folder)
    assert "b.txt" in names(find([folder], base=folder))
