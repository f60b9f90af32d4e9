"""How many passages and reports a query matches."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from searchkit import schema
from searchkit.engines.contract import TallyRequest, View
from searchkit.engines.trees import Bool, Node
from searchkit.search.filtering import within
from searchkit.search.matching import Matching
from searchkit.search.plan import Plan

# No value is said under this name: the reports are counted, and not what they say.
_NOTHING = schema.fact("", "")


class Totals:
    """Counts over all pages, copies included, each asked of the index when first read, and kept.

    A query of words side by side matches what holds any of them. Where a match is bound to hold all that was asked for,
    as with operators or ``every_word``, ``all_words`` is ``any_word``.
    """

    def __init__(self, plan: Plan, asked: Callable[[], View]) -> None:
        self._plan = plan
        self._asked = asked

    @cached_property
    def all_words(self) -> int:
        """How many passages hold all words, or what stands for them."""
        return self._asked().count([self._every])[0]

    @cached_property
    def any_word(self) -> int:
        """How many passages match at all: as many as there are hits, if all copies are shown."""
        return self.all_words if self.is_all else self._asked().count([self._plan.match])[0]

    @property
    def passages(self) -> int:
        """``all_words``, or where no passage holds all, ``any_word``."""
        return self.all_words or self.any_word

    @cached_property
    def reports(self) -> int:
        """Of how many reports these ``passages`` are."""
        tree = self._every if self.all_words else self._plan.match
        return self._asked().tally([TallyRequest(tree, schema.SHOWN, _NOTHING)])[0].reports if self.passages else 0

    @cached_property
    def _every(self) -> Node:
        return self._plan.match if self.is_all else within(self._tree(True), self._plan.filter)

    @cached_property
    def is_all(self) -> bool:
        """Whether whatever matches holds all that was asked for: nothing need be told of some words."""
        query = self._plan.query
        return (len(query.words) == 1 and not query.loose) or self._tree(True) == self._tree(query.every_word)

    def _tree(self, every_word: bool) -> Node:
        query = self._plan.query
        return _plain(Matching.of(query)._replace(every_word=every_word).tree(query.tree))


def _plain(node: Node) -> Node:
    """A tree that matches the same, nothing around a part that stands alone: so equal ones are seen to be."""
    if not isinstance(node, Bool):
        return node
    must, should, must_not = (tuple(map(_plain, nodes)) for nodes in node)
    if len(must) + len(should) == 1 and not must_not:
        return (must or should)[0]
    return Bool(must, should, must_not)
