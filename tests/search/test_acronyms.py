"""Acronyms in a query, and acronyms of its names, in both engines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import searchkit
from searchkit import Index, Report
from searchkit.acronyms.table import table
from searchkit.query.query import read
from searchkit.search.acronyms import KIND, with_acronyms
from searchkit.search.plan import planned
from searchkit.search.weights import DEFAULT

IndexOf = Callable[..., Index]

TEXTS = {
    "full": "Ban Thường vụ họp sáng nay.",
    "short": "BTV họp sáng nay.",
    "defines": "Đảng bộ Các cơ quan (CCQ) tỉnh.",
    "uses": "Đảng bộ CCQ tổng kết.",
    "strange": "Quỹ Rừng Sạch (QRS) ra mắt.",
    "strange in use": "QRS trồng cây.",
    "ubnd": "UBND tỉnh họp.",
    "ủy ban": "Ủy ban nhân dân tỉnh họp.",
    "từ": "Từ nay tư tưởng tự do.",
    "tỉnh ủy": "Tỉnh ủy họp.",
    "kt-xh": "Phát triển KT-XH.",
    "kinh tế": "Phát triển kinh tế - xã hội.",
    "đuk": "Đảng ủy Khối họp.",
    "trung ương": "Trung ương họp.",
    "ttatxh": "Giữ trật tự, an toàn xã hội.",
    "scattered": "biên soạn, tập hợp, viên chức",
}


REPORTS = [Report(id=name, text=text) for name, text in TEXTS.items()]


@pytest.fixture(scope="module")
def index(shared_index_of: IndexOf, engine_name: str) -> Index:
    return shared_index_of(REPORTS, engine_name)


def labels(index: Index, query: str, **options: Any) -> list[str]:
    return [one.label for one in index.search(query, **options).expansions if one.kind == KIND]


def ids(index: Index, query: str, **options: Any) -> list[str]:
    return [hit.report.id for hit in index.search(query, 100, **options)]


@pytest.mark.parametrize(
    ("query", "label", "first", "found"),
    [
        ("BTV", "BTV → Ban Thường vụ", "short", "full"),
        ("btv", "BTV → Ban Thường vụ", "short", "full"),
        ("ban thuong vu", "Ban Thường vụ → BTV", "full", "short"),
        ("Ban Thường vụ", "Ban Thường vụ → BTV", "full", "short"),
        ("CCQ", "CCQ → Các cơ quan", "uses", "defines"),
        ("cac co quan", "Các cơ quan → CCQ", "defines", "uses"),
        ("qrs", "QRS → Quỹ Rừng Sạch", "strange in use", "strange"),
        ("quỹ rừng sạch", "Quỹ Rừng Sạch → QRS", "strange", "strange in use"),
        ("ubnd tinh", "UBND → Ủy ban nhân dân", "ubnd", "ủy ban"),
        ("uy ban nhan dan tinh", "Ủy ban nhân dân → UBND", "ủy ban", "ubnd"),
        ("KT-XH", "KT-XH → kinh tế - xã hội", "kt-xh", "kinh tế"),
        ("kt xh", "KT-XH → kinh tế - xã hội", "kt-xh", "kinh tế"),
        ("kinh te xa hoi", "kinh tế - xã hội → KT-XH", "kinh tế", "kt-xh"),
        ('"BTV họp"', "BTV → Ban Thường vụ", "short", "full"),
    ],
)
def test_both_sides_find_each_other_below_what_was_typed(
    index: Index, query: str, label: str, first: str, found: str
) -> None:
    assert label in labels(index, query)
    hits = ids(index, query)
    assert hits[0] == first
    assert found in hits
    assert labels(index, query, expand=False) == []


@pytest.mark.parametrize(
    ("query", "label", "found"),
    [
        ("TU", "TU → Tỉnh ủy", "tỉnh ủy"),
        ("TU họp", "TU → Tỉnh ủy", "tỉnh ủy"),
        ("TW", "TW → Trung ương", "trung ương"),
        ("T.Ư", "T.Ư → Trung ương", "trung ương"),
        ("TƯ", "TƯ → Trung ương", "trung ương"),
        ("ĐUK", "ĐUK → Đảng ủy Khối", "đuk"),
        ("duk", "ĐUK → Đảng ủy Khối", "đuk"),
        ("TTATXH", "TTATXH → trật tự an toàn xã hội", "ttatxh"),
    ],
)
def test_an_acronym_that_no_passage_holds_finds_what_it_stands_for(
    index: Index, query: str, label: str, found: str
) -> None:
    assert label in labels(index, query)
    assert found in ids(index, query)


def test_an_equivalent_is_marked(index: Index) -> None:
    hits = {hit.report.id: hit for hit in index.search("BTV")}
    assert [hits["full"].passage.text[slice(*span)] for span in hits["full"].spans] == ["Ban Thường vụ"]


@pytest.mark.parametrize(
    "query", ["tu", "an", "ban", "ta", "tư", "bí thư", "họp", "2021", "TỪ", "đường", "BAN TU TUONG"]
)
def test_ordinary_syllables_are_no_acronyms(index: Index, query: str) -> None:
    assert labels(index, query) == []


def test_a_syllable_is_no_acronym_of_a_name(index: Index) -> None:
    assert labels(index, "tỉnh ủy") == []
    assert "từ" not in ids(index, "tỉnh ủy")


def test_a_sense_that_the_corpus_does_not_use_is_left_out(index: Index) -> None:
    assert labels(index, "BTV") == ["BTV → Ban Thường vụ"]  # of "biên tập viên" it holds the words only
    assert labels(index, "GDP") == []


def test_accents_that_were_typed_are_not_contradicted(index: Index) -> None:
    assert labels(index, "bán thường vũ") == []
    assert labels(index, "ban thường vụ") == ["Ban Thường vụ → BTV"]
    assert labels(index, "ban thường vụ", accents="strict") == ["Ban Thường vụ → BTV"]
    assert labels(index, "ban thuong vu", accents="strict") == []
    assert labels(index, "bán thường vũ", accents="ignore") == ["Ban Thường vụ → BTV"]


def test_the_parts_of_a_documents_number_are_no_acronyms(index: Index) -> None:
    assert labels(index, "TW") == ["TW → Trung ương"]
    assert labels(index, "21-NQ/TW") == []
    assert labels(index, "TW 21") == ["TW → Trung ương"]


def test_both_sides_typed_are_not_expanded(index: Index) -> None:
    assert labels(index, "Ban Thường vụ BTV") == []


def test_removing_a_report_removes_its_definitions(index_of: IndexOf, engine_name: str) -> None:
    index = index_of(REPORTS, engine_name)
    assert labels(index, "QRS") == ["QRS → Quỹ Rừng Sạch"]
    index.remove("strange")
    assert labels(index, "QRS") == labels(index, "quỹ rừng sạch") == []
    index.add(Report(id="strange in use", text="QRS (Quan Ri Sông)"))
    assert labels(index, "QRS") == ["QRS → Quan Ri Sông"]


def test_what_most_passages_define_comes_first_and_slips_do_not_come(tmp_path: Path, engine_name: str) -> None:
    times = {"Quỹ Rừng Sạch": 21, "Quê Ruộng Sông": 4, "Quân Rút Sớm": 5, "Quà Rất Sang": 3}
    times |= {"Nhà Xuất Bản": 11, "Nhóm Xe Buýt": 1}
    with searchkit.create(tmp_path / "many", engine_name) as index:
        for name, count in times.items():
            acronym = "".join(word[0] for word in name.split())
            index.add(Report(id=f"{name} {number}", text=f"{name} ({acronym})") for number in range(count))
        assert labels(index, "qrs") == ["QRS → Quỹ Rừng Sạch", "QRS → Quân Rút Sớm", "QRS → Quê Ruộng Sông"]
        assert labels(index, "nxb") == ["NXB → Nhà Xuất Bản"]


def test_what_two_kinds_of_equivalents_find_is_searched_once(index: Index) -> None:
    assert labels(index, "TW") == ["TW → Trung ương"]
    assert labels(index, "T.Ư") == ["T.Ư → Trung ương"]


def test_own_table(index: Index, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("acronym,expansion\nXYZ,phát triển kinh tế\n", encoding="utf-8")
    assert labels(index, "XYZ") == []
    assert labels(index, "XYZ", acronyms=own) == ["XYZ → phát triển kinh tế"]
    assert "kinh tế" in ids(index, "xyz", acronyms=str(own))


WORDS = "BTV btv ban thường vụ họp ubnd tỉnh UBND CCQ các cơ quan TU kt-xh"


@settings(max_examples=60)
@given(words=st.lists(st.sampled_from(WORDS.split()), min_size=1))
def test_expansion_never_loses_what_was_typed(index: Index, words: list[str]) -> None:
    for query in (" ".join(words), f'"{" ".join(words)}"'):
        for every_word in (False, True):
            typed = ids(index, query, expand=False, every_word=every_word)
            assert set(typed) <= set(ids(index, query, every_word=every_word))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, index: Index) -> list[str]:
    view_class = type(index._current.view())
    names: list[str] = []

    def counted(name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        def call(self: Any, *arguments: Any) -> Any:
            names.append(name)
            return method(self, *arguments)

        return call

    for name in ("search", "count", "fetch", "terms", "size"):
        monkeypatch.setattr(view_class, name, counted(name, getattr(view_class, name)))
    return names


@pytest.mark.parametrize(
    "query", ["họp", "2021", "tu", "hội nghị sơ kết giữa nhiệm kỳ của đảng bộ khối", '"họp"', "21/2021"]
)
def test_a_query_that_holds_nothing_of_the_kind_asks_nothing_and_is_planned_as_ever(
    index: Index, asked: list[str], query: str
) -> None:
    index.search(query, expand=False)
    without = asked.copy()
    asked.clear()
    index.search(query)
    assert asked == without
    view, typed = index._current.view(), read(query)
    assert planned(with_acronyms(typed, view, table), DEFAULT) == planned(typed, DEFAULT)


def test_other_queries_ask_one_question_more_or_two(index: Index, asked: list[str]) -> None:
    index.search("tỉnh họp", expand=False)
    without = asked.copy()
    asked.clear()
    index.search("tỉnh họp")
    assert asked == ["size", "terms", *without[1:]]
    asked.clear()
    index.search("BTV")
    assert asked[:3] == ["size", "terms", "count"]
