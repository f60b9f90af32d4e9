"""The default engine: tantivy, native and embedded. A collection is a tantivy index in a folder of its own.

It is given space-joined keys and splits them at spaces; no text of a person ever reaches its own query parser.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Self, TypeAlias
from weakref import WeakSet

import tantivy

from searchkit import durable
from searchkit.engines import _tantivy_checks as checks
from searchkit.engines import checksums
from searchkit.engines._before import Before
from searchkit.engines._tantivy_before import keep, put_back, stamp_of
from searchkit.engines._tantivy_errors import is_tantivys, not_written, writing
from searchkit.engines._tantivy_files import COMMIT, SPACES, TEMPORARY, Rights, mend_rights, open_to_read, open_to_write
from searchkit.engines._tantivy_keys import all_fitting
from searchkit.engines._tantivy_view import LINK, STORED, Reader, TantivyView
from searchkit.engines.access import check_writable, damaged, not_readable, not_writable
from searchkit.engines.contract import Document, Engine, Problem, View, Writer
from searchkit.errors import EngineError, IndexLockedError, SearchkitError
from searchkit.schema import COLLECTIONS, PASSAGES, REPORTS, SEVERAL, Collection, Field

# A segment is flushed when its thread's share of the heap is full: few threads make few segments, which are searched
# faster than many. A second one writes while the first flushes, and two are enough for some four cores. Views of
# reports are a tenth of all documents.
_MOST_THREADS = {PASSAGES.name: 2, REPORTS.name: 1}
# The lists of segments, of which tantivy keeps no checksums.
_COMMITS = [f"{collection.name}/{COMMIT}" for collection in COLLECTIONS]
# What tells states of the files apart: of each collection, and of the reports as they were before.
_State: TypeAlias = "tuple[tuple[int, ...] | None, ...]"
_HEAP_BYTES = {PASSAGES.name: 600_000_000, REPORTS.name: 200_000_000}


class TantivyEngine(Engine):
    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._parts = {collection.name: _Part(folder / collection.name) for collection in COLLECTIONS}
        self._before = Before(folder)
        self._is_open = True
        # The last view, and the state of the files that it is of.
        self._last: tuple[_State, TantivyView] | None = None
        # Pages of hits have views too, and lie in circles: their files would stay open until Python looks for such.
        self._views: WeakSet[TantivyView] = WeakSet()

    @classmethod
    def create(cls, folder: Path) -> Self:
        check_writable(folder)
        for collection in COLLECTIONS:
            part = folder / collection.name
            part.mkdir()
            with writing():
                tantivy.Index(_schema(collection), str(part))
            mend_rights(part)
        checksums.note_files(folder, _COMMITS)
        return cls(folder)

    @classmethod
    def open(cls, folder: Path) -> Self:
        return cls(folder)

    def view(self) -> View:
        if not self._is_open:
            raise EngineError("The index was closed; open it again.")
        last = self._last
        if last and last[0] == self._state():
            return last[1]
        state, passages, reports = self._readers()
        view = last[1] if last and last[1].is_of(passages, reports) else None
        view = view or TantivyView(passages, reports)
        self._views.add(view)
        self._last = state, view
        return view

    def writer(self, cores: int = 1) -> Writer:
        return _TantivyWriter(self._folder, self._parts, self._before, cores)

    @classmethod
    def problems(cls, folder: Path) -> Iterator[Problem]:
        passages, reports = (folder / collection.name for collection in (PASSAGES, REPORTS))
        kept = Before(folder).of(lambda: stamp_of(passages))
        for part in (passages, kept or reports):
            yield from checks.problems(part)
        if kept and not checksums.is_marked(folder):
            yield Problem(str(kept), "is left over from a run that was killed", is_damage=False)

    def _state(self) -> _State:
        """What tells the files of the last commit from those of others."""
        return *(self._parts[collection.name].commit() for collection in COLLECTIONS), self._before.identity

    def _readers(self) -> tuple[_State, Reader, Reader]:
        """Readers of both collections, of one commit, whatever is committed meanwhile, and of which state."""
        passages, reports = (self._parts[collection.name] for collection in (PASSAGES, REPORTS))
        while True:
            state = self._state()
            try:
                found = passages.reader(), reports.reader(self._before.of(passages.stamp))
            except SearchkitError:
                if state == self._state():
                    raise
            else:
                if state == self._state():
                    return state, *found

    def close(self) -> None:
        self._is_open = False
        self._parts = {}
        self._last = None
        for view in list(self._views):
            view.close()


class _Part:
    """A collection: a tantivy index, opened anew whenever there was a commit."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._checked: set[str] = set()
        self._last = self._open(folder)

    def reader(self, kept: Path | None = None) -> Reader:
        """A searcher of the last commit, and the schema; read in the folder itself, or where its files are ``kept``."""
        folder = kept or self.folder
        commit, reader = self._last
        if commit != self.commit(folder):
            _, reader = self._last = self._open(folder)
        return reader

    def commit(self, folder: Path | None = None) -> tuple[int, ...] | None:
        """What tells the last commit from others, merges too."""
        try:
            status = ((folder or self.folder) / COMMIT).stat()
        except OSError:
            return None  # opening it tells why
        return status.st_ino, status.st_mtime_ns, status.st_size

    def stamp(self) -> str:
        """The name of the last commit, whatever was merged since."""
        return stamp_of(self.folder)

    def writer(self, heap: int, threads: int) -> tantivy.IndexWriter:
        index = open_to_write(self.folder)
        try:
            writer = index.writer(heap, threads)
        except ValueError as error:
            if "LockBusy" not in str(error):
                raise EngineError(f"The index in {self.folder} can't be written ({error}).") from error
            raise IndexLockedError("Another program is writing this index; try again when it is done.") from None
        # A writer that was killed leaves files, and the same work would make files of the same names.
        with writing():
            writer.garbage_collect_files()
            for unfinished in self.folder.glob(TEMPORARY):
                unfinished.unlink(missing_ok=True)
        return writer

    def _open(self, folder: Path) -> tuple[tuple[int, ...] | None, Reader]:
        # Looked at first: whatever is committed from now on is a change.
        commit = self.commit(folder)
        try:
            checks.check_commit(folder)
            index = open_to_read(folder)
            checks.check_small_files(folder, self._checked)
        except FileNotFoundError as error:
            raise damaged(folder, error) from error
        except OSError as error:
            raise not_readable(folder, error) from error
        return commit, (index.searcher(), index.schema)


