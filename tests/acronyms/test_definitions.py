"""Acronyms that a text defines itself."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.acronyms.definitions import definitions
from tests.linear import TEXTS, Case, Text, done_within_limit
from tests.texts import RUNNING, nfc, nfd

JUDGED = Path(__file__).with_name("judged_definitions.tsv")


def found(text: str) -> list[tuple[str, str]]:
    return [(one.acronym, one.expansion) for one in definitions(text)]


@pytest.mark.parametrize(
    ("text", "acronym", "expansion"),
    [
        ("Ban Thường vụ (BTV) Đảng ủy", "BTV", "Ban Thường vụ"),
        ("Đảng ủy Các cơ quan (CCQ) tỉnh", "CCQ", "Các cơ quan"),
        ("BTV (Ban Thường vụ) họp", "BTV", "Ban Thường vụ"),
        ("các cơ quan (gọi tắt là CCQ)", "CCQ", "các cơ quan"),
        ("các cơ quan (sau đây viết tắt là “CCQ”)", "CCQ", "các cơ quan"),
        ("Ban Chấp hành, sau đây gọi tắt là BCH, họp", "BCH", "Ban Chấp hành"),
        ("Ủy ban Kiểm tra viết tắt: UBKT.", "UBKT", "Ủy ban Kiểm tra"),
        # Đ typed or bare, Ư and W for ư.
        ("Đảng ủy Khối (ĐUK)", "ĐUK", "Đảng ủy Khối"),
        ("Đảng ủy Khối (DUK)", "DUK", "Đảng ủy Khối"),
        ("Trung ương (TƯ)", "TƯ", "Trung ương"),
        ("Trung ương (TW)", "TW", "Trung ương"),
        ("Trung ương (T.Ư)", "T.Ư", "Trung ương"),
        # Connecting words are passed over, or counted.
        ("Bộ Giáo dục và Đào tạo (GD-ĐT)", "GD-ĐT", "Giáo dục và Đào tạo"),
        ("Bộ Khoa học và Công nghệ (KHVCN)", "KHVCN", "Khoa học và Công nghệ"),
        ("Sở Lao động - Thương binh và Xã hội (LĐ-TB&XH)", "LĐ-TB&XH", "Lao động - Thương binh và Xã hội"),
        ("công nghiệp hóa, hiện đại hóa (CNH, HĐH)", "CNH, HĐH", "công nghiệp hóa, hiện đại hóa"),
        ("kinh tế - xã hội (KT-XH)", "KT-XH", "kinh tế - xã hội"),
        # Digraphs.
        ("tờ trình (TTr)", "TTr", "tờ trình"),
        ("chương trình (CTr)", "CTr", "chương trình"),
        ("Thủ tướng (TTg)", "TTg", "Thủ tướng"),
        ("Thường vụ Tỉnh ủy (TVTU; sau đây", "TVTU", "Thường vụ Tỉnh ủy"),
    ],
)
def test_what_defines_an_acronym(text: str, acronym: str, expansion: str) -> None:
    assert found(text) == [(acronym, expansion)]
    assert found(nfd(text)) == [(acronym, expansion)]


@pytest.mark.parametrize(
    "text",
    [
        "khóa mười ba (XIII)",
        "Xây dựng I (XI)",
        "Ban Thường vụ. (BTV)",
        "Ban Thường vụ họp (BTV)",
        "Ban Thường trực (BTV)",
        "Dân vận (ĐV)",
        "Tổ chức Y tế thế giới (WHO)",
        "BTV (Ban Thường vụ họp sáng nay)",
        "theo phóng viên (Theo TTXVN)",
        "Ban (B)",
        "(BTV)",
        "gọi tắt là BTV",
    ],
)
def test_what_defines_none(text: str) -> None:
    assert found(text) == []


def test_several_in_one_sentence_each_with_its_span() -> None:
    text = "Ban Thường vụ (BTV), Ban Chấp hành (BCH) và BTV (Ban Thường vụ)"
    assert [text[one.start : one.end] for one in definitions(text)] == [
        "Ban Thường vụ (BTV",
        "Ban Chấp hành (BCH",
        "BTV (Ban Thường vụ",
    ]


_PIECES = st.lists(
    st.one_of(RUNNING, st.sampled_from(["(BTV)", "(Ban Thường vụ)", " BTV ", "gọi tắt là CCQ", "(ĐU", ")"]))
)


@given(_PIECES.map(" ".join))
def test_a_definition_stands_in_the_text_both_sides(text: str) -> None:
    composed = nfc(text)
    for one in definitions(text):
        span = composed[one.start : one.end]
        assert one.acronym in span
        assert one.expansion in span
        assert span.startswith((one.acronym, one.expansion))


@given(RUNNING, RUNNING)
def test_what_stands_around_takes_no_definition_away(before: str, after: str) -> None:
    assert ("BTV", "Ban Thường vụ") in found(f"{before}. Ban Thường vụ (BTV), {after}")


def test_judged_definitions_are_found_as_they_were_judged() -> None:
    with JUDGED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(rows) == 100
    for row in rows:
        assert ((row["acronym"], row["expansion"]) in found(row["context"])) == (row["right"] == "yes"), row


CASES: dict[str, Case] = {"definitions": definitions}
#: The same for what may be a definition.
PARENTHESES: dict[str, Text] = {
    piece: (lambda n, piece=piece: piece * (n // len(piece)))  # type: ignore[misc]
    for piece in ("(", "a (B", "gọi tắt là ", "(BTV", "A" * 30 + "(", "và các (", "B (Ban ", "(gọi tắt")
} | {"spaces after a cue": lambda n: "gọi tắt" + " " * n, "spaces in parentheses": lambda n: "(" + " " * n + "BTV)"}


@pytest.fixture(scope="module")
def done() -> set[str]:
    return done_within_limit(__name__, "CASES, TEXTS | PARENTHESES")


@pytest.mark.parametrize("kind", [*TEXTS, *PARENTHESES])
def test_work_grows_with_the_text(done: set[str], kind: str) -> None:
    assert f"definitions | {kind}" in done
