"""The contract that every engine keeps.

An engine is given passages already analysed (named fields of keys, and one stored string) and frozen query trees in
fields and keys. It never sees raw Vietnamese and never decides what a syllable is. Nothing here assumes one machine:
addresses and views are the engine's own business, and a writer's work becomes visible with its commit or not at all.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, NamedTuple, Self

from searchkit.errors import EngineError
from searchkit.query.tree import Node

#: BM25's parameters. tantivy fixes them, so every engine takes the same.
K1, B = 1.2, 0.75


class AnalysedPassage(NamedTuple):
    """A passage for an engine: its keys by field, and what to give back when it is found."""

    fields: Mapping[str, str]
    stored: str


class Match(NamedTuple):
    """A passage that a query matches: its score, and a hashable address good for the view that found it."""

    score: float
    address: Any


class View(ABC):
    """The index as it was at one moment. Safe to use from several threads."""

    @abstractmethod
    def search(self, query: Node, limit: int) -> list[Match]:
        """The best ``limit`` matches, best first. Score: the sum of weight × BM25 over the matching terms, with
        Lucene's idf, ln(1 + (N - n + 0.5) / (n + 0.5)), and K1 and B above."""

    @abstractmethod
    def count(self, query: Node) -> int:
        """How many passages match."""

    @abstractmethod
    def fetch(self, addresses: Iterable[Any]) -> list[str]:
        """What was stored with the passages at some addresses, in that order."""

    @abstractmethod
    def terms(self, field: str, prefix: str, limit: int | None = None) -> list[tuple[str, int]]:
        """A field's terms that begin with a prefix, in order, each with the number of passages that hold it.

        Passages deleted of late may still be counted.
        """

    @abstractmethod
    def frequency(self, field: str, key: str) -> int:
        """The number of passages that hold a key in a field; passages deleted of late may still be counted."""

    @abstractmethod
    def size(self) -> int:
        """The number of passages."""


class Writer(ABC):
    """The one writer of an index: a transaction, ended by ``commit`` or ``rollback``.

    Leaving its ``with`` block commits it if it is still open, and undoes it all on an error.
    """

    #: Whether the transaction goes on.
    is_open: bool = True

    @abstractmethod
    def add(self, passages: Sequence[AnalysedPassage]) -> None:
        """Add passages."""

    @abstractmethod
    def delete(self, field: str, key: str) -> None:
        """Delete the passages with a key in a field that were there when this writer began.

        What this writer adds under a key it must delete first.
        """

    @abstractmethod
    def commit(self) -> None:
        """Make all that was done visible, at once and for good, and end the transaction."""

    @abstractmethod
    def rollback(self) -> None:
        """Undo all that was done since the writer began, and end the transaction."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self.is_open:
            return
        if kind is None:
            self.commit()
        else:
            self.rollback()

    def _check_open(self) -> None:
        if not self.is_open:
            raise EngineError("This writer's transaction has ended; begin another.")


class Engine(ABC):
    """An index kept by one engine."""

    #: The name by which an index records its engine.
    name: ClassVar[str]

    @classmethod
    @abstractmethod
    def create(cls, folder: Path) -> Self:
        """Begin an empty index in an empty folder that exists."""

    @classmethod
    @abstractmethod
    def open(cls, folder: Path) -> Self:
        """Open the index in a folder. Raises IndexFormatError if it can't be read."""

    @abstractmethod
    def view(self) -> View:
        """The index as of its last commit, by this process or another."""

    @abstractmethod
    def writer(self, cores: int = 1) -> Writer:
        """Begin a transaction that may keep some cores busy.

        Raises IndexLockedError while another one is open, in this process or another.
        """

    @abstractmethod
    def close(self) -> None:
        """Let go of files and threads; the engine isn't used afterwards."""
