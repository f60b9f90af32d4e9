"""What a query matches, as a tree in fields and keys."""

from __future__ import annotations

import pytest

from searchkit.engines.trees import Bool, Node, Sequence, Term
from searchkit.query.modes import Accents
from searchkit.query.query import read
from searchkit.query.tree import Word, is_quoted
from searchkit.search.matching import Matching, term_of


def shown(node: Node) -> str:
    """A tree in one line: +must, ?should, -must not; a sequence in quotation marks; e: is the exact field."""
    if isinstance(node, Term):
        assert not node.weight
        return ("e:" if node.field == "exact" else "") + node.key
    if isinstance(node, Sequence):
        return ("e:" if node.field == "exact" else "") + '"{}"'.format(" ".join(node.keys))
    assert isinstance(node, Bool)
    signed = zip("+?-", node, strict=True)
    return "({})".format(" ".join(sign + shown(child) for sign, children in signed for child in children))


@pytest.mark.parametrize(
    ("query", "accents", "every_word", "tree"),
    [
        ("Đảng", "auto", False, "(?dang)"),
        ("Đảng", "ignore", False, "(?dang)"),
        ("Đảng", "strict", False, "(?e:dang=đảng)"),
        ("Đảng ủy", "auto", False, "(?dang ?uy)"),
        ("Đảng ủy", "auto", True, "(+dang +uy)"),
        ("Đảng ủy", "strict", True, "(+e:dang=đảng +e:uy=uỷ)"),
        ('"Đảng ủy"', "auto", False, '(+"dang uy")'),
        ('"Đảng ủy"', "strict", False, '(+e:"dang=đảng uy=uỷ")'),
        ('"Đảng ủy" họp', "auto", False, '(+"dang uy")'),
        ('"Đảng ủy" họp', "auto", True, '(+"dang uy" +hop)'),
        ("21-NQ/TW", "auto", False, "(?(?21 ?nq ?tw))"),
        ("21-NQ/TW", "auto", True, '(+"21 nq tw")'),
        ('"21-NQ/TW"', "auto", False, '(+"21 nq tw")'),
        ("chi AND bộ", "auto", False, "(+(+(?chi) +(?bo)))"),
        ("chi OR bộ", "auto", False, "(+(?(?chi) ?(?bo)))"),
        ("chi (đảng OR bộ)", "auto", False, "(+(?(?dang) ?(?bo)))"),
        # What is left out must all be there as it was typed, if any accent was typed in it.
        ("chi -bộ", "auto", False, "(+(?chi) -(+e:bo=bộ))"),
        ("chí -bo", "auto", False, "(+(?chi) -(+bo))"),
        ("chí -bo", "strict", False, "(+(?e:chi=chí) -(+e:bo=bo))"),
        ("chí -bộ", "ignore", False, "(+(?chi) -(+bo))"),
        ("chi -(bộ đội)", "auto", False, "(+(?chi) -(+e:bo=bộ +e:doi=đội))"),
        ('chi -"bộ đội"', "auto", False, '(+(?chi) -(+e:"bo=bộ doi=đội"))'),
    ],
)
def test_the_tree_of_a_query(query: str, accents: str, every_word: bool, tree: str) -> None:
    asked = read(query, accents, every_word)
    assert shown(Matching(Accents(accents), every_word).tree(asked.tree)) == tree


def test_the_term_of_a_word() -> None:
    word = Word("đảng", "dang")
    assert term_of(word, Accents.STRICT) == Term("exact", "dang=đảng")
    assert term_of(word, Accents.AUTO) == term_of(word, Accents.IGNORE) == Term("folded", "dang")


@pytest.mark.parametrize(
    ("query", "quoted"),
    [("đảng", [False]), ("21-NQ/TW", [False]), ('"đảng ủy" họp', [True, False]), ('"đảng"', [True])],
)
def test_what_is_more_than_a_word_or_a_unit(query: str, quoted: list[bool]) -> None:
    assert [is_quoted(part) for part in read(query).tree.parts] == quoted  # type: ignore[union-attr]
