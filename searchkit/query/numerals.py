"""Roman numerals, thousands and per cent in other words: "khóa 13" is "khóa XIII"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from searchkit.query.readings import YEAR, Reading, is_number, number, stand, written
from searchkit.query.tree import Word

# What is counted in Roman numerals. Only behind these a letter alone is one, and VI and XI aren't syllables.
_COUNTED = [
    written(name)
    for name in ("khóa", "đại hội", "quý", "kỳ", "nhiệm kỳ", "kỷ", "thế kỷ", "lần thứ", "chương", "phần", "mục", "hạng")
]
_CONGRESS = written("đại hội")
# Words that may stand between "đại hội" and its number: "đại hội Đảng bộ tỉnh 16".
_MOST_BETWEEN = 6
_ROMAN = re.compile(r"(?=.)m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
# Others are abbreviations too (CV, DC, ML), or syllables.
_SURELY_ROMAN = re.compile(r"(?=..)(?!vi$|xi$)x{0,3}(?:ix|iv|v?i{0,3})")
_COUNT = re.compile(r"[1-9]\d{0,3}")
_VALUES = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST = 3999

_PER_CENT, _OF_YEARS = written("phần trăm"), written("năm")
_ANY = re.compile(r"\d.*")
_THOUSANDS, _FIRST_GROUP, _GROUP = re.compile(r"[1-9]\d{3,11}"), re.compile(r"[1-9]\d{0,2}"), re.compile(r"\d{3}")
_YEAR_LIKE = re.compile(r"1[89]\d\d|20\d\d")


def roman_numerals(words: Sequence[Word]) -> Iterator[Reading]:
    """What else the Roman numerals and the numbers that may be such, in a row of words, are written as.

    An equivalent takes the word before along: "khóa 13" is "khóa XIII", while 13 alone is no Roman numeral.

    >>> for start, end, phrase in roman_numerals(written("đại hội 13 quý I")):
    ...     print(start, end, *(word.exact for word in phrase))
    1 3 hội xiii
    3 5 quý 1
    """
    for place, word in enumerate(words):
        other: str | None = None
        if _COUNT.fullmatch(word.folded) and not YEAR.fullmatch(word.folded):
            if _is_counted(words, place) or _is_of_congress(words, place):
                other = _roman(int(word.folded))
        elif _SURELY_ROMAN.fullmatch(word.exact) or (_ROMAN.fullmatch(word.exact) and _is_counted(words, place)):
            other = str(_arabic(word.exact))
        if other:
            start = max(place - 1, 0)
            yield Reading(start, place + 1, (*words[start:place], *written(other)))


def _is_counted(words: Sequence[Word], place: int) -> bool:
    return any(stand(words, place - len(name), name) for name in _COUNTED)


def _is_of_congress(words: Sequence[Word], place: int) -> bool:
    """Whether a number follows "đại hội" at some distance, with nothing but words between."""
    if is_number(words, place, re.compile("1")):
        return False
    before = range(place - 1, max(place - len(_CONGRESS) - _MOST_BETWEEN, 0) - 1, -1)
    return any(stand(words, at, _CONGRESS) for at in takewhile(lambda at: not is_number(words, at, _ANY), before))


def _roman(value: int) -> str | None:
    """A number from 1 to 3999 as a Roman numeral.

    >>> _roman(13), _roman(1994), _roman(4000)
    ('xiii', 'mcmxciv', None)
    """
    if not 0 < value <= _MOST:
        return None
    digits = ""
    for worth, letters in _VALUES:
        digits += letters * (value // worth)
        value %= worth
    return digits


def _arabic(roman: str) -> int:
    """The number that a Roman numeral is.

    >>> _arabic("xiii"), _arabic("mcmxciv")
    (13, 1994)
    """
    value, at = 0, 0
    for worth, letters in _VALUES:
        while roman.startswith(letters, at):
            value, at = value + worth, at + len(letters)
    return value


def thousands(words: Sequence[Word]) -> Iterator[Reading]:
    """1666 and 1.666 as "1 666", and the other way. What may be a year isn't grouped unless it was typed so.

    >>> [[word.exact for word in reading.phrase] for text in ("12666", "1 666") for reading in thousands(written(text))]
    [['12', '666'], ['1666']]
    """
    for place, word in enumerate(words):
        key = word.folded
        is_year = word.exact == key and (_YEAR_LIKE.fullmatch(key) or stand(words, place - 1, _OF_YEARS))
        if _THOUSANDS.fullmatch(key) and not is_year:
            head = len(key) % 3 or 3
            groups = [key[:head], *(key[at : at + 3] for at in range(head, len(key), 3))]
            yield Reading(place, place + 1, written(" ".join(groups)))
        elif _FIRST_GROUP.fullmatch(word.exact) and not is_number(words, place - 1, _ANY):
            groups = [one.exact for one in takewhile(lambda one: _GROUP.fullmatch(one.exact), words[place + 1 :])]
            if groups:
                yield Reading(place, place + 1 + len(groups), written(key + "".join(groups)))


def per_cents(words: Sequence[Word]) -> Iterator[Reading]:
    """ "97,9 phần trăm" as 97,9: the sign behind it is no word.

    >>> [[word.exact for word in reading.phrase] for reading in per_cents(written("đạt 97 phần trăm"))]
    [['97']]
    """
    for place in range(len(words)):
        if is_number(words, place, _ANY) and stand(words, place + 1, _PER_CENT):
            yield Reading(place, place + 1 + len(_PER_CENT), (number(words[place]),))
