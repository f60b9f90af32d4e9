"""Rich Text Format (.rtf), read by a small tokenizer of our own.

striprtf, the usual library, gives the text alone: not the fonts, without which TCVN3 and VNI can't be told, and what
is missing from a truncated file it doesn't say.
"""

from __future__ import annotations

from collections.abc import Iterator

from searchkit.errors import UnreadableError
from searchkit.reports.readers._document import document_report
from searchkit.reports.readers._rtf_document import Document
from searchkit.reports.readers._rtf_tokens import tokens
from searchkit.reports.report import Report
from searchkit.reports.skipped import Skipped
from searchkit.reports.source import Source


def read(source: Source) -> Iterator[Report | Skipped]:
    """The report in an RTF file; what follows the end of the document, if something does, is skipped and named.

    Raises UnreadableError for a file that is truncated, too large or without text, OSError.
    """
    data = source.read()
    if not data.strip():
        raise UnreadableError("empty")
    data = data.lstrip()
    if not data.startswith(b"{\\rtf"):
        raise UnreadableError("not Rich Text Format")
    document = Document().read(tokens(data))
    yield document_report(source, document.body, document.asides, "RTF", document.properties)
    if document.rest:
        yield Skipped(source.name, f"the last {document.rest:,} bytes follow the end of the document and weren't read")
