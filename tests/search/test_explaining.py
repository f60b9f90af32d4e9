"""Why a hit came up: the parts of a query, what each gave, and that they add up to the score."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import searchkit
from searchkit import EngineError, Hit, Index, Part, Report
from searchkit.engines.trees import Bool, Sequence, Term
from searchkit.query.query import read
from searchkit.schema import FACTS, FOLDED, PAIRS
from searchkit.search.explaining import Scored, scored_in
from searchkit.search.plan import planned
from searchkit.search.weights import DEFAULT
from tests.search.reports_with_facts import WORDS, reports

IndexOf = Callable[..., Index]

#: An engine adds up in single precision, and of two hits whose scores differ by less than this both get one.
ROUNDING = 2e-4


@pytest.fixture(scope="module")
def indexes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Index]:
    """Reports of one passage and of several, with facts and copies, by each engine."""
    made = {}
    for engine in searchkit.engines.NAMES:
        made[engine] = searchkit.create(tmp_path_factory.mktemp("explained") / engine, engine)
        texts = ["Ban Thường vụ (BTV) họp về Nghị quyết số 21-NQ/TW", "BTV đảng ủy khối họp", "Số 1.666 của năm 2021"]
        made[engine].add([*reports(), *(Report(f"own {number}", text) for number, text in enumerate(texts))])
    return made


QUERIES = st.one_of(
    st.lists(st.sampled_from([*WORDS, "dang", "uy", "BTV", "khac"]), min_size=1, max_size=7).map(" ".join),
    st.sampled_from(
        [
            "nghị quyết 21",
            "21-NQ/TW",
            "1666",
            "btv hop",
            "ban thuong vu",
            '"đảng ủy" họp',
            "đảng OR (btv AND hop)",
            "chi bộ -vui",
            '"btv đảng ủy" OR vàng',
            "đảng đang dang",
            "Ủy ủy",
            "btv đảng btv",
            "21-NQ/TW họp 21-NQ/TW",
            "đảng^3 ủy",
            '(đảng ủy)^2 họp^0.5 "chi bộ"^4',
            "btv^5 hop",
            "đả*^2 họp~1^3",
            '"đảng ủ*"^2 dang^0.1',
        ]
    ),
)
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "accents": st.sampled_from(["auto", "strict", "ignore"]),
        "every_word": st.booleans(),
        "group": st.booleans(),
        "all_copies": st.booleans(),
        "offset": st.integers(0, 8),
        "kind": st.just("nghị quyết"),
        "since": st.just("2021"),
    },
)


@given(query=QUERIES, options=OPTIONS)
@settings(max_examples=60)
def test_the_parts_add_up_to_the_score(indexes: dict[str, Index], query: str, options: dict[str, Any]) -> None:
    for engine, index in indexes.items():
        for hit in index.search(query, 6, **options):
            explanation = hit.explain()
            assert explanation.score == pytest.approx(hit.score, abs=ROUNDING, rel=1e-5), (engine, hit.passage.id)
            assert explanation.score == sum(part.passage + part.report for part in explanation.parts)
            for part in explanation.parts:
                check_where(hit, part)


def check_where(hit: Hit, part: Part) -> None:
    """A part stands where it is said to."""
    texts = {"passage": hit.passage.text, "title": hit.report.title}
    assert part.where in ("passage", "title", "report", "")
    if part.where in texts:
        assert all(found in texts[part.where] for found in part.found)
    else:
        assert not part.found
        assert part.passage == 0.0
    assert part.where or not part.score


def parts_of(hit: Hit) -> dict[tuple[str, str], Part]:
    return {(part.text, part.form): part for part in hit.explain().parts}


def test_every_word_is_told_with_the_form_that_matched(index_of: IndexOf, engine_name: str) -> None:
    index = index_of(["Đảng uỷ họp đáng kể, 1.666 đồng"], engine_name)
    (hit,) = index.search("đang ủy hợp vắng 1666")
    forms = [(part.text, part.form, part.where, part.found) for part in hit.explain().parts][:5]
    assert forms == [
        ("đang", "compatible accents", "passage", ("Đảng", "đáng")),
        ("uỷ", "accents as typed", "passage", ("uỷ",)),
        ("hợp", "other accents", "passage", ("họp",)),
        ("vắng", "not found", "", ()),
        ("1666", "other spelling", "passage", ("1.666",)),
    ]
    assert [part.score > 0 for part in hit.explain().parts[:5]] == [False, True, False, False, False]
    assert parts_of(hit)["đang uỷ", "pair"].found == ("Đảng uỷ",)
    assert hit.explain().tier == "any of the words, accents as typed"


def test_what_stands_in_the_title_or_elsewhere_in_the_report_is_said_to(index_of: IndexOf, engine_name: str) -> None:
    paragraphs = ["Chi bộ " + "họp " * 80, "Đoàn " + "vui " * 80]
    index = index_of([Report("1", "\n\n".join(paragraphs), title="Hội nghị"), Report("2", "Khác")], engine_name)
    (hit,) = index.search("chi đoàn nghị", group=True)
    places = {part.text: part.where for part in hit.explain().parts[:3]}
    assert sorted(places.values()) == ["passage", "report", "title"]
    assert places["nghị"] == "title"
    (absent,) = (part for part in hit.explain().parts if part.where == "report")
    assert (absent.form, absent.found, absent.passage) == ("any accents", (), 0.0)
    assert absent.report > 0


def test_a_report_of_one_passage_counts_again_as_a_report(index_of: IndexOf, engine_name: str) -> None:
    (hit,) = index_of(["Đảng ủy họp", "khác"], engine_name).search("họp")
    (part,) = hit.explain().parts
    assert part.report == pytest.approx(DEFAULT.lift * DEFAULT.alone * part.passage)
    without = DEFAULT._replace(lift=0.0)
    (hit,) = index_of(["Đảng ủy họp", "khác"], engine_name).search("họp", weights=without)
    assert [part.report for part in hit.explain().parts] == [0.0]


def test_acronyms_and_numbers_in_other_words_are_told_by_their_kind(index_of: IndexOf, engine_name: str) -> None:
    index = index_of(["Ban Thường vụ họp", "BTV họp", "Theo 21-NQ/TW", "khác"], engine_name)
    (hit,) = (hit for hit in index.search("btv") if hit.report.id == "0")
    part = parts_of(hit)["btv → Ban Thường vụ".replace("btv", "BTV"), "acronym"]
    assert (part.where, part.found) == ("passage", ("Ban Thường vụ",))
    assert part.score == pytest.approx(hit.score, abs=ROUNDING)
    (hit,) = index.search('"nghi quyet 21"')
    assert [part.found for part in hit.explain().parts if part.form == "number"] == [("21-NQ",)]


@pytest.mark.parametrize("query", ["btv khối btv", "21-NQ/TW họp 21-NQ/TW", "TƯ họp TƯ"])
def test_what_a_word_typed_twice_stands_for_counts_as_often_as_it_scores(
    index_of: IndexOf, engine_name: str, query: str
) -> None:
    long = "\n\n".join(f"Ban Thường vụ {word} 21-NQ/TW Trung ương họp " + "vui " * 80 for word in ("khối", "tỉnh"))
    for hit in index_of([Report("1", long), Report("2", "BTV họp")], engine_name).search(query):
        assert hit.explain().score == pytest.approx(hit.score, abs=ROUNDING)


@pytest.mark.parametrize(
    ("query", "options", "tier"),
    [
        ("dang uy", {}, "all words together, whatever the accents"),
        ("đảng ủy", {}, "all words together, accents as typed"),
        ("đang uy", {}, "all words together, no accent contradicting those typed"),
        ("đạng ủy", {}, "all words together, whatever the accents"),
        ("đảng họp", {}, "all words, accents as typed"),
        ("đảng", {"accents": "strict"}, "the word, accents as typed"),
        ("đảng vắng", {}, "any of the words, accents as typed"),
        ("dang uy khoi hop nay qua", {}, "any of the words, whatever the accents"),
        ("dang uy khoi hop nay", {"every_word": True}, "all words, whatever the accents"),
        ('"đảng ủy" vắng', {}, "all phrases, accents as typed"),
        ("đảng OR vắng", {}, "what the operators ask for, accents as typed"),
        ("BCH hop", {}, "all words, or what stands for them"),
    ],
)
def test_a_tier_is_told_in_words(
    index_of: IndexOf, engine_name: str, query: str, options: dict[str, Any], tier: str
) -> None:
    index = index_of(["Đảng ủy khối họp nay, Ban Chấp hành", "khác"], engine_name)
    assert index.search(query, **options)[0].explain().tier == tier


def test_every_tier_of_a_plan_has_a_name() -> None:
    for text in ["đảng", "đảng ủy", "dang 1666", "nghị quyết 21", '"a b" c', "a -b", "một hai ba bốn năm sáu"]:
        for every_word in (False, True):
            plan = planned(read(text, every_word=every_word), DEFAULT)
            assert len(plan.names) == len(plan.tiers)


def test_a_page_is_explained_by_one_question(index_of: IndexOf, monkeypatch: pytest.MonkeyPatch) -> None:
    index = index_of(["Đảng ủy họp " + "nay " * number for number in range(10)])
    results = index.search("đảng ủy họp")
    view = results[0]._page._asked()
    asked: list[int] = []
    search = view.search
    monkeypatch.setattr(view, "search", lambda requests: asked.append(len(requests)) or search(requests))
    assert all(hit.explain() for hit in results)
    assert all(hit.explain() for hit in results)
    assert len(asked) == 1


def test_what_was_explained_can_be_pickled_and_what_was_not_is_a_clear_error(index_of: IndexOf) -> None:
    index = index_of(["Đảng ủy họp"])
    (hit,), (unread,) = index.search("đảng"), index.search("đảng")
    explanation = hit.explain()
    again: Hit = pickle.loads(pickle.dumps(hit))
    assert again.explain() == explanation
    index.close()
    assert hit.explain() == explanation
    with pytest.raises(EngineError, match="closed"):
        unread.explain()
    with pytest.raises(EngineError, match="pickled"):
        pickle.loads(pickle.dumps(unread)).explain()


def test_of_a_part_that_must_match_as_a_whole_each_term_scores_only_within_it() -> None:
    pair, word, fact = Term(PAIRS, "a_b", 0.3), Term(FOLDED, "a", 1.0), Term(FACTS, "kind\ttin", 1.0)
    whole = Bool(must=(Sequence(FOLDED, ("a", "b", "c")), pair))
    assert list(scored_in(Bool(must=(fact,), should=(word, whole)))) == [
        Scored(word, ()),
        Scored(pair, (Bool(must=(Sequence(FOLDED, ("a", "b", "c")), pair._replace(weight=0.0))),)),
    ]
