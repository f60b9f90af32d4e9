"""Equivalents of a query's words: found, ranked below what was typed, marked as a whole; nothing without them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from searchkit import Index
from searchkit.acronyms.table import Table
from searchkit.query.equivalents import Equivalent
from searchkit.query.query import Query, read
from searchkit.query.tree import Word
from searchkit.search.forms import with_forms
from searchkit.search.highlighting import Highlighter
from searchkit.search.pipeline import searched
from searchkit.search.plan import planned
from searchkit.search.results import Results
from searchkit.search.weights import DEFAULT

IndexOf = Callable[..., Index]

TEXTS = {
    "typed": "Hôm qua BTV đã họp",
    "phrase": "Hôm qua Ban Thường vụ đã họp",
    "apart": "Hôm qua ban chỉ đạo thường vụ đã họp",
    "accents": "Ở một nơi khác thì ban thượng vũ đã họp từ lâu",
    "other": "Đoàn đã họp",
}
BAN_THUONG_VU = (Word("ban", "ban"), Word("thường", "thuong"), Word("vụ", "vu"))


@pytest.fixture(scope="module")
def index(shared_index_of: IndexOf, engine_name: str) -> Index:
    return shared_index_of(TEXTS.values(), engine_name)


def asked(text: str, accents: str = "auto", every_word: bool = False) -> Query:
    """A query whose word "btv" may also be written as Ban Thường vụ."""
    query = read(text, accents, every_word)
    places = [number for number, word in enumerate(query.words) if word.folded == "btv"]
    known = (Equivalent(number, number + 1, BAN_THUONG_VU, "acronym", "BTV → Ban Thường vụ") for number in places)
    return query._replace(equivalents=tuple(known))


def results(index: Index, query: Query) -> Results:
    view = index._current.view()
    return searched(
        query, view, 50, 0, filters=None, group=False, all_copies=True, acronyms=lambda: Table({}, {}), weights=DEFAULT
    )


def found(index: Index, query: Query) -> list[str]:
    names = list(TEXTS)
    return [names[int(hit.report.id)] for hit in results(index, query)]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        (asked("BTV"), ["typed", "phrase", "accents"]),
        (asked("BTV", "strict"), ["typed", "phrase"]),
        (asked('"BTV đã họp"'), ["typed", "phrase", "accents"]),
        (asked('"BTV đã"', "strict"), ["typed", "phrase"]),
        (asked("btv hop", every_word=True), ["typed", "phrase", "accents"]),
        (asked("BTV AND hôm"), ["typed", "phrase"]),
        (asked("BTV -hôm"), ["accents"]),
        (asked('"BTV" hôm'), ["typed", "phrase", "accents"]),
        (asked("BTV OR đoàn"), ["other", "typed", "phrase", "accents"]),
    ],
    ids=lambda value: str(value.phrases) if isinstance(value, Query) else None,
)
def test_what_holds_an_equivalent_counts_as_what_was_typed_and_comes_after_it(
    index: Index, query: Query, names: list[str]
) -> None:
    assert found(index, query) == names
    assert results(index, query).totals.any_word == len(names)


@pytest.mark.parametrize("text", ["btv hom qua", "BTV hôm qua", "btv hôm qua đã họp ở phường"])
def test_all_words_come_before_some_and_what_was_typed_first(index: Index, text: str) -> None:
    assert found(index, asked(text))[:2] == ["typed", "phrase"]


def test_an_exclusion_is_meant_as_it_was_typed(index: Index) -> None:
    query = asked("họp -BTV")
    assert query.equivalents == ()
    assert sorted(found(index, query)) == ["accents", "apart", "other", "phrase"]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("BTV là Ban Thường vụ, không phải ban hay vụ", ["BTV", "Ban Thường vụ"]),
        ("ban thường vụ", ["ban thường vụ"]),
        ("ban của thường vụ", []),
    ],
)
def test_an_equivalent_is_marked_as_a_whole(text: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in Highlighter(asked("BTV"))(text)] == marked


def test_results_name_the_equivalents(index: Index) -> None:
    assert [one.label for one in results(index, asked("btv")).expansions] == ["BTV → Ban Thường vụ"]
    assert results(index, read("đoàn")).expansions == ()


@pytest.mark.parametrize("text", ["họp", "đã họp", '"đã họp"', "họp AND đã -đoàn", "hôm qua ban thường vụ đã họp"])
@pytest.mark.parametrize("every_word", [False, True])
@pytest.mark.parametrize("accents", ["auto", "ignore", "strict"])
def test_a_query_without_equivalents_has_no_part_of_them(text: str, accents: str, every_word: bool) -> None:
    query = read(text, accents, every_word)
    assert query.equivalents == ()
    heavy = DEFAULT._replace(equivalent=1e6)
    plan = planned(query, DEFAULT)
    assert plan == planned(query, heavy)
    assert "1000000" not in repr(planned(query, heavy))


def test_overlapping_equivalents_are_both_tried(index_of: IndexOf, engine_name: str) -> None:
    def words(text: str) -> tuple[Word, ...]:
        return read(text).words

    index = index_of(["một hai ba", "mốt hai", "mốt ba", "một hãi bà", "một bốn", "ba mốt"], engine_name)
    query = read('"một hai ba"')
    known = (
        Equivalent(0, 2, words("mot"), "number", ""),
        Equivalent(1, 3, words("bon"), "number", ""),
    )
    for asked_for in (query, read("một hai ba", every_word=True)):
        hits = results(index, asked_for._replace(equivalents=known))
        assert hits[0].report.id == "0"
        assert {hit.report.id for hit in hits} >= {"0", "2", "3", "4"}


def test_forms_are_asked_for_typed_words_only(index: Index) -> None:
    query = asked("BTV họp")
    assert {word.folded for word in with_forms(query, index._current.view(), DEFAULT.short).forms} == {"hop"}
