"""Deciding what has changed, without files."""

from __future__ import annotations

from pathlib import Path

from searchkit.indexing.changes import Changes, Found, Work, changes
from searchkit.reports.files import ReportFile
from searchkit.reports.skipped import Skipped
from searchkit.reports.stamps import Stamp
from searchkit.storage.hints import Hints, Problem
from searchkit.storage.ledger import Filed, Ledger

# Digests of files are their names in capitals, unless a test says otherwise.
A, B = (Stamp(name, 10, 1_000, name.upper()) for name in "ab")
LEDGER = Ledger({"a": Filed(A, ["a"]), "b": Filed(B, ["b"])})


def found(name: str, size: int = 10, modified: int = 1_000, encoding: str = "") -> Found:
    return Found(ReportFile(Path(name), name), size, modified, encoding)


def decided(
    *files: Found,
    gone: tuple[str, ...] = (),
    hints: Hints | None = None,
    reading: str = "",
    retry: bool = False,
    **of: str,
) -> tuple[Changes, list[str]]:
    """What was decided, and the files that were read for it; ``of``: digests by names."""
    asked: list[str] = []

    def digest(file: Found) -> str:
        asked.append(file.file.name)
        return of.get(file.file.name, file.file.name.upper())

    return changes(LEDGER, hints or Hints(), files, gone, digest, reading, retry=retry), asked


def test_files_of_the_same_size_and_time_are_not_read() -> None:
    assert decided(found("a"), found("b")) == (Changes(unchanged=["a", "b"]), [])


def test_a_file_of_another_size_has_changed_and_need_not_be_read_for_that() -> None:
    file = found("a", size=11)
    assert decided(file) == (Changes(work=[Work(file, "changed", "a")]), [])


def test_a_touched_file_of_the_same_content_is_unchanged_and_is_not_read_again_for_that() -> None:
    file = found("a", modified=2_000)
    first, asked = decided(file)
    assert (first.unchanged, first.work, asked) == (["a"], [], ["a"])
    again, asked = decided(file, hints=Hints(touched=first.touched))
    assert (again.unchanged, asked, again.touched) == (["a"], [], first.touched)


def test_a_touched_file_of_other_content_has_changed() -> None:
    file = found("a", modified=2_000)
    assert decided(file, a="other")[0].work == [Work(file, "changed", "a")]


def test_a_hint_of_another_content_than_the_ledgers_says_nothing() -> None:
    hints = Hints(touched={"a": Stamp("a", 10, 2_000, "other")})
    assert decided(found("a", modified=2_000), hints=hints, a="other")[0].work != []


def test_another_encoding_is_another_reading() -> None:
    file = found("a", encoding="TCVN3")
    assert decided(file)[0].work == [Work(file, "changed", "a")]


def test_new_files_are_not_read_to_be_told_from_others_unless_one_of_their_size_is_gone() -> None:
    file = found("c")
    assert decided(file) == (Changes(work=[Work(file, "new", "c")]), [])
    assert decided(file, gone=("a",), c="C") == (Changes(work=[Work(file, "new", "c")], vanished=["a"]), ["c"])


def test_a_file_of_the_content_of_one_that_is_gone_was_renamed() -> None:
    file = found("c")
    assert decided(file, gone=("a", "b"), c="B")[0] == Changes(work=[Work(file, "renamed", "b")], vanished=["a"])


def test_of_two_copies_of_one_that_is_gone_one_was_renamed() -> None:
    first, second = found("c"), found("d")
    assert decided(first, second, gone=("a",), c="A", d="A")[0].work == [
        Work(first, "renamed", "a"),
        Work(second, "new", "d"),
    ]


def test_what_cannot_be_hashed_was_not_renamed() -> None:
    assert decided(found("c"), gone=("a",), c="")[0].vanished == ["a"]


def test_a_file_that_failed_is_tried_again_when_it_has_changed_or_is_to_be_or_is_read_otherwise() -> None:
    problem = Problem(Stamp("c", 10, 1_000, "C"), "limits", 0, (Skipped("c", "empty"),))
    hints = Hints(problems={"c": problem})
    file, new = found("c"), found("c", size=11)
    assert decided(file, hints=hints, reading="limits") == (Changes(failing=["c"]), [])
    assert decided(new, hints=hints, reading="limits")[0].work == [Work(new, "new", "c")]
    assert decided(file, hints=hints, reading="limits", retry=True)[0].work == [Work(file, "new", "c")]
    assert decided(file, hints=hints, reading="others")[0].work == [Work(file, "new", "c")]


def test_a_file_read_in_part_is_tried_again_if_that_was_of_its_present_state() -> None:
    for digest, is_tried in (("A", True), ("of an earlier state", False)):
        hints = Hints(problems={"a": Problem(Stamp("a", 10, 1_000, digest), "", 1, (Skipped("a:2", "no JSON"),))})
        assert bool(decided(found("a"), hints=hints, retry=True)[0].work) == is_tried


def test_a_file_read_in_part_of_which_nothing_was_committed_is_read() -> None:
    problem = Problem(Stamp("c", 10, 1_000, "C"), "", 1, (Skipped("c:2", "no JSON"),))
    assert decided(found("c"), hints=Hints(problems={"c": problem}))[0].work == [Work(found("c"), "new", "c")]
