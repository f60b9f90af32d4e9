"""The default engine: tantivy, native and embedded.

It is given space-joined keys and splits them at spaces; no text of a person ever reaches its own query parser.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import tantivy

from searchkit.analysis.fields import FIELDS, Field
from searchkit.engines.engine import AnalysedPassage, Engine, Match, View, Writer
from searchkit.errors import EngineError, IndexFormatError, IndexLockedError
from searchkit.query.tree import Bool, Node, Term
from searchkit.query.tree import Sequence as KeySequence

_STORED = "stored"
_SPACES = "searchkit_spaces"
_RANKED = {field.name for field in FIELDS if field.ranked}

# A segment is flushed when its thread's share of the heap is full: few threads make few segments, which are searched
# faster than many. A second one writes while the first flushes, and two are enough for some four cores.
_MOST_THREADS = 2
_HEAP_BYTES = 600_000_000


class TantivyEngine(Engine):
    name = "tantivy"

    def __init__(self, index: tantivy.Index, folder: Path) -> None:
        # A tokenizer is not kept in the index: it is registered again each time.
        index.register_tokenizer(_SPACES, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
        # "manual": we look at the commit ourselves, where "commit" would start a thread that watches the folder.
        index.config_reader("manual")
        self._index = index
        self._commit_file = folder / "meta.json"
        self._seen_commit = self._last_commit()

    @classmethod
    def create(cls, folder: Path) -> Self:
        schema = tantivy.SchemaBuilder()
        for field in FIELDS:
            schema.add_text_field(field.name, tokenizer_name=_tokenizer(field), index_option=_index_option(field))
        schema.add_bytes_field(_STORED, stored=True)
        return cls(tantivy.Index(schema.build(), str(folder), reuse=False), folder)

    @classmethod
    def open(cls, folder: Path) -> Self:
        try:
            return cls(tantivy.Index.open(str(folder)), folder)
        except (ValueError, OSError) as error:
            raise IndexFormatError(f"The index in {folder} is damaged ({error}); delete it and index again.") from None

    def view(self) -> View:
        commit = self._last_commit()
        if commit != self._seen_commit:
            self._index.reload()
            self._seen_commit = commit
        return _TantivyView(self._index.searcher(), self._index.schema)

    def writer(self, cores: int = 1) -> Writer:
        try:
            return _TantivyWriter(self._index.writer(_HEAP_BYTES, min(cores, _MOST_THREADS)))
        except ValueError as error:
            if "lock" not in str(error).lower():
                raise EngineError(f"The index can't be written ({error}).") from None
            raise IndexLockedError("Another program is writing this index; try again when it is done.") from None

    def close(self) -> None:
        self.__dict__.pop("_index", None)

    def _last_commit(self) -> tuple[int, int]:
        status = self._commit_file.stat()
        return status.st_mtime_ns, status.st_size


def _tokenizer(field: Field) -> str:
    return "raw" if field.whole else _SPACES


def _index_option(field: Field) -> str:
    return "position" if field.positions else "freq" if field.ranked else "basic"


class _TantivyView(View):
    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema) -> None:
        self._searcher = searcher
        self._schema = schema

    def search(self, query: Node, limit: int) -> list[Match]:
        if limit < 1:
            return []
        found = self._searcher.search(_native(query, self._schema), limit, count=False)
        return [Match(score, (address.segment_ord, address.doc)) for score, address in found.hits]

    def count(self, query: Node) -> int:
        found = self._searcher.search(_native(query, self._schema), 1, count=True)
        return int(found.count)  # type: ignore[attr-defined]  # missing from tantivy's stubs

    def fetch(self, addresses: Iterable[Any]) -> list[str]:
        return [self._stored(tantivy.DocAddress(*address)) for address in addresses]

    def _stored(self, address: tantivy.DocAddress) -> str:
        return bytes(self._searcher.doc(address)[_STORED][0]).decode()

    def terms(self, field: str, prefix: str, limit: int | None = None) -> list[tuple[str, int]]:
        # tantivy gives the most frequent first.
        return sorted(self._searcher.terms_with_prefix(field, prefix))[:limit]

    def frequency(self, field: str, key: str) -> int:
        return self._searcher.doc_freq(field, key)

    def size(self) -> int:
        return self._searcher.num_docs


def _native(node: Node, schema: tantivy.Schema) -> tantivy.Query:
    """A tree as tantivy's own query. Terms stay flat in their Bool: only then does it prune by blocks."""
    if isinstance(node, Term):
        scored = node.weight and node.field in _RANKED
        term = tantivy.Query.term_query(schema, node.field, node.key, "freq" if scored else "basic")
        if not scored:
            return tantivy.Query.const_score_query(term, 0.0)
        return term if node.weight == 1.0 else tantivy.Query.boost_query(term, node.weight)
    if isinstance(node, KeySequence):
        if len(node.keys) == 1:
            return _native(Term(node.field, node.keys[0]), schema)
        keys: list[str | tuple[int, str]] = list(node.keys)
        return tantivy.Query.const_score_query(tantivy.Query.phrase_query(schema, node.field, keys), 0.0)
    clauses = [
        (occur, _native(child, schema))
        for occur, children in (
            (tantivy.Occur.Must, node.must),
            (tantivy.Occur.Should, node.should),
            (tantivy.Occur.MustNot, node.must_not),
        )
        for child in children
    ]
    if isinstance(node, Bool) and not node.must and not node.should:
        everything = tantivy.Query.const_score_query(tantivy.Query.all_query(), 0.0)
        clauses.append((tantivy.Occur.Must, everything))
    return tantivy.Query.boolean_query(clauses)


class _TantivyWriter(Writer):
    def __init__(self, writer: tantivy.IndexWriter) -> None:
        self._writer = writer

    def add(self, passages: Sequence[AnalysedPassage]) -> None:
        self._check_open()
        for fields, stored in passages:
            document = tantivy.Document()
            for name, keys in fields.items():
                if keys:
                    document.add_text(name, keys)
            document.add_bytes(_STORED, stored.encode())
            try:
                self._writer.add_document(document)
            except ValueError as error:
                # A panic in its thread surfaces here: the writer is dead.
                raise _failed(error) from None

    def delete(self, field: str, key: str) -> None:
        self._check_open()
        self._writer.delete_documents_by_term(field, key)

    def commit(self) -> None:
        self._check_open()
        self.is_open = False
        try:
            self._writer.commit()
            self._finish()
        except ValueError as error:
            raise _failed(error) from None

    def rollback(self) -> None:
        if self.is_open:
            self.is_open = False
            # A dead writer has nothing to undo: what wasn't committed is gone.
            with suppress(ValueError):
                self._writer.rollback()
                self._finish()

    def _finish(self) -> None:
        self._writer.garbage_collect_files()
        self._writer.wait_merging_threads()


def _failed(error: ValueError) -> EngineError:
    return EngineError(f"tantivy failed to write ({error}); the index is as it was before.")
