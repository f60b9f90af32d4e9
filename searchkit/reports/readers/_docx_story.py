"""One story of a .docx: its body, notes, a header or a footer, from XML to a flow of text."""

from __future__ import annotations

from collections.abc import Iterable

from searchkit.reports.readers._docx_fonts import Fonts
from searchkit.reports.readers._docx_names import attribute, link, named
from searchkit.reports.readers._flow import Flow
from searchkit.reports.readers._xml import Attributes, Elements, End, Start

_NOT_SHOWN = (
    "w:del",
    "w:moveFrom",
    "w:rt",  # how a word is read, printed above it
    "w:rPrChange",
    "w:pPrChange",
    "w:sectPrChange",
    "w:tblPrChange",
    "w:tblGridChange",
    "w:trPrChange",
    "w:tcPrChange",
    "w:tblPrExChange",
    "w:numberingChange",
)


class Story:
    """Reads a part of a document once; ``flow`` is its text then, ``chunks`` the ids of parts in other formats in it.

    Tracked insertions are text, deletions and what was moved away are not; of a field the result is; of two forms of
    one thing (``mc:AlternateContent``) the first.
    """

    def __init__(self, fonts: Fonts) -> None:
        self.flow = Flow()
        self.chunks: list[str] = []
        self._fonts = fonts
        self._paragraph_font = fonts.paragraph()
        self._run_font = ""
        self._mark_deleted = False
        self._outer: list[tuple[Flow, str, str]] = []
        self._chosen: list[bool] = []  # of each mc:AlternateContent around, whether a form was taken
        self._body = self._starts()
        self._paragraph_properties = self._property_starts()
        self._elements = Elements(self._body, self._ends())

    def read(self, chunks: Iterable[bytes]) -> Story:
        """Raises UnreadableError."""
        self._elements.read(chunks)
        return self

    def _starts(self) -> dict[str, Start]:
        starts: dict[str, Start] = dict.fromkeys(_NOT_SHOWN, self._skip)
        starts |= {
            "w:p": self._paragraph,
            "w:pPr": lambda _: self._within(self._paragraph_properties),
            "w:r": self._run,
            "m:r": self._run,
            "w:rStyle": self._run_style,
            "w:rFonts": self._run_fonts,
            "w:t": self._text,
            "m:t": self._text,
            "w:tab": lambda _: self._add("\t"),
            "w:ptab": lambda _: self._add("\t"),
            "w:br": lambda _: self._add("\n"),
            "w:cr": lambda _: self._add("\n"),
            # Numbers of documents are typed with it (21-NQ/TW): a hyphen that is found like any other.
            "w:noBreakHyphen": lambda _: self._add("-"),
            # U+00AD is the letter ư in TCVN3: whether it is a hyphen here is told by the font.
            "w:softHyphen": lambda _: self._add("\u00ad"),
            "w:sym": self._symbol,
            "w:fldChar": self._field,
            "w:txbxContent": self._text_box,
            "w:tc": lambda _: self.flow.begin_cell(),
            "w:altChunk": lambda attributes: self.chunks.append(link(attributes)),
            "mc:AlternateContent": lambda _: self._chosen.append(False),
            "mc:Choice": self._alternative,
            "mc:Fallback": self._alternative,
        }
        return named(starts)

    def _property_starts(self) -> dict[str, Start]:
        # A tab stop is no tab, and the font of a paragraph's mark that of no text.
        return named(
            {
                "w:pStyle": self._paragraph_style,
                "w:del": self._delete_mark,
                "w:pPrChange": self._skip,
                "w:sectPr": self._skip,
            }
        )

    def _ends(self) -> dict[str, End]:
        return named(
            {
                "w:p": self._end_paragraph,
                "w:pPr": lambda: self._within(self._body),
                "w:t": lambda: self._elements.listen(None),
                "m:t": lambda: self._elements.listen(None),
                "w:txbxContent": self._end_text_box,
                "w:tc": lambda: self.flow.end_cell(),
                "w:tr": lambda: self.flow.end_row(),
                "mc:AlternateContent": self._end_alternatives,
            }
        )

    def _within(self, starts: dict[str, Start]) -> None:
        self._elements.starts = starts

    def _skip(self, attributes: Attributes) -> None:
        self._elements.skip()

    def _add(self, text: str) -> None:
        self.flow.add(text, self._run_font or self._paragraph_font)

    def _paragraph(self, attributes: Attributes) -> None:
        self._paragraph_font = self._fonts.paragraph()
        self._mark_deleted = False

    def _paragraph_style(self, attributes: Attributes) -> None:
        self._paragraph_font = self._fonts.paragraph(attribute(attributes, "val"))

    def _delete_mark(self, attributes: Attributes) -> None:
        self._mark_deleted = True

    def _end_paragraph(self) -> None:
        if not self._mark_deleted:
            self.flow.end_paragraph()
        self._mark_deleted = False

    def _run(self, attributes: Attributes) -> None:
        self._run_font = ""

    def _run_style(self, attributes: Attributes) -> None:
        self._run_font = self._run_font or self._fonts.style(attribute(attributes, "val"))

    def _run_fonts(self, attributes: Attributes) -> None:
        self._run_font = self._fonts.font(attributes) or self._run_font

    def _text(self, attributes: Attributes) -> None:
        self._elements.listen(self._characters)

    def _characters(self, text: str) -> None:
        # A line end in the XML is a space; that of a text is an element.
        self.flow.add(text.replace("\n", " "), self._run_font or self._paragraph_font)

    def _symbol(self, attributes: Attributes) -> None:
        try:
            character = chr(int(attribute(attributes, "char"), 16))
        except (ValueError, OverflowError):
            return
        if character.isprintable() or "\ue000" <= character <= "\uf8ff":
            self.flow.add(character, attribute(attributes, "font"))

    def _field(self, attributes: Attributes) -> None:
        kind = attribute(attributes, "fldCharType")
        if kind == "begin":
            self.flow.begin_field()
        elif kind == "separate":
            self.flow.separate_field()
        elif kind == "end":
            self.flow.end_field()

    def _text_box(self, attributes: Attributes) -> None:
        self._outer.append((self.flow, self._paragraph_font, self._run_font))
        self.flow = Flow()

    def _end_text_box(self) -> None:
        box = self.flow
        self.flow, self._paragraph_font, self._run_font = self._outer.pop()
        self.flow.add_box(box)

    def _alternative(self, attributes: Attributes) -> None:
        if self._chosen and self._chosen[-1]:
            self._elements.skip()
        elif self._chosen:
            self._chosen[-1] = True

    def _end_alternatives(self) -> None:
        self._chosen.pop()
