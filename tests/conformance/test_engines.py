"""What every engine must do: the contract of ``searchkit.engines.contract``."""

from __future__ import annotations

import itertools
import json
import math
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import pytest

from searchkit import engines, schema
from searchkit.engines.contract import K1, B, Document, Engine, Match, Request, Tally, TallyRequest, View
from searchkit.engines.trees import Bool, Node, Sequence, Term
from searchkit.errors import EngineError, IndexFormatError, IndexLockedError

# Of lengths that every engine keeps exactly: tantivy rounds those from 40 on, Whoosh also some from 11 on.
TEXTS = {
    "a": "dang uy khoi hop",
    "b": "dang bo tinh",
    "c": "uy dang uy vien dang ta va nhan dan nuoc",
    "d": "khoi",
    "e": "chi bo dang chi uy chi doan",
    "f": "| 666",
}


#: What some of them define.
DEFINED = {"a": "btv=BTV=Ban_Thường_vụ", "b": "btv=BTV=biên_tập_viên btv=BTV=Ban_Thường_vụ", "c": "btvtu=BTVTU=x_y"}


def passage(identity: str, text: str) -> Document:
    keys = {
        schema.FOLDED: text,
        schema.REPORT: identity,
        schema.ORDINAL: "0",
        schema.COPIES: "0ab 1cd",
        schema.DEFINITIONS: DEFINED.get(identity, ""),
        schema.EXACT: "",
    }
    return Document(keys, f"{identity}: {text} “ủy” \0")


def term(key: str, weight: float = 0.0, field: str = schema.FOLDED) -> Term:
    return Term(field, key, weight)


def report(identity: str) -> Term:
    return Term(schema.REPORT, identity)


def matches_of(view: View, query: Node, limit: int = 100) -> list[Match]:
    (matches,) = view.search([Request((query,), limit)])
    return matches


def count(view: View, query: Node) -> int:
    return view.count([query])[0]


def found(view: View, query: Node, limit: int = 100) -> list[str]:
    matches = matches_of(view, query, limit)
    return [stored[0] for stored in view.fetch(match.address for match in matches)]


def scores(view: View, query: Node) -> dict[str, float]:
    matches = matches_of(view, query)
    stored = view.fetch(match.address for match in matches)
    return {one[0]: match.score for one, match in zip(stored, matches, strict=True)}


def bm25(key: str, texts: dict[str, str] = TEXTS) -> dict[str, float]:
    """The score of each text for a key, by the formula of the contract."""
    holding = sum(key in text.split() for text in texts.values())
    idf = math.log(1 + (len(texts) - holding + 0.5) / (holding + 0.5))
    average = sum(len(text.split()) for text in texts.values()) / len(texts)
    result = {}
    for identity, text in texts.items():
        if times := text.split().count(key):
            norm = K1 * (1 - B + B * len(text.split()) / average)
            result[identity] = idf * times * (K1 + 1) / (times + norm)
    return result


def with_texts(engine: Engine) -> View:
    """An index filled with all TEXTS."""
    with engine.writer() as writer:
        writer.add(schema.PASSAGES, [passage(*one) for one in TEXTS.items()])
    return engine.view()


@pytest.fixture(scope="module")
def new_engine(engine_name: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Engine]]:
    """A function that makes an empty index of each engine."""
    with ExitStack() as made:
        yield lambda: made.enter_context(
            closing(engines.engine_class(engine_name).create(tmp_path_factory.mktemp(engine_name)))
        )


@pytest.fixture(scope="module")
def view(new_engine: Callable[[], Engine]) -> View:
    """An index with all TEXTS, that nobody writes to."""
    return with_texts(new_engine())


@pytest.fixture
def engine(engine_name: str, tmp_path: Path) -> Iterator[Engine]:
    """An empty index of each engine, to be written to."""
    one = engines.engine_class(engine_name).create(tmp_path)
    yield one
    one.close()


@pytest.fixture
def own_view(engine: Engine) -> View:
    """The same with all TEXTS."""
    return with_texts(engine)


@pytest.mark.parametrize("key", ["dang", "uy", "khoi", "chi", "666"])
@pytest.mark.parametrize("weight", [1.0, 0.55, 1.6, 3.0])
def test_a_term_scores_by_bm25(view: View, key: str, weight: float) -> None:
    expected = {identity: score * weight for identity, score in bm25(key).items()}
    assert scores(view, term(key, weight)) == pytest.approx(expected, rel=1e-4)


