"""New engines for an index: in a folder that has none yet, and beside the one that is to be replaced."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from searchkit import engines
from searchkit.engines.contract import Engine, Writer
from searchkit.errors import IndexFormatError
from searchkit.opening.current import Current
from searchkit.storage import generations, manifest, new_folder


def create(folder: Path, engine: str) -> None:
    """Make an empty index in a folder; see ``searchkit.create``."""
    engine_class = engines.engine_class(engine)
    new_folder.make(folder, engine, lambda place: engine_class.create(place).close())


class Replacement:
    """A new engine beside that of an index; ``writer`` fills it."""

    def __init__(self, folder: Path, place: Path, engine: Engine, cores: int) -> None:
        self._folder = folder
        self._place = place
        self._engine = engine
        self.writer: Writer = engine.writer(cores)

    def take_place(self) -> None:
        """Commit what was written, and let the index be that, with one rename."""
        self.writer.commit()
        generations.put_in_force(self._folder, self._engine.name, self._place, engines.NAMES)

    def close(self) -> None:
        """End the transaction if it is still open, and let go of the files."""
        self.writer.rollback()
        self._engine.close()


@contextmanager
def replacing(folder: Path, engine: str | None, cores: int) -> Iterator[Replacement]:
    """A new engine beside that of the index in a folder, by default of the same kind. If it doesn't take the place of
    the old one within it is removed again.

    Nobody else writes the index meanwhile; the old one is searched as before. An index that is damaged or of another
    format can be replaced too. Raises IndexNotFoundError if there is no index, IndexLockedError while it is being
    written, EngineError for an engine that doesn't exist.
    """
    name = engine or manifest.engine_of(folder)
    engine_class = engines.engine_class(name if engine or name in engines.NAMES else engines.DEFAULT)
    with _written_by_us_alone(folder), generations.beside(folder, engine_class.name) as place:
        replacement = Replacement(folder, place, engine_class.create(place), cores)
        try:
            yield replacement
        finally:
            replacement.close()


@contextmanager
def _written_by_us_alone(folder: Path) -> Iterator[None]:
    """Keep other writers from an index. One that can't be opened nobody else can write either."""
    try:
        current = Current(folder)
    except IndexFormatError:
        yield
        return
    try:
        writer = current.writer()
        try:
            yield
        finally:
            writer.rollback()
    finally:
        current.close()
