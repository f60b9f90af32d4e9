"""Where some keys stand in a text, and as what.

Scanning a whole text for a query's few keys is slow in Python. So a text of Vietnamese letters and common marks, as
nearly all are, is folded character by character, which keeps every offset, and searched for the folded words; only
what is found is looked into. Any other text is scanned.
"""

from __future__ import annotations

import codecs
import re
import string
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from searchkit.analysis.syllables import Key, keys, scan, told_apart

# A page's texts are asked for twice: for their order, then for what to mark.
_MOST_TEXTS = 100


class Place(NamedTuple):
    """A key in a text, written at ``text[start:end]``.

    Keys that are neighbours in the text have consecutive positions, others don't. An alternate key, which stands in no
    sequence, has the position -1.
    """

    position: int
    folded: str
    exact: str
    start: int
    end: int


class Places:
    """Finds some folded keys in texts: ``places(text)`` are those of a text, in order."""

    def __init__(self, folded: Iterable[str]) -> None:
        self._wanted = frozenset(folded)
        self._forms = [form for word in self._wanted for form in _forms(word)]
        self._has_number = any(word[0].isdecimal() for word in self._wanted)
        self._has_part_of_acronym = bool(self._wanted & {"t", "u"})
        self._known: dict[str, list[Place]] = {}

    def __call__(self, text: str) -> list[Place]:
        known = self._known.get(text)
        if known is None:
            if len(self._known) >= _MOST_TEXTS:
                self._known.clear()
            known = self._known[text] = self._found(text)
        return known

    def spans(self, text: str) -> list[tuple[int, int]]:
        """The (start, end) of every place, in any order: faster, for whoever needn't know what stands there."""
        folded = self._searchable(text)
        if folded is None:
            return [(place.start, place.end) for place in self(text)]
        text = told_apart(text)
        found = self._words(text, _spaced(folded))
        for start, token_keys in self._numbers(text, folded):
            found += [(start + key.start, start + key.end) for key in token_keys if key.folded in self._wanted]
        return found

    def _found(self, text: str) -> list[Place]:
        folded = self._searchable(text)
        if folded is None:
            return [place for place in _places(text) if place.folded in self._wanted]
        text, spaced = told_apart(text), _spaced(folded)
        tokens = [(start, keys(text[start:end])) for start, end in self._words(text, spaced)]
        tokens += self._numbers(text, folded)
        tokens.sort()
        found: list[Place] = []
        position, reached = -1, 0
        for start, token_keys in tokens:
            # Spaced text begins a place before the text.
            if spaced[reached : start + 1].strip():
                # Other words stand between.
                position += 1
            reached = start + max(key.end for key in token_keys) + 1
            for key in token_keys:
                position += not key.alternate
                if key.folded in self._wanted:
                    place = -1 if key.alternate else position
                    found.append(Place(place, key.folded, key.exact, start + key.start, start + key.end))
        return found

    def _searchable(self, text: str) -> bytes | None:
        """The text folded; None if only scanning can tell where its words begin and end."""
        folded = _folded(text)
        # In "12,5ha" a word begins behind the digits; T.Ư is one word.
        if folded is None or _DIGITS_THEN_LETTER.search(folded) or (self._has_part_of_acronym and b"t.u" in folded):
            return None
        return folded

    def _words(self, text: str, spaced: bytes) -> list[tuple[int, int]]:
        """The (start, end) of each wanted word that doesn't begin with a digit."""
        found: list[tuple[int, int]] = []
        for form, doubted in self._forms:
            start = spaced.find(form)
            while start >= 0:
                end = start + len(form) - 2
                if not doubted or keys(text[start:end])[0].folded == doubted:
                    found.append((start, end))
                start = spaced.find(form, end + 1)
        return found

    def _numbers(self, text: str, folded: bytes) -> Iterator[tuple[int, tuple[Key, ...]]]:
        """Start and keys of each token that begins with a digit and holds a wanted key."""
        if self._has_number:
            for match in _DIGITS_FIRST.finditer(folded):
                token_keys = keys(text[slice(*match.span())])
                if any(key.folded in self._wanted for key in token_keys):
                    yield match.start(), token_keys


def _forms(word: str) -> Iterator[tuple[bytes, str]]:
    """How a folded key may be written in spaced text, and the key once more where that isn't sure to be meant.

    Nothing for a key that begins with a digit.
    """
    if not word[0].isdecimal():
        # TƯ is no "tu".
        yield f" {word} ".encode(), word if word == "tu" else ""
        if word.endswith("i"):
            yield f" {word[:-1]}y ".encode(), word
        if word == "tw":
            yield b" t u ", word
            yield b" tu ", word


# Letters, digits and marks, a byte for each: at most 256, and the first U+0000, so that the codec uses a table.
_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_VIETNAMESE = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES) + "đ"
_ACCENTED = "".join(letter for letter in _VIETNAMESE + _VIETNAMESE.upper() if not letter.isascii())
# None of these has a key.
_MARKS = string.punctuation + " \t\n\r\u00a0" + "“”„‘’…–—•·«»→≤≥−″′●■▪✓"
_REPERTOIRE = "\0" + string.ascii_letters + string.digits + _ACCENTED + _MARKS
_ENCODING = codecs.charmap_build(_REPERTOIRE)


def _base(character: str) -> str:
    """A letter without accents; a mark as a space, but for those that may stand in a number or in T.Ư."""
    letter = unicodedata.normalize("NFD", character.lower())[0].replace("đ", "d")
    return letter if letter in string.ascii_lowercase + string.digits + ".," else " "


_FOLDING = "".join(map(_base, _REPERTOIRE)).encode().ljust(256)
_POINTS_TO_SPACES = bytes.maketrans(b".,", b"  ")
_DIGITS_FIRST = re.compile(rb"(?<![a-z0-9])(?:[0-9]+(?:[.,][0-9]+)+|[0-9][a-z0-9]*)")
_DIGITS_THEN_LETTER = re.compile(rb"[0-9][.,][0-9]+[a-z]")


def _folded(text: str) -> bytes | None:
    """The text in lower case without accents, a byte for each character; None if it holds one of another kind."""
    try:
        return codecs.charmap_encode(text, "strict", _ENCODING)[0].translate(_FOLDING)
    except UnicodeEncodeError:
        return None


def _spaced(folded: bytes) -> bytes:
    """A folded text with only spaces between words, and one before and after it."""
    return b" %b " % folded.translate(_POINTS_TO_SPACES)


def _places(text: str) -> list[Place]:
    """All keys of a text."""
    places: list[Place] = []
    position = 0
    for token in scan(text):
        for key in keys(token.surface):
            if key.end - key.start == len(token.surface):
                start, end = token.start, token.end
            else:
                # Parts of a token are digits, which look the same in every normal form.
                start, end = token.start + key.start, token.start + key.end
            places.append(Place(-1 if key.alternate else position, key.folded, key.exact, start, end))
            position += not key.alternate
    return places
