"""What reports as wholes add to their passages.

A passage's score is p + lift × r: p its own, r that of its report's view (``schema.REPORTS``). A report of one passage
has no view, for it is its passage: there r is alone × p.

The best passages under that sum are found exactly, from the tops of two ranked lists, as in Fagin, Lotem and Naor,
"Optimal aggregation algorithms for middleware" (2003): what neither list shows yet can't score more than the ends of
both allow, and whatever scores as much is safe to hand out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from searchkit.engines.contract import Match, Request, View
from searchkit.engines.trees import Node
from searchkit.schema import REPORTS
from searchkit.search.plan import Plan

# All passages of the top reports are wanted; only very long ones have more that match.
_PASSAGES_A_REPORT = 50


class Lifted(NamedTuple):
    """A passage with its whole score, ``lift`` of it from its report."""

    tier: int
    score: float
    lift: float
    address: Any


class Best(NamedTuple):
    """The best passages, in order of tier and score, and whether there are no more."""

    passages: list[Lifted]
    is_all: bool


def best(plan: Plan, tiers: Sequence[Node], view: View, depth: int) -> Best:
    """The best passages of some tiers, as far as the first ``depth`` of them and a third as many reports tell."""
    wanted = Request(tuple(tiers), depth)
    reports = Request((plan.report,), depth // 3 if plan.lift else 0, REPORTS)
    matches, wholes = view.search([wanted, reports])
    is_all = len(matches) < depth
    if not wholes:
        return Best(_sorted(_lifted(match, {}, plan) for match in matches), is_all)
    scores = {whole.link: whole.score for whole in wholes}
    others = {match.link for match in matches if match.link is not None} - scores.keys()
    # What comes in a later tier than the last one seen isn't due yet; where all was seen nothing else is.
    due = () if is_all else wanted.tiers[: matches[-1].tier + 1]
    top = tuple(link for link in scores if link is not None)
    of_top = Request(due, _PASSAGES_A_REPORT * len(top), links=top)
    of_others = reports._replace(limit=len(others), links=tuple(link for link in others if link is not None))
    inside, other_wholes = view.search([of_top, of_others])
    scores |= {whole.link: whole.score for whole in other_wholes}
    seen = {match.address: match for match in (*matches, *inside)}
    passages = _sorted(_lifted(match, scores, plan) for match in seen.values())
    if is_all:
        return Best(passages, True)
    tier, bound = _bound(matches[-1], wholes, reports.limit, inside if len(inside) == of_top.limit else [], plan)
    safe = [one for one in passages if one.tier < tier or (one.tier == tier and one.score >= bound)]
    return Best(safe, False)


def _lifted(match: Match, wholes: Mapping[int | None, float], plan: Plan) -> Lifted:
    # A view that holds none of the query's words scores 0, and so does one of another state of the report.
    whole = plan.alone * match.score if match.link is None else wholes.get(match.link, 0.0)
    added = plan.lift * whole
    return Lifted(match.tier, match.score + added, added, match.address)


def _sorted(passages: Iterable[Lifted]) -> list[Lifted]:
    return sorted(passages, key=lambda one: (one.tier, -one.score, one.address))


def _bound(
    last: Match, wholes: Sequence[Match], most_wholes: int, inside: Sequence[Match], plan: Plan
) -> tuple[int, float]:
    """The first tier in which passages may still be unseen, and the most that they can score there.

    ``last`` is the last passage seen by its own score; ``inside`` are those seen of the top reports, empty if that is
    all of them.
    """
    lowest_whole = wholes[-1].score if wholes and len(wholes) == most_wholes else 0.0
    # Of a report that is no top one, or of one passage.
    bound = last.score + plan.lift * max(lowest_whole, plan.alone * last.score)
    if inside and wholes and inside[-1].tier <= last.tier:
        # Of a top report.
        least = min(last.score, inside[-1].score) if inside[-1].tier == last.tier else last.score
        bound = max(bound, least + plan.lift * wholes[0].score)
    return last.tier, bound
