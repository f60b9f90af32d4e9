"""What reports as wholes add to their passages.

A passage's score is p + lift × r: p its own, r that of its report's view (``schema.REPORTS``). A report of one passage
has no view, for it is its passage: there r is alone × p.

The best passages under that sum are found exactly, from the tops of two ranked lists, as in Fagin, Lotem and Naor,
"Optimal aggregation algorithms for middleware" (2003): what neither list shows yet can't score more than the ends of
both allow, and whatever scores as much is safe to hand out. What can't be among the first that are needed is not looked
up in the other list.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import nsmallest
from math import inf
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


def best(plan: Plan, tiers: Sequence[Node], view: View, depth: int, needed: int) -> Best:
    """The best passages of some tiers, as far as the first ``depth`` of them and as many reports tell: mostly the first
    ``needed`` of all, or more. ``needed`` is at most ``depth``."""
    tops = _tops(plan, tiers, view, depth)
    if not tops.wholes:
        return Best(tops.lifted(tops.matches), tops.is_all)
    mark = _mark(tops, needed)
    inside, is_cut = _look_up(tops, mark, view)
    passages = tops.lifted([*tops.matches, *inside])
    if tops.is_all:
        return Best(passages, True)
    # Where all that was looked up had been seen, what wasn't may score as much as the last that was.
    safe = _safe(tops, mark, min((match.score for match in inside), default=inf) if is_cut else None)
    return Best([one for one in passages if safe.is_reached(one.tier, one.score)], False)


class _Mark(NamedTuple):
    """A place in the order of passages: a tier, and a score in it."""

    tier: int
    score: float

    def is_reached(self, tier: int, score: float) -> bool:
        return tier < self.tier or (tier == self.tier and score >= self.score)


class _Tops(NamedTuple):
    """The tops of both lists: passages, and the scores of reports by their links. No other report scores more than
    ``lowest``; ``is_all``: there are no other passages."""

    plan: Plan
    tiers: Sequence[Node]
    matches: list[Match]
    wholes: dict[int | None, float]
    lowest: float
    is_all: bool

    def lifts(self, matches: Iterable[Match], unknown: float = 0.0) -> list[float]:
        """What passages gain by their reports; these score ``unknown`` where that wasn't looked up."""
        lift, alone = self.plan.lift, self.plan.alone
        whole_of = self.wholes.get
        return [lift * (alone * score if link is None else whole_of(link, unknown)) for _, score, _, link in matches]

    def lifted(self, matches: Sequence[Match]) -> list[Lifted]:
        """Passages with their whole scores, in order."""
        gained = zip(matches, self.lifts(matches), strict=True)
        passages = [Lifted(tier, score + lift, lift, address) for (tier, score, address, _), lift in gained]
        return sorted(passages, key=lambda one: (one.tier, -one.score, one.address))


def _tops(plan: Plan, tiers: Sequence[Node], view: View, depth: int) -> _Tops:
    reports = Request((plan.report,), depth if plan.lift else 0, REPORTS)
    matches, tops = view.search([Request(tuple(tiers), depth), reports])
    lowest = tops[-1].score if tops and len(tops) == depth else 0.0
    return _Tops(plan, tiers, matches, {top.link: top.score for top in tops}, lowest, len(matches) < depth)


def _mark(tops: _Tops, needed: int) -> _Mark:
    """What the last of the needed passages scores at the least; whatever can't reach it needs no look."""
    if tops.is_all:
        return _Mark(len(tops.tiers), 0.0)
    least = zip(tops.matches, tops.lifts(tops.matches), strict=True)
    tier, score = nsmallest(needed, [(tier, -score - lift) for (tier, score, _, _), lift in least])[-1]
    return _Mark(tier, -score)


def _look_up(tops: _Tops, mark: _Mark, view: View) -> tuple[list[Match], bool]:
    """Look up in each list what the other one showed, as far as it may reach the mark: the scores of other reports,
    which are added to ``tops``, and the unseen passages of top reports, and whether these are not all."""
    reports = []
    if tops.lowest:
        most = zip(tops.matches, tops.lifts(tops.matches, tops.lowest), strict=True)
        reaching = (link for (tier, score, _, link), lift in most if mark.is_reached(tier, score + lift))
        reports = [link for link in dict.fromkeys(reaching) if link is not None and link not in tops.wholes]
    links: list[int] = []
    if not tops.is_all:
        # Of earlier tiers than that of the last passage all have been seen.
        tier, score, _, _ = tops.matches[-1]
        within = (link for link, whole in tops.wholes.items() if mark.is_reached(tier, score + tops.plan.lift * whole))
        links = [link for link in within if link is not None]
    if not reports and not links:
        return [], False
    tree = tops.tiers[tops.matches[-1].tier]
    of_links = Request((tree,), _PASSAGES_A_REPORT * len(links), links=tuple(links))
    of_reports = Request((tops.plan.report,), len(reports), REPORTS, tuple(reports))
    found, wholes = view.search([of_links, of_reports])
    tops.wholes.update((whole.link, whole.score) for whole in wholes)
    seen = {match.address for match in tops.matches}
    # Some were seen in an earlier tier.
    inside = [match._replace(tier=tops.matches[-1].tier) for match in found if match.address not in seen]
    return inside, bool(links) and len(found) == of_links.limit


def _safe(tops: _Tops, mark: _Mark, cut_at: float | None) -> _Mark:
    """Where the order is certain: from here on passages may be missing, or miss what their reports add.

    ``cut_at``: passages of top reports that score less on their own weren't looked up.
    """
    plan, (tier, score, _, _) = tops.plan, tops.matches[-1]
    if mark.tier < tier:
        return mark
    # Of a report that is no top one, or of one passage.
    most = score + plan.lift * max(tops.lowest, plan.alone * score)
    if cut_at is not None:
        most = max(most, min(score, cut_at) + plan.lift * max(tops.wholes.values()))
    return _Mark(tier, max(mark.score, most))
