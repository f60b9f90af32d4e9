"""Tokens of Rich Text Format to flows of text and properties."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from searchkit.errors import UnreadableError
from searchkit.reports.readers._code_pages import code_page, decoded
from searchkit.reports.readers._flow import Flow
from searchkit.reports.readers._rtf_tokens import LETTER, Kind, Token
from searchkit.reports.readers._rtf_words import (
    ASIDES,
    BOXES,
    CHARACTERS,
    NOT_SHOWN,
    PARAGRAPH_ENDS,
    PROPERTIES,
    STARRED,
)

_MOST_GROUPS = 1_000_000
_LONGEST = 1000  # characters of a font's name or of a property
_CONTROLS = re.compile("[\0-\x08\x0a-\x1f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_TIMES = {b"yr": 0, b"mo": 1, b"dy": 2, b"hr": 3, b"min": 4, b"sec": 5}


class _State(NamedTuple):
    """What holds up to the end of a group. ``place``: "text", "" where no text counts, "fonts", "info", a
    property, or "both": a group of two, one for programs without Unicode, one in Unicode (``\\upr``)."""

    place: str
    flow: Flow
    font: int = -1
    fallback: int = 1  # how many characters stand after a \\u for programs that don't know it
    deleted: bool = False
    in_table: bool = False
    is_box: bool = False


class Document:
    """Reads tokens once; the text is then in ``body`` and ``asides``, each note, header and footer a flow.

    ``rest`` is how many bytes follow the end of the document.
    """

    def __init__(self) -> None:
        self.body = Flow()
        self.asides: list[Flow] = []
        self.properties: dict[str, str] = {}
        self.rest = 0
        self._times: dict[str, list[int]] = {}
        self._state = _State("text", self.body)
        self._stack: list[_State] = []
        self._starred = False
        self._names: dict[int, str] = {}
        self._charsets: dict[int, int] = {}
        self._default_font = -1
        self._default_page = 1252
        self._bytes = bytearray()  # of one font, not yet decoded: a character may have two
        self._half = ""  # the first half of a surrogate pair
        self._passed_over = 0  # how many characters of a fallback are still to come

    def read(self, tokens: Iterable[Token]) -> Document:
        """Raises UnreadableError for a file that is truncated, or nested as no program nests."""
        kind = Kind.CLOSE
        for token in tokens:
            before, kind = kind, token.kind
            if kind is Kind.TEXT or kind is Kind.BYTE:
                self._text(token.data)
                continue
            self._decode()
            if kind is Kind.LETTERS:
                self._letters(token.data)
            elif kind is Kind.OPEN:
                self._open()
            elif kind is Kind.CLOSE:
                self._close()
            elif kind is Kind.REST:
                self.rest = len(token.data)
            elif token.data == b"*":
                self._starred = before is Kind.OPEN
                continue
            else:
                self._control(token.data, token.number)
            self._starred = False
        for name, (year, *rest) in self._times.items():
            if year:
                month, day, hour, minute, second = rest
                self.properties[name] = f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
        return self

    def _text(self, data: bytes) -> None:
        passed_over = min(self._passed_over, len(data))
        self._passed_over -= passed_over
        if self._state.place:
            self._bytes += data[passed_over:]

    def _decode(self) -> None:
        """Hands on the bytes that have come in one font."""
        if self._bytes:
            text = decoded(bytes(self._bytes), self._page())
            self._bytes.clear()
            self._add_letters(text)

    def _letters(self, data: bytes) -> None:
        """Letters in Unicode, each with what stands for it elsewhere, and text after it."""
        _, *parts = LETTER.split(data)
        numbers, fallbacks, texts = parts[0::3], parts[1::3], parts[2::3]
        if self._state.fallback == 1:
            self._passed_over = 0
            page = self._page()
            pairs = zip(numbers, texts, strict=True)
            self._add_letters("".join(chr(int(number) & 0xFFFF) + decoded(text, page) for number, text in pairs))
            return
        for number, fallback, text in zip(numbers, fallbacks, texts, strict=True):
            self._decode()
            self._unicode(int(number))
            self._text(bytes.fromhex(fallback[2:].decode("ascii")) if len(fallback) > 1 else fallback)
            self._text(text)

    def _add_letters(self, text: str) -> None:
        """Letters of which some may be halves of surrogate pairs; one without its other half becomes U+FFFD."""
        text, self._half = self._half + text, ""
        if "\ud800" <= text[-1:] <= "\udbff":
            text, self._half = text[:-1], text[-1]
        if _SURROGATES.search(text):
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        self._add(_CONTROLS.sub("", text))

    def _page(self) -> int:
        font = self._state.font
        return code_page(self._charsets.get(font, 1), self._names.get(font, ""), self._default_page)

    def _add(self, text: str) -> None:
        place = self._state.place
        if place == "text":
            if not self._state.deleted:
                self._state.flow.add(text, self._names.get(self._state.font, ""))
        elif place == "fonts":
            # The name ends with a semicolon, which may stand outside of the font's group.
            name, _, _ = text.partition(";")
            if self._state.font in self._charsets:
                self._names[self._state.font] = (self._names.get(self._state.font, "") + name)[:_LONGEST]
        elif place in ("title", "author", "subject"):
            self.properties[place] = (self.properties.get(place, "") + text)[:_LONGEST]

    def _open(self) -> None:
        self._passed_over = 0
        if len(self._stack) >= _MOST_GROUPS:
            raise UnreadableError(f"more than {_MOST_GROUPS:,} groups within one another")
        self._stack.append(self._state)
        if self._state.place == "both":
            self._state = self._state._replace(place="")

    def _close(self) -> None:
        self._passed_over = 0
        if self._stack:
            inner, self._state = self._state, self._stack.pop()
            if inner.is_box and inner.flow is not self._state.flow:
                self._state.flow.add_box(inner.flow)

    def _control(self, word: bytes, number: int | None) -> None:
        if word == b"u":
            self._unicode(number or 0)
            return
        passed_over, self._passed_over = self._passed_over, 0
        if word in CHARACTERS:
            if passed_over:
                self._passed_over = passed_over - 1
            else:
                self._add(CHARACTERS[word])
        elif word == b"ud" and len(self._stack) > 1 and self._stack[-1].place == "both":
            self._state = self._state._replace(place=self._stack[-2].place)
        elif not self._state.place:
            pass
        elif word in NOT_SHOWN or (self._starred and word not in STARRED):
            self._state = self._state._replace(place="")
        elif word in PARAGRAPH_ENDS:
            self._end_paragraph()
        elif word in ASIDES:
            self.asides.append(Flow())
            self._state = self._state._replace(flow=self.asides[-1])
        elif word in BOXES:
            self._state = self._state._replace(flow=Flow(), is_box=True)
        elif not self._table(word):
            self._format(word, number)

    def _unicode(self, number: int) -> None:
        self._passed_over = self._state.fallback
        self._add_letters(chr(number & 0xFFFF))

    def _end_paragraph(self) -> None:
        flow = self._state.flow
        if self._state.place == "text":
            if self._state.in_table and not flow.in_cell:
                flow.begin_cell()
            flow.end_paragraph()

    def _table(self, word: bytes) -> bool:
        flow = self._state.flow
        if word in (b"cell", b"nestcell"):
            if not flow.in_cell:
                flow.begin_cell()
            flow.end_paragraph()
            flow.end_cell()
        elif word in (b"row", b"nestrow"):
            if flow.in_cell:
                flow.end_cell()
            flow.end_row()
        else:
            return False
        return True

    def _format(self, word: bytes, number: int | None) -> None:
        """What changes how the text that follows is meant."""
        state = self._state
        if word == b"f" and number is not None:
            self._state = state._replace(font=number)
            if state.place == "fonts":
                self._charsets.setdefault(number, 1)
                self._names[number] = ""
        elif word == b"fcharset" and state.place == "fonts":
            self._charsets[state.font] = number or 0
        elif word == b"plain":
            self._state = state._replace(font=self._default_font, deleted=False)
        elif word == b"pard":
            self._state = state._replace(in_table=False)
        elif word == b"intbl":
            self._state = state._replace(in_table=number != 0)
        elif word == b"deleted":
            self._state = state._replace(deleted=number != 0)
        elif word == b"uc":
            self._state = state._replace(fallback=max(0, number or 0))
        elif word == b"upr":
            self._state = state._replace(place="both")
        else:
            self._head(word, number)

    def _head(self, word: bytes, number: int | None) -> None:
        """What stands at the head of a file."""
        place = self._state.place
        if word == b"ansicpg":
            self._default_page = number or 1252
        elif word == b"mac":
            self._default_page = 10000
        elif word in (b"pc", b"pca"):
            self._default_page = 437 if word == b"pc" else 850
        elif word == b"deff":
            self._default_font = number if number is not None else -1
            self._state = self._state._replace(font=self._default_font)
        elif word == b"fonttbl":
            self._state = self._state._replace(place="fonts")
        elif word == b"info":
            self._state = self._state._replace(place="info")
        elif place == "info" and word in PROPERTIES:
            self._state = self._state._replace(place=PROPERTIES[word])
        elif place in ("created", "modified") and word in _TIMES:
            self._times.setdefault(place, [0] * 6)[_TIMES[word]] = abs(number or 0)
