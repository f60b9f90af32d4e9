"""The fonts that a page names: of ``<font face>``, of styles, and of the simple rules of style sheets that word
processors write ("p.MsoNormal {font-family: .VnTime}"). Only old fonts matter: they say what the letters mean."""

from __future__ import annotations

import re
from collections.abc import Iterator

from searchkit.reports.readers._html_tree import Element

_SIMPLE = re.compile(r"([a-z][a-z0-9]*)?(?:\.([\w-]+))?", re.IGNORECASE)

Rules = dict[tuple[str, str], str]


def rules(root: Element) -> Rules:
    """The font for a tag, a class, or a tag of a class, ("" for any), as the page's style sheets give them."""
    found: Rules = {}
    for sheet in (element for element in root.walk() if element.name == "style"):
        for selectors, font in _fonts("".join(sheet.texts())):
            for selector in selectors.split(","):
                simple = _SIMPLE.fullmatch(selector.strip())
                if simple and simple.group():
                    found[(simple[1] or "").lower(), simple[2] or ""] = font
    return found


def font_of(element: Element, rules: Rules) -> str:
    """The font that an element is given, "" if none: then it has its parent's."""
    if (style := element.attributes.get("style")) and (font := _family(style)):
        return font
    if face := element.attributes.get("face"):
        return _unquoted(face.split(",")[0])
    if not rules:
        return ""
    classes = element.attributes.get("class", "").split()
    selectors = [(tag, one) for one in classes for tag in (element.name, "")]
    return next((rules[one] for one in selectors if one in rules), rules.get((element.name, ""), ""))


def _fonts(sheet: str) -> Iterator[tuple[str, str]]:
    """The selectors and the font of each rule of a style sheet that gives one."""
    sheet = sheet.replace("<!--", "").replace("-->", "")
    begun, *commented = sheet.split("/*")
    sheet = begun + "".join(one.partition("*/")[2] for one in commented)
    for rule in sheet.split("}"):
        selectors, _, declarations = rule.rpartition("{")
        if font := _family(declarations):
            yield selectors, font


def _family(declarations: str) -> str:
    for declaration in declarations.split(";"):
        named, _, value = declaration.partition(":")
        first = value.split(",")[0].strip()
        match named.strip().lower():
            case "font-family":
                return _unquoted(first)
            case "font" if first:
                # "bold 12pt/14pt .VnTime": what isn't quoted and old has no space in it.
                return _unquoted(first if first[-1] in "\"'" else first.split()[-1]).rpartition('"')[2]
    return ""


def _unquoted(font: str) -> str:
    return font.strip().strip("\"'").strip()
