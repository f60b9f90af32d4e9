"""Whoosh's parser for the signs of a query, and what it reads as our tree.

Whoosh never analyses a word: what it takes for one is read as any text is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from whoosh.qparser import QueryParser, syntax
from whoosh.qparser.common import QueryParserError
from whoosh.qparser.plugins import (
    BoostPlugin,
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
from searchkit.query.tree import (
    Both,
    Either,
    InTitle,
    Loose,
    LoosePhrase,
    Phrase,
    Typed,
    Without,
    Word,
    Words,
    loose_of,
    most_slop,
    words_of,
)
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
        BoostPlugin(mending.BOOST),
        OperatorsPlugin([(must, 0)], And=both, Or=either, Not=without, AndNot=None, AndMaybe=None, Require=None),
    ]
    return QueryParser("text", None, plugins=plugins, group=_SideBySide)


class Reading(NamedTuple):
    """What was read of a query: its tree, None where it holds no word; what can't be taken as it stands; where words
    stand that stand for several; and what words are weighted with."""

    tree: Typed | None
    notes: list[Note]
    placed: list[Placed]
    times: dict[Word | Loose, float]


def reading(text: str, vietnamese: bool) -> Reading:
    """A query in which nothing is out of place (``query.mending``), read.

    Raises QueryError for one that is nested too deeply.
    """
    reader = _Reader(text)
    try:
        tree = reader.tree(_parser(vietnamese).process(text), _MOST_LEVELS)
    except QueryParserError as error:
        raise QueryError(f"The query can't be read ({error}); check its quotation marks and parentheses.") from None
    except RecursionError:
        raise _too_deep() from None
    return Reading(tree, reader.notes, reader.placed, {one: most for one, most in reader.times.items() if most != 1})


def _too_deep() -> QueryError:
    return QueryError("The query is nested too deeply; use fewer parentheses.")


class _Reader:
    """Reads the nodes that Whoosh made of a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.notes: list[Note] = []
        self.placed: list[Placed] = []
        #: What each word is weighted with; the most where it was typed with several.
        self.times: dict[Word | Loose, float] = {}

    def tree(self, node: Any, levels: int, times: float = 1.0) -> Typed | None:
        """A node of Whoosh's, of so many levels at most, as ours; None for what holds no word. ``times``: what it is
        weighted with from outside."""
        if not levels:
            raise _too_deep()
        times = _weighted(node, times)
        if isinstance(node, syntax.Operator) or (isinstance(node, syntax.Wrapper) and not node.nodes):
            return None
        if isinstance(node, syntax.NotGroup):
            excluded = self.tree(node[0], levels - 1, times)
            return excluded and Without(None, (excluded,))
        if isinstance(node, _Must):
            part = self.tree(node[0], levels - 1, times)
            return part and Both((part,))
        if isinstance(node, syntax.GroupNode):
            return self._group(node, levels, times)
        return self._leaf(node, node.startchar, node.endchar, times)

    def _group(self, node: Any, levels: int, times: float) -> Typed | None:
        parts = [part for part in self._parts(node, levels, times) if part is not None]
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

    def _parts(self, group: Any, levels: int, times: float) -> list[Typed | None]:
        """The parts of a group, neighbouring words taken together: they may be parts of one number or name."""
        parts: list[Typed | None] = []
        nodes = list(group)
        first = 0
        while first < len(nodes):
            last = first
            while last + 1 < len(nodes) and self._belong_together(nodes[last], nodes[last + 1]):
                last += 1
            if isinstance(nodes[first], syntax.WordNode):
                own = _weighted(nodes[first], times)
                parts.append(self._leaf(nodes[first], nodes[first].startchar, nodes[last].endchar, own))
            else:
                parts.append(self.tree(nodes[first], levels - 1, times))
            first = last + 1
        return parts

    def _belong_together(self, left: Any, right: Any) -> bool:
        return (
            isinstance(left, syntax.WordNode)
            and isinstance(right, syntax.WordNode)
            and left.fieldname == right.fieldname
            and left.boost == right.boost
            and not self._text[left.endchar : right.startchar].strip()
        )

    def _leaf(self, node: Any, start: int, end: int, times: float) -> Typed | None:
        field = field_of(node.fieldname) if getattr(node, "fieldname", None) else None
        if field in (None, TITLE):
            tree = self._words(start, end)
            for word in _words_in(tree) if tree else ():
                self.times[word] = max(self.times.get(word, 0.0), times)
            return InTitle(tree) if field and tree else tree
        assert field
        try:
            if isinstance(node, syntax.RangeNode):
                return said_between(node.start, node.end, node.startexcl, node.endexcl)
            value = _PHRASE.fullmatch(self._text, start, end)
            if times != 1:
                self.notes.append(Note(start, end, "It only narrows down, and so has no weight."))
            return said(field, value["text"] if value else self._text[start:end])
        except QueryError as error:
            self.notes.append(Note(start, end, f"Left out {self._text[start:end]!r}: {error}"))
            return None

    def _words(self, start: int, end: int) -> Typed | None:
        phrase = _PHRASE.fullmatch(self._text, start, end)
        if phrase:
            whole = quoted(phrase["text"], phrase.start("text"), self.placed)
            return whole and Words((self._near(whole, phrase),))
        return side_by_side(self._text[start:end], start, self.placed)

    def _near(self, whole: Phrase | LoosePhrase, phrase: re.Match[str]) -> Typed:
        """A phrase with as many words between its own as were typed."""
        slop, length = int(phrase["slop"] or 0), len(whole[0])
        if length > 1 and slop > (most := most_slop(length)):
            start, end = phrase.span("slop")
            self.notes.append(Note(start, end, f"Between {length} words at most {most} others are looked for."))
        return whole._replace(slop=min(slop, most_slop(length)))


def _weighted(node: Any, times: float) -> float:
    """What a node of Whoosh's is weighted with, ``times`` from outside."""
    return min(max(times * getattr(node, "boost", 1.0), mending.LEAST_TIMES), mending.MOST_TIMES)


def _words_in(tree: Typed) -> Iterator[Word | Loose]:
    """All words of a tree, those that stand for several and those beside them in a phrase too."""
    yield from words_of(tree)
    for one in loose_of(tree):
        yield from one.parts if isinstance(one, LoosePhrase) else (one,)


def _only(tree: Both | Either) -> Typed:
    """A group of one as that one, except words side by side: a lone word is searched as they are."""
    return tree.parts[0] if len(tree.parts) == 1 else tree
