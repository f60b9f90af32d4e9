"""Readers: one file a format, chosen by the ending of the file's name, or by its bytes where these say otherwise.

A reader takes a source and yields what it finds in order: a ``Report``, a ``Skipped`` for what can't be read, or a
``Source`` for a file within it, which is then read as any other. It may also raise UnreadableError, its message the
reason, or OSError. A new format is a new module with a function ``read`` and a line in ``FORMATS``. Modules are
imported when a file of theirs is met.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from importlib import import_module
from pathlib import PurePosixPath
from typing import NamedTuple, cast

from searchkit.errors import UnreadableError
from searchkit.reports.readers._kind import kind_of
from searchkit.reports.report import Report
from searchkit.reports.skipped import Skipped
from searchkit.reports.source import Source
from searchkit.reports.unpacking import Item, reports_in

Reader = Callable[[Source], Iterator[Item]]


class Format(NamedTuple):
    """A form of files: its name for people, the module that reads it (one of this room, or the full name of another),
    and whether a file of it can be hostile, so that it is read in a process apart."""

    name: str
    module: str
    hostile: bool = False


FORMATS: dict[str, Format] = {
    ".txt": Format("text", "text"),
    ".csv": Format("CSV", "delimited", hostile=True),
    ".doc": Format("Word 97", "doc", hostile=True),
    ".docm": Format("Word", "docx", hostile=True),
    ".docx": Format("Word", "docx", hostile=True),
    ".eml": Format("mail", "mail", hostile=True),
    ".htm": Format("web page", "webpage", hostile=True),
    ".html": Format("web page", "webpage", hostile=True),
    ".jsonl": Format("JSON Lines", "jsonlines"),
    ".md": Format("Markdown", "markdown"),
    ".mht": Format("web page", "webarchive", hostile=True),
    ".mhtml": Format("web page", "webarchive", hostile=True),
    ".ndjson": Format("JSON Lines", "jsonlines"),
    ".odt": Format("OpenDocument", "odt", hostile=True),
    ".pdf": Format("PDF", "pdf", hostile=True),
    ".rtf": Format("RTF", "rtf", hostile=True),
    ".tsv": Format("CSV", "delimited", hostile=True),
    ".xhtml": Format("web page", "webpage", hostile=True),
    ".zip": Format("zip", "zipped", hostile=True),
}
#: Why a file is skipped whose name ends with none of their endings.
NO_FORMAT = f"not one of the formats read: {', '.join(dict.fromkeys(form.name for form in FORMATS.values()))}"


def formats_in_words() -> str:
    """All formats and their endings, for people: "text (.txt), JSON Lines (.jsonl, .ndjson)"."""
    endings: dict[str, list[str]] = {}
    for ending, form in FORMATS.items():
        endings.setdefault(form.name, []).append(ending)
    return ", ".join(f"{name} ({', '.join(found)})" for name, found in endings.items())


def read_source(source: Source) -> Iterator[Report | Skipped]:
    """The reports in a source and in the files within it, and what had to be skipped; never raises for bad data."""
    yield from reports_in(source, opened(source), opened)


def opened(source: Source, form: Format | None = None) -> Generator[Item, None, None]:
    """What a source itself holds, read as a format, by default that of its name; never raises for bad data."""
    try:
        yield from _reader(form or format_of(source))(source)
    except UnreadableError as error:
        yield Skipped(source.name, str(error))
    except OSError as error:
        yield Skipped(source.name, f"can't be read: {error.strerror or error}")


def format_of(source: Source) -> Format:
    """The format that a source is read as: what its bytes are, where they say, else what its name ends with.

    Raises UnreadableError for what has no reader, OSError.
    """
    if PurePosixPath(source.name).name.startswith("~$"):
        raise UnreadableError("no report: Word's note that a file is open")
    named = FORMATS.get(source.suffix)
    kind = kind_of(source)
    if kind is not None and not (named and source.suffix == kind.ending):
        found = FORMATS.get(kind.ending)
        if found is None:
            raise UnreadableError(f"is really {kind.name}")
        return found
    if named is None:
        raise UnreadableError(NO_FORMAT)
    return named


def _reader(form: Format) -> Reader:
    module = form.module if "." in form.module else f"{__name__}.{form.module}"
    return cast(Reader, import_module(module).read)


__all__ = [
    "FORMATS",
    "NO_FORMAT",
    "Format",
    "Reader",
    "Skipped",
    "format_of",
    "formats_in_words",
    "opened",
    "read_source",
]