def test_the_scores_of_all_terms_that_match_add_up(view: View) -> None:
    dang, uy = bm25("dang"), bm25("uy")
    expected = {one: 0.8 * dang.get(one, 0) + 0.2 * uy.get(one, 0) for one in dang.keys() | uy.keys()}
    assert scores(view, Bool(should=(term("dang", 0.8), term("uy", 0.2)))) == pytest.approx(expected, rel=1e-4)


def test_what_must_match_scores_where_it_stands(view: View) -> None:
    dang, uy = bm25("dang"), bm25("uy")
    expected = {one: dang[one] + uy.get(one, 0) for one in dang}
    assert scores(view, Bool(must=(term("dang", 1.0),), should=(term("uy", 1.0),))) == pytest.approx(expected, rel=1e-4)


def test_a_term_that_is_typed_twice_counts_twice(view: View) -> None:
    expected = {one: 1.5 * score for one, score in bm25("khoi").items()}
    assert scores(view, Bool(should=(term("khoi", 1.0), term("khoi", 0.5)))) == pytest.approx(expected, rel=1e-4)


def test_matches_come_best_first(view: View) -> None:
    matches = matches_of(view, Bool(should=(term("dang", 1.0), term("uy", 1.0), term("khoi", 1.0))), 100)
    assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)
    assert len(matches) == 5


@pytest.mark.parametrize("limit", [0, 1, 2, 3, 5])
def test_a_limit_cuts_the_same_list(view: View, limit: int) -> None:
    query = Bool(should=(term("dang", 1.0), term("uy", 0.5), term("khoi", 0.3)))
    assert found(view, query, limit) == found(view, query)[:limit]


@pytest.mark.parametrize(
    ("query", "matches"),
    [
        (term("dang"), "abce"),
        (term("vang"), ""),
        (term("dang", 1.0), "abce"),
        (report("c"), "c"),
        (Bool(must=(term("dang"), term("uy"))), "ace"),
        (Bool(must=(term("dang"), term("vang"))), ""),
        (Bool(should=(term("khoi"), term("bo"))), "abde"),
        (Bool(should=(term("khoi"), term("vang"))), "ad"),
        (Bool(should=(term("khoi"), term("bo"), term("hop"), term("tinh"))), "abde"),
        (Bool(should=(term("khoi", 1.0), term("bo"), term("hop"))), "abde"),
        (Bool(must=(Bool(should=(term("khoi"), term("bo"), term("hop"))),), should=(term("dang", 1.0),)), "abde"),
        (Bool(must=(term("khoi"),), should=(term("bo"),)), "ad"),
        (Bool(must=(term("dang"),), must_not=(term("uy"),)), "b"),
        (Bool(should=(term("dang"), term("khoi")), must_not=(term("uy"), term("tinh"))), "d"),
        (Bool(must_not=(term("dang"),)), "df"),
        (Bool(), "abcdef"),
        (Bool(must=(Bool(should=(term("khoi"), term("bo"))), term("dang"))), "abe"),
        (Bool(must=(term("dang"),), must_not=(Bool(must=(term("uy"), term("khoi"))),)), "bce"),
        (Bool(must=(Bool(must_not=(term("uy"),)), term("dang"))), "b"),
        (Bool(should=(Bool(must_not=(term("dang"),)), term("tinh"))), "bdf"),
        (Sequence(schema.FOLDED, ("dang", "uy")), "ac"),
        (Sequence(schema.FOLDED, ("uy", "dang")), "c"),
        (Sequence(schema.FOLDED, ("dang", "uy", "khoi")), "a"),
        (Sequence(schema.FOLDED, ("dang", "khoi")), ""),
        (Sequence(schema.FOLDED, ("chi", "chi")), ""),
        (Sequence(schema.FOLDED, ("dang", "khoi"), 1), "a"),
        (Sequence(schema.FOLDED, ("khoi", "dang"), 9), ""),
        (Sequence(schema.FOLDED, ("dang", "dang"), 1), ""),
        (Sequence(schema.FOLDED, ("dang", "dang"), 2), "c"),
        (Sequence(schema.FOLDED, ("chi", "chi"), 2), "e"),
        (Sequence(schema.FOLDED, ("uy", "vien", "ta"), 1), "c"),
        (Sequence(schema.FOLDED, ("uy", "uy", "ta"), 1), ""),
        (Sequence(schema.FOLDED, ("uy", "uy", "ta"), 3), "c"),
        (Sequence(schema.FOLDED, ("khoi",), 5), "ad"),
        (Sequence(schema.FOLDED, ("khoi",)), "ad"),
        (Sequence(schema.FOLDED, ("uy", "vang")), ""),
        (Bool(must=(Sequence(schema.FOLDED, ("dang", "uy")), term("khoi"))), "a"),
        (Bool(must=(term("dang"),), must_not=(Sequence(schema.FOLDED, ("dang", "uy")),)), "be"),
        (Bool(must=(term("dang", 1.0), report("e"))), "e"),
        (term("0ab", field=schema.COPIES), "abcdef"),
        (term("1cd", field=schema.COPIES), "abcdef"),
        (term("0ab 1cd", field=schema.COPIES), ""),
    ],
)
def test_what_matches_is_found_and_counted(view: View, query: Node, matches: str) -> None:
    assert sorted(found(view, query)) == list(matches)
    assert count(view, query) == len(matches)


