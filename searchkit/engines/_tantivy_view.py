"""Searching with tantivy: our trees as its queries, its answers as ours."""

from __future__ import annotations

import math
from _thread import allocate_lock, start_new_thread
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

import tantivy

from searchkit.engines._tantivy_errors import reading
from searchkit.engines._tantivy_keys import fitting
from searchkit.engines.contract import Match, Request, Tally, TallyRequest, View, in_tiers
from searchkit.engines.shape import shaped
from searchkit.engines.trees import Bool, Node, Term, are_scored_terms, spread
from searchkit.engines.trees import Sequence as KeySequence
from searchkit.errors import EngineError
from searchkit.schema import PASSAGES, RANKED, REPORTS, Collection

#: The field of a document's link, and the one of what is stored with it.
LINK, STORED = "link", "stored"

# Passages.
_LARGE = 50_000
_MOST_RATIOS = 100_000

Reader: TypeAlias = "tuple[tantivy.Searcher, tantivy.Schema]"


class TantivyView(View):
    """A view: a searcher of each collection, until it is closed. What it learns of terms it keeps, so an engine gives
    one view until the next commit."""

    def __init__(self, passages: Reader, reports: Reader) -> None:
        self._readers = {PASSAGES.name: passages, REPORTS.name: reports}
        self._ratios: dict[tuple[str, str], float] = {}
        # In a small one a search takes less time than a thread.
        self._is_large = passages[0].num_docs > _LARGE

    def is_of(self, passages: Reader, reports: Reader) -> bool:
        """Whether it searches these very readers."""
        return self._readers[PASSAGES.name] is passages and self._readers[REPORTS.name] is reports

    def close(self) -> None:
        """Let go of the files; searches that are under way end with them."""
        self._readers = {}

    def search(self, requests: Sequence[Request]) -> list[list[Match]]:
        self._reader()
        with reading():
            return _side_by_side(self._found, requests) if self._is_large else list(map(self._found, requests))

    def count(self, trees: Sequence[Node]) -> list[int]:
        searcher, schema = self._reader()
        with reading():
            found = [searcher.search(_native(shaped(tree), schema), 1, count=True) for tree in trees]
        return [int(one.count) for one in found]  # type: ignore[attr-defined]  # missing from tantivy's stubs

    def fetch(self, addresses: Iterable[Any]) -> list[str]:
        searcher, _ = self._reader()
        with reading():
            return [bytes(searcher.doc(tantivy.DocAddress(*address))[STORED][0]).decode() for address in addresses]

    def terms(self, field: str, prefixes: Sequence[str]) -> list[list[tuple[str, int]]]:
        searcher, _ = self._reader()
        with reading():
            # tantivy gives the most frequent first.
            return [sorted(searcher.terms_with_prefix(field, prefix)) for prefix in prefixes]

    def tally(self, requests: Sequence[TallyRequest]) -> list[Tally]:
        self._reader()
        with reading():
            return [self._tallied(*request) for request in requests]

    def size(self, collection: Collection = PASSAGES) -> int:
        return self._reader(collection)[0].num_docs

    def _reader(self, collection: Collection = PASSAGES) -> Reader:
        reader = self._readers.get(collection.name)
        if reader is None:
            raise EngineError("The index was closed; open it again and search anew.")
        return reader

    def _tallied(self, tree: Node, field: str, prefix: str) -> Tally:
        # tantivy's own aggregations count passages, and different links only about.
        searcher, _ = self._reader()
        matching = self._reports(tree, searcher.num_docs)
        listed = searcher.terms_with_prefix(field, prefix)
        counts = ((key, len(matching & self._reports(Term(field, key), holding))) for key, holding in listed)
        return Tally(len(matching), {key: count for key, count in counts if count})

    def _reports(self, tree: Node, most: int) -> set[Any]:
        """What tells the reports of at most so many matching passages from each other."""
        searcher, schema = self._reader()
        hits = searcher.search(_native(shaped(tree), schema), max(1, most), count=False).hits
        addresses = [address for _, address in hits]
        links: list[Any] = searcher.fast_field_values(LINK, addresses)
        pairs = zip(addresses, links, strict=True)
        return {(at.segment_ord, at.doc) if link is None else link for at, link in pairs}

    def _found(self, request: Request) -> list[Match]:
        tiers, limit, collection, links = request
        searcher, schema = self._reader(collection)
        if limit < 1 or not searcher.num_docs:
            return []
        if collection == REPORTS:
            tiers = tuple(map(self._weighed, tiers))

        def find(tree: Node) -> Iterable[tuple[float, Any]]:
            tree = shaped(tree)
            query, may_be_0 = (_native(tree, schema), True) if links is None else _linked(tree, links, schema)
            hits = searcher.search(query, limit, count=False).hits
            return [(score, (at.segment_ord, at.doc)) for score, at in hits if score or may_be_0]

        found = in_tiers(find, tiers, limit)
        addresses = [tantivy.DocAddress(*address) for _, _, address in found]
        links_found: list[Any] = searcher.fast_field_values(LINK, addresses)
        return [Match(*match, link) for match, link in zip(found, links_found, strict=True)]

    def _weighed(self, node: Node) -> Node:
        """A tree over reports, its terms weighed by their idf among passages: tantivy counts in its own index only."""
        if isinstance(node, Term) and node.weight:
            return node._replace(weight=node.weight * self._ratio(node.field, node.key))
        if isinstance(node, Bool):
            return Bool(*(tuple(map(self._weighed, nodes)) for nodes in node))
        return node

    def _ratio(self, field: str, key: str) -> float:
        """The idf of a key among passages to that among reports."""
        ratio = self._ratios.get((field, key))
        if ratio is None:
            if len(self._ratios) >= _MOST_RATIOS:
                self._ratios.clear()
            ratio = self._ratios[field, key] = self._idf(PASSAGES, field, key) / self._idf(REPORTS, field, key)
        return ratio

    def _idf(self, collection: Collection, field: str, key: str) -> float:
        searcher, _ = self._reader(collection)
        holding = searcher.doc_freq(field, fitting(key))
        documents = max(searcher.num_docs, holding)  # those deleted of late are still counted in the second
        return math.log(1 + (documents - holding + 0.5) / (holding + 0.5))


