"""What the name of a font says of the encoding of its text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from searchkit.reports.encodings import tcvn3, viscii, vni


class Family(NamedTuple):
    """The old encoding of a font, "" if its name tells none, whether it draws capitals only, and whether it has signs
    in place of letters."""

    encoding: str = ""
    capitals: bool = False
    signs: bool = False


# How the names of the usual families begin: .VnTime, .VnArialH; VNI-Times, VNI Helve; VI Times, VI Arial H.
_ENCODINGS = (
    (re.compile(r"\.vn", re.I), tcvn3.NAME),
    (re.compile(r"vni", re.I), vni.NAME),
    (re.compile(r"vi[ -]|viscii", re.I), viscii.NAME),
)
_SIGNS = re.compile(r"symbol|wingdings|webdings|zapf ?dingbats|mt extra|marlett", re.I)
# A PDF that holds part of a font puts a tag before its name.
_SUBSET = re.compile(r"[A-Z]{6}\+")
# H, or Hoa, at the end of the family, before words for its style.
_CAPITALS = re.compile(r"h(?:oa)?(?=$|[-,]|\s+(?:bold|italic|oblique|regular)\b)", re.I)


@lru_cache(1000)
def family_of(font: str) -> Family:
    """What a font's name tells, written as a document does: ".VnTimeH", "ABCDEF+VNI-Times,Bold", "'.VnTime', serif".

    >>> family_of(".VnArialH").capitals, family_of("VNI-Times").encoding, family_of("Arial").encoding
    (True, 'VNI', '')
    """
    name = _SUBSET.sub("", font.strip(" '\"")).split(",")[0].strip(" '\"")
    for start, encoding in _ENCODINGS:
        if start.match(name):
            return Family(encoding, encoding != vni.NAME and _CAPITALS.search(name) is not None)
    return Family(signs=_SIGNS.match(name) is not None)
