"""What scores in a query, and what words weigh."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit import Index
from searchkit.query.modes import Accents
from searchkit.query.query import read
from searchkit.query.tree import Fuzzy, Pattern, Word
from searchkit.search.plan import planned
from searchkit.search.scoring import scores_of, terms_of
from searchkit.search.weights import DEFAULT, FieldWeights

IndexOf = Callable[..., Index]

ONE = FieldWeights(exact=1.0, folded=1.0, pairs=1.0, words=1.0)


def weights_of(query: str) -> dict[str, float]:
    """What each key weighs where all fields weigh the same, the keys of compounds marked."""
    asked = read(query)
    terms = terms_of(asked.words, ONE, asked.times)
    assert len({(term.field, term.key) for term in terms}) == len(terms)
    return {term.key + "+" * (term.field == "words"): term.weight for term in terms if term.field != "exact"}


def test_a_word_weighs_what_was_typed_behind_it_and_a_pair_what_its_lesser_word_does() -> None:
    assert weights_of("chi^3 bộ tốt^0.5") == {
        "chi": 3.0,
        "bo": 1.0,
        "tot": 0.5,
        "chi_bo": 1.0,
        "bo_tot": 0.5,
        "chi_bo+": 1.0,
        "bo_tot+": 0.5,
        "chi_bo_tot+": 0.5,
    }


@pytest.mark.parametrize(
    ("query", "times"),
    [
        ("(chi bộ)^2 tốt", {"chi": 2.0, "bo": 2.0, "tot": 1.0}),
        ("(chi bộ^3)^2 tốt", {"chi": 2.0, "bo": 6.0, "tot": 1.0}),
        ('"chi bộ"^2 tốt', {"chi": 2.0, "bo": 2.0, "tot": 1.0}),
        ("chi^2 bộ chi", {"chi": 2.0, "bo": 1.0}),
        ("chi^2 chí^3", {"chi": 3.0}),
        ("chi^0.001 bộ^1000", {"chi": 0.01, "bo": 100.0}),
        ("chi^2 AND (bộ OR tốt)^3", {"chi": 2.0, "bo": 3.0, "tot": 3.0}),
        ("tiêu_đề:chi^2 bộ", {"chi": 2.0, "bo": 1.0}),
    ],
)
def test_what_words_weigh(query: str, times: dict[str, float]) -> None:
    assert {key: weight for key, weight in weights_of(query).items() if "_" not in key and "+" not in key} == times


@pytest.mark.parametrize(
    ("query", "most"), [("((chi^100)^100 bộ)", 100.0), ("((chi^0.01)^0.01 bộ)", 0.01), ("(chi^0.5)^4 bộ", 2.0)]
)
def test_weights_within_one_another_stay_within_the_bounds(query: str, most: float) -> None:
    assert weights_of(query)["chi"] == most


def test_a_weight_of_a_phrase_with_words_in_part_was_once_that_of_its_parts_alone() -> None:
    assert read('"đảng ủ*"^2 họp').times == {Word("đảng", "dang"): 2.0, Pattern("ủ*"): 2.0}


def test_what_a_phrase_with_words_in_part_scores_is_weighted(index_of: IndexOf, engine_name: str) -> None:
    index = index_of(["Đảng ủy họp", "chuyện khác"], engine_name)
    (plain,), (weighted,) = index.search('"đảng ủ*"'), index.search('"đảng ủ*"^3')
    assert weighted.score == pytest.approx(3 * plain.score, rel=1e-3)


def test_words_that_stand_for_several_have_a_weight_too() -> None:
    assert read("tuyên*^2 từ~1^3 chi").times == {Pattern("tuyên*"): 2.0, Fuzzy(Word("từ", "tu")): 3.0}


@given(st.lists(st.sampled_from(["chi", "bộ", "tốt", "21-NQ/TW", "đảng"]), min_size=1, max_size=7).map(" ".join))
def test_a_weight_of_one_is_none(query: str) -> None:
    asked, weighted = read(query), read(f"({query})^1")
    assert weighted.times == {}
    assert scores_of(weighted, DEFAULT) == scores_of(asked, DEFAULT)
    alike = read(f"({query})^2")
    assert set(alike.times.values()) == {2.0}
    doubled = [term._replace(weight=2 * term.weight) for term in scores_of(asked, DEFAULT).any_accents]
    assert list(scores_of(alike, DEFAULT).any_accents) == doubled


@pytest.mark.parametrize("accents", Accents)
def test_only_what_a_mode_of_accents_has_a_use_for_is_scored(accents: Accents) -> None:
    scores = scores_of(read("đảng ủy", accents), DEFAULT)
    assert bool(scores.as_typed) == (accents is not Accents.IGNORE)
    assert bool(scores.any_accents) == (accents is not Accents.STRICT)


def test_what_a_number_stands_for_weighs_what_the_number_does() -> None:
    plain, weighted = (planned(read(query), DEFAULT) for query in ("khóa 13", "(khóa 13)^4"))
    (of_plain,), (of_weighted,) = plain.query.telling, weighted.query.telling
    assert (of_plain.times, of_weighted.times) == (1.0, 4.0)


def test_a_word_that_weighs_more_puts_its_passages_first(index_of: IndexOf, engine_name: str) -> None:
    index = index_of(["chuyện về xã", "chuyện về phường"], engine_name)
    assert [hit.report.id for hit in index.search("xã^3 phường")] == ["0", "1"]
    assert [hit.report.id for hit in index.search("xã phường^3")] == ["1", "0"]
    (plain, _), (first, second) = index.search("xã phường"), index.search("xã^3 phường")
    assert first.score == pytest.approx(3 * plain.score, rel=1e-3)
    assert second.score == pytest.approx(plain.score, rel=1e-3)
