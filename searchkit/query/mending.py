"""What of a query can't be meant as it stands: found, told, and blanked out, so that the rest can be read.

Blanks are as long as what they stand for, and parentheses that are missing come at the end: offsets hold. What is left
has its quotation marks, parentheses and operators in order, and no field but those that there are.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from searchkit.analysis.syllables import keys, scan
from searchkit.query.fields import field_of
from searchkit.query.notes import Note

# An operator stands apart: behind and before a space, a parenthesis, a quotation mark or an end of the query.
_BEFORE, _AFTER = r"(?<![^\s()\"])", r"(?![^\s()\"])"
_WORD_OR_GROUP = r"(?=[^\W\d_]|[\"(*?])"
#: What has two sides, and what stands before what it is about (regular expressions); the English words and "-" are
#: operators always, the Vietnamese ones where not the whole query is in capitals.
AND, OR = rf"{_BEFORE}AND{_AFTER}", rf"{_BEFORE}OR{_AFTER}"
AND_OR_VA, OR_OR_HOAC = rf"{_BEFORE}(?:AND|VÀ){_AFTER}", rf"{_BEFORE}(?:OR|HOẶC){_AFTER}"
NOT = rf"{_BEFORE}NOT{_AFTER}|(?<![^\s(])-{_WORD_OR_GROUP}"
NOT_OR_KHONG = rf"{_BEFORE}(?:NOT|KHÔNG){_AFTER}|(?<![^\s(])-{_WORD_OR_GROUP}"
MUST = rf"(?<![^\s(])\+{_WORD_OR_GROUP}"
FIELD = r"(?<![\w:])(?P<text>[^\W\d_]\w*):(?=[\w\"(\[{<>*?])"
PHRASE = r"\"(?P<text>[^\"]*)\"(?:~(?P<slop>[0-9]{1,9})(?!\w))?"
RANGE = (
    r"(?P<open>[\[{])(?P<start>[^\]}\[{\"()]*?)(?<=[\s\[{])(?:TO|ĐẾN)(?=[\s\]}])(?P<end>[^\]}\[{\"()]*)(?P<close>[\]}])"
)
BOOST = r"(?<=[^\s(])\^(?P<boost>[0-9]+(?:\.[0-9]+)?)(?![^\s)])"
#: Beyond these a word would be nothing beside others, or others nothing beside it.
LEAST_TIMES, MOST_TIMES = 0.01, 100.0


def is_in_capitals(text: str) -> bool:
    """Whether a text has letters, and none that is small."""
    return text.upper() == text and text.lower() != text


def _tokens(vietnamese: bool) -> re.Pattern[str]:
    both, either, without = (AND_OR_VA, OR_OR_HOAC, NOT_OR_KHONG) if vietnamese else (AND, OR, NOT)
    phrase = PHRASE.replace("?P<text>", "").replace("?P<slop>", "")
    ranged = re.sub(r"\?P<\w+>", "", RANGE)
    field = FIELD.replace("?P<text>", "?P<name>")
    return re.compile(
        rf"(?P<phrase>{phrase})|(?P<quote>\")|(?P<open>\()|(?P<close>\))|(?P<infix>{both}|{either})"
        rf"|(?P<prefix>{without}|{MUST})|(?P<field>{field})(?P<range>{ranged})?|{BOOST}"
    )


_TOKENS = {vietnamese: _tokens(vietnamese) for vietnamese in (True, False)}


class Mended(NamedTuple):
    """A query of which nothing is out of place, and what was set aside for that."""

    text: str
    notes: tuple[Note, ...]


class _Group:
    """What is open: where its parenthesis stands, whether there is something in it, operators that wait for more."""

    def __init__(self, start: int) -> None:
        self.start = start
        self.has_part = False
        self.waiting: list[tuple[int, int]] = []
        self.has_prefix = False

    def take(self) -> None:
        """Something stands here that operators can be about."""
        self.has_part = True
        self.waiting.clear()
        self.has_prefix = False


def mended(text: str, vietnamese: bool) -> Mended:
    """A query without what is out of place in it; ``vietnamese``: VÀ, HOẶC and KHÔNG are operators too.

    >>> mended('AND "đảng uỷ" (chi bộ', True).text
    '    "đảng uỷ" (chi bộ)'
    """
    mending = _Mending(text)
    reached = 0
    for token in _TOKENS[vietnamese].finditer(text):
        mending.words(reached, token.start())
        mending.token(token.lastgroup or "", token)
        reached = token.end()
    mending.words(reached, len(text))
    return mending.done()


class _Mending:
    """Goes through a query from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._groups = [_Group(-1)]
        self._notes: list[Note] = []
        self._blank: list[tuple[int, int]] = []
        self._fields: list[tuple[int, int]] = []

    def words(self, start: int, end: int) -> None:
        """What stands between signs."""
        pieces = [(start + one.start(), start + one.end()) for one in re.finditer(r"\S+", self._text[start:end])]
        words = [number for number, (begins, ends) in enumerate(pieces) if has_word(self._text[begins:ends])]
        if words:
            self._groups[-1].take()
        for number, (begins, ends) in enumerate(pieces):
            if number in words:
                continue
            if "*" in self._text[begins:ends]:
                self._set_aside(begins, ends, "it would match everything")
            elif not words or not words[0] < number < words[-1]:
                # Punctuation beside a sign is nothing that it is about; between words it may be part of a number.
                self._blank.append((begins, ends))

    def token(self, kind: str, token: re.Match[str]) -> None:
        """A sign of some kind."""
        start, end = token.span()
        group = self._groups[-1]
        if token["field"] is not None:
            self._field(token)
        elif kind == "phrase":
            if has_word(token.group().rpartition('"')[0]):
                group.take()
            else:
                self._set_aside(start, end, "there is no word between its quotation marks")
        elif kind == "quote":
            self._set_aside(start, end, "the quotation mark has no other")
        elif kind == "open":
            self._groups.append(_Group(start))
        elif kind == "close":
            self._close(start)
        elif kind == "infix" and (not group.has_part or group.waiting):
            self._set_aside(start, end, "it has nothing on its left to combine")
        elif kind == "prefix" and group.has_prefix:
            self._set_aside(start, end, "one such sign is enough")
        elif kind in ("infix", "prefix"):
            group.waiting.append((start, end))
            group.has_prefix = kind == "prefix"
        elif kind == "boost":
            self._boost(start, end, float(token["boost"]))

    def _boost(self, start: int, end: int, times: float) -> None:
        if not self._groups[-1].has_part or any(ends == start for _, ends in self._blank[-2:]):
            self._set_aside(start, end, "there is no word in front of it to weigh")
        elif not LEAST_TIMES <= times <= MOST_TIMES:
            self._notes.append(Note(start, end, f"Weights go from {LEAST_TIMES:g} to {MOST_TIMES:g}."))

    def done(self) -> Mended:
        """What is left when all was seen."""
        closing = 0
        while len(self._groups) > 1:
            group = self._groups.pop()
            self._end(group)
            start, end = group.start, group.start + 1
            if group.has_part:
                self._groups[-1].take()
                self._notes.append(Note(start, end, "The parenthesis is never closed: it ends with the query."))
                closing += 1
            else:
                self._set_aside(start, end, "there is nothing behind the parenthesis")
        self._end(self._groups[0])
        letters = list(self._text)
        for start, end in self._blank:
            letters[start:end] = " " * (end - start)
        for start, end in self._fields:
            # What was to be its value is gone.
            if letters[end].isspace():
                letters[start:end] = " " * (end - start)
        return Mended("".join(letters) + ")" * closing, tuple(sorted(self._notes)))

    def _field(self, token: re.Match[str]) -> None:
        start, end = token.span("field")
        field = field_of(token["name"])
        if field is None:
            self._notes.append(Note(start, end, f"There is no field {token['name']!r}; it is searched as a word."))
            self._blank.append((end - 1, end))
            self._groups[-1].take()
        else:
            self._groups[-1].waiting.append((start, end))
            self._fields.append((start, end))
        if token["range"] is not None:
            if field == "date":
                self._groups[-1].take()
            else:
                # Its words are searched as text.
                begins, ends = token.span("range")
                self._notes.append(Note(begins, ends, "Only dates have ranges; its words are searched as text."))
                self._blank += [(at, at + 1) for at in range(begins, ends) if self._text[at] in "[]{}"]
                self._blank.append((start, end)) if field else None
                self.words(begins + 1, ends - 1)

    def _close(self, start: int) -> None:
        if len(self._groups) == 1:
            self._set_aside(start, start + 1, "the parenthesis was never opened")
            return
        group = self._groups.pop()
        self._end(group)
        if group.has_part:
            self._groups[-1].take()
        else:
            self._blank.append((group.start, group.start + 1))
            self._blank.append((start, start + 1))
            self._notes.append(Note(group.start, start + 1, "Left out: there is nothing between the parentheses."))

    def _end(self, group: _Group) -> None:
        """What still waits for something waits in vain."""
        for start, end in group.waiting:
            self._set_aside(start, end, "it has nothing on its right to be about")

    def _set_aside(self, start: int, end: int, why: str) -> None:
        self._blank.append((start, end))
        self._notes.append(Note(start, end, f"Left out {self._text[start:end]!r}: {why}."))


def has_word(text: str) -> bool:
    """Whether a text holds a word or a part of one, and not only punctuation."""
    return any(keys(token.surface) for token in scan(text))