def has_near(keys: list[str], wanted: tuple[str, ...], slop: int) -> bool:
    """Whether keys stand in order with at most so many others between, by trying all that there is."""
    places = itertools.combinations(range(len(keys)), len(wanted))
    return any(
        tuple(keys[place] for place in row) == wanted and row[-1] - row[0] - len(wanted) + 1 <= slop for row in places
    )


def test_a_sequence_with_gaps_is_what_its_definition_says(engine: Engine) -> None:
    chance = random.Random(20261125)
    texts = {str(number): [*chance.choices("abcd", k=chance.randint(1, 10))] for number in range(80)}
    with engine.writer() as writer:
        writer.add(schema.PASSAGES, [passage(identity, " ".join(keys)) for identity, keys in texts.items()])
    view = engine.view()
    for _ in range(300):
        wanted, slop = tuple(chance.choices("abcd", k=chance.randint(2, 4))), chance.randint(0, 5)
        expected = sum(has_near(keys, wanted, slop) for keys in texts.values())
        assert count(view, Sequence(schema.FOLDED, wanted, slop)) == expected, (wanted, slop)


@pytest.mark.parametrize(
    "query",
    [
        term("dang"),
        report("a"),
        Sequence(schema.FOLDED, ("dang", "uy")),
        Bool(must_not=(term("vang"),)),
        Term(schema.COPIES, "0ab", 1.0),
        Bool(should=(term("dang"), term("uy"))),
    ],
)
def test_what_has_no_weight_scores_nothing(view: View, query: Node) -> None:
    assert set(scores(view, query).values()) == {0.0}


def test_what_must_not_match_scores_nothing(view: View) -> None:
    query = Bool(must=(term("dang", 1.0),), must_not=(term("khoi", 1.0),))
    assert scores(view, query) == pytest.approx({one: s for one, s in bm25("dang").items() if one != "a"}, rel=1e-4)


def test_a_stored_string_comes_back_as_it_was(view: View) -> None:
    [match] = matches_of(view, report("d"), 1)
    assert view.fetch([match.address, match.address]) == ["d: khoi “ủy” \0"] * 2
    assert view.fetch([]) == []


def test_addresses_are_hashable_and_their_passages_own(view: View) -> None:
    assert len({match.address for match in matches_of(view, Bool(), 100)}) == len(TEXTS)


def test_terms_under_a_prefix_with_their_frequencies(view: View) -> None:
    assert view.terms(schema.FOLDED, ["d"])[0] == [("dan", 1), ("dang", 4), ("doan", 1)]
    assert view.terms(schema.FOLDED, ["dang"])[0] == [("dang", 4)]
    assert view.terms(schema.FOLDED, ["x"])[0] == []
    assert view.terms(schema.FOLDED, ["dang", "x", "dan"]) == [[("dang", 4)], [], [("dan", 1), ("dang", 4)]]
    assert view.terms(schema.FOLDED, []) == []
    assert [one for one, _ in view.terms(schema.REPORT, [""])[0]] == list(TEXTS)


def test_terms_of_a_field_are_not_those_of_another(view: View) -> None:
    assert ("0ab", 6) in view.terms(schema.COPIES, [""])[0]
    assert view.terms(schema.PAIRS, [""])[0] == []


