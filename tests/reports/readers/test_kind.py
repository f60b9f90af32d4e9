"""Files are read as what their bytes are, whatever their names say."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchkit.reports.readers import FORMATS
from searchkit.reports.readers._kind import Kind, kind_of
from searchkit.reports.source import Source
from tests.documents import docx, odt, packed, paragraph
from tests.reports.readers.reading import reason, report

FILES = Path(__file__).parents[1] / "files"
RTF = rb"{\rtf1 b\'e1o c\'e1o}"
DOCX = docx(paragraph("báo cáo"))
ODT = odt("<text:p>báo cáo</text:p>")


def ending(name: str, data: bytes) -> str | None:
    kind = kind_of(Source(name, data=data))
    return kind.ending if kind else None


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("a.doc", RTF, "RTF"),
        ("a.doc", DOCX, "Word"),
        ("a.doc", ODT, "OpenDocument"),
        ("a.docx", RTF, "RTF"),
        ("a.rtf", DOCX, "Word"),
        ("a.odt", DOCX, "Word"),
        ("a.docx", ODT, "OpenDocument"),
        ("a.docm", DOCX, "Word"),
        ("a.txt", RTF, "RTF"),
        ("a.txt", DOCX, "Word"),
        ("a.doc", "báo cáo".encode(), "text"),
        ("a.doc", "báo cáo".encode("utf-16"), "text"),
    ],
)
def test_a_file_under_a_wrong_ending_is_read_as_what_it_is(name: str, data: bytes, form: str) -> None:
    found = report(name, data)
    assert (found.text, found.format, found.id) == ("báo cáo", form, name)


def test_word_97_under_a_wrong_ending() -> None:
    assert report("a.docx", (FILES / "letterhead.doc").read_bytes()).format == "Word 97"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (packed({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "an Excel workbook"),
        (packed({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "a PowerPoint presentation"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "an OpenDocument spreadsheet"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.graphics"}), "another OpenDocument file"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', "Word's XML of one file"),
    ],
)
def test_what_has_no_reader_is_named(data: bytes, expected: str) -> None:
    assert f"is really {expected}" in reason("a.doc", data)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"<html><p>a", ".html"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE HTML>", ".html"),
        (b"<?xml version='1.0'?><!-- a --><html xmlns='x'>", ".html"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", ".mht"),
        (b"From: <a>\nSubject: b\n c\nMIME-Version: 1.0\n", ".eml"),
        (b"%PDF-1.4", ".pdf"),
        (packed({"a.txt": "a"}), ".zip"),
        (RTF, ".rtf"),
        (b"Kinh gui: ong", ".txt"),
        (b"PK", None),
        (b"{\\r", None),
        (b"", None),
        (b"\x01\x02", None),
        (DOCX[:500], None),
    ],
)
def test_kinds_under_the_name_of_word(data: bytes, expected: str | None) -> None:
    assert ending("a.doc", data) == expected


def test_a_web_page_under_the_name_of_text_is_text() -> None:
    assert ending("a.txt", b"<html>") is None
    assert ending("a.txt", b"mot") is None


def test_a_packed_document_that_lacks_its_text_keeps_its_name() -> None:
    assert kind_of(Source("a.docx", data=packed({"x.xml": "a"}))) is None
    assert reason("a.docx", packed({"x.xml": "a"})) == "no Word document in it"
    assert reason("a.docx", packed({"[Content_Types].xml": "a"})) == "no Word document in it"


def test_the_kinds_of_the_readers_are_those_of_their_formats() -> None:
    for name, data in (("a.rtf", RTF), ("a.docx", DOCX), ("a.odt", ODT)):
        kind = kind_of(Source(name, data=data))
        assert isinstance(kind, Kind)
        assert kind.ending == name[1:]
        assert kind.ending in FORMATS


def test_endings_without_a_reader_are_named() -> None:
    assert "not one of" in reason("a.xyz", b"a")


def test_what_word_leaves_beside_an_open_file_is_no_report() -> None:
    assert "is open" in reason("folder/~$bao cao.docx", b"\x06An" + bytes(159))
