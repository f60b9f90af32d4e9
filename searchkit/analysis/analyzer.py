"""Texts to the fields that an engine indexes, a batch at a time."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from searchkit.analysis import fields, words
from searchkit.analysis.fingerprints import fingerprints
from searchkit.analysis.numerals import is_series, units
from searchkit.analysis.syllables import keys, nfc, surfaces

# The cache of surfaces starts afresh beyond this, so that memory stays bounded whatever the corpus.
_MOST_SURFACES = 300_000


class Analysis(NamedTuple):
    """The keys of one text by field, space-joined, in the order of the text; see ``analysis.fields``."""

    exact: str
    folded: str
    pairs: str
    words: str
    copies: str


class _Surface(NamedTuple):
    """What the fields hold for a surface: keys in sequence joined by spaces ("" for none), and the alternates."""

    exact: str
    folded: str
    hash: int
    exact_alternates: str
    folded_alternates: str


class _Surfaces(dict[str, _Surface]):
    def __missing__(self, surface: str) -> _Surface:
        sequence = [key for key in keys(surface) if not key.alternate]
        alternates = [key for key in keys(surface) if key.alternate]
        folded = " ".join(key.folded for key in sequence)
        entry = self[surface] = _Surface(
            " ".join(fields.exact_term(key.folded, key.exact) for key in sequence),
            folded,
            zlib.crc32(folded.encode()),
            " ".join(fields.exact_term(key.folded, key.exact) for key in alternates),
            " ".join(key.folded for key in alternates),
        )
        return entry


_surfaces = _Surfaces()


def analyze(texts: Sequence[str]) -> list[Analysis]:
    """The analysis of each of some texts. A batch of many costs far less than many batches of one.

    >>> analyze(["Đảng ủy Khối"])[0].pairs
    'dang_uy uy_khoi'
    """
    if len(_surfaces) > _MOST_SURFACES:
        _surfaces.clear()
    scanned = [surfaces(text) for text in texts]
    entries = [[_surfaces[surface] for surface in tokens] for tokens in scanned]
    copies = _fingerprints(entries)
    compounds = _compounds(scanned, entries)
    return list(map(_analysis, texts, scanned, entries, compounds, copies))


def _analysis(text: str, tokens: list[str], entries: list[_Surface], compounds: list[str], copies: str) -> Analysis:
    folded = " ".join([entry.folded for entry in entries if entry.folded])
    exact = " ".join([entry.exact for entry in entries if entry.folded])
    sequence = folded.split(" ")
    pairs = " ".join(map("_".join, pairwise(sequence)))
    composed = nfc(text)
    compounds += ["_".join(_fold(composed[start:end]) for start, end in unit) for unit in units(composed)]
    compounds += [
        entry.folded.replace(" ", "_")
        for token, entry in zip(tokens, entries, strict=True)
        if " " in entry.folded and is_series(token)
    ]
    if alternates := " ".join([entry.folded_alternates for entry in entries if entry.folded_alternates]):
        folded += f" {fields.BOUNDARY} {alternates}"
        exact += f" {fields.BOUNDARY} " + " ".join([e.exact_alternates for e in entries if e.exact_alternates])
    return Analysis(exact, folded, pairs, " ".join(compounds), copies)


def _fold(part: str) -> str:
    return "_".join(key.folded for key in keys(part) if not key.alternate)


def _compounds(scanned: list[list[str]], entries: list[list[_Surface]]) -> list[list[str]]:
    """The compounds of each text: pyvi's words of two or more syllables, folded and joined."""
    lengths = np.array([len(tokens) for tokens in scanned], dtype=np.intp)
    starts = np.cumsum(lengths) - lengths
    joined = words.joined([token for tokens in scanned for token in tokens], starts)
    # A compound runs from one token before a run of joined tokens to the run's end.
    edges = np.diff(np.concatenate(([0], joined.astype(np.int8), [0])))
    firsts, ends = np.flatnonzero(edges == 1) - 1, np.flatnonzero(edges == -1)
    texts = np.searchsorted(starts, firsts, side="right") - 1
    # Of several texts that start at one place all but the last are empty: searchsorted names the last.
    found: list[list[str]] = [[] for _ in scanned]
    offsets = starts[texts]
    for text, first, end in zip(texts.tolist(), (firsts - offsets).tolist(), (ends - offsets).tolist(), strict=True):
        parts = [entry.folded for entry in entries[text][first:end] if entry.folded]
        if len(parts) > 1:
            found[text].append("_".join(parts))
    return found


def _fingerprints(entries: list[list[_Surface]]) -> list[str]:
    hashes = [[entry.hash for entry in text if entry.folded] for text in entries]
    lengths = np.array([len(text) for text in hashes], dtype=np.intp)
    flat = np.array([value for text in hashes for value in text], dtype=np.uint64)
    return fingerprints(flat, np.cumsum(lengths) - lengths)


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
