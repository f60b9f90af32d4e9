"""The publisher and the author of a report, as its first and last words say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from searchkit.reports.furniture.finding import Furniture, Reason
from searchkit.reports.metadata.found import Found
from searchkit.reports.metadata.provinces import province
from searchkit.reports.names import are_names, is_initials

#: Properties of a document that name them.
PUBLISHER, AUTHOR = ("publisher", "source"), ("author",)

_DOMAIN = r"[A-Za-z][\w-]*(?:\.[\w-]+)*\.(?:vn|com|net|org)"
# "(Baoquangngai.vn)- Sáng 6/1", "BBK - Chiều 10/5", "(NLĐ) - Ngày 27-12": at the head of a line, or before a time.
_AT_HEAD = re.compile(
    rf"(?:^[ \t]*|(?<=\s))(?:\((?P<inside>{_DOMAIN}|[^\W\d_a-z][^()\n]{{1,30}})\)|(?P<bare>{_DOMAIN}|[A-ZĐ]{{3,6}}))"
    r"[ ]*[-–—][ ]*(?=(?P<when>Sáng|Trưa|Chiều|Tối|Ngày|Hôm|Mới|Vừa)|[A-ZĐÀ-Ỹ“\"])",
    re.MULTILINE,
)
_NO_PUBLISHER = frozenset(("UBND", "HĐND", "MTTQ", "TPHCM", "UBKT", "BTV", "BCH", "CNXH", "XHCN", "TTATGT", "ATGT"))
_HEAD = 1200
_LABEL = re.compile(
    r"^\W*(?:theo(?: nguồn)?|nguồn(?: tin| ảnh| clip| video| bài viết)?|trích nguồn)\b\W*", re.IGNORECASE
)
_MAKERS_LABEL = re.compile(r"^[^:]{1,30}:\s*")
_MAKERS_VERB = re.compile(r"\s*\(?(?:thực hiện|tổng hợp|biên soạn|ghi|lược dịch|dịch)\)?$", re.IGNORECASE)
_AROUND = " \t\u00a0.,;:()[]*-–—_\"'“”"
# The last words of a text behind its last sentence: "… Bình Minh/VOV.VN", "… Theo TTXVN", "… Hà Hương".
_LAST_WORDS = re.compile(
    r"(?:(?<=[.!?…”\"])|(?<=\./\.)|(?<=\.\.))\s+(?P<words>[^.!?…\n]{2,60}(?:\.[A-Za-z]{2,4})?)[.\s]*\Z"
)
_FROM = re.compile(r"(?:(?P<by>[^/()]*?)\s*(?:/|\())?\s*(?:[Tt]heo )?(?P<source>[^/()]+)\)?")
_SOURCE = re.compile(
    rf"{_DOMAIN}|TTXVN|VOV\d?|VTV\d*|VGP|VTC(?: News)?|ĐCSVN|PLO|SGGP|NLĐ|QĐND|Vnexpress|VnExpress|VietnamPlus"
    r"|Vietnam\+|(?:Báo|Tạp chí|Đài) .+|Dân [Tt]rí|Tuổi [Tt]rẻ|Thanh [Nn]iên|Tiền [Pp]hong|Lao [Đđ]ộng|Người [Ll]ao [Đđ]ộng|Zing"
    r"|Infonet|VietNamNet|Vietnamnet|Trí [Tt]hức [Tt]rẻ|Nhân [Dd]ân|Khám [Pp]há|Tin [Tt]ức"
)
_MOST_WORDS = 8


class Words(NamedTuple):
    """Some words of a text and where they stand."""

    words: str
    start: int
    end: int


def publisher_of(text: str, body: int, page: list[Furniture], metadata: Mapping[str, str]) -> Found[str] | None:
    """Who published a report with a ``text`` in NFC: as a property says, its first words, a line "Theo …", its last."""
    return (
        _of_property(metadata, PUBLISHER)
        or _found(_at_head(text, body))
        or _found(part for line in page if line.reason is Reason.SOURCE for part in _source_in(_line(text, line)))
        or _found(_source_at_end(text))
    )


def author_of(text: str, page: list[Furniture], metadata: Mapping[str, str]) -> Found[str] | None:
    """Who wrote a report: as a property says, or the names in its last lines or behind its last sentence."""
    return (
        _of_property(metadata, AUTHOR)
        or _found(part for line in page if line.reason is Reason.AUTHOR for part in _makers_in(_line(text, line)))
        or _found(
            part for line in page if line.reason is Reason.SOURCE for part in _makers_before_source(_line(text, line))
        )
        or _found(_makers_at_end(text))
    )


def _found(words: Iterator[Words]) -> Found[str] | None:
    for value, start, end in words:
        return Found(value, start, end)
    return None


def _of_property(metadata: Mapping[str, str], names: tuple[str, ...]) -> Found[str] | None:
    for name in names:
        if value := metadata.get(name, "").strip():
            return Found(value, property=name)
    return None


def _line(text: str, line: Furniture) -> Words:
    return Words(text[line.start : line.end], line.start, line.end)


def _part(words: Words, start: int, end: int) -> Words:
    """A part of some words without the marks around it."""
    part = words.words[start:end]
    start += len(part) - len(part.lstrip(_AROUND))
    part = part.strip(_AROUND)
    return Words(part, words.start + start, words.start + start + len(part))


def _at_head(text: str, body: int) -> Iterator[Words]:
    for match in _AT_HEAD.finditer(text, body, min(len(text), body + _HEAD)):
        group = "inside" if match["inside"] else "bare"
        words = Words(match[group], match.start(group), match.end(group))
        at_line = not text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
        is_name = sum(map(str.isupper, words.words)) >= 2 or "." in words.words or words.words.startswith("Báo ")
        if (at_line or match["when"]) and is_name and not province(words.words) and words.words not in _NO_PUBLISHER:
            yield words


def _source_in(line: Words) -> Iterator[Words]:
    """The paper that a line like "Theo Báo Nam Định," names, or "Ngọc Sơn (theo Reuters)"."""
    if label := _LABEL.match(line.words):
        yield _part(line, label.end(), len(line.words))
    elif match := _FROM.fullmatch(line.words.strip(". ")):
        yield _part(line, match.start("source"), match.end("source"))


def _makers_in(line: Words) -> Iterator[Words]:
    """The names in a line like "Tin, ảnh: ÁI KIỀU" or "Việt Anh thực hiện"."""
    label = _MAKERS_LABEL.match(line.words)
    verb = _MAKERS_VERB.search(line.words)
    yield _part(line, label.end() if label else 0, verb.start() if verb else len(line.words))


def _makers_before_source(line: Words) -> Iterator[Words]:
    match = _FROM.fullmatch(line.words.strip(". "))
    if match and match["by"] and are_names(match["by"].strip(_AROUND)):
        yield _part(line, match.start("by"), match.end("by"))


def _last_words(text: str) -> Words | None:
    match = _LAST_WORDS.search(text, max(0, len(text) - 120))
    return Words(match["words"], match.start("words"), match.end("words")) if match else None


def _source_at_end(text: str) -> Iterator[Words]:
    last = _last_words(text)
    if last is None or len(last.words.split()) > _MOST_WORDS:
        return
    match = _FROM.fullmatch(last.words)
    if match and _SOURCE.fullmatch(match["source"].strip(_AROUND)):
        yield _part(last, match.start("source"), match.end("source"))


def _makers_at_end(text: str) -> Iterator[Words]:
    last = _last_words(text)
    if last is None or len(last.words.split()) > _MOST_WORDS:
        return
    match = _FROM.fullmatch(last.words)
    if match and match["by"] and _SOURCE.fullmatch(match["source"].strip(_AROUND)):
        start = len(last.words) - len(re.sub(r"^[Tt]heo ", "", last.words))
        if are_names(match["by"][start:].strip(_AROUND)):
            yield _part(last, start, match.end("by"))
    elif are_names(last.words.strip(_AROUND)) or is_initials(last.words.strip()):
        yield _part(last, 0, len(last.words))
