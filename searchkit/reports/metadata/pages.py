"""The line that dates a page though it tells more: "Ngày đăng: 19/02/2021 | Tác giả: Sơn Nam", "Thời sự 19-09-2023"."""

from __future__ import annotations

import re

from searchkit.reports.metadata.found import Found
from searchkit.reports.metadata.periods import Period, full_dates

# It stands above the title or just below it; code points, and lines that aren't empty.
_BELOW_TITLE, _MOST_LINES, _LONGEST = 700, 10, 140
_LINE = re.compile(r"\S(?:[^\r\n]*\S)?")
_PUT_UP = (
    r"(?:ngày|thời gian) (?:đăng|cập nhật|xuất bản|phát hành|ban hành|viết|tạo|gửi)(?: (?:bài|tin|bài viết))?"
    r"|(?:đăng|cập nhật|xuất bản)(?: (?:ngày|lúc|vào|lần cuối|bài|tin))*|published(?: (?:on|at))?|posted(?: on)?|date"
)
_TIME = r"(?:\d{1,2}(?::|h|g)\d{2}(?::\d{2})?(?: ?[AP]M)?)"
_WEEKDAY = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)"
_LABELLED = re.compile(rf"(?:^|\W)(?:{_PUT_UP})[\s:|,-]*(?:{_WEEKDAY}[\s,]*)?(?:{_TIME}[\s,|-]*)?(?:ngày )?\Z", re.I)
# The section, the paper or the author before it: "Thời sự 19-09-2023", "SGGPO 29/08/2025 11:50". What an event, a law
# or a person is told by before a date is none of these.
_NAMED = re.compile(
    rf"(?P<name>[^\W\d_a-z](?:[^\W\d]|[ .&/,-])*)[\s|,:–-]+(?:(?i:{_WEEKDAY})[\s,-]*)?(?:{_TIME}[\s,|-]*)?\Z"
)
_IS_TOLD = re.compile(
    r"\b(?:ngày|từ|đến|tới|trước|sau|hôm|sáng|chiều|tối|đêm|sinh|mất|kỷ niệm|thành lập|số|luật|hết|vào|lúc|hạn|năm"
    r"|tháng|hội nghị|đại hội|lễ|nghị quyết|quyết định|nghị định|thông tư|chỉ thị|công văn|ảnh)\b",
    re.I,
)
_MOST_WORDS = 5
# No page was put up before.
_FIRST_YEAR = 1990
_AFTER = re.compile(rf"[\s,|–-]*(?:{_TIME})?[\s,|–-]*(?:\(?(?:GMT|UTC) ?[+-]?\d{{0,2}}\)?)?\s*\Z", re.I)


def put_up(text: str, title: str, body: int) -> Found[Period] | None:
    """The day on which a page was put up, as one of its first lines says: behind a label, or a section's name."""
    for number, line in enumerate(_LINE.finditer(text, 0, min(len(text), body + _BELOW_TITLE))):
        if number == _MOST_LINES:
            break
        start, end = line.span()
        if end - start > _LONGEST:
            continue
        for found, begins, ends in full_dates(text, start, end):
            if found.first.year >= _FIRST_YEAR and _dates_page(
                text[start:begins], text[ends:end], line.group() == title
            ):
                return Found(found, begins, ends)
            break
    return None


def _dates_page(before: str, after: str, is_title: bool) -> bool:
    if is_title:
        # A title has dates of what it tells of; only a line that is nothing but the date was taken for one.
        return _LABELLED.fullmatch(before) is not None
    if _LABELLED.search(before):
        return True
    named = _NAMED.fullmatch(before)
    return (
        named is not None
        and _AFTER.fullmatch(after) is not None
        and len(named["name"].split()) <= _MOST_WORDS
        and not _IS_TOLD.search(named["name"])
    )
