"""What a query matches: its tree in fields and keys. What was typed has no scores here, equivalents score where they
stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from math import comb
from typing import Any, NamedTuple

from searchkit.engines.trees import Bool, Node, Sequence, Term
from searchkit.query.equivalents import Equivalent, Reading, readings, words_in
from searchkit.query.modes import Accents
from searchkit.query.query import Query, in_force
from searchkit.query.tree import (
    Both,
    Either,
    Fuzzy,
    InTitle,
    Loose,
    LoosePhrase,
    Pattern,
    Phrase,
    Says,
    Typed,
    Without,
    Word,
    Words,
    is_condition,
    is_quoted,
    loose_words,
    words_of,
)
from searchkit.schema import EXACT, FACTS, FOLDED, TITLE
from searchkit.search.scoring import scored_pairs

# So many phrases are made of one whose words were typed in part.
_MOST_PHRASES = 300
# No key is empty.
_NOTHING = Term(FOLDED, "")


class Matching(NamedTuple):
    """How a query is to match: under a mode of accents, and with what equivalents of its words, of what weight.

    ``every_word``: words typed side by side must all match, not just some. ``expanded``: the words of an index that
    words typed in part stand for, of the same weight; ``times``: what these were weighted with. ``in_title``: only the
    title counts. ``of_query``: the mode of the whole query where ``accents`` is that of one tier: what is left out is
    left out of all tiers alike.
    """

    accents: Accents
    every_word: bool = False
    equivalents: tuple[Equivalent, ...] = ()
    weight: float = 0.0
    expanded: Mapping[Loose, tuple[Word, ...]] = {}
    times: Mapping[Any, float] = {}
    in_title: bool = False
    of_query: Accents | None = None

    @classmethod
    def of(cls, query: Query, weight: float = 0.0) -> Matching:
        """How a query asks to be matched, what stands for its words having some weight."""
        accents = query.accents
        return cls(accents, query.every_word, query.telling, weight, query.expanded, query.times, of_query=accents)

    def tree(self, query: Typed, start: int = 0) -> Node:
        """The tree that matches what a typed tree asks for; ``start`` is the number of its first word in the query."""
        match query:
            case Word():
                return self._term(query)
            case Phrase(words, quoted, slop):
                if slop:
                    return self._sequence(words, slop)
                if quoted or self.every_word:
                    return self._phrase(words, start)
                return Bool(should=tuple(self._term(word) for word in words))
            case Pattern() | Fuzzy():
                return self._any_of(query)
            case LoosePhrase(parts, slop):
                return self._loose_phrase(parts, slop)
            case Says(keys):
                return Bool(should=tuple(Term(FACTS, key) for key in keys))
            case InTitle(part):
                return self._replace(equivalents=(), in_title=True).tree(part)
            case Words(parts):
                return self._words(parts, start)
            case Both(parts):
                return Bool(must=tuple(self.tree(part, first) for first, part in _numbered(parts, start)))
            case Either(parts):
                return Bool(should=tuple(self.tree(part, first) for first, part in _numbered(parts, start)))
            case Without(part, excluded):
                must = () if part is None else (self.tree(part, start),)
                return Bool(must=must, must_not=tuple(map(self._left_out, excluded)))

    def _left_out(self, excluded: Typed) -> Node:
        accents = _meant(excluded, self.of_query or self.accents)
        return Matching(accents, True, expanded=self.expanded, in_title=self.in_title).tree(excluded)

    def of_equivalent(self, equivalent: Equivalent) -> Node:
        """What holds an equivalent's phrase, scored."""
        return self._scored_phrase(equivalent.phrase, self.weight * equivalent.times)

    def _words(self, parts: tuple[Typed, ...], start: int) -> Node:
        words = tuple(part for part in parts if isinstance(part, Word))
        if len(words) == len(parts) and not self.equivalents:
            # As nearly all queries are.
            terms = tuple(map(self._term, words))
            return Bool(must=terms) if self.every_word else Bool(should=terms)
        numbered = list(_numbered(parts, start))
        conditions = tuple(self.tree(part, first) for first, part in numbered if is_condition(part))
        if self.every_word:
            return Bool(must=tuple(self._every(numbered)))
        if conditions and len(conditions) < len(parts):
            # Of the words beside them any will do.
            others = [(first, part) for first, part in numbered if not is_condition(part)]
            return Bool(must=(*conditions, self._any(others)))
        return self._any(numbered)

    def _any(self, numbered: list[tuple[int, Typed]]) -> Node:
        """What is quoted, or any of the parts where nothing is."""
        quoted = tuple(self.tree(part, first) for first, part in numbered if is_quoted(part))
        if quoted:
            return Bool(must=quoted)
        start, (last, part) = numbered[0][0], numbered[-1]
        end = last + sum(1 for _ in words_of(part))
        others = (self.of_equivalent(one) for one in self.equivalents if start <= one.start and one.end <= end)
        return Bool(should=(*(self.tree(part, first) for first, part in numbered), *others))

    def _every(self, parts: list[tuple[int, Typed]]) -> Iterator[Node]:
        """All parts; those that equivalents may stand for, in any of their readings."""
        yield from (self.tree(part, first) for first, part in parts if not _has_words(part))
        parts = [(first, part) for first, part in parts if _has_words(part)]
        if not parts:
            return
        part_at = dict(parts)
        reached = parts[0][0]
        for start, end, equivalents in _clusters(one for one in self.equivalents if _is_of_parts(one, parts)):
            yield from (self.tree(part, first) for first, part in parts if reached <= first < start)
            ways = readings([first for first, _ in parts if start <= first < end], end, equivalents)
            yield Bool(should=tuple(self._all_of(way, part_at) for way in ways))
            reached = end
        yield from (self.tree(part, first) for first, part in parts if first >= reached)

    def _all_of(self, reading: Reading, part_at: dict[int, Typed]) -> Node:
        nodes = tuple(
            self.of_equivalent(one) if isinstance(one, Equivalent) else self.tree(part_at[one], one) for one in reading
        )
        return nodes[0] if len(nodes) == 1 else Bool(must=nodes)

    def _phrase(self, words: tuple[Word, ...], start: int) -> Node:
        end = start + len(words)
        inside = [one for one in self.equivalents if start <= one.start and one.end <= end]
        if not inside:
            return self._sequence(words)
        _, *others = readings(range(start, end), end, inside)
        written = dict.fromkeys(words_in(way, words, start) for way in others)
        weight = self.weight * min(one.times for one in inside)
        return Bool(should=(self._sequence(words), *(self._scored_phrase(way, weight) for way in written)))

    def _sequence(self, words: tuple[Word, ...], slop: int = 0) -> Sequence:
        terms = list(map(self._term, words))
        return Sequence(terms[0].field, tuple(term.key for term in terms), slop)

    def _term(self, word: Word) -> Term:
        term = term_of(word, self.accents)
        return term._replace(field=TITLE) if self.in_title else term

    def _any_of(self, loose: Loose) -> Node:
        """What a word stands for that was typed in part, scored; nothing scores in the field of titles."""
        terms = tuple(self._terms(loose)) or (_NOTHING,)
        if self.in_title:
            return Bool(must=(Bool(should=tuple(term._replace(field=TITLE) for term in terms)),), should=terms)
        return Bool(should=terms)

    def _terms(self, loose: Loose) -> list[Term]:
        words = self._standing_for(loose)
        # A word a letter away has no accents to agree with.
        exact = self.accents is not Accents.IGNORE and isinstance(loose, Pattern)
        found = dict.fromkeys(term_of(word, Accents.STRICT if exact else Accents.IGNORE) for word in words)
        times = self.times.get(loose, 1.0)
        terms = [term._replace(weight=self.weight * times) for term in found]
        if isinstance(loose, Fuzzy):
            terms.insert(0, term_of(loose.word, self.accents)._replace(weight=times))
        return terms

    def _standing_for(self, loose: Loose) -> tuple[Word, ...]:
        # Few queries have such words, so none other waits for this import.
        from searchkit.search.expanding import standing_for

        return standing_for(loose, self.expanded.get(loose, ()), self.accents)

    def _loose_phrase(self, parts: tuple[Word | Loose, ...], slop: int) -> Node:
        """All the phrases that words typed in part make, so many at most, of the most frequent words."""
        accents = self.accents
        loose = sum(1 for part in parts if not isinstance(part, Word))
        ways = comb(len(parts) - 1 + slop, slop)
        most = max(1, int((_MOST_PHRASES / ways) ** (1 / loose)))
        times = min(self.times.get(part, 1.0) for part in parts)
        choices = []
        for part in parts:
            words = (part,) if isinstance(part, Word) else self._standing_for(part)
            choices.append(tuple(dict.fromkeys(map(self._term, words)))[:most])
        phrases = (Sequence(terms[0].field, tuple(term.key for term in terms), slop) for terms in product(*choices))
        field = EXACT if accents is Accents.STRICT else FOLDED
        scored = (term._replace(field=field, weight=self.weight * times) for terms in choices for term in terms)
        return Bool(
            must=(Bool(should=tuple(phrases)) if all(choices) else _NOTHING,), should=tuple(dict.fromkeys(scored))
        )

    def _scored_phrase(self, words: tuple[Word, ...], weight: float) -> Node:
        """Words that follow one another, scored by their pairs."""
        if len(words) == 1:
            return term_of(words[0], self.accents)._replace(weight=weight)
        pairs = scored_pairs(words, weight)
        if len(pairs) == 1 and self.accents is not Accents.STRICT:
            return pairs[0]
        return Bool(must=(self._sequence(words), *dict.fromkeys(pairs)))


