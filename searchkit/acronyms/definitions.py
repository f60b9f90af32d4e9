"""Acronyms that a text defines itself: "Ban Thường vụ (BTV)", "BTV (Ban Thường vụ)", "..., gọi tắt là CCQ".

After Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (PSB 2003):
the letters of what stands in parentheses are looked for from the right in the words before. Vietnamese is stricter, so
that fewer are found and more are right: every letter is the initial of a syllable, the last letter that of the last
syllable, and of what lies between only a few connecting words may be passed over.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from searchkit.analysis.syllables import nfc


class Definition(NamedTuple):
    """An acronym and what it stands for, each as written, and where: ``text[start:end]`` holds both."""

    acronym: str
    expansion: str
    start: int
    end: int


class _Word(NamedTuple):
    letters: str
    start: int
    end: int


_CAPITALS = "A-ZĐÂĂÊÔƠƯ"
# A capital, with the rest of a digraph ("CTr", "ThS") or the last letter of its syllable ("TTg").
_LETTER = rf"[{_CAPITALS}](?:ng|gh|nh|[hrgi])?"
_ACRONYM = rf"{_LETTER}(?:(?:\s?[-–&.]\s?|,\s?)?{_LETTER}){{1,11}}"
_LETTERS = re.compile(_LETTER)
_CUE = r"(?:gọi|viết)\s{1,3}tắt(?:\s{1,3}(?:là|thành))?\s{0,3}:?"
_QUOTES = "\"'“”‘’"
_IN_PARENTHESES = re.compile(rf"\((?:[\w ]{{0,20}}?{_CUE})?\s{{0,3}}[{_QUOTES}]?({_ACRONYM})[{_QUOTES}]?\s{{0,3}}[),;]")
_BEFORE_PARENTHESIS = re.compile(rf"(?<![\w&.-])({_ACRONYM})\s?$")
_EXPLAINED = re.compile(r"\(([^()\n]{4,100})\)")
_AFTER_CUE = re.compile(rf"{_CUE}\s{{0,3}}[{_QUOTES}]?({_ACRONYM})(?!\w)")
# What leads over from a name to "gọi tắt là".
_LEADING_OVER = re.compile(r"[\s,(–-]*(?:(?:sau đây|dưới đây|từ đây|thường|được|xin|hay|còn|và)\s+)*$")
_ROMAN = re.compile(r"[IVX]+")
_WORD = re.compile(r"[^\W\d_]+")
# What may stand between two words of one name.
_WITHIN = re.compile(r"\s+|\s*[,&–-]\s*")
_CONNECTING = frozenset(
    ("và", "của", "các", "về", "cho", "với", "trong", "trên", "tại", "ở", "do", "theo", "từ", "là", "hay", "những")
)

# A word of a name has no more code points, with the marks beside it.
_LONG = 12
# So many connecting words may be passed over.
_MOST_CONNECTING = 2
# No acronym has more letters.
_MOST_LETTERS = 12
# "sau đây được gọi tắt là" leads over in no more code points.
_LEAD = 40


def definitions(text: str) -> list[Definition]:
    """The definitions in a text, in order; their offsets are into its NFC.

    >>> [(one.acronym, one.expansion) for one in definitions("Ban Thường vụ (BTV) Đảng ủy, các cơ quan (CCQ)")]
    [('BTV', 'Ban Thường vụ'), ('CCQ', 'các cơ quan')]
    """
    # Most texts hold neither; "tắt" may be decomposed.
    if "(" not in text and " tắt" not in text and "\u0301t" not in text:
        return []
    composed = nfc(text)
    found = set(_parenthesised(composed))
    if " tắt" in composed:
        found.update(_announced(composed))
    return sorted(found, key=lambda one: one.start)


def _parenthesised(text: str) -> Iterator[Definition]:
    """Definitions with one of the two in parentheses."""
    opening = text.find("(")
    while opening >= 0:
        inside = _IN_PARENTHESES.match(text, opening)
        if inside:
            yield from _before(text, inside.group(1), opening, inside.end(1))
        elif _may_end_acronym(text[max(0, opening - 5) : opening]) and (explained := _EXPLAINED.match(text, opening)):
            yield from _explained(text, explained)
        opening = text.find("(", opening + 1)


def _may_end_acronym(before: str) -> bool:
    """Whether an acronym may end before a parenthesis: quickly told of what most stand behind."""
    return before.lower() != before


def _explained(text: str, explained: re.Match[str]) -> Iterator[Definition]:
    """A definition with the acronym before its parentheses; they hold nothing else."""
    reach = max(0, explained.start() - 30)
    before = _BEFORE_PARENTHESIS.search(text[reach : explained.start()])
    if not before:
        return
    words = _words_before(text, explained.end(1), _MOST_LETTERS)
    if words and not text[explained.start(1) : words[0].start].strip():
        acronym, start = before.group(1), reach + before.start(1)
        if _first_word(acronym, words) == 0:
            yield Definition(acronym, text[words[0].start : words[-1].end], start, explained.end(1))


def _announced(text: str) -> Iterator[Definition]:
    """Definitions with "gọi tắt là" or "viết tắt là"."""
    for cue in _AFTER_CUE.finditer(text):
        reach = max(0, cue.start() - _LEAD)
        lead = _LEADING_OVER.search(text[reach : cue.start()])
        end = reach + lead.start() if lead else cue.start()
        yield from _before(text, cue.group(1), end, cue.end(1))


def _before(text: str, acronym: str, stands_before: int, end: int) -> Iterator[Definition]:
    """A definition that ends with the acronym, what it stands for ending at an offset."""
    words = _words_before(text, stands_before, len(acronym))
    first = _first_word(acronym, words)
    if first is not None:
        start = words[first].start
        yield Definition(acronym, text[start : words[-1].end], start, end)


def _words_before(text: str, end: int, letters: int) -> list[_Word]:
    """The words that run up to a place in a text with nothing but spaces and such marks between as names hold, as
    many as some letters may stand for."""
    start = max(0, end - _LONG * (letters + _MOST_CONNECTING))
    words = [_Word(match.group().lower(), *match.span()) for match in _WORD.finditer(text, start, end)]
    if words and start and words[0].start == start and text[start - 1].isalpha():
        del words[0]
    if not words or text[words[-1].end : end].strip():
        return []
    for number in range(len(words) - 1, 0, -1):
        if not _WITHIN.fullmatch(text, words[number - 1].end, words[number].start):
            return words[number:]
    return words


def _first_word(acronym: str, words: Sequence[_Word]) -> int | None:
    """The number of the word at which what an acronym stands for begins, if the last words are that."""
    letters = _LETTERS.findall(acronym)
    if _ROMAN.fullmatch(acronym) or len(letters) < 2:
        return None
    return _matched(letters, words, len(letters) - 1, len(words) - 1, _MOST_CONNECTING)


def _matched(letters: list[str], words: Sequence[_Word], letter: int, word: int, may_pass: int) -> int | None:
    """The word with which letters up to ``letter`` begin if the one at ``word`` is the last; nearest first."""
    if word < 0:
        return None
    if _is_initial(letters[letter], words[word].letters):
        if letter == 0:
            return word
        begins = _matched(letters, words, letter - 1, word - 1, may_pass)
        if begins is not None:
            return begins
    if may_pass and letter < len(letters) - 1 and words[word].letters in _CONNECTING:
        return _matched(letters, words, letter, word - 1, may_pass - 1)
    return None


def _is_initial(letter: str, syllable: str) -> bool:
    """Whether a letter of an acronym stands for a syllable: Đ for đ, D for d and đ, Ư for ư, U for u and ư, W for ư."""
    first, rest = letter[0].lower(), letter[1:]
    decomposed = unicodedata.normalize("NFD", syllable[0])
    base = "d" if decomposed == "đ" else decomposed[0]
    toneless = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in _TONES))
    return (first in (base, toneless) or (first == "w" and toneless == "ư")) and (
        not rest or syllable.startswith(rest, 1) or syllable.endswith(rest)
    )


_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
