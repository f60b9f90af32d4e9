"""Words as witnesses."""

from __future__ import annotations

from searchkit.reports.encodings import tcvn3
from searchkit.reports.encodings.evidence import for_decoding, for_vietnamese, verdicts, words_of
from tests.reports.encodings.encoders import tcvn3_of_fonts


def words(text: str) -> tuple[str, ...]:
    return words_of(tcvn3_of_fonts(text).decode("latin-1")).marked


def test_words_are_marked_or_plain_and_counted_once() -> None:
    found = words_of(tcvn3_of_fonts("Đảng và Đảng, co quan co 12 TP").decode("latin-1"))
    assert found.marked == ("§¶ng", "vµ")
    assert found.plain == ("quan",)


def test_syllables_speak_for_a_decoding_and_others_more_strongly_against_it() -> None:
    assert list(verdicts(words("“Đảng” ủy Hội-nghị"), tcvn3.of_fonts)) == [True] * 4
    assert list(verdicts(("p¸gn", "bhµ"), tcvn3.of_fonts)) == [False, False]
    assert for_decoding(words("Đảng ủy"), tcvn3.of_fonts) > 0 > for_decoding(("§¶ng", "bhµ"), tcvn3.of_fonts)


def test_single_letters_and_acronyms_are_no_witnesses() -> None:
    assert list(verdicts(words("ở HĐND, à LĐLĐ"), tcvn3.of_fonts)) == []


def test_a_letter_within_a_word_is_no_capital() -> None:
    assert list(verdicts(("h\xa2m",), tcvn3.of_fonts)) == [False]


def test_plain_words_tell_vietnamese_from_other_languages() -> None:
    assert for_vietnamese(words_of("dang uy khoi cac quan")) > 0 > for_vietnamese(words_of("they were working there"))
    assert for_vietnamese(words_of("12 34")) == 0
