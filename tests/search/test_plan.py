"""The plan of a query: what matches, in which tier, worth what."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from searchkit import Index
from searchkit.engines.contract import Request
from searchkit.engines.trees import Bool, Node, Term
from searchkit.query.modes import Accents
from searchkit.query.query import read
from searchkit.search.forms import with_forms
from searchkit.search.plan import Plan, planned
from searchkit.search.weights import DEFAULT

IndexOf = Callable[..., Index]

TEXTS = {
    "đảng ủy": "Đảng ủy họp",
    "đảng uỷ": "cấp đảng uỷ dự",
    "dang": "dang tay",
    "đang": "đang uy nghi",
    "ủy": "ủy viên",
    "unit": "Nghị quyết 21-NQ/TW",
    "apart": "Nghị quyết 21 của NQ và TW",
    "21": "lớp 21",
}


@pytest.fixture(scope="module")
def index(shared_index_of: IndexOf, engine_name: str) -> Index:
    """TEXTS, by each engine in turn."""
    return shared_index_of(TEXTS.values(), engine_name)


def plan_of(index: Index, query: str, accents: Accents = Accents.AUTO, every_word: bool = False) -> Plan:
    asked = read(query, accents, every_word)
    return planned(with_forms(asked, index._current.view(), DEFAULT.short), DEFAULT)


def found(index: Index, query: str, accents: str = "auto", every_word: bool = False) -> list[str]:
    names = list(TEXTS)
    hits = index.search(query, 50, accents=accents, every_word=every_word, all_copies=True)
    return sorted(names[int(hit.report.id)] for hit in hits)


@pytest.mark.parametrize(
    ("query", "accents", "every_word", "names"),
    [
        ("dang", "auto", False, ["dang", "đang", "đảng uỷ", "đảng ủy"]),
        ("đảng", "auto", False, ["dang", "đang", "đảng uỷ", "đảng ủy"]),
        ("đảng", "ignore", False, ["dang", "đang", "đảng uỷ", "đảng ủy"]),
        ("đảng", "strict", False, ["đảng uỷ", "đảng ủy"]),
        ("ĐẢNG ỦY", "strict", True, ["đảng uỷ", "đảng ủy"]),
        ("dang uy", "auto", True, ["đang", "đảng uỷ", "đảng ủy"]),
        ("dang uy", "auto", False, ["dang", "đang", "đảng uỷ", "đảng ủy", "ủy"]),
        ('"đang uy"', "strict", False, ["đang"]),
        ("đang uy", "strict", False, ["đang"]),
        ("đang uy", "strict", True, ["đang"]),
        ('"đang uy"', "auto", False, ["đang", "đảng uỷ", "đảng ủy"]),
        ("21-NQ/TW", "auto", True, ["apart", "unit"]),
        ("21-NQ/TW", "auto", False, ["21", "apart", "unit"]),
        ('"21-NQ/TW"', "auto", False, ["apart", "unit"]),
        ("dang -uy", "auto", False, ["dang"]),
        ("dang AND (tay OR hop)", "auto", False, ["dang", "đảng ủy"]),
        ('"dang uy" hop', "auto", False, ["đang", "đảng uỷ", "đảng ủy"]),
        ("vang", "auto", False, []),
    ],
)
def test_what_a_query_matches(index: Index, query: str, accents: str, every_word: bool, names: list[str]) -> None:
    assert found(index, query, accents, every_word) == names
    results = index.search(query, 50, accents=accents, every_word=every_word)
    assert results.totals.any_word == len(names)


@pytest.mark.parametrize("query", ["đảng ủy họp", "dang uy", "đảng"])
def test_where_any_word_will_do_the_last_tier_is_one_list_of_what_scores(index: Index, query: str) -> None:
    last = plan_of(index, query).tiers[-1]
    assert isinstance(last, Bool)
    assert (last.must, last.must_not) == ((), ())
    assert all(isinstance(node, Term) for node in last.should)


def test_strict_takes_an_untyped_mark_as_absent(index: Index) -> None:
    assert found(index, "dang", "strict") == ["dang"]


@pytest.mark.parametrize(
    "query",
    [
        *("đảng", "đang uy", "Đảng uỷ họp bàn", "đảng ủy họp bàn việc lớn", '"đảng uỷ"', "đảng OR họp"),
        *("đảng -uy", "ủy -(dang OR hop)", '"ủy viên" OR (đảng -uy)', "đả* -uy", "title:đảng OR ủy -dang"),
    ],
)
@pytest.mark.parametrize("accents", Accents)
@pytest.mark.parametrize("every_word", [False, True])
def test_the_last_tier_matches_all_that_any_tier_does(
    index: Index, query: str, accents: Accents, every_word: bool
) -> None:
    view = index._current.view()
    plan = plan_of(index, query, accents, every_word)
    addresses = [{match.address for match in found} for found in view.search([Request((t,), 100) for t in plan.tiers])]
    assert all(tier <= addresses[-1] for tier in addresses)
    assert [len(addresses[-1])] == view.count([plan.match])


def test_a_word_left_out_without_accents_was_once_left_in_where_others_had_their_accents(index: Index) -> None:
    assert found(index, "đảng -uy") == ["dang"]
    assert found(index, "ủy -dang") == ["ủy"]
    assert found(index, "ủy -đang") == ["đảng uỷ", "đảng ủy", "ủy"]


def terms(node: Node) -> list[Term]:
    if isinstance(node, Term):
        return [node]
    return [term for part in (*node.must, *node.should) for term in terms(part)] if isinstance(node, Bool) else []


@pytest.mark.parametrize(
    "query", ["dang dang dang", "đảng đảng", "chi bộ chi bộ chi bộ", "đảng ủy đảng ủy khối đảng ủy khối"]
)
def test_a_word_typed_twice_scores_once(index: Index, query: str) -> None:
    for tier in plan_of(index, query).tiers:
        scored = [(term.field, term.key) for term in terms(tier) if term.weight]
        assert scored
        assert len(scored) == len(set(scored))


def test_a_thousand_words_can_be_searched_for(index: Index) -> None:
    query = " ".join(f"tiếng{number}" for number in range(998)) + " đảng ủy"
    assert index.search(query)[0].report.id in ("0", "1")


def test_words_in_the_title_count(index_of: IndexOf, engine_name: str) -> None:
    from searchkit import Report

    index = index_of(
        [Report(id="plain", text="Tin về việc khác."), Report(id="titled", title="Hòa bình", text="Tin về việc khác.")],
        engine_name,
    )
    assert [hit.report.id for hit in index.search("hoa binh")] == ["titled"]
