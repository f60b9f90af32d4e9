"""The date of a report: that of its page or of the document, else of the event that it tells of.

Never the date of the file: that says when it was copied.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

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
# "… ngày 3/7, …".
_OPENS = re.compile(r"(?:^|[\n.!?…)\"”]\s*|[-–—]\s*)$")
_TODAY = re.compile(r"\bnay\b[ ,(]*(?:ngày )?\(?\d", re.IGNORECASE)

# What a text calls by a year that is now, or (second) that lies ahead or begins.
_NOW = re.compile(
    r"(?:tháng (?:đầu|cuối)|quý [IV]+,?|trong|vụ (?:xuân|mùa|hè thu|đông xuân)|mùa mưa,? lũ|đầu) năm (?P<now>20\d\d)"
    r"|(?:kế hoạch|nhiệm vụ|giải pháp|phương hướng|chương trình|triển khai|trọng tâm)(?: công tác)? năm "
    r"(?P<ahead>20\d\d)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d./])(?<!\d-)(?P<year>(?:19|20)\d\d)(?![\d/]| ?[-–] ?\d)")
# Before a year, or a day, of which nothing follows for the time of the event.
_OTHER_TIME = re.compile(
    r"(?:(?:đến|tới|hết|trước)(?: hết| cuối| khoảng| giữa)?(?: năm)?|(?:sau|từ|giai đoạn|nhiệm kỳ|so với|vào|sinh|hồi)"
    r"(?: cùng kỳ)?(?: đầu| cuối)?(?: năm)?|\d ?[-–])\s*$",
    re.IGNORECASE,
)
_OF_DOCUMENT = re.compile(
    r"\b(?:nghị định|nghị quyết|quyết định|chỉ thị|thông tư|luật|công văn|văn bản|số|sinh|sn)\b[^.;]*$", re.IGNORECASE
)
_SUMMARY = re.compile(r"tổng kết|sơ kết|kết quả", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…](?=\s)|\n")


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
            told = year or _year_of(text, number, month, end)
            found = day(told, month, number) if told else None
            if found is None or _is_of_old(text, found) or (year and _goes_on(text, found, end)):
                return None
            return Found(found, start, end)
    return None


def _opens(text: str, body: int, start: int, end: int) -> bool:
    """Whether the event is what is told: its day opens a sentence, or stands in the first one of a paragraph."""
    if _OTHER_TIME.search(text[max(body, start - 40) : start]):
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

    That of the same day elsewhere, of a day near it, in its sentence, or what the text calls this year ("nhiệm vụ năm
    2023"): the latest of these.
    """
    days = [(found.first, place) for found, place, _ in full_dates(text)]
    if same := [one.year for one, _ in days if (one.day, one.month) == (number, month)]:
        return max(same)
    now = {int(match["now"]) for match in _NOW.finditer(text) if match["now"]}
    ahead = {int(match["ahead"]) for match in _NOW.finditer(text) if match["ahead"]}
    near = {one.year for one, place in days if _is_near(one, number, month) and not _is_of_document(text, place)}
    told = now | ahead | near | _years_in_sentence(text, month, end)
    if not told:
        return None
    year = max(told)
    if year < max((int(match["year"]) for match in _YEAR.finditer(text) if not _is_other_time(text, match)), default=0):
        return None
    if month >= _LATE_IN_YEAR and year in ahead - now and year - 1 in {int(one) for one in _YEAR.findall(text)}:
        # Plans for a year are made before it.
        return year - 1
    if month <= _EARLY_IN_YEAR and told == now == {year}:
        # What was done in a year is told after it.
        return None
    return year


def _is_near(one: date, number: int, month: int) -> bool:
    event = day(one.year, month, number)
    return event is not None and -_DAYS_BEFORE <= (one - event.first).days <= _DAYS_AFTER


def _is_other_time(text: str, year: re.Match[str]) -> bool:
    return _OTHER_TIME.search(text[max(0, year.start() - 40) : year.start()]) is not None


def _is_of_document(text: str, place: int) -> bool:
    return _OF_DOCUMENT.search(text[max(0, place - 60) : place]) is not None


def _years_in_sentence(text: str, month: int, start: int) -> set[int]:
    """The years in what is left of a sentence, but for those of periods, plans and documents."""
    ending = _SENTENCE_END.search(text, start)
    end = ending.start() if ending else len(text)
    if month <= _EARLY_IN_YEAR and _SUMMARY.search(text, start, end):
        return set()
    return {
        int(match["year"])
        for match in _YEAR.finditer(text, start, end)
        if not _is_other_time(text, match) and not _OF_DOCUMENT.search(text[start : match.start()])
    }


def _of_title(text: str, title: str, body: int) -> Found[Period] | None:
    for found, start, end in spans_of_time(text, 0, body):
        return Found(found, start, end)
    for found, _, _ in spans_of_time(title) if not body else ():
        return Found(found, property="title")
    return None
