"""Unicode to the old encodings: the package's tables read backwards, for tests and measurements."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from searchkit.reports.encodings import cp1258, tcvn3, viscii, vni

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
SMALL = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES] + ["đ"]
# The 134 letters that ASCII lacks.
LETTERS = [letter for letter in SMALL + [one.upper() for one in SMALL] if not letter.isascii()]
BYTES = [chr(byte) for byte in range(256) if chr(byte) not in "\t\n\r"]


def _codes(to_unicode: Callable[[str], str], codes: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for code in codes:
        letter = to_unicode(code)
        if letter in LETTERS:
            found.setdefault(letter, code)
    return found


_PAIRS = [base + chr(mark) for base in "aeouyôöAEOUYÔÖ" for mark in range(0xC0, 0x100)]
TCVN3 = _codes(tcvn3.of_standard, BYTES)
VISCII = _codes(viscii.to_unicode, BYTES)
# A pair in one case comes first: AÙ, not Aù.
VNI = _codes(vni.to_unicode, sorted(BYTES + _PAIRS, key=lambda code: (not (code.islower() or code.isupper()), code)))
_TONE = {letter: unicodedata.normalize("NFD", letter) for letter in LETTERS}


def _encoded(text: str, codes: dict[str, str]) -> bytes:
    composed = unicodedata.normalize("NFC", text)
    return "".join(codes.get(char) or _windows(char) for char in composed).encode("latin-1")


def _windows(char: str) -> str:
    return char.encode("cp1252", "replace").decode("latin-1")


def tcvn3_of_fonts(text: str) -> bytes:
    """As typed in .VnTime with the capitals lock on: toned capitals become small letters."""
    composed = unicodedata.normalize("NFC", text)
    low = {letter for letter in LETTERS if letter.isupper() and letter not in "ĂÂÊÔƠƯĐ"}
    return _encoded("".join(char.lower() if char in low else char for char in composed), TCVN3)


def tcvn3_of_standard(text: str) -> bytes:
    """With all capitals, as iconv's TCVN5712-1."""
    return "".join(TCVN3.get(char) or (char if char.isascii() else "?") for char in _composed(text)).encode("latin-1")


def viscii_bytes(text: str) -> bytes:
    """VISCII; what it lacks is "?"."""
    return "".join(VISCII.get(char) or (char if char.isascii() else "?") for char in _composed(text)).encode("latin-1")


def vni_bytes(text: str) -> bytes:
    """VNI for Windows, with Windows' quotes."""
    return _encoded(text, VNI)


def cp1258_bytes(text: str) -> bytes:
    """windows-1258: a letter with its vowel mark, then the tone."""
    return re.sub(r"[^\x00-\x7f]", _in_1258, _composed(text)).encode("cp1258", "replace")


def _in_1258(found: re.Match[str]) -> str:
    char = found.group()
    if _fits(char):
        return char
    decomposed = unicodedata.normalize("NFD", char)
    tone = next((mark for mark in decomposed if mark in TONES), "")
    return unicodedata.normalize("NFC", decomposed.replace(tone, "")) + tone


def _fits(char: str) -> bool:
    try:
        char.encode("cp1258")
    except UnicodeEncodeError:
        return False
    return True


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


ENCODERS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "TCVN3, as in fonts": (tcvn3.NAME, tcvn3_of_fonts),
    "TCVN3, all capitals": (tcvn3.NAME, tcvn3_of_standard),
    "VNI": (vni.NAME, vni_bytes),
    "VISCII": (viscii.NAME, viscii_bytes),
    "windows-1258": (cp1258.NAME, cp1258_bytes),
}
