"""A text without case, accents and spare white space: what tables of Vietnamese phrases are compared with."""

from __future__ import annotations

import re
import unicodedata

_MARKS = re.compile("[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]+")
# Look-alikes of đ: eth (old Windows code pages) and African D. NFD leaves all three as they are.
_D = str.maketrans("đðɖ", "ddd")


def plain(text: str) -> str:
    """A short text in small letters without accents, words apart by one space; its length may differ.

    >>> plain("  Đọc  báo\\tIN "), plain("CHIA SẺ"), plain("ð")
    ('doc bao in', 'chia se', 'd')
    """
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFD", text))
    return " ".join(text.lower().translate(_D).split())
