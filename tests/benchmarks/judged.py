"""The judged sets that relevance is measured on, each of a kind of text."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sections.relevance import WAYS

import searchkit
from searchkit.evaluation import judged_sets, relevance
from searchkit.evaluation.judged_sets import JudgedSet


class Set(NamedTuple):
    """A judged set, and the kind of text that it is of; kinds count alike, however many sets they have."""

    kind: str
    name: str
    judged: JudgedSet

    def queries(self, way: str) -> Mapping[str, str]:
        """Its queries by id, as written or with their accents left out."""
        if way == WAYS[0]:
            return self.judged.queries
        return {identity: relevance.without_accents(query) for identity, query in self.judged.queries.items()}


def add_argument(parser: argparse.ArgumentParser) -> None:
    """Let a parser take sets."""
    parser.add_argument(
        "sets", nargs="+", metavar="[KIND=]SET", help="a folder in BEIR's layout; without a kind it is its own"
    )


def read(arguments: Sequence[str]) -> list[Set]:
    """The sets in folders "SET" or "KIND=SET". Raises SystemExit for folders of one name, or without a set."""
    found = []
    for argument in arguments:
        kind, _, folder = argument.rpartition("=")
        path = Path(folder).resolve()
        try:
            found.append(Set(kind or path.name, path.name, judged_sets.read(path)))
        except searchkit.UnreadableError as error:
            raise SystemExit(str(error)) from None
    if len({one.name for one in found}) < len(found):
        raise SystemExit("Two sets have the same name; rename the folder of one.")
    return found


@contextmanager
def indexed(one: Set, engine: str) -> Iterator[searchkit.Index]:
    """An index of the reports of a set, deleted afterwards."""
    with tempfile.TemporaryDirectory() as scratch, searchkit.create(Path(scratch) / "index", engine) as index:
        index.add(searchkit.read(one.judged.corpus))
        yield index
