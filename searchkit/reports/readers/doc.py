"""Word 97 to 2003 (.doc): streams in an OLE file, which olefile unpacks; the text in them is read here.

legacy-doc gives the text alone, with deleted words in it and without the fonts by which TCVN3 and VNI are told.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any

from searchkit.errors import UnreadableError
from searchkit.reports.readers._code_pages import decoded
from searchkit.reports.readers._doc_file import WordFile, table_name
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
# Numbers of properties in the stream of a document's summary, [MS-OLEPS] 3.1.
_SUMMARY = {2: "title", 3: "subject", 4: "author", 12: "created", 13: "modified"}
_CODE_PAGE = 1


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
        properties = _properties(ole)
    try:
        text = Text(WordFile(document, tables)).read()
    except (struct.error, IndexError):
        raise UnreadableError("damaged") from None
    yield document_report(source, text.body, text.asides, "Word 97", properties)


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
    found: dict[str, str] = {}
    with suppress(Exception):
        summary = ole.getproperties("\x05SummaryInformation", convert_time=True, no_conversion=[10])
        page = int(summary.get(_CODE_PAGE, 1252)) & 0xFFFF
        for number, name in _SUMMARY.items():
            value = summary.get(number)
            if isinstance(value, bytes):
                found[name] = decoded(value.partition(b"\0")[0], page).strip()
            elif isinstance(value, datetime) and value.year > 1601:
                found[name] = value.isoformat(timespec="seconds") + "Z"
    return found
