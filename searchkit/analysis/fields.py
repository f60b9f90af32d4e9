"""The fields of the index: the views of one passage that an engine is given, all from one tokenisation."""

from __future__ import annotations

from typing import NamedTuple


class Field(NamedTuple):
    """A field of the index.

    ``values`` are either space-joined keys or, where ``whole``, one key that may hold spaces. ``ranked`` fields keep
    how often a key occurs, which BM25 needs; ``positions`` keep where, which phrases need.
    """

    name: str
    ranked: bool = False
    positions: bool = False
    whole: bool = False


#: "dang=đảng": the folded key first, so that a prefix lists every accented form of it.
EXACT = "exact"
#: The syllables without accents. This field alone decides what an accent-free query matches.
FOLDED = "folded"
#: Two neighbouring folded keys joined, "dang_uy": what rescues accent-free queries.
PAIRS = "pairs"
#: Compounds of two or more syllables and numeral units, folded and joined: "trung_uong", "21_nq_tw".
WORDS = "words"
#: Fingerprints that near-duplicate passages share.
COPIES = "copies"
#: The id of the passage's report.
REPORT = "report"
#: The number of the passage in its report, from 0.
ORDINAL = "ordinal"

FIELDS = (
    Field(EXACT, ranked=True, positions=True),
    Field(FOLDED, ranked=True, positions=True),
    Field(PAIRS, ranked=True),
    Field(WORDS, ranked=True),
    Field(COPIES),
    Field(REPORT, whole=True),
    Field(ORDINAL, whole=True),
)

#: Stands between title, passage and alternate keys, so that no phrase or pair runs across. ASCII, as folded keys are:
#: such a string takes a byte a letter and is its own UTF-8.
BOUNDARY = "|"


def exact_term(folded: str, exact: str) -> str:
    """The term of the exact field for a syllable.

    >>> exact_term("dang", "đảng")
    'dang=đảng'
    """
    return f"{folded}={exact}"
