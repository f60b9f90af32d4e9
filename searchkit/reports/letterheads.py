"""The letterhead of a document of party or state: who issues it, its number, its place and date; and what it is called.

Instruction 36-HD/VPTW and Decree 30/2020/NĐ-CP prescribe them: two columns above, which texts hold in any order, then
the kind of the document alone in a line, and below it what it is about.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from searchkit.reports.plain import plain

Span = tuple[int, int]

# Lines and code points of a head, and of one line in it.
_MOST_LINES, _LONGEST_HEAD, _LONGEST_LINE = 24, 2500, 200
_LINE = re.compile(r"[^\W_](?:[^\r\n]*[^\s])?")

# What only letterheads hold, in plain letters.
_SURE = re.compile(
    r"dang cong san viet nam|cong hoa xa hoi chu nghia viet nam|doc lap ?[-–] ?tu do ?[-–] ?hanh phuc"
    r"|(?:^|\* ?)so ?:? ?[\d._… ]*[-–\u2010\u2011/][^ ]*[a-z][^ ]*(?: |$)"
    r"|\bngay[\d\s._…]*thang[\d\s._…]*nam[\s\d]*[._…]*$"
)
# Who issues it, in capitals; marks of secrecy and of drafts; the subject of a letter.
_ISSUER = re.compile(
    r"(?:ban|bo|so|phong|uy ban|hoi|hoi dong|doan|dang|dang bo|dang uy|tinh|tinh uy|thanh uy|thanh pho|huyen|huyen uy"
    r"|quan uy|thi uy|chi bo|chi uy|cong doan|lien doan|mat tran|van phong|cuc|tong cuc|vien|truong|quoc hoi"
    r"|chinh phu|thu tuong|chu tich|toa an|quan|xa|phuong|thi xa|quan khu|bch|ubnd|hdnd|ubmttq|cong an|khoi|to chuc"
    r"|trung tam|du thao|mat|toi mat|hoa toc|khan)\b"
)
_SUBJECT = re.compile(r"v/ ?v\b|ve viec\b")
_KINDS = (
    r"(?:nghi quyet|quyet dinh|chi thi|ket luan|quy dinh|quy che|thong bao|thong cao|huong dan|bao cao|ke hoach"
    r"|chuong trinh|de an|to trinh|cong dien|bien ban|nghi dinh|thong tu|giay moi|phuong an|dieu le|loi keu goi"
    r"|tuyen bo|thong tri|luat)"
)
_TITLE = re.compile(rf"{_KINDS}\b(?! vien\b)")
_KIND_ALONE = re.compile(rf"{_KINDS}[ *:]*")
# With these the text begins.
_BODY = re.compile(r"(?:can cu|thuc hien|kinh gui|xet|theo de nghi|[ivx]+[.)]|\d+[.)]|dieu \d+|noi nhan)\b")
_ONE_LINE_END = re.compile(r"[^\w\r\n]*(?:\r\n?|\n)[ \t]*")
_MOST_TITLE_LINES, _MOST_SYLLABLES = 4, 40


class Letterhead(NamedTuple):
    """The lines of a letterhead and those of the title below it: each ``text[start:end]``."""

    lines: list[Span]
    title: list[Span]


def letterhead(text: str) -> Letterhead | None:
    """The letterhead with which a text begins, and the lines that say what it is; None if it begins with none.

    >>> text = "TỈNH ỦY BẮC GIANG\\n*\\nSố 21-NQ/TU\\nNGHỊ QUYẾT\\nvề công tác dân vận\\nTỉnh ủy họp."
    >>> found = letterhead(text)
    >>> [text[start:end] for start, end in found.title]
    ['NGHỊ QUYẾT', 'về công tác dân vận']
    """
    lines: list[Span] = []
    sure = False
    for start, end in _lines(text, 0):
        written = unicodedata.normalize("NFC", text[start:end])
        words = plain(written)
        if sure and (
            _TITLE.match(words) and (written.isupper() or _KIND_ALONE.fullmatch(words) or written[:5].isupper())
        ):
            return Letterhead(lines, _title(text, start, end))
        if sure and _SUBJECT.match(words):
            return Letterhead(lines, [(start, end)])
        if _SURE.search(words):
            sure = True
        elif not (written[:4].isupper() and _ISSUER.match(words)):
            return None
        lines.append((start, end))
    return None


def _lines(text: str, start: int) -> Iterator[Span]:
    """The lines of a head that hold letters or digits, from a place on; no more once one is too long for it."""
    for number, match in enumerate(_LINE.finditer(text, start, start + _LONGEST_HEAD)):
        if number == _MOST_LINES or len(match.group()) > _LONGEST_LINE:
            return
        yield match.span()


def _title(text: str, start: int, end: int) -> list[Span]:
    """The line that names the kind, and those below it that go on: up to a rule, an empty line or the text itself."""
    title = [(start, end)]
    syllables = len(text[start:end].split())
    for begins, ends in _lines(text, end):
        words = plain(text[begins:ends])
        syllables += len(words.split())
        in_capitals = text[slice(*title[-1])].isupper()
        goes_on = len(title) == 1 or (
            _ONE_LINE_END.fullmatch(text, title[-1][1], begins)
            and (text[begins].islower() or (in_capitals and (text[begins:ends].isupper() or words.startswith("ve "))))
        )
        if not goes_on or _BODY.match(words) or len(title) == _MOST_TITLE_LINES or syllables > _MOST_SYLLABLES:
            break
        title.append((begins, ends))
    return title
