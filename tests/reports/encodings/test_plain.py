"""Bytes to text."""

from __future__ import annotations

import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.analysis.accents import fold
from searchkit.errors import EncodingError, UnreadableError
from searchkit.reports.encodings import Decoded, decode
from tests.reports.encodings.encoders import ENCODERS
from tests.reports.encodings.texts import REPORT, WESTERN
from tests.texts import nfd

TEXT = "Đảng ủy Khối\r\nhọp sáng 6/1.\r\n"
UTF_16 = [
    codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
    codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    TEXT.encode("utf-16-le"),
    TEXT.encode("utf-16-be"),
]


@pytest.mark.parametrize("data", [TEXT.encode(), codecs.BOM_UTF8 + TEXT.encode(), *UTF_16])
def test_unicode_is_read_with_or_without_a_byte_order_mark(data: bytes) -> None:
    assert decode(data).text == TEXT


def test_normal_forms_stay_as_they_are() -> None:
    assert decode(nfd(TEXT).encode()).text == nfd(TEXT)


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", bytes(range(256)) * 4, b"PK\x03\x04\0\0\xff"])
def test_binary_is_named_as_such(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="binary"):
        decode(data)


def test_utf_16_is_named() -> None:
    assert {decode(data).encoding for data in UTF_16} == {"UTF-16"}
    assert decode(TEXT.encode()).encoding == ""


@pytest.mark.parametrize("data", [b"H\xe0 N\xf6i", "Việt Nam 越南河内".encode("gbk", "replace")])
def test_what_is_not_clear_is_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"not UTF-8 or UTF-16 .* --encoding"):
        decode(data)


@pytest.mark.parametrize("way", ENCODERS)
def test_old_encodings_are_found_and_converted_to_nfc(way: str) -> None:
    name, encode = ENCODERS[way]
    assert decode(encode(REPORT)) == Decoded(REPORT, name)
    assert decode(encode(REPORT), name) == Decoded(REPORT, name)


@pytest.mark.parametrize("way", ENCODERS)
def test_old_text_that_was_saved_as_characters_of_a_unicode_file_is_converted(way: str) -> None:
    """Text copied out of a document in .VnTime into a file in UTF-8 has a character for every byte."""
    name, encode = ENCODERS[way]
    for charset in ("cp1252", "latin-1"):
        characters = "".join(bytes([byte]).decode(charset, "ignore") or chr(byte) for byte in encode(REPORT))
        assert decode(characters.encode()) == Decoded(REPORT, name)
        assert decode(characters.encode("utf-16")) == Decoded(REPORT, f"UTF-16, {name}")
        assert decode(characters.encode(), name) == Decoded(REPORT, name)
        assert decode(characters.encode("utf-16"), name) == Decoded(REPORT, f"UTF-16, {name}")


@pytest.mark.parametrize("text", [*WESTERN, fold(REPORT), "Hà, à, là, có", "½ § ® 20°C – “a”", "日本語 é", "Русский"])
def test_unicode_text_in_any_language_stays(text: str) -> None:
    assert decode(text.encode()) == Decoded(text, "")
    assert decode(text.encode(), "utf-8") == Decoded(text, "")


@pytest.mark.parametrize("text", WESTERN)
def test_western_text_is_read_as_windows_has_it(text: str) -> None:
    assert decode(text.encode("cp1252")) == Decoded(text, "windows-1252")


def test_a_person_can_name_an_encoding_of_python() -> None:
    assert decode("Việt Nam, 越南".encode("big5", "replace"), "big5") == Decoded("Vi?t Nam, 越南", "big5")
    assert decode("Hà Nội".encode("cp1258", "replace"), "latin-1").encoding == "iso8859-1"
    assert decode(TEXT.encode("utf-16-le"), "utf-16") == Decoded(TEXT, "UTF-16")
    assert decode("ế".encode("utf-16-be"), "utf-16be") == Decoded("ế", "UTF-16")
    assert decode(b"Ha Noi", "latin-1") == Decoded("Ha Noi", "")
    with pytest.raises(UnreadableError, match="not ascii text"):
        decode("Hà Nội".encode(), "ascii")
    with pytest.raises(EncodingError):
        decode(b"a", "klingon")


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii", "cp1258", "latin-1"])
def test_a_file_with_a_byte_order_mark_is_unicode_whatever_a_person_says(encoding: str) -> None:
    assert decode(codecs.BOM_UTF8 + REPORT.encode(), encoding) == Decoded(REPORT, "")
    assert decode(codecs.BOM_UTF16_LE + REPORT.encode("utf-16-le"), encoding) == Decoded(REPORT, "UTF-16")


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii", "cp1258"])
def test_vietnamese_in_utf_8_stays_in_a_folder_said_to_be_old(encoding: str) -> None:
    assert decode(REPORT.encode(), encoding) == Decoded(REPORT, "")


def test_a_letter_cut_off_by_the_end_costs_that_letter_only() -> None:
    data = REPORT.encode()
    for end in range(len(data) // 2, len(data)):
        found = decode(data[:end])
        assert REPORT.startswith(found.text.rstrip("\ufffd"))
        assert found.encoding == ("damaged UTF-8" if found.text.endswith("\ufffd") else "")


def test_few_damaged_bytes_are_marked_and_the_rest_is_read() -> None:
    found = decode(REPORT.encode().replace(b"S\xc3\xa1ng", b"S\xffng"))
    assert found == Decoded(REPORT.replace("Sáng", "S\ufffdng"), "damaged UTF-8")


@pytest.mark.parametrize("encoding", ["", "tcvn3", "vni", "latin-1"])
def test_binary_is_refused_whatever_a_person_says(encoding: str) -> None:
    with pytest.raises(UnreadableError, match="binary"):
        decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xfe", encoding)


def test_nothing_is_an_empty_text() -> None:
    assert decode(b"").text == ""


@given(st.binary(max_size=100))
def test_any_bytes_are_text_or_unreadable(data: bytes) -> None:
    with suppress(UnreadableError):
        assert "\0" not in decode(data).text


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), max_size=200))
def test_any_text_in_utf_8_comes_back(text: str) -> None:
    assert decode(text.encode(), "utf-8").text == text
    if any("\u1ea0" <= char <= "\u1ef9" for char in text):
        assert decode(text.encode()).text == text
