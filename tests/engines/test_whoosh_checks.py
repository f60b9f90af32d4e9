"""Whether the files of a Whoosh index are what was written: what is said of each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchkit.engines import checksums
from searchkit.engines.contract import Document
from searchkit.engines.whoosh import WhooshEngine
from searchkit.errors import SearchkitError
from searchkit.schema import FOLDED, PASSAGES, REPORTS


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of one passage and a view."""
    folder = tmp_path_factory.mktemp("sound") / "whoosh"
    folder.mkdir()
    engine = WhooshEngine.create(folder)
    with engine.writer() as writer:
        writer.add(PASSAGES, [Document({FOLDED: "dang uy"}, "stored", 1)])
        writer.add(REPORTS, [Document({FOLDED: "dang uy"}, link=1)])
    engine.close()
    return folder


@pytest.fixture
def folder(sound: Path, tmp_path: Path) -> Path:
    return shutil.copytree(sound, tmp_path / "whoosh")


def told(folder: Path) -> list[tuple[str, str, bool]]:
    return [(Path(place).name, reason, is_damage) for place, reason, is_damage in WhooshEngine.problems(folder)]


def segments(folder: Path) -> Iterator[str]:
    return (file.name for file in sorted(folder.glob("*.seg")))


def test_every_file_of_a_commit_is_noted_and_sound(folder: Path) -> None:
    of_passages, of_reports = segments(folder)
    assert set(checksums.noted(folder)) == {"_passages_1.toc", "_reports_1.toc", of_passages, of_reports}
    assert {name: checksums.of_file(folder / name) for name in checksums.noted(folder)} == checksums.noted(folder)
    assert told(folder) == []


def test_files_that_were_noted_are_not_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    noted = checksums.noted(folder)
    read, of_file = [], checksums.of_file
    engine = WhooshEngine.open(folder)
    writer = engine.writer()
    writer.add(PASSAGES, [Document({FOLDED: "khoi"}, "stored")])
    monkeypatch.setattr(checksums, "of_file", lambda file: read.append(file.name) or of_file(file))
    writer.commit()
    engine.close()
    now = checksums.noted(folder)
    assert noted.items() & now.items() == {(name, noted[name]) for name in now if name in noted}
    assert sorted(read) == sorted(name for name in now if name not in noted)
    assert "_passages_2.toc" in now
    assert "_passages_1.toc" not in now


def test_notes_that_cannot_be_read_are_made_anew(folder: Path) -> None:
    engine = WhooshEngine.open(folder)
    writer = engine.writer()
    (folder / "checksums.json").write_bytes(b"{")
    writer.add(PASSAGES, [Document({FOLDED: "khoi"}, "stored")])
    writer.commit()
    engine.close()
    assert told(folder) == []


def test_problems_name_every_file_and_say_what_is_wrong(folder: Path) -> None:
    of_passages, of_reports = segments(folder)
    noted = checksums.noted(folder)
    checksums.note(folder, {name: noted[name] for name in noted if name != "_reports_1.toc"})
    (folder / of_passages).write_bytes((folder / of_passages).read_bytes() + b"\0")
    for name in ("passages_b.seg", "a.tmp", "passages_WRITELOCK"):
        (folder / name).touch()
    left = "is left over from a run that was killed"
    whole = [
        (of_passages, "was changed", True),
        ("_reports_1.toc", "has no checksum, for its run was killed", False),
        ("a.tmp", left, False),
        ("passages_b.seg", left, False),
    ]
    assert told(folder) == whole
    (folder / of_reports).unlink()
    assert set(told(folder)) == {*whole, (of_reports, "is missing", True)}
    (folder / of_reports).mkdir()
    assert set(told(folder)) == {*whole, (of_reports, "can't be read (Is a directory)", True)}


def test_what_cannot_be_opened_is_one_problem(folder: Path) -> None:
    (folder / "_reports_1.toc").unlink()
    [(place, reason, is_damage)] = told(folder)
    assert (place, is_damage) == ("whoosh", True)
    assert reason.startswith("can't be opened: The index can't be read")


def test_a_file_that_was_changed_is_not_opened(folder: Path) -> None:
    of_passages, of_reports = segments(folder)
    for name in (of_passages, of_reports, "_passages_1.toc", "_reports_1.toc"):
        content = (folder / name).read_bytes()
        (folder / name).write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        with pytest.raises(SearchkitError, match=f"{name} was changed"):
            WhooshEngine.open(folder).view().size()
        (folder / name).write_bytes(content)
    assert WhooshEngine.open(folder).view().size() == 1
