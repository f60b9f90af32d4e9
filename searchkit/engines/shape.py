"""Trees in the shape that engines take: not deeper than need be, and none so deep that it breaks one."""

from __future__ import annotations

from searchkit.engines.trees import Bool, Node
from searchkit.errors import QueryError

#: The most levels of a tree. Engines walk trees by recursion: tantivy takes some 9 KB of the thread's stack a level
#: and ends the process where there is no more; macOS gives a thread 512 KB.
MOST_LEVELS = 50


def shaped(node: Node) -> Node:
    """The same query, with what must match within what must match drawn into one level.

    So a query of a thousand exclusions, each around what is left by the ones before it, is as flat as a list. Raises
    QueryError for a tree of more than MOST_LEVELS even so.
    """
    return _shaped(node, MOST_LEVELS)


def _shaped(node: Node, levels: int) -> Node:
    if not isinstance(node, Bool):
        return node
    if not levels:
        raise too_deep()
    must: list[Node] = []
    must_not: list[Node] = []
    waiting: list[Node] = [node._replace(should=())] if node.must else []
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, Bool) and inner.must and not inner.should:
            waiting += reversed(inner.must)
            must_not += inner.must_not
        else:
            must.append(inner)
    if not node.must:
        must_not += node.must_not
    below = levels - 1
    return Bool(
        tuple([_shaped(child, below) for child in must]),
        tuple([_shaped(child, below) for child in node.should]),
        tuple([_shaped(child, below) for child in must_not]),
    )


def too_deep() -> QueryError:
    """The error for a tree that no engine can walk."""
    return QueryError("The query is nested too deeply; use fewer parentheses.")
