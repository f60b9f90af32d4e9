"""What a file is by its bytes, whatever its name says: offices keep web pages and RTF under the name of .doc."""

from __future__ import annotations

import re
from typing import NamedTuple

from searchkit.reports.source import Source

_HEAD = 4096
#: The list of what a zip holds stands at its end; a comment of 64 kB may follow it.
_TAIL = 1 << 18

_RTF, _PDF, _OLE, _ZIP = b"{\\rtf", b"%PDF-", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_ZIP_END = b"PK\x05\x06"
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument."
_HTML = re.compile(
    rb"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|table|div|p)\b", re.I | re.S
)
_MAIL = re.compile(rb"(?:[a-z][a-z-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)*?mime-version:", re.I)
_WORD_XML = re.compile(rb"<\?mso-application|<(?:w:wordDocument|pkg:package)\b")
_CONTROLS = re.compile(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]")
#: Endings under which word processors open other forms too: such a file may be a web page, a mail or plain text.
_LOOSE = frozenset((".doc", ".docx", ".mht", ".mhtml", ".odt", ".rtf"))


class Kind(NamedTuple):
    """``ending`` is that of the files of a kind, "" of one that has no reader; ``name`` is for people."""

    ending: str
    name: str


_TEXTS = {
    b"text": Kind(".odt", "an OpenDocument text"),
    b"spreadsheet": Kind("", "an OpenDocument spreadsheet"),
    b"presentation": Kind("", "an OpenDocument presentation"),
}


def kind_of(source: Source) -> Kind | None:
    """What a file is, None if its bytes don't say, or not surely. Reads its start and its end. Raises OSError."""
    with source.open() as file:
        head = file.read(_HEAD)
        if head.startswith(_ZIP):
            file.seek(0, 2)
            file.seek(max(0, file.tell() - _TAIL))
            return _packed(head, file.read(_TAIL), source.suffix)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(_RTF):
        return Kind(".rtf", "Rich Text Format")
    if head.startswith(_OLE):
        return Kind(".doc", "an OLE file, as Word 97 writes them")
    if head.startswith(_PDF):
        return Kind(".pdf", "a PDF")
    return _loose(start) if source.suffix in _LOOSE else None


def _packed(head: bytes, tail: bytes, suffix: str) -> Kind | None:
    if head[30:].startswith(_OPEN_DOCUMENT):
        form = re.match(rb"[a-z]*", head[30 + len(_OPEN_DOCUMENT) :])
        return _TEXTS.get(form[0] if form else b"", Kind("", "another OpenDocument file"))
    if _ZIP_END not in tail:
        return None  # truncated: its reader says so
    if b"[Content_Types].xml" in tail:
        for folder, kind in (
            (b"word/", Kind(".docx", "a Word document")),
            (b"xl/", Kind("", "an Excel workbook")),
            (b"ppt/", Kind("", "a PowerPoint presentation")),
        ):
            if folder in tail:
                return kind
        return None
    return None if suffix in (".docm", ".docx", ".odt") else Kind(".zip", "a zip archive")


def _loose(start: bytes) -> Kind | None:
    if _WORD_XML.search(start):
        return Kind("", "Word's XML of one file; save it as .docx")
    if _HTML.match(start):
        return Kind(".html", "a web page")
    if _MAIL.match(start):
        if b"multipart/related" in start.lower():
            return Kind(".mht", "a web page with its pictures, kept as a mail (MHTML)")
        return Kind(".eml", "a mail")
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Kind(".txt", "plain text")
    if not start or start.startswith((b"PK", b"{\\")) or _CONTROLS.search(start):
        return None  # empty, the first bytes of something cut off, or bytes that aren't known
    return Kind(".txt", "plain text")
