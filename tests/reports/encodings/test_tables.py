"""The tables of all encodings: 134 letters each, as other programs have them."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.reports.encodings import cp1258, tcvn3, viscii, vni
from tests.reports.encodings.encoders import LETTERS, TCVN3, VISCII, VNI, cp1258_bytes

Decoder = Callable[[str], str]
READ = {"TCVN3": tcvn3.of_standard, "VISCII": viscii.to_unicode}
# Combining marks of TCVN5712-1, signs in the fonts.
SIGNS_IN_FONTS = range(0xB0, 0xB5)


def by_iconv(name: str, data: bytes) -> str:
    if not shutil.which("iconv"):
        pytest.skip("no iconv to compare with")
    found = subprocess.run(["iconv", "-f", name, "-t", "UTF-8"], input=data, capture_output=True, check=False)
    if b"not supported" in found.stderr:
        pytest.skip(f"this iconv has no {name}")
    return found.stdout.decode()


def test_there_are_134_letters() -> None:
    assert len(set(LETTERS)) == 134
    assert all(unicodedata.is_normalized("NFC", letter) for letter in LETTERS)


@pytest.mark.parametrize("codes", [TCVN3, VISCII, VNI], ids=["TCVN3", "VISCII", "VNI"])
def test_every_letter_has_a_code_of_its_own(codes: dict[str, str]) -> None:
    assert sorted(codes) == sorted(LETTERS)
    assert len(set(codes.values())) == 134


@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_is_read_from_windows_1258(letter: str) -> None:
    assert cp1258.to_unicode(cp1258_bytes(letter).decode("latin-1")) == letter


@pytest.mark.parametrize(("name", "ours"), [("TCVN5712-1", "TCVN3"), ("VISCII", "VISCII")])
def test_every_letter_is_that_of_iconv(name: str, ours: str) -> None:
    for byte in range(1, 256):
        theirs = by_iconv(name, bytes([byte]))
        if theirs in LETTERS or (theirs and ord(theirs[0]) > 0x7F and byte not in SIGNS_IN_FONTS):
            assert READ[ours](chr(byte)) == theirs, hex(byte)


@pytest.mark.parametrize(
    ("name", "codes", "read"),
    [("TCVN3", TCVN3, tcvn3.of_fonts), ("VNI", VNI, vni.to_unicode), ("VISCII", VISCII, viscii.to_unicode)],
)
def test_viparse_reads_the_same_letters(name: str, codes: dict[str, str], read: Decoder) -> None:
    encodings = pytest.importorskip("viparse.normalize.encodings", reason="no viparse for a second opinion")
    tables = pytest.importorskip("viparse.normalize.tables", reason="no viparse for a second opinion")
    charmap = encodings.get_charmap(name.lower()) or encodings.get_charmap(name)
    assert charmap is not None
    small = [letter for letter in LETTERS if letter.islower()]
    differ = {letter for letter in small if tables.convert(codes[letter], charmap) != read(codes[letter])}
    # viparse 0.1.31 doesn't know two letters of VNI.
    assert differ <= ({"ẳ", "ỵ"} if name == "VNI" else set())


@pytest.mark.parametrize(
    ("read", "written", "text"),
    [
        (tcvn3.of_fonts, "§¶ng ñy", "Đảng ủy"),
        (
            vni.to_unicode,
            "Ñaûng uûy tænh Thöøa Thieân Hueá, ngöôøi kyõ thuaät",
            "Đảng ủy tỉnh Thừa Thiên Huế, người kỹ thuật",
        ),
        (vni.to_unicode, "LYÙ Uyû AÙnh Vuõ", "LÝ Uỷ Ánh Vũ"),
        (viscii.to_unicode, "Ðäng üy", "Đảng ủy"),
        (cp1258.to_unicode, "ÐaÒng uÒy", "Đảng ủy"),
    ],
)
def test_words_as_offices_have_them(read: Decoder, written: str, text: str) -> None:
    assert read(written) == text


@pytest.mark.parametrize(
    "read", [tcvn3.of_fonts, tcvn3.of_standard, viscii.to_unicode, vni.to_unicode, cp1258.to_unicode]
)
@given(text=st.text(max_size=50))
def test_any_characters_can_be_read_and_ascii_stays(read: Decoder, text: str) -> None:
    assert isinstance(read(text), str)
    printable = "".join(char for char in text if " " <= char <= "~")
    assert read(printable) == printable


def test_what_has_no_letter_is_what_windows_shows() -> None:
    assert tcvn3.of_fonts("\x93Hµ Néi\x94 \x96 30°C\x85") == "“Hà Nội” – 30°C…"
    assert vni.to_unicode("\x93Haø Noäi\x94") == "“Hà Nội”"
