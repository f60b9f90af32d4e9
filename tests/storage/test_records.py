"""What an index stores with a passage."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchkit.reports.passages import passages
from searchkit.reports.report import Report
from searchkit.reports.titles import leading_title
from searchkit.storage.records import Fact, carried, decode, encode, report_of

TEXT = st.lists(
    st.sampled_from(["Đảng ủy", " ", "\n", "\r\n", "\r", ".", "họp ", "e\u0302\u0323", "\u2028", '"', "\\"])
).map("".join)


def stored(report: Report) -> list[str]:
    cut = passages(report)
    reached = [0, *(passage.end for passage in cut)]
    leads = [report.text[start : passage.start] for start, passage in zip(reached, cut, strict=False)]
    tails = [""] * (len(cut) - 1) + [report.text[reached[-1] :]]
    return [encode(report, passage, lead, tail, "0ab") for passage, lead, tail in zip(cut, leads, tails, strict=True)]


#: Texts of one passage, and of two and more.
TEXTS = st.one_of(TEXT, st.tuples(TEXT, TEXT, TEXT).map(f"\n{'đảng ủy họp ' * 30}\n".join))


@given(TEXTS, st.dictionaries(st.text(), st.text()))
def test_the_records_of_a_report_make_it_again(text: str, metadata: dict[str, str]) -> None:
    title, _ = leading_title(text)
    report = Report(id="1", text=text, title=title, path="a.txt", metadata=metadata)
    made = stored(report)
    assert len(made) > 1 or "đảng ủy họp" not in text
    again = report_of(map(decode, reversed(made)))
    assert (again.id, again.text, again.title, again.path) == (report.id, report.text, report.title, report.path)
    assert dict(again.metadata) == metadata


def test_a_record_holds_its_passage() -> None:
    report = Report(id="1", text="Hội nghị\n\nĐảng ủy họp.\n", title="Hội nghị", body=8)
    record = decode(stored(report)[0])
    assert (record.start, record.lead, record.text, record.tail) == (10, "Hội nghị\n\n", "Đảng ủy họp.", "\n")
    assert (record.report, record.ordinal, record.copies) == ("1", 0, "0ab")


def test_short_metadata_is_carried_by_every_passage() -> None:
    metadata = {"date": "2023", "source": "a" * 9000}
    assert carried(metadata) == metadata


def test_long_metadata_is_not() -> None:
    assert carried({"html": "<p>" * 5000, "date": "2023", "notes": "a" * 9000, "more": "a" * 2000}) == {
        "date": "2023",
        "notes": "a" * 9000,
    }


@given(st.dictionaries(st.text(), st.builds(Fact, st.text(), st.integers(0), st.integers(0), st.text())))
def test_facts_are_kept_as_they_are(facts: dict[str, Fact]) -> None:
    report = Report(id="1", text="Đảng ủy họp.")
    (passage,) = passages(report)
    assert decode(encode(report, passage, "", "", "0ab", facts)).facts == facts
