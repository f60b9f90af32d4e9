"""The date of a report: that of its page or of the document, else of the event that it tells of.

Never the date of the file: that says when it was copied.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from searchkit.reports.furniture.finding import Furniture, Reason
from searchkit.reports.metadata.datelines import Dateline
from searchkit.reports.metadata.events import event_of
from searchkit.reports.metadata.found import Found
from searchkit.reports.metadata.pages import put_up
from searchkit.reports.metadata.periods import Period, full_dates, spans_of_time

#: Properties of a document that say when it was published, the best one first; then when it was made.
PUBLISHED, CREATED = ("published", "date"), ("created",)

_OF_PERIOD = re.compile(
    r"\b(?:báo cáo|kết quả|tổng kết|sơ kết|công tác|tình hình|kế hoạch|nhiệm vụ|giao ban)\b", re.IGNORECASE
)
# Words before a line, code points, with which it goes on.
_NEAR = 12
_GOES_ON = re.compile(r"\b(?:ngày|từ|đến|và)\s*\Z", re.IGNORECASE)


def date_of(
    text: str,
    title: str,
    body: int,
    page: Sequence[Furniture],
    metadata: Mapping[str, str],
    dateline: Dateline | None,
) -> Found[Period] | None:
    """The date of a report with a ``text`` in NFC; ``page`` is the furniture in it.

    In this order: the line that dates its page, the property that says when it was published, the line with place and
    date of an official document, the event's date with its year from elsewhere in the text, the quarter or month in the
    title, the property that says when the document was made.
    """
    for found in (
        _of_page(text, page) or put_up(text, title, body),
        _of_property(metadata, PUBLISHED),
        dateline.date if dateline else None,
        event_of(text, title, body),
        _of_title(text, title, body),
        _of_property(metadata, CREATED),
    ):
        if found:
            return found
    return None


def _of_page(text: str, page: Sequence[Furniture]) -> Found[Period] | None:
    for line in page:
        # The date of a law may stand at the head of a line, where a narrow column broke the one before.
        if line.reason is Reason.DATE and not _GOES_ON.search(text, max(0, line.start - _NEAR), line.start):
            for found, start, end in full_dates(text, line.start, line.end):
                return Found(found, start, end)
    return None


def _of_property(metadata: Mapping[str, str], names: tuple[str, ...]) -> Found[Period] | None:
    for name in names:
        for found, _, _ in full_dates(metadata.get(name, "").replace("T", " ")):
            return Found(found, property=name)
    return None


def _of_title(text: str, title: str, body: int) -> Found[Period] | None:
    """The quarter or month of which a title says that it is reported, or planned for."""
    if not _OF_PERIOD.search(title):
        return None
    for found, _, _ in spans_of_time(title):
        # Above the title a letterhead may tell other months.
        for same, start, end in spans_of_time(text, 0, body):
            if same == found:
                return Found(found, start, end)
        return Found(found, property="title")
    return None
