"""A report as the documents that an engine takes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit import Report, schema
from searchkit.indexing import documents
from searchkit.indexing.documents import Documents, documents_of, link_of, sections, with_whole_views
from searchkit.reports.passages import passages
from searchkit.storage.records import decode
from tests.texts import RUNNING

LONG = Report(id="1", title="Hội nghị", text="\n".join(["quyết định về công tác xây dựng đảng ở cơ sở " * 8] * 3))
SHORT = Report(id="2", text="quyết định")


def test_the_title_counts_in_every_field_but_makes_no_phrase_with_the_text() -> None:
    (passage,), _ = documents_of([Report(id="1", title="Hội nghị", text="quyết định")])
    assert passage.fields[schema.FOLDED] == "hoi nghi | quyet dinh"
    assert "nghi_quyet" not in passage.fields[schema.PAIRS]


def test_without_a_title_the_fields_are_the_texts() -> None:
    (passage,), _ = documents_of([SHORT])
    assert passage.fields[schema.FOLDED] == "quyet dinh"


def test_a_definition_is_kept_with_its_passage_both_ways_and_once() -> None:
    (first, other), _ = documents_of(
        [Report(id="1", text="Ban Thường vụ (BTV) và Ban Thường vụ (BTV)"), Report(id="2", title="x (BTV)", text="BTV")]
    )
    assert first.fields[schema.DEFINITIONS] == "btv=BTV=Ban_Thường_vụ ban_thuong_vu=BTV=Ban_Thường_vụ"
    assert other.fields[schema.DEFINITIONS] == ""


def test_a_report_of_one_passage_has_no_view_and_no_link() -> None:
    found, reports = documents_of([SHORT])
    assert [document.link for document in found] == [None]
    assert reports == []


def test_the_view_of_a_report_holds_its_title_once_and_the_keys_of_all_its_passages() -> None:
    found, (whole,) = documents_of([LONG])
    assert len(found) == len(passages(LONG)) > 1
    keys = whole.fields[schema.FOLDED].split()
    assert keys.count("nghi") == 1
    assert keys.count("quyet") == 24
    assert {document.link for document in (*found, whole)} == {link_of(LONG)}
    assert whole.fields[schema.REPORT] == "1"
    assert not whole.stored


#: Texts of no, one and several passages.
TEXTS = st.lists(
    st.one_of(RUNNING, st.lists(RUNNING.map(lambda text: f"{text} " * 5), min_size=4, max_size=6).map("\n".join)),
    min_size=1,
    max_size=4,
)


@settings(max_examples=50)
@given(TEXTS.map(lambda texts: [*texts, LONG.text]))
def test_many_reports_give_what_each_gives_alone(texts: list[str]) -> None:
    reports = [Report(id=str(number), text=text or "x") for number, text in enumerate(texts)]
    together = documents_of(reports)
    alone = [documents_of([report]) for report in reports]
    assert together.passages == [document for one in alone for document in one.passages]
    assert together.reports == [document for one in alone for document in one.reports]
    assert together.reports


@given(st.lists(RUNNING, min_size=1, max_size=30), st.integers(1, 500))
def test_a_report_in_sections_gives_what_it_gives_whole(lines: list[str], size: int) -> None:
    report = Report(id="1", title="Hội nghị", text="\n".join(lines), metadata={"date": "2023", "html": "<p>" * 4000})
    parts = list(sections(report, size))
    assert "".join(part.text for part in parts) == report.text
    batches = list(with_whole_views(documents_of([part]) for part in (*parts, SHORT, LONG)))
    together = Documents(
        [document for batch in batches for document in batch.passages],
        [document for batch in batches for document in batch.reports],
    )
    assert together == documents_of([report, SHORT, LONG])


def test_the_view_of_a_very_long_report_is_made_of_its_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "_VIEWED", 300)
    report = Report(id="1", text="\n".join(f"đoạn {number} " * 70 for number in range(10)))
    parts = list(sections(report, 500))
    (whole,) = (view for batch in with_whole_views(documents_of([part]) for part in parts) for view in batch.reports)
    assert set(whole.fields[schema.FOLDED].split()) == {"doan", "0"}
    assert whole.link == link_of(report)


def test_metadata_that_is_long_is_stored_with_the_first_passage() -> None:
    report = Report(id="1", text=LONG.text, metadata={"date": "2023", "html": "<p>" * 4000})
    first, *others = (decode(document.stored).metadata for document in documents_of([report]).passages)
    assert first == report.metadata
    assert others
    assert all(metadata == {"date": "2023"} for metadata in others)


def test_a_link_tells_states_of_a_report_apart() -> None:
    states = [LONG, Report(id="1", title="", text=LONG.text), Report(id="1", title=LONG.title, text=LONG.text + "."),
              Report(id="3", title=LONG.title, text=LONG.text)]  # fmt: skip
    assert len({link_of(state) for state in states}) == len(states)
    assert all(0 <= link_of(state) < 2**63 for state in states)