def _side_by_side(find: Callable[[Request], list[Match]], requests: Sequence[Request]) -> list[list[Match]]:
    """Answers to requests, the last one looked for in a thread: tantivy searches without Python's lock."""
    if len(requests) < 2 or not all(request.limit for request in requests):
        return list(map(find, requests))
    *first, last = requests
    found: list[list[Match]] = []
    failed: list[BaseException] = []

    # A Thread would make this one wait until it has begun.
    done = allocate_lock()

    def answer() -> None:
        try:
            found.append(find(last))
        except BaseException as error:
            failed.append(error)
        finally:
            done.release()

    done.acquire()
    start_new_thread(answer, ())
    try:
        answers = list(map(find, first))
    finally:
        done.acquire()
    if failed:
        raise failed[0]
    return [*answers, *found]


def _linked(tree: Node, links: tuple[int, ...], schema: tantivy.Schema) -> tuple[tantivy.Query, bool]:
    """A tree for documents of some links only, and whether a score of 0 is a match.

    Where all that may match scores, it stands optional beside the links, who are few: tantivy looks a few documents up
    in a list of terms far faster than in a union of lists.
    """
    # A query for a set of terms makes a bitmap of all documents each time.
    linked = tantivy.Query.boolean_query(
        [
            (
                tantivy.Occur.Should,
                tantivy.Query.const_score_query(tantivy.Query.term_query(schema, LINK, link, "basic"), 0.0),
            )
            for link in links
        ]
    )
    if isinstance(tree, Bool) and not tree.must and not tree.must_not and are_scored_terms(tree.should):
        scored = [(tantivy.Occur.Should, _native(term, schema)) for term in tree.should]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, linked), *scored]), False
    return tantivy.Query.boolean_query(
        [(tantivy.Occur.Must, linked), (tantivy.Occur.Must, _native(tree, schema))]
    ), True


def _native(node: Node, schema: tantivy.Schema) -> tantivy.Query:
    """A tree as tantivy's own query. Terms stay flat in their Bool: only then does it prune by blocks."""
    if isinstance(node, Term):
        scored = node.weight and node.field in RANKED
        term = tantivy.Query.term_query(schema, node.field, fitting(node.key), "freq" if scored else "basic")
        if not scored:
            return tantivy.Query.const_score_query(term, 0.0)
        return term if node.weight == 1.0 else tantivy.Query.boost_query(term, node.weight)
    if isinstance(node, KeySequence):
        if len(node.keys) == 1:
            return _native(Term(node.field, node.keys[0]), schema)
        # tantivy's own slop lets words change places and misses some of three words or more.
        keys = [fitting(key) for key in node.keys]
        ways = [
            tantivy.Query.phrase_query(schema, node.field, list(zip(places, keys, strict=True)))
            for places in spread(len(keys), node.slop)
        ]
        any_way = [(tantivy.Occur.Should, way) for way in ways]
        phrase = ways[0] if len(ways) == 1 else tantivy.Query.boolean_query(any_way)
        return tantivy.Query.const_score_query(phrase, 0.0)
    clauses = [
        (occur, _native(child, schema))
        for occur, children in (
            (tantivy.Occur.Must, node.must),
            (tantivy.Occur.Should, node.should),
            (tantivy.Occur.MustNot, node.must_not),
        )
        for child in children
    ]
    if not node.must and not node.should:
        everything = tantivy.Query.const_score_query(tantivy.Query.all_query(), 0.0)
        clauses.append((tantivy.Occur.Must, everything))
    return tantivy.Query.boolean_query(clauses)
