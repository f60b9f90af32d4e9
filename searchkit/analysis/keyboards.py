"""What a syllable was meant to be that was typed with a Vietnamese keyboard off: "ddang" in Telex, "d9ang" in VNI.

The letters of the two methods are those of Unikey's manual. Marks may be typed anywhere behind their letter, as these
keyboards allow: "tieengs", "tieesng", "tie6ng1".
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_TONE_DIGITS = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_CIRCUMFLEX, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_VOWELS = frozenset("aeiouy")
# Of two vowels without a mark and without a consonant behind them these carry the tone on the second.
_TONE_ON_SECOND = frozenset({"oa", "oe", "uy"})


class _Syllable:
    """The letters typed so far, each with its mark, and the tone."""

    def __init__(self) -> None:
        self.letters: list[list[str]] = []
        self.tone = ""
        self.is_marked = False

    def add(self, letter: str) -> None:
        self.letters.append([letter, ""])

    @property
    def has_vowel(self) -> bool:
        return any(letter in _VOWELS for letter, _ in self.letters)

    def mark(self, letters: str, mark: str) -> bool:
        """Put a mark on the last of some letters that has none; whether there is one."""
        for place in reversed(self.letters):
            if place[0] in letters and not place[1]:
                place[1] = mark
                self.is_marked = True
                return True
        return False

    def horn(self, letters: str = "uo") -> bool:
        """Put horns: on both letters of "uo"."""
        bases = "".join(letter for letter, _ in self.letters)
        if "uo" in bases and not bases.startswith("quo") and not any(mark for _, mark in self.letters):
            return self.mark("o", _HORN) and self.mark("u", _HORN)
        return self.mark(letters, _HORN)

    def stroke(self) -> bool:
        """Make the d that it begins with a đ."""
        if not self.letters or self.letters[0][0] != "d":
            return False
        self.letters[0][0] = "đ"
        self.is_marked = True
        return True

    def set_tone(self, tone: str) -> bool:
        if not self.has_vowel:
            return False
        self.tone = tone
        self.is_marked = True
        return True

    def __str__(self) -> str:
        if self.letters[-2:] == [["u", _HORN], ["o", _HORN]]:
            # No syllable ends in ươ: "thuowr" is thuở.
            self.letters[-2][1] = ""
        place = self._place_of_tone()
        letters = (
            letter + mark + (self.tone if number == place else "") for number, (letter, mark) in enumerate(self.letters)
        )
        return unicodedata.normalize("NFC", "".join(letters))

    def _place_of_tone(self) -> int:
        """On the last marked vowel; else of several on the last before a consonant, the middle one, or the first."""
        bases = "".join(letter for letter, _ in self.letters)
        vowels = [number for number, letter in enumerate(bases) if letter in _VOWELS]
        if bases[:2] in ("qu", "gi") and len(vowels) > 1:
            vowels = vowels[1:]
        marked = [number for number in vowels if self.letters[number][1]]
        if marked or not vowels:
            return marked[-1] if marked else -1
        if len(vowels) == 1 or vowels[-1] < len(bases) - 1:
            return vowels[-1]
        return vowels[1] if len(vowels) > 2 or bases[vowels[0] :] in _TONE_ON_SECOND else vowels[0]


def meant(typed: str) -> Iterator[str]:
    """The syllables, in NFC and lower case, that some keys give in Telex and in VNI; none where they hold no mark.

    >>> list(meant("ddang")), list(meant("uyr")), list(meant("d9a3ng")), list(meant("khoi"))
    (['đang'], ['uỷ'], ['đảng'], [])
    """
    typed = typed.lower()
    if typed.isascii() and typed.isalnum():
        for read in (_telex, _vni):
            syllable = read(typed)
            if syllable is not None and syllable.is_marked:
                yield str(syllable)


def _telex(typed: str) -> _Syllable | None:
    syllable = _Syllable()
    for letter in typed:
        if letter.isdigit():
            return None
        done = (
            (letter in _TONES and syllable.set_tone(_TONES[letter]))
            or (letter in "aeo" and _is_doubled(letter, syllable) and syllable.mark(letter, _CIRCUMFLEX))
            or (letter == "d" and syllable.stroke())
            or (letter == "w" and (syllable.horn() or syllable.mark("a", _BREVE)))
        )
        if not done:
            syllable.add("u" if letter == "w" else letter)
            if letter == "w":
                syllable.mark("u", _HORN)
    return syllable


def _is_doubled(letter: str, syllable: _Syllable) -> bool:
    return any(base == letter for base, _ in syllable.letters)


def _vni(typed: str) -> _Syllable | None:
    syllable = _Syllable()
    for letter in typed:
        if not letter.isdigit():
            syllable.add(letter)
            continue
        done = (
            (letter in _TONE_DIGITS and syllable.set_tone(_TONE_DIGITS[letter]))
            or (letter == "6" and syllable.mark("aeo", _CIRCUMFLEX))
            or (letter == "7" and syllable.horn())
            or (letter == "8" and syllable.mark("a", _BREVE))
            or (letter == "9" and syllable.stroke())
        )
        if not done:
            return None
    return syllable
