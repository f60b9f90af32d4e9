"""The query language: what was typed, to a tree.

Plain words are read here. Quotation marks, AND, OR, NOT (or a leading "-") and parentheses are Whoosh's parser's work,
imported only when they occur. Whoosh never analyses a word: what it takes for one is scanned as any text is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchkit.analysis.numerals import units
from searchkit.analysis.syllables import keys, nfc, scan
from searchkit.errors import QueryError
from searchkit.query.tree import Both, Either, Phrase, Typed, Without, Word, Words, phrases_of, words_of

if TYPE_CHECKING:
    from whoosh.qparser import QueryParser
    from whoosh.query import Query

#: The most words a query may have, and the most quotation marks, parentheses and operators.
MOST_WORDS, MOST_OPERATORS = 1000, 5000
# The most groups within one another, as Whoosh reads them: a group in parentheses is two.
_MOST_LEVELS = 100

_QUOTATION_MARKS = str.maketrans("“”„‟«»＂", '"""""""')
_NOT_OPERATOR = r"(?:(?<=\s)|(?<=^)|(?<=\())(?:NOT(?=\s)|-(?=[^\W\d_]|[\"(]))"
_OPERATOR = re.compile(rf'"|[()]|\b(?:AND|OR)\b|{_NOT_OPERATOR}')


def parse(query: str, operators: bool = True) -> Typed:
    """The tree of a query; without ``operators`` quotation marks, AND, OR, NOT and parentheses are text like any other.

    >>> parse("Đảng ủy")
    Words(parts=(Word(exact='đảng', folded='dang'), Word(exact='uỷ', folded='uy')))

    Raises QueryError if it holds no word to look for, more than MOST_WORDS or MOST_OPERATORS, or is nested too deeply.
    """
    if not query.strip():
        raise QueryError("The query is empty; type a word or more to look for.")
    # A terminal that isn't UTF-8 hands over bytes that are no letters: they separate words as punctuation does.
    query = nfc(query.encode(errors="replace").decode()).translate(_QUOTATION_MARKS)
    tree: Typed | None = _plain(query)
    if tree is None:
        raise QueryError("The query has no word in it, only punctuation; type a word or more to look for.")
    count = sum(1 for _ in words_of(tree))
    if count > MOST_WORDS:
        raise QueryError(f"The query has {count:,} words; the most is {MOST_WORDS:,}. Shorten it.")
    count = sum(1 for _ in _OPERATOR.finditer(query)) if operators else 0
    if count > MOST_OPERATORS:
        raise QueryError(
            f"The query has {count:,} quotation marks, parentheses and operators; the most is {MOST_OPERATORS:,}."
        )
    if count:
        tree = _with_operators(query)
    if tree is None or next(phrases_of(tree), None) is None:
        raise QueryError("The query says only what to leave out; add a word to look for.")
    return tree


def _plain(text: str, quoted: bool = False) -> Words | None:
    """Words side by side, written units as phrases; None where there is no word."""
    tokens = [token for token in scan(text) if keys(token.surface)]
    unit_of = {start: number for number, unit in enumerate(units(text)) for start, _ in unit}
    parts: list[tuple[int | None, list[Word]]] = []
    for token in tokens:
        words = [Word(key.exact, key.folded) for key in keys(token.surface) if not key.alternate]
        unit = unit_of.get(token.start)
        if parts and unit is not None and parts[-1][0] == unit:
            parts[-1][1].extend(words)
        else:
            parts.append((unit, words))
    if not parts:
        return None
    if quoted:
        return Words((Phrase(tuple(word for _, words in parts for word in words)),))
    return Words(tuple(words[0] if len(words) == 1 else Phrase(tuple(words), quoted=False) for _, words in parts))


def _with_operators(query: str) -> Typed | None:
    from whoosh.qparser.common import QueryParserError

    try:
        return _tree(_whoosh_parser().parse(query, normalize=False), _MOST_LEVELS)
    except QueryParserError as error:
        raise QueryError(f"The query can't be read ({error}); check its quotation marks and parentheses.") from None
    except RecursionError:
        raise _too_deep() from None


def _too_deep() -> QueryError:
    return QueryError("The query is nested too deeply; use fewer parentheses.")


def _whoosh_parser() -> QueryParser:
    from whoosh import qparser, query

    class SideBySide(query.And):  # type: ignore[misc]  # Whoosh's classes are untyped
        """Words without an operator between them, told from those with AND."""

    class SideBySideGroup(qparser.syntax.GroupNode):  # type: ignore[misc]
        qclass = SideBySide

    plugins = [
        qparser.WhitespacePlugin(),
        qparser.PhrasePlugin(),
        qparser.GroupPlugin(),
        qparser.OperatorsPlugin(Not=_NOT_OPERATOR, AndNot=None, AndMaybe=None, Require=None),
    ]
    return qparser.QueryParser("text", None, plugins=plugins, group=SideBySideGroup)


def _tree(node: Query, levels: int) -> Typed | None:
    """Whoosh's tree, of so many levels at most, as ours; None for what holds no word."""
    from whoosh import query

    if not levels:
        raise _too_deep()
    if isinstance(node, query.Term):
        return _only(_plain(node.text))
    if isinstance(node, query.Phrase):
        return _only(_plain(" ".join(node.words), quoted=True))
    if isinstance(node, query.Not):
        excluded = _tree(node.query, levels - 1)
        return excluded and Without(None, (excluded,))
    if not isinstance(node, (query.And, query.Or)):
        return None
    parts = [part for one in node.subqueries if (part := _tree(one, levels - 1)) is not None]
    excluded_parts = [one for part in parts if isinstance(part, Without) and part.part is None for one in part.excluded]
    kept = tuple(part for part in parts if not (isinstance(part, Without) and part.part is None))
    if isinstance(node, query.Or):
        tree: Typed | None = _only(Either(kept)) if kept else None
    elif type(node) is query.And:
        tree = _only(Both(kept)) if kept else None
    else:
        flat = tuple(inner for part in kept for inner in (part.parts if isinstance(part, Words) else (part,)))
        tree = _only(Words(flat)) if flat else None
    return Without(tree, tuple(excluded_parts)) if excluded_parts else tree


def _only(tree: Typed | None) -> Typed | None:
    """A group of one as that one, except words side by side: a lone word is searched as they are."""
    if isinstance(tree, (Both, Either)) and len(tree.parts) == 1:
        return tree.parts[0]
    return tree
