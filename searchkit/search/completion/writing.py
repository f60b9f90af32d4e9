"""How an index writes words that stand together: some of the passages that hold them are read, those that BM25 puts
first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from searchkit.analysis.places import Places
from searchkit.engines.contract import Request, View
from searchkit.engines.trees import Node
from searchkit.search.completion.typed import Typed
from searchkit.storage.records import decode

# So many passages are read for each row of words.
_READ = 2
# What may stand between the words of one: the parts of 21-NQ/TW are words too.
_BETWEEN = frozenset(" -–/.")


def written(rows: Sequence[tuple[tuple[str, ...], Node]], typed: Typed, view: View) -> list[str]:
    """How rows of folded words are mostly written in passages that match a tree, "" where none of those read holds one
    with accents that agree with what was typed."""
    found = view.search([Request((tree,), _READ) for _, tree in rows])
    addresses = list(dict.fromkeys(match.address for matches in found for match in matches))
    records = dict(zip(addresses, map(decode, view.fetch(addresses)), strict=True))
    texts: list[str] = []
    for (words, _), matches in zip(rows, found, strict=True):
        places = Places(words)
        read = (records[match.address] for match in matches)
        stretches = (text for record in read for text in (record.text, record.title))
        seen = Counter(surface for text in stretches for surface in _surfaces(text, words, places, typed))
        texts.append(max(seen, key=lambda surface: (not _is_shouted(surface), seen[surface]), default=""))
    return texts


def _surfaces(text: str, words: tuple[str, ...], places: Places, typed: Typed) -> Iterator[str]:
    """How a text writes some words where they stand side by side."""
    standing = [place for place in places(text) if place.position >= 0]
    for number in range(len(standing) - len(words) + 1):
        row = standing[number : number + len(words)]
        if tuple(place.folded for place in row) != words or row[-1].position - row[0].position != len(words) - 1:
            continue
        between = (text[left.end : right.start] for left, right in pairwise(row))
        if all(_BETWEEN.issuperset(gap) for gap in between) and all(
            typed.agrees(at, place.exact) for at, place in enumerate(row)
        ):
            yield text[row[0].start : row[-1].end]


def _is_shouted(surface: str) -> bool:
    """Whether it stood in a line of capitals, which says nothing of how it is written."""
    return surface.isupper() and " " in surface
