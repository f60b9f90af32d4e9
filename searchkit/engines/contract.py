"""The contract that every engine keeps.

An engine is given documents already analysed (named fields of keys, and one stored string) and frozen trees in fields
and keys. It never sees raw Vietnamese and never decides what a syllable is. Nothing here assumes one machine: addresses
and views are the engine's own business, questions are asked in batches, and a writer's work becomes visible with its
commit or not at all.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, NamedTuple, Self

from searchkit.engines.trees import Node
from searchkit.errors import EngineError
from searchkit.schema import PASSAGES, Collection

#: BM25's parameters. tantivy fixes them, so every engine takes the same.
K1, B = 1.2, 0.75


class Document(NamedTuple):
    """A document for an engine: its keys by field, what to give back when it is found, and its link.

    ``link`` (0 to 2^63 - 1) is shared by the passages of a report and the report's view, and by nothing else; None for
    the passage of a report that has no view.
    """

    fields: Mapping[str, str]
    stored: str = ""
    link: int | None = None


class Request(NamedTuple):
    """One search: trees, strictest first, and how many documents of a collection to find with them.

    A document belongs to the first tree that matches it. ``links``: only documents with one of these links.
    """

    tiers: tuple[Node, ...]
    limit: int
    collection: Collection = PASSAGES
    links: tuple[int, ...] | None = None


class Match(NamedTuple):
    """A document found: the number of its tier, its score in that tier, an address, and its link.

    The address is hashable, and good for the view that found it.
    """

    tier: int
    score: float
    address: Any
    link: int | None


class Problem(NamedTuple):
    """Something that is wrong with an index: the file or report it is about, and what it is, to be read in one sentence
    (``f"{place} {reason}"``).

    ``is_damage`` is False for what searches right all the same: what killed runs left over.
    """

    place: str
    reason: str
    is_damage: bool = True


class TallyRequest(NamedTuple):
    """A question by which keys of a field that begin with a prefix the reports that match a tree are told apart."""

    tree: Node
    field: str
    prefix: str


class Tally(NamedTuple):
    """How many reports match, and by key how many of those have it."""

    reports: int
    keys: dict[str, int]


class View(ABC):
    """The index as it was at one moment. Safe to use from several threads.

    Every question takes a list and answers it at once: over a network that is one round trip. Raises EngineError once
    its engine was closed, or where the engine's library fails.
    """

    @abstractmethod
    def search(self, requests: Sequence[Request]) -> list[list[Match]]:
        """The best matches of each request: by tier, then by score, at most ``limit``.

        Score: the sum of weight × BM25 over the matching terms, with K1 and B above and Lucene's idf,
        ln(1 + (N - n + 0.5) / (n + 0.5)), N and n being counted over passages in every collection, so that scores of
        passages and of reports can be added.
        """

    @abstractmethod
    def count(self, trees: Sequence[Node]) -> list[int]:
        """How many passages match each tree."""

    @abstractmethod
    def fetch(self, addresses: Iterable[Any]) -> list[str]:
        """What was stored with the passages at some addresses, in that order."""

    @abstractmethod
    def terms(self, field: str, prefixes: Sequence[str]) -> list[list[tuple[str, int]]]:
        """For each prefix a field's terms that begin with it, in order, each with the number of passages that hold it.

        Passages deleted of late may still be counted.
        """

    @abstractmethod
    def tally(self, requests: Sequence[TallyRequest]) -> list[Tally]:
        """Count the reports of each request, exactly, by the keys that any of their passages has; keys of none of them
        are left out.

        A report matches where a passage of it does. Passages of one link are of one report; one without is a report by
        itself.
        """

    @abstractmethod
    def size(self, collection: Collection = PASSAGES) -> int:
        """The number of documents."""


class Writer(ABC):
    """The one writer of an index: a transaction, ended by ``commit`` or ``rollback``.

    Leaving its ``with`` block commits it if it is still open, and undoes it all on an error.
    """

    #: Whether the transaction goes on.
    is_open: bool = True

    @abstractmethod
    def add(self, collection: Collection, documents: Iterable[Document]) -> None:
        """Add documents to a collection."""

    @abstractmethod
    def delete(self, field: str, key: str) -> None:
        """Delete the documents with a key in a field, in every collection that has it, that were there when this writer
        began.

        What this writer adds under a key it must delete first.
        """

    @abstractmethod
    def commit(self) -> None:
        """Make all that was done visible, for good, and end the transaction.

        Passages and views become visible at once, all or none of them, whenever the program is killed or the power is
        cut. Links tell which view belongs to which passages.
        """

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

    @classmethod
    @abstractmethod
    def problems(cls, folder: Path) -> Iterator[Problem]:
        """What is wrong with the files of the index in a folder: all are read, and held against their checksums."""

    @abstractmethod
    def close(self) -> None:
        """Let go of files and threads; neither the engine nor its views are used afterwards."""


def in_tiers(
    find: Callable[[Node], Iterable[tuple[float, Any]]], tiers: Sequence[Node], limit: int
) -> list[tuple[int, float, Any]]:
    """Tier, score and address of the matches of several trees, for an engine that runs one tree at a time.

    ``find`` gives the best ``limit`` scores and addresses of a tree.
    """
    found: list[tuple[int, float, Any]] = []
    for number, tree in enumerate(tiers):
        if len(found) >= limit:
            break
        seen = {address for _, _, address in found}
        fresh = [(number, score, address) for score, address in find(tree) if address not in seen]
        found += fresh[: limit - len(found)]
    return found
