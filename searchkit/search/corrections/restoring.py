"""The accents that some words likely have, by how their neighbours are written in an index.

A row of accented words is as likely as its first word is frequent, times, for each next one, how often it follows.
That is told by the pair, p = passages of the pair ÷ passages of the left word, mixed with the word's own share of all
syllables; and what longer rows say counts the more the oftener they were seen, n ÷ (n + 1), as in Jelinek and Mercer,
"Interpolated estimation of Markov source parameters" (1980).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from heapq import nlargest
from math import log
from typing import NamedTuple

from searchkit.analysis.accents import Agreement, agreement, has_marks
from searchkit.search.corrections.evidence import Evidence

#: What of a next word's likelihood is its own frequency, whatever stands before it.
ALONE = 0.1
#: A passage has about so many syllables.
SYLLABLES = 80
# So many rows are followed from word to word.
_BEAM = 40
# How likely it is that someone who meant a form typed it with other accents, or with fewer.
_TYPED_OTHERWISE, _TYPED_FEWER = 0.02, 0.5


class Restored(NamedTuple):
    """A row of accented words (exact keys), and the logarithm of how likely it is."""

    words: tuple[str, ...]
    likelihood: float


def restored(words: Sequence[tuple[str, str]], evidence: Evidence, limit: int) -> list[Restored]:
    """The likeliest rows for some words, each its folded key and what was typed of it (an exact key), best first."""
    is_marked = any(has_marks(typed) for _, typed in words)
    rows = [Restored((), 0.0)]
    before: str | None = None
    for folded, typed in words:
        forms = {} if folded[0].isdecimal() else evidence.forms.get(folded, {})
        forms = forms or {typed: 1}
        meant = {form: _meant(typed, form) if is_marked else 1.0 for form in forms}
        following = [
            Restored((*row.words, form), row.likelihood + log(likely * meant[form]))
            for row in rows
            for form, likely in _following(row.words, before, folded, forms, evidence)
        ]
        rows = nlargest(_BEAM, following, key=lambda row: row.likelihood)
        before = folded
    return rows[:limit]


def _following(
    row: tuple[str, ...], before: str | None, folded: str, forms: Mapping[str, int], evidence: Evidence
) -> Iterator[tuple[str, float]]:
    """How likely each form of a word is to follow a row of words, of which the last one is a form of ``before``."""
    alone = {form: count / (evidence.size * SYLLABLES) for form, count in forms.items()}
    if before is None:
        yield from alone.items()
        return
    left = row[-1]
    of_left = max(evidence.forms.get(before, {}).get(left, 1), 1)
    likely = {
        form: (1 - ALONE) * min(1.0, evidence.passages((before, folded), (left, form)) / of_left) + ALONE * alone[form]
        for form in forms
    }
    whole = sum(likely.values())
    for length in range(2, min(len(row), 3) + 1):
        seen = {form: evidence.rows.get((*row[-length:], form), 0) for form in forms}
        times = sum(seen.values())
        if not times:
            break
        trust = times / (times + 1)
        likely = {form: trust * whole * seen[form] / times + (1 - trust) * likely[form] for form in forms}
    yield from likely.items()


def _meant(typed: str, form: str) -> float:
    """How likely what was typed is if a form was meant."""
    agreed = agreement(typed, form)
    if agreed is Agreement.EXACT:
        return 1.0
    return _TYPED_FEWER if agreed is Agreement.COMPATIBLE else _TYPED_OTHERWISE
