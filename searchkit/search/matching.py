"""What a query matches, without scores: its tree in fields and keys."""

from __future__ import annotations

from searchkit.engines.trees import Bool, Node, Sequence, Term
from searchkit.query.modes import Accents
from searchkit.query.query import in_force
from searchkit.query.tree import Both, Either, Phrase, Typed, Without, Word, Words, words_of
from searchkit.schema import EXACT, FOLDED, exact_term


def matching(query: Typed, accents: Accents, every_word: bool) -> Node:
    """The tree that matches what a typed tree asks for, under a mode of accents.

    ``every_word``: words typed side by side must all match, not just some.
    """
    match query:
        case Word():
            return term_of(query, accents)
        case Phrase(words, quoted):
            if quoted or every_word:
                field = EXACT if accents is Accents.STRICT else FOLDED
                return Sequence(field, tuple(term_of(word, accents).key for word in words))
            return Bool(should=tuple(term_of(word, accents) for word in words))
        case Words(parts):
            if every_word:
                return Bool(must=tuple(matching(part, accents, every_word) for part in parts))
            quoted_parts = tuple(matching(part, accents, every_word) for part in parts if is_quoted(part))
            others = tuple(matching(part, accents, every_word) for part in parts if not is_quoted(part))
            return Bool(must=quoted_parts) if quoted_parts else Bool(should=others)
        case Both(parts):
            return Bool(must=tuple(matching(part, accents, every_word) for part in parts))
        case Either(parts):
            return Bool(should=tuple(matching(part, accents, every_word) for part in parts))
        case Without(part, excluded):
            must = () if part is None else (matching(part, accents, every_word),)
            return Bool(must=must, must_not=tuple(matching(one, _meant(one, accents), True) for one in excluded))


def term_of(word: Word, accents: Accents) -> Term:
    """The term that matches a word."""
    if accents is Accents.STRICT:
        return Term(EXACT, exact_term(word.folded, word.exact))
    return Term(FOLDED, word.folded)


def is_quoted(part: Typed) -> bool:
    """Whether a part of a query is more than a word or a written unit that was typed side by side with others."""
    return not isinstance(part, Word) and not (isinstance(part, Phrase) and not part.quoted)


def _meant(excluded: Typed, accents: Accents) -> Accents:
    """An excluded word is meant as it was typed; loosened, it would exclude what wasn't named."""
    loose = accents is Accents.IGNORE or in_force(Accents.AUTO, tuple(words_of(excluded))) is Accents.IGNORE
    return Accents.IGNORE if loose and accents is not Accents.STRICT else Accents.STRICT
