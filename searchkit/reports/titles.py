"""Finding the title of a report that doesn't come with one: the first line, when it reads like a title."""

from __future__ import annotations

import re

from searchkit.reports.furniture.patterns import stands_on_page

# The longest title in the five sample reports has 27 syllables; the leads that follow have 40 and more.
_MOST_SYLLABLES = 40
_LINE = re.compile(r"[^\r\n]*\w[^\r\n]*")


def leading_title(text: str) -> tuple[str, int]:
    """The title with which a text begins and the offset where the body begins; ("", 0) if it begins with none.

    Lines of the page above it (menus, its date) are passed over. A first line that ends with a colon is a kicker: the
    title goes on in the next line. A text of one line has no title, for there would be no report below it.

    >>> leading_title("Hội nghị tổng kết\\n\\nSáng 6/1, Tỉnh ủy họp.")
    ('Hội nghị tổng kết', 17)
    """
    first = _LINE.search(text)
    while first is not None and stands_on_page(first.group()):
        first = _LINE.search(text, first.end())
    if first is None:
        return "", 0
    lines = [first]
    if first.group().rstrip().endswith(":") and (second := _LINE.search(text, first.end())):
        lines.append(second)
    title = " ".join(" ".join(line.group().split()) for line in lines)
    end = lines[-1].end()
    if len(title.split()) > _MOST_SYLLABLES or not _LINE.search(text, end):
        return "", 0
    return title, end
