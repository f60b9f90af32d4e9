"""The query language from end to end, in both engines."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest

import searchkit
from searchkit import Index, QueryError, Report
from searchkit.search.edits import edited
from searchkit.search.expanding import MOST
from tests.query.test_language import SIGNS
from tests.search.reports_with_facts import reports

REPORTS = [
    Report(
        id="1",
        title="Nghị quyết về công tác tuyên giáo",
        text="Ban Tuyên giáo Tỉnh ủy họp với tuyên truyền viên.",
        metadata={"date": "2021-03-30", "source": "Báo Bắc Giang", "author": "Nguyễn Văn An"},
    ),
    Report(
        id="2",
        title="Hội nghị tuyển quân",
        text="Đảng ủy Khối các cơ quan tỉnh bàn về nghị quyết mới.",
        metadata={"date": "2022-06-15", "source": "VOV"},
    ),
    Report(
        id="3",
        title="Báo cáo của chi bộ",
        text="Chi bộ kết nạp 23 quần chúng, đảng viên tuyên thệ.",
        metadata={"date": "2019-12-31", "kind": "Báo cáo"},
    ),
]
#: Strings of these are queries of every kind.
PIECES = [*SIGNS.split(), 'place:"bắc giang"', "date:>2020", "kind:tin", "title:(", "đ*", "t?", "hội~1", "họp", "tỉnh"]
PIECES += ['"đảng khối"~4', '"đ* ủy"', "nguồn:VOV", "title:b*", "source:*", "núi"]


@pytest.fixture(scope="module")
def index(engine_name: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with searchkit.create(tmp_path_factory.mktemp("language") / "index", engine_name) as made:
        made.add(REPORTS)
        yield made


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Index, Index]]:
    """The same reports by each engine."""
    folder = tmp_path_factory.mktemp("pair")
    with searchkit.create(folder / "1", "tantivy") as one, searchkit.create(folder / "2", "whoosh") as two:
        for made in (one, two):
            made.add(reports())
        yield one, two


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ('title:"nghị quyết"', "1"),
        ("title:quyết", "1"),
        ("tiêu_đề:hội", "2"),
        ("title:(nghị hội)", "21"),
        ("title:chi quyết", "3"),
        ("-title:nghị", "3"),
        ("title:tuyển", "21"),
        ("tuyên*", "132"),
        ("tuyển*", "2"),
        ("tuyên* OR quần", "312"),
        ("giáo AND tuyên*", "1"),
        ("-tuyển* nghị", "1"),
        ("t?yển", "2"),
        ("x?yz", ""),
        ("đảng -x*", "23"),
        ('"tuyên* thệ"', "3"),
        ('"tuyên* viên"', ""),
        ('"tuyên* viên"~1', "1"),
        ('"x* viên"', ""),
        ('"đảng khối"', ""),
        ('"đảng khối"~1', "2"),
        ('"quyết nghị"~9', ""),
        ('"chi quần"~5', "3"),
        ('"chi quần"~4', "3"),
        ('"chi quần"~3', ""),
        ("khoio~1", "2"),
        ("khoio", ""),
        ('"tỉnh ux~"', "1"),
        ("title:tuyn~", "12"),
        ("date:2021", "1"),
        ("ngày:[2019 TO 2021] viên", "31"),
        ('place:"bắc giang"', "1"),
        ('place:"bắc giang" OR quần', "312"),
        ('NOT place:"bắc giang"', "23"),
        ("nguồn:vov quyết", "2"),
        ("nguồn:vov thệ", ""),
        ('loại:"báo cáo"', "3"),
        ('tác_giả:"nguyễn văn an" họp', "1"),
        ("+khối tuyên", "2"),
    ],
)
def test_what_is_found(index: Index, query: str, ids: str) -> None:
    results = index.search(query, all_copies=True)
    assert sorted(hit.report.id for hit in results) == sorted(ids)
    if query.startswith(("tuy", "+", "title:chi", "title:tuyển")):
        assert [hit.report.id for hit in results] == list(ids)
    assert results.totals.any_word == len(ids)
    assert not results.notes or query.startswith(("-", "NOT"))


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("tuyên*", ["Tuyên", "tuyên", "tuyển"]),
        ("tuyển*", ["tuyển"]),
        ("tuyen*", ["Tuyên", "tuyên", "tuyển"]),
        ('"tuyên* thệ"', ["tuyên thệ"]),
        ('"tuyên* viên"~1', ["tuyên", "viên"]),
        ('"đảng khối"~1', ["Đảng", "Khối"]),
        ("khoio~", ["Khối"]),
        ("title:hội", ["Hội"]),
        ("date:2021", []),
        ("họp -tuyển*", ["họp"]),
    ],
)
def test_what_is_marked(index: Index, query: str, marked: list[str]) -> None:
    hits = index.search(query)
    found = [hit.passage.text[start:end] for hit in hits for start, end in hit.spans]
    titles = [hit.report.title[start:end] for hit in hits for start, end in hit.title_spans]
    assert {*found, *titles} == {*marked}


def test_what_is_marked_in_any_text(index: Index) -> None:
    text = "tuyên giáo, tuyển quân, tuyên truyền"
    assert [text[start:end] for start, end in index.mark("tuyên*", text)] == ["tuyên", "tuyển", "tuyên"]
    assert [text[start:end] for start, end in index.mark('"tuyên truyền"~2', text)] == ["tuyên", "truyền"]


def test_hits_with_words_in_part_can_be_explained(index: Index) -> None:
    for query in ("tuyên* giáo", '"tuyên* thệ" chi', "khoio~1 title:hội", "date:2021 họp"):
        for hit in index.search(query):
            explanation = hit.explain()
            assert sum(part.passage + part.report for part in explanation.parts) == pytest.approx(hit.score, rel=1e-4)


def test_a_misspelt_word_ranks_below_the_word(index_of: Callable[..., Index], engine_name: str) -> None:
    # The rarer the word the higher its score: only a tier keeps it below.
    index = index_of(["quan quan " + "họp " * 30, *["quân họp"] * 20, "quanh"], engine_name)
    found = [hit.report.id for hit in index.search("quan~1", 100, all_copies=True)]
    assert (len(found), found[-1]) == (22, "21")


def test_totals_count_words_in_part(index: Index) -> None:
    totals = index.search("tuyên* họp").totals
    assert (totals.all_words, totals.any_word) == (1, 3)


def test_facets_go_by_words_in_part(index: Index) -> None:
    assert index.facets("year", "title:tuyên*").reports == 2


def test_more_words_than_are_searched_are_told(index_of: Callable[..., Index], engine_name: str) -> None:
    index = index_of([f"đ{number} họp" for number in range(MOST + 7)], engine_name)
    results = index.search("họp đ*", 1000)
    (note,) = results.notes
    assert (note.start, note.end) == (4, 6)
    assert note.text == f"It stands for {MOST + 7} words; the {MOST} most frequent are searched."
    assert len(index.search("đ*", 1000)) == MOST


def test_strict_syntax_is_an_error(index: Index) -> None:
    with pytest.raises(QueryError, match=r"never closed: it ends with the query. \(character 1 of the query\)"):
        index.search("(chi bộ", strict_syntax=True)
    assert index.search('title:"nghị quyết"', strict_syntax=True)


@pytest.mark.parametrize("query", ["", "...", '""', "()", "*", "~", "-", "\ud800"])
def test_a_query_without_a_word_is_an_error(index: Index, query: str) -> None:
    with pytest.raises(QueryError, match=r"no word|empty"):
        index.search(query)


def test_random_strings_are_queries_on_which_the_engines_agree(pair: tuple[Index, Index]) -> None:
    chance = random.Random(20261125)
    found = 0
    for number in range(300):
        pieces = chance.choices(PIECES, k=chance.randint(1, 9))
        query = ("" if number % 5 == 0 else " ").join(pieces)
        options = {"accents": chance.choice(["auto", "strict", "ignore"]), "every_word": chance.random() < 0.3}
        answers = []
        for index in pair:
            try:
                results = index.search(query, 1000, all_copies=True, **options)
            except QueryError as error:
                answers.append(str(error))
            else:
                ids = sorted(hit.passage.id for hit in results)
                assert results.totals.any_word == len(ids), query
                answers.append((ids, results.notes))
                found += bool(ids)
        assert answers[0] == answers[1], query
    assert found > 200


def test_a_letter_away_is_what_damerau_counts() -> None:
    words = set(edited("uy"))
    assert {"u", "y", "yu", "tuy", "uyt", "ut"} <= words
    assert "thuy" not in words
