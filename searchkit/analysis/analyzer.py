"""Texts to the fields that an engine indexes, a batch at a time."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from itertools import chain
from operator import add
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchkit.analysis import fields, words
from searchkit.analysis.fields import exact_term
from searchkit.analysis.fingerprints import fingerprints
from searchkit.analysis.numerals import units
from searchkit.analysis.syllables import Key, keys, nfc, surfaces

if TYPE_CHECKING:
    from numpy.typing import NDArray

# The cache of surfaces starts afresh beyond this, so that memory stays bounded whatever the corpus.
_MOST_SURFACES = 300_000


class Analysis(NamedTuple):
    """The keys of one text by field, space-joined, in the order of the text; see ``analysis.fields``."""

    exact: str
    folded: str
    pairs: str
    words: str
    copies: str


class _Entry(NamedTuple):
    """What the fields hold for a surface: its keys in sequence, joined by spaces, "" for none."""

    exact: str
    folded: str
    hash: int


class _Surfaces(dict[str, _Entry]):
    """The entries of the surfaces met so far, and of the few that have alternate keys these."""

    def __init__(self) -> None:
        self.alternates: dict[str, tuple[Key, ...]] = {}

    def __missing__(self, surface: str) -> _Entry:
        sequence = [key for key in keys(surface) if not key.alternate]
        if alternates := tuple(key for key in keys(surface) if key.alternate):
            self.alternates[surface] = alternates
        folded = " ".join(key.folded for key in sequence)
        entry = self[surface] = _Entry(
            " ".join(exact_term(key.folded, key.exact) for key in sequence),
            folded,
            zlib.crc32(folded.encode()) if folded else 0,
        )
        return entry

    def clear(self) -> None:
        super().clear()
        self.alternates.clear()


_surfaces = _Surfaces()


def analyze(texts: Sequence[str]) -> list[Analysis]:
    """The analysis of each of some texts. A batch of many costs far less than many batches of one.

    >>> analyze(["Đảng ủy Khối"])[0].pairs
    'dang_uy uy_khoi'
    """
    if len(_surfaces) > _MOST_SURFACES:
        _surfaces.clear()
    composed = [nfc(text) for text in texts]
    scanned = [surfaces(text) for text in composed]
    tokens = list(chain.from_iterable(scanned))
    lengths = np.fromiter(map(len, scanned), dtype=np.intp, count=len(scanned))
    starts = np.cumsum(lengths) - lengths
    # Columns, not rows: all tokens of the batch go through each step at once.
    entries = [_surfaces[token] for token in tokens]
    exact, folded = [entry.exact for entry in entries], [entry.folded for entry in entries]
    compounds = _compounds(tokens, folded, starts)
    copies = _fingerprints([entry.hash for entry in entries], starts)
    return [
        _analysis(scanned[number], exact[start:end], folded[start:end], composed[number], compounds[number], copy)
        for number, (start, end, copy) in enumerate(
            zip(starts.tolist(), (starts + lengths).tolist(), copies, strict=True)
        )
    ]


def _analysis(
    tokens: list[str], exact: list[str], folded: list[str], text: str, compounds: list[str], copies: str
) -> Analysis:
    exact_keys, folded_keys = " ".join(filter(None, exact)), " ".join(filter(None, folded))
    pairs = _pairs(folded_keys)
    if not _surfaces.alternates.keys().isdisjoint(tokens):
        # Alternate keys go behind a boundary, where they make no phrase.
        alternates = [key for token in tokens for key in _surfaces.alternates.get(token, ())]
        exact_keys = " ".join([exact_keys, fields.BOUNDARY, *(exact_term(k.folded, k.exact) for k in alternates)])
        folded_keys = " ".join([folded_keys, fields.BOUNDARY, *(key.folded for key in alternates)])
    return Analysis(exact_keys, folded_keys, pairs, " ".join([*compounds, *_units(text), *_series(folded)]), copies)


def _pairs(sequence: str) -> str:
    return " ".join(map(add, sequence.replace(" ", "_ ").split(" "), sequence.split(" ")[1:]))


def _units(text: str) -> Iterator[str]:
    """The units written in a text: "21_nq_tw"."""
    for unit in units(text):
        yield "_".join(key.folded for start, end in unit for key in keys(text[start:end]) if not key.alternate)


def _series(folded: list[str]) -> Iterator[str]:
    """The series of numbers that are one token, which has several keys: "30_3_2021"."""
    return (keys.replace(" ", "_") for keys in folded if " " in keys)


def _compounds(tokens: list[str], folded: list[str], starts: NDArray[np.intp]) -> list[list[str]]:
    """The compounds of each text: pyvi's words of two or more syllables, folded and joined."""
    joined = words.joined(tokens, starts)
    # A compound runs from one token before a run of joined tokens to the run's end.
    edges = np.diff(np.concatenate(([0], joined.astype(np.int8), [0])))
    firsts, ends = np.flatnonzero(edges == 1) - 1, np.flatnonzero(edges == -1)
    # Of several texts that start at one place all but the last are empty: searchsorted names the last.
    texts = np.searchsorted(starts, firsts, side="right") - 1
    found: list[list[str]] = [[] for _ in starts]
    for text, first, end in zip(texts.tolist(), firsts.tolist(), ends.tolist(), strict=True):
        parts = folded[first:end]
        if "" not in parts:
            found[text].append("_".join(parts))
    return found


def _fingerprints(hashes: list[int], starts: NDArray[np.intp]) -> list[str]:
    flat = np.array(hashes, dtype=np.uint64)
    has_key = flat != 0
    # Where each text starts once tokens without a key are gone.
    kept_before = np.concatenate(([0], np.cumsum(has_key)))
    return fingerprints(flat[has_key], kept_before[starts])


def passage_fields(title: Analysis, passage: Analysis) -> dict[str, str]:
    """The ranked fields and fingerprints of a passage whose report has a title: the title counts in each."""

    def joined(left: str, right: str) -> str:
        return f"{left} {fields.BOUNDARY} {right}" if left and right else left or right

    return {
        fields.EXACT: joined(title.exact, passage.exact),
        fields.FOLDED: joined(title.folded, passage.folded),
        fields.PAIRS: joined(title.pairs, passage.pairs),
        fields.WORDS: joined(title.words, passage.words),
        fields.COPIES: passage.copies,
    }
