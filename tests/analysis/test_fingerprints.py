"""Fingerprints that near-duplicates share."""

from __future__ import annotations

import random

import pytest

from searchkit.analysis.analyzer import analyze
from searchkit.analysis.fingerprints import BANDS
from searchkit.schema import IDENTICAL

SYLLABLES = [f"tiếng{number}" for number in range(3000)]


def shared(left: str, right: str) -> int:
    one, two = (set(analysis.copies.split()) for analysis in analyze([left, right]))
    return len(one & two)


def texts(count: int, length: int) -> list[list[str]]:
    chance = random.Random(1)
    return [chance.choices(SYLLABLES, k=length) for _ in range(count)]


def test_the_same_text_has_the_same_fingerprints_in_any_batch() -> None:
    text = "Các đồng chí chủ trì hội nghị."
    alone = analyze([text])[0].copies
    assert len(alone.split()) == BANDS + 1
    assert [analysis.copies for analysis in analyze(["một văn bản khác", text, "", text])][1::2] == [alone, alone]


def test_case_accents_and_punctuation_do_not_count() -> None:
    assert shared("Các đồng chí chủ trì hội nghị.", "CAC DONG CHI: chu tri hoi nghi") == BANDS


def test_texts_with_one_syllable_in_eighty_changed_share_a_fingerprint() -> None:
    found = 0
    for words in texts(100, 80):
        changed = list(words)
        changed[40] = "khác"
        found += shared(" ".join(words), " ".join(changed)) > 0
    # Similarity 73 / 81 = 0.9: all but one in fifty.
    assert found >= 90


def test_unlike_texts_share_none() -> None:
    one, two = texts(2, 80)
    assert shared(" ".join(one), " ".join(two)) == 0


def test_short_texts_differ_by_their_syllables() -> None:
    assert shared("Video", "Xem thêm") == 0
    assert shared("Xem thêm", "Xem thêm") == BANDS + 1


def test_a_text_without_keys_has_none() -> None:
    assert analyze(["…"])[0].copies == ""


@pytest.mark.parametrize(
    ("one", "other", "identical"),
    [
        ("Đảng ủy họp.", "ĐẢNG UỶ họp", True),
        ("Đảng ủy họp.", "Đang ủy họp.", False),
        ("276 đảng viên", "300 đảng viên", False),
        ("hai chi bộ", "hai chi bộ mới", False),
    ],
)
def test_identical_passages_share_the_last_fingerprint_and_others_do_not(one: str, other: str, identical: bool) -> None:
    last = [analysis.copies.split()[-1] for analysis in analyze([one, other])]
    assert all(key.startswith(IDENTICAL) for key in last)
    assert (last[0] == last[1]) is identical
