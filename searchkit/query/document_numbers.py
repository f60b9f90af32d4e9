"""Document numbers and names: "nghị quyết 21", "nghị quyết số 21" and "21-NQ/TW" are one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from searchkit.query.readings import YEAR, Reading, is_number, number, stand, written
from searchkit.query.tree import Word

#: What kinds of documents are called, and what stands for that in their numbers. Of the party: Hướng dẫn 36-HD/VPTW
#: (2018), I and appendix 1; of the state: Nghị định 30/2020/NĐ-CP, appendix III. A kind without a code is numbered
#: too ("luật số 36").
KINDS = {
    "nghị quyết": ("NQ",),
    "chỉ thị": ("CT",),
    "quyết định": ("QĐ",),
    "quy định": ("QĐ", "QĐi", "QyĐ"),
    "quy chế": ("QC",),
    "kết luận": ("KL",),
    "kế hoạch": ("KH",),
    "hướng dẫn": ("HD",),
    "thông báo": ("TB",),
    "thông tri": ("TT",),
    "thông tư": ("TT",),
    "báo cáo": ("BC",),
    "công văn": ("CV",),
    "công điện": ("CĐ",),
    "tờ trình": ("TTr",),
    "chương trình": ("CTr", "CTHĐ"),
    "đề án": ("ĐA",),
    "nghị định": ("NĐ",),
    "pháp lệnh": (),
    "luật": (),
}


_Kind: TypeAlias = tuple[tuple[Word, ...], tuple[Word, ...]]
_NAMES = {written(name): tuple(written(code)[0] for code in codes) for name, codes in KINDS.items()}
_CODES = tuple(dict.fromkeys(code for codes in _NAMES.values() for code in codes))
_NUMBER_SIGN = written("số")[0]
# Codes that are syllables without accents, "đã": for them the accent must be typed.
_SYLLABLES = {"da"}
# TW, TU, CP, TTg, UBND, ĐUK: no syllables.
_ISSUER = re.compile(r"u?[bcdđghklmnpqrstvwxyz]*(?:[uư]k?)?|(?:ubtv)?qh\d+")
_NUMBER, _ANY = re.compile(r"[1-9]\d{0,4}"), re.compile(r"\d.*")
_TW, _CENTRAL = written("TW"), written("Trung ương")
# "Báo cáo 6 tháng" has no number 6.
_TIMES = [written(word) for word in ("ngày", "tuần", "tháng", "năm")]


def document_numbers(words: Sequence[Word]) -> Iterator[Reading]:
    """What else the document numbers in a row of words may be written as.

    >>> for reading in document_numbers(written("theo nghị quyết 21")):
    ...     print(reading.start, reading.end, *(word.exact for word in reading.phrase))
    1 4 nghị quyết 21
    1 4 nghị quyết số 21
    1 4 21 nq
    1 4 nq 21
    1 4 nq số 21
    """
    for place in range(len(words)):
        in_row = is_number(words, place - 1, _ANY)
        if is_number(words, place, _NUMBER) and not in_row and not any(stand(words, place + 1, one) for one in _TIMES):
            yield from _of_number(words, place)


def central(words: Sequence[Word]) -> Iterator[Reading]:
    """What else TW (T.Ư, TƯ) and Trung ương may be written as; behind the code of a document they say who issued it.

    >>> [[word.exact for word in reading.phrase] for text in ("ban tw", "nq tw") for reading in central(written(text))]
    [['trung', 'ương']]
    """
    for place in range(len(words)):
        if words[place].folded == _TW[0].folded and not (place and _code(words[place - 1])):
            yield Reading(place, place + 1, _CENTRAL)
        elif stand(words, place, _CENTRAL):
            yield Reading(place, place + len(_CENTRAL), _TW)


def _of_number(words: Sequence[Word], place: int) -> Iterator[Reading]:
    start, kinds = _before(words, place)
    numbers, end = [number(words[place])], place + 1
    if end < len(words) and YEAR.fullmatch(words[end].folded):
        numbers, end = [*numbers, words[end]], end + 1
    code = _code(words[end]) if end < len(words) else None
    end += code is not None
    of_issuer = end
    while code and end < len(words) and _ISSUER.fullmatch(words[end].exact):
        end += 1
    if code and not kinds:
        kinds = _of_code(code)
    for name, codes in kinds:
        yield Reading(start, end, (*name, *numbers))
        yield Reading(start, end, (*name, _NUMBER_SIGN, *numbers))
        # Another issuer's is another document.
        for one in codes if end == of_issuer else ():
            yield Reading(start, end, (*numbers, one))
            yield Reading(start, end, (one, *numbers))
            yield Reading(start, end, (one, _NUMBER_SIGN, *numbers))


def _before(words: Sequence[Word], place: int) -> tuple[int, list[_Kind]]:
    """Where the name or code before a number begins, and the kinds that it may be."""
    end = place - stand(words, place - 1, (_NUMBER_SIGN,))
    kinds = [(name, codes) for name, codes in _NAMES.items() if stand(words, end - len(name), name)]
    if kinds:
        return end - len(kinds[0][0]), kinds
    code = _code(words[end - 1]) if end else None
    return (end - 1, _of_code(code)) if code else (place, [])


def _of_code(code: Word) -> list[_Kind]:
    return [(name, (code,)) for name, codes in _NAMES.items() if code in codes]


def _code(word: Word) -> Word | None:
    for code in _CODES:
        if word.exact == code.exact or (word.exact == code.folded and code.folded not in _SYLLABLES):
            return code
    return None
