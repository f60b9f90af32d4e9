"""The folder of a new index."""

from __future__ import annotations

import multiprocessing
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

import searchkit
from searchkit import IndexPathError, Report, SearchkitError
from searchkit.storage import manifest, new_folder


def build(folder: Path) -> None:
    (folder / "files").touch()


@pytest.mark.parametrize("names", [[], ["README.md"], [".gitignore", "README"], [".searchkit-new-abc"]])
def test_a_folder_is_free_that_holds_nothing_of_worth(tmp_path: Path, names: list[str]) -> None:
    for name in names:
        (tmp_path / name).mkdir()
    assert new_folder.make(tmp_path, "tantivy", build) == tmp_path / "tantivy"
    assert manifest.read(tmp_path).engine == "tantivy"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == sorted(
        {"searchkit.json", "tantivy", *names} - {".searchkit-new-abc"}
    )


def test_folders_above_are_made_too(tmp_path: Path) -> None:
    new_folder.make(tmp_path / "one" / "two", "tantivy", build)
    assert (tmp_path / "one" / "two" / "tantivy" / "files").exists()


@pytest.mark.parametrize("name", ["thesis.doc", "tantivy/thesis.doc"])
def test_a_folder_of_something_else_is_not_free(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).touch()
    with pytest.raises(IndexPathError, match="not empty"):
        new_folder.make(tmp_path, "tantivy", build)
    assert [file.relative_to(tmp_path) for file in tmp_path.rglob("*") if file.is_file()] == [Path(name)]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(IndexPathError, match="is a file"):
        new_folder.make(tmp_path / "file", "tantivy", build)


def test_what_fails_leaves_nothing(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        (folder / "half").touch()
        raise OSError(28, "No space left on device")

    for folder in (tmp_path / "new", tmp_path):
        with pytest.raises(IndexPathError, match="No space left"):
            new_folder.make(folder, "tantivy", fail)
    assert list(tmp_path.iterdir()) == []


def test_one_that_was_killed_just_before_the_end_does_not_keep_the_next_out(tmp_path: Path, engine_name: str) -> None:
    with searchkit.create(tmp_path, engine_name):
        (tmp_path / "searchkit.json").unlink()
    with searchkit.create(tmp_path, engine_name) as index:
        index.add(Report(id="1", text="họp"))
        assert index.ids() == ["1"]


@pytest.mark.parametrize("engines", [("tantivy", "tantivy"), ("whoosh", "whoosh"), ("tantivy", "whoosh")])
def test_two_at_once_do_not_delete_each_others_folder(tmp_path: Path, engines: tuple[str, str]) -> None:
    for number in range(10):
        folder = tmp_path / str(number)
        together = Barrier(2)

        def create(engine: str, folder: Path = folder, together: Barrier = together) -> str:
            together.wait()
            try:
                with searchkit.create(folder, engine) as index:
                    index.add(Report(id="1", text="họp"))
                return "made"
            except SearchkitError as error:
                return str(error)

        with ThreadPoolExecutor(2) as pool:
            said = sorted(pool.map(create, engines))
        assert said == [f"There is an index in {folder} already; open that, or name another folder.", "made"]
        with searchkit.open(folder) as index:
            assert index.ids() == ["1"]
            assert {entry.name for entry in folder.iterdir()} == {"searchkit.json", index.engine}


def _create(folder: str, start: float) -> str:
    import time

    time.sleep(max(0.0, start - time.time()))
    try:
        searchkit.create(folder).close()
    except IndexPathError as error:
        return str(error)
    return "made"


def test_of_several_programs_one_makes_the_index(tmp_path: Path) -> None:
    import time

    with multiprocessing.get_context("spawn").Pool(3) as pool:
        pool.starmap(_create, [(str(tmp_path / f"warm{number}"), 0.0) for number in range(3)])
        for number in range(10):
            folder = tmp_path / str(number)
            said = pool.starmap(_create, [(str(folder), time.time() + 0.05)] * 3)
            assert sorted(said)[2] == "made"
            assert len({*said}) == 2
            assert "There is an index in" in sorted(said)[0]
            searchkit.open(folder).close()
            shutil.rmtree(folder)
