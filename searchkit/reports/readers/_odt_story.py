"""A part of an .odt, from XML to flows of text: its body, and what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from searchkit.reports.readers._flow import Flow
from searchkit.reports.readers._odt_fonts import STYLE, Fonts
from searchkit.reports.readers._xml import Attributes, Elements, End, Start, value

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_TEXT = f"{_OASIS}:text:1.0"
_TABLE = f"{_OASIS}:table:1.0"
_DRAW = f"{_OASIS}:drawing:1.0"
_OFFICE = f"{_OASIS}:office:1.0"
_SVG = f"{_OASIS}:svg-compatible:1.0"
_MATH = "http://www.w3.org/1998/Math/MathML"

# What is no text of the document: deletions are kept in ``tracked-changes``.
_NOT_SHOWN = (
    f"{_TEXT} tracked-changes",
    f"{_TEXT} note-citation",
    f"{_TEXT} ruby-text",
    f"{_OFFICE} annotation",
    f"{_OFFICE} forms",
    f"{_OFFICE} scripts",
    f"{_SVG} title",
    f"{_SVG} desc",
    f"{_MATH} annotation",
)
_ASIDES = tuple(f"{STYLE} {place}{pages}" for place in ("header", "footer") for pages in ("", "-first", "-left"))
_WHITE_SPACE = re.compile(r"[ \t\r\n]+")
_SHAPES = tuple(
    f"{_DRAW} {shape}"
    for shape in [
        "text-box",
        "custom-shape",
        "rect",
        "ellipse",
        "circle",
        "line",
        "polyline",
        "polygon",
        "regular-polygon",
        "path",
        "connector",
        "caption",
        "measure",
    ]
)
#: More spaces than that are none that a person typed: ``text:s`` can ask for any number of them.
_MOST_SPACES = 100


class Story:
    """Reads a part of a document once; its text is then in ``flow``, notes, headers and footers in ``asides``."""

    def __init__(self, fonts: Fonts) -> None:
        self.flow = Flow()
        self.asides: list[Flow] = []
        self._styles = fonts
        self._fonts: list[str] = []  # of the paragraph and the spans around
        self._outer: list[tuple[Flow, list[str]]] = []
        self._elements = Elements({**fonts.starts(), **self._starts()}, self._ends())

    def read(self, chunks: Iterable[bytes]) -> Story:
        """Raises UnreadableError."""
        self._elements.read(chunks)
        return self

    def _starts(self) -> dict[str, Start]:
        starts: dict[str, Start] = dict.fromkeys(_NOT_SHOWN, self._skip)
        starts |= {
            f"{_TEXT} p": self._paragraph,
            f"{_TEXT} h": self._paragraph,
            f"{_TEXT} span": self._span,
            f"{_TEXT} s": self._spaces,
            f"{_TEXT} tab": lambda _: self._add("\t"),
            f"{_TEXT} line-break": lambda _: self._add("\n"),
            f"{_TABLE} table-cell": lambda _: self.flow.begin_cell(),
            f"{_TEXT} note-body": lambda _: self._begin_aside(),
        }
        starts |= {name: lambda _: self._begin_aside() for name in (*_SHAPES, *_ASIDES)}
        return starts

    def _ends(self) -> dict[str, End]:
        def end_aside(keep: Callable[[Flow], None]) -> End:
            return lambda: keep(self._end_aside())

        ends: dict[str, End] = {
            f"{_TEXT} p": self._end_paragraph,
            f"{_TEXT} h": self._end_paragraph,
            f"{_TEXT} span": self._end_span,
            f"{_TABLE} table-cell": lambda: self.flow.end_cell(),
            f"{_TABLE} table-row": lambda: self.flow.end_row(),
            f"{_TEXT} note-body": end_aside(self.asides.append),
        }
        ends |= {name: end_aside(lambda box: self.flow.add_box(box)) for name in _SHAPES}
        ends |= {name: end_aside(self.asides.append) for name in _ASIDES}
        return ends

    def _skip(self, attributes: Attributes) -> None:
        self._elements.skip()

    def _add(self, text: str) -> None:
        if self._fonts:
            self.flow.add(text, self._fonts[-1])

    def _characters(self, text: str) -> None:
        self.flow.add(_WHITE_SPACE.sub(" ", text), self._fonts[-1])

    def _spaces(self, attributes: Attributes) -> None:
        count = value(attributes, f"{_TEXT} c", "1")
        self._add(" " * min(int(count), _MOST_SPACES) if count.isdecimal() and len(count) < 4 else " ")

    def _paragraph(self, attributes: Attributes) -> None:
        self._fonts.append(self._styles.paragraph(value(attributes, f"{_TEXT} style-name")))
        self._elements.listen(self._characters)

    def _end_paragraph(self) -> None:
        self._fonts.pop()
        self.flow.end_paragraph()
        if not self._fonts:
            self._elements.listen(None)

    def _span(self, attributes: Attributes) -> None:
        if self._fonts:
            self._fonts.append(self._styles.span(value(attributes, f"{_TEXT} style-name")) or self._fonts[-1])

    def _end_span(self) -> None:
        if len(self._fonts) > 1:
            self._fonts.pop()

    def _begin_aside(self) -> None:
        self._outer.append((self.flow, self._fonts))
        self.flow, self._fonts = Flow(), []
        self._elements.listen(None)

    def _end_aside(self) -> Flow:
        aside = self.flow
        self.flow, self._fonts = self._outer.pop()
        self._elements.listen(self._characters if self._fonts else None)
        return aside
