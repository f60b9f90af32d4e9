"""Characters that stand for bytes."""

from __future__ import annotations

from searchkit.reports.encodings.characters import as_read_by_1258, has_unicode_letters, to_bytes, windows_to_bytes

ALL = bytes(range(0x20, 0x100))


def test_bytes_read_as_latin_1_as_windows_and_as_private_characters_are_the_same() -> None:
    expected = ALL.decode("latin-1")
    assert to_bytes(expected) == expected
    assert to_bytes("".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in ALL)) == expected
    assert to_bytes("".join(chr(0xF000 + byte) for byte in ALL)) == expected


def test_a_pdf_gives_lookalikes_for_letters_and_a_minus_stays_a_minus() -> None:
    assert to_bytes("nhμ n−íc t∙c −u, 5 − 3 = −2") == "nhµ n\xadíc t·c \xadu, 5 − 3 = −2"


def test_private_characters_stand_for_bytes_in_an_old_font_only() -> None:
    assert windows_to_bytes("\uf0b7 “a”") == "\uf0b7 \x93a\x94"


def test_letters_that_no_byte_stands_for() -> None:
    assert has_unicode_letters("Đảng")
    assert has_unicode_letters("a\u0301")
    assert not has_unicode_letters("§¶ng Œ ž ƒ – “ \uf0b6 à")


def test_text_that_windows_1258_can_have_read() -> None:
    assert as_read_by_1258("t\u0303nh") == "t\xdenh"
    assert as_read_by_1258("ế") == ""
