"""Words of which only a part was typed, "tuyên*" and "x?y": which keys they stand for.

Accents count as they do in whole words: one that was typed must be there, one that wasn't is free.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from searchkit.analysis.accents import fold, folded_key
from searchkit.analysis.spelling import exact_key
from searchkit.query.modes import Accents
from searchkit.query.tree import Pattern, Word

_WILD = re.compile(r"[*?]")
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
# What may follow a letter: circumflex, breve, horn, and the stroke of đ, which has no decomposition.
_STROKE = "\u0335"
_MARKS = f"[\u0302\u0306\u031b{_STROKE}]"


def prefixes(pattern: Pattern) -> tuple[str, ...]:
    """What the folded keys begin with, one of these, that a pattern may stand for.

    >>> prefixes(Pattern("tuyên*")), prefixes(Pattern("lý*"))
    (('tuyen',), ('ly', 'li'))
    """
    literal = _WILD.split(pattern.text, maxsplit=1)[0]
    return tuple(dict.fromkeys((fold(literal), folded_key(literal))))


def stands_for(pattern: Pattern, word: Word, accents: Accents) -> bool:
    """Whether a pattern stands for a word under a mode of accents.

    >>> tuyen = Pattern("tuyên*")
    >>> [stands_for(tuyen, Word(exact, "tuyen"), Accents.AUTO) for exact in ("tuyến", "tuyên", "tuyen")]
    [True, True, False]
    """
    if accents is Accents.IGNORE:
        return _folded(pattern).fullmatch(fold(word.exact)) is not None
    if accents is Accents.STRICT:
        return _exact(pattern).fullmatch(word.exact) is not None
    letters, tones = _apart(word.exact)
    typed_tones = _apart(pattern.text)[1]
    return (not typed_tones or typed_tones == tones) and _compatible(pattern).fullmatch(letters) is not None


@lru_cache(maxsize=256)
def _folded(pattern: Pattern) -> re.Pattern[str]:
    return _expression(pattern, lambda literal: re.escape(fold(literal)), ".")


@lru_cache(maxsize=256)
def _exact(pattern: Pattern) -> re.Pattern[str]:
    return _expression(pattern, lambda literal: re.escape(exact_key(literal)), ".")


@lru_cache(maxsize=256)
def _compatible(pattern: Pattern) -> re.Pattern[str]:
    return _expression(pattern, lambda literal: _free(_apart(literal)[0]), f".{_MARKS}?")


def _expression(pattern: Pattern, of_literal: Callable[[str], str], one: str) -> re.Pattern[str]:
    """A pattern as a regular expression; each part behind a "*" stands where it first can, so that none takes long."""
    first, *others = (
        "".join(one if part == "?" else of_literal(part) for part in re.split(r"(\?)", piece))
        for piece in re.split(r"\*+", pattern.text)
    )
    if not others:
        return re.compile(first)
    *middle, last = others
    return re.compile(first + "".join(f"(?>.*?{piece})" for piece in middle) + f".*{last}")


def _free(letters: str) -> str:
    """Letters, each with its mark, or with any where none was typed."""
    return re.sub(f"(?!{_MARKS})(.)(?!{_MARKS})", lambda found: f"{re.escape(found[1])}{_MARKS}?", letters)


def _apart(exact: str) -> tuple[str, str]:
    """Letters, each followed by its vowel mark or stroke, and the tones, which belong to the whole syllable."""
    marked = unicodedata.normalize("NFD", exact).replace("đ", f"d{_STROKE}")
    return _TONE.sub("", marked), "".join(_TONE.findall(marked))
