"""The lines of a PDF's pages as paragraphs.

A PDF knows where lines are and nothing of paragraphs. A line goes on in the next one if the next one's first word
had no more room on it, or begins with a small letter: this, indents and gaps are all that typesetters leave. Headers,
footers and page numbers are lines that recur at the same height of several pages; they follow the paragraph that they
interrupt.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from searchkit.reports.encodings.fonts import Run
from searchkit.reports.readers._pdf_lines import Line

_DIGITS = re.compile(r"\d+")
_ITEM = re.compile(r"(?:[-–—+*•●▪◦‣⁃]|\(?\w{1,4}[.)])\s")
_SENTENCE_END = re.compile(r"[.!?…:;][\"”’')\]]*$")
# A hyphen that ends a line belongs to what it joins: "21-NQ/TW". Vietnamese is not hyphenated.
_JOINED_BY_HYPHEN = re.compile(r"\w-$")
# Lines at either edge of a page that may be a header or a footer.
_EDGE = 4
# In heights of a line: how far a first line is indented at least, how much a full line misses of the margin in
# justified text, how wide a space is at least. Then how much larger than usual a gap between paragraphs, and how much
# higher a line of a title is than a line of text.
_INDENT, _RAGGED, _SPACE = 0.7, 0.25, 0.2
_GAP, _HIGHER = 1.2, 1.3
# A column whose right edge is at less than this share of the page's is no column, but short lines.
_SHORT = 0.45
# Lines farther apart than this many heights are no neighbours.
_FAR = 2.5


class Page(NamedTuple):
    """The lines of a page in order, and how wide it is, in points."""

    lines: Sequence[Line]
    width: float


class _Column(NamedTuple):
    """Lines below one another: their margin on the right, whether most reach it, and the usual distance between two."""

    right: float
    justified: bool
    pitch: float


def paragraphs(pages: Sequence[Page]) -> Iterator[list[Run]]:
    """The paragraphs of some pages in order, as runs of fonts, without line ends.

    Text that goes on in the next column or page is one paragraph.
    """
    recurring = _recurring(pages)
    paragraph: list[Line] = []
    interrupting: list[Line] = []
    its_column = _Column(0, False, 0)
    for page in pages:
        body = [line for line in page.lines if _place(line) not in recurring]
        for line, column in _columns(body, page.width):
            if paragraph and not _goes_on(paragraph[-1], its_column, line, column):
                yield _joined(paragraph)
                yield from (list(one.runs) for one in interrupting)
                paragraph, interrupting = [], []
            paragraph.append(line)
            its_column = column
        interrupting += (line for line in page.lines if _place(line) in recurring)
    if paragraph:
        yield _joined(paragraph)
    yield from (list(one.runs) for one in interrupting)


def _place(line: Line) -> tuple[str, int]:
    """What a line has in common with a header or footer of other pages: the text, numbers aside, and the height."""
    return _DIGITS.sub("#", line.text).casefold(), round(line.bottom)


def _recurring(pages: Sequence[Page]) -> set[tuple[str, int]]:
    edges = ({_place(line) for line in (*page.lines[:_EDGE], *page.lines[-_EDGE:])} for page in pages)
    times = Counter(place for edge in edges for place in edge)
    return {place for place, number in times.items() if number > 1}


def _columns(lines: Sequence[Line], width: float) -> Iterator[tuple[Line, _Column]]:
    """Each line of a page with the column that it stands in."""
    # The margin on the right is rarely wider than that on the left.
    margin = max([line.right for line in lines] + [width - min((line.left for line in lines), default=0)])
    for column in _cut(lines):
        right = max(line.right for line in column)
        if len(column) < 3 or right < _SHORT * margin:
            # Short lines by themselves: the margin is not to be seen from them.
            right = margin
        full = sum(line.right >= right - _RAGGED * _height(line) for line in column)
        drops = [before.bottom - line.bottom for before, line in pairwise(column)]
        measured = _Column(right, full * 2 > len(column) > 2, median(drops) if drops else 0)
        yield from ((line, measured) for line in column)


def _cut(lines: Sequence[Line]) -> Iterator[list[Line]]:
    column: list[Line] = []
    for line in lines:
        if column and not _stands_below(line, column[-1]):
            yield column
            column = []
        column.append(line)
    if column:
        yield column


def _stands_below(line: Line, before: Line) -> bool:
    overlap = before.left < line.right and line.left < before.right
    return overlap and 0 < before.bottom - line.bottom <= _FAR * _height(before) and _alike(line, before)


def _alike(line: Line, before: Line) -> bool:
    return _height(before) / _HIGHER <= _height(line) <= _height(before) * _HIGHER


def _goes_on(before: Line, its_column: _Column, line: Line, column: _Column) -> bool:
    """Whether a line and the one before it are of one paragraph."""
    height, item = _height(before), bool(_ITEM.match(line.text))
    below, drop = _stands_below(line, before), before.bottom - line.bottom
    if not _alike(line, before) or drop > (column.pitch * _GAP if below else _FAR * height):
        return False
    if _SENTENCE_END.search(before.text):
        if item or not below:
            return False
    elif _JOINED_BY_HYPHEN.search(before.text) or (line.text[:1].islower() and not item):
        return True
    if below and line.left - before.left > _INDENT * height:
        return False
    if its_column.justified:
        return before.right >= its_column.right - _RAGGED * height
    return before.right + _SPACE * height + line.first_word > its_column.right


def _height(line: Line) -> float:
    return line.top - line.bottom


def _joined(lines: Iterable[Line]) -> list[Run]:
    runs: list[Run] = []
    for line in lines:
        if runs and not _JOINED_BY_HYPHEN.search(runs[-1].text):
            runs.append(Run(" ", runs[-1].font))
        runs += line.runs
    return runs
