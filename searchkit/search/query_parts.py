"""The parts of a query as a person knows them, and how each stands in a passage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from searchkit.analysis.accents import Agreement, agreement, fold
from searchkit.analysis.places import Places
from searchkit.engines.trees import Bool, Node, Term
from searchkit.query.equivalents import Equivalent
from searchkit.query.modes import Accents
from searchkit.query.query import Query
from searchkit.query.tree import Phrase, Word
from searchkit.schema import EXACT, FOLDED, JOINT, PAIRS, WORDS, exact_key_of, exact_term, joined_term
from searchkit.search import explanation
from searchkit.search.explanation import Part
from searchkit.search.highlighting import Highlighter
from searchkit.search.matching import Matching
from searchkit.search.scoring import phrase_in_report
from searchkit.storage.records import Record

#: Terms that scored: each with whether it stands within something that has to match as a whole, and what it gave in the
#: passage and in the report.
Scores: TypeAlias = "list[tuple[Term, bool, float, float]]"

_FORMS = {
    Agreement.EXACT: explanation.AS_TYPED,
    Agreement.COMPATIBLE: explanation.COMPATIBLE,
    Agreement.OTHER: explanation.OTHER,
}


class _Piece(NamedTuple):
    """A part of a query: its text, the words that stand for it in a text, and the form of more than a word."""

    text: str
    words: tuple[Word, ...]
    form: str = ""


class _Standing(NamedTuple):
    """How a piece stands in a passage or its title."""

    form: str
    where: str
    found: tuple[str, ...]
    agreement: int = 0


class QueryParts:
    """The parts of a query: ``of`` has how they stand in a passage. Made once a page."""

    def __init__(self, query: Query) -> None:
        self._words = [_Piece(word.exact, (word,)) for word in query.different_words]
        self._places = Places(word.folded for word in query.words)
        self._mode = Accents.IGNORE if query.accents is Accents.IGNORE else Accents.AUTO
        self._typed = dict(_typed(query))
        self._meant = dict(_meant(query.equivalents, query.accents))
        self._markers: dict[tuple[Word, ...], Highlighter] = {}

    def of(self, record: Record, scores: Scores) -> Iterator[Part]:
        """The parts of the query in a passage: its words in order, then what else gave score."""
        standing = {piece: self._of_word(piece, record) for piece in self._words}
        given = dict.fromkeys(self._words, (0.0, 0.0))
        for term, is_within, passage, report in scores:
            piece = self._piece(term, is_within, standing)
            before = given.get(piece, (0.0, 0.0))
            given[piece] = before[0] + passage, before[1] + report
        for piece, (passage, report) in given.items():
            form, where, found, _ = standing.get(piece) or self._of_phrase(piece, record)
            if not where and report:
                form, where = piece.form or explanation.ANY, "report"
            elif not where and passage:
                where = "passage"
            yield Part(piece.text, form, where, found, passage, report)

    def _piece(self, term: Term, is_within: bool, standing: dict[_Piece, _Standing]) -> _Piece:
        """What a term stands for; of words that differ in accents only the one that agrees best."""
        key = term.field, term.key
        meant = self._meant.get(key)
        if meant and (is_within or key not in self._typed):
            return meant
        pieces = self._typed.get(key) or [_unknown(term)]
        return max(pieces, key=lambda piece: standing[piece].agreement if piece in standing else 0)

    def _of_word(self, piece: _Piece, record: Record) -> _Standing:
        (word,) = piece.words
        for where, text in (("passage", record.text), ("title", record.title)):
            places = [place for place in self._places(text) if place.folded == word.folded]
            if places:
                best = max(agreement(word.exact, place.exact) for place in places)
                agreeing = [place for place in places if agreement(word.exact, place.exact) == best]
                found = tuple(dict.fromkeys(text[place.start : place.end] for place in agreeing))
                return _Standing(_form(word, agreeing[0].exact, best), where, found, best)
        return _Standing(explanation.MISSING, "", (), -1)

    def _of_phrase(self, piece: _Piece, record: Record) -> _Standing:
        for where, text in (("passage", record.text), ("title", record.title)):
            if spans := self._marker(piece.words)(text):
                return _Standing(piece.form, where, tuple(dict.fromkeys(text[start:end] for start, end in spans)))
        return _Standing(piece.form, "", ())

    def _marker(self, words: tuple[Word, ...]) -> Highlighter:
        if words not in self._markers:
            phrase = Phrase(words)
            self._markers[words] = Highlighter(Query(phrase, (phrase,), words, self._mode, False))
        return self._markers[words]


def _form(word: Word, exact: str, agreed: Agreement) -> str:
    if agreed is not Agreement.EXACT and (word.has_spellings or fold(word.exact) != fold(exact)):
        return explanation.SPELLING
    return _FORMS[agreed]


def _typed(query: Query) -> Iterator[tuple[tuple[str, str], list[_Piece]]]:
    """What the terms of typed words stand for."""
    same: dict[str, list[_Piece]] = {}
    for word in query.different_words:
        piece = _Piece(word.exact, (word,))
        same.setdefault(word.folded, []).append(piece)
        yield (EXACT, exact_term(word.folded, word.exact)), [piece]
    for folded, pieces in same.items():
        yield (FOLDED, folded), pieces
    pairs = list(pairwise(query.words))
    triples = list(zip(query.words, query.words[1:], query.words[2:], strict=False))
    for field, form, rows in (
        (PAIRS, explanation.PAIR, pairs),
        (WORDS, explanation.COMPOUND, [*pairs, *triples]),
    ):
        # The first of those that differ in accents only.
        for row in reversed(rows):
            text = " ".join(word.exact for word in row)
            yield (field, joined_term(word.folded for word in row)), [_Piece(text, tuple(row), form)]


def _meant(equivalents: Sequence[Equivalent], accents: Accents) -> Iterator[tuple[tuple[str, str], _Piece]]:
    """What the terms of equivalents stand for."""
    matching = Matching(accents, weight=1.0)
    for one in reversed(equivalents):
        piece = _Piece(one.label, one.phrase, one.kind)
        for tree in (matching.of_equivalent(one), phrase_in_report(one.phrase, 1.0)):
            for term in _terms((tree,)):
                yield (term.field, term.key), piece


def _terms(nodes: Iterable[Node]) -> Iterator[Term]:
    for node in nodes:
        if isinstance(node, Term):
            yield node
        elif isinstance(node, Bool):
            yield from _terms((*node.must, *node.should))


def _unknown(term: Term) -> _Piece:
    """A term that is of no word as it was typed, by itself."""
    exact = exact_key_of(term.key) if term.field == EXACT else term.key
    forms = {EXACT: explanation.AS_TYPED, FOLDED: explanation.ANY, PAIRS: explanation.PAIR, WORDS: explanation.COMPOUND}
    keys = exact.split(JOINT)
    return _Piece(" ".join(keys), tuple(Word(key, fold(key) or key) for key in keys), forms[term.field])