def test_the_definitions_of_an_acronym_are_listed_and_go_with_their_passages(engine: Engine, own_view: View) -> None:
    listed = [("btv=BTV=Ban_Thường_vụ", 2), ("btv=BTV=biên_tập_viên", 1)]
    assert own_view.terms(schema.DEFINITIONS, ["btv=", "btvt", "u="]) == [listed, [("btvtu=BTVTU=x_y", 1)], []]
    with engine.writer() as writer:
        writer.delete(schema.REPORT, "b")
    terms = [Term(schema.DEFINITIONS, key) for key, _ in listed]
    assert own_view.count(terms) == [2, 1]
    assert engine.view().count(terms) == [1, 0]


def test_the_size_is_the_number_of_passages(view: View) -> None:
    assert view.size() == len(TEXTS)


@pytest.mark.parametrize("key", ["an", "to", "in", "may", "y", "o", "the", "and", "a", "97,9", "21_nq_tw", "dang=đảng"])
def test_no_key_is_too_short_or_too_common(engine: Engine, key: str) -> None:
    with engine.writer() as writer:
        writer.add(schema.PASSAGES, [passage("a", f"dang {key} uy")])
    assert found(engine.view(), term(key)) == ["a"]
    assert found(engine.view(), Sequence(schema.FOLDED, ("dang", key, "uy"))) == ["a"]


@pytest.mark.parametrize("identity", ["a b", "Đảng ủy/1.txt", "a-b_c", "x" * 500, "*"])
def test_a_whole_value_is_one_key(engine: Engine, identity: str) -> None:
    with engine.writer() as writer:
        writer.add(
            schema.PASSAGES, [Document({schema.FOLDED: "dang", schema.REPORT: identity}, "a"), passage("b", "dang")]
        )
    assert found(engine.view(), report(identity)) == ["a"]
    assert found(engine.view(), report(identity[:1])) == (["a"] if len(identity) == 1 else [])


def test_nothing_is_visible_before_the_commit(engine: Engine) -> None:
    writer = engine.writer()
    writer.add(schema.PASSAGES, [passage("a", "dang")])
    assert engine.view().size() == 0
    writer.commit()
    assert found(engine.view(), term("dang")) == ["a"]


def test_a_view_stays_as_it_was(engine: Engine, own_view: View) -> None:
    with engine.writer() as writer:
        writer.delete(schema.REPORT, "a")
        writer.add(schema.PASSAGES, [passage("g", "dang uy")])
    assert sorted(found(own_view, term("dang"))) == list("abce")
    assert sorted(found(engine.view(), term("dang"))) == list("bceg")


def test_a_rollback_undoes_additions_and_deletions(engine: Engine, own_view: View) -> None:
    writer = engine.writer()
    writer.delete(schema.REPORT, "a")
    writer.add(schema.PASSAGES, [passage("g", "dang")])
    writer.rollback()
    assert own_view.size() == len(TEXTS)
    assert sorted(found(engine.view(), term("dang"))) == list("abce")


def test_an_error_in_a_transaction_undoes_it(engine: Engine) -> None:
    writer = engine.writer()
    with suppress(ZeroDivisionError), writer:
        writer.add(schema.PASSAGES, [passage("a", "dang")])
        raise ZeroDivisionError
    assert engine.view().size() == 0
    engine.writer().rollback()


def test_a_deletion_takes_all_passages_with_a_key(engine: Engine, own_view: View) -> None:
    with engine.writer() as writer:
        writer.delete(schema.FOLDED, "uy")
        writer.delete(schema.FOLDED, "vang")
    after = engine.view()
    assert sorted(found(after, Bool())) == list("bdf")
    assert (after.size(), count(after, term("dang")), count(after, term("uy"))) == (3, 1, 0)


def test_a_deletion_spares_what_the_same_writer_adds(engine: Engine, own_view: View) -> None:
    with engine.writer() as writer:
        writer.delete(schema.REPORT, "a")
        writer.add(schema.PASSAGES, [passage("a", "moi")])
    assert found(engine.view(), report("a")) == ["a"]
    assert found(engine.view(), term("moi")) == ["a"]
    assert found(engine.view(), term("hop")) == []


