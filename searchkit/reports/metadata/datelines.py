"""The line with place and date of a document, "Bắc Giang, ngày 30 tháng 3 năm 2021": in its head or last lines.

Instruction 36-HD/VPTW and Decree 30/2020/NĐ-CP say where it stands: right of the number, in the second column. Where a
copy has run the lines of a head together, the motto in capitals stands before it and the kind of the document behind.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import NamedTuple

from searchkit.reports.metadata.found import Found
from searchkit.reports.metadata.kinds import KINDS
from searchkit.reports.metadata.periods import Period, day, months

# Code points at either end of a text.
_HEAD = 1500
_YEAR = re.compile("(?:19|20)[0-9][0-9]")
_SEPARATOR = r"(?:(?:^|[\n\t|]|\s{2,})\s*|[A-ZĐÀ-Ỹ]{3}\s(?=[^\W\d_a-z][^\W\dA-Z]|TP))"
_BEFORE_YEAR = re.compile(
    rf"{_SEPARATOR}(?P<place>[^\W\d_a-z][^\d\n\t|,;:]{{1,40}}?)\s*,?\s*"
    r"(?P<date>(?:[Nn]gày[\s._…]*(?P<day>\d{1,2})?[\s._…]*)?[Tt]háng\s*(?P<month>\d{1,2})\s*,?\s*[Nn]ăm\s*)\Z"
)
# The number of a document may have its date behind it.
_NUMBERED = re.compile(
    r"(?:^|\n)\W*[Ss]ố\s*:?\s*\d[^,;\s]*,?\s+(?P<date>ngày\s*(?P<day>\d{1,2})(?:\s*tháng\s*|[/.-])(?P<month>\d{1,2})"
    r"(?:\s*năm\s*|[/.-]))\Z"
)
_IN_CAPITALS = "|".join(kind.upper() for kind in KINDS)
_ENDS = re.compile(rf"(?!\d)[ .]*(?:$|[\t|\r\n]|\s{{2,}}|(?:{_IN_CAPITALS}))")

_BEFORE = tuple("mM/.-")
_LONGEST = 120


class Dateline(NamedTuple):
    """The date of a document, and where the name of the place stands before it, (0, 0) if it has none."""

    date: Found[Period]
    place: tuple[int, int]


def dateline_of(text: str) -> Dateline | None:
    """The first line with the date of a document; where the day is left open, "ngày   tháng 3", with the month."""
    tail = max(_HEAD, len(text) - _HEAD)
    for year in chain(_YEAR.finditer(text, 0, _HEAD), _YEAR.finditer(text, tail)):
        if text[max(0, year.start() - 4) : year.start()].rstrip()[-1:] not in _BEFORE or not _ENDS.match(
            text, year.end()
        ):
            continue
        # A narrow column breaks it, so that it may begin in the line above.
        line = max(0, year.start() - _LONGEST)
        before = text[line : year.start()]
        placed = _BEFORE_YEAR.search(before)
        if placed and not _is_name(placed["place"]):
            continue
        match = placed or _NUMBERED.search(before)
        if match and (found := _date(match, int(year.group()))):
            start = match.start("day") if match["day"] else match.start("date")
            place = (line + placed.start("place"), line + placed.end("place")) if placed else (0, 0)
            return Dateline(Found(found, line + start, year.end()), place)
    return None


def _date(match: re.Match[str], year: int) -> Period | None:
    month = int(match["month"])
    if match["day"]:
        return day(year, month, int(match["day"]))
    return months(year, month, month) if 1 <= month <= 12 else None


def _is_name(words: str) -> bool:
    """Whether all words are capitalised, as in "Tp. Huế": "Kỷ niệm ngày 3 tháng 2 năm 1930" is no dateline."""
    return all(word[0].isupper() for word in re.findall(r"\w+", words))
