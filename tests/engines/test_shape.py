"""Trees drawn flat, and never too deep."""

from __future__ import annotations

import pytest

from searchkit.engines.shape import MOST_LEVELS, shaped, too_deep
from searchkit.engines.trees import Bool, Node, Sequence, Term
from searchkit.errors import QueryError

A, B, C, D, E = (Term("folded", key, 1.0) for key in "abcde")


@pytest.mark.parametrize(
    ("tree", "flat"),
    [
        (A, A),
        (Sequence("folded", ("a", "b")), Sequence("folded", ("a", "b"))),
        (Bool(should=(A, B)), Bool(should=(A, B))),
        (Bool(must_not=(A,)), Bool(must_not=(A,))),
        (Bool(must=(A, B), should=(C,), must_not=(D,)), Bool(must=(A, B), should=(C,), must_not=(D,))),
        # What must match within what must match is one list, in order, and what must not is too.
        (Bool(must=(Bool(must=(A, B)), C)), Bool(must=(A, B, C))),
        (Bool(must=(C, Bool(must=(A, Bool(must=(B, D)))))), Bool(must=(C, A, B, D))),
        (Bool(must=(Bool(must=(A,), must_not=(B,)),), must_not=(C,)), Bool(must=(A,), must_not=(C, B))),
        # What is optional has its own place: there it is needed, drawn up it wouldn't be.
        (Bool(must=(Bool(should=(A, B)), C)), Bool(must=(Bool(should=(A, B)), C))),
        (Bool(must=(Bool(must=(A,), should=(B,)), C)), Bool(must=(Bool(must=(A,), should=(B,)), C))),
        (Bool(must=(Bool(must_not=(A,)), C)), Bool(must=(Bool(must_not=(A,)), C))),
        # Below, too.
        (Bool(should=(Bool(must=(Bool(must=(A, B)), C)),)), Bool(should=(Bool(must=(A, B, C)),))),
        (Bool(must=(A,), must_not=(Bool(must=(Bool(must=(B,)), C)),)), Bool(must=(A,), must_not=(Bool(must=(B, C)),))),
    ],
)
def test_the_shape_of_a_tree(tree: Node, flat: Node) -> None:
    assert shaped(tree) == flat
    assert shaped(flat) == flat


def nested(levels: int) -> Node:
    """A tree of so many Bools, one in the other, that can't be drawn flat."""
    tree: Node = A
    for _ in range(levels):
        tree = Bool(should=(tree, B))
    return tree


def test_a_tree_of_the_most_levels_is_taken_and_a_deeper_one_is_not() -> None:
    assert shaped(nested(MOST_LEVELS)) == nested(MOST_LEVELS)
    with pytest.raises(QueryError, match="nested too deeply"):
        shaped(nested(MOST_LEVELS + 1))
    assert isinstance(too_deep(), QueryError)


def test_what_can_be_drawn_flat_may_be_as_deep_as_it_likes() -> None:
    tree: Node = A
    for number in range(5000):
        tree = Bool(must=(tree,), must_not=(Term("folded", str(number)),))
    flat = shaped(tree)
    assert isinstance(flat, Bool)
    assert flat.must == (A,)
    assert len(flat.must_not) == 5000
