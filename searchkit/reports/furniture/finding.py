"""Which lines of a report are furniture of the page that it stood on: they stay in its text but are no passage.

Only whole lines are furniture, by strict patterns and by where they stand; a line with a sentence of the report never
is. What isn't certain stays: a button among the hits is a blemish, a sentence that can't be found is a loss.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from enum import Enum
from typing import NamedTuple

from searchkit.reports.furniture import patterns
from searchkit.reports.furniture.patterns import Line
from searchkit.reports.letterheads import letterhead
from searchkit.reports.plain import plain

Span = tuple[int, int]

#: Longer texts are no page of a newspaper, and their lines would take much memory; code points.
LONGEST_PAGE = 500_000

# The same lines as those that passages are made of.
_LINE = re.compile(r"\S(?:[^\r\n]*\S)?")
_NOT_LETTERS = re.compile(r"[\W_]+")
# What pages put behind the description of a picture: "… công tác xây dựng Đảng -0".
_NUMBER_OF_PICTURE = re.compile(r"\s+[-–]\s*\d{1,2}$")

# A date with nothing to say that it dates the page does so among the first or last so many lines only.
_EDGE = 5
# More lines with dates than these are a chronicle.
_MOST_DATES = 2
# Captions have some words: two equal cells of a table are no caption.
_LEAST_WORDS_OF_CAPTION, _LONGEST_CAPTION = 3, 300
# So many spaces and marks may tell two prints of a line apart.
_MARKS_AROUND = 12
# An author may sign in two lines; a source may follow.
_MOST_SIGNATURES = 3


class Reason(Enum):
    """Why a line is furniture."""

    PUNCTUATION = "punctuation"  #: a lone dot
    MENU = "menu"  #: "Chia sẻ", "Xem thêm", "[links()]", "0 bình luận"
    LINK = "link"  #: the headline of another article
    IMPRINT = "imprint"  #: licence, copyright
    DATE = "date"  #: "Thứ Tư, 15/03/2023, 19:32"
    SOURCE = "source"  #: "Theo Báo Nam Định"
    AUTHOR = "author"  #: "Tin, ảnh: ÁI KIỀU", and a name alone in the last line
    TITLE = "title"  #: the title once more
    CAPTION = "caption"  #: what the line before said
    LETTERHEAD = "letterhead"  #: who issues a document, its number, place and date, above its title
    RECURRING = "recurring"  #: a line of most reports of its folder or publisher


_TELLING = frozenset((Reason.DATE, Reason.SOURCE, Reason.AUTHOR, Reason.LETTERHEAD))


class Furniture(NamedTuple):
    """A line that is no passage: ``text[start:end]`` without the white space around it, and why."""

    start: int
    end: int
    reason: Reason


def furniture(text: str, title: str = "", body: int = 0, recurring: Container[str] = ()) -> list[Furniture]:
    """The lines of a report's text that are furniture, in order.

    ``title`` and ``body`` are the report's: its title is no furniture where it stands first. ``recurring`` are lines,
    as ``likeness`` makes them, that recur in the reports beside it. A text longer than ``LONGEST_PAGE`` has none.
    """
    if len(text) > LONGEST_PAGE:
        return []
    lines = [match.span() for match in _LINE.finditer(text)]
    short = {
        number: Line.of(text[start:end]) for number, (start, end) in enumerate(lines) if end - start <= patterns.LONGEST
    }
    reasons = _of_single_lines(short, lines, body, recurring)
    _of_dates(short, len(lines), reasons)
    _of_repetitions(text, lines, reasons, title, body)
    _of_last_lines(text, short, lines, reasons, body)
    _of_letterhead(text, lines, reasons, body)
    return [Furniture(*lines[number], reasons[number]) for number in sorted(reasons)]


def told(text: str, found: Iterable[Furniture]) -> list[str]:
    """What furniture tells of a report and people look for: its date, its source, its author, as they are written.

    >>> text = "Hội nghị\\n15/03/2023, 19:32 - Chia sẻ\\nĐảng ủy họp sáng nay.\\nVăn Anh"
    >>> told(text, furniture(text))
    ['15/03/2023', 'Văn Anh']
    """
    telling = [(text[start:end], reason) for start, end, reason in found if reason in _TELLING]
    return [patterns.date_in(line) if reason is Reason.DATE else line for line, reason in telling]


def likeness(line: str) -> str:
    """What two prints of a line have in common: letters and digits, without accents and case."""
    return _NOT_LETTERS.sub("", plain(line))


def _of_single_lines(
    short: dict[int, Line], lines: list[Span], body: int, recurring: Container[str]
) -> dict[int, Reason]:
    reasons = {}
    for number, line in short.items():
        if patterns.is_punctuation(line):
            reasons[number] = Reason.PUNCTUATION
        elif patterns.is_menu(line):
            reasons[number] = Reason.MENU
        elif patterns.is_link(line):
            reasons[number] = Reason.LINK
        elif patterns.is_imprint(line):
            reasons[number] = Reason.IMPRINT
        elif patterns.is_source(line):
            reasons[number] = Reason.SOURCE
        elif patterns.is_credit(line):
            reasons[number] = Reason.AUTHOR
        elif recurring and lines[number][0] >= body and likeness(line.written) in recurring:
            reasons[number] = Reason.RECURRING
    return reasons


def _of_dates(short: dict[int, Line], lines: int, reasons: dict[int, Reason]) -> None:
    """A page has one line with its date, or two. Where there are more, events are told by their dates."""
    dates = {}
    for number, line in short.items():
        is_date, telling = patterns.date_line(line) if number not in reasons else (False, False)
        if is_date:
            dates[number] = telling
    if len(dates) <= _MOST_DATES:
        edges = (range(_EDGE), range(lines - _EDGE, lines))
        reasons.update(
            (number, Reason.DATE)
            for number, telling in dates.items()
            if telling or any(number in edge for edge in edges)
        )


def _of_repetitions(text: str, lines: list[Span], reasons: dict[int, Reason], title: str, body: int) -> None:
    before = ""
    for number, (start, end) in enumerate(lines):
        if number in reasons or start < body:
            continue
        if end - start > _LONGEST_CAPTION:
            before = ""
            continue
        line = text[start:end]
        if _are_alike(line, title) or (line[-1].isdigit() and _are_alike(_NUMBER_OF_PICTURE.sub("", line), title)):
            reasons[number] = Reason.TITLE
        elif _are_alike(line, before) and _reads(line):
            reasons[number] = Reason.CAPTION
        else:
            before = line


def _are_alike(line: str, other: str) -> bool:
    # What differs much in length need not be looked at closely.
    return other != "" and abs(len(line) - len(other)) <= _MARKS_AROUND and likeness(line) == likeness(other) != ""


def _reads(line: str) -> bool:
    return sum(any(map(str.isalpha, word)) for word in line.split()) >= _LEAST_WORDS_OF_CAPTION


def _of_letterhead(text: str, lines: list[Span], reasons: dict[int, Reason], body: int) -> None:
    """The lines of a letterhead, where the title below it is the report's: what it tells is found with the report."""
    head = letterhead(text) if body else None
    for start, end in head.lines if head else ():
        reasons.update(
            (number, Reason.LETTERHEAD) for number, line in enumerate(lines) if line[0] <= start < end <= line[1]
        )


def _of_last_lines(text: str, short: dict[int, Line], lines: list[Span], reasons: dict[int, Reason], body: int) -> None:
    """The names of authors and sources with which a report ends, whatever of the page follows."""
    found = 0
    for number in reversed(range(len(lines))):
        if number in reasons:
            continue
        if number not in short or lines[number][0] < body or found == _MOST_SIGNATURES:
            return
        if patterns.is_last_source(short[number]):
            reasons[number] = Reason.SOURCE
        elif patterns.is_signature(short[number]) and _follows_sentence(text, lines, reasons, number):
            reasons[number] = Reason.AUTHOR
        else:
            return
        found += 1


def _follows_sentence(text: str, lines: list[Span], reasons: dict[int, Reason], number: int) -> bool:
    """Whether the line above, furniture aside, ends a sentence: below a heading or in a table a name is no author."""
    for above in reversed(range(number)):
        if above not in reasons:
            line = text[slice(*lines[above])]
            return patterns.ends_sentence(line) or (
                len(line) <= patterns.LONGEST and patterns.is_signature(Line.of(line))
            )
    return False
