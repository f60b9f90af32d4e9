"""Running a plan: tiers to one ranked list, accents to order what is alike, copies and groups folded together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from searchkit.analysis.accents import Agreement, agreement
from searchkit.engines.engine import Match, View
from searchkit.query.places import Place, Places
from searchkit.query.tree import Node, Word
from searchkit.records import Record, decode

# What a tier is worth in a score: more than BM25 over the weighted fields gives to a query of four syllables, so that
# scores fall as ranks rise.
_TIER = 100.0

# Accents are compared in blocks of so many ranks: what is alike in all but accents and length stands close together.
_BLOCK = 10


class Found(NamedTuple):
    """A passage found."""

    score: float
    record: Record


def ranked(view: View, plan: Sequence[Node], words: Sequence[Word], places: Places | None) -> Iterator[Found]:
    """Everything that a plan finds, best first, read from the index as far as it is asked for.

    ``words``: the query's. ``places`` finds them, if accents are to count: then among passages of a block that match
    the same words those that agree better with the accents typed come first.
    """
    for matches in _blocks(view, plan):
        records = map(decode, view.fetch(match.address for match in matches))
        block = [Found(match.score, record) for match, record in zip(matches, records, strict=True)]
        # Of equal scores an engine gives any first: make it the same one every time.
        block.sort(key=lambda found: (-found.score, found.record.report, found.record.ordinal))
        yield from _by_accents(block, words, places) if places else block


def _blocks(view: View, plan: Sequence[Node]) -> Iterator[list[Match]]:
    """Blocks of matches in order of tiers, no passage twice. Asks the engine for no more than is wanted yet."""
    seen: set[object] = set()
    wanted = _BLOCK
    waiting: list[Match] = []
    for below, tier in reversed(list(enumerate(reversed(plan)))):
        while True:
            matches = view.search(tier, wanted)
            for match in matches:
                if match.address not in seen:
                    seen.add(match.address)
                    waiting.append(match._replace(score=match.score + _TIER * below))
            exhausted = len(matches) < wanted
            while len(waiting) >= _BLOCK:
                yield waiting[:_BLOCK]
                waiting = waiting[_BLOCK:]
            if exhausted:
                break
            # Doubling reads the top again, but a page of a hundred takes three searches, not ten.
            wanted = max(wanted, len(seen)) * 2
    if waiting:
        yield waiting


def _by_accents(block: list[Found], words: Sequence[Word], places: Places) -> list[Found]:
    """Passages that match the same words change places so that the better accents come first; scores stay in place."""
    alike: dict[object, list[int]] = {}
    qualities = []
    for number, found in enumerate(block):
        matched, quality = _agreement([places(found.record.title), places(found.record.text)], words)
        qualities.append(quality)
        alike.setdefault((matched, found.score // _TIER), []).append(number)
    ordered = list(block)
    for numbers in alike.values():
        best_first = sorted(numbers, key=lambda number: -qualities[number])
        for place, number in zip(numbers, best_first, strict=True):
            ordered[place] = block[number]._replace(score=block[place].score)
    return ordered


def _agreement(texts: list[list[Place]], words: Sequence[Word]) -> tuple[frozenset[object], int]:
    """Which words and neighbouring pairs of a query some texts hold, and how well they agree in accents, summed up."""
    forms: dict[str, set[str]] = {}
    neighbours: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for places in texts:
        reached, before, before_exact = -1, "", ""
        for position, folded, exact, _, _ in places:
            forms.setdefault(folded, set()).add(exact)
            if 0 <= reached == position - 1:
                neighbours.setdefault((before, folded), set()).add((before_exact, exact))
            reached, before, before_exact = position, folded, exact
    quality = 0
    matched: set[object] = set()
    for word in words:
        if found := forms.get(word.folded):
            matched.add(word.folded)
            typed = word.exact
            quality += Agreement.EXACT if typed in found else max(agreement(typed, form) for form in found)
    for one, two in pairwise(words):
        pair, typed_pair = (one.folded, two.folded), (one.exact, two.exact)
        if together := neighbours.get(pair):
            matched.add(pair)
            if typed_pair in together:
                quality += 2 * Agreement.EXACT
            else:
                quality += max(sum(map(agreement, typed_pair, forms)) for forms in together)
    return frozenset(matched), quality


def one_a_report(found: Iterable[Found]) -> Iterator[Found]:
    """The best passage of each report."""
    reports: set[str] = set()
    for passage in found:
        if passage.record.report not in reports:
            reports.add(passage.record.report)
            yield passage
