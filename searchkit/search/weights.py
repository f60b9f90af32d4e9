"""The numbers of ranking. Each was measured on judged sets of several kinds of text; docs/ranking.md says how."""

from __future__ import annotations

from typing import NamedTuple


class FieldWeights(NamedTuple):
    """What a match in each field is worth, times its BM25."""

    exact: float
    folded: float
    pairs: float
    words: float


class Weights(NamedTuple):
    """All that ranking can be tuned by.

    ``as_typed`` is for words as they were typed, accents included, ``any_accents`` for words whatever their accents,
    ``report`` for the report as a whole. A passage's score is its own, plus ``lift`` times its report's; for a report
    of one passage that is the passage's own, times ``alone``. ``equivalent`` is for each pair of an equivalent's words
    (each word, if it is one) where the whole of it stands. Queries of up to ``short`` different syllables are what
    people type into a box: for them all words come before some, and words that stand together before scattered ones;
    longer ones are sentences, where BM25 alone ranks better.
    """

    as_typed: FieldWeights
    any_accents: FieldWeights
    report: FieldWeights
    lift: float
    alone: float
    equivalent: float
    short: int


DEFAULT = Weights(
    # Other accents come in a later tier: 0.2 folded beside 0.8 exact ranks alike and doubles the work.
    as_typed=FieldWeights(exact=1.0, folded=0.0, pairs=0.45, words=0.2),
    # One folded syllable is ambiguous, two are not.
    any_accents=FieldWeights(exact=0.0, folded=1.0, pairs=0.5, words=0.2),
    # What a report is about shows without accents as well as with them, and its pairs tell as much as its compounds.
    report=FieldWeights(exact=0.0, folded=1.0, pairs=0.7, words=0.0),
    # 0.5 to 1.5 rank alike.
    lift=0.75,
    # Such a report is short among reports, which BM25 would reward: 1.0 loses a third of a point on wiki and law.
    alone=1.2,
    equivalent=0.3,
    short=4,
)
