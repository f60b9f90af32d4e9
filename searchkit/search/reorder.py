"""Equal scores, told apart: by accents where some were typed, then always the same way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from searchkit.analysis.accents import Agreement, agreement
from searchkit.analysis.places import Place, Places
from searchkit.query.modes import Accents
from searchkit.query.tree import Word
from searchkit.search.found import Found
from searchkit.search.plan import Plan

# An engine's sums of the same numbers differ by less: they are added up in any order, in single precision.
_EQUAL = 1e-4
# No more are held back at once.
_MOST = 100


def reordered(found: Iterator[Found], plan: Plan) -> Iterator[Found]:
    """What was found, passages of one tier and score in order of how well their accents agree with those typed.

    Two passages alike in all but accents score the same where neither has the very accents that were typed. So do those
    that write a number or a date otherwise: there what was typed goes first, too.
    """
    query = plan.query
    words = [word for word in query.different_words if query.accents is Accents.AUTO or word.has_spellings]
    places = Places(word.folded for word in words) if words and query.accents is not Accents.STRICT else None
    for equals in _runs(found):
        yield from _sorted(equals, words, places, query.spellings) if len(equals) > 1 else equals


def _runs(found: Iterator[Found]) -> Iterator[list[Found]]:
    run: list[Found] = []
    for one in found:
        if run and (one.tier != run[0].tier or run[0].score - one.score > _EQUAL or len(run) == _MOST):
            yield run
            run = []
        # What differs by less than an engine's rounding is the same.
        run.append(one._replace(score=run[0].score) if run else one)
    if run:
        yield run


def _sorted(equals: list[Found], words: Sequence[Word], places: Places | None, spellings: Sequence[str]) -> list[Found]:
    def order(one: Found) -> tuple[int, int, str, int]:
        title, text = one.record.title, one.record.text
        agreed = _agreement([places(title), places(text)], words) if places else 0
        spelled = sum(spelling in text or spelling in title for spelling in spellings)
        return -agreed, -spelled, one.record.report, one.record.ordinal

    return sorted(equals, key=order)


def _agreement(texts: Sequence[Sequence[Place]], words: Sequence[Word]) -> int:
    """How well the words and neighbouring pairs of a query agree in accents with those in some texts, summed up."""
    forms: dict[str, set[str]] = {}
    neighbours: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for places in texts:
        reached, before, before_exact = -1, "", ""
        for position, folded, exact, _, _ in places:
            forms.setdefault(folded, set()).add(exact)
            if 0 <= reached == position - 1:
                neighbours.setdefault((before, folded), set()).add((before_exact, exact))
            reached, before, before_exact = position, folded, exact
    quality = 0
    for word in words:
        quality += max((agreement(word.exact, form) for form in forms.get(word.folded, ())), default=Agreement.OTHER)
    for one, two in pairwise(words):
        found = neighbours.get((one.folded, two.folded), ())
        quality += max((agreement(one.exact, a) + agreement(two.exact, b) for a, b in found), default=0)
    return quality
