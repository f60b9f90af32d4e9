"""Reports cut into passages."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.analysis.syllables import keys, scan
from searchkit.reports.passages import LEAST, MOST, passages
from searchkit.reports.reading import read
from searchkit.reports.report import Report
from searchkit.reports.titles import leading_title
from tests.texts import ANY, nfd

SENTENCE = st.integers(1, 50).map(lambda length: " ".join(["tiếng"] * length).capitalize() + ".")
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=15).map(" ".join)
ARTICLE = st.lists(PARAGRAPH, max_size=8).flatmap(
    lambda parts: st.sampled_from(["\n", "\n\n", "\r\n"]).map(lambda s: s.join(parts))
)
TEXT = st.one_of(ARTICLE, ARTICLE.map(nfd), st.lists(ANY, max_size=8).map("\n".join))


def report_of(text: str) -> Report:
    title, body = leading_title(text)
    return Report(id="1", text=text, title=title, body=body)


@given(TEXT)
def test_passages_are_stretches_of_the_text_in_order(text: str) -> None:
    reached = 0
    for number, passage in enumerate(passages(report_of(text))):
        assert passage.ordinal == number
        assert reached <= passage.start <= passage.end <= len(text)
        assert passage.text == text[passage.start : passage.end]
        reached = passage.end


@given(TEXT)
def test_a_report_has_a_passage(text: str) -> None:
    assert passages(report_of(text))


@given(TEXT)
def test_no_passage_reaches_into_the_title(text: str) -> None:
    report = report_of(text)
    assert all(passage.start >= report.body for passage in passages(report))


@given(TEXT)
def test_every_syllable_below_the_title_is_in_one_passage(text: str) -> None:
    report = report_of(text)
    cut = passages(report)
    for token in scan(text):
        if any(map(str.isalnum, token.surface)) and keys(token.surface) and token.start >= report.body:
            holding = [one for one in cut if one.start <= token.start and token.end <= one.end]
            assert len(holding) == 1


@given(ARTICLE)
def test_passages_are_no_longer_than_the_most(text: str) -> None:
    for passage in passages(report_of(text)):
        assert len(passage.text.split()) <= MOST


@given(st.lists(st.integers(LEAST, MOST), min_size=2, max_size=6, unique=True))
def test_paragraphs_of_a_passages_length_are_passages(lengths: list[int]) -> None:
    paragraphs = [" ".join(f"t{number}" for _ in range(length)) for number, length in enumerate(lengths)]
    report = Report(id="1", text="\n".join(paragraphs))
    assert [passage.text for passage in passages(report)] == paragraphs


def test_short_paragraphs_are_joined() -> None:
    text = "\n".join(f"Đoạn thứ {number}." for number in range(10))
    assert [passage.text for passage in passages(Report(id="1", text=text))] == [text]


def test_a_long_paragraph_is_cut_at_sentence_ends() -> None:
    text = " ".join(f"Câu thứ {number} có chín tiếng ở trong này." for number in range(60))
    cut = passages(Report(id="1", text=text))
    assert len(cut) > 1
    assert all(passage.text.endswith(".") and passage.text.startswith("Câu") for passage in cut)


@pytest.mark.parametrize("name", ["T. Ư", "Nguyễn V. Anh"])
def test_a_sentence_does_not_end_at_a_capital(name: str) -> None:
    text = " ".join(f"{name} họp với hội nghị, lần {number}," for number in range(60))
    for passage in passages(Report(id="1", text=text)):
        assert not passage.text.endswith((" T.", " V."))


def test_a_word_is_cut_only_where_there_is_no_space() -> None:
    text = " ".join(["tiếng"] * 1000)
    assert {word for passage in passages(Report(id="1", text=text)) for word in passage.text.split()} == {"tiếng"}


def test_line_ends_of_old_macs_are_line_ends() -> None:
    text = "Đảng ủy họp\r" * 1000
    assert all(passage.text.count("\r") < MOST for passage in passages(Report(id="1", text=text)))
    assert len(passages(Report(id="1", text=text))) == len(passages(Report(id="1", text=text.replace("\r", "\n"))))


def test_a_text_without_a_space_is_cut_between_letters_not_before_their_marks() -> None:
    text = nfd("ệ" * 10_000)
    cut = passages(Report(id="1", text=text))
    assert "".join(passage.text for passage in cut) == text
    assert all(passage.text.startswith("e") for passage in cut)


def test_a_paragraph_printed_twice_stays_by_itself_each_time() -> None:
    text = "Mở đầu ngắn.\nQuang cảnh Hội nghị.\nQuang cảnh hội nghị.\nKết thúc ngắn."
    assert [passage.text for passage in passages(Report(id="1", text=text))] == text.split("\n")


def test_a_report_of_a_title_alone_is_one_passage() -> None:
    assert [one.text for one in passages(Report(id="1", text="Hội nghị", title="Hội nghị", body=8))] == ["Hội nghị"]


def test_an_empty_report_is_one_empty_passage() -> None:
    assert [one.text for one in passages(Report(id="1", text="", title="Hội nghị"))] == [""]


def test_the_sample_reports_have_passages_of_the_right_size(seeds: Path) -> None:
    sizes = [
        len(passage.text.split())
        for report in read(seeds)
        if isinstance(report, Report)
        for passage in passages(report)
    ]
    assert max(sizes) <= MOST
    assert sum(size >= LEAST for size in sizes) > len(sizes) / 2
