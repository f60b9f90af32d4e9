"""Texts to their keys, field by field, a batch at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np

from searchkit.analysis import words
from searchkit.analysis.fingerprints import fingerprint_of_identical, fingerprints
from searchkit.analysis.numerals import units
from searchkit.analysis.stretches import Stretch, Table
from searchkit.analysis.syllables import keys, nfc, scannable
from searchkit.schema import BOUNDARY, exact_term, joined_term

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Analysis(NamedTuple):
    """The keys of one text by field, space-joined, in the order of the text; see ``schema``."""

    exact: str
    folded: str
    pairs: str
    words: str
    copies: str


# A text's stretches, transposed: what they add to each field. Empty texts have none.
_Columns: TypeAlias = "tuple[tuple[Any, ...], ...]"
_EMPTY: _Columns = ((),) * len(Stretch._fields)
_RARE, _HASHES, _TOKENS = map(Stretch._fields.index, ("rare", "hashes", "tokens"))

_table: Table | None = None


def analyze(texts: Sequence[str]) -> list[Analysis]:
    """The analysis of each of some texts. A batch of many costs far less than many batches of one.

    >>> analyze(["Đảng ủy Khối"])[0].pairs
    'dang_uy uy_khoi'
    """
    table = _current_table()
    composed = [nfc(text) for text in texts]
    # Columns, not rows: one join makes a field of a text, one call of numpy goes over all tokens of the batch.
    columns = [_columns(text, table) for text in composed]
    tokens = [b"".join(stretches[_TOKENS]) for stretches in columns]
    ends = np.cumsum([len(packed) // words.PACKED for packed in tokens], dtype=np.intp)
    starts = np.concatenate(([0], ends[:-1]))
    numbers = words.unpacked(b"".join(tokens))
    hashes = np.frombuffer(b"".join(chain.from_iterable(stretches[_HASHES] for stretches in columns)), np.uint64)
    return list(
        map(_analysis, composed, columns, _compounds(table, numbers, hashes, starts), _fingerprints(hashes, starts))
    )


def _current_table() -> Table:
    global _table
    if _table is None or _table.is_full:
        _table = Table()
    return _table


def _columns(text: str, table: Table) -> _Columns:
    return tuple(zip(*map(table.__getitem__, scannable(text).split()), strict=True)) or _EMPTY


def _analysis(text: str, columns: _Columns, compounds: str, copies: str) -> Analysis:
    exact, folded, pairs = "".join(columns[0]), "".join(columns[1]), "".join(columns[2])
    found = [compounds] if compounds else []
    found += _units(text)
    if any(columns[_RARE]):
        rare = [stretch for stretch in columns[_RARE] if stretch]
        found += chain.from_iterable(stretch.series for stretch in rare)
        if alternates := [key for stretch in rare for key in stretch.alternates]:
            # Alternate keys go behind a boundary, where they make no phrase.
            exact += " ".join((BOUNDARY, *(exact_term(key.folded, key.exact) for key in alternates), ""))
            folded += " ".join((BOUNDARY, *(key.folded for key in alternates), ""))
    # The first key has no left neighbour and the last no right one.
    if copies:
        copies = f"{copies} {fingerprint_of_identical(exact)}"
    return Analysis(exact[:-1], folded[:-1], pairs[pairs.find(" ") + 1 : pairs.rfind(" ")], " ".join(found), copies)


def _units(text: str) -> Iterator[str]:
    """The units written in a text: "21_nq_tw"."""
    for unit in units(text):
        yield joined_term(key.folded for start, end in unit for key in keys(text[start:end]) if not key.alternate)


def _compounds(
    table: Table, numbers: NDArray[np.intp], hashes: NDArray[np.uint64], starts: NDArray[np.intp]
) -> Iterator[str]:
    """The compounds of each text, space-joined: pyvi's words of two or more syllables, folded and joined."""
    joined = words.joined(table.words, numbers, starts)
    # A compound runs from one token before a run of joined tokens to the run's end.
    edges = np.diff(np.concatenate(([0], joined.astype(np.int8), [0])))
    firsts, ends = np.flatnonzero(edges == 1) - 1, np.flatnonzero(edges == -1)
    # One with a token that has no key isn't indexed.
    keyless_before = _sums(hashes == 0)
    indexed = keyless_before[firsts] == keyless_before[ends]
    firsts, ends = firsts[indexed], ends[indexed]
    depth = np.zeros(len(numbers) + 1, np.int8)
    depth[firsts] += 1
    depth[ends] -= 1
    inside = np.cumsum(depth[:-1], dtype=np.int8) > 0
    parts = 2 * numbers
    parts[ends - 1] += 1
    written = list(map(table.parts.__getitem__, parts[inside].tolist()))
    cuts = [*_sums(inside)[starts].tolist(), len(written)]
    return ("".join(written[start:end])[:-1] for start, end in pairwise(cuts))


def _fingerprints(hashes: NDArray[np.uint64], starts: NDArray[np.intp]) -> list[str]:
    has_key = hashes != 0
    return fingerprints(hashes[has_key], _sums(has_key)[starts])


def _sums(flags: NDArray[np.bool_]) -> NDArray[np.intp]:
    """How many are set before each place, and in all."""
    return np.concatenate(([0], np.cumsum(flags)))
