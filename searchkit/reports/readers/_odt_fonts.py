"""The fonts of an .odt: a style's own, or that of the style it comes from (OpenDocument 1.3 part 3, 16)."""

from __future__ import annotations

from collections.abc import Mapping

from searchkit.reports.readers._xml import Attributes, Start, value

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
STYLE = f"{_OASIS}:style:1.0"
_FO = f"{_OASIS}:xsl-fo-compatible:1.0"
_SVG = f"{_OASIS}:svg-compatible:1.0"

#: Styles come from one another a few deep; damaged ones may do so in a circle.
_MOST_STYLES = 50


class Fonts:
    """The names of the fonts of styles by family ("paragraph", "text") and name, "" where none is said.

    ``common`` are the styles that these may come from: those of ``styles.xml`` for those of ``content.xml``.
    """

    def __init__(self, common: Fonts | None = None) -> None:
        self._common = common
        self._faces: dict[str, str] = {}
        self._fonts: dict[tuple[str, str], str] = {}
        self._parents: dict[tuple[str, str], str] = {}
        self._known: dict[tuple[str, str], str] = {}
        self._current = ("", "")

    def starts(self) -> Mapping[str, Start]:
        """What to call for the elements of styles, wherever they stand in a part."""
        return {
            f"{STYLE} font-face": self._face,
            f"{STYLE} style": self._style,
            f"{STYLE} default-style": self._default_style,
            f"{STYLE} text-properties": self._properties,
        }

    def paragraph(self, name: str) -> str:
        return self._font("paragraph", name) or self._own("paragraph", "")

    def span(self, name: str) -> str:
        return self._font("text", name)

    def _font(self, family: str, name: str) -> str:
        known = self._known.get((family, name))
        if known is None:
            style, known = name, ""
            for _ in range(_MOST_STYLES):
                if known or not style:
                    break
                known = self._own(family, style)
                style = self._parent(family, style)
            self._known[family, name] = known
        return known

    def _own(self, family: str, name: str) -> str:
        if (family, name) in self._fonts or self._common is None:
            return self._fonts.get((family, name), "")
        return "" if (family, name) in self._parents else self._common._own(family, name)

    def _parent(self, family: str, name: str) -> str:
        if (family, name) in self._parents or self._common is None:
            return self._parents.get((family, name), "")
        return self._common._parent(family, name)

    def _face(self, attributes: Attributes) -> None:
        family = value(attributes, f"{_SVG} font-family").strip("'\" ")
        self._faces[value(attributes, f"{STYLE} name")] = family

    def _style(self, attributes: Attributes) -> None:
        self._current = (value(attributes, f"{STYLE} family"), value(attributes, f"{STYLE} name"))
        self._parents[self._current] = value(attributes, f"{STYLE} parent-style-name")

    def _default_style(self, attributes: Attributes) -> None:
        self._current = (value(attributes, f"{STYLE} family"), "")

    def _properties(self, attributes: Attributes) -> None:
        face = value(attributes, f"{STYLE} font-name")
        if font := self._faces.get(face) or face or value(attributes, f"{_FO} font-family").strip("'\" "):
            self._fonts[self._current] = font
