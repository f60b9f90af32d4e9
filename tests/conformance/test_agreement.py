"""The two engines agree: the same matches, nearly the same order."""

from __future__ import annotations

import json
import lzma
import os
import random
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest

import searchkit
from searchkit import Index, Report
from searchkit.evaluation.relevance import without_accents

#: Whoosh indexes some hundred passages a second: set SEARCHKIT_FULL=1 for 2,000 articles.
ARTICLES = 2000 if os.environ.get("SEARCHKIT_FULL") == "1" else 60

Pair = tuple[Index, Index]


@pytest.fixture(scope="module")
def on_seeds(seed_indexes: Callable[[str], Index]) -> Pair:
    """The sample reports by both engines."""
    return seed_indexes("tantivy"), seed_indexes("whoosh")


@pytest.fixture(scope="module")
def articles(shared: Path) -> list[Report]:
    """News articles."""
    file = shared / "data" / "corpora" / "baomoi.jsonl.xz"
    if not file.exists():
        pytest.skip(f"no corpus {file}")
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in islice(lines, ARTICLES)]
    return [Report(id=one["_id"], title=one["title"], text=one["text"]) for one in records]


@pytest.fixture(scope="module")
def on_news(articles: list[Report], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """The articles by both engines."""
    folder = tmp_path_factory.mktemp("news")
    with searchkit.create(folder / "1", "tantivy") as tantivy, searchkit.create(folder / "2", "whoosh") as whoosh:
        tantivy.add(articles)
        whoosh.add(articles)
        yield tantivy, whoosh


def queries_from(texts: list[str]) -> list[str]:
    """Sixty queries of one to six neighbouring words, a third of them each as written, accent-free and as phrases."""
    chance = random.Random(20261122)
    queries = []
    while len(queries) < 60:
        words = chance.choice(texts).split()
        length = len(queries) % 6 + 1
        start = chance.randrange(max(1, len(words) - length))
        neighbours = words[start : start + length]
        if len(neighbours) == length and all(word.isalpha() and not word.isupper() for word in neighbours):
            cut = " ".join(neighbours)
            queries.append((cut, without_accents(cut), f'"{cut}"')[len(queries) // 6 % 3])
    return queries


def check_matches(pair: Pair, query: str, **options: bool | str) -> bool:
    """Whether there are any."""
    found = [index.search(query, 10_000, all_copies=True, **options) for index in pair]  # type: ignore[arg-type]
    ids = [{hit.passage.id for hit in results} for results in found]
    assert ids[0] == ids[1]
    assert [results.totals.any_word for results in found] == [len(ids[0])] * 2
    return bool(ids[0])


def shared_of_top_ten(pair: Pair, query: str) -> float:
    tops = [[hit.passage.id for hit in index.search(query, 10, all_copies=True)] for index in pair]
    return len(set(tops[0]) & set(tops[1])) / max(1, len(tops[0])) * 10


def seed_texts(index: Index) -> list[str]:
    return [index.report(identity).text for identity in index.ids()]


def test_they_hold_the_same_passages(on_seeds: Pair) -> None:
    left, right = (index.stats() for index in on_seeds)
    assert (left.reports, left.passages) == (right.reports, right.passages)


@pytest.mark.parametrize("options", [{}, {"every_word": True}, {"accents": "strict"}, {"accents": "ignore"}])
def test_they_match_the_same_in_the_sample_reports(on_seeds: Pair, options: dict[str, bool | str]) -> None:
    found = [check_matches(on_seeds, query, **options) for query in queries_from(seed_texts(on_seeds[0]))]
    # What is asked was taken from the texts; a few run over from passage to passage, and for some accents are left out.
    assert sum(found) >= (30 if options.get("accents") == "strict" else 50)


@pytest.mark.parametrize(
    "query",
    ["đảng NOT bộ", "đảng -ủy", "đảng AND (bộ OR viên)", '"đảng ủy" OR 1666', "21-NQ/TW", "2020 - 2025", "933/954"],
)
def test_they_match_the_same_with_operators(on_seeds: Pair, query: str) -> None:
    assert check_matches(on_seeds, query)
    assert check_matches(on_seeds, query, every_word=True)


def test_they_rank_alike_in_the_sample_reports(on_seeds: Pair) -> None:
    queries = queries_from(seed_texts(on_seeds[0]))
    assert sum(shared_of_top_ten(on_seeds, query) for query in queries) / len(queries) >= 9


def test_they_match_the_same_in_the_news(on_news: Pair, articles: list[Report]) -> None:
    assert sum(check_matches(on_news, query) for query in queries_from([article.text for article in articles])) >= 50


def test_they_rank_alike_in_the_news(on_news: Pair, articles: list[Report]) -> None:
    queries = queries_from([article.text for article in articles])
    assert sum(shared_of_top_ten(on_news, query) for query in queries) / len(queries) >= 9


def test_they_know_the_same_terms(on_news: Pair) -> None:
    for field in ("exact", "folded", "pairs", "words"):
        left, right = (index._current.view().terms(field, "d") for index in on_news)
        assert left == right
        assert left


@pytest.mark.parametrize("query", ["đảng ủy khối", "nghi quyet 21", '"chi bộ" OR họp'])
def test_they_explain_hits_alike(on_seeds: Pair, query: str) -> None:
    tantivy, whoosh = (index.search(query, 10) for index in on_seeds)
    parts_of = {hit.passage.id: hit.explain() for hit in whoosh}
    both = [hit for hit in tantivy if hit.passage.id in parts_of]
    assert len(both) >= 8
    for hit in both:
        explanation, other = hit.explain(), parts_of[hit.passage.id]
        assert explanation.tier == other.tier
        assert [part[:4] for part in explanation.parts] == [part[:4] for part in other.parts]
        # tantivy keeps lengths in a byte.
        assert [part.score for part in explanation.parts] == pytest.approx(
            [part.score for part in other.parts], rel=0.1
        )


def test_they_find_the_same_reports_alike(on_seeds: Pair) -> None:
    same = 0
    for identity in on_seeds[0].ids():
        left, right = ([hit.report.id for hit in index.similar(identity)] for index in on_seeds)
        assert sorted(left) == sorted(right)
        same += left[0] == right[0]
    assert same >= 4


def test_they_count_alike(on_seeds: Pair) -> None:
    for query in ("dang uy khoi", "đảng vắng", '"chi bộ" họp', "btv"):
        totals = [index.search(query).totals for index in on_seeds]
        assert len({(one.all_words, one.any_word, one.reports) for one in totals}) == 1
