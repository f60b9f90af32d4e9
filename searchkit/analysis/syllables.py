"""Scanning text into tokens that point into the ORIGINAL text, and the keys under which a token is indexed.

Text is written syllable by syllable, so a token is a syllable, a number, or one mark of punctuation (which has no
key; only word segmentation looks at it). Scanning works on NFC; offsets are always code points of the text given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import accumulate
from typing import NamedTuple

from searchkit.analysis.accents import folded_key
from searchkit.analysis.numerals import NUMBER, digit_groups, is_series, number_key
from searchkit.analysis.spelling import exact_key

# What continues a word although \w doesn't match it: combining marks (Latin, Hebrew, Arabic, Indic, Thai) and the
# invisible format characters that `spelling` removes.
_MARKS = (
    "\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0900-\u0963\u0981-\u09cd\u0a01-\u0a4d\u0a81-\u0acd\u0b01-\u0b57"
    "\u0b82-\u0bcd\u0c00-\u0c56\u0c81-\u0cd6\u0d00-\u0d57\u0e31-\u0e3a\u0e47-\u0e4e\u00ad\u200b-\u200d\u2060\ufeff"
)
# T.Ư (Trung ương) is the one dotted acronym that party reports write every day.
_TOKEN = re.compile(rf"{NUMBER}|[Tt]\.[Ưư]\b|\w[\w{_MARKS}]*|[^\w\s]")
# Marks belong to the letter before them; one that follows no letter stands alone. So does what follows the 30th mark,
# for no writing has as many (UAX #15, Stream-Safe Text Format), and putting n marks in order takes the square of n.
_CLUSTER = re.compile(r"[^\W_][\u0300-\u036f]{0,30}|.", re.DOTALL)
# Trung ương: of these TƯ is in capitals, or it is the syllable "tư".
_FOLDED_ACRONYMS = {"t.ư": "tw", "TƯ": "tw"}
_TU = re.compile(r"\bTƯ\b")
# Beside a syllable in capitals it is one too: ĐẦU TƯ, TƯ LIỆU.
_VOWELS = "AEIOUYÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_CAPITALS = rf"(?:NGH|[BCDĐGHKLMNPQRSTVX]{{0,2}})[{_VOWELS}]{{1,3}}(?:NG|NH|CH|[CMNPT])?"
_CAPITALS_BEFORE, _CAPITALS_AFTER = re.compile(rf"(?<!\w){_CAPITALS}[ -]$"), re.compile(rf"[ -]{_CAPITALS}\b")
# No syllable and its space is longer, nor looked at with less than a character before it.
_LONGEST_BEFORE = 10

#: A key is made of so many code points of its token (or of a number in it): longer ones that begin alike are one.
LONGEST = 128
# The keys of so many tokens are kept, not those of long ones, which hardly ever come again.
_MOST_KEPT, _LONG = 1 << 17, 64


class Token(NamedTuple):
    """A token of a text: ``text[start:end]`` is where it stands, ``surface`` is that in NFC."""

    start: int
    end: int
    surface: str


class Key(NamedTuple):
    """What the index holds for a token, or for a part of it.

    ``exact`` keeps accents and spelling of numbers, ``folded`` doesn't; ``start`` and ``end`` are offsets into the
    token's surface. ``alternate`` keys don't stand in the sequence of the text: 666 in 1.666.
    """

    exact: str
    folded: str
    start: int
    end: int
    alternate: bool = False


def scan(text: str) -> list[Token]:
    """The tokens of a text in order, punctuation included, with offsets into the text as given.

    >>> scan("Đạt 97,9%.")
    [Token(start=0, end=3, surface='Đạt'), Token(start=4, end=8, surface='97,9'), \
Token(start=8, end=9, surface='%'), Token(start=9, end=10, surface='.')]
    """
    if not unicodedata.is_normalized("NFC", text):
        return _scan_unnormalized(text)
    return [Token(*match.span(), match.group()) for match in _TOKEN.finditer(scannable(told_apart(text)))]


def surfaces(text: str) -> list[str]:
    """The surfaces of ``scan(text)`` without their offsets, faster."""
    return _TOKEN.findall(scannable(nfc(text)))


def nfc(text: str) -> str:
    """The text in NFC, mark by mark as ``scan`` sees it, and every TƯ told apart."""
    if unicodedata.is_normalized("NFC", text):
        return told_apart(text)
    return told_apart("".join(unicodedata.normalize("NFC", cluster) for cluster in _CLUSTER.findall(text)))


def told_apart(text: str) -> str:
    """A text in NFC, of the same length, in which TƯ is Trung ương everywhere: where it is a syllable, it is "tư".

    >>> told_apart("Nghị quyết 29-NQ/TƯ, BCH TƯ, TƯ; ĐẦU TƯ, TƯ LIỆU")
    'Nghị quyết 29-NQ/TƯ, BCH TƯ, TƯ; ĐẦU tư, tư LIỆU'
    """
    if "TƯ" not in text:
        return text

    def told(match: re.Match[str]) -> str:
        start, end = match.span()
        before = _CAPITALS_BEFORE.search(text, max(0, start - _LONGEST_BEFORE), start)
        return "tư" if before or _CAPITALS_AFTER.match(text, end) else match.group()

    return _TU.sub(told, text)


class _Keys(dict[str, tuple[Key, ...]]):
    """The keys of the tokens met so far. Looking up a new one works them out."""

    def __missing__(self, surface: str) -> tuple[Key, ...]:
        found = _keys(surface)
        if len(surface) <= _LONG:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[surface] = found
        return found


#: The keys of a token in NFC: none for punctuation, one for a syllable, more for numbers with parts.
keys: Callable[[str], tuple[Key, ...]] = _Keys().__getitem__


def _keys(surface: str) -> tuple[Key, ...]:
    """The keys of a token.

    >>> [key.folded for surface in ("Đảng", "T.Ư", "30.3.2021", "1.666", "—") for key in _keys(surface)]
    ['dang', 'tw', '30', '3', '2021', '1666', '1', '666']
    """
    if surface[0].isdecimal():
        return _number_keys(surface)
    exact = exact_key(surface[:LONGEST])
    folded = _FOLDED_ACRONYMS.get(surface) or _FOLDED_ACRONYMS.get(exact) or folded_key(exact)
    return (Key(exact, folded, 0, len(surface)),) if folded else ()


def has_spellings(folded: str) -> bool:
    """Whether a folded key may be written in several ways that mean the same, accents apart: a number, TW.

    >>> has_spellings("1666"), has_spellings("tw"), has_spellings("dang")
    (True, True, False)
    """
    return folded[0].isdecimal() or folded in _FOLDED_ACRONYMS.values()


def _number_keys(surface: str) -> tuple[Key, ...]:
    if not surface.isascii() or not surface[-1].isdecimal() or (surface.isalnum() and not surface.isdecimal()):
        exact = exact_key(surface[:LONGEST])
        folded = folded_key(exact)
        return (Key(exact, folded, 0, len(surface)),) if folded else ()
    offsets = digit_groups(surface)
    alternate = len(offsets) > 1 and not is_series(surface)
    groups = (_number_key(surface[start:end], start, alternate) for start, end in offsets)
    return (_number_key(surface, 0, False), *groups) if alternate else tuple(groups)


def _number_key(number: str, start: int, alternate: bool) -> Key:
    return Key(number[:LONGEST], number_key(number)[:LONGEST], start, start + len(number), alternate)


def scannable(text: str) -> str:
    """The text without "_", which joins keys in the index: no word of ours holds one."""
    return text.replace("_", " ") if "_" in text else text


def _scan_unnormalized(text: str) -> list[Token]:
    """Scan in NFC, cluster by cluster, and lead every offset back to the cluster it came from."""
    clusters = _CLUSTER.findall(text)
    composed = [unicodedata.normalize("NFC", cluster) for cluster in clusters]
    ends = list(accumulate(map(len, clusters)))
    starts = [0, *ends[:-1]]
    cluster_of = [number for number, letters in enumerate(composed) for _ in letters]
    return [
        Token(starts[cluster_of[match.start()]], ends[cluster_of[match.end() - 1]], match.group())
        for match in _TOKEN.finditer(scannable(told_apart("".join(composed))))
    ]


def offsets(text: str) -> list[int]:
    """For each code point of ``nfc(text)`` the offset in the text that it came from, and the length of the text.

    >>> offsets("u\u0309y")
    [0, 2, 3]
    """
    if unicodedata.is_normalized("NFC", text):
        return list(range(len(text) + 1))
    found, start = [], 0
    for cluster in _CLUSTER.findall(text):
        found += [start] * len(unicodedata.normalize("NFC", cluster))
        start += len(cluster)
    return [*found, start]
