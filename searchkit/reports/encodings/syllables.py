"""Which strings of letters are well-formed Vietnamese syllables: a table of onsets, rimes and tones.

It is what tells a text that was decoded rightly from one that was not, so it is strict: "thuyền" is a syllable,
"thuỳên" and "ñường" are none. The inventory is that of the standard descriptions (Đoàn Thiện Thuật, Ngữ âm tiếng Việt,
1977; Laurence C. Thompson, A Vietnamese Reference Grammar, 1965), the spelling that of today's dictionaries, with the
older place of the tone mark (hòa beside hoà, and qúy beside quý) and the names of two provinces.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph r s t th tr v x"
_PLAIN_RIMES = """
    a ai ao au ay âu ây e eo ê êu i iu ia iêu o oi ô ôi ơ ơi u ui ua uôi ư ưi ưu ưa ươi ươu
    am an ang anh ăm ăn ăng âm ân âng em en eng êm ên ênh im in inh iêm iên iêng
    om on ong oong ôm ôn ông ơm ơn um un ung uôm uôn uông ưm ưng ươm ươn ương
    ac ach ap at ăc ăp ăt âc âp ât ec ep et êch êp êt ich ip it iêc iêp iêt
    oc ooc op ot ôc ôp ôt ơp ơt uc up ut uôc uôt ưc ưt ươc ươp ươt
"""
_RIMES_WITH_MEDIAL = """
    oa oai oao oay oe oeo uê uêu uơ uy uya uyu uây
    oam oan oang oanh oăm oăn oăng oen uân uâng uênh uyên uyn uynh
    oac oach oap oat oăc oăt oet uât uêch uych uyêt uyt uyp
"""
# "qu" holds the medial itself.
_RIMES_AFTER_QU = """
    a ai ao au ay ây e eo ê êu i y ơ an ang anh ăm ăn ăng ân âng en eng ên ênh in inh yên ynh ơn
    ac ach ap at ăc ăp ăt âc ât ec et êch êt ich it yêt yt ôc ơt
"""
_RIMES_WITHOUT_ONSET = "y yêm yên yêng yêt yêu"
_ONSETS_BEFORE_Y = "h k l m s t th v"
# "gi" and a rime in i share one i: gì, giếng.
_RIMES_AFTER_G_FOR_GI = "i in ip iêc iêm iên iêng iêp iêt iêu"
_LABIALS = frozenset(("b", "m", "p", "ph", "v"))
_RIMES_AFTER_LABIALS = frozenset(("uy", "uyt"))
# Đắk Lắk and Bắc Kạn keep the spelling of the languages that their names come from.
_NAMES = frozenset(("đắk", "đăk", "lắk", "lăk", "kạn"))

_FRONT = frozenset("eêiy")
_STOPS = ("c", "ch", "p", "t")
_TONES = "\u0301\u0300\u0309\u0303\u0323"
_AFTER_STOPS = "\u0301\u0323"
_VOWELS = frozenset("aăâeêioôơuưy")
_VOWELS_WITH_A_MARK = frozenset("ăâêôơư")
_EITHER_PLACE = frozenset(("oa", "oe", "uy"))


def well_formed(word: str) -> bool:
    """Whether a word, composed (NFC) and in small letters, is a Vietnamese syllable with its marks.

    >>> [well_formed(word) for word in ("thuyền", "khỏe", "khoẻ", "cat", "cát", "nghà", "quốc", "gìn")]
    [True, True, True, False, True, False, True, True]
    """
    return word in _syllables()


def well_formed_without_accents(word: str) -> bool:
    """Whether a word of small ASCII letters is what is left of some Vietnamese syllable without its marks.

    >>> [well_formed_without_accents(word) for word in ("nghiep", "duong", "the", "street", "les")]
    [True, True, True, False, False]
    """
    return word in _folded_syllables()


@cache
def _syllables() -> frozenset[str]:
    return frozenset(onset + toned for onset, rime, nucleus in _untoned() for toned in _toned(rime, nucleus)) | _NAMES


@cache
def _folded_syllables() -> frozenset[str]:
    decomposed = (unicodedata.normalize("NFD", word.replace("đ", "d")) for word in _syllables())
    return frozenset("".join(letter for letter in word if letter.isascii()) for word in decomposed)


def _untoned() -> Iterator[tuple[str, str, int]]:
    """Onsets and rimes that go together, and how many letters of the rime come before its vowels."""
    for rime in _PLAIN_RIMES.split():
        if not rime.startswith("iê"):
            yield "", rime, 0
        yield from (
            (onset, rime, 0) for onset in _ONSETS.split() if _spelled(onset, rime[0] in _FRONT, rime[0] in "iy")
        )
    for rime in _RIMES_WITH_MEDIAL.split():
        yield "", rime, 0
        for onset in _ONSETS.split():
            if onset not in ("c", "gh", "gi", "k", "ngh") and (onset not in _LABIALS or rime in _RIMES_AFTER_LABIALS):
                yield onset, rime, 0
    for rime in _RIMES_AFTER_QU.split():
        yield "q", "u" + rime, 1
        if not _VOWELS_WITH_A_MARK & set(rime):
            yield "q", "u" + rime, 0
    for rime in _RIMES_WITHOUT_ONSET.split():
        yield "", rime, 0
    for onset in _ONSETS_BEFORE_Y.split():
        yield onset, "y", 0
    for rime in _RIMES_AFTER_G_FOR_GI.split():
        yield "g", rime, 0


def _spelled(onset: str, front: bool, high: bool) -> bool:
    """Whether an onset is spelled so before a front vowel: k, gh and ngh are, c, g and ng are not."""
    if onset in ("k", "gh", "ngh"):
        return front
    if onset in ("c", "g", "ng"):
        return not front
    return onset != "gi" or not high


def _toned(rime: str, nucleus: int) -> Iterator[str]:
    """A rime with each tone that it can have, the mark on each letter that may bear it."""
    tones = _AFTER_STOPS if rime.endswith(_STOPS) else _TONES
    if tones is _TONES:
        yield rime
    for place in _places(rime, nucleus):
        for tone in tones:
            yield unicodedata.normalize("NFC", rime[: place + 1] + tone) + rime[place + 1 :]


def _places(rime: str, nucleus: int) -> Iterator[int]:
    """Where the mark of the tone stands.

    On the last vowel with a mark of its own, else on the middle of three vowels, on the second of two before a
    consonant, on the first of two at the end.
    """
    vowels = [place for place, letter in enumerate(rime) if letter in _VOWELS and place >= nucleus]
    marked = [place for place in vowels if rime[place] in _VOWELS_WITH_A_MARK]
    if marked:
        yield marked[-1]
    elif len(vowels) == 3 or (len(vowels) == 2 and vowels[-1] < len(rime) - 1):
        yield vowels[1]
    else:
        yield vowels[0]
        if rime in _EITHER_PLACE and nucleus == 0:
            yield vowels[1]
