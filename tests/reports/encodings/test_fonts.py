"""Runs in old fonts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.errors import EncodingError
from searchkit.reports.encodings import Decoded
from searchkit.reports.encodings.fonts import Run, converted
from tests.reports.encodings.encoders import LETTERS, tcvn3_of_fonts, viscii_bytes, vni_bytes
from tests.reports.encodings.texts import REPORT, WESTERN
from tests.texts import nfd

FONTS = {
    "TCVN3": (".VnTime", tcvn3_of_fonts),
    "VNI": ("VNI-Times", vni_bytes),
    "VISCII": ("VI Times", viscii_bytes),
}


def latin_1(data: bytes) -> str:
    return data.decode("latin-1")


def windows(data: bytes) -> str:
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)


def private(data: bytes) -> str:
    return "".join(chr(0xF000 + byte) if byte > 0x7F else chr(byte) for byte in data)


def tcvn3(text: str) -> str:
    return windows(tcvn3_of_fonts(text))


def vni(text: str) -> str:
    return windows(vni_bytes(text))


@pytest.mark.parametrize("held", [latin_1, windows, private])
@pytest.mark.parametrize("name", FONTS)
def test_bytes_are_read_however_the_document_holds_them(name: str, held: Callable[[bytes], str]) -> None:
    font, encode = FONTS[name]
    assert converted([Run(held(encode(REPORT)), font)]) == Decoded(REPORT, name)


def test_fonts_that_draw_capitals_give_capitals() -> None:
    runs = [Run(tcvn3("Đảng bộ tỉnh "), ".VnTime"), Run(tcvn3("Nam định"), ".VnTimeH"), Run(" 2022", ".VnTimeH")]
    assert converted(runs).text == "Đảng bộ tỉnh NAM ĐỊNH 2022"


def test_a_paragraph_of_an_old_font_and_unicode_comes_out_right_in_both_parts() -> None:
    runs = [
        Run(tcvn3("Đảng ủy đã có "), ".VnTime"),
        Run("kế hoạch cụ thể và có ý nghĩa, ", "Times New Roman"),
        Run(tcvn3("bảo đảm đúng "), ".VnTime"),
        Run(vni("tiến độ của tỉnh"), "VNI-Times"),
    ]
    assert converted(runs) == Decoded(
        "Đảng ủy đã có kế hoạch cụ thể và có ý nghĩa, bảo đảm đúng tiến độ của tỉnh", "TCVN3, VNI"
    )


def test_unicode_in_an_old_font_stays() -> None:
    """Pasting into a document keeps the font of the place."""
    runs = [Run(tcvn3("Đảng ủy đã "), ".VnTime"), Run("có kế hoạch cụ thể", ".VnTime"), Run(nfd(" ở tỉnh"), ".VnTime")]
    assert converted(runs) == Decoded("Đảng ủy đã có kế hoạch cụ thể" + nfd(" ở tỉnh"), "TCVN3")


def test_a_word_in_unicode_stays_within_an_old_run() -> None:
    assert converted([Run(tcvn3("Đảng bộ cơ quan ") + "tỉnh" + tcvn3(" họp"), ".VnTime")]).text == (
        "Đảng bộ cơ quan tỉnh họp"
    )


@pytest.mark.parametrize("length", [1, 2, 3, 7])
def test_a_letter_of_vni_can_lie_in_two_runs(length: int) -> None:
    written = vni(REPORT)
    runs = [Run(written[at : at + length], "VNI-Times") for at in range(0, len(written), length)]
    assert converted(runs) == Decoded(REPORT, "VNI")


def test_a_base_letter_in_another_font_takes_its_mark() -> None:
    """Word may give the ASCII letters of a run one font and the others another."""
    assert converted([Run("Kho", "Arial"), Run("á", "VNI-Times"), Run("i", "Arial")]).text == "Khối"


def test_text_without_a_telling_font_goes_by_its_neighbours() -> None:
    runs = [Run(tcvn3("Đảng ủy Khối "), ".VnTime"), Run(tcvn3("bảo đảm"), "")]
    assert converted(runs).text == "Đảng ủy Khối bảo đảm"


@pytest.mark.parametrize("encode", [tcvn3, vni])
def test_text_without_a_telling_font_is_converted_if_it_leaves_no_doubt(encode: Callable[[str], str]) -> None:
    assert converted([Run(encode(REPORT), "Times New Roman"), Run(encode(" và"))]).text == REPORT + " và"


def test_old_lines_among_unicode_lines_are_converted() -> None:
    unicode = "Thông báo của Đảng ủy\nSáng 6/1 có\n"
    assert converted([Run(unicode), Run(tcvn3(REPORT)), Run(unicode)]) == Decoded(unicode + REPORT + unicode, "TCVN3")


@pytest.mark.parametrize("text", [*WESTERN, "Hà, à, là, có", "há cá sáng và", "né", "½ § ® 20°C – “a”", "naïve"])
def test_other_text_stays(text: str) -> None:
    assert converted([Run(text, "Arial"), Run(text)]) == Decoded(text * 2, "")


@pytest.mark.parametrize("text", WESTERN)
def test_other_languages_stay_beside_an_old_font(text: str) -> None:
    assert converted([Run(tcvn3(REPORT), ".VnTime"), Run(text, "Arial")]).text == REPORT + text


def test_signs_stay() -> None:
    runs = [Run("\uf0b7", "Symbol"), Run(tcvn3(" Đảng ủy "), ".VnTime"), Run("\uf0a7\xa7", "Wingdings")]
    assert converted(runs).text == "\uf0b7 Đảng ủy \uf0a7\xa7"


def test_rtf_read_by_its_code_page_in_place_of_its_font() -> None:
    read_by_1258 = tcvn3_of_fonts("Đảng ủy Khối các cơ quan tỉnh đã họp").decode("cp1258")
    assert converted([Run(read_by_1258, ".VnTime")]).text == "Đảng ủy Khối các cơ quan tỉnh đã họp"


def test_a_person_can_name_the_encoding() -> None:
    assert converted([Run(tcvn3("có vợ"))], "abc") == Decoded("có vợ", "TCVN3")
    assert converted([Run(vni("Đảng ủy"), ".VnTime")], "vni") == Decoded("Đảng ủy", "VNI")
    assert converted([Run(tcvn3("Đảng ủy"), ".VnTime")], "utf-8") == Decoded(tcvn3("Đảng ủy"), "")
    assert converted([Run("kế hoạch có ý nghĩa")], "tcvn3") == Decoded("kế hoạch có ý nghĩa", "")
    with pytest.raises(EncodingError):
        converted([Run("a")], "klingon")


def test_what_is_the_same_in_an_old_font_was_converted_from_nothing() -> None:
    assert converted([Run("“TP Nam” – 30°C", ".VnTime"), Run("a", "VNI-Times")]) == Decoded("“TP Nam” – 30°Ca", "")


def test_nothing_is_nothing() -> None:
    assert converted([]) == converted([Run("", ".VnTime")]) == Decoded("", "")


@given(st.lists(st.tuples(st.text(max_size=20), st.sampled_from(["", "Arial", ".VnTime", "VNI-Times", "Symbol"]))))
def test_any_runs_give_a_text_and_ascii_is_never_lost(parts: list[tuple[str, str]]) -> None:
    found = converted([Run(*part) for part in parts]).text
    printable = [char for text, _ in parts for char in text if char.isdigit() and char.isascii()]
    assert [char for char in found if char.isdigit() and char.isascii()] == printable


@given(st.lists(st.tuples(st.text([*LETTERS, *"bcdghklmnpqrstvx \n"], max_size=20), st.booleans())))
def test_unicode_vietnamese_in_common_fonts_stays(parts: list[tuple[str, bool]]) -> None:
    text = "".join(text for text, _ in parts)
    if any("\u1ea0" <= char <= "\u1ef9" for char in text):
        text = text.replace("\n", " ")
        runs = [Run(part.replace("\n", " "), "Arial" if arial else "") for part, arial in parts]
        assert converted(runs) == Decoded(text, "")


@pytest.mark.parametrize(
    "text",
    ["chocolate… tính tây không Vì nên", "gió có nhà lãnh Tiên hamburger”.", "không các trái cây và Universität"],
)
def test_vietnamese_whose_letters_are_all_of_latin_1_is_no_viscii(text: str) -> None:
    """VISCII has à á â ã è é ê ì í ò ó ô õ ù ú ý where Latin-1 has them, and letters where Windows has its quotes."""
    assert converted([Run(text)]) == Decoded(text, "")
