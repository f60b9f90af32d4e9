"""The kind of a report: what it calls itself in its head, or what its number says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from searchkit.reports.furniture.finding import Furniture, Reason
from searchkit.reports.metadata.found import Found
from searchkit.reports.plain import plain

#: Kinds of documents as party and state write them (Instruction 36-HD/VPTW, Decree 30/2020/NĐ-CP), with their codes.
KINDS = {
    "nghị quyết": "NQ",
    "quyết định": "QĐ",
    "chỉ thị": "CT",
    "kết luận": "KL",
    "quy định": "QĐi",
    "quy chế": "QC",
    "thông báo": "TB",
    "hướng dẫn": "HD",
    "báo cáo": "BC",
    "kế hoạch": "KH",
    "chương trình": "CTr",
    "đề án": "ĐA",
    "tờ trình": "TTr",
    "công văn": "CV",
    "biên bản": "BB",
    "nghị định": "NĐ",
    "thông tư": "TT",
    "công điện": "CĐ",
    "giấy mời": "GM",
    "luật": "",
}
#: Properties of a document that name its kind.
KIND = ("kind", "type")

_BY_NAME = {plain(name): name for name in KINDS}
_BY_CODE = {code: name for name, code in KINDS.items() if code}
# A heading stands in the first lines, by itself.
_FIRST_LINES = 20
_LONGEST_LINE, _HEAD = 200, 4000
_LINE = re.compile(r"\S(?:[^\r\n]*\S)?")
_NUMBER = re.compile(r"Số *:? *\d{1,5}(?:/\d{4})? ?[-–/\u2010\u2011] ?(?P<code>[A-ZĐ][A-Za-zĐđ]{1,3})\b(?=[-/ ]|$)")
_NEWS = {"tin": "tin", "bai": "bài"}


def kind_of(text: str, page: Sequence[Furniture], metadata: Mapping[str, str]) -> Found[str] | None:
    """The kind of a report with a ``text`` in NFC: a property, a heading alone in a line, its number, "Tin, ảnh: …"."""
    for name in KIND:
        if value := metadata.get(name, "").strip():
            return Found(value, property=name)
    return _of_head(text) or _of_credit(text, page)


def _of_head(text: str) -> Found[str] | None:
    numbered = None
    for number, match in enumerate(_LINE.finditer(text, 0, _HEAD)):
        if number == _FIRST_LINES:
            break
        line = match.group()
        if len(line) > _LONGEST_LINE:
            continue
        if line.isupper() and (name := _BY_NAME.get(plain(line).strip(" :*"))):
            return Found(name, *match.span())
        if numbered is None and (code := _NUMBER.match(line)) and (name := _BY_CODE.get(code["code"])):
            numbered = Found(name, match.start(), match.start() + code.end())
    return numbered


def _of_credit(text: str, page: Sequence[Furniture]) -> Found[str] | None:
    for line in page:
        if line.reason is Reason.AUTHOR:
            label, colon, _ = text[line.start : line.end].partition(":")
            first = re.match(r"[^\W\d_]+", label)
            if colon and first and (name := _NEWS.get(plain(first.group()))):
                return Found(name, line.start, line.start + first.end())
    return None
