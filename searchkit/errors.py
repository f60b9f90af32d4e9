"""Every error that a caller of searchkit can meet: one family, each with what happened and what to do."""

from __future__ import annotations

from typing import ClassVar


class SearchkitError(Exception):
    """The base of the family: ``except SearchkitError`` catches whatever searchkit raises on purpose.

    ``kind`` is a short stable name of the error for programs; the message is one sentence for people.
    """

    kind: ClassVar[str] = "error"


class IndexNotFoundError(SearchkitError):
    """There is no index at the place that was named."""

    kind = "index-not-found"


class IndexPathError(SearchkitError):
    """The place named for an index is a file, belongs to something else, or may not be read or written."""

    kind = "index-path"


class IndexFormatError(SearchkitError):
    """The index was made by a version of searchkit that this one can't read, or is damaged."""

    kind = "index-format"


class IndexLockedError(SearchkitError):
    """Another writer holds the index; it takes one writer at a time."""

    kind = "index-locked"


class EngineError(SearchkitError):
    """An engine that searchkit doesn't know, or one that failed at its work."""

    kind = "engine"


class QueryError(SearchkitError):
    """A query that can't be run: empty, nothing but punctuation, too long, or malformed."""

    kind = "query"


class ReportNotFoundError(SearchkitError):
    """No report of that id is in the index."""

    kind = "report-not-found"


class UnreadableError(SearchkitError):
    """A path that doesn't exist or a file that can't be read as a report."""

    kind = "unreadable"


class MissingExtraError(SearchkitError):
    """An optional part of searchkit that isn't installed is needed."""

    kind = "missing-extra"


class ProcessError(SearchkitError):
    """A process that was to read or to analyse can't be started, or is lost again and again."""

    kind = "process"


class EncodingError(SearchkitError):
    """An encoding was named that nobody knows."""

    kind = "encoding"


class AcronymsError(SearchkitError):
    """A table of acronyms that can't be read, or a line in it that says nothing."""

    kind = "acronyms"
