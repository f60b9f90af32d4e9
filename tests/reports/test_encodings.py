"""Bytes to text."""

from __future__ import annotations

import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.errors import UnreadableError
from searchkit.reports.encodings import decode
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


@pytest.mark.parametrize("encoding", ["cp1258", "latin-1"])
def test_other_encodings_are_named_as_such(encoding: str) -> None:
    with pytest.raises(UnreadableError, match="not UTF-8 or UTF-16"):
        decode("Hà Nội, thành phố à".encode(encoding, "replace"))


def test_nothing_is_an_empty_text() -> None:
    assert decode(b"").text == ""


@given(st.binary(max_size=100))
def test_any_bytes_are_text_or_unreadable(data: bytes) -> None:
    with suppress(UnreadableError):
        assert "\0" not in decode(data).text


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), max_size=200))
def test_any_text_in_utf_8_comes_back(text: str) -> None:
    assert decode(text.encode()).text == text
