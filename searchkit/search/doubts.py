"""What a query may have been meant as, where that would find much more: told in one question wherever it wouldn't.

Restored accents can't be held by more passages than the words without accents are. So unless a word of the query is
nowhere in the index, counting those tells whether any correction can help.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from searchkit.analysis.syllables import keys, nfc, scan
from searchkit.engines.contract import View
from searchkit.engines.trees import Term
from searchkit.query.modes import Accents
from searchkit.query.query import Query
from searchkit.schema import FOLDED
from searchkit.search.found import Found
from searchkit.search.matching import Matching
from searchkit.search.plan import Plan

if TYPE_CHECKING:
    from searchkit.search.suggestions import Correction

# Whoever found so many passages with all words needs no help, nor does a correction help that finds fewer, or not so
# many times as many.
_FEW, _TIMES = 3, 10
_OPERATORS = frozenset({"AND", "OR", "VÀ", "HOẶC"})


def suggestion(plan: Plan, found: Sequence[Found], view: View) -> Correction | None:
    """The likeliest correction of a query, None where it wouldn't find much more than what was typed.

    ``found`` are hits of the plan; where these tell that enough passages hold all words, nothing is asked.
    """
    query = plan.query
    if sum(one.tier < plan.whole_tiers for one in found) >= _FEW or not _is_plain(query):
        return None
    words = _to_be_found(query)
    folded = Matching(Accents.IGNORE, every_word=True).tree(query.tree)
    typed, with_any_accents, *of_each = view.count([plan.whole, folded, *(Term(FOLDED, word) for word in words)])
    enough = max(_FEW, _TIMES * typed)
    if typed >= _FEW or (all(of_each) and with_any_accents < enough):
        return None
    # Most searches need no correction, so none waits for this import.
    from searchkit.search.corrections.correcting import corrections

    for correction in corrections(query.text, view, 1, plan.filter):
        if correction.matches >= enough:
            return correction
    return None


def _is_plain(query: Query) -> bool:
    """Whether a person typed it, and nothing in it but operators and words for a match to hold: none is excluded, and
    nothing was set aside or stands for several words."""
    if not query.text or query.notes or query.loose:
        return False
    words = {word.folded for word in query.words}
    tokens = (token.surface for token in scan(nfc(query.text)) if token.surface not in _OPERATORS)
    return all(key.folded in words for surface in tokens for key in keys(surface) if not key.alternate)


def _to_be_found(query: Query) -> list[str]:
    """The folded words that must be in the index if nothing is wrong with a query: not numbers, nor words for which
    others are searched too."""
    others = {number for one in query.equivalents for number in range(one.start, one.end)}
    words = (word.folded for number, word in enumerate(query.words) if number not in others)
    return list(dict.fromkeys(word for word in words if not word[0].isdecimal()))
