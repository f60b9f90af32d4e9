"""Markdown: the text is the file as it is, marks and all; its title is the first heading, without the marks.

What is written between two lines of "---" at the start (front matter) is metadata, not text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from searchkit.reports.encodings import decode
from searchkit.reports.readers._report import report_of
from searchkit.reports.report import Report
from searchkit.reports.source import Source

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.{0,65536}?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"([^\W\d][\w -]{0,63}):[ \t]+(\S.*)")
_LETTER = re.compile(r"[^\W_]")
_LINE_END = re.compile(r"[\r\n]|\Z")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(?=\S)")
_UNDERLINE = re.compile(r"\r?\n {0,3}(?:=+|-+)[ \t]*(?=[\r\n]|\Z)")
_CLOSING = re.compile(r"[ \t]#+[ \t]*$")
# No title has so many characters.
_LONGEST = 1000
# A picture has no words, a link has those that it shows, emphasis those in it.
_IMAGE = re.compile(r"!\[([^\]]{0,999})\]\([^)]{0,999}\)")
_LINK = re.compile(r"\[([^\]]{0,999})\]\([^)]{0,999}\)")
_EMPHASIS = re.compile(r"(\*{1,3}|`{1,2}|__)(?=\S)(.{1,999}?)(?<=\S)\1")


def read(source: Source) -> Iterator[Report]:
    """The report in a Markdown file. Raises UnreadableError for what is no text, OSError."""
    text, encoding = decode(source.read(), source.encoding)
    metadata: dict[str, str] = {}
    if front := _FRONT_MATTER.match(text):
        metadata = _fields(front[1])
        text = text[front.end() :]
    title, body = _heading(text)
    report = report_of(
        source, text, "Markdown", title=metadata.pop("title", "") or title, encoding=encoding, metadata=metadata
    )
    yield replace(report, body=body) if title and report.title == title else report


def _heading(text: str) -> tuple[str, int]:
    """The heading that a text begins with and the offset at which it ends; ("", 0) if it begins with none."""
    letter = _LETTER.search(text)
    if letter is None:
        return "", 0
    start = max(text.rfind("\n", 0, letter.start()), text.rfind("\r", 0, letter.start())) + 1
    end = _LINE_END.search(text, letter.start()).start()  # type: ignore[union-attr]  # the end is always found
    if end - start > _LONGEST:
        return "", 0
    line = text[start:end]
    if heading := _HEADING.match(line):
        return _plain(_CLOSING.sub("", line[heading.end() :])), end
    if underline := _UNDERLINE.match(text, end):
        return _plain(line), underline.end()
    return "", 0


def _fields(front: str) -> dict[str, str]:
    """The plain fields of front matter ("title: …"), which is YAML; lists and what is nested are passed over."""
    fields = {}
    for line in front.splitlines():
        if field := _FIELD.fullmatch(line.rstrip()):
            name, value = field[1].strip().lower(), field[2].strip()
            if value[0] == value[-1] and value[0] in "\"'" and len(value) > 1:
                value = value[1:-1]
            if value and value[0] not in "[{|>&*":
                fields[name] = value
    return fields


def _plain(text: str) -> str:
    """The words of a heading, without the marks of links and emphasis."""
    text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
    return " ".join(_EMPHASIS.sub(r"\2", text).split())
