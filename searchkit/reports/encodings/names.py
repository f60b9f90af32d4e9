"""The names of encodings that a person may give."""

from __future__ import annotations

import codecs

from searchkit.errors import EncodingError
from searchkit.reports.encodings import cp1258, tcvn3, viscii, vni
from searchkit.reports.encodings.detection import WESTERN

UTF_8, UTF_16 = "UTF-8", "UTF-16"
OLD = (tcvn3.NAME, vni.NAME, viscii.NAME, cp1258.NAME)
NAMES = (UTF_8, UTF_16, *OLD, WESTERN)

_ALIASES = {
    "abc": tcvn3.NAME,
    "tcvn": tcvn3.NAME,
    "tcvn5712": tcvn3.NAME,
    "tcvn57121": tcvn3.NAME,
    "vscii": tcvn3.NAME,
    "vniwindows": vni.NAME,
    "cp1258": cp1258.NAME,
    "cp1252": WESTERN,
    "utf8sig": UTF_8,
} | {name.lower().replace("-", ""): name for name in NAMES}


def known(name: str) -> str:
    """The usual name of an encoding that a person names: one of ``NAMES``, or that of another codec of Python.

    Raises EncodingError, which lists ``NAMES``.

    >>> known("abc"), known("cp1258"), known("utf8"), known("latin-1")
    ('TCVN3', 'windows-1258', 'UTF-8', 'iso8859-1')
    """
    plain = "".join(char for char in name.lower() if char.isalnum())
    if plain in _ALIASES:
        return _ALIASES[plain]
    try:
        # Python has codecs that aren't for text, such as hex: encoding a text by them fails.
        "".encode(name)
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        raise EncodingError(f"no encoding {name!r}; known are {', '.join(NAMES)} and those of Python") from None
    return _ALIASES.get("".join(char for char in found if char.isalnum()), found)
