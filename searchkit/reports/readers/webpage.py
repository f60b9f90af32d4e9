"""Web pages: the article of a page saved from the web, or the whole of a page that is none.

Made for newspapers' pages and for what Word saves as HTML: tables are kept, fonts from before Unicode converted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from searchkit.errors import UnreadableError
from searchkit.reports.encodings import Decoded
from searchkit.reports.encodings.fonts import Run, converted
from searchkit.reports.readers._charset import decoded, windows
from searchkit.reports.readers._clean import clean
from searchkit.reports.readers._html_article import left_out
from searchkit.reports.readers._html_metadata import About
from searchkit.reports.readers._html_text import runs
from searchkit.reports.readers._html_tree import parsed
from searchkit.reports.readers._report import report_of
from searchkit.reports.report import Report
from searchkit.reports.source import Source

_META = re.compile(
    rb"""(?i)<meta[^>]{0,400}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w:.-]+)|<\?xml[^>]{0,99}encoding=["']([\w.-]+)"""
)
_TAG = re.compile(rb"<[^<>]*>")
_OLD_FONT = re.compile(rb"(?i)(?:face|font|font-family)\s{0,9}[=:](?:[^;>]{0,40}?[\"'\s;=:])?(?:\.vn|vni-)")
# How much of a page is looked at for what it says of itself.
_HEAD = 1 << 16


class WebPage(NamedTuple):
    """What is read in a page; ``encoding`` is what it was converted from, "" if it was Unicode."""

    text: str
    encoding: str
    title: str
    metadata: dict[str, str]


def read(source: Source) -> Iterator[Report]:
    """The report in a page. Raises UnreadableError for one that is empty or no text, OSError."""
    yield report_in(source, source.read())


def report_in(source: Source, data: bytes, said: str = "", address: str = "") -> Report:
    """The report in the bytes of a page that a source holds, with what came with the page: a name for its letters, and
    its address. Raises UnreadableError like ``read``."""
    if not data.strip():
        raise UnreadableError("empty")
    page = page_of(data, source.encoding, said)
    if not page.text.strip():
        raise UnreadableError("no text")
    metadata = {"url": address, **page.metadata} if address else page.metadata
    report = report_of(source, page.text, "web page", title=page.title, encoding=page.encoding, metadata=metadata)
    first_line = page.text.split("\n", 1)[0]
    return replace(report, body=len(first_line)) if first_line == report.title != page.text else report


def page_of(data: bytes, encoding: str = "", said: str = "", whole: bool = False) -> WebPage:
    """What is to be read in a page's bytes: its article, or the ``whole`` of it.

    ``encoding`` is what a person says that it is in, "" to find out; ``said`` what came with it, "" for what the page
    itself says. Raises UnreadableError for what is no text.
    """
    markup, was = _markup(data, encoding, said)
    root = parsed(clean(markup))
    parts = list(runs(root, left_out(root, whole)))
    text, of_fonts = converted(parts, encoding)
    about = About(root)
    title = converted([Run(about.title, _main_font(parts))], encoding).text if of_fonts else about.title
    return WebPage(clean(text), of_fonts or was, title, about.metadata)


def _markup(data: bytes, encoding: str, said: str) -> Decoded:
    """A page as text. One that names an old font is taken as Windows' letters, for the font says what they mean."""
    if not said and (meta := _META.search(data, 0, _HEAD)):
        said = (meta[1] or meta[2]).decode("ascii", "replace")
    if not encoding and _OLD_FONT.search(data):
        try:
            return Decoded(data.decode(), "")
        except UnicodeDecodeError:
            return Decoded(windows(data), "")
    return decoded(data, said, encoding, prose=lambda markup: _TAG.sub(b" ", markup))


def _main_font(parts: list[Run]) -> str:
    letters: Counter[str] = Counter()
    for part in parts:
        letters[part.font] += len(part.text)
    return letters.most_common(1)[0][0]
