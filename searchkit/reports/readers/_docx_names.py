"""The names of Office Open XML: each in two namespaces, that of 2006 and that of the strict form of ISO 29500."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import TypeVar

from searchkit.reports.readers._package import Package
from searchkit.reports.readers._xml import Attributes, Elements, value

_V = TypeVar("_V")

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_DRAWING = ("http://schemas.openxmlformats.org/drawingml/2006/main", "http://purl.oclc.org/ooxml/drawingml/main")
_MATH = ("http://schemas.openxmlformats.org/officeDocument/2006/math", "http://purl.oclc.org/ooxml/officeDocument/math")
_COMPATIBILITY = ("http://schemas.openxmlformats.org/markup-compatibility/2006",)
_LINKS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships Relationship"
_PREFIXES = {"w": _WORD, "a": _DRAWING, "m": _MATH, "mc": _COMPATIBILITY}


def named(values: Mapping[str, _V]) -> dict[str, _V]:
    """What is given for short names ("w:p"), for the full names in every namespace that the prefix stands for."""
    full: dict[str, _V] = {}
    for short, meant in values.items():
        prefix, _, local = short.partition(":")
        full.update((f"{namespace} {local}", meant) for namespace in _PREFIXES[prefix])
    return full


def attribute(attributes: Attributes, name: str) -> str:
    """An attribute of a ``w:`` element by its local name, "" if it has none."""
    return value(attributes, f"{_WORD[0]} {name}") or value(attributes, f"{_WORD[1]} {name}")


def link(attributes: Attributes) -> str:
    """The id of the relationship that an element names."""
    return value(attributes, f"{_LINKS[0]} id") or value(attributes, f"{_LINKS[1]} id")


def relationships(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """The parts that a part names: by id, their kind ("header") and name; "" is the package itself.

    Raises UnreadableError for a damaged list of them.
    """
    folder, base = posixpath.split(part)
    listing = posixpath.join(folder, "_rels", f"{base}.rels")
    found: dict[str, tuple[str, str]] = {}

    def relationship(attributes: Attributes) -> None:
        if value(attributes, "TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, value(attributes, "Target"))).lstrip("/")
            found[value(attributes, "Id")] = (posixpath.basename(value(attributes, "Type")), target)

    if listing in package:
        Elements({_RELATIONSHIP: relationship}, {}).read(package.chunks(listing))
    return found
