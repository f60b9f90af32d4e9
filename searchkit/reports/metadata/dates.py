"""The date of a report: that of its page or of the document, else of the event that it tells of.

Never the date of the file: that says when it was copied.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from searchkit.reports.furniture.finding import Furniture, Reason
from searchkit.reports.metadata.found import Found
from searchkit.reports.metadata.periods import Period, day, event_dates, full_dates, spans_of_time

#: Properties of a document that say when it was published, the best one first; then when it was made.
PUBLISHED, CREATED = ("published", "date"), ("created",)

# An event is told in the first lines; code points below the title.
_LEAD = 700
# "Hà Nội, ngày 15 tháng 3 năm 2023" stands in the head of a document, or above its signatures.
_PLACE_AND_DATE = re.compile(
    r"^[ \t]*[^\W\d_][^\r\n\d]{1,40}, *ngày *(?P<date>\d{1,2} *tháng *\d{1,2} *năm *\d{4})[ \t.]*$", re.MULTILINE
)
_HEAD_OF_DOCUMENT = 1500
# A day told with its year dates an event that is so near. Of last year's days the year is told as well, so not more.
_DAYS_BEFORE, _DAYS_AFTER = 31, 3
_EARLY_IN_YEAR, _LATE_IN_YEAR = 3, 10

# An event opens a sentence: "Sáng 6/1, …", "(NLĐ) - Ngày 27-12, …"; or the first one of a paragraph tells it:
# "… ngày 3/7, …". One told with its year opens the report, or has a venue: later ones are mostly of what was before.
_OPENS = re.compile(r"(?:^|[\n.!?…)\"”]\s*|[-–—]\s*)$")
_OPENS_REPORT = re.compile(r"(?:\A|\([^()\n]{2,30}\)\s*[-–—])\s*\Z")
_VENUE = re.compile(r",? tại ")
_TODAY = re.compile(r"\bnay\b[ ,(]*(?:ngày )?\(?\d", re.IGNORECASE)

_YEAR = re.compile(r"(?<!\d)(?<!\d[.,])(?P<year>(?:19|20)\d\d)(?![.,]?\d)")
# Before the year of a plan or a period.
_PLANNED = re.compile(r"(?:(?:đến|tới|hết|trước|nhiệm kỳ|giai đoạn)[^.,]{0,16}|(?:19|20)\d\d ?[-–] ?)$", re.IGNORECASE)
# What a year is called by that lies ahead, and what happens once a year; these date an event.
_AHEAD = re.compile(
    r"(?:kế hoạch|nhiệm vụ|giải pháp|phương hướng|trọng tâm)(?: công tác)? năm (?P<year>20\d\d)(?!\d)", re.IGNORECASE
)
_SPRING = re.compile(r"\b(?:xuân|tết)(?: [^\W\d_]+){0,3} (?P<year>20\d\d)(?!\d)", re.IGNORECASE)
_YEARLY = re.compile(
    r"\b(?:tháng (?:đầu|cuối)|kỳ thi|tuyển sinh|tốt nghiệp|du lịch|lễ hội|festival|liên hoan|hội thi|thi đua)\b"
    r"[^.]{0,40}\b(?P<year>20\d\d)(?!\d)",
    re.IGNORECASE,
)
_OTHER_TIME = re.compile(r"\b(?:đến|tới|hết|trước|sau|từ|kể từ|hồi|vào)\s*$", re.IGNORECASE)
# Before a day of which nothing follows for events near it: that of a document, of a birth, of what is remembered.
_OF_ITS_OWN = re.compile(
    r"\b(?:nghị định|nghị quyết|quyết định|chỉ thị|thông tư|luật|công văn|văn bản|số|sinh|sn|kỷ niệm|thành lập"
    r"|thiết lập|giải phóng|truyền thống)\b[^.;]*$",
    re.IGNORECASE,
)
_OTHER_YEAR = re.compile(r" (?:năm|hàng năm|hằng năm) ?(?:ngoái|trước|sau|tới)?\b", re.IGNORECASE)
_OF_PERIOD = re.compile(
    r"\b(?:báo cáo|kết quả|tổng kết|sơ kết|công tác|tình hình|kế hoạch|nhiệm vụ|giao ban)\b", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?…](?=\s)|\n")
# A day told with its year dates an event so many days after it; the same day of two years, one so near.
_DAYS_BEFORE, _DAYS_AROUND = 7, 3
_EARLY_IN_YEAR, _LATE_IN_YEAR = 3, 10


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
    """The first day told in the first lines, with its year; not one with which a story begins that goes on for days."""
    lead = min(len(text), body + _LEAD)
    for number, month, year, start, end in event_dates(text, body, lead):
        if _opens(text, body, start, end):
            has_venue = text[start].isupper() and _VENUE.match(text, end)
            if year and not (has_venue or _OPENS_REPORT.search(text[body:start])):
                return None
            told = year or _year_of(text, number, month, end)
            found = day(told, month, number) if told else None
            if found is None or _is_of_old(text, found) or (year and _goes_on(text, found, end)):
                return None
            return Found(found, start, end)
    return None


def _opens(text: str, body: int, start: int, end: int) -> bool:
    """Whether the event is what is told: its day opens a sentence, or stands in the first one of a paragraph."""
    if _OTHER_TIME.search(text[max(body, start - 40) : start]) or _OTHER_YEAR.match(text, end):
        return False
    if text[start].isupper() or _OPENS.search(text[max(body, start - 4) : start]):
        return True
    line = max(body, text.rfind("\n", 0, start) + 1)
    in_first = text[end : end + 1] == "," and not _SENTENCE_END.search(text, line, start)
    return in_first or _TODAY.search(text, start, end + 1) is not None


def _is_of_old(text: str, event: Period) -> bool:
    return any(found.first.year > event.first.year for found, *_ in full_dates(text))


def _goes_on(text: str, event: Period, start: int) -> bool:
    """Whether sentences open with later days, told with their years too."""
    later = ((day(year, month, number), place) for number, month, year, place, _ in event_dates(text, start) if year)
    return any(found and found > event and text[place].isupper() for found, place in later)


def _year_of(text: str, number: int, month: int, end: int) -> int | None:
    """The year of a day told without one, up to ``end``; None where the text doesn't say.

    That of the same day elsewhere or of one shortly before, or what its sentence or the text calls this year ("nhiệm vụ
    năm 2023"). It must be the latest year in the text, plans aside.
    """
    told = _years_near(text, number, month) | _years_in_sentence(text, end)
    ahead = {int(match["year"]) for match in _AHEAD.finditer(text)}
    if month <= _EARLY_IN_YEAR:
        told |= {int(match["year"]) for match in _SPRING.finditer(text)}
    years = [int(match["year"]) for match in _YEAR.finditer(text) if not _is_planned(text, match.start())]
    year = max(told | ahead, default=0)
    if not year or year < max(years, default=0):
        return None
    if month >= _LATE_IN_YEAR and year not in told:
        # Plans for a year are made before it.
        return year - 1 if year - 1 in years else None
    return year


def _years_near(text: str, number: int, month: int) -> set[int]:
    """The years of days in a text that are the one asked for, or near it."""
    years = set()
    days = list(full_dates(text))
    for (found, start, _), (before, _, before_end) in zip(days, [(None, 0, 0), *days], strict=False):
        event = day(found.first.year, month, number)
        if event is None:
            continue
        distance = (event.first - found.first).days
        if before and _are_one_day(before, found) and text[before_end:start].strip() in ("-", "–"):
            # Kept each year: "(21/6/1925 - 21/6/2017)".
            near = abs(distance) <= _DAYS_AROUND
        else:
            near = 0 <= distance <= _DAYS_BEFORE and not _OF_ITS_OWN.search(text[max(0, start - 70) : start])
        if near:
            years.add(found.first.year)
    return years


def _are_one_day(one: Period, other: Period) -> bool:
    return (one.first.month, one.first.day) == (other.first.month, other.first.day)


def _years_in_sentence(text: str, start: int) -> set[int]:
    """The years in what is left of a sentence of what happens once a year."""
    ending = _SENTENCE_END.search(text, start)
    matches = _YEARLY.finditer(text, start, ending.start() if ending else len(text))
    return {int(match["year"]) for match in matches if not _is_planned(text, match.start("year"))}


def _is_planned(text: str, place: int) -> bool:
    return _PLANNED.search(text[max(0, place - 25) : place]) is not None


def _of_title(text: str, title: str, body: int) -> Found[Period] | None:
    """The quarter or month of which a title says that it is reported, or planned for."""
    if not _OF_PERIOD.search(title):
        return None
    for found, start, end in spans_of_time(text, 0, body):
        return Found(found, start, end)
    for found, _, _ in spans_of_time(title):
        return Found(found, property="title")
    return None
