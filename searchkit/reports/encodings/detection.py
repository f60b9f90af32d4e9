"""Which encoding the bytes of a plain text are in, decided by what Vietnamese they yield."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from searchkit.reports.encodings import cp1258, tcvn3, viscii, vni
from searchkit.reports.encodings.evidence import Words, for_decoding, for_vietnamese, words_of
from searchkit.reports.encodings.tables import WINDOWS_1252, translated

# A text is taken to be in an encoding at odds of 99 to 1, and of 20 to 1 over every other one that reads it otherwise.
_ENOUGH = math.log(99)
_AHEAD = math.log(20)
WESTERN = "windows-1252"

_MARKED_LETTER = "[À-ÖØ-öø-ÿŒœŠšŽžŸ]"
# Where all letters of a word are marked it is Russian or Greek.
_WESTERN_WORD = re.compile(
    rf"{_MARKED_LETTER}*[A-Za-z]([A-Za-z]|{_MARKED_LETTER})*[ªº¹²³]?|{_MARKED_LETTER}|[ªº¹²³µ¼½¾]+"
)
_UNUSED_BY_WINDOWS = re.compile("[\x81\x8d\x8f\x90\x9d\x00-\x06\x11-\x19\x1b-\x1f]")
_HARDLY_TYPED = re.compile("[\x01-\x06\x11-\x17\x80-\x84\x86-\x90\x98-\x9f]")
_HIGH_LETTER = re.compile("[\x83\x8a\x8c\x8e\x9a\x9c\x9e\x9f\xaa\xb5\xba\xc0-\xd6\xd8-\xf6\xf8-\xff]")
# A word of Western letters that is no Vietnamese in any encoding speaks for a Western language, but there are other old
# encodings of Vietnamese whose letters are all among these: plain words must speak for it too.
_FOREIGN, _MOST_FOREIGN = math.log(3), 4.0


class Encoding(NamedTuple):
    """An old encoding as one way to read bytes; one name may have several."""

    name: str
    to_unicode: Callable[[str], str]


# Of two that read the words of a text alike the first is taken.
ENCODINGS = (
    Encoding(tcvn3.NAME, tcvn3.of_fonts),
    Encoding(tcvn3.NAME, tcvn3.of_standard),
    Encoding(vni.NAME, vni.to_unicode),
    Encoding(cp1258.NAME, cp1258.to_unicode),
    Encoding(viscii.NAME, viscii.to_unicode),
)
AS_IS = Encoding(WESTERN, lambda text: translated(text, WINDOWS_1252))


class Detection(NamedTuple):
    """An encoding and how sure it is, from 0 to 1."""

    encoding: Encoding
    confidence: float


def detected(text: str) -> Detection | None:
    """The encoding of a text in byte characters, None if it isn't clear.

    A text without Vietnamese whose words are Western ones is in windows-1252.
    """
    words = words_of(text)
    return vietnamese(words) or _western(text, words)


def vietnamese(words: Words, *rivals: Encoding, least: float = _ENOUGH) -> Detection | None:
    """The old Vietnamese encoding that words are in, or a rival that reads them as well; None if it isn't clear.

    ``least`` is the logarithm of the odds that are asked for.
    """
    # That the text is Vietnamese doesn't tell in which encoding: plain words count only against.
    prior = min(for_vietnamese(words), 0.0)
    scores = {one: prior + for_decoding(words.marked, one.to_unicode) for one in (*rivals, *_in_order(words))}
    best = max(scores, key=scores.__getitem__)
    score = scores[best]
    if score < least:
        return None
    sample = "\n".join(words.marked)
    reading = best.to_unicode(sample)
    others = [other for one, other in scores.items() if one.name != best.name and one.to_unicode(sample) != reading]
    ahead = score - max(others, default=0.0)
    return Detection(best, _probability(min(score, ahead))) if ahead >= _AHEAD else None


def best_of(name: str, text: str) -> Encoding:
    """The way to read a text in byte characters that is in an old encoding of that name."""
    words = words_of(text)
    ways = [one for one in _in_order(words) if one.name == name]
    return max(ways, key=lambda way: for_decoding(words.marked, way.to_unicode)) if len(ways) > 1 else ways[0]


def _in_order(words: Words) -> Iterable[Encoding]:
    """The old encodings, first the one to take of two that read the words equally well.

    Files typed in the fonts have quotes, dashes and ellipses of Windows, and hardly ever its rarer signs.
    """
    return reversed(ENCODINGS) if any(map(_HARDLY_TYPED.search, words.marked)) else ENCODINGS


def _western(text: str, words: Words) -> Detection | None:
    """windows-1252, if the text is in a Western language or has no letter beyond ASCII."""
    if _UNUSED_BY_WINDOWS.search(text):
        return None
    if not _HIGH_LETTER.search(text):
        return Detection(AS_IS, 1.0)
    sample = AS_IS.to_unicode(" ".join(words.marked))
    foreign = [word for word in re.findall(r"\w+", sample) if not word.isascii()]
    if not all(map(_WESTERN_WORD.fullmatch, foreign)):
        return None
    against = for_vietnamese(words)
    if against > 0 or max(for_decoding(words.marked, one.to_unicode) for one in ENCODINGS) > 0:
        return None
    score = min(_FOREIGN * len(foreign), _MOST_FOREIGN) - against
    return Detection(AS_IS, _probability(score)) if score >= _ENOUGH else None


def _probability(score: float) -> float:
    return 1 / (1 + math.exp(-score))
