"""HTML as a tree of plain objects, and what its elements are to a reader.

The parser is Lexbor's, by selectolax: it mends pages as browsers do and has no limit of depth. (libxml2 leaves out what
is nested deeper than 2,048 elements without a word; the standard library's parser takes cubic time for some markup.)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from searchkit.reports.readers._extra import library

_PARSER = "selectolax.lexbor"


def names(listed: str) -> frozenset[str]:
    """The names of a list, set apart by spaces."""
    return frozenset(listed.split())


#: Elements that begin and end a line.
BLOCKS = names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav noframes ol optgroup option "
    "p pre section summary table tbody td tfoot th thead tr ul"
)
#: Elements whose content no browser shows as text.
UNSEEN = names(
    "applet area audio base button canvas datalist embed head iframe input link map math meta noscript object param "
    "rp script select source style svg template textarea title track video xml"
)


class Element:
    """An element of a page: its name, attributes, the elements and texts in it, and where it stands among others."""

    __slots__ = ("attributes", "children", "name", "parent", "place")

    def __init__(self, name: str, attributes: dict[str, str], parent: Element | None) -> None:
        self.name = name
        self.attributes = attributes
        self.parent = parent
        self.children: list[Element | str] = []
        self.place = 0
        if parent is not None:
            self.place = len(parent.children)
            parent.children.append(self)

    @property
    def elements(self) -> list[Element]:
        """The elements right in this one."""
        return [child for child in self.children if isinstance(child, Element)]

    def walk(self) -> Iterator[Element]:
        """This element and all within it, in the order of the page."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += reversed(element.elements)

    def texts(self) -> Iterator[str]:
        """The texts in this element and all within it, in the order of the page."""
        waiting: list[Element | str] = [self]
        while waiting:
            one = waiting.pop()
            if isinstance(one, str):
                yield one
            else:
                waiting += reversed(one.children)


def check_parser() -> None:
    """Raise UnreadableError, with what to do, where the parser isn't installed."""
    library(_PARSER)


def parsed(markup: str) -> Element:
    """The root of a page; no page is too damaged to have one."""
    tree = library(_PARSER).LexborHTMLParser(markup).root
    root = Element("html", {}, None)
    made = {tree.mem_id: root}
    for node in tree.traverse(include_text=True):
        if node.mem_id == tree.mem_id:
            root.attributes = _attributes(node.attributes)
        elif node.is_text_node:
            made[node.parent.mem_id].children.append(node.text_content or "")
        elif node.is_element_node:
            made[node.mem_id] = Element(node.tag, _attributes(node.attributes), made[node.parent.mem_id])
    return root


def _attributes(found: dict[str, str | None]) -> dict[str, str]:
    return {name: value or "" for name, value in found.items()}


def is_hidden(element: Element) -> bool:
    """Whether the page says that the element isn't to be seen."""
    if "hidden" in element.attributes:
        return True
    style = "".join(element.attributes.get("style", "").lower().split())
    return "display:none" in style or "mso-hide:all" in style


class Weight(NamedTuple):
    """How much text stands in an element: letters in all, and those of links."""

    all: int
    links: int

    @property
    def prose(self) -> int:
        """Letters outside links."""
        return self.all - self.links

    @property
    def mostly_links(self) -> bool:
        """Whether more than half of the text leads elsewhere."""
        return self.links * 2 > self.all


def weights(elements: list[Element], left_out: set[Element]) -> dict[Element, Weight]:
    """The weight of each of some elements in the order of the page; what is ``left_out`` weighs nothing."""
    weight: dict[Element, Weight] = {}
    for element in reversed(elements):
        if element in left_out:
            weight[element] = Weight(0, 0)
            continue
        every = links = 0
        for child in element.children:
            if isinstance(child, str):
                every += len(child) - child.count(" ") if not child.isspace() else 0
            else:
                inner = weight[child]
                every += inner.all
                links += inner.links
        weight[element] = Weight(every, every if element.name == "a" else links)
    return weight


def data_tables(elements: list[Element]) -> set[Element]:
    """The tables that hold data, of some elements in the order of the page: no table is in them, and some rows have
    several cells. Others lay out a page."""
    rows: dict[Element, int] = {}
    outer: set[Element] = set()
    table_of: dict[Element, Element | None] = {}
    for element in elements:
        around = table_of.get(element.parent) if element.parent else None
        if element.name == "table":
            if around:
                outer.add(around)
            around = element
            rows[element] = 0
        elif element.name == "tr" and around:
            rows[around] += len(element.elements) > 1
        table_of[element] = around
    return {table for table, number in rows.items() if number > 1 and table not in outer}
