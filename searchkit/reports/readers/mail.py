"""Mail: the message is a report, each file that comes with it is read as a file of its own format.

A message that comes as HTML and as plain text is read once, as plain text unless that leaves out much.
"""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from mimetypes import guess_extension
from pathlib import PurePosixPath

from searchkit.errors import UnreadableError
from searchkit.reports.readers._charset import decoded
from searchkit.reports.readers._clean import clean
from searchkit.reports.readers._html_tree import check_parser
from searchkit.reports.readers._mime import Part, charset, content, file_name, header, is_cut_short, leaves, message_of
from searchkit.reports.readers._report import report_of
from searchkit.reports.readers.webpage import page_of
from searchkit.reports.report import Report
from searchkit.reports.skipped import Skipped
from searchkit.reports.source import Source

_HEADERS = ("from", "to", "cc")
_FORWARDED = "message/rfc822"
# Plain text of fewer words than this share of the HTML's says no more than that there is HTML.
_ENOUGH = 0.5


def read(source: Source) -> Iterator[Report | Skipped | Source]:
    """The report of a mail, then the files attached to it, "mail.eml/attachment.docx".

    Raises UnreadableError for what is no mail, or for attachments that lie too deep; OSError.
    """
    data = source.read()
    if not data.strip():
        raise UnreadableError("empty")
    message = message_of(data)
    bodies: list[tuple[Part, Part | None]] = []
    attached: list[Part] = []
    for part, around in leaves(message):
        if _is_text(part):
            bodies.append((part, _alternatives(around)))
        elif not _belongs_to_page(part, around):
            attached.append(part)
    yield _report(source, message, bodies)
    if is_cut_short(message):
        yield Skipped(source.name, "truncated: attachments may be missing")
    yield from _attachments(source, attached)


def _is_text(part: Part) -> bool:
    # What should hold parts and holds none is text: RFC 2046 leaves no other reading.
    if part.get_content_disposition() == "attachment" or file_name(part):
        return False
    return part.get_content_type() in ("text/plain", "text/html") or part.get_content_maintype() == "multipart"


def _alternatives(around: tuple[Part, ...]) -> Part | None:
    """The outermost part of which only one part is to be shown."""
    return next((part for part in around if part.get_content_subtype() == "alternative"), None)


def _belongs_to_page(part: Part, around: tuple[Part, ...]) -> bool:
    """Whether a part is a picture or a style of the message's HTML."""
    related = any(one.get_content_subtype() == "related" for one in around)
    shown = part.get_content_maintype() == "image" or part.get_content_type() == "text/css"
    return shown and (related or part["content-id"] is not None)


def _report(source: Source, message: Part, bodies: list[tuple[Part, Part | None]]) -> Report | Skipped:
    subject = header(message, "subject", source.encoding)
    texts: list[str] = []
    encodings: list[str] = []
    for text, encoding in _texts(bodies, source.encoding):
        texts.append(text)
        encodings += [encoding] if encoding and encoding not in encodings else []
    text = "\n".join(texts)
    try:
        if not text.strip():
            if any(_is_page(part) for part, _ in bodies):
                check_parser()  # maybe there is a text that nothing here can read
            text = subject
        return report_of(
            source, text, "mail", title=subject, encoding=", ".join(encodings), metadata=_metadata(source, message)
        )
    except UnreadableError as error:
        return Skipped(source.name, str(error))


def _texts(bodies: list[tuple[Part, Part | None]], encoding: str) -> Iterator[tuple[str, str]]:
    """The texts of a message and what they were converted from, one of those that are alternatives of each other."""
    alternatives: dict[int, dict[bool, list[tuple[str, str]]]] = {}
    order: list[int] = []
    for number, (part, around) in enumerate(bodies):
        key = id(around) if around is not None else -number
        if key not in alternatives:
            alternatives[key] = {}
            order.append(key)
        alternatives[key].setdefault(_is_page(part), []).append(_text(part, encoding))
    for key in order:
        plain, page = (alternatives[key].get(is_page, []) for is_page in (False, True))
        yield from plain if _words(plain) >= _words(page) * _ENOUGH else page


def _text(part: Part, encoding: str) -> tuple[str, str]:
    data, said = content(part), charset(part)
    try:
        if _is_page(part):
            page = page_of(data, encoding, said, whole=True)
            return page.text, page.encoding
        text, was = decoded(data, said, encoding)
    except UnreadableError:
        return "", ""
    return clean(text), was


def _is_page(part: Part) -> bool:
    return part.get_content_type() == "text/html"


def _words(texts: list[tuple[str, str]]) -> int:
    return sum(len(text.split()) for text, _ in texts)


def _metadata(source: Source, message: Part) -> dict[str, str]:
    found = {name: header(message, name, source.encoding) for name in _HEADERS}
    date = header(message, "date")
    try:
        found["date"] = parsedate_to_datetime(date).isoformat() if date else ""
    except (ValueError, TypeError, IndexError, OverflowError):
        found["date"] = date
    return {name: value for name, value in found.items() if value}


def _attachments(source: Source, attached: list[Part]) -> Iterator[Source]:
    names: set[str] = set()
    for number, part in enumerate(attached, 1):
        name = _unused(_name(part, number), names)
        names.add(name)
        yield source.part(name, content(part))


def _name(part: Part, number: int) -> str:
    if name := file_name(part):
        return name
    kind = part.get_content_type()
    ending = ".eml" if kind == _FORWARDED else guess_extension(kind) or ""
    return f"attachment {number}{ending}"


def _unused(name: str, names: set[str]) -> str:
    """The name, or one made of it that no other attachment has."""
    path, number, free = PurePosixPath(name), 1, name
    while free in names:
        number += 1
        free = f"{path.stem} ({number}){path.suffix}"
    return free