def _schema(collection: Collection) -> tantivy.Schema:
    schema = tantivy.SchemaBuilder()
    for field in collection.fields:
        schema.add_text_field(
            field.name,
            tokenizer_name="raw" if field.whole or field.several else SPACES,
            index_option=_index_option(field),
        )
    schema.add_integer_field(LINK, indexed=True, fast=True)
    schema.add_bytes_field(STORED, stored=True)
    return schema.build()


def _index_option(field: Field) -> str:
    return "position" if field.positions else "freq" if field.ranked else "basic"


class _TantivyWriter(Writer):
    """Writes passages at once; the collection of reports is opened for writing when it is first needed."""

    def __init__(self, folder: Path, parts: dict[str, _Part], before: Before, cores: int) -> None:
        self._folder = folder
        self._parts = parts
        self._before = before
        self._cores = cores
        self._writers: dict[str, tantivy.IndexWriter] = {}
        # Whoever holds this one's lock may write the others.
        writer = self._writer(PASSAGES)
        try:
            self._mark = checksums.marked(folder)
            with writing():
                put_back(before, parts[PASSAGES.name].folder, parts[REPORTS.name].folder)
        except OSError as error:
            _finish(writer)
            raise not_writable(folder, error) from error
        except BaseException:
            _finish(writer)
            raise
        self._rights = Rights(*(part.folder for part in parts.values()))

    def add(self, collection: Collection, documents: Iterable[Document]) -> None:
        self._check_open()
        writer: tantivy.IndexWriter | None = None
        for fields, stored, link in documents:
            document = tantivy.Document()
            for name, keys in fields.items():
                for key in keys.split("\n") if name in SEVERAL else (keys,):
                    if key:
                        document.add_text(name, all_fitting(key))
            if link is not None:
                document.add_integer(LINK, link)
            if stored:
                document.add_bytes(STORED, stored.encode())
            writer = writer or self._writer(collection)
            try:
                writer.add_document(document)
            except BaseException as error:
                if not is_tantivys(error):
                    raise
                # A panic in its thread surfaces here: the writer is dead.
                raise not_written(error) from error

    def delete(self, field: str, key: str) -> None:
        self._check_open()
        for collection in COLLECTIONS:
            if any(one.name == field for one in collection.fields):
                writer = self._writer(collection)
                with writing():
                    writer.delete_documents_by_term(field, key)

    def commit(self) -> None:
        self._check_open()
        self.is_open = False
        try:
            if REPORTS.name in self._writers:
                with writing():
                    keep(self._before, self._parts[PASSAGES.name].folder, self._parts[REPORTS.name].folder)
            for collection in reversed(COLLECTIONS):
                if writer := self._writers.get(collection.name):
                    with writing():
                        writer.commit()
                    durable.sync_folder(self._parts[collection.name].folder)
            self._before.let_go()
            while self._writers:
                _finish(self._writers.popitem()[1])
        finally:
            self._give_up()

    def rollback(self) -> None:
        if self.is_open:
            self.is_open = False
            self._give_up()

    def _give_up(self) -> None:
        """Undo what wasn't committed, and let go of the locks."""
        for writer in self._writers.values():
            # A dead writer has nothing to undo: what wasn't committed is gone.
            with suppress(EngineError), writing():
                writer.rollback()
            _finish(writer)
        self._writers.clear()
        self._rights.end()
        for part in self._parts.values():
            durable.sync_folder(part.folder)
        # What was committed holds; where it can't be noted the mark stays until the next writer.
        with suppress(OSError):
            kept = [f"{self._before.folder.name}/{COMMIT}"] if self._before.identity else []
            checksums.note_files(self._folder, _COMMITS + kept)
            self._mark.unlink(missing_ok=True)

    def _writer(self, collection: Collection) -> tantivy.IndexWriter:
        name = collection.name
        if name not in self._writers:
            self._writers[name] = self._parts[name].writer(_HEAP_BYTES[name], min(self._cores, _MOST_THREADS[name]))
        return self._writers[name]


def _finish(writer: tantivy.IndexWriter) -> None:
    # What was committed holds, whatever keeps files from being cleared away; the next writer does it again.
    for step in (writer.garbage_collect_files, writer.wait_merging_threads):
        with suppress(EngineError), writing():
            step()
