"""Export: everything that it takes to make the index again, to the letter."""

from __future__ import annotations

import json
import string
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import searchkit
from searchkit import Index, Report, Skipped

_PAGE = "Đảng ủy xã họp sáng nay, bàn việc kết nạp đảng viên mới. "


def exported(index: Index, file: Path) -> Path:
    file.write_bytes(b"".join(line.encode() + b"\n" for line in index.export()))
    return file


def again(index: Index, place: Path, engine: str) -> Index:
    file = exported(index, place / "export.jsonl")
    made = searchkit.create(place / "again", engine)
    assert made.add(searchkit.read(file)).skipped == ()
    return made


def held(index: Index, queries: Iterable[str]) -> tuple[object, ...]:
    """Reports, passages and answers; hits of one score come in no order."""
    reports = [index.report(identity) for identity in index.ids()]
    pages = [index.search(query, 1000, all_copies=True) for query in queries]
    hits = [sorted((hit.tier, -round(hit.score, 4), hit.passage, hit.spans) for hit in page) for page in pages]
    return reports, hits, [page.total for page in pages]


TEXT = st.lists(
    st.sampled_from(
        ["Đảng ủy", "chi bộ", " ", "\n", "\r\n", "\r", ".", "họp ", "e\u0302\u0323", "\u2028", '"', "\\", "\x00", "\t",
         "\ufeff", "\u00ad", "😀", "1.666", _PAGE * 3, "\n\nXem thêm\n\n"]
    ),
    min_size=1,
).map("".join)  # fmt: skip
NAMES = st.text(string.ascii_letters + " áđ\n\u202e\"'", min_size=1, max_size=10)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    reports=st.lists(
        st.builds(
            Report,
            id=NAMES,
            text=TEXT,
            title=st.one_of(st.just(""), NAMES),
            path=st.one_of(st.just(""), NAMES),
            metadata=st.dictionaries(st.sampled_from(["title", "id", "text", "date", "a b"]), st.text(max_size=5)),
            format=st.sampled_from(["", "Word"]),
            encoding=st.sampled_from(["", "TCVN3"]),
        ),
        min_size=1,
        max_size=4,
        unique_by=lambda report: report.id,
    ),
)
def test_an_index_made_of_the_export_gives_the_same_answers(
    reports: list[Report], engine_name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("export")
    queries = ["đảng ủy", "dang vien", '"chi bộ"', "1666"]
    with searchkit.create(place / "first", engine_name) as first:
        first.add(reports)
        with again(first, place, engine_name) as second:
            assert held(second, queries) == held(first, queries)


def pages(number: int) -> Report:
    """A page of a site, with lines that all of them share and one that tells its date."""
    text = f"Tiêu đề {number}\nThứ Tư, 1{number}/03/2023, 19:32\nTrang chủ của tỉnh\n{_PAGE * 9}Lần {number}.\n"
    return Report(
        f"p{number}", text, f"Tiêu đề {number}", f"site/{number}.html", {"source": "Báo"}, len(f"Tiêu đề {number}")
    )


@pytest.mark.parametrize("jobs", [1, 2])
def test_lines_that_recurred_among_all_stay_furniture_in_another_order_and_alone(
    engine_name: str, tmp_path: Path, jobs: int
) -> None:
    with searchkit.create(tmp_path / "first", engine_name) as first:
        first.add(map(pages, reversed(range(8))), jobs=jobs)
        assert first.search("trang chủ của tỉnh", every_word=True).total == 0
        with again(first, tmp_path, engine_name) as second:
            queries = ["trang chủ", "10/03/2023", "kết nạp"]
            assert held(second, queries) == held(first, queries)
        line = next(first.export())
    (tmp_path / "one.jsonl").write_text(line)
    with searchkit.create(tmp_path / "alone", engine_name) as alone:
        alone.add(searchkit.read(tmp_path / "one.jsonl"))
        assert alone.search("trang chủ của tỉnh", every_word=True).total == 0
        assert alone.search("10/03/2023").total >= 1


def test_the_sample_reports_make_the_same_passages(seed_index: Index, engine_name: str, tmp_path: Path) -> None:
    with again(seed_index, tmp_path, engine_name) as second:
        queries = ["dang uy khoi", "Đảng bộ tỉnh", '"chi bộ bốn tốt"', "21-NQ/TW"]
        assert held(second, queries) == held(seed_index, queries)


def test_what_is_exported_is_of_one_moment(seed_indexes: object, tmp_path: Path, engine_name: str) -> None:
    with searchkit.create(tmp_path / "index", engine_name) as index:
        index.add(Report(id=str(number), text="Đảng ủy") for number in range(5))
        lines = index.export()
        next(lines)
        index.remove("3", "4")
        assert len(list(lines)) == 4


def read_back(place: Path, *records: object) -> list[Report | Skipped]:
    (place / "a.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    return list(searchkit.read(place / "a.jsonl", base=place))


WHOLE = {
    "searchkit_export": 1, "id": "1", "title": "T", "text": "x", "path": "p", "format": "Word", "encoding": "",
    "body": 0, "metadata": {"id": "other"}, "recurring": ["abc"],
}  # fmt: skip


def test_a_line_keeps_path_format_and_metadata_of_any_name(tmp_path: Path) -> None:
    expected = Report("1", "x", "T", "p", {"id": "other"}, 0, "Word", "", frozenset(["abc"]))
    assert read_back(tmp_path, WHOLE) == [expected]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"searchkit_export": 2}, "version 2"),
        ({"text": None}, '"text"'),
        ({"body": 99}, '"body"'),
        ({"body": True}, '"body"'),
        ({"metadata": []}, '"metadata"'),
        ({"metadata": {"a": 1}}, '"metadata"'),
        ({"recurring": "abc"}, '"recurring"'),
    ],
)
def test_a_line_that_was_changed_is_skipped_with_the_reason(
    tmp_path: Path, change: dict[str, object], reason: str
) -> None:
    (skipped,) = read_back(tmp_path, WHOLE | change)
    assert isinstance(skipped, Skipped)
    assert reason in skipped.reason


def test_lines_of_others_are_read_as_ever(tmp_path: Path) -> None:
    (found,) = read_back(tmp_path, {"id": "1", "text": "x", "path": "p", "body": 0, "metadata": {"a": "b"}})
    assert found == Report("1", "x", "", "a.jsonl", {"path": "p", "body": "0"}, 0, "JSON Lines")