def test_searches_work_after_all_was_deleted(engine: Engine, own_view: View) -> None:
    with engine.writer() as writer:
        for identity in TEXTS:
            writer.delete(schema.REPORT, identity)
    assert found(engine.view(), Bool(should=(term("dang", 1.0), term("uy", 1.0)))) == []
    assert engine.view().size() == 0


def test_scores_stay_finite_after_many_deletions(engine: Engine) -> None:
    with engine.writer() as writer:
        writer.add(schema.PASSAGES, [passage(str(number % 10), "dang uy") for number in range(100)])
    with engine.writer() as writer:
        for number in range(9):
            writer.delete(schema.REPORT, str(number))
    left = scores(engine.view(), term("dang", 1.0))
    assert list(left) == ["9"]
    assert all(math.isfinite(score) and score >= 0 for score in left.values())


def test_several_commits_score_as_one(engine: Engine, own_view: View, engine_name: str, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = engines.engine_class(engine_name).create(tmp_path / "other")
    for one in TEXTS.items():
        with other.writer() as writer:
            writer.add(schema.PASSAGES, [passage(*one)])
    query = Bool(should=(term("dang", 1.0), term("uy", 0.4), term("khoi", 0.2)))
    assert scores(other.view(), query) == pytest.approx(scores(own_view, query), rel=1e-4)
    other.close()


def test_files_that_no_commit_needs_any_more_are_deleted(engine: Engine, tmp_path: Path) -> None:
    files = []
    for number in range(16):
        with engine.writer() as writer:
            writer.delete(schema.REPORT, "a")
            writer.add(schema.PASSAGES, [passage("a", f"dang {number}")])
            writer.add(schema.REPORTS, [Document({schema.REPORT: "a", schema.FOLDED: f"dang {number}"}, link=number)])
        files.append(sum(file.is_file() for file in tmp_path.rglob("*")))
    assert found(engine.view(), term("dang")) == ["a"]
    # Whoosh lets four small segments stand before it merges them.
    assert max(files[8:]) <= max(files[:8])


def test_a_large_transaction_that_is_undone_leaves_no_file_behind(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The least that the engines can be made to keep in memory before they write files.
    monkeypatch.setattr("searchkit.engines.tantivy._HEAP_BYTES", {one.name: 15_000_000 for one in schema.COLLECTIONS})
    monkeypatch.setattr("searchkit.engines.whoosh._BUFFER_MEGABYTES", 1)
    with engine.writer() as writer:
        writer.add(schema.PASSAGES, [passage("a", "dang")])
    before = set(tmp_path.rglob("*"))
    writer = engine.writer()
    for number in range(100):
        writer.add(schema.PASSAGES, [passage(str(number), " ".join(f"k{number}x{key}" for key in range(1000)))])
    assert len(list(tmp_path.rglob("*"))) > len(before)
    writer.rollback()
    if engine.name == "whoosh":
        # It leaves its files to the next commit: once it has let go of its lock they may be another writer's.
        engine.writer().commit()
    assert len(list(tmp_path.rglob("*"))) <= len(before) + 1  # a lock file
    assert found(engine.view(), Bool()) == ["a"]


def test_there_is_one_writer_at_a_time(engine: Engine) -> None:
    writer = engine.writer()
    with pytest.raises(IndexLockedError):
        engine.writer()
    writer.rollback()
    engine.writer().rollback()


def test_another_opening_cannot_write_at_the_same_time(engine: Engine, engine_name: str, tmp_path: Path) -> None:
    other = engines.engine_class(engine_name).open(tmp_path)
    writer = engine.writer()
    with pytest.raises(IndexLockedError):
        other.writer()
    writer.commit()
    other.writer().commit()
    other.close()


def test_a_writer_whose_transaction_ended_is_of_no_more_use(engine: Engine) -> None:
    writer = engine.writer()
    writer.commit()
    with pytest.raises(EngineError):
        writer.add(schema.PASSAGES, [passage("a", "dang")])
    with pytest.raises(EngineError):
        writer.delete(schema.REPORT, "a")
    with pytest.raises(EngineError):
        writer.commit()
    writer.rollback()


def test_what_was_committed_is_there_after_reopening(
    engine: Engine, own_view: View, engine_name: str, tmp_path: Path
) -> None:
    query = Bool(should=(term("dang", 1.0), term("uy", 0.4)))
    before = scores(own_view, query)
    engine.close()
    again = engines.engine_class(engine_name).open(tmp_path)
    assert scores(again.view(), query) == pytest.approx(before, rel=1e-6)
    assert found(again.view(), Sequence(schema.FOLDED, ("dang", "uy", "khoi"))) == ["a"]
    with again.writer() as writer:
        writer.add(schema.PASSAGES, [passage("g", "dang moi")])
    assert found(again.view(), term("moi")) == ["g"]
    engine.__dict__.update(again.__dict__)


def test_another_opening_sees_a_commit(engine: Engine, engine_name: str, tmp_path: Path) -> None:
    other = engines.engine_class(engine_name).open(tmp_path)
    assert other.view().size() == 0
    for number in range(5):
        with engine.writer() as writer:
            writer.add(schema.PASSAGES, [passage(str(number), "dang")])
        assert other.view().size() == number + 1
    other.close()


def test_what_is_no_index_is_an_error(engine_name: str, tmp_path: Path) -> None:
    with pytest.raises(IndexFormatError):
        engines.engine_class(engine_name).open(tmp_path)


def test_threads_may_share_a_view(view: View) -> None:
    queries: list[Node] = [term(key, 1.0) for key in ("dang", "uy", "chi", "khoi", "bo")] * 20
    expected = [found(view, query) for query in queries]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda query: found(view, query), queries)) == expected


