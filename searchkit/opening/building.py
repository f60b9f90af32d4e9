"""New engines for an index: in a folder that has none yet, and beside the one that is to be replaced."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from searchkit import engines
from searchkit.engines.contract import Engine, View, Writer
from searchkit.errors import IndexFormatError
from searchkit.opening.current import Current
from searchkit.storage import generations, hints, holder, manifest, new_folder, rebuild_lock
from searchkit.storage.hints import Hints
from searchkit.storage.manifest import Root


def create(folder: Path, engine: str) -> None:
    """Make an empty index in a folder; see ``searchkit.create``."""
    engine_class = engines.engine_class(engine)
    new_folder.make(folder, engine, lambda place: engine_class.create(place).close())


def roots_before(folder: Path, is_needed: bool) -> tuple[Root, ...]:
    """What an index keeps in step with. Where its manifest can't tell: none, or if that ``is_needed`` an error."""
    try:
        return manifest.read(folder).roots
    except IndexFormatError:
        if is_needed:
            raise
        return ()


class Replacement:
    """A new engine beside that of an index: written as ``Current`` is, and seen by nobody until it takes its place."""

    def __init__(self, folder: Path, place: Path, engine: Engine) -> None:
        self.folder = folder
        self._place = place
        self._engine = engine
        self.roots: tuple[Root, ...] = ()
        self.hints = Hints()

    def view(self) -> View:
        """The new index as of its last commit."""
        return self._engine.view()

    @contextmanager
    def transaction(self, cores: int = 1, wait: float = 0.0) -> Iterator[Writer]:  # nobody else has one
        """A transaction of the new index, undone unless it is committed."""
        writer = self._engine.writer(cores)
        try:
            yield writer
        finally:
            writer.rollback()

    def commit(self, writer: Writer, roots: tuple[Root, ...] | None = None) -> None:
        """Commit what a writer did; ``roots`` are what the new index keeps in step with, by default as before."""
        self.roots = self.roots if roots is None else roots
        writer.commit()

    def remember(self, remembered: Hints) -> None:
        """Keep other hints."""
        self.hints = remembered

    def take_place(self) -> None:
        """Let the index be what was committed, with one rename."""
        generations.put_in_force(self.folder, self._engine.name, self._place, self.roots, engines.NAMES)
        hints.write(self.folder, self.hints)


@contextmanager
def replacing(folder: Path, engine: str | None = None, wait: float = 0.0) -> Iterator[Replacement]:
    """A new engine beside that of the index in a folder, by default of the same kind. If it doesn't take the place of
    the old one within it is removed again.

    Nobody else writes the index meanwhile; the old one is searched as before. An index that is damaged or of another
    format can be replaced too. Raises IndexNotFoundError if there is no index, IndexLockedError while it is being
    written for longer than ``wait`` seconds, EngineError for an engine that doesn't exist.
    """
    name = engine or manifest.engine_of(folder)
    engine_class = engines.engine_class(name if engine or name in engines.NAMES else engines.DEFAULT)
    with _written_by_us_alone(folder, wait), generations.beside(folder, engine_class.name) as place:
        new = engine_class.create(place)
        try:
            yield Replacement(folder, place, new)
        finally:
            new.close()


@contextmanager
def _written_by_us_alone(folder: Path, wait: float) -> Iterator[None]:
    """Keep other writers from an index, and from one that can't be opened others who rebuild it."""
    current = _opened(folder)
    if current is None:
        lock = holder.waited_for(folder, wait, lambda: rebuild_lock.take(folder))
        with rebuild_lock.held(lock, folder):
            current = _opened(folder)  # who had the lock before may have mended it
            if current is None:
                with holder.noted(folder):
                    yield
                return
    with closing(current), current.transaction(wait=wait):
        yield


def _opened(folder: Path) -> Current | None:
    try:
        return Current(folder)
    except IndexFormatError:
        return None
