"""Whether an index holds what indexing makes of its reports: every kind of difference is told."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

import searchkit
from searchkit import Problem, Report, engines, schema
from searchkit.engines.contract import Document
from searchkit.indexing import checking
from searchkit.indexing.documents import Documents, documents_of
from searchkit.reports.stamps import Stamp
from searchkit.storage import hints, holder, records
from tests.indexing.files import put

LONG = Report("long", "Hội nghị\n\n" + "Đảng ủy Khối họp sáng nay. " * 90, "Hội nghị", "a.txt", {"n": "1"}, 8)
SHORT = Report("short", "Chi bộ kết nạp đảng viên.", path="b.txt")
UNTITLED = Report("untitled", "Chi bộ bốn tốt, đảng bộ bốn tốt. " * 90)
REPORTS = [LONG, UNTITLED, SHORT]


def problems(documents: Documents, place: Path, engine: str) -> list[Problem]:
    """What the check says of an index that holds some documents."""
    place.mkdir(exist_ok=True)
    with closing(engines.engine_class(engine).create(place)) as one:
        with one.writer() as writer:
            writer.add(schema.PASSAGES, documents.passages)
            writer.add(schema.REPORTS, documents.reports)
        return list(checking.problems(one.view(), deep=True))


def without(number: int) -> Callable[[Documents], Documents]:
    return lambda made: made._replace(passages=made.passages[:number] + made.passages[number + 1 :])


def with_passage(number: int, change: Callable[[Document], Document]) -> Callable[[Documents], Documents]:
    """The documents with one passage changed."""

    def changed(made: Documents) -> Documents:
        passages = list(made.passages)
        passages[number] = change(passages[number])
        return made._replace(passages=passages)

    return changed


def with_record(number: int, **changes: object) -> Callable[[Documents], Documents]:
    """The documents with the record of one passage changed, its checksum being right."""

    def change(document: Document) -> Document:
        record = records.decode(document.stored)._replace(**changes)  # type: ignore[arg-type]
        written = records.json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        return document._replace(stored=records._checksum(written) + written)

    return with_passage(number, change)


def with_keys(number: int, field: str, keys: str) -> Callable[[Documents], Documents]:
    return with_passage(number, lambda one: one._replace(fields={**one.fields, field: keys}))


def test_what_indexing_makes_is_sound(engine_name: str, tmp_path: Path) -> None:
    made = documents_of(REPORTS)
    assert len(made.passages) > 3
    assert problems(made, tmp_path, engine_name) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (without(1), "has no passage 1, or has it twice"),
        (without(0), "has no passage 0, or has it twice"),
        (lambda made: made._replace(passages=made.passages + made.passages[:1]), "has no passage 1, or has it twice"),
        (with_record(1, start=5), "has its passage 1 at"),
        (with_record(1, lead="  "), "has its passage 1 at"),
        (with_record(0, text="Đảng"), "has its passage 1 at"),
        (with_record(0, tail="thừa"), "has text behind its last passage in passage 0"),
        (with_record(1, title="Khác"), "is described otherwise by its passage 1"),
        (with_record(0, report="other"), "has a passage of 'other'"),
        (with_record(0, body=99_999), "is longer than itself"),
        (with_record(0, metadata={"n": "2"}), "with other words in the index than in its text"),
        (with_record(0, copies="0ab"), "that is not what indexing makes of its text today"),
        (with_passage(0, lambda one: one._replace(stored=one.stored[:-9])), "can't be read"),
        (with_passage(1, lambda one: one._replace(stored=one.stored.replace("họp", "hop"))), "can't be read"),
        (with_passage(1, lambda one: one._replace(link=7)), "with the link of another state"),
        (with_keys(1, schema.FOLDED, "dang uy"), "with other words in the index than in its text"),
        (with_keys(1, schema.WORDS, ""), "with other words in the index than in its text"),
    ],
)  # fmt: skip
def test_a_difference_is_told(
    engine_name: str, tmp_path: Path, change: Callable[[Documents], Documents], told: str
) -> None:
    found = problems(change(documents_of(REPORTS)), tmp_path, engine_name)
    assert any(told in reason and is_damage for _, reason, is_damage in found), found
    assert {place for place, _, _ in found} & {"report 'long'", "the collection of passages"}
    assert "report 'short'" not in {place for place, _, _ in found}


def test_keys_in_another_order_are_told(engine_name: str, tmp_path: Path) -> None:
    made = documents_of(REPORTS)
    keys = made.passages[-1].fields[schema.EXACT].split(" ")
    turned = with_keys(len(made.passages) - 1, schema.EXACT, " ".join(reversed(keys)))(made)
    (found,) = problems(turned, tmp_path, engine_name)
    assert found == Problem("report 'short'", "has a passage 0 with other words in the index than in its text")


@pytest.mark.parametrize(
    "change",
    [
        lambda made: made._replace(reports=[]),
        lambda made: made._replace(reports=[made.reports[0]._replace(link=7)]),
        lambda made: made._replace(reports=made.reports * 2),
    ],
    ids=["missing", "of another state", "twice"],
)
def test_a_view_that_is_not_that_of_its_report_was_once_called_what_a_killed_run_left(
    engine_name: str, tmp_path: Path, change: Callable[[Documents], Documents]
) -> None:
    found = problems(change(documents_of(REPORTS)), tmp_path, engine_name)
    assert {problem.is_damage for problem in found} == {True}
    assert {place for place, reason, _ in found if "is ranked wrongly" in reason} >= {"report 'long'"}


def test_a_view_of_no_report_is_told(engine_name: str, tmp_path: Path) -> None:
    made = documents_of(REPORTS)
    (found,) = problems(made._replace(passages=made.passages[-1:]), tmp_path, engine_name)
    assert found == Problem("the collection of reports", "has 2 documents, of which 0 belong to a report")


STAMP = Stamp("b.txt", 30, 1, "ab")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (with_record(-1, stamp=STAMP._replace(size=-1)), "bears a state of its file that no file can have"),
        (with_record(-1, stamp=("b.txt", "30", 1, "ab", "")), "bears a state of its file that no file can have"),
        (with_keys(-1, schema.ORDINAL, "1"), "is 0 times in the ledger"),
        (lambda made: made._replace(passages=[*made.passages, made.passages[-1]]), "is 2 times in the ledger"),
    ],
)
def test_a_ledger_that_knows_another_file_than_the_engine_is_told(
    engine_name: str, tmp_path: Path, change: Callable[[Documents], Documents], told: str
) -> None:
    made = documents_of([LONG, UNTITLED, replace(SHORT, stamp=STAMP)])
    assert problems(made, tmp_path / "sound", engine_name) == []
    found = problems(change(made), tmp_path / "unsound", engine_name)
    assert any(told in one.reason and one.place == "report 'short'" and one.is_damage for one in found), found


def test_a_file_known_in_two_states_is_told_and_is_no_damage(engine_name: str, tmp_path: Path) -> None:
    other = Report("other", "Chi bộ họp.", path="b.txt", stamp=STAMP._replace(digest="cd"))
    found = problems(documents_of([replace(SHORT, stamp=STAMP), other]), tmp_path / "index", engine_name)
    assert found == [Problem("b.txt", "is known in several states: the next run reads it again", is_damage=False)]


def test_an_index_in_step_with_files_is_sound_and_hints_that_cannot_be_read_are_no_damage(
    engine_name: str, tmp_path: Path
) -> None:
    for name, text in (("a", "Đảng ủy họp."), ("b", "Chi bộ họp."), ("c", "")):
        put(tmp_path / "r" / f"{name}.txt", text)
    with searchkit.create(tmp_path / "index", engine_name) as index:
        index.sync(tmp_path / "r")
        assert (tmp_path / "index" / hints.FILE).exists()
        (tmp_path / "index" / holder.FILE).write_text("[]")
        assert index.check(deep=True) == ()
        (tmp_path / "index" / hints.FILE).write_text("{")
        (found,) = index.check(deep=True)
        assert (found.is_damage, "can't be read" in found.reason) == (False, True)
        assert index.sync(retry=True).failed == 1
        assert index.check(deep=True) == ()
