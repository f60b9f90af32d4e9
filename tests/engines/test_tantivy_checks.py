"""Whether the files of a tantivy index are what was written: what is looked at, and what is said of it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from zlib import crc32

import pytest

from searchkit.engines import _tantivy_checks as checks
from searchkit.engines import checksums
from searchkit.engines.contract import Document, Problem
from searchkit.engines.tantivy import TantivyEngine
from searchkit.errors import IndexFormatError
from searchkit.schema import FOLDED, PASSAGES, REPORT


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of two passages, a third of which was deleted."""
    folder = tmp_path_factory.mktemp("sound") / "tantivy"
    folder.mkdir()
    engine = TantivyEngine.create(folder)
    with engine.writer() as writer:
        writer.add(PASSAGES, [Document({FOLDED: "dang uy", REPORT: str(number)}, "stored") for number in range(3)])
    with engine.writer() as writer:
        writer.delete(REPORT, "1")
    engine.close()
    return folder


@pytest.fixture
def passages(sound: Path, tmp_path: Path) -> Path:
    """The collection of passages in a copy of it."""
    return shutil.copytree(sound, tmp_path / "tantivy") / "passages"


def of_kind(folder: Path, kind: str) -> Path:
    (file,) = folder.glob(f"*.{kind}")
    return file


def change(file: Path) -> None:
    """Change a byte of it, and nothing of its footer."""
    content = bytearray(file.read_bytes())
    content[0] ^= 1
    file.write_bytes(content)


def told(folder: Path) -> list[tuple[str, str, bool]]:
    return [(Path(place).name, reason, is_damage) for place, reason, is_damage in checks.problems(folder)]


def test_a_file_is_told_wrong_by_its_footer_and_its_checksum(tmp_path: Path) -> None:
    def wrong(body: bytes, footer: bytes, length: int, mark: int = 1337) -> str:
        numbers = length.to_bytes(4, "little") + mark.to_bytes(4, "little")
        (tmp_path / "a").write_bytes(body + footer + numbers)
        return checks._wrong(tmp_path / "a")

    footer = json.dumps({"version": {}, "crc": crc32(b"dang")}).encode()
    assert wrong(b"dang", footer, len(footer)) == ""
    assert wrong(b"", b'{"crc": 0}', 10) == ""
    assert wrong(b"uy", footer, len(footer)) == "was changed: its checksum is that of another"
    assert wrong(b"dan", footer, len(footer)) == "was changed: its checksum is that of another"
    assert wrong(b"dang", footer, len(footer) - 1) == "was changed"
    assert wrong(b"dang", b"[]", 2) == wrong(b"dang", b"{}", 2) == wrong(b"dang", b"\xff", 1) == "was changed"
    cut_off = "is cut off, or was changed"
    assert wrong(b"dang", footer, len(footer), 1338) == cut_off
    assert wrong(b"dang", footer, len(footer) + 5) == cut_off
    assert wrong(b"dang", footer, len(footer) + 4) == "was changed"
    for content in (b"", (1337).to_bytes(4, "little"), b"\0\0\0" + (1337).to_bytes(4, "little")):
        (tmp_path / "a").write_bytes(content)
        assert checks._wrong(tmp_path / "a") == cut_off


def test_the_files_of_a_list_of_segments() -> None:
    segments = [{"segment_id": "ab-c", "deletes": None}, {"segment_id": "d-e", "deletes": {"opstamp": 7}}]
    kinds = ["idx", "pos", "term", "store", "fast", "fieldnorm"]
    expected = [*(f"abc.{kind}" for kind in kinds), *(f"de.{kind}" for kind in kinds), "de.7.del"]
    assert checks.files_of({"segments": segments}) == expected


