"""The pure-Python engine: Whoosh, for machines that take no native wheels.

It is given space-joined keys: no analyzer of Whoosh's own ever sees a syllable (its stop list and its shortest word
would delete "an", "to", "in", "ở").
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whoosh import fields as whoosh_fields
from whoosh import query as whoosh_query
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.index import FileIndex, IndexError, LockError, create_in, open_dir
from whoosh.matching import ConstantScoreWrapperMatcher
from whoosh.scoring import BaseScorer, WeightingModel, WeightLengthScorer
from whoosh.searching import Searcher

from searchkit.engines.contract import K1, B, Document, Engine, Match, Request, View, Writer, in_tiers
from searchkit.engines.trees import Node, Term
from searchkit.engines.trees import Sequence as KeySequence
from searchkit.errors import EngineError, IndexFormatError, IndexLockedError
from searchkit.schema import COLLECTIONS, PASSAGES, RANKED, REPORTS, Collection, Field

if TYPE_CHECKING:
    from typing_extensions import Self

_STORED, _LINK = "stored", "link"
_BUFFER_MEGABYTES = 256


class WhooshEngine(Engine):
    name = "whoosh"

    def __init__(self, indexes: dict[str, FileIndex]) -> None:
        self._indexes = indexes
        self._is_open = True
        self._view = self._new_view()
        self._view_lock = threading.Lock()

    @classmethod
    def create(cls, folder: Path) -> Self:
        indexes = {}
        for collection in COLLECTIONS:
            schema = whoosh_fields.Schema(**{field.name: _field_type(field) for field in collection.fields})
            schema.add(_LINK, whoosh_fields.ID(stored=True))
            schema.add(_STORED, whoosh_fields.STORED())
            indexes[collection.name] = create_in(str(folder), schema, collection.name)
        return cls(indexes)

    @classmethod
    def open(cls, folder: Path) -> Self:
        try:
            return cls({collection.name: open_dir(str(folder), collection.name) for collection in COLLECTIONS})
        except (IndexError, OSError, ValueError, KeyError, EOFError, TypeError) as error:
            raise IndexFormatError(f"The index in {folder} is damaged ({error}); delete it and index again.") from None

    def view(self) -> View:
        self._check_open()
        with self._view_lock:
            if not self._view.is_up_to_date():
                # The old searchers stay open for whoever still holds their view.
                self._view = self._new_view()
            return self._view

    def writer(self, cores: int = 1) -> Writer:
        return _WhooshWriter(self._indexes)

    def close(self) -> None:
        if self._is_open:
            self._is_open = False
            self._view.close()
            for index in self._indexes.values():
                index.close()

    def _new_view(self) -> _WhooshView:
        return _WhooshView(self._indexes, lambda: self._is_open)

    def _check_open(self) -> None:
        if not self._is_open:
            raise EngineError("The index was closed; open it again.")


def _field_type(field: Field) -> Any:
    if field.whole:
        return whoosh_fields.ID()
    if field.positions:
        return whoosh_fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=True)
    return whoosh_fields.KEYWORD(scorable=field.ranked)


class _LuceneBM25(WeightingModel):  # type: ignore[misc]  # Whoosh's classes are untyped
    """BM25 with the idf of Lucene and tantivy, which Whoosh's own isn't, counted over passages."""

    def __init__(self, passages: Searcher | None = None) -> None:
        self._passages = passages

    def scorer(self, searcher: Searcher, fieldname: str, text: bytes, qf: int = 1) -> BaseScorer:
        return _Scorer(searcher, fieldname, text, self._passages or searcher.get_parent())


class _Scorer(WeightLengthScorer):  # type: ignore[misc]
    def __init__(self, searcher: Searcher, fieldname: str, text: bytes, passages: Searcher) -> None:
        holding = passages.doc_frequency(fieldname, text)
        self._idf = math.log(1 + (passages.doc_count_all() - holding + 0.5) / (holding + 0.5))
        self._average_length = searcher.get_parent().avg_field_length(fieldname) or 1
        self.setup(searcher, fieldname, text)

    def _score(self, weight: float, length: int) -> float:
        return self._idf * (1 + K1) * weight / (weight + K1 * (1 - B + B * length / self._average_length))


class _WhooshView(View):
    def __init__(self, indexes: dict[str, FileIndex], is_open: Callable[[], bool]) -> None:
        passages = indexes[PASSAGES.name].searcher(weighting=_LuceneBM25())
        reports = indexes[REPORTS.name].searcher(weighting=_LuceneBM25(passages))
        self._searchers: dict[str, Searcher] = {PASSAGES.name: passages, REPORTS.name: reports}
        self._is_open = is_open
        # A reader moves cursors in its files, so threads take turns.
        self._turn = threading.Lock()

    def search(self, requests: Sequence[Request]) -> list[list[Match]]:
        with self._turn:
            return [self._found(self._searcher(request.collection), request) for request in requests]

    def count(self, trees: Sequence[Node]) -> list[int]:
        with self._turn:
            searcher = self._searcher()
            return [sum(1 for _ in searcher.docs_for_query(_native(tree))) for tree in trees]

    def fetch(self, addresses: Iterable[Any]) -> list[str]:
        with self._turn:
            searcher = self._searcher()
            return [searcher.stored_fields(address)[_STORED] for address in addresses]

    def terms(self, field: str, prefixes: Sequence[str]) -> list[list[tuple[str, int]]]:
        with self._turn:
            reader = self._searcher().reader()
            listed = [[term.decode() for term in reader.expand_prefix(field, prefix)] for prefix in prefixes]
            return [[(term, reader.doc_frequency(field, term)) for term in terms] for terms in listed]

    def size(self, collection: Collection = PASSAGES) -> int:
        return int(self._searcher(collection).doc_count())

    def is_up_to_date(self) -> bool:
        return all(searcher.up_to_date() for searcher in self._searchers.values())

    def close(self) -> None:
        for searcher in self._searchers.values():
            searcher.close()

    def _searcher(self, collection: Collection = PASSAGES) -> Searcher:
        if not self._is_open():
            raise EngineError("The index was closed; open it again and search anew.")
        return self._searchers[collection.name]

    @staticmethod
    def _found(searcher: Searcher, request: Request) -> list[Match]:
        tiers, limit, _, links = request
        if limit < 1 or not searcher.doc_count():
            return []

        def find(tree: Node) -> Iterable[tuple[float, Any]]:
            query = _native(tree)
            if links is not None:
                query = whoosh_query.And(
                    [_any([_Silent(whoosh_query.Term(_LINK, str(link))) for link in links]), query]
                )
            found = searcher.search(query, limit=limit, optimize=False)
            return [(score, number) for number, score in found.items()]

        found = in_tiers(find, tiers, limit)
        return [Match(*match, searcher.stored_fields(match[2]).get(_LINK)) for match in found]


class _Silent(whoosh_query.ConstantScoreQuery):  # type: ignore[misc]
    """Matches what a query matches and scores 0, where Whoosh's own class takes 0 for no score given."""

    def __init__(self, child: whoosh_query.Query) -> None:
        super().__init__(child, 0.0)

    def matcher(self, searcher: Searcher, context: Any = None) -> Any:
        return ConstantScoreWrapperMatcher(self.child.matcher(searcher, context), 0.0)


