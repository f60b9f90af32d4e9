"""One spelling for one syllable: the exact key, which keeps accents and drops everything else that varies.

Two writings of one word get one key: NFC and NFD, upper and lower case, the old and the new placement of the
tone mark (hòa = hoà, ủy = uỷ), tone and vowel marks typed in either order, look-alikes of đ.
"""

from __future__ import annotations

import re
import unicodedata

# Vowel marks (circumflex, breve, horn) belong before tone marks, or NFC can't compose the letter: some keyboards
# type e + acute + circumflex for ế.
_VOWEL_MARKS = "\u0302\u0306\u031b"
_TONE_MARKS = "\u0300\u0301\u0303\u0309\u0323"
# Tried at the first tone mark of a row only: at each one a long row would take the square of its length.
_TONE_BEFORE_VOWEL_MARK = re.compile(f"(?<![{_TONE_MARKS}])([{_TONE_MARKS}]+)([{_VOWEL_MARKS}]+)")

# Letters found in place of đ: Icelandic eth (old Windows code pages) and African D.
_D_LOOKALIKES = str.maketrans("ðɖ", "đđ")

# Format characters that web pages and word processors leave inside words: soft hyphen, zero-width space and joiners.
_INVISIBLE = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))

# In the rimes oa, oe, uy the old style puts the tone on the first vowel, the new one on the second. No Vietnamese
# syllable tells the two apart. In "qu" the u belongs to the onset and never carries the tone.
_NEW_PLACEMENT = {
    old_first + second: first + new_second
    for first, toned_first, second, toned_second in (
        ("o", "òóỏõọ", "a", "àáảãạ"),
        ("o", "òóỏõọ", "e", "èéẻẽẹ"),
        ("u", "ùúủũụ", "y", "ỳýỷỹỵ"),
    )
    for old_first, new_second in zip(toned_first, toned_second, strict=True)
}
_OLD_PLACEMENT = re.compile("|".join(_NEW_PLACEMENT))


def exact_key(syllable: str) -> str:
    """The key of a syllable with its accents: NFC, lower case, the tone mark in its new placement.

    >>> exact_key("HÒA"), exact_key("Uỷ"), exact_key("ủy")
    ('hoà', 'uỷ', 'uỷ')
    """
    if syllable.isascii():
        return syllable.lower()
    key = unicodedata.normalize("NFC", syllable.translate(_INVISIBLE)).lower().translate(_D_LOOKALIKES)
    decomposed = unicodedata.normalize("NFD", key)
    if _TONE_BEFORE_VOWEL_MARK.search(decomposed):
        key = unicodedata.normalize("NFC", _TONE_BEFORE_VOWEL_MARK.sub(r"\2\1", decomposed))
    return _OLD_PLACEMENT.sub(lambda match: _NEW_PLACEMENT[match.group()], key)
