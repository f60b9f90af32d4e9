"""The date of a report: that of its page or of the document, else of the event that it tells of.

Never the date of the file: that says when it was copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from searchkit.reports.furniture.finding import Furniture, Reason
from searchkit.reports.metadata.found import Found
from searchkit.reports.metadata.periods import Period, day, full_dates, short_dates, spans_of_time

#: Properties of a document that say when it was published, the best one first; then when it was made.
PUBLISHED, CREATED = ("published", "date"), ("created",)

# An event is told in the first lines; code points below the title.
_LEAD = 700
# "Hà Nội, ngày 15 tháng 3 năm 2023" stands in the head of a document, or above its signatures.
_PLACE_AND_DATE = re.compile(
    r"^[ \t]*[^\W\d_][^\r\n\d]{1,40}, *ngày *(?P<date>\d{1,2} *tháng *\d{1,2} *năm *\d{4})[ \t.]*$", re.MULTILINE
)
_HEAD_OF_DOCUMENT = 1500
_SEASON = 3

# Words after which a year is that of a plan or of a time past.
_NOT_NOW = re.compile(
    r"(?:(?:đến|tới|hết|trước)(?: hết| cuối| khoảng| giữa)*|sau|từ|giai đoạn|nhiệm kỳ|so với|vào|sinh|hồi"
    r"|luật[^.]{0,60}|[-–])\s*$",
    re.IGNORECASE,
)
_OF_YEAR = re.compile(r"\bnăm (?P<year>(?:19|20)\d\d)(?!\d)(?! ?[-–] ?(?:19|20)?\d\d)", re.IGNORECASE)
_BEGINNING = re.compile(r"(?:đầu|vụ xuân|kế hoạch|nhiệm vụ|tết|chào|mừng|triển khai|phương hướng)\s*$", re.IGNORECASE)


def date_of(
    text: str, title: str, body: int, page: list[Furniture], metadata: Mapping[str, str]
) -> Found[Period] | None:
    """The date of a report with a ``text`` in NFC; ``page`` is the furniture in it.

    In this order: the line that dates its page, the property that says when it was published, the line with place and
    date of an official document, the event's date with its year from elsewhere in the text, the quarter or month in the
    title, the property that says when the document was made.
    """
    for found in (
        _of_page(text, page),
        _of_property(metadata, PUBLISHED),
        _of_document(text),
        _of_event(text, body),
        _of_title(text, title, body),
        _of_property(metadata, CREATED),
    ):
        if found:
            return found
    return None


def _of_page(text: str, page: list[Furniture]) -> Found[Period] | None:
    for line in page:
        if line.reason is Reason.DATE:
            for found, start, end in full_dates(text, line.start, line.end):
                return Found(found, start, end)
    return None


def _of_property(metadata: Mapping[str, str], names: tuple[str, ...]) -> Found[Period] | None:
    for name in names:
        for found, _, _ in full_dates(metadata.get(name, "").replace("T", " ")):
            return Found(found, property=name)
    return None


def _of_document(text: str) -> Found[Period] | None:
    for match in _PLACE_AND_DATE.finditer(text):
        if match.start() < _HEAD_OF_DOCUMENT or match.end() > len(text) - _HEAD_OF_DOCUMENT:
            for found, _, _ in full_dates(" ".join(match["date"].split())):
                return Found(found, match.start("date"), match.end("date"))
    return None


def _of_event(text: str, body: int) -> Found[Period] | None:
    end = min(len(text), body + _LEAD)
    short = next(short_dates(text, body, end), None)
    full = next(full_dates(text, body, end), None)
    if full and (short is None or full[1] <= short[3]):
        before = text[max(body, full[1] - 12) : full[1]].lower()
        if re.search(r"(?:sáng|trưa|chiều|tối|ngày|hôm|nay|qua)[ ,(]*$", before):
            return Found(full[0], full[1], full[2])
        return None
    if short:
        number, month, start, end = short
        year = _year_of(text, number, month, start)
        found = day(year, month, number) if year else None
        return Found(found, start, end) if found else None
    return None


def _year_of(text: str, number: int, month: int, place: int) -> int | None:
    """The year of a day told without one: of the same day elsewhere, of the days around it, or "năm 2023"."""
    dates = [found.first for found, _, _ in full_dates(text)]
    if same := [one.year for one in dates if (one.day, one.month) == (number, month)]:
        return max(same)
    told = [*_years_told(text), *((year, False) for year in _years_near(text, dates, month))]
    if not told:
        return None
    latest = max(year for year, _ in told)
    begins = any(begins for year, begins in told if year == latest)
    before = latest - 1 in {year for year, _ in told}
    if any(one > date(latest, 12, 31) for one in dates):
        return None
    if month >= 10 and begins:
        # Plans for a year are made before it.
        return latest - 1 if before else None
    if month <= 3 and not (begins or before):
        # What was done in a year is told after it.
        return None
    return latest


def _years_told(text: str) -> Iterator[tuple[int, bool]]:
    """The years of which a text says that they are now, and whether it speaks of their beginning."""
    for match in _OF_YEAR.finditer(text):
        before = text[max(0, match.start() - 70) : match.start()]
        if not _NOT_NOW.search(before):
            yield int(match["year"]), _BEGINNING.search(before) is not None


def _years_near(text: str, dates: list[date], month: int) -> Iterator[int]:
    """The latest year of days and months in a text that are at most a season from one month."""
    dates = dates + [found.first for found, _, _ in spans_of_time(text)]
    latest = max((one.year for one in dates), default=0)
    yield from (one.year for one in dates if one.year == latest and abs(one.month - month) <= _SEASON)


def _of_title(text: str, title: str, body: int) -> Found[Period] | None:
    for found, start, end in spans_of_time(text, 0, body):
        return Found(found, start, end)
    for found, _, _ in spans_of_time(title) if not body else ():
        return Found(found, property="title")
    return None
