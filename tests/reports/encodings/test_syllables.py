"""Well-formed syllables."""

from __future__ import annotations

import json
import lzma
import re
import unicodedata
from itertools import islice
from pathlib import Path

import pytest

from searchkit.reports.encodings.syllables import well_formed, well_formed_without_accents
from tests.reports.encodings.encoders import SMALL

SYLLABLES = """
đảng ủy uỷ hòa hoà khỏe khoẻ thuỷ thủy quý qúy quốc quyết giếng gì gìn giá nghiệp nghị kỹ lý yêu yến ý ỉa ưu người rượu
thuở khuya khuỷu ngoằn ngoèo quạu quýt xoong moóc buýt phủy đắk kạn nguyễn huỳnh oằn uế
"""
# A tone that stops don't bear, wrong onsets, tones in the wrong place, rimes that there aren't, other languages, and
# what one encoding makes of another.
NO_SYLLABLES = """
cat cảt cằp sãch ghà nghỏ cẻ gé ngê kàn qá thuỳên thúôc hòan đuờng ñường iêu nghiêpp été même für señor ẹaỷng uỷy khoỏi
caực éọng khằi poán boà giì zá fò wá
"""


@pytest.mark.parametrize("word", SYLLABLES.split())
def test_syllables(word: str) -> None:
    assert well_formed(word)


@pytest.mark.parametrize("word", NO_SYLLABLES.split())
def test_no_syllables(word: str) -> None:
    assert not well_formed(word)


def test_a_stop_bears_two_tones_and_other_rimes_six() -> None:
    def forms(vowel: str, frame: str) -> list[str]:
        start = SMALL.index(vowel)
        return [word for letter in SMALL[start : start + 6] if well_formed(word := frame.format(letter))]

    assert forms("a", "c{}t") == ["cát", "cạt"]
    assert forms("a", "c{}n") == ["can", "cán", "càn", "cản", "cãn", "cạn"]


def test_syllables_without_accents() -> None:
    assert all(map(well_formed_without_accents, ("dang", "uy", "khoi", "quan", "nghiep", "duong", "nuoc", "thuyen")))
    assert not any(map(well_formed_without_accents, ("street", "les", "und", "para", "working", "zone")))


def test_nearly_all_words_of_news_with_marks_are_syllables(shared: Path) -> None:
    with lzma.open(shared / "data" / "corpora" / "baomoi.jsonl.xz", "rt", encoding="utf-8") as lines:
        text = " ".join(json.loads(line)["text"] for line in islice(lines, 300))
    words = [word for word in re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", text)) if not word.isascii()]
    good = sum(well_formed(word.lower()) for word in words)
    assert good > 0.995 * len(words)
