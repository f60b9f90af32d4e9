"""A search, from the query to the page of its hits."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING

from searchkit.acronyms.table import Table
from searchkit.engines.contract import View
from searchkit.query.query import Query
from searchkit.search.acronyms import with_acronyms
from searchkit.search.copies import without_copies
from searchkit.search.filtering import filtered
from searchkit.search.forms import with_forms
from searchkit.search.found import Stage
from searchkit.search.groups import grouped
from searchkit.search.page import Page
from searchkit.search.plan import planned
from searchkit.search.reorder import reordered
from searchkit.search.results import Results
from searchkit.search.tiers import run
from searchkit.search.weights import Weights

if TYPE_CHECKING:
    from searchkit.query.filters import Filters


def searched(
    query: Query,
    view: View,
    limit: int,
    offset: int,
    *,
    filters: Filters | None,
    group: bool,
    all_copies: bool,
    acronyms: Callable[[], Table] | None,
    weights: Weights,
) -> Results:
    """The hits ``offset + 1`` to ``offset + limit`` of a query; see ``Index.search``. Without a table of acronyms what
    was typed is searched, and nothing else."""
    query = with_acronyms(query, view, acronyms)
    query = with_forms(query, view, weights.short)
    plan = filtered(planned(query, weights), filters)
    found = run(plan, view, offset + limit, all_copies)
    stages: list[Stage] = [reordered]
    stages += [] if all_copies else [without_copies]
    stages += [grouped] if group else []
    for stage in stages:
        found = stage(found, plan)
    return Results(Page(plan, view, list(islice(found, offset, offset + limit)), all_copies), offset)
