"""Capitals in TCVN3, which the fonts draw and the text lacks."""

from __future__ import annotations

import pytest

from searchkit.reports.encodings.tcvn3 import of_fonts


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("§¶NG ñY", "ĐẢNG ỦY"),
        ("CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("§¶NG Bé TP", "ĐẢNG BỘ TP"),
        ("TP Hµ Néi", "TP Hà Nội"),
        ("UBND x· §¹i Lé", "UBND xã Đại Lộ"),
        ("ñy ban", "ủy ban"),
        ("ë Hµ Néi", "ở Hà Nội"),
        ("§¶NG\nµ", "ĐẢNG\nà"),
    ],
)
def test_a_title_typed_in_capitals_is_in_capitals(written: str, text: str) -> None:
    assert of_fonts(written) == text


def test_a_million_capitals_are_read_in_the_time_that_their_size_takes() -> None:
    assert of_fonts("A " * 500_000 + "Ab").endswith("A Ab")
    assert of_fonts("A" * 1_000_000 + "b").endswith("Ab")
