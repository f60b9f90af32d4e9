"""What of a web page isn't its article: navigation, links to other articles, comments, what stands at its foot.

Libraries that extract articles lose tables and stretches of text (docs/formats.md). This errs on the other side: what
is left out is known by its name, or is no prose and stands outside of the element that holds the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from searchkit.reports.readers._html_tree import BLOCKS, UNSEEN, Element, Weight, data_tables, is_hidden, names, weights

_PAGE = names("html body main article h1")
_FURNITURE = names("nav footer menu")
_FURNITURE_IF_LINKS = names("aside header")
_ROLES = names("alert banner complementary contentinfo dialog menu menubar navigation search tablist")
# Words of class and id: the first are said of nothing else, the second only count for what is mostly links.
_NAMES = names(
    "ads adv advert advertisement advertising breadcrumb breadcrumbs comment comments cookie cookies copyright footer "
    "lienquan login modal nav navbar navigation newsletter pagination pager popup quangcao related relate relatednews "
    "share sharing sidebar sidenav skip social socials subscribe tinlienquan toolbar binhluan"
)
_NAMES_IF_LINKS = names(
    "aside banner box footer header hot latest menu more most news other popular right tag tags tinkhac tinmoi top "
    "topbar topmenu xemnhieu docnhieu widget"
)
_WORD = re.compile(r"[a-z]+|[A-Z][a-z]*")
_OTHERS = re.compile(
    r"(?i)\W*(?:(?:các )?(?:tin|bài)(?: viết| tức)? (?:liên quan|khác|cùng chuyên mục|mới|cũ|đọc nhiều)|xem thêm"
    r"|đọc thêm|có thể bạn quan tâm|đọc nhiều|xem nhiều|mới nhất|bình luận|ý kiến bạn đọc|từ khóa|chia sẻ|tags?)\b"
)
_LISTS = names("ul ol div section table")
# What has this share of the page's prose is no furniture, whatever its name is; the article has nearly all of it.
_TOO_MUCH, _NEARLY_ALL = 1 / 3, 0.9
# Letters of a paragraph of some fifteen syllables, and of an article that is worth the name.
_PARAGRAPH, _ARTICLE = 60, 120


def left_out(root: Element, whole: bool = False) -> set[Element]:
    """The elements of a page that aren't to be read: what isn't seen and, unless the ``whole`` page is wanted, what
    isn't its article."""
    elements = list(root.walk())
    unseen = {element for element in elements if element.name in UNSEEN or is_hidden(element)}
    if whole:
        return unseen
    weight = weights(elements, unseen)
    tables = data_tables(elements)
    seen = [element for element in elements if weight[element].all and element not in tables]
    most = weight[root].prose * _TOO_MUCH
    large = {one for one in seen if weight[one].prose > most} | _around(tables, elements)
    furniture = {one for one in seen if _is_furniture(one, weight[one], one in large)}
    furniture |= {one for one in seen if _links_to_others(one, weight[one])} | set(_at_the_top(seen, weight))
    out = unseen | furniture
    weight = weights(elements, out)
    if weight[root].prose < _ARTICLE and not any(weight[table].all for table in tables):
        return unseen
    return out | _outside(_core(root, weight, tables), weight, tables | out)


def _is_furniture(element: Element, weight: Weight, large: bool) -> bool:
    if element.name in _FURNITURE:
        return True
    if large or element.name in _PAGE:
        return False
    if element.name in _FURNITURE_IF_LINKS and weight.mostly_links:
        return True
    if element.attributes.get("role") in _ROLES:
        return True
    named = f"{element.attributes.get('class', '')} {element.attributes.get('id', '')}"
    words = {word.lower() for word in _WORD.findall(named)}
    words |= {"".join(_WORD.findall(one.lower())) for one in named.split()}
    return bool(words & _NAMES) or (weight.mostly_links and bool(words & _NAMES_IF_LINKS))


def _around(tables: set[Element], elements: list[Element]) -> set[Element]:
    """The elements that some tables stand in."""
    around: set[Element] = set()
    for element in reversed(elements):
        if element.parent is not None and (element in tables or element in around):
            around.add(element.parent)
    return around


def _links_to_others(element: Element, weight: Weight) -> bool:
    """Whether an element is a list of links below words that say that they lead elsewhere."""
    if element.name not in _LISTS or weight.links * 4 < weight.all * 3:
        return False
    return bool(_OTHERS.match(_beginning(element)) or _OTHERS.match(_beginning(_before(element))))


def _at_the_top(seen: list[Element], weight: dict[Element, Weight]) -> Iterator[Element]:
    """The lists of links that come before any heading and any paragraph of a page."""
    for element in seen:
        paragraph = weight[element].prose >= _PARAGRAPH and not any(one.name in BLOCKS for one in element.elements)
        if element.name == "h1" or paragraph:
            return
        if element.name in _LISTS and weight[element].links * 10 >= weight[element].all * 9:
            yield element


def _before(element: Element) -> Element | str:
    """What stands right before an element, white space aside."""
    siblings = element.parent.children if element.parent else []
    for one in reversed(siblings[max(element.place - 2, 0) : element.place]):
        if isinstance(one, Element) or one.strip():
            return one
    return ""


def _beginning(one: Element | str) -> str:
    """The first text of an element, if it doesn't lie deep."""
    for _ in range(6):
        if isinstance(one, str):
            return one.strip()
        inner = (child for child in one.children if isinstance(child, Element) or child.strip())
        one = next(inner, "")
    return ""


def _core(root: Element, weight: dict[Element, Weight], tables: set[Element]) -> Element:
    """The smallest element that holds nearly all of the page's prose, larger than a paragraph or a table of data."""
    core, enough = root, weight[root].prose * _NEARLY_ALL
    while True:
        inner = next((child for child in core.elements if weight[child].prose >= enough), None)
        if inner is None or inner.name not in BLOCKS or inner.name == "p" or inner in tables:
            return core
        core = inner


def _outside(core: Element, weight: dict[Element, Weight], kept: set[Element]) -> set[Element]:
    """What is to be left out around the core: all but what is ``kept``, headings of the page, and paragraphs.

    Right before the core stand the date, the author and the first lines of an article: all but links stays there.
    """
    found: set[Element] = set()
    waiting: list[Element] = []
    inside = core
    while (around := inside.parent) is not None:
        siblings = around.elements
        if inside is core:
            siblings = [one for one in siblings if one.place > core.place or weight[one].mostly_links]
        waiting += (one for one in siblings if one is not inside)
        inside = around
    while waiting:
        element = waiting.pop()
        if element in kept or element.name == "h1":
            continue
        blocks = [child for child in element.elements if child.name in BLOCKS]
        if blocks:
            waiting += blocks
        elif weight[element].prose < _PARAGRAPH or weight[element].mostly_links:
            found.add(element)
    return found
