"""What one line of a page is, told from the line alone: whole lines, strictly; a line with a sentence in it is none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import NamedTuple

from searchkit.reports.furniture import phrases
from searchkit.reports.names import are_names, is_initials
from searchkit.reports.plain import plain

#: Longer lines are no furniture, whatever they hold; code points.
LONGEST = 200


class Line(NamedTuple):
    """A line as it is written, and in ``plain`` letters: worked out once, for many patterns are tried on it."""

    written: str
    plain: str

    @classmethod
    def of(cls, written: str) -> Line:
        """The line as ``written``."""
        return cls(written, plain(written))


_TRIMMED = " \t\u00a0.,;:!…*•·|/\\–—-_+<>«»›‹►▶→\"'“”‘’()[]{}#&@=~^`"
_BETWEEN = r"[\W_]*"


def _phrases(table: str) -> list[str]:
    """The phrases of a table without accents, the longest first, so that a pattern tries that one first."""
    found = {plain(phrase).strip(_TRIMMED) for line in table.splitlines() for phrase in line.split(";")}
    return sorted(filter(None, found), key=len, reverse=True)


def _any(*tables: Iterable[str]) -> str:
    found = sorted((one for table in tables for one in table), key=len, reverse=True)
    return "|".join(re.escape(one).replace(r"\ ", r"[\W_]+") for one in found)


_MENU = _phrases(phrases.MENU)
_PHRASE_OF_MENU = _any(_MENU, _phrases(phrases.ENDING))
# Words of one syllable stand apart; longer ones may be glued together, as columns of a page are when it is copied.
_GLUED = _any(one for one in _MENU if " " in one)
_IS_MENU = re.compile(rf"(?>(?:{_GLUED})|(?:{_PHRASE_OF_MENU})\b|[\W_\d]+)+")
_IS_COUNTER = re.compile(
    rf"(?:{_any(_phrases(phrases.COUNTERS))})[\s:(]*[\d.,]+\)?|[\d.,]+ (?:{_any(_phrases(phrases.COUNTERS))})"
)
_IS_PAGE_NUMBER = re.compile(r"(?:trang|page) \d+ ?(?:/|tren|of) ?\d+|[-–—] ?\d{1,4} ?[-–—]")
_IS_FONT_SIZE = re.compile(r"(?:a ?[-+]* ?){2,}")
_IS_IMPRINT = re.compile("|".join(phrases.IMPRINT))
# "Headline of another article(06/12/2005)": no space before the date.
_IS_RELATED = re.compile(r"\S.*[\w'\"”?!)%]\(\d{1,2}/\d{1,2}(?:/\d{4})?\)")
_IS_LINK = re.compile(r"(?:>>+|»|►|▶).*[^.!?…:]")

_DATE = r"\d{1,2} ?(?P<between>[/.-]) ?\d{1,2} ?(?P=between) ?(?:19|20)\d\d"
_WRITTEN_DATE = r"\d{1,2} th[aá]ng \d{1,2},? (?:n[aă]m )?(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d"
_FULL_DATE = re.compile(rf"(?<![\d/.-])(?:{_DATE}|{_WRITTEN_DATE})(?![\d/])", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_TIME = re.compile(
    r"\b\d{1,2} ?(?::|h|gio) ?\d{2}(?: ?(?:phut|p))?(?: ?: ?\d{2})?(?: ?[ap]m\b| ?(?:sa|ch)\b)?|t(?=\d\d:)"
)
_ZONE = re.compile(r"\(? ?\b(?:gmt|utc) ?[+-]? ?\d{0,2}(?::\d\d)? ?\)?")
_WEEKDAY = re.compile(r"\b(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cn|t[2-7])\b")
_DATE_LABEL = re.compile(rf"\b(?:{_any(_phrases(phrases.DATE_LABELS))})\b")
_SAYS_WHEN = re.compile(rf"\b(?:{_any(one for one in _phrases(phrases.DATE_LABELS) if one not in ('ngay', 'luc'))})\b")

_CREDIT_LABEL = _any(_phrases(phrases.CREDIT_LABELS))
_IS_CREDIT = re.compile(rf"[(* ]*(?:{_CREDIT_LABEL})(?: ?(?:,|-|–|&|/|va) ?(?:{_CREDIT_LABEL}))* ?:\s*\S.*")
_IS_SIGNED = re.compile(_any(_phrases(phrases.SIGNED)))
_NAMED_SOURCE = re.compile(
    rf"(?:(?:theo|{_any(_phrases(phrases.SOURCE_LABELS))})\W+(?=(?:{_any(_phrases(phrases.SOURCE_NAMES))})\b)"
    rf"|(?:{_any(_phrases(phrases.SOURCE_LABELS))}) ?:|theo (?=\S+\.(?:vn|com|net|org)\b))"
)
_SOURCE = re.compile(r"theo\b")
_MADE = re.compile(r"(?P<by>.+?)\s*\(?(?:thực hiện|tổng hợp|biên soạn|ghi|lược dịch|dịch)\)?", re.IGNORECASE)
_BY_FROM = re.compile(r"(?P<by>[^()]+)\(\s*[Tt]heo\s+(?P<source>[^()]+)\)[.,]?")
_SMALL_WORDS = frozenset(word for phrase in _phrases(phrases.SOURCE_WORDS) for word in phrase.split())
_MOST_WORDS = 8


def is_punctuation(line: Line) -> bool:
    """Whether nothing in a line can be read: a lone dot, a rule of dashes."""
    return not any(map(str.isalnum, line.written))


def is_menu(line: Line) -> bool:
    """Whether a line is made of words from buttons and menus, page numbers, counters of readers or a link's arrow.

    >>> [is_menu(Line.of(one)) for one in ("Xem thêm", "Video hoạt độngHình ảnh hoạt động", "[links()]", "0 bình luận")]
    [True, True, True, True]
    >>> is_menu(Line.of("Chia sẻ khó khăn với đồng bào"))
    False
    """
    text = line.plain
    if _IS_MENU.fullmatch(text) and any(map(str.isalpha, text)):
        return not _FULL_DATE.search(text)
    return any(pattern.fullmatch(text.strip(" |•")) for pattern in (_IS_PAGE_NUMBER, _IS_COUNTER, _IS_FONT_SIZE))


def is_link(line: Line) -> bool:
    """Whether a line leads to another article: ">> Headline", or a headline with the date glued to it."""
    return (_IS_LINK.fullmatch(line.written) or _IS_RELATED.fullmatch(line.written)) is not None


def is_imprint(line: Line) -> bool:
    """Whether a line says whose page it is: licence, copyright."""
    return _IS_IMPRINT.fullmatch(line.plain) is not None


def date_line(line: Line) -> tuple[bool, bool]:
    """Whether a line holds a date with its year and nothing else, and whether it says that this dates the page.

    The second is true of lines with a time of day, a day of the week or words like "Cập nhật". Words of a menu may
    stand beside the date.

    >>> [date_line(Line.of(one)) for one in ("Cập nhật: 10:32 15/03/2023", "15/03/2023", "Ngày 15-10")]
    [(True, True), (True, False), (False, False)]
    """
    if not _YEAR.search(line.plain) or not _FULL_DATE.search(line.plain):
        return False, False
    rest, telling = line.plain, _SAYS_WHEN.search(line.plain) is not None
    for pattern, tells in ((_FULL_DATE, False), (_ZONE, True), (_TIME, True), (_WEEKDAY, True), (_DATE_LABEL, False)):
        shorter = pattern.sub(" ", rest)
        telling = telling or (tells and shorter != rest)
        rest = shorter
    rest = rest.strip(_TRIMMED)
    is_date = not rest or _IS_MENU.fullmatch(rest) is not None or _IS_COUNTER.fullmatch(rest) is not None
    return is_date, is_date and telling


def stands_on_page(text: str) -> bool:
    """Whether a line of at most ``LONGEST`` letters belongs to the page, wherever on it: what no title can be.

    >>> [stands_on_page(one) for one in ("Trang chủ", "Thứ 2, 25/10/2021", "Chia sẻ khó khăn với đồng bào")]
    [True, True, False]
    """
    line = Line.of(text)
    return is_menu(line) or is_link(line) or is_imprint(line) or date_line(line)[0]


def date_in(line: str) -> str:
    """The date in a line, as it is written, "" if it has none.

    >>> date_in("Thứ 2, Ngày 25 / 10 / 2021"), date_in("Đăng ngày 15 tháng 3 năm 2023"), date_in("Xem thêm")
    ('25 / 10 / 2021', '15 tháng 3 năm 2023', '')
    """
    found = _FULL_DATE.search(unicodedata.normalize("NFC", line))
    return found.group() if found else ""


def is_source(line: Line) -> bool:
    """Whether a line names the paper that a report is from, and says so: "Theo Báo Nam Định", "Nguồn: VNE".

    >>> texts = ("Theo Báo Nam Định,", "(Theo báo cáo của Sở)", "Theo Điều 5", "Nguồn: VOV")
    >>> [is_source(Line.of(text)) for text in texts]
    [True, False, False, True]
    """
    return _is(_NAMED_SOURCE.match, line, _is_proper)


def is_last_source(line: Line) -> bool:
    """Whether one of the last lines of a report names where it is from: "(Theo Người Lao Động)", "PV (theo AFP)"."""
    if by := _BY_FROM.fullmatch(unicodedata.normalize("NFC", line.written)):
        name = by["by"].strip(_TRIMMED)
        return (not name or are_names(name) or _is_signature(plain(name))) and _is_proper(by["source"])
    return _is(_SOURCE.match, line, _is_proper)


def is_credit(line: Line) -> bool:
    """Whether a line says who wrote or photographed: "Tin, ảnh: ÁI KIỀU".

    >>> texts = ("Tin, ảnh: ÁI KIỀU", "Ảnh: P.HẰNG", "Video: Yên Tử đẹp huyền ảo", "Tin: họp")
    >>> [is_credit(Line.of(text)) for text in texts]
    [True, True, False, False]
    """
    if not _IS_CREDIT.match(line.plain):
        return False
    names = line.written.partition(":")[2].strip(" ()*")
    return are_names(names.strip(_TRIMMED)) or is_initials(names) or _is_signature(plain(names))


def is_signature(line: Line) -> bool:
    """Whether a line is nothing but the name of an author, or of several, or what stands for one ("PV")."""
    names = unicodedata.normalize("NFC", line.written).strip(" *()")
    if made := _MADE.fullmatch(names):
        names = made["by"]
    return is_initials(names) or are_names(names.strip(_TRIMMED)) or _is_signature(plain(names))


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does."""
    return line.rstrip(" \t\u00a0\"'”’»)]*").endswith((".", "!", "?", "…", "./"))


def _is_signature(text: str) -> bool:
    return _IS_SIGNED.fullmatch(text.strip(_TRIMMED)) is not None


def _is(label: Callable[[str], re.Match[str] | None], line: Line, rest_is: Callable[[str], bool]) -> bool:
    """Whether a line begins with a label, and the rest, as it was written, is what it must be."""
    if not label(line.plain.lstrip(_TRIMMED)):
        return False
    written = " ".join(unicodedata.normalize("NFC", line.written).strip(_TRIMMED).split())
    found = label(plain(written))
    # In NFC "plain" keeps the number of letters of what is Vietnamese; of what isn't, the rest is no name either.
    return found is not None and rest_is(written[found.end() :])


def _is_proper(text: str) -> bool:
    """Whether a text reads like the name of a paper: every word is capitalised, a number or a word such as "báo"."""
    words = [word for part in text.split() if (word := part.strip(_TRIMMED))]
    capitalised = [word[0].isupper() or "." in word or (word[0].isdigit() and not word.isdigit()) for word in words]
    return (
        0 < len(words) <= _MOST_WORDS
        and any(capitalised)
        and all(capital or plain(word) in _SMALL_WORDS for word, capital in zip(words, capitalised, strict=True))
    )
