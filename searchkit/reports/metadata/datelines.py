"""The line with place and date of a document: "Bắc Giang, ngày 30 tháng 3 năm 2021", in its head or above its signatures.

Instruction 36-HD/VPTW and Decree 30/2020/NĐ-CP say where it stands: right of the number, in the second column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from searchkit.reports.metadata.found import Found
from searchkit.reports.metadata.periods import Period, day, months

# Code points at either end of a text.
_HEAD = 1500
_YEAR = re.compile("(?:19|20)[0-9][0-9]")
_SEPARATOR = r"(?:^|[\t|]|\s{2,})"
_BEFORE_YEAR = re.compile(
    rf"{_SEPARATOR}\s*(?P<place>[^\W\d_a-z][^\d\t|,;:]{{1,40}}?)\s*,?\s*"
    r"(?P<date>(?:[Nn]gày[\s._…]*(?P<day>\d{1,2})?[\s._…]*)?[Tt]háng\s*(?P<month>\d{1,2})\s*,?\s*[Nn]ăm\s*)\Z"
)
# The number of a document may have its date behind it.
_NUMBERED = re.compile(
    r"^\W*[Ss]ố\s*:?\s*\d[^,;\s]*,?\s+(?P<date>ngày\s*(?P<day>\d{1,2})(?:\s*tháng\s*|[/.-])(?P<month>\d{1,2})"
    r"(?:\s*năm\s*|[/.-]))\Z"
)
_ENDS = re.compile(r"(?!\d)[ .]*(?:$|[\t|\r\n]|\s{2,})")

_BEFORE = tuple("mM/.-")
_LONGEST = 120


class _Dateline(NamedTuple):
    """What stands before a year, which ends at ``end``, from ``line`` on."""

    match: re.Match[str]
    line: int
    end: int


def dateline_of(text: str) -> Found[Period] | None:
    """The date of a document with a ``text`` in NFC; where the day is left open, "ngày   tháng 3", the month."""
    for match, line, end in _datelines(text):
        year, month = int(text[end - 4 : end]), int(match["month"])
        found = None
        if match["day"]:
            found = day(year, month, int(match["day"]))
        elif 1 <= month <= 12:
            found = months(year, month, month)
        if found:
            return Found(found, line + (match.start("day") if match["day"] else match.start("date")), end)
    return None


def written_in(text: str) -> tuple[int, int] | None:
    """Where the name of the place stands with which the date of a document begins; None if it has none."""
    for match, line, _ in _datelines(text):
        if match.re is _BEFORE_YEAR:
            return line + match.start("place"), line + match.end("place")
    return None


def _datelines(text: str) -> Iterator[_Dateline]:
    tail = max(_HEAD, len(text) - _HEAD)
    for year in chain(_YEAR.finditer(text, 0, _HEAD), _YEAR.finditer(text, tail)):
        if text[max(0, year.start() - 4) : year.start()].rstrip()[-1:] not in _BEFORE or not _ENDS.match(text, year.end()):
            continue
        line = max(text.rfind("\n", 0, year.start()) + 1, year.start() - _LONGEST)
        before = text[line : year.start()]
        if match := _BEFORE_YEAR.search(before) or _NUMBERED.search(before):
            yield _Dateline(match, line, year.end())
