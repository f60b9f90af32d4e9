"""What a report says of itself, as keys and as what hits show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit import Report, schema
from searchkit.indexing.documents import documents_of
from searchkit.indexing.facts import said_by
from searchkit.storage.records import Fact, decode

TEXT = "Sáng 6/1/2023, Tỉnh ủy Bắc Giang họp.\nTheo Báo Nam Định"


def keys(field: str) -> set[tuple[str, str]]:
    return {(name, value) for name, _, value in (line.partition("\t") for line in field.split("\n") if line)}


def test_facts_are_keys_without_accents_and_shown_as_they_are_written() -> None:
    said = said_by(Report("1", TEXT, metadata={"Đơn  vị": "Ban  Tổ chức"}))
    assert keys(said.keys) == {
        *(("date", day) for day in ("2", "20", "202", "2023", "2023-01", "2023-01-06")),
        ("place", "bac giang"),
        ("place", "bac ninh"),
        ("source", "bao nam dinh"),
        (".don vi", "ban to chuc"),
    }
    assert keys(said.shown) == {
        ("date", "2023-01-06"),
        ("place", "Bắc Giang"),
        ("source", "Báo Nam Định"),
        (".don vi", "Ban Tổ chức"),
    }
    assert said.facts["place"] == Fact("Bắc Giang", TEXT.index("Bắc"), TEXT.index("Bắc") + len("Bắc Giang"))


def test_a_report_that_says_nothing_has_no_keys() -> None:
    assert said_by(Report("1", "Đảng ủy họp.")) == ("", "", {})


def test_metadata_that_is_no_text_is_taken_as_text() -> None:
    said = said_by(Report("1", "Họp.", metadata={"year": 2021, "author": None, 7: "x"}))  # type: ignore[dict-item]
    assert {(".year", "2021"), (".7", "x")} <= keys(said.keys)


@pytest.mark.parametrize(("length", "is_key"), [(200, True), (201, False)])
def test_texts_in_metadata_are_no_keys(length: int, is_key: bool) -> None:
    assert bool(said_by(Report("1", "Họp.", metadata={"note": "x" * length})).keys) == is_key
    assert bool(said_by(Report("1", "Họp.", metadata={"x" * length: "note"})).keys) == is_key


def test_metadata_without_end_makes_keys_of_what_passages_carry_alone() -> None:
    said = said_by(Report("1", "Họp.", metadata={f"name {number}": "value" * 10 for number in range(10_000)}))
    assert len(said.keys) < 20_000


@given(st.dictionaries(st.text(max_size=9), st.text(max_size=9)))
def test_no_key_holds_a_line_feed_or_a_second_tab(metadata: dict[str, str]) -> None:
    said = said_by(Report("1", "Họp.", metadata=metadata))
    for field in (said.keys, said.shown):
        assert all(line.count("\t") == 1 for line in field.split("\n") if line)
    assert all(" ".join(value.split()) == value for _, value in keys(said.shown))


def test_every_passage_and_the_view_have_the_keys_and_the_first_passage_what_is_shown() -> None:
    paragraph = "quyết định về công tác xây dựng đảng ở cơ sở " * 8
    passages, (view,) = documents_of([Report("1", f"{TEXT}\n\n" + "\n".join([paragraph] * 3))])
    assert len(passages) > 1
    said = {one.fields[schema.FACTS] for one in (*passages, view)}
    assert len(said) == 1
    assert "place\tbac giang" in said.pop()
    assert [bool(one.fields[schema.SHOWN]) for one in passages] == [True, *[False] * (len(passages) - 1)]
    assert {decode(one.stored).facts["place"].value for one in passages} == {"Bắc Giang"}
