"""The text of a page as a browser lays it out: blocks on lines of their own, cells of tables set apart by tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from searchkit.reports.encodings.fonts import Run
from searchkit.reports.readers._html_fonts import font_of, rules
from searchkit.reports.readers._html_tree import BLOCKS, Element, data_tables

# White space that isn't a single space already: a long text has little of it, so that little is put together anew.
_BLANKS = re.compile(r"\s{2,}|[^\S ]")


def runs(root: Element, left_out: set[Element]) -> Iterator[Run]:
    """The text of a page by fonts, without the elements that are ``left_out``.

    White space is as it is seen: one space where there is any, one line end between blocks. The cells of a table of
    data are a tab apart and each of its rows is a line; elements of other tables are blocks like any.
    """
    writing = _Writing(data_tables(list(root.walk())))
    fonts_of = rules(root)
    waiting: list[tuple[Element | str, str, bool]] = [(root, "", False)]
    while waiting:
        one, font, ended = waiting.pop()
        if isinstance(one, str):
            writing.write(one, font)
        elif ended:
            writing.end(one)
        elif one not in left_out:
            font = font_of(one, fonts_of) or font
            writing.begin(one)
            waiting.append((one, font, True))
            waiting += ((child, font, False) for child in reversed(one.children))
    for font, group in groupby(writing.pieces, key=lambda run: run.font):
        yield Run("".join(run.text for run in group), font)


class _Writing:
    """What has been written, and the white space that is due before the next word."""

    def __init__(self, tables: set[Element]) -> None:
        self.pieces: list[Run] = []
        self._tables = tables
        self._due = ""
        self._preformatted = 0
        self._cells = 0
        self._first_cell = True

    def begin(self, element: Element) -> None:
        """What stands before an element's content."""
        match element.name:
            case "pre":
                self._preformatted += 1
            case "tr" if self._cells:
                self._due = "\n"
                self._first_cell = True
                return
            case "td" | "th" if self._cells:
                if not self._first_cell:
                    self._due = self._due + "\t" if self._due[:1] in ("\n", "\t") else "\t"
                self._first_cell = False
                return
        if element.name in BLOCKS or element.name == "br":
            self._break()
        self._cells += element in self._tables

    def end(self, element: Element) -> None:
        """What stands after it."""
        if element.name == "pre":
            self._preformatted -= 1
        self._cells -= element in self._tables
        if element.name in BLOCKS and not (self._cells and element.name in ("td", "th", "tr")):
            self._break()

    def write(self, text: str, font: str) -> None:
        """Some text of an element."""
        if self._preformatted and not self._cells:
            self._put(text, font)
            return
        words = _BLANKS.sub(" ", text.strip())
        if words:
            if text[0].isspace():
                self._due = self._due or " "
            self._put(words, font)
        if text[-1:].isspace():
            self._due = self._due or " "

    def _break(self) -> None:
        if not self._cells:
            self._due = "\n"
        elif not self._due:
            self._due = " "

    def _put(self, text: str, font: str) -> None:
        if self._due and self.pieces:
            self.pieces.append(Run(self._due, self.pieces[-1].font))
        self._due = ""
        self.pieces.append(Run(text, font))