def test_a_passage_of_many_keys(engine: Engine) -> None:
    stored = json.dumps("ủy " * 50_000)
    with engine.writer() as writer:
        writer.add(schema.PASSAGES, [Document({schema.FOLDED: "dang " * 50_000 + "uy"}, stored)])
    [match] = matches_of(engine.view(), Sequence(schema.FOLDED, ("dang", "uy")))
    assert engine.view().fetch([match.address]) == [stored]


def test_the_names_of_the_engines() -> None:
    assert engines.DEFAULT in engines.NAMES
    assert [engines.engine_class(name).name for name in engines.NAMES] == list(engines.NAMES)
    with pytest.raises(EngineError, match="tantivy, whoosh"):
        engines.engine_class("lucene")


# Collections and links


def linked(identity: str, text: str, link: int | None) -> Document:
    return passage(identity, text)._replace(link=link)


def with_links(engine: Engine) -> View:
    """Passages of two reports with views, and two that have none."""
    with engine.writer() as writer:
        writer.add(
            schema.PASSAGES,
            [
                linked("a", "dang uy", 7),
                linked("b", "dang khoi hop", 7),
                linked("c", "dang bo", 9),
                passage("d", "dang"),
                passage("e", "uy"),
            ],
        )
        whole = {schema.REPORT: "r", schema.FOLDED: "dang uy dang khoi hop"}
        writer.add(schema.REPORTS, [Document(whole, link=7), Document({schema.FOLDED: "dang bo"}, link=9)])
    return engine.view()


@pytest.fixture(scope="module")
def linked_view(new_engine: Callable[[], Engine]) -> View:
    """An index with these, that nobody writes to."""
    return with_links(new_engine())


def test_matches_carry_the_links_of_their_documents(linked_view: View) -> None:
    found_links = {
        stored[0]: match.link
        for match in matches_of(linked_view, Bool())
        for stored in linked_view.fetch([match.address])
    }
    assert found_links == {"a": 7, "b": 7, "c": 9, "d": None, "e": None}


@pytest.mark.parametrize(
    "tree",
    [
        Bool(should=(term("dang", 1.0), term("khoi", 0.5))),
        Bool(should=(term("dang"), term("khoi"))),
        Bool(must=(term("dang"),), should=(term("uy", 1.0),)),
        Bool(must=(term("dang"),), must_not=(term("hop"),)),
        term("dang", 2.0),
    ],
)
@pytest.mark.parametrize("links", [(7,), (7, 9), (9, 8), (8,), ()])
def test_a_request_may_be_for_some_links_only(linked_view: View, tree: Node, links: tuple[int, ...]) -> None:
    everything, some = linked_view.search([Request((tree,), 100), Request((tree,), 100, links=links)])
    assert sorted(some) == sorted(match for match in everything if match.link in links)


def test_a_request_for_a_link_finds_only_what_matches(linked_view: View) -> None:
    tree = Bool(should=(term("khoi", 1.0), term("hop", 1.0)))
    (matches,) = linked_view.search([Request((tree,), 100, links=(7, 9))])
    assert [stored[0] for stored in linked_view.fetch(match.address for match in matches)] == ["b"]


