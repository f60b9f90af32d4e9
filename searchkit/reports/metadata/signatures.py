"""The publisher and the author of a report, as its first and last words say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from searchkit.reports.furniture.finding import Furniture, Reason
from searchkit.reports.metadata.found import Found
from searchkit.reports.metadata.provinces import province
from searchkit.reports.names import are_names, is_initials

#: Properties of a document that name them.
PUBLISHER, AUTHOR = ("publisher", "source"), ("author",)

_DOMAIN = r"[A-Za-z][\w-]*(?:\.[\w-]+)*\.(?:vn|com|net|org|VN)"
# "(Baoquangngai.vn)- Sáng 6/1", "BBK - Chiều 10/5", "(NLĐ) - Ngày 27-12": at the head of a line, or before a time. They
# are read from their dash backwards.
_DASH = re.compile(
    r"[-–—][ ]*(?=(?P<when>Sáng|Trưa|Chiều|Tối|Ngày|Hôm|Mới|Vừa)|[A-ZĐÀ-Ỹ“\"])",
)
_BEFORE_DASH = re.compile(
    rf"(?:^|\s)(?:\((?P<inside>{_DOMAIN}|[^\W\d_a-z][^()\n]{{1,30}})\)|(?P<bare>{_DOMAIN}|[A-ZĐ][A-ZĐ&]{{2,6}}))[ ]*\Z"
)
_LONGEST_BEFORE_DASH = 60
_NO_PUBLISHER = frozenset(("UBND", "HĐND", "MTTQ", "TPHCM", "UBKT", "BTV", "BCH", "CNXH", "XHCN", "TTATGT", "ATGT"))
_BEGINS_PAPER = re.compile(r"Báo |Bao[a-z]{4,}$|Đài ")
_HEAD = 1200
_LABEL = re.compile(
    r"^\W*(?:theo(?: nguồn)?|nguồn(?: tin| ảnh| clip| video| bài viết)?|trích nguồn)\b\W*", re.IGNORECASE
)
_MAKERS_LABEL = re.compile(r"^[^:]{1,30}:\s*")
_MAKERS_VERB = re.compile(r"\s*\(?(?:thực hiện|tổng hợp|biên soạn|ghi|lược dịch|dịch)\)?$", re.IGNORECASE)
_AROUND = " \t\u00a0.,;:()[]*-–—_\"'“”"
_PAPERS = (
    r"Dân trí|Tuổi trẻ|Thanh niên|Tiền phong|Lao động|Người lao động|Nhân dân|Trí thức trẻ|Khám phá|Tin tức|Vnexpress"
    r"|VietNamNet|VietnamPlus|Vietnam\+|Zing|Infonet|TTXVN|VOV\d?|VTV\d*|VGP|VTC(?: News)?|VNE|TTO|TNO|HNM|CAND"
    r"|ĐCSVN|PLO|SGGP|NLĐ|QĐND"
)
_IS_PAPER = re.compile(_PAPERS, re.IGNORECASE)
_REPORTER = re.compile(rf"PV +(?P<source>{_DOMAIN})")
# The last words of a text, behind its last sentence: "… Bình Minh/VOV.VN", "… Theo TTXVN", "… Hà Hương".
_SOURCE_AT_END = re.compile(
    rf"(?:\b[Tt]heo (?:báo )?|/|\(|(?<=[.!?…]) )(?P<source>(?i:{_DOMAIN}|{_PAPERS})"
    r"|(?:Báo|Tạp chí|Đài) [^.()/\n]{3,40})"
    r"(?:\)|-[^\n./]{1,20})?[.\s]*\Z"
)
_MAKERS_AT_END = re.compile(r"(?<=[.!?…”\")])\s+(?:[Tt]heo )?(?P<by>(?:[^.!?…\n]|(?<=[A-ZĐ])\.){2,60})\Z")
_BY_AND_FROM = re.compile(r"(?P<by>[^()]*?)\s*\(\s*[Tt]heo (?P<source>[^()]+)\)")
_NEAR_END = 160


class Words(NamedTuple):
    """Some words of a text and where they stand."""

    words: str
    start: int
    end: int


def publisher_of(text: str, body: int, page: Sequence[Furniture], metadata: Mapping[str, str]) -> Found[str] | None:
    """Who published a report with a ``text`` in NFC: as a property says, its first words, a line "Theo …", its last."""
    return (
        _of_property(metadata, PUBLISHER)
        or _found(_at_head(text, body))
        or _found(part for line in page if line.reason is Reason.SOURCE for part in _source_in(_line(text, line)))
        or _found(_source_at_end(text))
        or _found(_of_reporter(text))
    )


def author_of(text: str, page: Sequence[Furniture], metadata: Mapping[str, str]) -> Found[str] | None:
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
    for dash in _DASH.finditer(text, body, min(len(text), body + _HEAD)):
        match = _BEFORE_DASH.search(text, max(body, dash.start() - _LONGEST_BEFORE_DASH), dash.start())
        if match is None:
            continue
        group = "inside" if match["inside"] else "bare"
        words = Words(match[group], match.start(group), match.end(group))
        at_line = not text[text.rfind("\n", 0, words.start) + 1 : words.start].strip(" \t(")
        is_name = sum(map(str.isupper, words.words)) >= 2 or "." in words.words or _BEGINS_PAPER.match(words.words)
        opens = at_line or dash["when"] or (group == "inside" and _IS_PAPER.fullmatch(words.words))
        if opens and is_name and not province(words.words) and words.words not in _NO_PUBLISHER:
            yield words


def _of_reporter(text: str) -> Iterator[Words]:
    """The paper whose reporter tells of it: "PV Infonet.vn sẽ tiếp tục"."""
    for match in _REPORTER.finditer(text):
        yield Words(match["source"], match.start("source"), match.end("source"))


def _source_in(line: Words) -> Iterator[Words]:
    """The paper that a line like "Theo Báo Nam Định," names, or "Ngọc Sơn (theo Reuters)"."""
    if match := _BY_AND_FROM.search(line.words):
        yield _part(line, match.start("source"), match.end("source"))
    elif label := _LABEL.match(line.words):
        yield _part(line, label.end(), len(line.words))


def _makers_in(line: Words) -> Iterator[Words]:
    """The names in a line like "Tin, ảnh: ÁI KIỀU" or "Việt Anh thực hiện"."""
    label = _MAKERS_LABEL.match(line.words)
    verb = _MAKERS_VERB.search(line.words)
    yield _part(line, label.end() if label else 0, verb.start() if verb else len(line.words))


def _makers_before_source(line: Words) -> Iterator[Words]:
    match = _BY_AND_FROM.search(line.words)
    if match and are_names(match["by"].strip(_AROUND)):
        yield _part(line, match.start("by"), match.end("by"))


def _source_at_end(text: str) -> Iterator[Words]:
    if match := _SOURCE_AT_END.search(text, max(0, len(text) - _NEAR_END)):
        yield Words(match["source"], match.start("source"), match.end("source"))


def _makers_at_end(text: str) -> Iterator[Words]:
    source = _SOURCE_AT_END.search(text, max(0, len(text) - _NEAR_END))
    end = source.start() if source else len(text.rstrip())
    match = _MAKERS_AT_END.search(text[:end], max(0, end - _NEAR_END))
    if match and (are_names(match["by"].strip(_AROUND)) or is_initials(match["by"].strip())):
        yield _part(Words(text, 0, len(text)), match.start("by"), match.end("by"))
