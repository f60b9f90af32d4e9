"""Accents: taking them off, and telling how well an indexed syllable agrees with the accents that were typed."""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum
from functools import lru_cache

from unidecode import unidecode

_NOT_KEY = re.compile(r"[^a-z0-9]+")
_FINAL_Y = re.compile(r"^([hklmstv]|qu)y$")
_VOWEL_MARKS = frozenset("\u0302\u0306\u031b")


class Agreement(IntEnum):
    """How an indexed syllable agrees with a typed one that folds to the same key; more is better."""

    OTHER = 0  #: a typed mark is contradicted: typed "đang", indexed "dạng"
    COMPATIBLE = 1  #: every typed mark is there, and more: typed "đang", indexed "đảng"
    EXACT = 2  #: the same accents


def fold(exact: str) -> str:
    """An exact key without accents: ASCII letters and digits only, "" for what has none (punctuation).

    Unidecode folds all 134 marked Vietnamese letters and transliterates other scripts. Fold keys, never text:
    it changes lengths.

    >>> fold("đảng"), fold("½"), fold("—")
    ('dang', '12', '')
    """
    return _NOT_KEY.sub("", unidecode(exact, errors="ignore").lower())


def folded_key(exact: str) -> str:
    """The key without accents and without the choice between final y and i: lý luận and lí luận are one word.

    After a single consonant (and qu) the two are mostly one word, not always: the exact key still tells them apart.

    >>> folded_key("lý"), folded_key("lí"), folded_key("uỷ")
    ('li', 'li', 'uy')
    """
    return _FINAL_Y.sub(r"\1i", fold(exact))


def has_marks(exact: str) -> bool:
    """Whether an exact key carries any accent (tone mark, vowel mark or đ).

    >>> has_marks("dang"), has_marks("đang")
    (False, True)
    """
    return not exact.isascii() and fold(exact) not in ("", exact)


@lru_cache(maxsize=1 << 16)
def agreement(typed: str, indexed: str) -> Agreement:
    """How the accents of an indexed syllable agree with those of a typed one; both are exact keys.

    A typed mark counts, an untyped one is free. The tone belongs to the whole syllable, a vowel mark or the
    stroke of đ to its letter.

    >>> [agreement("đang", key).name for key in ("đang", "đảng", "dạng")]
    ['EXACT', 'COMPATIBLE', 'OTHER']
    """
    if typed == indexed:
        return Agreement.EXACT
    if typed[:1].isdecimal():
        # A number has no accents: 1666 and 1.666, 97,9 and 97.9.
        return Agreement.COMPATIBLE
    typed_letters, typed_tone = _split(typed)
    letters, tone = _split(indexed)
    if typed_letters and letters and {typed_letters[-1], letters[-1]} == {"i", "y"}:
        letters[-1] = typed_letters[-1]
    if typed_tone and typed_tone != tone:
        return Agreement.OTHER
    if len(typed_letters) == len(letters):
        agree = all(a in (b, b[0]) for a, b in zip(typed_letters, letters, strict=True))
    else:
        agree = typed.isascii()
    return Agreement.COMPATIBLE if agree else Agreement.OTHER


def _split(exact: str) -> tuple[list[str], str]:
    """An exact key as letters, each a base with its vowel mark ("e\u0302", "đ" as "d\u0335"), and its tone marks."""
    letters: list[str] = []
    tone = ""
    for char in unicodedata.normalize("NFD", exact):
        if char == "đ":
            letters.append("d\u0335")
        elif not unicodedata.combining(char):
            letters.append(char)
        elif char in _VOWEL_MARKS and letters:
            letters[-1] += char
        else:
            tone += char
    return letters, tone
