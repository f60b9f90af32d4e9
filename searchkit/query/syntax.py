"""Whoosh's parser for the signs of a query, and what it reads as our tree.

Whoosh never analyses a word: what it takes for one is read as any text is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from whoosh.qparser import QueryParser, syntax
from whoosh.qparser.common import QueryParserError
from whoosh.qparser.plugins import (
    FieldsPlugin,
    GroupPlugin,
    OperatorsPlugin,
    PhrasePlugin,
    RangePlugin,
    WhitespacePlugin,
)

from searchkit.errors import QueryError
from searchkit.query import mending
from searchkit.query.fields import TITLE, field_of, said, said_between
from searchkit.query.notes import Note
from searchkit.query.tree import Both, Either, InTitle, LoosePhrase, Phrase, Typed, Without, Words, most_slop
from searchkit.query.words import Placed, quoted, side_by_side

# The most groups within one another, as Whoosh reads them: a group in parentheses is two.
_MOST_LEVELS = 100
_PHRASE, _RANGE = re.compile(mending.PHRASE), re.compile(mending.RANGE)


class _SideBySide(syntax.GroupNode):  # type: ignore[misc]  # Whoosh's classes are untyped
    """Words without an operator between them."""


class _Must(syntax.Wrapper):  # type: ignore[misc]
    """What must match."""


class _Quoted(PhrasePlugin):  # type: ignore[misc]
    """Phrases, read anew where they stand: Whoosh counts no other words between as one."""

    class PhraseTagger(PhrasePlugin.PhraseTagger):  # type: ignore[misc]
        def create(self, parser: object, match: re.Match[str]) -> Any:
            return PhrasePlugin.PhraseNode(match.group(), match.start("text"))


@lru_cache(maxsize=2)
def _parser(vietnamese: bool) -> Any:
    both, either, without = (
        (mending.AND_OR_VA, mending.OR_OR_HOAC, mending.NOT_OR_KHONG)
        if vietnamese
        else (mending.AND, mending.OR, mending.NOT)
    )
    must = OperatorsPlugin.OpTagger(mending.MUST, _Must, syntax.PrefixOperator)
    plugins = [
        WhitespacePlugin(),
        _Quoted(mending.PHRASE),
        GroupPlugin(),
        FieldsPlugin(mending.FIELD),
        RangePlugin(_RANGE),
        OperatorsPlugin([(must, 0)], And=both, Or=either, Not=without, AndNot=None, AndMaybe=None, Require=None),
    ]
    return QueryParser("text", None, plugins=plugins, group=_SideBySide)


def tree_of(text: str, vietnamese: bool, notes: list[Note], placed: list[Placed]) -> Typed | None:
    """The tree of a query in which nothing is out of place (``query.mending``); None for one that holds no word.

    What can't be taken as it stands is added to ``notes``, words that stand for several to ``placed``. Raises
    QueryError for one that is nested too deeply.
    """
    try:
        return _Reader(text, notes, placed).tree(_parser(vietnamese).process(text), _MOST_LEVELS)
    except QueryParserError as error:
        raise QueryError(f"The query can't be read ({error}); check its quotation marks and parentheses.") from None
    except RecursionError:
        raise _too_deep() from None


def _too_deep() -> QueryError:
    return QueryError("The query is nested too deeply; use fewer parentheses.")


class _Reader:
    """Reads the nodes that Whoosh made of a text."""

    def __init__(self, text: str, notes: list[Note], placed: list[Placed]) -> None:
        self._text = text
        self._notes = notes
        self._placed = placed

    def tree(self, node: Any, levels: int) -> Typed | None:
        """A node of Whoosh's, of so many levels at most, as ours; None for what holds no word."""
        if not levels:
            raise _too_deep()
        if isinstance(node, syntax.Operator) or (isinstance(node, syntax.Wrapper) and not node.nodes):
            return None
        if isinstance(node, syntax.NotGroup):
            excluded = self.tree(node[0], levels - 1)
            return excluded and Without(None, (excluded,))
        if isinstance(node, _Must):
            part = self.tree(node[0], levels - 1)
            return part and Both((part,))
        if isinstance(node, syntax.GroupNode):
            return self._group(node, levels)
        return self._leaf(node, node.startchar, node.endchar)

    def _group(self, node: Any, levels: int) -> Typed | None:
        parts = [part for part in self._parts(node, levels) if part is not None]
        left_out = [one for part in parts if isinstance(part, Without) and part.part is None for one in part.excluded]
        kept = tuple(part for part in parts if not (isinstance(part, Without) and part.part is None))
        tree: Typed | None = None
        if isinstance(node, syntax.OrGroup):
            tree = _only(Either(kept)) if kept else None
        elif isinstance(node, syntax.AndGroup):
            tree = _only(Both(kept)) if kept else None
        elif kept:
            flat = tuple(inner for part in kept for inner in (part.parts if isinstance(part, Words) else (part,)))
            tree = Words(flat)
        return Without(tree, tuple(left_out)) if left_out else tree

    def _parts(self, group: Any, levels: int) -> list[Typed | None]:
        """The parts of a group, neighbouring words taken together: they may be parts of one number or name."""
        parts: list[Typed | None] = []
        nodes = list(group)
        first = 0
        while first < len(nodes):
            last = first
            while last + 1 < len(nodes) and self._belong_together(nodes[last], nodes[last + 1]):
                last += 1
            if isinstance(nodes[first], syntax.WordNode):
                parts.append(self._leaf(nodes[first], nodes[first].startchar, nodes[last].endchar))
            else:
                parts.append(self.tree(nodes[first], levels - 1))
            first = last + 1
        return parts

    def _belong_together(self, left: Any, right: Any) -> bool:
        return (
            isinstance(left, syntax.WordNode)
            and isinstance(right, syntax.WordNode)
            and left.fieldname == right.fieldname
            and not self._text[left.endchar : right.startchar].strip()
        )

    def _leaf(self, node: Any, start: int, end: int) -> Typed | None:
        field = field_of(node.fieldname) if getattr(node, "fieldname", None) else None
        if field in (None, TITLE):
            tree = self._words(start, end)
            return InTitle(tree) if field and tree else tree
        assert field
        try:
            if isinstance(node, syntax.RangeNode):
                return said_between(node.start, node.end, node.startexcl, node.endexcl)
            value = _PHRASE.fullmatch(self._text, start, end)
            return said(field, value["text"] if value else self._text[start:end])
        except QueryError as error:
            self._notes.append(Note(start, end, f"Left out {self._text[start:end]!r}: {error}"))
            return None

    def _words(self, start: int, end: int) -> Typed | None:
        phrase = _PHRASE.fullmatch(self._text, start, end)
        if phrase:
            whole = quoted(phrase["text"], phrase.start("text"), self._placed)
            return whole and Words((self._near(whole, phrase),))
        return side_by_side(self._text[start:end], start, self._placed)

    def _near(self, whole: Phrase | LoosePhrase, phrase: re.Match[str]) -> Typed:
        """A phrase with as many words between its own as were typed."""
        slop, length = int(phrase["slop"] or 0), len(whole[0])
        if length > 1 and slop > (most := most_slop(length)):
            start, end = phrase.span("slop")
            self._notes.append(Note(start, end, f"Between {length} words at most {most} others are looked for."))
        return whole._replace(slop=min(slop, most_slop(length)))


def _only(tree: Both | Either) -> Typed:
    """A group of one as that one, except words side by side: a lone word is searched as they are."""
    return tree.parts[0] if len(tree.parts) == 1 else tree
