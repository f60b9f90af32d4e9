"""Lines that recur in most reports of a folder or a publisher."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import searchkit
from searchkit import Report
from searchkit.indexing import recurring
from searchkit.indexing.recurring import with_recurring

LINE = "TRANG TIN ĐẢNG ỦY KHỐI"
SAME = "trangtindanguykhoi"


def report(number: int, folder: str = "nam", line: str = LINE, **metadata: str) -> Report:
    body = f"Chi bộ số {number} họp ngày {number % 28 + 1}/3 và kết nạp {number} đảng viên, theo tin của văn phòng."
    return Report(id=f"{folder}/{number}", text=f"{line}\n{body}\n{line}", path=folder and f"{folder}/{number}.txt",
                  metadata=metadata)  # fmt: skip


def lines_of(reports: list[Report]) -> list[set[str]]:
    return [set(lines) for _, lines in with_recurring(reports, 500_000)]


def test_a_line_of_most_reports_of_a_folder_recurs() -> None:
    reports = [report(number, line=LINE if number % 3 else f"Riêng {number}") for number in range(9)]
    assert lines_of(reports) == [{SAME} if number % 3 else set() for number in range(9)]


def test_a_line_of_half_of_them_does_not() -> None:
    assert not any(lines_of([report(number, line=LINE if number % 2 else f"Riêng {number}") for number in range(10)]))


def test_four_reports_are_too_few() -> None:
    assert not any(lines_of([report(number) for number in range(4)]))
    assert all(lines_of([report(number) for number in range(5)]))


def test_folders_are_apart_and_reports_without_one_have_none() -> None:
    reports = [report(number, folder) for number in range(4) for folder in ("nam", "bac", "")]
    assert not any(lines_of(reports))
    assert not any(lines_of([report(number, "") for number in range(50)]))


def test_the_publisher_of_reports_in_many_folders_is_one() -> None:
    assert all(lines_of([report(number, f"f{number}", source="Báo Nam Định") for number in range(6)]))


@pytest.mark.parametrize(
    "line",
    ["Đảng ủy Khối họp.", "I. KẾT QUẢ ĐẠT ĐƯỢC", "1. Công tác xây dựng Đảng", "Điều 1", "Phần thứ nhất", "tiếng " * 30],
)
def test_sentences_numbered_headings_and_long_lines_never_recur(line: str) -> None:
    assert not any(lines_of([report(number, line=line) for number in range(9)]))


def test_states_of_one_report_are_no_evidence() -> None:
    texts = [f"Bản {number}\nMở đầu ngắn\nĐảng ủy Khối tổ chức hội nghị tổng kết công tác năm." for number in range(9)]
    assert not any(lines_of([Report(id=str(n), text=text, path=f"a/{n}.txt") for n, text in enumerate(texts)]))


def test_where_most_of_a_report_recurs_it_keeps_all() -> None:
    reports = [report(number) for number in range(8)]
    short = Report(id="x", text=f"{LINE}\nHọp ngày 3.", path="nam/x.txt")
    assert lines_of([*reports, short])[-1] == set()


def test_what_recurred_once_counts_for_the_rest_of_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recurring, "_REPORTS", 6)
    assert lines_of([report(number) for number in range(8)]) == [{SAME}] * 8


def test_no_more_reports_are_held_than_a_window_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recurring, "_REPORTS", 10)
    read = 0

    def reports() -> Iterator[Report]:
        nonlocal read
        for number in range(100):
            read += 1
            yield report(number)

    for seen, _ in enumerate(with_recurring(reports(), 500_000), 1):
        assert read - seen < 10


def test_a_window_holds_enough_reports_to_tell_however_long_they_are() -> None:
    assert all(lines for _, lines in with_recurring((report(number) for number in range(15)), 1))


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_recurring_line_is_no_hit_and_stays_in_the_text(
    tmp_path: Path, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("searchkit.indexing.batches._BATCH", 300)
    for number in range(12):
        (tmp_path / f"{number}.txt").write_text(f"Hội nghị {number}\n{report(number).text}\n", encoding="utf-8")
    with searchkit.create(tmp_path / "index") as index:
        index.add(searchkit.read(sorted(tmp_path.glob("*.txt")), base=tmp_path), jobs=jobs)
        assert not index.search('"trang tin đảng ủy khối"')
        assert len(index.search("chi bộ họp", 20)) == 12
        assert LINE in index.report("0.txt").text
