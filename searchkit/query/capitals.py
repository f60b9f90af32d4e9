"""Words that were typed in capitals, as acronyms are: keys don't tell any more."""

from __future__ import annotations

import re

from searchkit.analysis.syllables import keys, nfc, scan

# Of more words in capitals, and none in small letters, capitals are how the query was typed.
_SHOUTED = 2
_CAPITAL = re.compile(r"[^\W\d_a-z]")


def in_capitals(text: str) -> frozenset[str]:
    """The exact keys of a text's words in capitals; none where all of more than two words are.

    >>> sorted(in_capitals("BTV Tỉnh ủy")), sorted(in_capitals("BAN THUONG VU"))
    (['btv'], [])
    """
    if not _CAPITAL.search(text):
        return frozenset()
    words = [token.surface for token in scan(nfc(text)) if token.surface[0].isalpha()]
    capitals = [word for word in words if word.isupper()]
    if len(capitals) == len(words) > _SHOUTED:
        return frozenset()
    return frozenset(key.exact for word in capitals for key in keys(word))
