"""The year of a day told without one: "Sáng 6/1", where the rest of the report says of which year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from searchkit.reports.metadata.periods import Period, day, full_dates

_YEAR = re.compile(r"(?:19|20)\d\d(?<!\d.{4})(?<!\d[.,].{4})(?![.,]?\d)")
_ANY_YEAR = re.compile(r"(?:19|20)\d\d")
_ENDS_SENTENCE = re.compile(r"[.!?…](?=\s)|\n")
# Words before a year that it is told by; code points.
_NEAR = 70

# A day told with its year dates an event up to so many days after it, or before it where it is one to come. One that
# is kept each year, "(21/6/1925 - 21/6/2017)", dates an event so near on either side.
_DAYS_AFTER, _DAYS_BEFORE, _DAYS_AROUND = 7, 31, 7
_IS_TO_COME = re.compile(
    r"\b(?:(?:trước|vào|trong|sẽ|dự kiến|diễn ra|tổ chức)(?: ngày)?|(?:sẽ|dự kiến)\b[^.;]{1,60} đến(?: ngày)?) $",
    re.IGNORECASE,
)
_IN_FORCE = re.compile(r"\b(?:hiệu lực|áp dụng|thời hạn|thuê)\b", re.IGNORECASE)
# What is tried happened long before, maybe on the same day of another year.
_TRIED = ("cáo trạng", "bị cáo", "xét xử", "phiên tòa", "phiên toà")
# Before a day of which nothing follows for events near it: that of a document, of a birth, of what is remembered.
_OF_ITS_OWN = re.compile(
    r"\b(?:nghị định|nghị quyết|quyết định|chỉ thị|thông tư|luật|công văn|văn bản|số|sinh|sn|kỷ niệm|thành lập"
    r"|thiết lập|giải phóng|truyền thống|năm ngoái|năm trước|lên ngôi|mất|vụ|sự kiện)\b[^.;]*$",
    re.IGNORECASE,
)

# Before the year of a plan or a period.
_PLANNED = re.compile(r"(?:(?:đến|tới|hết|trước|nhiệm kỳ|giai đoạn)[^.,]{0,16}|(?:19|20)\d\d ?[-–] ?)$", re.IGNORECASE)
# What a year is called by that lies ahead, and what happens once a year; these date an event.
_AHEAD = re.compile(
    r"(?:\b(?:kế hoạch|nhiệm vụ|giải pháp|phương hướng|trọng tâm)(?: công tác)?|\bngay trong) năm \Z", re.IGNORECASE
)
_THIS = re.compile(r"\bnăm \Z", re.IGNORECASE)
_IS_A_YEAR = re.compile(" là năm ")
_DONE = re.compile(r"\b(?:kết quả|thực hiện|hoàn thành|tổng kết)\b[^.;,]*\Z", re.IGNORECASE)
_SPRING = re.compile(r"(?<!so với )\b(?:xuân|tết)(?: [^\W\d_]+){1,3} \Z", re.IGNORECASE)
_YEARLY = re.compile(
    r"\b(?:(?P<months>tháng đầu)|kỳ thi|thi thpt|tuyển sinh|lễ hội|festival|liên hoan|hội thi|giao ước thi đua"
    r"|hưởng ứng)\b[^.\n]{0,40}(?<![\d/.-])\Z|\b(?:apec|v-league|v\.league)(?: việt nam)?,? \Z",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?! ?[-–/] ?\d)")
# The same in the event's own sentence, and what it is about.
_IN_SENTENCE = re.compile(
    r"\b(?:xúc tiến|tuần lễ|ngày hội|phát động|ra quân|khai mạc|khai giảng|đại hội|hội nghị|mùa giải|tháng hành động"
    r"|đoàn kiểm tra|giao quân|xét tuyển|tuyển sinh|năm du lịch)\b[^.\n]{0,60}? năm \Z",
    re.IGNORECASE,
)
# What its sentence does in the month of the event: "Sáng 24/02, … họp thường kỳ tháng 02/2022".
_MONTH = re.compile(r"(?<!\d[/.-])\btháng (?P<month>[01]?\d)(?: ?[/.-] ?| năm )(?P<year>(?:19|20)\d\d)(?![\d/])", re.I)
# What is named after another year than that in which it is told of: what one qualifies for or will be host to, prizes.
_NAME = re.compile(r"\b(?!Năm|Tháng)(?P<word>[^\W\d_]\w*),? $")
_OF_OTHER_YEAR = re.compile(
    r"\b(?:vòng loại|đăng cai|chủ nhà|ứng cử|tết|giải thưởng|giải|world cup|euro|olympic|u-?\d\d)\b", re.IGNORECASE
)
_COMPARED = re.compile(
    r"\b(?:so với|cùng kỳ|từ|cuối|vào|hồi|sau|trước|đến|tới|hết|nhiệm kỳ|giai đoạn|luật|pháp lệnh|sinh|sn|quyết định"
    r"|nghị định|nghị quyết|tổng kết|kết quả|mùa|giải thưởng|dự kiến|chương trình)\b[^.,\d]{0,30}$",
    re.IGNORECASE,
)
_EARLY_IN_YEAR, _LATE_IN_YEAR = 3, 10
_WELL_IN_YEAR = 3


def year_of(text: str, title: str, number: int, month: int, end: int) -> int | None:
    """The year of a day told without one, up to ``end``; None where neither the text nor its title says.

    That of the same day elsewhere or of one near; what its sentence or the text calls this year
    ("nhiệm vụ năm 2023"); of what happens once a year. It must be the latest year in the text, plans aside.
    """
    if not _ANY_YEAR.search(text) and not _ANY_YEAR.search(title):
        return None
    told = {
        *_near(text, number, month),
        *_in_sentence(text, month, end),
        *_yearly(text, title, month),
        *(_named(title) if month <= _LATE_IN_YEAR else ()),
    }
    if month <= _EARLY_IN_YEAR:
        told |= {int(year.group()) for year in _YEAR.finditer(text) if _SPRING.search(_before(text, year))}
    ahead = {*_ahead(text)}
    years = [int(year.group()) for year in _YEAR.finditer(text) if not _is_planned(text, year.start())]
    year = max(told | ahead, default=0)
    if not year or year < max(years, default=0):
        return None
    if month >= _LATE_IN_YEAR and year not in told:
        # Plans for a year are made before it.
        return year - 1 if year - 1 in years else None
    return year


def _near(text: str, number: int, month: int) -> Iterator[int]:
    """The years of days in a text that are the one asked for, or near it."""
    before: tuple[Period, int] | None = None
    tried = any(word in text for word in _TRIED)
    for found, start, end in full_dates(text):
        if event := day(found.first.year, month, number):
            distance = (event.first - found.first).days
            words = text[max(0, start - _NEAR) : start]
            if before and _are_one_day(before[0], found) and text[before[1] : start].strip(" ()") in ("-", "–"):
                near = abs(distance) <= _DAYS_AROUND
            elif distance < 0:
                near = -distance <= _DAYS_BEFORE and bool(_IS_TO_COME.search(words)) and not _IN_FORCE.search(words)
            else:
                near = distance <= _DAYS_AFTER and not _OF_ITS_OWN.search(words) and not tried
            if near:
                yield found.first.year
        before = found, end


def _are_one_day(one: Period, other: Period) -> bool:
    return (one.first.month, one.first.day) == (other.first.month, other.first.day)


def _in_sentence(text: str, month: int, start: int) -> Iterator[int]:
    """The years in what is left of a sentence."""
    ending = _ENDS_SENTENCE.search(text, start)
    end = ending.start() if ending else len(text)
    for named in _MONTH.finditer(text, start, end):
        before = text[max(start, named.start() - _NEAR) : named.start()]
        if int(named["month"]) == month and not _COMPARED.search(before):
            yield int(named["year"])
    for year in _YEAR.finditer(text, start, end):
        match = _IN_SENTENCE.search(text, max(start, year.start() - _NEAR), year.start())
        if match and _GOES_ON.match(text, year.end()) and not _COMPARED.search(match.group().removesuffix("năm ")):
            yield int(year.group())


def _named(title: str) -> Iterator[int]:
    """The year in the name of what a title tells of: "Cuộc thi Robothon Quốc gia 2013"."""
    for year in _YEAR.finditer(title):
        name = _NAME.search(title, 0, year.start())
        goes_on = _GOES_ON.match(title, year.end()) and not _OF_OTHER_YEAR.search(title)
        if name and name["word"][0].isupper() and goes_on:
            yield int(year.group())


def _yearly(text: str, title: str, month: int) -> Iterator[int]:
    for told in (title, text):
        for year in _YEAR.finditer(told):
            match = _YEARLY.search(_before(told, year))
            if match is None or not _GOES_ON.match(told, year.end()) or _is_planned(told, year.start()):
                continue
            compared = _COMPARED.search(match.group().removesuffix("năm "))
            if not compared and not (match["months"] and month < _WELL_IN_YEAR):
                yield int(year.group())


def _ahead(text: str) -> Iterator[int]:
    for year in _YEAR.finditer(text):
        before = _before(text, year)
        ahead = _AHEAD.search(before)
        is_plan = ahead and not _DONE.search(before[: ahead.start()])
        if is_plan or (_IS_A_YEAR.match(text, year.end()) and _THIS.search(before)):
            yield int(year.group())


def _before(text: str, year: re.Match[str]) -> str:
    return text[max(0, year.start() - _NEAR) : year.start()]


def _is_planned(text: str, place: int) -> bool:
    return _PLANNED.search(text[max(0, place - 25) : place]) is not None
