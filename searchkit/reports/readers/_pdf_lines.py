"""The lines of a PDF's page: what is printed on each, in which fonts, and where on the page."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from searchkit.reports.encodings.fonts import Run
from searchkit.reports.readers._pdf_horn import with_horns

_LINE = re.compile(r"[^\r\n]+")
_FIRST_WORD = re.compile(r"\S+")
# PDFium's mark for a hyphen at the end of a line, as it was in earlier and is in later versions.
_HYPHENS = str.maketrans({"\2": "-", "\ufffe": "-", "\0": None})
# A font of which a PDF holds the glyphs in use only has six capitals before its name: ISO 32000-1, 9.6.4.
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_IMAGE = 3
_SCANNED_SHARE = 0.5


class Line(NamedTuple):
    """A line of a page: its text by fonts, its edges, and the width of its first word, in points.

    Heights grow upwards, as everywhere in PDF. The text neither begins nor ends with white space.
    """

    runs: tuple[Run, ...]
    left: float
    right: float
    top: float
    bottom: float
    first_word: float

    @property
    def text(self) -> str:
        """What is printed on the line."""
        return "".join(run.text for run in self.runs)


class PageText:
    """The text of one page. ``raw`` is the module of PDFium's functions, ``page`` a page of pypdfium2."""

    def __init__(self, raw: Any, page: Any) -> None:
        self._raw, self._page = raw, page
        self._handle = page.get_textpage()
        self._fonts: dict[int, str] = {}
        self._text = self._whole()

    def close(self) -> None:
        """Gives back the memory of the page."""
        self._handle.close()
        self._page.close()

    def lines(self) -> Iterator[Line]:
        """The lines in the order in which the page prints them."""
        for match in _LINE.finditer(self._text):
            printed = match.group()
            start = match.start() + len(printed) - len(printed.lstrip())
            end = match.start() + len(printed.rstrip())
            if start < end:
                yield self._line(start, end)

    @property
    def width(self) -> float:
        """How wide the page is, in points."""
        return float(self._page.get_width())

    def is_scan(self) -> bool:
        """Whether an image covers most of the page."""
        width, height = self._page.get_size()
        most = width * height * _SCANNED_SHARE
        for image in self._page.get_objects(filter=[_IMAGE], max_depth=3):
            left, bottom, right, top = image.get_bounds()
            if (right - left) * (top - bottom) >= most:
                return True
        return False

    def _whole(self) -> str:
        """The text, a character for each of PDFium's."""
        count = self._handle.count_chars()
        text: str = self._handle.get_text_range(errors="replace") if count > 0 else ""
        if len(text) == count:
            return text
        # PDFium leaves characters out of the text that it counts, and writes rare ones as two.
        codes = [self._raw.FPDFText_GetUnicode(self._handle.raw, index) for index in range(count)]
        return "".join(chr(code) if code < 0xD800 or 0xDFFF < code < 0x110000 else "\ufffd" for code in codes)

    def _line(self, start: int, end: int) -> Line:
        word = _FIRST_WORD.match(self._text, start, end)
        first, last = self._box(start), self._box(end - 1)
        word_end = self._box(word.end() - 1).right if word else first.right
        return Line(
            tuple(self._runs(start, end)),
            first.left,
            last.right,
            max(first.top, last.top),
            min(first.bottom, last.bottom),
            word_end - first.left,
        )

    def _box(self, index: int) -> Any:
        box = self._raw.FS_RECTF()
        self._raw.FPDFText_GetLooseCharBox(self._handle.raw, index, box)
        return box

    def _runs(self, start: int, end: int) -> Iterator[Run]:
        begun, font = start, None
        for stretch, name in self._stretches(start, end):
            if name is not None and name != font:
                if font is not None:
                    yield self._run(begun, stretch, font)
                    begun = stretch
                font = name
        yield self._run(begun, end, font or "")

    def _run(self, start: int, end: int, font: str) -> Run:
        return Run(with_horns(self._text[start:end].translate(_HYPHENS), font), font)

    def _stretches(self, start: int, end: int) -> Iterator[tuple[int, str | None]]:
        """Where stretches of one font begin, and that font; None for spaces that PDFium put in itself.

        A text object has one font and its characters stand together, so a stretch whose ends are of one object needs
        no closer look: few of the characters are asked for.
        """
        waiting = [(start, end)]
        while waiting:
            start, end = waiting.pop()
            first = self._object(start)
            if end - start == 1 or first == self._object(end - 1) is not None:
                yield start, self._font(first)
            else:
                middle = (start + end) // 2
                waiting += [(middle, end), (start, middle)]

    def _object(self, index: int) -> int | None:
        pointer = self._raw.FPDFText_GetTextObject(self._handle.raw, index)
        return ctypes.addressof(pointer.contents) if pointer else None

    def _font(self, text_object: int | None) -> str | None:
        if text_object is None:
            return None
        if text_object not in self._fonts:
            pointer = ctypes.cast(text_object, self._raw.FPDF_PAGEOBJECT)
            font = self._raw.FPDFTextObj_GetFont(pointer)
            buffer = ctypes.create_string_buffer(256)
            length = self._raw.FPDFFont_GetBaseFontName(font, buffer, 256)
            name = buffer.value.decode(errors="replace") if 0 < length <= 256 else ""
            self._fonts[text_object] = _SUBSET.sub("", name)
        return self._fonts[text_object]
