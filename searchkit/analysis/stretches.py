"""What a stretch of text between two spaces adds to each field: worked out once, then only looked up.

Running text has few different stretches ("Đảng," is one). What they add is kept, so that the fields of a text are made
by joining alone.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from searchkit.analysis import words
from searchkit.analysis.syllables import LONGEST, Key, keys, surfaces
from searchkit.schema import JOINT, exact_term, joined_term

# A table is full with so many stretches, or tokens of theirs: some 50 MB.
_MOST = 100_000
# Longer stretches and tokens (addresses, base64) hardly ever come again.
_LONG = 64


class Rare(NamedTuple):
    """What few stretches add: series of numbers that are one token ("30_3_2021"), and alternate keys."""

    series: tuple[str, ...]
    alternates: tuple[Key, ...]


class Stretch(NamedTuple):
    """What a stretch, or a token of it, adds to each field; every key in a string is followed by a space.

    ``pairs`` holds each key twice, "dang dang_": where stretches are joined the keys of a pair meet. ``hashes`` (of
    the folded keys, 0 for none) and ``tokens`` (their numbers in ``Table.words``) are packed, eight bytes a token.
    """

    exact: str
    folded: str
    pairs: str
    rare: Rare | None
    hashes: bytes
    tokens: bytes


class Table(dict[str, Stretch]):
    """The stretches met so far. Looking up a new one works it out."""

    def __init__(self) -> None:
        super().__init__()
        self.words = words.vocabulary()
        #: At twice a token's number its folded keys and "_", after it the same and a space: the parts of compounds.
        self.parts: dict[int, str] = {}
        self._tokens: dict[str, Stretch] = {}

    @property
    def is_full(self) -> bool:
        """Whether it is time to go on with a new table."""
        return max(len(self), len(self._tokens)) > _MOST or self.words.is_full

    def __missing__(self, text: str) -> Stretch:
        tokens = list(map(self._token, surfaces(text)))
        stretch = tokens[0] if len(tokens) == 1 else _joined(tokens)
        if len(text) <= _LONG:
            self[text] = stretch
        return stretch

    def _token(self, token: str) -> Stretch:
        if known := self._tokens.get(token):
            return known
        sequence = [key for key in keys(token) if not key.alternate]
        alternates = tuple(key for key in keys(token) if key.alternate)
        folded = joined_term(key.folded for key in sequence)
        series = (folded,) if len(sequence) > 1 else ()
        # Long tokens that begin alike are one word, as they have one key.
        tokens = self.words[token[:LONGEST]]
        number = int.from_bytes(tokens, sys.byteorder)
        self.parts[2 * number], self.parts[2 * number + 1] = f"{folded}{JOINT}", f"{folded} "
        added = Stretch(
            "".join(f"{exact_term(key.folded, key.exact)} " for key in sequence),
            "".join(f"{key.folded} " for key in sequence),
            "".join(f"{key.folded} {key.folded}{JOINT}" for key in sequence),
            Rare(series, alternates) if series or alternates else None,
            zlib.crc32(folded.encode()).to_bytes(words.PACKED, sys.byteorder),
            tokens,
        )
        if len(token) <= _LONG:
            self._tokens[token] = added
        return added


def _joined(tokens: list[Stretch]) -> Stretch:
    exact, folded, pairs, rare, hashes, numbers = zip(*tokens, strict=True) if tokens else ((),) * 6
    return Stretch(
        "".join(exact), "".join(folded), "".join(pairs), _all_rare(rare), b"".join(hashes), b"".join(numbers)
    )


def _all_rare(rare: Iterable[Rare | None]) -> Rare | None:
    found = [one for one in rare if one]
    if not found:
        return None
    return Rare(
        tuple(chain.from_iterable(one.series for one in found)),
        tuple(chain.from_iterable(one.alternates for one in found)),
    )
