"""Vietnamese letters and texts that several tests draw from."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st

BASE = dict(zip("aăâeêioôơuưy", "aaaeeiooouuy", strict=True))
TONES = {"grave": "\u0300", "acute": "\u0301", "hook": "\u0309", "tilde": "\u0303", "dot": "\u0323"}


def marked_letters() -> dict[str, tuple[str, str]]:
    """All 134 marked letters, composed: for each its base letter and its form of composed vowel + combining tone."""
    letters: dict[str, tuple[str, str]] = {}
    for vowel, base in BASE.items():
        for tone in ("", *TONES.values()):
            mixed = vowel + tone
            if mixed != base:
                for one in (mixed, mixed.upper()):
                    letters[unicodedata.normalize("NFC", one)] = (base, one)
    letters["đ"] = letters["Đ"] = ("d", "đ")
    return letters


def nfd(text: str) -> str:
    """The text decomposed."""
    return unicodedata.normalize("NFD", text)


def nfc(text: str) -> str:
    """The text composed."""
    return unicodedata.normalize("NFC", text)


SYLLABLES = [
    "Đảng",
    "đảng",
    "ủy",
    "uỷ",
    "Khối",
    "hoà",
    "hòa",
    "khoẻ",
    "thuỷ",
    "quý",
    "giá",
    "nghị",
    "quyết",
    "trung",
    "ương",
    "T.Ư",
    "tỉnh",
    "lý",
    "lí",
    "ở",
    "ơ",
    "an",
    "to",
    "in",
    "may",
    "ý",
    "chi",
    "bộ",
    "1.666",
    "97,9%",
    "933/954",
    "30.3.2021",
    "15/03/2023",
    "21-NQ/TW",
    "02-ĐA/ĐUK",
    "2020-2025",
    "“kết",
    "nạp”",
    "(BTV)",
    "—",
    "…",
    "0,5",
    "007",
    "½",
    "中央",
    "ẢNh:",
]

#: Sentences of reports, in NFC, NFD, and any case.
RUNNING = st.lists(st.sampled_from(SYLLABLES), max_size=30).flatmap(
    lambda words: st.sampled_from([str, nfd, str.upper, str.title]).map(lambda form: form(" ".join(words)))
)
#: Letters, marks, digits and punctuation in any order.
SHUFFLED = st.text("aăâeêioôơuưyđĐðbcgklmnqt\u0300\u0301\u0302\u0306\u0309\u031b\u0323\u200b 0123456789.,-/_%\"'()\n")
#: Any text at all that a file can hold.
ANY = st.one_of(RUNNING, SHUFFLED, st.text())
