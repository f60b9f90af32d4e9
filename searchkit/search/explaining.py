"""Explaining hits: how much of each score every part of the query gave.

BM25 adds up, so an engine that is asked for the score of one term alone tells what the term gave. A page asks for all
its terms, over all its hits, in one batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

from searchkit.engines.contract import Request, View
from searchkit.engines.shape import shaped
from searchkit.engines.trees import Bool, Node, Term
from searchkit.schema import ORDINAL, RANKED, REPORT, REPORTS
from searchkit.search.explanation import Explanation
from searchkit.search.found import Found
from searchkit.search.plan import Plan
from searchkit.search.query_parts import QueryParts, Scores

# A view that a killed writer left behind has the id of another.
_SPARE = 2


class Scored(NamedTuple):
    """A term of a tree that scores, and what has to match as well for it to do so."""

    term: Term
    within: tuple[Node, ...]


# By what is scored, and by the address of a passage or the link of a report's view.
_Sums: TypeAlias = "dict[Scored, dict[Any, float]]"


def explained(plan: Plan, found: Sequence[Found], view: View) -> list[Explanation]:
    """Why each of some passages was found. Asks the view once."""
    if not found:
        return []
    in_tiers = {number: list(scored_in(plan.tiers[number])) for number in {one.tier for one in found}}
    in_report = list(scored_in(plan.report)) if plan.lift else []
    # What stands twice in a tree, as what a word typed twice stands for does, scores twice, and is asked for once.
    of_passage = list(dict.fromkeys(one for terms in in_tiers.values() for one in terms))
    of_report = list(dict.fromkeys(in_report))
    passages = [Bool(must=(Term(REPORT, one.record.report), Term(ORDINAL, str(one.record.ordinal)))) for one in found]
    reports = [Term(REPORT, report) for report in dict.fromkeys(one.record.report for one in found)]
    requests = [Request((passage,), 1) for passage in passages]
    requests += [_alone(one, passages, Request((), len(found))) for one in of_passage]
    requests += [_alone(one, reports, Request((), _SPARE * len(reports), REPORTS)) for one in of_report]
    answers = iter(view.search(requests))
    themselves = [next(answers)[0] for _ in passages]
    passage_sums = {one: {match.address: match.score for match in next(answers)} for one in of_passage}
    report_sums = {one: {match.link: match.score for match in next(answers)} for one in of_report}
    parts = QueryParts(plan.query)
    explanations = []
    for one, match in zip(found, themselves, strict=True):
        own = _of(match.address, in_tiers[one.tier], passage_sums)
        if match.link is not None:
            whole = _of(match.link, in_report, report_sums)
            lift = plan.lift
        else:
            # The passage is the whole report.
            whole, lift = own, plan.lift * plan.alone
        scores: Scores = [(term, bool(within), score, 0.0) for (term, within), score in own]
        scores += [(term, bool(within), 0.0, lift * score) for (term, within), score in whole]
        explanations.append(Explanation(plan.names[one.tier], tuple(parts.of(one.record, scores))))
    return explanations


def scored_in(tree: Node) -> Iterator[Scored]:
    """What scores in a tree, each term where it stands; what the tree requires anyway isn't said again."""
    return _scored(shaped(tree), ())


def _scored(node: Node, within: tuple[Node, ...]) -> Iterator[Scored]:
    if isinstance(node, Term) and node.weight and node.field in RANKED:
        yield Scored(node, within)
    elif isinstance(node, Bool):
        for child in node.must:
            yield from _scored(child, within)
        for child in node.should:
            yield from _scored(child, (*within, _unscored(child)) if isinstance(child, Bool) else within)


def _unscored(node: Node) -> Node:
    if isinstance(node, Term):
        return node._replace(weight=0.0)
    if isinstance(node, Bool):
        return Bool(*(tuple(map(_unscored, nodes)) for nodes in node))
    return node


def _alone(scored: Scored, documents: Iterable[Node], request: Request) -> Request:
    """A request for what is scored, alone, among some documents."""
    return request._replace(tiers=(Bool(must=(scored.term, Bool(should=tuple(documents)), *scored.within)),))


def _of(document: Any, scored: Iterable[Scored], sums: _Sums) -> list[tuple[Scored, float]]:
    return [(one, score) for one in scored if (score := sums[one].get(document))]
