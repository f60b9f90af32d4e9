"""The folder of a Whoosh index: what is on disk before what, and reports put back."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchkit import durable
from searchkit.engines import checksums
from searchkit.engines._before import Before
from searchkit.engines._whoosh_storage import DurableStorage, keep, number_of, put_back


def test_what_a_list_names_is_on_disk_before_the_list_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    monkeypatch.setattr(durable, "sync_file", lambda file: steps.append(f"{file.name}, {list_there()}"))
    monkeypatch.setattr(durable, "sync_folder", lambda folder: steps.append(f"{folder.name}, {list_there()}"))

    def list_there() -> bool:
        return (tmp_path / "list").exists()

    storage = DurableStorage(tmp_path)
    for name in ("a", "part", "new"):
        storage.create_file(name).close()
    (tmp_path / "part").unlink()
    storage.rename_file("new", "list")
    assert sorted(steps[:-1]) == ["a, False", "new, False", "part, False"]
    assert steps[-1] == f"{tmp_path.name}, True"
    # Nothing is left to see to.
    storage.create_file("new").close()
    with pytest.raises(NameError):
        storage.rename_file("new", "list", True)
    storage.rename_file("new", "list")
    assert steps[4:] == ["new, True", f"{tmp_path.name}, True"]


def test_parts_that_are_gone_need_not_be_on_disk(tmp_path: Path) -> None:
    storage = DurableStorage(tmp_path)
    for name in ("a", "new"):
        storage.create_file(name).close()
    (tmp_path / "a").unlink()
    storage.rename_file("new", "list")
    assert [file.name for file in tmp_path.iterdir()] == ["list"]


def test_what_was_written_and_never_named_is_removed(tmp_path: Path) -> None:
    storage = DurableStorage(tmp_path)
    for name in ("new", "a", "gone"):
        storage.create_file(name).close()
    storage.rename_file("new", "list")
    for name in ("b", "c"):
        storage.create_file(name).close()
    (tmp_path / "c").unlink()
    storage.discard()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a", "gone", "list"]


def test_the_last_commit_is_the_one_of_the_highest_number(tmp_path: Path) -> None:
    assert number_of(tmp_path, "reports") == -1
    for name in ("_reports_0.toc", "_reports_10.toc", "_reports_9.toc", "_passages_12.toc", "_reports_11.toc.new"):
        (tmp_path / name).touch()
    assert (number_of(tmp_path, "reports"), number_of(tmp_path, "passages")) == (10, 12)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files of a commit of both collections, by their names."""
    for name in ("_passages_3.toc", "_reports_2.toc", "_reports_1.toc", "reports_a.seg", "passages_b.seg"):
        (tmp_path / name).write_bytes(name.encode())
    checksums.note(tmp_path, {"_reports_2.toc": 1, "passages_b.seg": 2})
    return tmp_path


def test_the_last_list_of_reports_is_kept_with_all_that_it_names(folder: Path) -> None:
    before = Before(folder)
    keep(before, folder)
    assert {file.name for file in before.kept()} == {"_reports_2.toc", "reports_a.seg", "checksums.json"}
    assert before.of(lambda: "3") == before.folder


def test_reports_are_put_back_after_a_commit_that_was_cut_short(folder: Path) -> None:
    before = Before(folder)
    keep(before, folder)
    for name in ("_reports_2.toc", "reports_a.seg"):
        (folder / name).unlink()
    for name in ("_reports_3.toc", "reports_c.seg", "_reports_4.toc.123", "checksums.json.1.2"):
        (folder / name).touch()
    checksums.note(folder, {"_reports_3.toc": 7, "_reports_2.toc": 1, "passages_b.seg": 2})
    put_back(before, folder)
    assert number_of(folder, "reports") == 2
    assert (folder / "reports_a.seg").read_bytes() == b"reports_a.seg"
    assert checksums.noted(folder) == {"_reports_2.toc": 1, "passages_b.seg": 2}
    assert not {"_reports_4.toc.123", "checksums.json.1.2", "before"} & {file.name for file in folder.iterdir()}
    assert {"_reports_1.toc", "reports_c.seg"} <= {file.name for file in folder.iterdir()}


def test_reports_of_a_commit_that_was_done_stay(folder: Path) -> None:
    before = Before(folder)
    keep(before, folder)
    (folder / "_passages_4.toc").touch()
    (folder / "_reports_3.toc").touch()
    (folder / "_reports_2.toc").unlink()
    put_back(before, folder)
    assert number_of(folder, "reports") == 3
    assert not (folder / "_reports_2.toc").exists()
    assert not before.folder.exists()
