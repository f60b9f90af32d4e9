"""The pure-Python engine: Whoosh, for machines that take no native wheels. A collection is an index of its own name.

It is given space-joined keys: no analyzer of Whoosh's own ever sees a syllable (its stop list and its shortest word
would delete "an", "to", "in", "ở"). Whoosh keeps the files; what matches and how well is worked out beside it. Its
files hold pickles: none of them can name anything but what an index of this engine is made of.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from whoosh import fields as whoosh_fields
from whoosh.analysis import RegexTokenizer, SpaceSeparatedTokenizer
from whoosh.columns import NumericColumn
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, LockError

from searchkit.engines import checksums
from searchkit.engines._before import Before
from searchkit.engines._whoosh_checks import note_checksums, problems
from searchkit.engines._whoosh_reading import SafeIndex, reading
from searchkit.engines._whoosh_storage import DurableStorage, keep, number_of, put_back
from searchkit.engines._whoosh_view import LINK, LINKS, NO_LINK, STORED, WhooshView
from searchkit.engines.access import check_writable, not_readable, open_each
from searchkit.engines.contract import Document, Engine, Problem, View, Writer
from searchkit.errors import EngineError, IndexFormatError, IndexLockedError
from searchkit.schema import COLLECTIONS, PASSAGES, REPORTS, Collection, Field

_BUFFER_MEGABYTES = 256


class WhooshEngine(Engine):
    name = "whoosh"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._before = Before(folder)
        self._indexes = _indexes(folder)
        self._is_open = True
        self._view = self._new_view()
        self._view_lock = threading.Lock()

    @classmethod
    def create(cls, folder: Path) -> Self:
        check_writable(folder)
        for collection in COLLECTIONS:
            TOC.create(FileStorage(str(folder)), _schema(collection), collection.name)
        checksums.note_files(folder, [file.name for file in folder.glob("*.toc")])
        return cls.open(folder)

    @classmethod
    def open(cls, folder: Path) -> Self:
        try:
            with reading():
                return cls(folder)
        except IndexFormatError:
            try:
                open_each(folder)
            except OSError as error:
                raise not_readable(folder, error) from error
            raise

    def view(self) -> View:
        if not self._is_open:
            raise EngineError("The index was closed; open it again.")
        with self._view_lock, reading():
            # The old readers stay open for whoever still holds their view.
            if self._state != self._newest():
                self._view = self._new_view()
            return self._view

    def writer(self, cores: int = 1) -> Writer:
        check_writable(self._folder)
        return _WhooshWriter(self._indexes, self._before, self._folder)

    @classmethod
    def problems(cls, folder: Path) -> Iterator[Problem]:
        yield from problems(folder, lambda: _in_force(folder, _indexes(folder), Before(folder)).values())

    def close(self) -> None:
        if self._is_open:
            self._is_open = False
            self._view.close()
            for index in self._indexes.values():
                index.close()

    def _newest(self) -> tuple[object, ...]:
        return (*(index.latest_generation() for index in self._indexes.values()), self._before.identity)

    def _new_view(self) -> WhooshView:
        """A view of one commit of both collections, whatever is committed meanwhile."""
        while True:
            state = self._newest()
            try:
                view = WhooshView(_in_force(self._folder, self._indexes, self._before), lambda: self._is_open)
            except Exception:
                if state == self._newest():
                    raise
                continue
            if state == self._newest():
                self._state = state
                return view
            view.close()


def _indexes(folder: Path) -> dict[str, SafeIndex]:
    storage = DurableStorage(folder)
    return {one.name: SafeIndex(storage, _schema(one), one.name) for one in COLLECTIONS}


def _in_force(folder: Path, indexes: dict[str, SafeIndex], before: Before) -> dict[str, SafeIndex]:
    """The indexes to read: of reports those as they were, while they are kept."""
    kept = before.of(lambda: str(number_of(folder, PASSAGES.name)))
    if kept is None:
        return indexes
    return {**indexes, REPORTS.name: SafeIndex(FileStorage(str(kept)), _schema(REPORTS), REPORTS.name)}


def _schema(collection: Collection) -> whoosh_fields.Schema:
    schema = whoosh_fields.Schema(**{field.name: _field_type(field) for field in collection.fields})
    schema.add(LINK, whoosh_fields.ID())
    schema.add(LINKS, whoosh_fields.COLUMN(NumericColumn("q", default=NO_LINK)))
    schema.add(STORED, whoosh_fields.STORED())
    return schema


def _field_type(field: Field) -> Any:
    if field.whole:
        return whoosh_fields.ID()
    if field.several:
        return whoosh_fields.KEYWORD(analyzer=RegexTokenizer(r"[^\n]+"))
    if field.positions:
        return whoosh_fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=True)
    return whoosh_fields.KEYWORD(scorable=field.ranked)


class _WhooshWriter(Writer):
    """Writes passages at once; the collection of reports is opened for writing when it is first needed."""

    def __init__(self, indexes: Mapping[str, SafeIndex], before: Before, folder: Path) -> None:
        self._indexes = indexes
        self._before, self._folder = before, folder
        self._writers: dict[str, Any] = {}
        # Whoever holds this one's lock may write the others.
        self._writer(PASSAGES)
        try:
            with reading():
                put_back(before, folder)
        except BaseException:
            self._cancel()
            raise

    def add(self, collection: Collection, documents: Iterable[Document]) -> None:
        self._check_open()
        for fields, stored, link in documents:
            keys = {name: keys for name, keys in fields.items() if keys}
            linked = {LINKS: NO_LINK} if link is None else {LINK: str(link), LINKS: link}
            writer = self._writer(collection)
            with reading():
                writer.add_document(**{STORED: stored}, **keys, **linked)

    def delete(self, field: str, key: str) -> None:
        self._check_open()
        with reading():
            for collection in COLLECTIONS:
                if any(one.name == field for one in collection.fields):
                    self._writer(collection).delete_by_term(field, key)

    def commit(self) -> None:
        self._check_open()
        self.is_open = False
        with reading():
            try:
                if REPORTS.name in self._writers:
                    keep(self._before, self._folder)
                for collection in reversed(COLLECTIONS):
                    if writer := self._writers.get(collection.name):
                        writer.commit()
                self._before.let_go()
            except BaseException:
                # Its locks must not outlive it.
                self._cancel()
                raise
            # What was committed holds; files whose checksums can't be noted are read without.
            with suppress(OSError):
                note_checksums(self._folder, self._indexes.values())

    def rollback(self) -> None:
        if self.is_open:
            self.is_open = False
            self._cancel()

    def _cancel(self) -> None:
        for writer in self._writers.values():
            with suppress(Exception):
                writer.cancel()
            _close_files(writer)
        self._indexes[PASSAGES.name].storage.discard()

    def _writer(self, collection: Collection) -> Any:
        if collection.name not in self._writers:
            try:
                with reading():
                    self._writers[collection.name] = self._indexes[collection.name].writer(limitmb=_BUFFER_MEGABYTES)
            except LockError:
                raise IndexLockedError("Another program is writing this index; try again when it is done.") from None
        return self._writers[collection.name]


def _close_files(writer: Any) -> None:
    """Close the files of a writer. One whose folder is gone, for the index was rebuilt, gives up before it does."""
    columns, terms = writer.perdocwriter._cols, writer.fieldwriter
    for file in (columns._temp, terms._tindex.dbfile, terms._postfile):
        with suppress(Exception):
            file.close()
