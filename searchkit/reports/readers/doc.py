"""Word 97 to 2003 (.doc): streams in an OLE file, which olefile unpacks; the text in them is read here.

legacy-doc gives the text alone, with deleted words in it and without the fonts by which TCVN3 and VNI are told.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from searchkit.errors import UnreadableError
from searchkit.reports.readers._doc_file import WordFile, table_name
from searchkit.reports.readers._doc_properties import properties
from searchkit.reports.readers._doc_text import Text
from searchkit.reports.readers._document import document_report
from searchkit.reports.readers._extra import library
from searchkit.reports.report import Report
from searchkit.reports.source import Source

_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = {
    "EncryptedPackage": "encrypted",
    "Workbook": "really an Excel workbook",
    "Book": "really an Excel workbook",
    "PowerPoint Document": "really a PowerPoint presentation",
}
_SUMMARY = "\x05SummaryInformation"


def read(source: Source) -> Iterator[Report]:
    """The report in a Word file.

    Raises UnreadableError for a file that is damaged, encrypted, too old, too large or without text, and where olefile
    isn't installed; OSError.
    """
    data = source.read()
    if not data:
        raise UnreadableError("empty")
    if not data.startswith(_MARK):
        raise UnreadableError("not a Word file")
    with _damage(), library("olefile").OleFileIO(io.BytesIO(data)) as ole:
        for name, reason in _OTHERS.items():
            if ole.exists(name):
                raise UnreadableError(reason)
        document = _stream(ole, "WordDocument")
        tables = _stream(ole, table_name(document))
        known = _properties(ole)
    try:
        text = Text(WordFile(document, tables)).read()
    except (struct.error, IndexError):
        raise UnreadableError("damaged") from None
    yield document_report(source, text.body, text.asides, "Word 97", known)


@contextmanager
def _damage() -> Iterator[None]:
    # olefile raises whatever a damaged file leads it to: OSError of its own, IndexError, TypeError, RecursionError …
    try:
        yield
    except (UnreadableError, MemoryError):
        raise
    except Exception:
        raise UnreadableError("truncated or damaged") from None


def _stream(ole: Any, name: str) -> bytes:
    if not ole.exists(name):
        raise UnreadableError("damaged, or there is no Word document in it")
    data: bytes = ole.openstream(name).read()
    if len(data) < ole.get_size(name):
        raise UnreadableError("truncated or damaged")
    return data


def _properties(ole: Any) -> dict[str, str]:
    # A document with damaged properties is a document all the same.
    with suppress(UnreadableError, struct.error, OverflowError):
        return properties(_stream(ole, _SUMMARY))
    return {}
