"""What a query was likely meant to be: the words that an index holds, written as it writes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from heapq import nlargest
from typing import NamedTuple

from searchkit.analysis.spelling import exact_key
from searchkit.analysis.syllables import Token, keys, scan
from searchkit.engines.contract import View
from searchkit.engines.trees import Node
from searchkit.query.modes import Accents
from searchkit.query.query import read
from searchkit.query.tree import Word
from searchkit.search.corrections.evidence import Evidence, Pair, gathered
from searchkit.search.corrections.restoring import restored
from searchkit.search.corrections.slips import Meant, mended
from searchkit.search.filtering import within
from searchkit.search.matching import Matching
from searchkit.search.suggestions import Correction

# Whoever types more than a sentence has no slip in mind, and each word costs the reading of passages.
_MOST_WORDS = 30
_OPERATORS = frozenset({"AND", "OR", "NOT", "VÀ", "HOẶC", "KHÔNG"})


class _Row(NamedTuple):
    """A query as it may have been meant: its slips mended, the accented words (exact keys), and how likely it is."""

    meant: Meant
    words: tuple[str, ...]
    likelihood: float


def corrections(query: str, view: View, limit: int, condition: Node | None = None) -> list[Correction]:
    """What a query may have been meant as, the likeliest first; none if it is likeliest as it stands, and none of more
    than thirty words. Punctuation, numbers and operators stay as they were typed. Matches are counted where a condition
    holds."""
    # Half a surrogate pair is no letter.
    query = query.encode(errors="replace").decode()
    tokens = [token for token in scan(query) if keys(token.surface) and token.surface not in _OPERATORS]
    if not 0 < len(tokens) <= _MOST_WORDS or limit < 1 or not view.size():
        return []
    typed = [Word(key.exact, key.folded) for token in tokens for key in keys(token.surface)[:1]]
    ways = mended(typed, view)
    evidence = gathered(view, [[word.folded for word in way.words] for way in ways])
    as_typed = tuple(word.exact for word in typed)
    texts: list[str] = []
    for row in nlargest(limit, _rows(ways, evidence, limit), key=lambda row: row.likelihood):
        if row.words == as_typed:
            break
        text = _written(query, tokens, row, evidence)
        if text not in (query, *texts):
            texts.append(text)
    every = Matching(Accents.STRICT, every_word=True)
    trees = [within(every.tree(read(text, Accents.STRICT).tree), condition) for text in texts]
    return [Correction(text, count) for text, count in zip(texts, view.count(trees), strict=True)]


def _rows(ways: Sequence[Meant], evidence: Evidence, limit: int) -> list[_Row]:
    return [
        _Row(way, words, way.slips + likelihood)
        for way in ways
        for words, likelihood in restored([(word.folded, word.exact) for word in way.words], evidence, limit)
    ]


def _written(query: str, tokens: Sequence[Token], row: _Row, evidence: Evidence) -> str:
    """A query with its words as the index writes them, all else as it was typed."""
    typed = {exact_key(token.surface): token.surface for token in tokens}
    parts: list[str] = []
    reached = token = place = 0
    for reading in row.meant.readings:
        start, end = tokens[token].start, tokens[token + reading.typed - 1].end
        following = place + len(reading.words)
        if query[start].isdecimal():
            words = query[start:end]
        else:
            words = " ".join(_surface(row.words, number, evidence, typed) for number in range(place, following))
        parts += [query[reached:start], words]
        reached, token, place = end, token + reading.typed, following
    return "".join(parts) + query[reached:]


def _surface(words: Sequence[str], place: int, evidence: Evidence, typed: Mapping[str, str]) -> str:
    """How a word is mostly written beside its neighbours: "Khối" after "Đảng ủy"; as it was typed, or its key, if it
    never stands there."""
    seen: Counter[str] = Counter()
    for here, side in ((words[place - 1 : place + 1], 1), (words[place : place + 2], 0)):
        if len(here) == 2:
            for surfaces, times in evidence.written.get((here[0], here[1]), Counter[Pair]()).items():
                seen[surfaces[side]] += times
    # A line in capitals says nothing of how a word is written.
    usual = {surface: times for surface, times in seen.items() if not (surface.isupper() and len(surface) > 1)}
    return max(usual or seen, key=seen.__getitem__, default=typed.get(words[place], words[place]))
