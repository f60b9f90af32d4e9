"""The fonts of a .docx: what a run's properties, its styles and the theme make of one another (ECMA-376-1, 17.7.2).

Of the four fonts that a run has for different characters, the one for the letters above ASCII (``hAnsi``) counts:
those are the letters that an old Vietnamese font draws differently.
"""

from __future__ import annotations

from collections.abc import Iterable

from searchkit.reports.readers._docx_names import attribute, named
from searchkit.reports.readers._xml import Attributes, Elements, value

#: Styles are based on one another a few deep; damaged ones may be so in a circle.
_MOST_STYLES = 50


class Fonts:
    """The names of the fonts of a document's styles, "" where one says nothing."""

    def __init__(self) -> None:
        self._theme: dict[str, str] = {}  # "major" or "minor" to a font
        self._fonts: dict[str, str] = {}  # a style's own font by its id
        self._based_on: dict[str, str] = {}
        self._paragraph_default = ""  # the id of the style of paragraphs that name none
        self._document_default = ""
        self._said: dict[tuple[str, ...], str] = {}  # by the attributes of a ``w:rFonts``
        self._known: dict[str, str] = {}  # by the id of a style, found already

    def font(self, attributes: Attributes) -> str:
        """What ``w:rFonts`` says; after the theme was read."""
        said = tuple(attributes)
        if said not in self._said:
            self._said[said] = self._named(attributes)
        return self._said[said]

    def style(self, identity: str) -> str:
        """The font of a style or of the nearest one that it is based on."""
        if identity not in self._known:
            style = identity
            for _ in range(_MOST_STYLES):
                if self._fonts.get(style):
                    break
                style = self._based_on.get(style, "")
            self._known[identity] = self._fonts.get(style, "")
        return self._known[identity]

    def paragraph(self, identity: str = "") -> str:
        """The font of the paragraphs of a style, "" for the style of paragraphs that name none."""
        return self.style(identity or self._paragraph_default) or self._document_default

    def read_theme(self, chunks: Iterable[bytes]) -> None:
        """The fonts of a theme; before the styles that name them. Raises UnreadableError."""
        collection = ""

        def of(name: str) -> None:
            nonlocal collection
            collection = name

        def latin(attributes: Attributes) -> None:
            if collection and (font := value(attributes, "typeface")):
                self._theme[collection] = font

        starts = {"a:majorFont": lambda _: of("major"), "a:minorFont": lambda _: of("minor"), "a:latin": latin}
        ends = {"a:majorFont": lambda: of(""), "a:minorFont": lambda: of("")}
        Elements(named(starts), named(ends)).read(chunks)

    def read_styles(self, chunks: Iterable[bytes]) -> None:
        """The styles of a document. Raises UnreadableError."""
        current = ""

        def style(attributes: Attributes) -> None:
            nonlocal current
            kind, current = attribute(attributes, "type"), attribute(attributes, "styleId")
            if kind not in ("paragraph", "character"):
                elements.skip()
            elif kind == "paragraph" and attribute(attributes, "default") in ("1", "true", "on"):
                self._paragraph_default = current

        def based_on(attributes: Attributes) -> None:
            self._based_on[current] = attribute(attributes, "val")

        def fonts(attributes: Attributes) -> None:
            if current:
                self._fonts[current] = self.font(attributes)
            else:
                self._document_default = self.font(attributes)

        elements = Elements(
            named(
                {
                    "w:style": style,
                    "w:basedOn": based_on,
                    "w:rFonts": fonts,
                    "w:rPrChange": lambda _: elements.skip(),
                }
            ),
            {},
        )
        elements.read(chunks)

    def _named(self, attributes: Attributes) -> str:
        for slot in ("hAnsi", "ascii"):
            theme = self._theme.get(attribute(attributes, f"{slot}Theme")[:5])
            if font := theme or attribute(attributes, slot):
                return font
        return ""
