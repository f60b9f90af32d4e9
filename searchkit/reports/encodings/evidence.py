"""How much a text, decoded in some way, looks like Vietnamese: what detection weighs.

Every different word is a witness. A word with marks that is a well-formed syllable speaks for the decoding, one that
isn't speaks more strongly against it. Words of plain ASCII, the same in every encoding, tell whether the text is
Vietnamese at all. Weights are logarithms of likelihood ratios; docs/encodings.md says how they were measured.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from searchkit.reports.encodings.syllables import well_formed, well_formed_without_accents

# A marked word is well-formed 98 times in 100 in the right encoding (99.9 in news), some 15 times in a text of another
# language that ends its words in such vowels (Italian 18, others up to 8).
_FOR, _AGAINST = math.log(0.98 / 0.15), math.log(0.02 / 0.85)
# A word of three or more small ASCII letters is well-formed 94 times in 100 in Vietnamese text, fewer in a text about
# foreign things; at most 7 times in a text of another language.
_PLAIN_FOR, _PLAIN_AGAINST = math.log(0.70 / 0.07), math.log(0.30 / 0.93)
# An English half doesn't outweigh a Vietnamese one.
_MOST_PLAIN = 30.0

_MARKED_WORDS = 400
_PLAIN_WORDS = 300
_HIGH = "\x01-\x06\x11-\x1f\x80-\xff"
# Bounded on both sides, so that a line of a hundred million letters costs what its size costs.
_MARKED = re.compile(f"(?<![A-Za-z{_HIGH}])(?<![^\\W\\d_])[A-Za-z]{{0,7}}[{_HIGH}][A-Za-z{_HIGH}]{{0,14}}")
_PLAIN = re.compile(f"(?<![A-Za-z{_HIGH}])[a-z]{{3,20}}(?![A-Za-z{_HIGH}])")
# Signs that stand between words and around them, in Vietnamese as in English.
_SIGNS = re.compile("[\xa0\xad“”„‘’‚‹›«»–—…•·©®™°§€×]+")
_ACRONYM = re.compile("[A-ZĐƯ]{1,8}")


class Words(NamedTuple):
    """The different words of a text in byte characters: with bytes beyond ASCII, and of small ASCII letters."""

    marked: tuple[str, ...]
    plain: tuple[str, ...]


def words_of(text: str) -> Words:
    """The first few hundred words of a text in byte characters; those of plain ASCII from around the first of them."""
    marked = dict.fromkeys(found.group() for found in islice(_MARKED.finditer(text), 5 * _MARKED_WORDS))
    first = _MARKED.search(text)
    start = max(0, first.start() - 2_000) if first else 0
    plain = dict.fromkeys(found.group() for found in _PLAIN.finditer(text[start : start + 20_000]))
    return Words(tuple(islice(marked, _MARKED_WORDS)), tuple(islice(plain, _PLAIN_WORDS)))


def for_vietnamese(words: Words) -> float:
    """What the plain words say for the text being Vietnamese: the logarithm of a likelihood ratio."""
    weights = (_PLAIN_FOR if well_formed_without_accents(word) else _PLAIN_AGAINST for word in words.plain)
    return min(max(sum(weights), -_MOST_PLAIN), _MOST_PLAIN)


def for_decoding(words: Iterable[str], to_unicode: Callable[[str], str]) -> float:
    """What marked words say for a decoding: the logarithm of a likelihood ratio."""
    return sum(_FOR if verdict else _AGAINST for verdict in verdicts(words, to_unicode))


def verdicts(words: Iterable[str], to_unicode: Callable[[str], str]) -> Iterator[bool]:
    """Whether words in byte characters are well-formed syllables when decoded.

    Single letters and acronyms (HĐND) are no witnesses.
    """
    for decoded in to_unicode("\n".join(words)).split("\n"):
        for word in _SIGNS.split(decoded):
            if len(word) > 1 and not word.isascii() and not _ACRONYM.fullmatch(word):
                yield (word.islower() or word.isupper() or word.istitle()) and well_formed(word.lower())
