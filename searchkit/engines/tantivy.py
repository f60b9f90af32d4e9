"""The default engine: tantivy, native and embedded. A collection is a tantivy index in a folder of its own.

It is given space-joined keys and splits them at spaces; no text of a person ever reaches its own query parser.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Self

import tantivy

from searchkit.engines._tantivy_view import LINK, STORED, TantivyView
from searchkit.engines.contract import Document, Engine, View, Writer
from searchkit.errors import EngineError, IndexFormatError, IndexLockedError
from searchkit.schema import COLLECTIONS, PASSAGES, REPORTS, Collection, Field

_SPACES = "searchkit_spaces"

# A segment is flushed when its thread's share of the heap is full: few threads make few segments, which are searched
# faster than many. A second one writes while the first flushes, and two are enough for some four cores. Views of
# reports are a tenth of all documents.
_MOST_THREADS = {PASSAGES.name: 2, REPORTS.name: 1}
_HEAP_BYTES = {PASSAGES.name: 600_000_000, REPORTS.name: 200_000_000}


class TantivyEngine(Engine):
    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        self._parts = {collection.name: _Part(folder / collection.name) for collection in COLLECTIONS}
        self._is_open = True

    @classmethod
    def create(cls, folder: Path) -> Self:
        for collection in COLLECTIONS:
            (folder / collection.name).mkdir()
            tantivy.Index(_schema(collection), str(folder / collection.name), reuse=False)
        return cls(folder)

    @classmethod
    def open(cls, folder: Path) -> Self:
        try:
            return cls(folder)
        except (ValueError, OSError) as error:
            raise IndexFormatError(f"The index in {folder} is damaged ({error}); delete it and index again.") from None

    def view(self) -> View:
        if not self._is_open:
            raise EngineError("The index was closed; open it again.")
        # Views of reports are committed first: taken last, they are never older than the passages.
        passages, reports = (self._parts[collection.name].reader() for collection in (PASSAGES, REPORTS))
        return TantivyView(passages, reports, lambda: self._is_open)

    def writer(self, cores: int = 1) -> Writer:
        return _TantivyWriter(self._parts, cores)

    def close(self) -> None:
        self._is_open = False
        self._parts = {}


class _Part:
    """A collection: a tantivy index that looks for commits by itself."""

    def __init__(self, folder: Path) -> None:
        index = tantivy.Index.open(str(folder))
        # A tokenizer is not kept in the index: it is registered again each time.
        index.register_tokenizer(_SPACES, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
        # "manual": we look at the commit ourselves, where "commit" would start a thread that watches the folder.
        index.config_reader("manual")
        self._index = index
        self._commit_file = folder / "meta.json"
        self._seen_commit = self._last_commit()

    def reader(self) -> tuple[tantivy.Searcher, tantivy.Schema]:
        """A searcher of the last commit, and the schema."""
        commit = self._last_commit()
        if commit != self._seen_commit:
            self._index.reload()
            self._seen_commit = commit
        return self._index.searcher(), self._index.schema

    def writer(self, heap: int, threads: int) -> tantivy.IndexWriter:
        try:
            return self._index.writer(heap, threads)
        except ValueError as error:
            if "lock" not in str(error).lower():
                raise EngineError(f"The index can't be written ({error}).") from None
            raise IndexLockedError("Another program is writing this index; try again when it is done.") from None

    def _last_commit(self) -> tuple[int, int]:
        status = self._commit_file.stat()
        return status.st_mtime_ns, status.st_size


def _schema(collection: Collection) -> tantivy.Schema:
    schema = tantivy.SchemaBuilder()
    for field in collection.fields:
        schema.add_text_field(
            field.name, tokenizer_name="raw" if field.whole else _SPACES, index_option=_index_option(field)
        )
    schema.add_integer_field(LINK, indexed=True, fast=True)
    schema.add_bytes_field(STORED, stored=True)
    return schema.build()


def _index_option(field: Field) -> str:
    return "position" if field.positions else "freq" if field.ranked else "basic"


class _TantivyWriter(Writer):
    """Writes passages at once; the collection of reports is opened for writing when it is first needed."""

    def __init__(self, parts: dict[str, _Part], cores: int) -> None:
        self._parts = parts
        self._cores = cores
        self._writers: dict[str, tantivy.IndexWriter] = {}
        # Whoever holds this one's lock may write the others.
        self._writer(PASSAGES)

    def add(self, collection: Collection, documents: Iterable[Document]) -> None:
        self._check_open()
        writer: tantivy.IndexWriter | None = None
        for fields, stored, link in documents:
            document = tantivy.Document()
            for name, keys in fields.items():
                if keys:
                    document.add_text(name, keys)
            if link is not None:
                document.add_integer(LINK, link)
            if stored:
                document.add_bytes(STORED, stored.encode())
            writer = writer or self._writer(collection)
            try:
                writer.add_document(document)
            except ValueError as error:
                # A panic in its thread surfaces here: the writer is dead.
                raise _failed(error) from None

    def delete(self, field: str, key: str) -> None:
        self._check_open()
        for collection in COLLECTIONS:
            if any(one.name == field for one in collection.fields):
                self._writer(collection).delete_documents_by_term(field, key)

    def commit(self) -> None:
        self._check_open()
        self.is_open = False
        try:
            for collection in reversed(COLLECTIONS):
                if writer := self._writers.get(collection.name):
                    writer.commit()
                    _finish(writer)
        except ValueError as error:
            raise _failed(error) from None

    def rollback(self) -> None:
        if self.is_open:
            self.is_open = False
            for writer in self._writers.values():
                # A dead writer has nothing to undo: what wasn't committed is gone.
                with suppress(ValueError):
                    writer.rollback()
                    _finish(writer)

    def _writer(self, collection: Collection) -> tantivy.IndexWriter:
        name = collection.name
        if name not in self._writers:
            self._writers[name] = self._parts[name].writer(_HEAP_BYTES[name], min(self._cores, _MOST_THREADS[name]))
        return self._writers[name]


def _finish(writer: tantivy.IndexWriter) -> None:
    writer.garbage_collect_files()
    writer.wait_merging_threads()


def _failed(error: ValueError) -> EngineError:
    return EngineError(f"tantivy failed to write ({error}); the index is as it was before.")