def term_of(word: Word, accents: Accents) -> Term:
    """The term that matches a word."""
    if accents is Accents.STRICT:
        return Term(EXACT, word.exact_term)
    return Term(FOLDED, word.folded)


def _has_words(part: Typed) -> bool:
    return next(words_of(part), None) is not None


def _numbered(parts: Iterable[Typed], start: int) -> Iterator[tuple[int, Typed]]:
    """Parts with the number of the first word of each."""
    for part in parts:
        yield start, part
        start += sum(1 for _ in words_of(part))


def _clusters(equivalents: Iterable[Equivalent]) -> Iterator[tuple[int, int, list[Equivalent]]]:
    """Equivalents whose words overlap, together, with the first of these words and the one after the last."""
    cluster: list[Equivalent] = []
    end = 0
    for one in sorted(equivalents):
        if cluster and one.start >= end:
            yield cluster[0].start, end, cluster
            cluster = []
        cluster.append(one)
        end = max(end, one.end) if len(cluster) > 1 else one.end
    if cluster:
        yield cluster[0].start, end, cluster


def _is_of_parts(equivalent: Equivalent, parts: list[tuple[int, Typed]]) -> bool:
    """Whether an equivalent stands for whole parts, and isn't one that a phrase sees to by itself."""
    phrases = ((first, first + len(part.words)) for first, part in parts if isinstance(part, Phrase))
    if any(first <= equivalent.start and equivalent.end <= end for first, end in phrases):
        return False
    borders = {first for first, _ in parts}
    borders.add(parts[-1][0] + sum(1 for _ in words_of(parts[-1][1])))
    return {equivalent.start, equivalent.end} <= borders


def _meant(excluded: Typed, accents: Accents) -> Accents:
    """An excluded word is meant as it was typed; loosened, it would exclude what wasn't named."""
    words, parts = tuple(words_of(excluded)), loose_words(excluded)
    loose = accents is Accents.IGNORE or in_force(Accents.AUTO, words, parts) is Accents.IGNORE
    return Accents.IGNORE if loose and accents is not Accents.STRICT else Accents.STRICT