def test_a_document_belongs_to_the_first_tier_that_matches_it(view: View) -> None:
    tiers = (Bool(must=(term("dang", 1.0), term("uy", 1.0))), term("khoi"), Bool(should=(term("dang", 1.0),)))
    (matches,) = view.search([Request(tiers, 100)])
    tiers_of = dict(zip((stored[0] for stored in view.fetch(match.address for match in matches)),
                        (match.tier for match in matches), strict=True))  # fmt: skip
    assert tiers_of == {"a": 0, "c": 0, "e": 0, "d": 1, "b": 2}
    assert [(match.tier, -match.score) for match in matches] == sorted((match.tier, -match.score) for match in matches)


@pytest.mark.parametrize("limit", [0, 1, 2, 3, 4, 5, 6])
def test_a_limit_counts_over_all_tiers(view: View, limit: int) -> None:
    tiers = (Bool(must=(term("dang", 1.0), term("uy", 1.0))), term("khoi"), Bool(should=(term("dang", 1.0),)))
    whole, cut = view.search([Request(tiers, 100), Request(tiers, limit)])
    assert cut == whole[:limit]


def test_collections_are_apart(linked_view: View) -> None:
    assert (linked_view.size(schema.PASSAGES), linked_view.size(schema.REPORTS)) == (5, 2)
    passages, reports = linked_view.search(
        [Request((term("dang"),), 100), Request((term("dang"),), 100, schema.REPORTS)]
    )
    assert (len(passages), len(reports)) == (4, 2)
    assert linked_view.count([term("bo")]) == [1]


def test_a_key_weighs_in_reports_what_it_weighs_among_passages(linked_view: View) -> None:
    (matches,) = linked_view.search([Request((term("bo", 1.0),), 100, schema.REPORTS)])
    idf = math.log(1 + (5 - 1 + 0.5) / (1 + 0.5))
    assert [match.score for match in matches] == pytest.approx(
        [idf * (K1 + 1) / (1 + K1 * (1 - B + B * 2 / 3.5))], rel=1e-4
    )


# Several whole keys, and counting by them


def saying(identity: str, link: int | None, facts: tuple[str, ...], shown: tuple[str, ...] = ()) -> Document:
    document = linked(identity, "dang", link)
    fields = {schema.FACTS: schema.several(facts), schema.SHOWN: schema.several(shown)}
    return document._replace(fields={**document.fields, **fields})


SAYING = [
    saying("a", 7, ("place\tbac ninh", "kind\ttin"), ("place\tBắc Ninh", "kind\tTin")),
    saying("b", 7, ("place\tbac ninh", "kind\ttin")),
    saying("c", 9, ("place\tbac ninh", "place\tbac giang"), ("place\tBắc Giang",)),
    saying("d", None, ("place\tbac giang",), ("place\tBắc Giang", "kind\tTin", "kind\tBài")),
    saying("e", None, ()),
]


def with_facts(engine: Engine) -> View:
    """Passages of two reports, and two that are reports by themselves; some say several things."""
    with engine.writer() as writer:
        writer.add(schema.PASSAGES, SAYING)
        writer.add(
            schema.REPORTS,
            [Document({schema.FOLDED: "dang dang", schema.FACTS: SAYING[0].fields[schema.FACTS]}, link=7)],
        )
    return engine.view()


@pytest.fixture(scope="module")
def saying_view(new_engine: Callable[[], Engine]) -> View:
    """An index with these, that nobody writes to."""
    return with_facts(new_engine())


def says(key: str) -> Term:
    return Term(schema.FACTS, key)


@pytest.mark.parametrize(
    ("tree", "matches"),
    [
        (says("place\tbac ninh"), "abc"),
        (says("place\tbac giang"), "cd"),
        (Bool(must=(says("place\tbac ninh"), says("kind\ttin"))), "ab"),
        (Bool(must=(says("place\tbac ninh"), says("place\tbac giang"))), "c"),
        (Bool(must=(Bool(should=(says("kind\ttin"), says("place\tbac giang"))), term("dang", 1.0))), "abcd"),
        (says("place\tbac"), ""),
        (says("place\tbac ninh\nkind\ttin"), ""),
        (says("ninh"), ""),
    ],
)
def test_a_document_may_have_several_whole_keys(saying_view: View, tree: Node, matches: str) -> None:
    assert sorted(found(saying_view, tree)) == list(matches)
    assert count(saying_view, tree) == len(matches)


