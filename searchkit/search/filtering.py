"""Filters as part of what is searched for: what doesn't pass is never ranked, and no page comes out shorter for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.engines.trees import Bool, Node, Term
from searchkit.schema import FACTS
from searchkit.search.plan import Plan

if TYPE_CHECKING:
    from searchkit.query.filters import Filters


def filtered(plan: Plan, filters: Filters | None) -> Plan:
    """A plan that finds and counts only what passes some filters, in passages and in reports; without any the plan."""
    if filters is None:
        return plan
    condition = condition_of(filters)
    return plan._replace(
        tiers=tuple(within(tree, condition) for tree in plan.tiers),
        match=within(plan.match, condition),
        report=within(plan.report, condition),
        filter=condition,
    )


def condition_of(filters: Filters) -> Node:
    """The documents that pass some filters; their score is 0."""
    groups = ([Term(FACTS, key) for key in keys] for keys in filters.groups())
    return Bool(must=tuple(terms[0] if len(terms) == 1 else Bool(should=tuple(terms)) for terms in groups))


def within(tree: Node, condition: Node | None) -> Node:
    """A tree that matches only where a condition holds too; the same scores."""
    return tree if condition is None else Bool(must=(condition, tree))
