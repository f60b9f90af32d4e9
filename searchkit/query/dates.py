"""Dates and spans of years in other words: 30/3/2021 is "ngày 30 tháng 3 năm 2021"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from searchkit.query.readings import YEAR, Reading, is_number, number, stand, written
from searchkit.query.tree import Word

_DAY, _MONTH = re.compile(r"[1-9]|[12]\d|3[01]"), re.compile(r"[1-9]|1[0-2]")
_ANY = re.compile(r"\d.*")
# Behind these 6/1 is a day.
_OF_DAYS = [written(word) for word in ("ngày", "sáng", "trưa", "chiều", "tối", "đêm")]
_DAY_WORD, _MONTH_WORD, _YEAR_WORD, _FROM, _TO = map(written, ("ngày", "tháng", "năm", "từ", "đến"))


class _Date(NamedTuple):
    """A date at ``words[start:end]``, as far as it is told: its day, month, year, each one word or none."""

    start: int
    end: int
    day: tuple[Word, ...]
    month: tuple[Word, ...]
    year: tuple[Word, ...]


def dates(words: Sequence[Word]) -> Iterator[Reading]:
    """What else the dates in a row of words may be written as: 30/3/2021, 30/3 behind "ngày" or "sáng", 3/2021.

    >>> for start, end, phrase in dates(written("họp tháng 3 năm 2021")):
    ...     print(start, end, *(word.exact for word in phrase))
    1 5 3 2021
    1 5 tháng 3 năm 2021
    1 5 tháng 3 2021
    """
    reached = 0
    for place in range(len(words)):
        date = _date(words, place) if place >= reached else None
        if date:
            _, reached, day, month, year = date
            for phrase in _phrases(day, month, year):
                yield Reading(place, reached, phrase)


def _phrases(day: tuple[Word, ...], month: tuple[Word, ...], year: tuple[Word, ...]) -> Iterator[tuple[Word, ...]]:
    in_figures, in_words = (*day, *month), (*day, *_MONTH_WORD, *month)
    yield (*in_figures, *year)
    yield (*in_words, *(_YEAR_WORD if year else ()), *year)
    if year:
        yield (*in_words, *year)
    if day:
        yield (*_DAY_WORD, *in_words, *(_YEAR_WORD if year else ()), *year)


def _date(words: Sequence[Word], place: int) -> _Date | None:
    """The date that begins at a place."""
    at = place + 1 if stand(words, place, _DAY_WORD) else place
    day: tuple[Word, ...] = ()
    has_month = is_number(words, at + 1, _MONTH) or stand(words, at + 1, _MONTH_WORD)
    if is_number(words, at, _DAY) and has_month and not is_number(words, place - 1, _ANY):
        day, at = (number(words[at]),), at + 1
    elif at > place:
        return None
    in_words = stand(words, at, _MONTH_WORD)
    at += in_words
    if not is_number(words, at, _MONTH) or (not (day or in_words) and is_number(words, place - 1, _ANY)):
        return None
    month, at = (number(words[at]),), at + 1
    behind = at + 1 if stand(words, at, _YEAR_WORD) else at
    if is_number(words, behind, YEAR):
        return _Date(place, behind + 1, day, month, (words[behind],))
    # Two numbers alone may be anything.
    named = in_words or at - place > 2 or any(stand(words, place - 1, word) for word in _OF_DAYS)
    if not day or not named or is_number(words, at, _ANY):
        return None
    return _Date(place, at, day, month, ())


def spans_of_years(words: Sequence[Word]) -> Iterator[Reading]:
    """What else 2020-2025 and "từ năm 2020 đến năm 2025" may be written as.

    >>> for start, end, phrase in spans_of_years(written("nhiệm kỳ 2020 2025")):
    ...     print(start, end, *(word.exact for word in phrase))
    2 4 2020 2025
    2 4 2020 đến 2025
    2 4 từ 2020 đến 2025
    2 4 2020 đến năm 2025
    2 4 từ năm 2020 đến năm 2025
    """
    for place, word in enumerate(words):
        if not YEAR.fullmatch(word.folded):
            continue
        start, at = place, place + 1
        if stand(words, at, _TO):
            at += 1 + stand(words, at + 1, _YEAR_WORD)
            start -= stand(words, start - 1, _YEAR_WORD)
            start -= stand(words, start - 1, _FROM)
        if is_number(words, at, YEAR) and word.folded < words[at].folded:
            first, last = (word,), (words[at],)
            for phrase in (
                (*first, *last),
                (*first, *_TO, *last),
                (*_FROM, *first, *_TO, *last),
                (*first, *_TO, *_YEAR_WORD, *last),
                (*_FROM, *_YEAR_WORD, *first, *_TO, *_YEAR_WORD, *last),
            ):
                yield Reading(start, at + 1, phrase)
