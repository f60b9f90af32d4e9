"""Full-text search over Vietnamese party reports, with or without accents.

>>> import searchkit, tempfile
>>> index = searchkit.create(tempfile.mkdtemp())
>>> index.add(searchkit.Report(id="1", text="Đảng ủy Khối tổng kết công tác xây dựng Đảng.")).reports
1
>>> [hit.report.id for hit in index.search("dang uy khoi")]
['1']
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from searchkit.engines.contract import Problem
from searchkit.errors import (
    AcronymsError,
    EncodingError,
    EngineError,
    IndexFormatError,
    IndexLockedError,
    IndexNotFoundError,
    IndexPathError,
    MissingExtraError,
    ProcessError,
    QueryError,
    ReportNotFoundError,
    SearchkitError,
    UnreadableError,
)
from searchkit.index import Index
from searchkit.making import create, open, rebuild, rebuild_from_files
from searchkit.query.modes import Accents
from searchkit.query.notes import Note
from searchkit.search.highlighting import Span
from searchkit.search.results import Copy, Hit, PassageRef, ReportRef, Results
from searchkit.search.snippets import Snippet
from searchkit.search.totals import Totals
from searchkit.storage.records import Fact
from searchkit.version import __version__

if TYPE_CHECKING:
    from searchkit.indexing.summaries import Progress, Summary, SyncSummary
    from searchkit.reports.reading import read
    from searchkit.reports.report import Report
    from searchkit.reports.skipped import Skipped
    from searchkit.search.counts import Facet, Facets
    from searchkit.search.explanation import Explanation, Part
    from searchkit.search.suggestions import Completion, Correction
    from searchkit.storage.size import Stats

__all__ = [
    "Accents",
    "AcronymsError",
    "Completion",
    "Copy",
    "Correction",
    "EncodingError",
    "EngineError",
    "Explanation",
    "Facet",
    "Facets",
    "Fact",
    "Hit",
    "Index",
    "IndexFormatError",
    "IndexLockedError",
    "IndexNotFoundError",
    "IndexPathError",
    "MissingExtraError",
    "Note",
    "Part",
    "PassageRef",
    "Problem",
    "ProcessError",
    "Progress",
    "QueryError",
    "Report",
    "ReportNotFoundError",
    "ReportRef",
    "Results",
    "SearchkitError",
    "Skipped",
    "Snippet",
    "Span",
    "Stats",
    "Summary",
    "SyncSummary",
    "Totals",
    "UnreadableError",
    "__version__",
    "create",
    "open",
    "read",
    "rebuild",
    "rebuild_from_files",
]


# What no search needs is imported when it is asked for.
_LATER = {
    "Completion": "searchkit.search.suggestions",
    "Correction": "searchkit.search.suggestions",
    "Explanation": "searchkit.search.explanation",
    "Facet": "searchkit.search.counts",
    "Facets": "searchkit.search.counts",
    "Part": "searchkit.search.explanation",
    "Progress": "searchkit.indexing.summaries",
    "Report": "searchkit.reports.report",
    "Skipped": "searchkit.reports.skipped",
    "Stats": "searchkit.storage.size",
    "Summary": "searchkit.indexing.summaries",
    "SyncSummary": "searchkit.indexing.summaries",
    "read": "searchkit.reports.reading",
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
