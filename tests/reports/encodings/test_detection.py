"""Finding the encoding of bytes."""

from __future__ import annotations

import json
import lzma
from itertools import islice
from pathlib import Path

import pytest

from searchkit.reports.encodings.detection import best_of, detected
from tests.reports.encodings.encoders import ENCODERS, tcvn3_of_fonts, tcvn3_of_standard, vni_bytes
from tests.reports.encodings.texts import REPORT, SHORT, WESTERN


def name_of(data: bytes) -> str:
    found = detected(data.decode("latin-1"))
    return found.encoding.name if found else ""


@pytest.mark.parametrize("text", [REPORT, SHORT, REPORT.upper()])
@pytest.mark.parametrize("way", ENCODERS)
def test_each_encoding_is_told_from_the_others(way: str, text: str) -> None:
    name, encode = ENCODERS[way]
    assert name_of(encode(text)) == name


def test_vni_is_not_taken_for_tcvn3_nor_the_reverse() -> None:
    """Both use the same bytes: ê of VNI is ở of TCVN3."""
    for line in REPORT.splitlines():
        assert name_of(vni_bytes(line)) == "VNI"
        assert name_of(tcvn3_of_fonts(line)) == "TCVN3"


@pytest.mark.parametrize("text", WESTERN)
def test_western_languages_are_windows_1252(text: str) -> None:
    data = text.encode("cp1252")
    found = detected(data.decode("latin-1"))
    assert found is not None
    assert found.encoding.name == "windows-1252"
    assert found.encoding.to_unicode(data.decode("latin-1")) == text


def test_vietnamese_without_accents_between_curly_quotes_is_windows_1252() -> None:
    assert name_of("“Dang uy” khoi cac co quan".encode("cp1252")) == "windows-1252"


@pytest.mark.parametrize("data", [vni_bytes("Hà Nội"), b"\xe0", "né".encode("cp1252"), bytes(range(0x80, 0x100))])
def test_too_little_is_not_guessed_at(data: bytes) -> None:
    assert name_of(data) == ""


def test_a_capital_in_no_syllable_is_read_by_the_standard() -> None:
    """Captions begin with "ẢNh" where a program made the first letters capitals, and "Ở" is one letter."""
    for text in ("ẢNh 1: " + REPORT, "Ở Nam Định, " + REPORT):
        found = detected(tcvn3_of_standard(text).decode("latin-1"))
        assert found is not None
        assert found.encoding.to_unicode("\x81Nh, \x99") == "ẢNh, Ở"


@pytest.mark.parametrize(
    "data",
    [
        ("Комитет провёл собрание в Ханое; доклад был одобрен. Windows Office report " * 3).encode("cp1251"),
        ("Η επιτροπή συνεδρίασε στο Ανόι και ενέκρινε την έκθεση. Windows Office report " * 3).encode("cp1253"),
        ("委员会在河内召开了年度会议，通过了工作报告。Windows Office report " * 3).encode("gbk"),
        ("委員會在河內召開了年度會議，通過了工作報告。Windows Office report " * 3).encode("big5"),
        ("委員会はハノイで年次総会を開き、報告書を承認した。Windows Office report " * 3).encode("shift-jis"),
    ],
    ids=["cp1251", "cp1253", "gbk", "big5", "shift-jis"],
)
def test_encodings_of_other_scripts_are_not_guessed_at(data: bytes) -> None:
    assert name_of(data) == ""


def test_english_with_some_names_in_vni_is_neither() -> None:
    text = "The delegation of Mr "
    assert name_of(text.encode() + vni_bytes("Nguyễn Văn Tấn") + b" visited the factory and the workers there") == ""


def test_confidence_grows_with_the_text() -> None:
    short, long = (detected(tcvn3_of_fonts(text).decode("latin-1")) for text in ("bảo đảm tốt", REPORT))
    assert short is not None
    assert long is not None
    assert 0.99 <= short.confidence < long.confidence <= 1


def test_quotes_and_capitals_of_tcvn3_are_told_apart() -> None:
    """0x93 is “ in a file that was typed in .VnTime and Ỏ in one of iconv's."""
    assert best_of("TCVN3", tcvn3_of_fonts("“Đảng bộ” tỉnh “Hà Nam”").decode("latin-1")).to_unicode("\x93") == "“"
    assert best_of("TCVN3", tcvn3_of_standard("TỔNG KẾT Ở TỈNH, NÓI RÕ").decode("latin-1")).to_unicode("\x93") == "Ỏ"


def test_lines_of_any_length_take_time_by_their_size() -> None:
    assert name_of(b"a" * 3_000_000 + b"\xe9") == ""
    assert name_of(b"\x93" * 3_000_000) == "windows-1252"
    assert name_of(b"\xe9" * 3_000_000) == ""
    assert name_of(b"a\xe9" * 1_500_000) == ""


@pytest.mark.parametrize("corpus", ["baomoi", "vntc10"])
def test_no_article_of_news_is_taken_for_another_encoding(shared: Path, corpus: str) -> None:
    with lzma.open(shared / "data" / "corpora" / f"{corpus}.jsonl.xz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in islice(lines, 100)]
    for name, encode in ENCODERS.values():
        assert {name_of(encode(text)) for text in texts} == {name}
        assert {name_of(encode(" ".join(text.split()[:20]))) for text in texts} <= {name, ""}