class _SlowOr(whoosh_query.Or):  # type: ignore[misc]
    """Any of some queries, also where they score 0, which Whoosh's faster way of adding up takes for no match."""

    matcher_type = whoosh_query.Or.DEFAULT_MATCHER


def _any(queries: list[whoosh_query.Query]) -> whoosh_query.Query:
    scored = all(isinstance(query, whoosh_query.Term) for query in queries)
    return whoosh_query.Or(queries) if scored else _SlowOr(queries)


def _native(node: Node) -> whoosh_query.Query:
    if isinstance(node, Term):
        if node.field in RANKED and node.weight:
            return whoosh_query.Term(node.field, node.key, boost=node.weight)
        return _Silent(whoosh_query.Term(node.field, node.key))
    if isinstance(node, KeySequence):
        if len(node.keys) == 1:
            return _native(Term(node.field, node.keys[0]))
        return _Silent(whoosh_query.Phrase(node.field, list(node.keys)))
    must, should, must_not = (
        [_native(child) for child in children] for children in (node.must, node.should, node.must_not)
    )
    if must and should:
        query = whoosh_query.AndMaybe(whoosh_query.And(must), _any(should))
    elif must:
        query = whoosh_query.And(must)
    elif should:
        query = _any(should)
    else:
        query = _Silent(whoosh_query.Every())
    return whoosh_query.AndNot(query, _any(must_not)) if must_not else query


class _WhooshWriter(Writer):
    """Writes passages at once; the collection of reports is opened for writing when it is first needed."""

    def __init__(self, indexes: dict[str, FileIndex]) -> None:
        self._indexes = indexes
        self._writers: dict[str, Any] = {}
        # Whoever holds this one's lock may write the others.
        self._writer(PASSAGES)

    def add(self, collection: Collection, documents: Iterable[Document]) -> None:
        self._check_open()
        for fields, stored, link in documents:
            keys = {name: keys for name, keys in fields.items() if keys}
            linked = {} if link is None else {_LINK: str(link), f"_stored_{_LINK}": link}
            self._writer(collection).add_document(stored=stored, **keys, **linked)

    def delete(self, field: str, key: str) -> None:
        self._check_open()
        for collection in COLLECTIONS:
            if any(one.name == field for one in collection.fields):
                self._writer(collection).delete_by_term(field, key)

    def commit(self) -> None:
        self._check_open()
        self.is_open = False
        for collection in reversed(COLLECTIONS):
            if writer := self._writers.get(collection.name):
                writer.commit()

    def rollback(self) -> None:
        if self.is_open:
            self.is_open = False
            for writer in self._writers.values():
                writer.cancel()

    def _writer(self, collection: Collection) -> Any:
        if collection.name not in self._writers:
            try:
                self._writers[collection.name] = self._indexes[collection.name].writer(limitmb=_BUFFER_MEGABYTES)
            except LockError:
                raise IndexLockedError("Another program is writing this index; try again when it is done.") from None
        return self._writers[collection.name]
