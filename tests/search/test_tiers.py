"""The order of hits: accents, phrases, all words. For passages alike otherwise, whatever their lengths within two."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterable
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import searchkit
from searchkit import Index, Report
from searchkit.analysis.accents import agreement
from searchkit.analysis.analyzer import analyze
from searchkit.analysis.spelling import exact_key
from searchkit.engines import NAMES
from searchkit.evaluation.relevance import without_accents
from tests.texts import nfd

IndexOf = Callable[..., Index]

FILLER = [
    "việc",
    "của",
    "tỉnh",
    "nhà",
    "năm",
    "qua",
    "rất",
    "tốt",
    "và",
    "nhiều",
    "người",
    "cùng",
    "làm",
    "thật",
    "vui",
    "trên",
    "mọi",
    "miền",
    "quê",
    "hương",
    "ta",
]
# The ways a syllable may be accented, by its folded key.
FORMS = {
    "dang": ["dang", "đang", "đảng", "đăng", "dạng", "dáng", "đẳng", "đáng", "đặng"],
    "uy": ["uy", "ủy", "úy", "uỷ"],
    "bo": ["bo", "bộ", "bỏ", "bô", "bố", "bò"],
    "hoa": ["hoa", "hòa", "hoà", "hóa", "hoả", "họa"],
}
#: A form as it is typed, one that agrees better with it, and one that agrees worse.
UNEQUAL = [
    (typed, better, worse)
    for forms in FORMS.values()
    for typed, better, worse in product(forms, repeat=3)
    if agreement(exact_key(typed), exact_key(better)) > agreement(exact_key(typed), exact_key(worse))
]
LENGTHS = st.integers(6, 45).flatmap(lambda short: st.tuples(st.just(short), st.integers(short, 2 * short)))
QUERY = st.lists(
    st.sampled_from(["đảng", "ủy", "khối", "chi", "bộ", "hòa", "bình"]), min_size=2, max_size=4, unique=True
)
# Not drawn word by word: that would take most of the time.
CHANCE = st.integers(0, 2**32).map(random.Random)


class Case(NamedTuple):
    """A query, a text that must come first, one that must come later, and others. What is said of two texts holds
    whatever else is in the index: so an index is made of many cases."""

    query: str
    first: str
    later: str
    others: tuple[str, ...] = ()


def ranked(texts: dict[str, str], query: str, engine: str, accents: str = "auto") -> list[str]:
    """The ids of some texts in the order in which a query finds them."""
    return orders(texts, [query], engine, accents)[0]


def orders(texts: dict[str, str], queries: list[str], engine: str, accents: str = "auto") -> list[list[str]]:
    """The same for several queries."""
    with tempfile.TemporaryDirectory() as folder, searchkit.create(Path(folder) / "index", engine) as index:
        index.add(Report(id=identity, text=text) for identity, text in texts.items())
        found = [index.search(query, 1000, accents=accents, all_copies=True) for query in queries]
        return [[hit.report.id for hit in hits] for hits in found]


def check(cases: list[Case], engine: str, chance: random.Random) -> None:
    texts = {}
    for number, case in enumerate(cases):
        texts |= {f"{number} first": case.first, f"{number} later": case.later}
        texts |= {f"{number} other {other}": text for other, text in enumerate(case.others)}
    shuffled = dict(chance.sample(list(texts.items()), k=len(texts)))
    for number, (case, found) in enumerate(
        zip(cases, orders(shuffled, [case.query for case in cases], engine), strict=True)
    ):
        assert found.index(f"{number} first") < found.index(f"{number} later"), case


def text_of(words: list[str], length: int, chance: random.Random) -> str:
    """A text of some length that holds some words together."""
    fillers = [chance.choice(FILLER) for _ in range(max(0, length - len(words)))]
    place = chance.randrange(len(fillers) + 1)
    return " ".join([*fillers[:place], *words, *fillers[place:]])


@st.composite
def accents_differ(draw: st.DrawFn) -> Case:
    """Texts alike but for one form; the one that agrees better is the longer one."""
    typed, better, worse = draw(st.sampled_from(UNEQUAL))
    # Without a mark typed in the whole query accents don't count.
    least = 1 if typed.isascii() else 0
    others = draw(st.lists(st.sampled_from(["nghị", "quyết", "khối", "tỉnh"]), min_size=least, max_size=3, unique=True))
    place, (short, long), chance = draw(st.integers(0, len(others))), draw(LENGTHS), draw(CHANCE)

    def around(form: str) -> list[str]:
        return [*others[:place], form, *others[place:]]

    return Case(" ".join(around(typed)), text_of(around(better), long, chance), text_of(around(worse), short, chance))


@st.composite
def together_and_apart(draw: st.DrawFn) -> Case:
    query, (short, long), chance = draw(QUERY), draw(LENGTHS), draw(CHANCE)
    apart = [word for one in query for word in (one, *chance.choices(FILLER, k=3))]
    later = " ".join([*apart, *chance.choices(FILLER, k=max(0, short - len(apart)))])
    typed = " ".join(query)
    return Case(
        without_accents(typed) if draw(st.booleans()) else typed, text_of(query, max(long, len(query)), chance), later
    )


@st.composite
def phrase_and_repetition(draw: st.DrawFn) -> Case:
    query, times, chance = draw(QUERY), draw(st.integers(1, 60)), draw(CHANCE)
    repeated = " ".join([draw(st.sampled_from(query))] * times)
    noise = tuple(text_of([query[0]], 10, chance) for _ in range(3))
    return Case(" ".join(query), text_of(query, 60, chance), repeated, noise)


@st.composite
def all_and_some(draw: st.DrawFn) -> Case:
    query, (short, long), times, chance = draw(QUERY), draw(LENGTHS), draw(st.integers(1, 10)), draw(CHANCE)
    apart = [word for one in query for word in (one, chance.choice(FILLER))]
    return Case(
        " ".join(query), text_of(apart, max(long, len(apart)), chance), text_of(query[:-1] * times, short, chance)
    )


KINDS = {
    "in a short query the accents of a word decide whatever the lengths": accents_differ(),
    "words together come before the same words apart": together_and_apart(),
    "a common syllable repeated never beats the phrase": phrase_and_repetition(),
    "all words come before some": all_and_some(),
}


@pytest.mark.parametrize("engine", NAMES)
@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=5)
@given(data=st.data(), chance=CHANCE)
def test_what_comes_first_in_a_short_query(engine: str, kind: str, data: st.DataObject, chance: random.Random) -> None:
    check([data.draw(KINDS[kind])], engine, chance)
    check(data.draw(st.lists(KINDS[kind], min_size=20, max_size=20)), engine, chance)


@pytest.mark.parametrize(
    ("query", "tiers"),
    [
        # Together, anywhere, any of them: each as typed, compatible, whatever the accents.
        ("đang ủy", ["đang ủy", "đảng uỷ", "dạng ủy", "đang và ủy", "đảng và ủy", "dạng và ủy", "đang", "dạng"]),
        # The same without accents, where one level is left.
        ("dang uy", ["đang ủy", "đang và ủy", "dạng"]),
        ("đang", ["đang", "đảng", "dạng"]),
        ("dang", ["đảng"]),
    ],
)
def test_the_tiers_of_a_short_query_in_order(index_of: IndexOf, engine_name: str, query: str, tiers: list[str]) -> None:
    # The later the tier the more often the words are there: by scores alone the order would be turned round.
    texts = [f"{text} việc {'chung ' * 60}" for text in tiers[:1]]
    texts += [" , ".join([text] * (2 * place + 2)) for place, text in enumerate(tiers[1:])]
    hits = index_of(texts, engine_name).search(query, all_copies=True)
    assert [int(hit.report.id) for hit in hits] == list(range(len(tiers)))
    assert [hit.tier for hit in hits] == sorted({hit.tier for hit in hits})


@pytest.mark.parametrize("engine", NAMES)
@pytest.mark.parametrize("words", [1, 2, 4, 5, 8])
@pytest.mark.parametrize("others", [0, 30])
def test_the_exact_accents_come_first_among_many_others(engine: str, words: int, others: int) -> None:
    query = ["đảng", "bộ", "tỉnh", "nhà", "họp", "bàn", "việc", "lớn"][:words]
    chance = random.Random(7)
    texts = {f"other{number}": text_of(["dạng", *query[1:]], 10, chance) for number in range(others)}
    texts["compatible"] = text_of(["đẳng", *query[1:]], 10, chance)
    texts["exact"] = text_of(query, 20, chance)
    found = ranked(texts, " ".join(query), engine)
    assert found[0] == "exact"


@pytest.mark.parametrize("engine", NAMES)
@pytest.mark.parametrize("typed", ["đang bộ", "đang bo"])
def test_an_untyped_mark_is_free_and_a_typed_one_counts(engine: str, typed: str) -> None:
    texts = {"contradicted": "Dạng bộ họp", "compatible": "Đảng bộ họp hôm nay ở tỉnh"}
    assert ranked(texts, typed, engine) == ["compatible", "contradicted"]


@pytest.mark.parametrize("engine", NAMES)
def test_an_accent_free_query_does_not_prefer_accent_free_text(engine: str) -> None:
    texts = {"long": "dang uy khoi hop ban viec lon cua tinh", "short": "Đảng ủy Khối họp"}
    assert ranked(texts, "dang uy khoi", engine) == ["short", "long"]


SYLLABLE = st.sampled_from(["đảng", "đang", "dạng", "ủy", "uy", "khối", "bộ", "bỏ", "hòa", "hoá"])
LINE = st.lists(st.one_of(SYLLABLE, st.just("việc")), min_size=1, max_size=8).map(" ".join)


@pytest.mark.parametrize("engine", NAMES)
@settings(max_examples=10)
@given(
    st.lists(st.lists(SYLLABLE, min_size=1, max_size=5).map(" ".join), min_size=4, max_size=4),
    st.lists(LINE, min_size=2, max_size=8),
)
def test_normal_form_and_the_case_of_a_query_do_not_change_the_order(
    engine: str, queries: list[str], lines: list[str]
) -> None:
    texts = {str(number): line for number, line in enumerate([*lines, *queries])}
    forms = [*queries, *(nfd(query).title() for query in queries)]
    expected = orders(texts, forms, engine)
    assert all(expected)
    assert expected[: len(queries)] == expected[len(queries) :]
    assert orders({identity: nfd(text) for identity, text in texts.items()}, forms, engine) == expected
    # The case of a text tells names from words, so compounds and with them scores may change; what matches doesn't.
    upper = {identity: text.upper() for identity, text in texts.items()}
    assert list(map(sorted, orders(upper, forms, engine))) == list(map(sorted, expected))


def test_equal_passages_come_in_the_same_order_every_time(index_of: IndexOf, engine_name: str) -> None:
    index = index_of(["Đảng ủy họp."] * 7, engine_name)
    found = [hit.report.id for hit in index.search("đảng", all_copies=True)]
    assert found == [str(number) for number in range(7)]


@pytest.mark.parametrize("engine", NAMES)
@pytest.mark.parametrize(
    ("better", "worse"), [("đang", "đảng"), ("đang", "dạng"), ("đảng", "dạng"), ("đăng", "dáng"), ("đáng", "dàng")]
)
def test_in_a_long_query_the_accents_decide_between_passages_alike_otherwise(
    engine: str, better: str, worse: str
) -> None:
    query = "hội nghị đang bàn về việc lớn của tỉnh nhà"
    for order in ((better, worse), (worse, better)):
        texts = {form: query.replace("đang", form) + " trong năm" for form in order}
        assert ranked(texts, query, engine) == [better, worse]


def test_d7_a_passage_of_a_later_tier_never_comes_first_however_long_the_query(
    index_of: IndexOf, engine_name: str
) -> None:
    # A tier was once worth a hundred added to a score, and a long query's scores are higher than that.
    onsets = ["b", "c", "d", "g", "h", "l", "m", "n", "s", "t"]
    rimes = ["an", "ong", "em", "in", "un", "ach", "oc", "et", "ip", "ut", "ang", "om", "ep"]
    words = [onset + rime for onset in onsets for rime in rimes]
    exact = [
        word.replace("a", "á").replace("o", "ó").replace("e", "é").replace("i", "í").replace("u", "ú") for word in words
    ]
    other = [
        word.replace("a", "ạ").replace("o", "ọ").replace("e", "ẹ").replace("i", "ị").replace("u", "ụ") for word in words
    ]
    few = f"{exact[0]} " + "việc chung " * 40
    many = " ".join(reversed(other[1:]))
    noise = ["năm qua vô sự"] * 300
    index = index_of([few, many, *noise], engine_name)
    first, second = index.search(" ".join(exact))
    assert (first.report.id, second.report.id) == ("0", "1")
    assert first.tier < second.tier
    assert first.score + 100 < second.score


def test_d20_a_paragraph_that_is_in_the_index_many_times_is_not_read_every_time(
    index_of: IndexOf, engine_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = [f"Đảng ủy khối họp bàn việc chung {'.' * (number % 3)}" for number in range(1000)]
    index = index_of([*copies, "Chi bộ họp với đảng ủy ở huyện miền núi phía bắc của tỉnh nhà."], engine_name)
    fetched: list[int] = []
    view_class = type(index._current.view())
    fetch = view_class.fetch

    def counted(self: Any, addresses: Iterable[Any]) -> list[str]:
        wanted = list(addresses)
        fetched.append(len(wanted))
        return fetch(self, wanted)

    monkeypatch.setattr(view_class, "fetch", counted)
    hits = index.search("đảng ủy họp")
    assert [hit.report.id for hit in hits][-1] == "1000"
    assert len(hits) == 2
    assert sum(fetched) < 200
    assert len(index.search("đảng ủy họp", 2000, all_copies=True)) == 1001


def test_what_only_resembles_a_paragraph_that_is_there_many_times_is_found(index_of: IndexOf, engine_name: str) -> None:
    words = " ".join(f"việc{letter}" for letter in "abcdefghijklmnopqrstuvwxyzăâêôơưáàảãạ")
    crowd, *others = (f"Đảng ủy khối họp ngày {number} bàn {words}" for number in range(10, 40))
    crowded = set(analyze([crowd])[0].copies.split())
    assert sum(bool(crowded & set(one.copies.split())) for one in analyze(others)) > 10
    index = index_of([*[crowd] * 300, *others], engine_name)
    # They differ by a number, so each says something of its own.
    assert len(index.search("đảng ủy họp", 100)) == 1 + len(others)


@pytest.mark.parametrize("filters", [{}, {"since": "2019-02", "place": ["Bắc Giang", "Nam Định", "Đồng Nai"]}])
@pytest.mark.parametrize(
    ("query", "most"), [("Đảng ủy khối", 10), ("dang uy khoi", 9), ("công tác xây dựng đảng năm 2023", 9)]
)
def test_a_page_with_its_copies_and_counts_asks_the_engine_a_handful_of_questions(
    seed_indexes: Callable[[str], Index],
    query: str,
    most: int,
    filters: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    index = seed_indexes("tantivy")
    view_class = type(index._current.view())
    asked: list[str] = []

    def counted(name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        def call(self: Any, *arguments: Any) -> Any:
            asked.append(name)
            return method(self, *arguments)

        return call

    for name in ("search", "count", "fetch", "terms", "size", "tally"):
        monkeypatch.setattr(view_class, name, counted(name, getattr(view_class, name)))
    results = index.search(query, **filters)
    assert len(results) == 10
    assert [(hit.copies, hit.more, hit.spans, hit.title_spans, results.total) for hit in results]
    assert len(asked) <= most, asked
