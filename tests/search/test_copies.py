"""Near-duplicates are shown once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from searchkit import Index, Report
from searchkit.query.query import read
from searchkit.search.copies import without_copies
from searchkit.search.found import Found
from searchkit.search.plan import planned
from searchkit.search.weights import DEFAULT
from searchkit.storage.records import Record

IndexOf = Callable[..., Index]

STORY = (
    "Sáng 6/1, Ủy viên Trung ương Đảng, Bí thư Tỉnh ủy chủ trì Hội nghị tổng kết công tác tổ chức xây dựng Đảng năm "
    "2022 và triển khai nhiệm vụ năm 2023, dự hội nghị có các đồng chí trong Ban Thường vụ, lãnh đạo các sở, ban, ngành"
    " và đại diện cấp ủy các địa phương, đơn vị trực thuộc trong toàn tỉnh cùng về dự và thảo luận."
)


def shown(index: Index, query: str, **options: bool) -> list[tuple[str, list[str]]]:
    """Each hit's passage, and its copies."""
    return [
        (hit.passage.id, sorted(copy.passage.id for copy in hit.copies)) for hit in index.search(query, 50, **options)
    ]


@pytest.mark.parametrize("query", ["hội nghị", "hoi nghi", "Ủy viên Trung ương", '"chủ trì hội nghị"', "hội AND nghị"])
def test_the_same_story_in_two_reports_is_shown_once(index_of: IndexOf, engine_name: str, query: str) -> None:
    index = index_of([STORY, STORY, "Chi bộ họp hội nghị."], engine_name)
    [(first, copies)] = [hit for hit in shown(index, query) if hit[0] != "2#0"]
    assert {first, *copies} == {"0#0", "1#0"}


def test_a_caption_printed_twice_is_shown_once(index_of: IndexOf, engine_name: str) -> None:
    index = index_of(["Quang cảnh Hội nghị.\n\nTin ngắn.\nQuang cảnh hội nghị.\nTin khác."], engine_name)
    assert len(shown(index, "quang cảnh")) == 1
    assert len(shown(index, "quang cảnh")[0][1]) == 1


def test_all_copies_shows_each_and_counts_none(index_of: IndexOf, engine_name: str) -> None:
    index = index_of([STORY] * 3, engine_name)
    assert sorted(shown(index, "hội nghị", all_copies=True)) == [("0#0", []), ("1#0", []), ("2#0", [])]


def test_one_changed_word_in_a_paragraph_makes_a_copy(index_of: IndexOf, engine_name: str) -> None:
    index = index_of([STORY, STORY.replace("địa phương", "nơi chốn")], engine_name)
    assert len(shown(index, "bí thư")) == 1


@pytest.mark.parametrize("change", [("2022", "2021"), ("Bí thư", "Bị thư"), ("6/1", "7/1")])
def test_a_different_number_or_accent_of_a_word_asked_for_makes_no_copy(
    index_of: IndexOf, engine_name: str, change: tuple[str, str]
) -> None:
    index = index_of([STORY, STORY.replace(*change)], engine_name)
    # Neither is shown in the place of the other, nor counted with it.
    assert sorted(shown(index, "bi thu")) == [("0#0", []), ("1#0", [])]


def test_different_texts_are_no_copies(index_of: IndexOf, engine_name: str) -> None:
    index = index_of(["Chi bộ bốn tốt ở Đồng Nai", "Chi bộ bốn tốt ở Bắc Giang", "Chi bộ"], engine_name)
    assert sorted(shown(index, "chi bộ")) == [("0#0", []), ("1#0", []), ("2#0", [])]


def test_copies_count_in_the_total(index_of: IndexOf, engine_name: str) -> None:
    assert index_of([STORY] * 3, engine_name).search("hội nghị").total == 3


def test_a_page_is_filled_although_copies_are_left_out(index_of: IndexOf, engine_name: str) -> None:
    different = [f"Hội nghị lần thứ {number} ở huyện số {number}" for number in range(10)]
    index = index_of([*[STORY] * 40, *different], engine_name)
    assert len(index.search("hội nghị", 10)) == 10
    assert len(shown(index, "hội nghị")) == 11


def test_a_copy_that_was_removed_is_none(index_of: IndexOf, engine_name: str) -> None:
    index = index_of([STORY] * 2, engine_name)
    index.remove("0")
    assert shown(index, "hội nghị") == [("1#0", [])]


def test_a_copy_may_be_grouped_with_its_report(index_of: IndexOf, engine_name: str) -> None:
    index = index_of([Report(id="a", text=STORY), Report(id="b", text=STORY)], engine_name)
    assert len(shown(index, "hội nghị", group=True)) == 1


def left_of(texts: list[str], fingerprints: str = "0ab") -> list[int]:
    """The numbers of those texts that are left without copies; all share some fingerprints."""
    plan = planned(read("hội nghị"), DEFAULT)
    found = [
        Found(0, 1.0, 0.0, Record(str(number), 0, 0, "", text, "", "", "", {}, {}, "text", "utf-8", fingerprints))
        for number, text in enumerate(texts)
    ]
    return [int(one.record.report) for one in without_copies(iter(found), plan)]


@pytest.mark.parametrize(
    ("length", "changed", "is_copy"),
    [
        (40, [20], True),  # 35 of 41 runs of three syllables are shared
        (40, [12, 27], False),  # 32 of 44
        (11, [10], True),  # 8 of 10: just alike enough
        (10, [9], False),  # 7 of 9
    ],
)
def test_copies_share_four_fifths_of_their_runs_of_three(length: int, changed: list[int], is_copy: bool) -> None:
    words = [f"t{letter}" for letter in "abcdefghijklmnopqrstuvwxyzàáảãạèéẻẽẹ"] + ["x", "y", "z", "w"]
    other = ["khác" if number in changed else word for number, word in enumerate(words[:length])]
    assert left_of([" ".join(words[:length]), " ".join(other)]) == ([0] if is_copy else [0, 1])


def test_only_what_shares_a_fingerprint_is_compared() -> None:
    assert left_of([STORY, STORY.upper()]) == [0]
    assert left_of([STORY, STORY.upper()], fingerprints="") == [0, 1]
    assert left_of([STORY, STORY], fingerprints="") == [0, 1]
