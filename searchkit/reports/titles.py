"""Finding the title of a report that doesn't come with one: the first line, when it reads like a title."""

from __future__ import annotations

import re

from searchkit.reports.furniture.patterns import LONGEST, stands_on_page
from searchkit.reports.letterheads import letterhead

# The longest title in the five sample reports has 27 syllables; the leads that follow have 40 and more.
_MOST_SYLLABLES = 40
# So many code points hold forty syllables of any language, and no paragraph of a report that has no spaces.
_MOST_CHARACTERS = 1000
_WORD = re.compile(r"\w")

Span = tuple[int, int]


def leading_title(text: str) -> tuple[str, int]:
    """The title with which a text begins and the offset where the body begins; ("", 0) if it begins with none.

    Lines of the page above it (menus, its date) are passed over. A first line that ends with a colon is a kicker: the
    title goes on in the next line. A text of one line has no title, for there would be no report below it.

    >>> leading_title("Hội nghị tổng kết\\n\\nSáng 6/1, Tỉnh ủy họp.")
    ('Hội nghị tổng kết', 17)
    """
    if head := letterhead(text):
        return " ".join(" ".join(text[slice(*line)].split()) for line in head.title), head.title[-1][1]
    first = _line(text, 0)
    while first and first[1] - first[0] <= LONGEST and stands_on_page(text[slice(*first)]):
        first = _line(text, first[1])
    if first is None:
        return "", 0
    words, end = _words(text, first), first[1]
    if words and words[-1].endswith(":") and (second := _line(text, end)):
        words, end = words + _words(text, second), second[1]
    title = " ".join(words)
    if len(words) > _MOST_SYLLABLES or len(title) > _MOST_CHARACTERS or not _WORD.search(text, end):
        return "", 0
    return title, end


def _line(text: str, start: int) -> Span | None:
    """The first line with a letter or digit in it, from a place in a line on."""
    word = _WORD.search(text, start)
    if word is None:
        return None
    begins = max(start, text.rfind("\n", start, word.start()) + 1, text.rfind("\r", start, word.start()) + 1)
    newline = text.find("\n", word.end())
    ends = newline if newline >= 0 else len(text)
    carriage_return = text.find("\r", word.end(), ends)
    return begins, carriage_return if carriage_return >= 0 else ends


def _words(text: str, line: Span) -> list[str]:
    """The words of a line, or as many as show that it is no title; the last of these is what is left of it."""
    return text[slice(*line)].split(maxsplit=_MOST_SYLLABLES)
