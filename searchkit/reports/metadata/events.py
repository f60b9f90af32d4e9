"""The day of the event that a report tells of, as its first lines say: "Sáng 6/1, …"."""

from __future__ import annotations

import re

from searchkit.reports.metadata.found import Found
from searchkit.reports.metadata.periods import Period, day, event_dates, full_dates
from searchkit.reports.metadata.years import year_of

# An event is told in the first lines; code points below the title.
_LEAD = 700

# An event opens a sentence: "Sáng 6/1, …", "(NLĐ) - Ngày 27-12, …"; or the first one of a paragraph tells it:
# "… ngày 3/7, …". One told with its year opens the report, or has a venue: later ones are mostly of what was before.
_OPENS = re.compile(r"(?:^|[\n.!?…)\"”]\s*|[-–—]\s*)$")
_OPENS_REPORT = re.compile(r"(?:\A(?:\([^()\n]{2,30}\))?|\([^()\n]{2,30}\)\s*[-–—])\s*\Z")
# A clause before it, in the first sentence: "Nhân dịp …, ngày 17/7/2012 …"; not one of a document.
_CLAUSE = re.compile(r"[,;] \Z")
_ASIDE = re.compile(
    r"\b(?:nghị định|nghị quyết|quyết định|chỉ thị|thông tư|luật|công văn|văn bản|kế hoạch|số|sinh|cáo trạng|trước)\b",
    re.I,
)
_LEAST_OF_PARAGRAPH = 80
_LINE = re.compile(r"\S(?:[^\r\n]*\S)?")
_VENUE = re.compile(r",? tại ")
_TODAY = re.compile(r"\b(?:nay|qua)\b[ ,(]*(?:ngày )?\(?\d", re.IGNORECASE)
_MEETING = re.compile(
    r"\b(?:họp|họp báo|hội nghị|buổi [^\W\d_]+(?: [^\W\d_]+)?|phiên họp|lễ [^.;,]{1,60}) $", re.IGNORECASE
)
_OTHER_TIME = re.compile(r"\b(?:đến|tới|hết|trước|sau|từ|kể từ|hồi|vào|dự kiến[^.,]*)\s*$", re.IGNORECASE)
_OTHER_YEAR = re.compile(r" (?:năm|hàng năm|hằng năm|vừa qua|vừa rồi)\b", re.IGNORECASE)
_TO_COME = re.compile(r",? (?:tới|sẽ)\b|, [^.,\d]{1,60} sẽ ", re.IGNORECASE)
# A report of a document that was issued that day is later.
_ISSUED = re.compile(
    r", [^.]{1,60} (?:ban hành|ký|ra|có) [^.]{0,20}(?:quyết định|thông tư|nghị định|công văn|văn bản)", re.I
)
_ENDS_SENTENCE = re.compile(r"[.!?…](?=\s)|\n")


def event_of(text: str, title: str, body: int) -> Found[Period] | None:
    """The first day told in the first lines, with its year; not one with which a story begins that goes on for days."""
    lead = min(len(text), body + _LEAD)
    for number, month, year, start, end in event_dates(text, body, lead):
        if _opens(text, body, start, end) or (year and _in_opening_clause(text, body, start)):
            if year and not _tells_event(text, body, start, end):
                return None
            told = year or year_of(text, title, number, month, end)
            found = day(told, month, number) if told else None
            if found is None or _is_of_old(text, found) or (year and _goes_on(text, found, end)):
                return None
            return Found(found, start, end)
    return None


def _opens(text: str, body: int, start: int, end: int) -> bool:
    """Whether the event is what is told: its day opens a sentence, or stands in the first one of a paragraph."""
    before = text[max(body, start - 40) : start]
    if _OTHER_TIME.search(before) or _OTHER_YEAR.match(text, end) or _TO_COME.match(text, end):
        return False
    if text[start].isupper() or _OPENS.search(before[-4:]) or _MEETING.search(before):
        return True
    line = max(body, text.rfind("\n", 0, start) + 1)
    if text[end : end + 1] == "," or (_VENUE.match(text, end) and not text[body:line].strip()):
        return not _ENDS_SENTENCE.search(text, line, start)
    return _TODAY.search(text, start, end + 1) is not None


def _tells_event(text: str, body: int, start: int, end: int) -> bool:
    """Whether a day with its year is the event's: it has a venue, opens the report, or is that of a meeting."""
    return not _ISSUED.match(text, end) and bool(
        (text[start].isupper() and _VENUE.match(text, end))
        or _OPENS_REPORT.search(text[_first_paragraph(text, body) : start])
        or _MEETING.search(text[max(body, start - 60) : start])
        or _in_opening_clause(text, body, start)
    )


def _in_opening_clause(text: str, body: int, start: int) -> bool:
    """Whether a day begins a clause of the first sentence: "Nhân dịp …, ngày 17/7/2012 …"."""
    opening = text[_first_paragraph(text, body) : start]
    return bool(_CLAUSE.search(opening)) and not _ENDS_SENTENCE.search(opening) and not _ASIDE.search(opening)


def _first_paragraph(text: str, body: int) -> int:
    """Where the first paragraph begins: the lines above it are short, and tell of the page."""
    for line in _LINE.finditer(text, body):
        if line.end() - line.start() >= _LEAST_OF_PARAGRAPH:
            return line.start()
    return body


def _is_of_old(text: str, event: Period) -> bool:
    return any(found.first.year > event.first.year for found, *_ in full_dates(text))


def _goes_on(text: str, event: Period, start: int) -> bool:
    """Whether sentences open with later days, told with their years too."""
    later = ((day(year, month, number), place) for number, month, year, place, _ in event_dates(text, start) if year)
    return any(found and found > event and text[place].isupper() for found, place in later)
