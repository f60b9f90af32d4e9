"""The pure-Python engine: Whoosh, for machines that take no native wheels.

It is given space-joined keys: no analyzer of Whoosh's own ever sees a syllable (its stop list and its shortest word
would delete "an", "to", "in", "ở").
"""

from __future__ import annotations

import math
import threading
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Self

from whoosh import fields as whoosh_fields
from whoosh import query as whoosh_query
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.index import FileIndex, IndexError, LockError, create_in, open_dir
from whoosh.matching import ConstantScoreWrapperMatcher
from whoosh.scoring import BaseScorer, WeightingModel, WeightLengthScorer
from whoosh.searching import Searcher

from searchkit.analysis.fields import FIELDS, Field
from searchkit.engines.engine import K1, AnalysedPassage, B, Engine, Match, View, Writer
from searchkit.errors import IndexFormatError, IndexLockedError
from searchkit.query.tree import Node, Term
from searchkit.query.tree import Sequence as KeySequence

_STORED = "stored"
_RANKED = {field.name for field in FIELDS if field.ranked}
_BUFFER_MEGABYTES = 256


class WhooshEngine(Engine):
    name = "whoosh"

    def __init__(self, index: FileIndex) -> None:
        self._index = index
        self._view = _WhooshView(index.searcher(weighting=_LuceneBM25()))
        self._view_lock = threading.Lock()

    @classmethod
    def create(cls, folder: Path) -> Self:
        schema = whoosh_fields.Schema(**{field.name: _field_type(field) for field in FIELDS})
        schema.add(_STORED, whoosh_fields.STORED())
        return cls(create_in(str(folder), schema))

    @classmethod
    def open(cls, folder: Path) -> Self:
        try:
            return cls(open_dir(str(folder)))
        except (IndexError, OSError, ValueError, KeyError, EOFError, TypeError) as error:
            raise IndexFormatError(f"The index in {folder} is damaged ({error}); delete it and index again.") from None

    def view(self) -> View:
        with self._view_lock:
            if not self._view.searcher.up_to_date():
                # The old searcher stays open for whoever still holds its view.
                self._view = _WhooshView(self._index.searcher(weighting=_LuceneBM25()))
            return self._view

    def writer(self, cores: int = 1) -> Writer:
        try:
            return _WhooshWriter(self._index.writer(limitmb=_BUFFER_MEGABYTES))
        except LockError:
            raise IndexLockedError("Another program is writing this index; try again when it is done.") from None

    def close(self) -> None:
        self._view.searcher.close()
        self._index.close()


def _field_type(field: Field) -> Any:
    if field.whole:
        return whoosh_fields.ID()
    if field.positions:
        return whoosh_fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=True)
    return whoosh_fields.KEYWORD(scorable=field.ranked)


class _LuceneBM25(WeightingModel):  # type: ignore[misc]  # Whoosh's classes are untyped
    """BM25 with the idf of Lucene and tantivy; Whoosh's own differs."""

    def scorer(self, searcher: Searcher, fieldname: str, text: bytes, qf: int = 1) -> BaseScorer:
        return _Scorer(searcher, fieldname, text)


class _Scorer(WeightLengthScorer):  # type: ignore[misc]
    def __init__(self, searcher: Searcher, fieldname: str, text: bytes) -> None:
        parent = searcher.get_parent()
        passages, holding = parent.doc_count_all(), parent.doc_frequency(fieldname, text)
        self._idf = math.log(1 + (passages - holding + 0.5) / (holding + 0.5))
        self._average_length = parent.avg_field_length(fieldname) or 1
        self.setup(searcher, fieldname, text)

    def _score(self, weight: float, length: int) -> float:
        return self._idf * (1 + K1) * weight / (weight + K1 * (1 - B + B * length / self._average_length))


class _WhooshView(View):
    def __init__(self, searcher: Searcher) -> None:
        self.searcher = searcher
        # A reader moves cursors in its files, so threads take turns.
        self._turn = threading.Lock()

    def search(self, query: Node, limit: int) -> list[Match]:
        if limit < 1:
            return []
        with self._turn:
            found = self.searcher.search(_native(query), limit=limit, optimize=False)
            return [Match(score, number) for number, score in found.items()]

    def count(self, query: Node) -> int:
        with self._turn:
            return sum(1 for _ in self.searcher.docs_for_query(_native(query)))

    def fetch(self, addresses: Iterable[Any]) -> list[str]:
        with self._turn:
            return [self.searcher.stored_fields(address)[_STORED] for address in addresses]

    def terms(self, field: str, prefix: str, limit: int | None = None) -> list[tuple[str, int]]:
        with self._turn:
            reader = self.searcher.reader()
            found = (term.decode() for term in reader.expand_prefix(field, prefix))
            return [(term, reader.doc_frequency(field, term)) for term in islice(found, limit)]

    def frequency(self, field: str, key: str) -> int:
        with self._turn:
            return int(self.searcher.doc_frequency(field, key))

    def size(self) -> int:
        return int(self.searcher.doc_count())


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
        if node.field in _RANKED and node.weight:
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
    def __init__(self, writer: Any) -> None:
        self._writer = writer

    def add(self, passages: Sequence[AnalysedPassage]) -> None:
        self._check_open()
        for fields, stored in passages:
            self._writer.add_document(stored=stored, **{name: keys for name, keys in fields.items() if keys})

    def delete(self, field: str, key: str) -> None:
        self._check_open()
        self._writer.delete_by_term(field, key)

    def commit(self) -> None:
        self._check_open()
        self.is_open = False
        self._writer.commit()

    def rollback(self) -> None:
        if self.is_open:
            self.is_open = False
            self._writer.cancel()