def test_a_sound_index_has_no_problems_and_its_small_files_are_looked_at_once(
    passages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(passages) == []
    checks.check_commit(passages)
    checked: set[str] = set()
    checks.check_small_files(passages, checked)
    assert checked == {file.name for file in passages.iterdir() if file.name[0] != "." and file.name != "meta.json"}
    assert of_kind(passages, "del").name in checked
    monkeypatch.delattr(checks, "_wrong")
    checks.check_small_files(passages, checked)


def test_a_small_file_that_was_changed_is_told_and_one_that_is_gone_passed_over(passages: Path) -> None:
    file = of_kind(passages, "term")
    content = file.read_bytes()
    change(file)
    checked: set[str] = set()
    with pytest.raises(IndexFormatError, match=rf"passages is damaged \({file.name} was changed"):
        checks.check_small_files(passages, checked)
    assert file.name not in checked
    file.unlink()
    checks.check_small_files(passages, checked)
    assert file.name not in checked
    file.write_bytes(content)
    checks.check_small_files(passages, checked)
    assert file.name in checked


def test_of_large_files_only_lists_of_what_was_deleted_are_looked_at(
    passages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, deleted = of_kind(passages, "store"), of_kind(passages, "del")
    monkeypatch.setattr(checks, "_SMALL", store.stat().st_size)
    change(store)
    with pytest.raises(IndexFormatError, match="store was changed"):
        checks.check_small_files(passages, set())
    monkeypatch.setattr(checks, "_SMALL", store.stat().st_size - 1)
    checked: set[str] = set()
    checks.check_small_files(passages, checked)
    assert store.name not in checked
    assert deleted.name in checked
    monkeypatch.setattr(checks, "_SMALL", 0)
    change(deleted)
    with pytest.raises(IndexFormatError, match="del was changed"):
        checks.check_small_files(passages, set())


def test_a_list_of_segments_that_is_being_replaced_is_waited_for(
    passages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []

    def noted_meanwhile(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 9:
            checksums.note_files(passages.parent, ["passages/meta.json", "reports/meta.json"])

    monkeypatch.setattr(checks.time, "sleep", noted_meanwhile)  # type: ignore[attr-defined]
    change(passages / "meta.json")
    checks.check_commit(passages)
    assert sum(pauses) == pytest.approx(0.18)
    change(passages / "meta.json")
    with pytest.raises(IndexFormatError, match=r"passages is damaged \(meta\.json was changed\)"):
        checks.check_commit(passages)
    assert sum(pauses) == pytest.approx(0.36)
    mark = checksums.marked(passages.parent)
    checks.check_commit(passages)  # whoever writes may have written it
    mark.unlink()


def test_problems_name_every_file_and_say_what_is_wrong(passages: Path) -> None:
    change(of_kind(passages, "store"))
    of_kind(passages, "fast").unlink()
    of_kind(passages, "pos").unlink()
    of_kind(passages, "idx").rename(passages / "a.idx")
    segment = of_kind(passages, "store").stem
    (passages / f"{segment}.pos").mkdir()
    assert told(passages) == [
        (f"{segment}.idx", "is missing", True),
        (f"{segment}.pos", "can't be read (Is a directory)", True),
        (f"{segment}.store", "was changed: its checksum is that of another", True),
        (f"{segment}.fast", "is missing", True),
        ("a.idx", "is left over from a run that was killed", False),
    ]


def test_what_is_left_over_may_be_in_use_while_somebody_writes(passages: Path) -> None:
    (passages / "a.idx").touch()
    (passages / "b.idx").touch()
    left = "is left over from a run that was killed"
    assert list(checks.problems(passages)) == [
        Problem(str(passages / name), left, False) for name in ("a.idx", "b.idx")
    ]
    checksums.marked(passages.parent)
    assert told(passages) == []


@pytest.mark.parametrize("content", [None, b"{", b"[]", b"{}", b'{"segments": [{}]}', b'{"segments": 1}'])
def test_a_list_of_segments_that_cannot_be_read_is_one_problem(passages: Path, content: bytes | None) -> None:
    meta = passages / "meta.json"
    meta.unlink()
    if content is not None:
        meta.write_bytes(content)
        checksums.note_files(passages.parent, ["passages/meta.json", "reports/meta.json"])
    [(place, reason, is_damage)] = checks.problems(passages)
    assert (place, is_damage) == (str(meta), True)
    assert reason.startswith("can't be read (")


def test_files_of_a_list_that_was_replaced_meanwhile_are_no_problem(
    passages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meta, looked_at = passages / "meta.json", checks._wrong_or_missing
    commit = json.loads(meta.read_bytes())

    def and_replaced(file: Path) -> str:
        if commit:
            meta.write_text(json.dumps({**commit, "payload": "new"}))
            commit.clear()
            return "is missing"
        return looked_at(file)

    monkeypatch.setattr(checks, "_wrong_or_missing", and_replaced)
    assert told(passages) == []
