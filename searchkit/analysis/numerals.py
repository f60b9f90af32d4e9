"""Numbers, dates and document numbers: one key however they are written, and the units that their parts form."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: A run of digits with dots or commas inside is scanned as one token: 1.666, 97,9, 30.3.2021 (a regular expression).
NUMBER = r"\d+(?:[.,]\d+)+"

Offsets = tuple[int, int]

_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_DECIMAL = re.compile(r"\d+[.,]\d+")
_DIGITS = re.compile(r"\d+")
_SEPARATOR = re.compile("[-–/\u2010\u2011]")
_UNIT = re.compile(r"[^\W_]+(?:\s?[-–/\u2010\u2011]\s?[^\W_]+)+")
_UNIT_PART = re.compile(r"[^\W_]+")
_SPACE = re.compile(r"\s")


def number_key(number: str) -> str:
    """A number as its folded key: thousands ungrouped, "," as the decimal sign, no leading zero of a day or month.

    Dots group thousands as Vietnamese writes them, so 1.666 is 1666; any other single dot is a decimal sign.

    >>> number_key("1.666"), number_key("97.9"), number_key("05"), number_key("007")
    ('1666', '97,9', '5', '007')
    """
    if _GROUPED.fullmatch(number):
        return number.replace(".", "")
    if number.isdecimal() and len(number) == 2:
        return number.removeprefix("0")
    return number.replace(".", ",")


def is_series(number: str) -> bool:
    """Whether a token of NUMBER is several numbers, not one: 30.3.2021 (a date), 1.2.3 (a section)."""
    return not _GROUPED.fullmatch(number) and not _DECIMAL.fullmatch(number)


def digit_groups(number: str) -> list[Offsets]:
    """The (start, end) of each run of digits in a number, as offsets into it."""
    return [match.span() for match in _DIGITS.finditer(number)]


def units(text: str) -> Iterator[list[Offsets]]:
    """The units in a text whose parts stand together: 933/954, 25 / 10 / 2021, 2020-2025, 21-NQ/TW.

    Yields for each unit the (start, end) of its two or more parts, offsets into ``text``. At least one part has a
    digit; spaces around the separators are allowed between numbers only.

    >>> [[text[a:b] for a, b in unit] for text in ["số 21-NQ/TW - năm 2020 - 2025"] for unit in units(text)]
    [['21', 'NQ', 'TW'], ['2020', '2025']]
    """
    reached = 0
    for separator in _SEPARATOR.finditer(text):
        if separator.start() < reached or not (match := _UNIT.match(text, _word_before(text, separator.start()))):
            continue
        reached = match.end()
        unit: list[Offsets] = []
        for part in _UNIT_PART.finditer(text, *match.span()):
            if unit and not _stand_together(text, unit[-1], part.span()):
                if _is_unit(text, unit):
                    yield unit
                unit = []
            unit.append(part.span())
        if _is_unit(text, unit):
            yield unit


def _word_before(text: str, position: int) -> int:
    """Where the word begins that ends at a position, or one space before it."""
    if position and text[position - 1].isspace():
        position -= 1
    while position and text[position - 1].isalnum():
        position -= 1
    return position


def _stand_together(text: str, left: Offsets, right: Offsets) -> bool:
    spaced = _SPACE.search(text, left[1], right[0])
    return not spaced or (text[slice(*left)].isdecimal() and text[slice(*right)].isdecimal())


def _is_unit(text: str, parts: list[Offsets]) -> bool:
    return len(parts) > 1 and bool(_DIGITS.search(text, parts[0][0], parts[-1][1]))
