"""What a query matches: its tree in fields and keys. What was typed has no scores here, equivalents score where they
stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from searchkit.engines.trees import Bool, Node, Sequence, Term
from searchkit.query.equivalents import Equivalent, Reading, readings, words_in
from searchkit.query.modes import Accents
from searchkit.query.query import in_force
from searchkit.query.tree import Both, Either, Phrase, Typed, Without, Word, Words, is_quoted, words_of
from searchkit.schema import EXACT, FOLDED, PAIRS, exact_term, joined_term


class Matching(NamedTuple):
    """How a query is to match: under a mode of accents, and with what equivalents of its words, of what weight.

    ``every_word``: words typed side by side must all match, not just some.
    """

    accents: Accents
    every_word: bool = False
    equivalents: tuple[Equivalent, ...] = ()
    weight: float = 0.0

    def tree(self, query: Typed, start: int = 0) -> Node:
        """The tree that matches what a typed tree asks for; ``start`` is the number of its first word in the query."""
        match query:
            case Word():
                return term_of(query, self.accents)
            case Phrase(words, quoted):
                if quoted or self.every_word:
                    return self._phrase(words, start)
                return Bool(should=tuple(term_of(word, self.accents) for word in words))
            case Words(parts):
                return self._words(parts, start)
            case Both(parts):
                return Bool(must=tuple(self.tree(part, first) for first, part in _numbered(parts, start)))
            case Either(parts):
                return Bool(should=tuple(self.tree(part, first) for first, part in _numbered(parts, start)))
            case Without(part, excluded):
                must = () if part is None else (self.tree(part, start),)
                meant = (Matching(_meant(one, self.accents), True).tree(one) for one in excluded)
                return Bool(must=must, must_not=tuple(meant))

    def of_equivalent(self, equivalent: Equivalent) -> Node:
        """What holds an equivalent's phrase, scored."""
        return self._scored_phrase(equivalent.phrase)

    def _words(self, parts: tuple[Typed, ...], start: int) -> Node:
        numbered = list(_numbered(parts, start))
        if self.every_word:
            return Bool(must=tuple(self._every(numbered)))
        quoted = tuple(self.tree(part, first) for first, part in numbered if is_quoted(part))
        if quoted:
            return Bool(must=quoted)
        end = start + sum(1 for part in parts for _ in words_of(part))
        others = (self.of_equivalent(one) for one in self.equivalents if start <= one.start and one.end <= end)
        return Bool(should=(*(self.tree(part, first) for first, part in numbered), *others))

    def _every(self, parts: list[tuple[int, Typed]]) -> Iterator[Node]:
        """All parts; those that equivalents may stand for, in any of their readings."""
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
        written = [words_in(way, words, start) for way in others]
        return Bool(should=(self._sequence(words), *map(self._scored_phrase, dict.fromkeys(written))))

    def _sequence(self, words: tuple[Word, ...]) -> Sequence:
        field = EXACT if self.accents is Accents.STRICT else FOLDED
        return Sequence(field, tuple(term_of(word, self.accents).key for word in words))

    def _scored_phrase(self, words: tuple[Word, ...]) -> Node:
        """Words that follow one another, scored by their pairs."""
        if len(words) == 1:
            return term_of(words[0], self.accents)._replace(weight=self.weight)
        pairs = tuple(Term(PAIRS, joined_term((a.folded, b.folded)), self.weight) for a, b in pairwise(words))
        if len(pairs) == 1 and self.accents is not Accents.STRICT:
            return pairs[0]
        return Bool(must=(self._sequence(words), *dict.fromkeys(pairs)))


def in_report(equivalent: Equivalent, weight: float) -> Node:
    """What a report as a whole holds of an equivalent, scored: all its pairs, for no positions are kept there."""
    folded = [word.folded for word in equivalent.phrase]
    if len(folded) == 1:
        return Term(FOLDED, folded[0], weight)
    pairs = tuple(Term(PAIRS, joined_term(pair), weight) for pair in dict.fromkeys(pairwise(folded)))
    return pairs[0] if len(pairs) == 1 else Bool(must=pairs)


def scores_itself(node: Node) -> bool:
    """Whether a node has a score where it stands, as equivalents do."""
    if isinstance(node, Bool):
        return any(map(scores_itself, node.must))
    return isinstance(node, Term) and node.weight > 0


def term_of(word: Word, accents: Accents) -> Term:
    """The term that matches a word."""
    if accents is Accents.STRICT:
        return Term(EXACT, exact_term(word.folded, word.exact))
    return Term(FOLDED, word.folded)


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
    loose = accents is Accents.IGNORE or in_force(Accents.AUTO, tuple(words_of(excluded))) is Accents.IGNORE
    return Accents.IGNORE if loose and accents is not Accents.STRICT else Accents.STRICT
