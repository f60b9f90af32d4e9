"""Text without operators, to words: written units as phrases, "tuyên*" and "từ~1" as words that stand for several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from searchkit.analysis.numerals import units
from searchkit.analysis.spelling import exact_key
from searchkit.analysis.syllables import LONGEST, keys, scan
from searchkit.query.tree import Fuzzy, Loose, LoosePhrase, Pattern, Phrase, Word, Words

# "?" behind a word ends a question, and stands for a letter only before another.
_LOOSE = re.compile(
    r"(?P<fuzzy>(?<![^\W_])[^\W\d_]+)~(?P<edits>[0-9]{0,2})(?!\w)"
    r"|(?<![^\W_])(?=[*?]*[^\W_])(?=[^\W_]*[*?])(?P<pattern>(?:[^\W_*]|\*|\?(?=[^\W_*]|\*))+)"
)

#: A word that stands for several, and where it was typed.
Placed: TypeAlias = "tuple[Loose, int, int]"
_Part: TypeAlias = "Word | Loose | Phrase"


def plain(text: str) -> Words | None:
    """Words side by side, written units as phrases; None where there is no word."""
    tokens = [token for token in scan(text) if keys(token.surface)]
    unit_of = {start: number for number, unit in enumerate(units(text)) for start, _ in unit}
    parts: list[tuple[int | None, list[Word]]] = []
    for token in tokens:
        words = [Word(key.exact, key.folded) for key in keys(token.surface) if not key.alternate]
        unit = unit_of.get(token.start)
        if parts and unit is not None and parts[-1][0] == unit:
            parts[-1][1].extend(words)
        else:
            parts.append((unit, words))
    if not parts:
        return None
    return Words(tuple(words[0] if len(words) == 1 else Phrase(tuple(words), quoted=False) for _, words in parts))


def side_by_side(text: str, start: int, placed: list[Placed]) -> Words | None:
    """The same with words that stand for several among them; these are added to ``placed``, the text beginning at
    ``start``."""
    parts: list[_Part] = []
    for part in _parts(text, start, placed):
        parts += part.parts if isinstance(part, Words) else (part,)  # type: ignore[arg-type]  # plain words hold no more
    return Words(tuple(parts)) if parts else None


def quoted(text: str, start: int, placed: list[Placed]) -> Phrase | LoosePhrase | None:
    """The words between quotation marks, one after the other; None without any."""
    parts: list[Word | Loose] = []
    for part in _parts(text, start, placed):
        for one in part.parts if isinstance(part, Words) else (part,):
            parts += one.words if isinstance(one, Phrase) else (one,)  # type: ignore[arg-type]  # as above
    if not parts:
        return None
    words = tuple(part for part in parts if isinstance(part, Word))
    if len(words) == len(parts):
        return Phrase(words)
    return LoosePhrase(tuple(parts))


def _parts(text: str, start: int, placed: list[Placed]) -> Iterator[Words | Loose]:
    reached = 0
    for found in _LOOSE.finditer(text):
        loose = _loose(found)
        if loose is None:
            continue
        if before := plain(text[reached : found.start()]):
            yield before
        placed.append((loose, start + found.start(), start + found.end()))
        yield loose
        reached = found.end()
    if rest := plain(text[reached:]):
        yield rest


def _loose(found: re.Match[str]) -> Loose | None:
    if found["pattern"] is not None:
        pattern = exact_key(found["pattern"][:LONGEST])
        return Pattern(pattern) if re.search(r"[*?]", pattern) and re.search(r"[^*?]", pattern) else None
    word_keys = keys(found["fuzzy"])
    return Fuzzy(Word(word_keys[0].exact, word_keys[0].folded)) if word_keys else None
