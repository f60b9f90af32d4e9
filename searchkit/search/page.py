"""A page of hits: it owns its view of the index, and asks for all its hits at once what one of them is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from searchkit.engines.contract import View
from searchkit.engines.trees import Bool, Term
from searchkit.errors import EngineError
from searchkit.schema import REPORT
from searchkit.search.copies import copies_of
from searchkit.search.found import Found
from searchkit.search.highlighting import Highlighter
from searchkit.search.plan import Plan
from searchkit.search.totals import Totals
from searchkit.storage.records import Record

# What few searches read is imported when it is read.
if TYPE_CHECKING:
    from searchkit.search.explanation import Explanation
    from searchkit.search.suggestions import Correction


class Page:
    """The passages of a page, in order, and what else is known of them.

    Counts, copies and explanations are asked of the index when first wanted, each in one question for the whole page,
    and kept. Where the index was closed, or the page was pickled, before that, asking raises EngineError. All else
    needs no index.
    """

    def __init__(self, plan: Plan, view: View, found: Sequence[Found], all_copies: bool) -> None:
        self.found = tuple(found)
        self.query = plan.query
        self.mark = Highlighter(plan.query)
        self._plan = plan
        self._view: View | None = view
        self._all_copies = all_copies

    @cached_property
    def totals(self) -> Totals:
        """How many passages and reports match on all pages."""
        return Totals(self._plan, self._asked)

    @cached_property
    def explanations(self) -> list[Explanation]:
        """Why each passage was found."""
        from searchkit.search.explaining import explained

        return explained(self._plan, self.found, self._asked())

    @cached_property
    def more(self) -> dict[str, int]:
        """For the id of each report on the page, how many other passages of it match."""
        reports = list(dict.fromkeys(found.record.report for found in self.found))
        trees = [Bool(must=(self._plan.match, Term(REPORT, report))) for report in reports]
        return {report: count - 1 for report, count in zip(reports, self._asked().count(trees), strict=True)}

    @cached_property
    def copies(self) -> list[list[Record]]:
        """The copies of each passage, which it stands for; none when all are shown."""
        if self._all_copies:
            return [[] for _ in self.found]
        return copies_of(self._asked(), [found.record for found in self.found], self._plan)

    @cached_property
    def suggestion(self) -> Correction | None:
        """What the query may have been meant as, if that would find much more."""
        from searchkit.search.doubts import suggestion

        return suggestion(self._plan, self.found, self._asked())

    def _asked(self) -> View:
        if self._view is None:
            raise EngineError("These hits were pickled before that was read from the index; search again to learn it.")
        return self._view

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_view": None}
