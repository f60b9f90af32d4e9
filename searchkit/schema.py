"""The schema of an index: its collections, their fields, and the format of every key. Nothing else knows them.

An index holds two collections of documents: its passages, which are found and shown, and a view of each report of more
than one passage, which says what the report as a whole is about.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Field(NamedTuple):
    """A field of a collection.

    What a document has in it are space-joined keys, or where ``whole`` one key that may hold spaces, or where
    ``several`` any number of such, a line each. ``ranked`` fields keep how often a key occurs, which BM25 needs;
    ``positions`` keep where, which phrases need.
    """

    name: str
    ranked: bool = False
    positions: bool = False
    whole: bool = False
    several: bool = False


class Collection(NamedTuple):
    """A kind of document in an index: its name and its fields."""

    name: str
    fields: tuple[Field, ...]


#: "dang=đảng": the folded key first, so that a prefix lists every accented form of it.
EXACT = "exact"
#: The syllables without accents. This field alone decides what an accent-free query matches.
FOLDED = "folded"
#: Two neighbouring folded keys joined, "dang_uy": what rescues accent-free queries.
PAIRS = "pairs"
#: Compounds of two or more syllables and numeral units, folded and joined: "trung_uong", "21_nq_tw".
WORDS = "words"
#: The title alone, in every passage: its folded keys, and behind a boundary its terms of the exact field.
TITLE = "title"
#: Fingerprints that near-duplicate passages share, and one that only identical passages do.
COPIES = "copies"
#: The acronyms that the passage defines, both ways: "btv=BTV=Ban_Thường_vụ", "ban_thuong_vu=BTV=Ban_Thường_vụ".
DEFINITIONS = "definitions"
#: The id of the report.
REPORT = "report"
#: The number of the passage in its report, from 0.
ORDINAL = "ordinal"
#: What the report says of itself, as filters look for it: see ``fact``.
FACTS = "facts"
#: The same as it is shown, with the first passage of the report: what is counted.
SHOWN = "shown"

PASSAGES = Collection(
    "passages",
    (
        Field(EXACT, ranked=True, positions=True),
        Field(FOLDED, ranked=True, positions=True),
        Field(PAIRS, ranked=True),
        Field(WORDS, ranked=True),
        Field(TITLE, positions=True),
        Field(COPIES),
        Field(DEFINITIONS),
        Field(REPORT, whole=True),
        Field(ORDINAL, whole=True),
        Field(FACTS, several=True),
        Field(SHOWN, several=True),
    ),
)
#: Of reports of more than one passage; a report of one passage is its passage. Accents rank passages, not reports.
REPORTS = Collection(
    "reports",
    (Field(FOLDED, ranked=True), Field(PAIRS, ranked=True), Field(REPORT, whole=True), Field(FACTS, several=True)),
)
COLLECTIONS = (PASSAGES, REPORTS)

#: The names of the fields that BM25 scores, in whichever collection.
RANKED = frozenset(field.name for collection in COLLECTIONS for field in collection.fields if field.ranked)
#: The names of the fields of several whole keys.
SEVERAL = frozenset(field.name for collection in COLLECTIONS for field in collection.fields if field.several)

#: Stands between title, passage and alternate keys, so that no phrase or pair runs across. ASCII, as folded keys are:
#: such a string takes a byte a letter and is its own UTF-8.
BOUNDARY = "|"
#: Joins the folded keys of a pair, a compound or a unit. No key holds it.
JOINT = "_"
#: Begins the fingerprint that only passages of the same exact keys share.
IDENTICAL = "="

#: The names of facts: when, where, by which paper, by whom, and what kind of document.
DATE, PLACE, SOURCE, AUTHOR, KIND = "date", "place", "source", "author", "kind"
#: Begins the name of what a report's metadata says, so that none is taken for a fact.
OF_METADATA = "."
#: Names and values of more code points are no keys: they are texts, for which nobody looks as a whole.
LONGEST_VALUE = 200
# Between name and value: white space that neither holds.
_SAYS = "\t"

#: The most bytes in UTF-8 of a key that is looked up as a whole, as ids are. tantivy's dictionary holds no longer one.
LONGEST_KEY = 65_530


def can_be_key(value: object) -> bool:
    """Whether a value can be a key that is looked up as a whole: valid Unicode, and not too long.

    >>> can_be_key("Đảng ủy/1.txt"), can_be_key("a" * 70_000), can_be_key(7)
    (True, False, False)
    """
    if not isinstance(value, str):
        return False
    try:
        return len(value.encode()) <= LONGEST_KEY
    except UnicodeEncodeError:  # half a surrogate pair
        return False


def exact_term(folded: str, exact: str) -> str:
    """The term of the exact field for a syllable; without ``exact`` the prefix of all its accented forms.

    >>> exact_term("dang", "đảng")
    'dang=đảng'
    """
    return f"{folded}={exact}"


def exact_key_of(term: str) -> str:
    """The accented key in a term of the exact field.

    >>> exact_key_of("dang=đảng")
    'đảng'
    """
    return term.partition("=")[2]


def joined_term(folded: Iterable[str]) -> str:
    """The term for neighbouring folded keys, in the fields of pairs and of words.

    >>> joined_term(["dang", "uy"])
    'dang_uy'
    """
    return JOINT.join(folded)


def behind_boundaries(texts: Iterable[str]) -> str:
    """The space-joined keys of some texts one after the other, kept apart; texts without keys leave no trace.

    >>> behind_boundaries(["hoi nghi", "dang uy"]), behind_boundaries(["", "dang uy"])
    ('hoi nghi | dang uy', 'dang uy')
    """
    return f" {BOUNDARY} ".join(filter(None, texts))


def fact(name: str, value: str) -> str:
    """The key of a fact or of what metadata says; without ``value`` the prefix of all with that name.

    >>> fact(PLACE, "bac giang"), fact(OF_METADATA + "unit", "")
    ('place\\tbac giang', '.unit\\t')
    """
    return f"{name}{_SAYS}{value}"


def name_of(key: str) -> str:
    """The name in the key of a fact.

    >>> name_of(fact(PLACE, "Bắc Giang"))
    'place'
    """
    return key.partition(_SAYS)[0]


def value_of(key: str) -> str:
    """The value in the key of a fact.

    >>> value_of(fact(PLACE, "Bắc Giang"))
    'Bắc Giang'
    """
    return key.partition(_SAYS)[2]


def several(keys: Iterable[str]) -> str:
    """Some keys, none with a line feed in it, as a field of ``several`` takes them."""
    return "\n".join(keys)


def definition_term(side: str, acronym: str = "", expansion: str = "") -> str:
    """The term by which one side of a definition, its folded keys joined, leads to both sides as they are written;
    without these the prefix of all definitions of that side.

    >>> definition_term("btv", "BTV", "Ban Thường vụ"), definition_term("btv")
    ('btv=BTV=Ban_Thường_vụ', 'btv=')
    """
    return f"{side}=" + (f"{_written(acronym)}={_written(expansion)}" if acronym else "")


def _written(text: str) -> str:
    return JOINT.join(text.split())


def defined_in(term: str) -> tuple[str, str]:
    """The acronym and what it stands for in a term of the field of definitions.

    >>> defined_in("btv=BTV=Ban_Thường_vụ")
    ('BTV', 'Ban Thường vụ')
    """
    _, acronym, expansion = term.split("=", 2)
    return acronym.replace(JOINT, " "), expansion.replace(JOINT, " ")
