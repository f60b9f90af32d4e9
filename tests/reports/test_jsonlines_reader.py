"""JSON Lines files."""

from __future__ import annotations

import codecs
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.reports.readers import read_source
from searchkit.reports.report import Report
from searchkit.reports.skipped import Skipped
from searchkit.reports.source import Source
from tests.reports.encodings.encoders import tcvn3_of_fonts


def reading(tmp_path: Path, *lines: str | bytes) -> list[Report | Skipped]:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines))
    return list(read_source(Source("a.jsonl", file)))


def test_a_line_is_a_report(tmp_path: Path) -> None:
    line = '{"_id": "7", "title": "Hội nghị", "text": "Đảng ủy họp.", "place": "Bắc Giang", "date": "2023-03-15"}'
    [report] = reading(tmp_path, line)
    assert report == Report(
        id="7",
        text="Đảng ủy họp.",
        title="Hội nghị",
        path="a.jsonl",
        metadata={"place": "Bắc Giang", "date": "2023-03-15"},
        format="JSON Lines",
    )


@pytest.mark.parametrize(
    ("record", "identity"),
    [
        ({"_id": "x"}, "x"),
        ({"id": "y"}, "y"),
        ({"_id": "x", "id": "y"}, "x"),
        ({"id": 7}, "7"),
        ({"id": 0}, "0"),
        ({}, "a.jsonl:1"),
        ({"id": None}, "a.jsonl:1"),
        ({"id": ""}, "a.jsonl:1"),
        ({"_id": None, "id": "y"}, "y"),
    ],
)
def test_the_id_of_a_report(tmp_path: Path, record: dict[str, object], identity: str) -> None:
    [report] = reading(tmp_path, json.dumps({**record, "text": "Đảng ủy họp."}))
    assert isinstance(report, Report)
    assert report.id == identity


def test_plain_values_are_metadata_and_others_are_not(tmp_path: Path) -> None:
    [report] = reading(tmp_path, '{"text": "họp", "year": 2023, "final": true, "x": null, "tags": ["a"], "by": {}}')
    assert isinstance(report, Report)
    assert report.metadata == {"year": "2023", "final": "true"}


def test_a_missing_title_is_found_in_the_text(tmp_path: Path) -> None:
    [report] = reading(tmp_path, json.dumps({"text": "Hội nghị\n\nĐảng ủy họp."}))
    assert isinstance(report, Report)
    assert (report.title, report.body) == ("Hội nghị", 8)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not valid JSON"),
        ("not json", "not valid JSON"),
        ('{"text": "a"} {}', "not valid JSON"),
        ("[1, 2]", "not a JSON object"),
        ("7", "not a JSON object"),
        ("null", "not a JSON object"),
        ("{}", 'no "text"'),
        ('{"text": 5}', "not a string"),
        ('{"text": null}', 'no "text"'),
        ('{"text": " "}', "empty"),
        ('{"text": "a", "title": 5}', '"title" is not a string'),
        (b'{"text": "\xff"}', "UTF-8"),
        ("[" * 100_000, "not valid JSON"),
    ],
)
def test_a_malformed_line_is_skipped_and_the_others_are_not(tmp_path: Path, line: str | bytes, reason: str) -> None:
    before, skipped, after = reading(tmp_path, '{"id": 1, "text": "trước"}', line, '{"id": 3, "text": "sau"}')
    assert isinstance(before, Report)
    assert isinstance(after, Report)
    assert isinstance(skipped, Skipped)
    assert skipped.path == "a.jsonl:2"
    assert reason in skipped.reason


@pytest.mark.parametrize("lines", [[], ["", "  "], ["\ufeff"]])
def test_a_file_without_a_line_is_skipped_as_empty(tmp_path: Path, lines: list[str]) -> None:
    assert reading(tmp_path, *lines) == [Skipped("a.jsonl", "empty")]


def test_blank_lines_count_in_line_numbers_only(tmp_path: Path) -> None:
    [report] = reading(tmp_path, "", '{"text": "họp"}', "")
    assert isinstance(report, Report)
    assert report.id == "a.jsonl:2"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_encodings_of_text_files_are_read(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "a.jsonl"
    text = "".join(f'{{"id": {number}, "text": "Đảng ủy Khối", "title": "t"}}\r\n' for number in range(3))
    file.write_bytes(text.encode(encoding))
    assert [
        (report.id, report.text) for report in read_source(Source("a.jsonl", file)) if isinstance(report, Report)
    ] == [(str(number), "Đảng ủy Khối") for number in range(3)]


def test_damaged_utf_16_is_skipped_line_by_line_or_replaced(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    good = '{"id": 1, "text": "họp", "title": "t"}\n'.encode("utf-16-le")
    file.write_bytes(codecs.BOM_UTF16_LE + good + b"\x00\xd8" + "\n".encode("utf-16-le") + good)
    assert [isinstance(one, Report) for one in read_source(Source("a.jsonl", file))] == [True, False, True]


def test_half_a_surrogate_pair_becomes_the_replacement_character(tmp_path: Path) -> None:
    [report] = reading(tmp_path, r'{"id": "\ud800x", "text": "họp \udc00", "place\ud800": "\ud800"}')
    assert isinstance(report, Report)
    for text in (report.id, report.text, *report.metadata, *report.metadata.values()):
        assert "\ufffd" in text
        text.encode()


@given(st.text())
def test_no_line_is_too_strange_to_be_skipped(tmp_path_factory: pytest.TempPathFactory, line: str) -> None:
    read = reading(tmp_path_factory.getbasetemp(), line)
    assert read
    assert all(isinstance(one, (Report, Skipped)) for one in read)


def test_lines_in_another_encoding_are_read_if_a_person_names_it(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b'{"id": 1, "text": "plain"}\n' + tcvn3_of_fonts('{"id": 2, "text": "Đảng ủy họp."}\n'))
    plain, skipped = read_source(Source("a.jsonl", file))
    assert isinstance(plain, Report)
    assert isinstance(skipped, Skipped)
    assert "--encoding" in skipped.reason
    plain, converted = read_source(Source("a.jsonl", file, encoding="tcvn3"))
    assert isinstance(plain, Report)
    assert isinstance(converted, Report)
    assert (plain.encoding, converted.encoding, converted.text) == ("", "TCVN3", "Đảng ủy họp.")