def test_a_condition_of_no_weight_changes_no_score(saying_view: View) -> None:
    scored = scores(saying_view, term("dang", 1.0))
    within = scores(saying_view, Bool(must=(says("place\tbac ninh"), Bool(should=(term("dang", 1.0),)))))
    assert within == pytest.approx({one: scored[one] for one in "abc"}, rel=1e-6)


def test_a_condition_holds_in_the_views_of_reports_and_changes_no_score(saying_view: View) -> None:
    tree = Bool(should=(term("dang", 1.0),))
    ask = [Request((one,), 9, schema.REPORTS) for one in (
        tree, Bool(must=(says("kind\ttin"), tree)), Bool(must=(says("kind\tbai"), tree))
    )]  # fmt: skip
    (plain,), (within,), none = saying_view.search(ask)
    assert (within.link, none) == (7, [])
    assert within.score == pytest.approx(plain.score, rel=1e-6)


@pytest.mark.parametrize(
    ("tree", "prefix", "tally"),
    [
        (Bool(), "place\t", Tally(4, {"place\tBắc Giang": 2, "place\tBắc Ninh": 1})),
        (Bool(), "kind\t", Tally(4, {"kind\tBài": 1, "kind\tTin": 2})),
        (Bool(), "year\t", Tally(4, {})),
        (term("dang"), "place\tBắc G", Tally(4, {"place\tBắc Giang": 2})),
        (report("b"), "place\t", Tally(1, {"place\tBắc Ninh": 1})),
        (report("d"), "", Tally(1, {"kind\tBài": 1, "kind\tTin": 1, "place\tBắc Giang": 1})),
        (report("e"), "", Tally(1, {})),
        (term("vang"), "", Tally(0, {})),
        (Bool(should=(report("a"), report("b"), report("e"))), "place\t", Tally(2, {"place\tBắc Ninh": 1})),
    ],
)
def test_reports_are_counted_by_the_keys_of_any_of_their_passages(
    saying_view: View, tree: Node, prefix: str, tally: Tally
) -> None:
    assert saying_view.tally([TallyRequest(tree, schema.SHOWN, prefix)]) == [tally]


def test_several_counts_are_one_question(saying_view: View) -> None:
    requests = [TallyRequest(Bool(), schema.SHOWN, prefix) for prefix in ("kind\t", "place\t")]
    assert saying_view.tally(requests) == [saying_view.tally([request])[0] for request in requests]
    assert saying_view.tally([]) == []


def test_what_was_deleted_is_not_counted(engine: Engine) -> None:
    before = with_facts(engine)
    for other in "xyz":  # several segments, the first of them with deletions
        with engine.writer() as writer:
            writer.add(schema.PASSAGES, [saying(other, None, (), ("kind\tTin",))])
    with engine.writer() as writer:
        for gone in "cdy":
            writer.delete(schema.REPORT, gone)
    assert engine.view().tally([TallyRequest(Bool(), schema.SHOWN, "")]) == [
        Tally(4, {"kind\tTin": 3, "place\tBắc Ninh": 1})
    ]
    assert before.tally([TallyRequest(Bool(), schema.SHOWN, "kind\t")])[0].reports == 4


def test_an_empty_index_has_nothing_to_count(engine: Engine) -> None:
    assert engine.view().tally([TallyRequest(Bool(), schema.SHOWN, "")]) == [Tally(0, {})]


def test_a_deletion_takes_the_view_of_a_report_along(engine: Engine) -> None:
    with_links(engine)
    with engine.writer() as writer:
        writer.delete(schema.REPORT, "r")
    assert engine.view().size(schema.REPORTS) == 1


def test_a_closed_engine_says_so(engine: Engine, own_view: View) -> None:
    engine.close()
    for ask in (
        lambda: own_view.search([Request((term("dang"),), 1)]),
        lambda: own_view.count([term("dang")]),
        lambda: own_view.fetch([]),
        lambda: own_view.terms(schema.FOLDED, ["d"]),
        lambda: own_view.size(),
        lambda: own_view.tally([TallyRequest(Bool(), schema.SHOWN, "")]),
        engine.view,
    ):
        with pytest.raises(EngineError, match="closed; open it again"):
            ask()
