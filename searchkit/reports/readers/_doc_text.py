"""The pieces of a .doc to flows of text, a flow for each of its stories."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from searchkit.reports.readers._code_pages import decoded
from searchkit.reports.readers._doc_file import WordFile
from searchkit.reports.readers._doc_fonts import Fonts
from searchkit.reports.readers._doc_formatting import Characters, Paragraph, Runs, characters, paragraph
from searchkit.reports.readers._flow import Flow

_CONTROL = re.compile("([\0-\x1f])")
# [MS-DOC] 2.4.1 and 2.8.25. The hyphen that doesn't break is found like any other (21-NQ/TW); U+00AD is the letter ư
# in TCVN3: whether it is a hyphen here is told by the font.
_CHARACTERS = {"\t": "\t", "\x0b": "\n", "\x1e": "-", "\x1f": "\u00ad"}
_PARAGRAPH_ENDS = "\r\x0c\x0e"
_CELL_END = "\x07"
_FIELD_BEGIN, _FIELD_SEPARATOR, _FIELD_END = "\x13", "\x14", "\x15"
_SYMBOL = "("


class Text:
    """Reads the text of a file once: ``body``, and ``asides``: text boxes, notes, headers and footers, each a flow."""

    def __init__(self, file: WordFile) -> None:
        self.body = Flow()
        self.asides: list[Flow] = []
        self._file = file
        self._ends = [piece.end for piece in file.pieces]
        self._fonts = Fonts(file.fonts, file.styles)
        self._character_runs = Runs(file.document, file.character_bins, paragraphs=False)
        self._paragraph_runs = Runs(file.document, file.paragraph_bins, paragraphs=True)
        self._characters = lru_cache(10_000)(characters)
        self._paragraph = lru_cache(10_000)(paragraph)

    def read(self) -> Text:
        stories = self._file.stories
        starts = [sum(stories[:number]) for number in range(len(stories))]
        bounds = dict(zip(stories._fields, zip(starts, stories, strict=True), strict=True))
        self._story(self.body, 0, stories.body)
        for name in ("boxes", "footnotes", "endnotes", "header_boxes"):
            start, length = bounds[name]
            self._aside(start, start + length)
        start, length = bounds["headers"]
        before = 0
        for end in (*self._file.header_ends(), length):
            if before < end <= length:
                self._aside(start + before, start + end)
                before = end
        return self

    def _aside(self, start: int, end: int) -> None:
        if start < end:
            self.asides.append(Flow())
            self._story(self.asides[-1], start, end)

    def _story(self, flow: Flow, start: int, end: int) -> None:
        """The characters of a story, from ``start`` to ``end``, into a flow."""
        for text, properties, mark in self._stretches(start, end):
            if properties.deleted:
                continue
            font = self._fonts.of(properties, mark.style)
            if properties.symbol and text.startswith(_SYMBOL):
                number, character = properties.symbol
                flow.add(chr(character) if not 0xD800 <= character < 0xE000 else "\ufffd", self._fonts.name(number))
                continue
            for part in _CONTROL.split(text):
                if part >= " ":
                    flow.add(part, font)
                elif part in _CHARACTERS:
                    flow.add(_CHARACTERS[part], font)
                elif part:
                    _control(flow, part, mark)

    def _stretches(self, start: int, end: int) -> Iterator[tuple[str, Characters, Paragraph]]:
        """The text from one character to another, cut where its formatting changes."""
        document = self._file.document
        for number in range(bisect_right(self._ends, start), len(self._ends)):
            piece = self._file.pieces[number]
            if piece.start >= end:
                break
            first, last = max(start, piece.start), min(end, piece.end)
            position = piece.position + (first - piece.start) * piece.width
            stop = piece.position + (last - piece.start) * piece.width
            while position < stop:
                of_characters, characters_end = self._character_runs.at(position)
                of_paragraph, paragraph_end = self._paragraph_runs.at(position)
                until = min(stop, max(position + piece.width, min(characters_end, paragraph_end)))
                until += (stop - until) % piece.width
                data = document[position:until]
                text = decoded(data, 1252) if piece.width == 1 else data.decode("utf-16-le", "replace")
                yield text, self._characters(of_characters), self._paragraph(of_paragraph)
                position = until


def _control(flow: Flow, character: str, mark: Paragraph) -> None:
    if character in _PARAGRAPH_ENDS or character == _CELL_END:
        if mark.row_end or mark.inner_row_end:
            flow.end_row()
            return
        if (mark.in_table or character == _CELL_END) and not flow.in_cell:
            flow.begin_cell()
        flow.end_paragraph()
        if character == _CELL_END or mark.inner_cell_end:
            flow.end_cell()
    elif character == _FIELD_BEGIN:
        flow.begin_field()
    elif character == _FIELD_SEPARATOR:
        flow.separate_field()
    elif character == _FIELD_END:
        flow.end_field()
