"""The engine of an index, as of now: an index that is rebuilt has another from one moment to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from weakref import WeakSet

from searchkit import engines
from searchkit.engines.contract import Engine, Problem, View, Writer
from searchkit.errors import EngineError, IndexFormatError, IndexPathError
from searchkit.storage import manifest

# What only writing and checking need is imported where they begin: a search waits for none of it.
if TYPE_CHECKING:
    from searchkit.storage.hints import Hints

# So many rebuilds may end while an index is being opened.
_MOST_TRIES = 5

_Answer = TypeVar("_Answer")


class _Opened(NamedTuple):
    """An open engine, the folder that its files are in, and the manifest that said so."""

    engine: Engine
    inside: str
    stamp: manifest.Stamp


class Current:
    """The engine in force of the index in a folder. Safe to use from several threads.

    Raises IndexNotFoundError if there is no index, or none any more, IndexFormatError for one that this version can't
    read.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: _Opened | None = _open(folder)
        # What pages of hits still read from: an engine lives as long as one of its views.
        self._superseded: WeakSet[Engine] = WeakSet()

    @property
    def folder(self) -> Path:
        """The folder of the index."""
        return self._folder

    @property
    def engine(self) -> Engine:
        """The engine in force. Raises EngineError once it was closed."""
        return self._latest().engine

    def view(self) -> View:
        """The index as of the last commit or rebuild, by whichever process."""
        return self._of_latest(lambda opened: opened.engine.view())

    @contextmanager
    def transaction(self, cores: int = 1, wait: float = 0.0) -> Iterator[Writer]:
        """A transaction of what is in force, begun as soon as no other is open; undone unless it is committed. What is
        not in force is cleared away.

        Raises IndexLockedError if another is open for longer than ``wait`` seconds.
        """
        from searchkit.storage import holder

        writer = holder.waited_for(self._folder, wait, lambda: self._writer(cores))
        try:
            with holder.noted(self._folder):
                yield writer
        finally:
            writer.rollback()

    def _writer(self, cores: int) -> Writer:
        from searchkit.storage import generations

        for _ in range(_MOST_TRIES):
            writer, inside = self._of_latest(lambda opened: (opened.engine.writer(cores), opened.inside))
            # Until it was ours to write another may have rebuilt it.
            if inside == manifest.read(self._folder).folder:
                generations.clear(self._folder, engines.NAMES, inside)
                return writer
            writer.rollback()
        raise EngineError(f"The index in {self._folder} is being rebuilt all the time; try again when that has ended.")

    def commit(self, writer: Writer, roots: tuple[manifest.Root, ...] | None = None) -> None:
        """Commit what a writer did, and note the time; ``roots`` are what the index keeps in step with from now on, by
        default what it did."""
        opened = self._latest()
        kept = self.roots if roots is None else roots
        manifest.add_roots(self._folder, kept)
        with manifest.renewed(self._folder, opened.engine.name, opened.inside, kept):
            writer.commit()

    @property
    def roots(self) -> tuple[manifest.Root, ...]:
        """The files and folders that the index keeps in step with."""
        return manifest.read(self._folder).roots

    @property
    def hints(self) -> Hints:
        """What the index remembers of files beside its ledger."""
        from searchkit.storage import hints

        return hints.read(self._folder)

    def remember(self, remembered: Hints) -> None:
        """Keep other hints."""
        from searchkit.storage import hints

        hints.write(self._folder, remembered)

    def problems(self) -> Iterator[Problem]:
        """What is wrong with the files of the engine in force."""
        opened = self._latest()
        return type(opened.engine).problems(self._folder / opened.inside)

    def leftovers(self) -> list[Path]:
        """What killed runs left in the folder of the index, beside the engine in force."""
        from searchkit.storage import generations

        return generations.leftovers(self._folder, engines.NAMES, self._latest().inside)

    def close(self) -> None:
        """Let go of all files; views can't be asked any more."""
        opened, self._opened = self._opened, None
        if opened:
            for engine in (opened.engine, *self._superseded):
                engine.close()

    def _of_latest(self, asked: Callable[[_Opened], _Answer]) -> _Answer:
        """An answer of the engine in force, asked again where files were gone because it was rebuilt meanwhile."""
        for _ in range(_MOST_TRIES):
            opened = self._latest()
            try:
                return asked(opened)
            except (IndexFormatError, IndexPathError, EngineError):
                if self._latest() is opened:
                    raise
        return asked(self._latest())

    def _latest(self) -> _Opened:
        opened = self._opened
        if opened is None:
            raise EngineError(f"The index in {self._folder} was closed; open it again.")
        stamp = manifest.stamp(self._folder)
        if stamp is not None and stamp == opened.stamp:
            return opened
        if manifest.read(self._folder).folder == opened.inside:
            latest = opened._replace(stamp=stamp)  # a commit
        else:
            latest = _open(self._folder)
            self._superseded.add(opened.engine)
        self._opened = latest
        return latest


def _open(folder: Path) -> _Opened:
    for tries_left in reversed(range(_MOST_TRIES)):
        stamp = manifest.stamp(folder)
        found = manifest.read(folder)
        if found.engine not in engines.NAMES:
            raise IndexFormatError(
                f"The index in {folder} was made with the engine {found.engine!r}, which this version of searchkit "
                f"doesn't have; it has {', '.join(engines.NAMES)}."
            )
        try:
            return _Opened(engines.engine_class(found.engine).open(folder / found.folder), found.folder, stamp)
        except (IndexFormatError, IndexPathError, EngineError):
            if not tries_left or stamp == manifest.stamp(folder):
                raise
    raise AssertionError("the last try returns or raises")
