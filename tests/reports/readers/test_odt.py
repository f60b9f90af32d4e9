"""OpenDocument texts: what is text in them, what isn't, and in which fonts it stands."""

from __future__ import annotations

import pytest

from searchkit.reports.encodings.fonts import Run
from tests.documents import odf_xml, odt, packed
from tests.reports.readers.reading import reason, report, runs_of, text


def body(xml: str, **parts: str) -> str:
    return text("a.odt", odt(xml, parts={f"{name}.xml": part for name, part in parts.items()}))


def test_headings_and_paragraphs_are_lines() -> None:
    found = report("a.odt", odt("<text:h>Hội nghị</text:h><text:p>Đảng ủy họp.</text:p>"))
    assert (found.text, found.title, found.format) == ("Hội nghị\nĐảng ủy họp.", "Hội nghị", "OpenDocument")


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("một<text:tab/>hai", "một\thai"),
        ("một<text:line-break/>hai", "một\nhai"),
        ('một<text:s text:c="3"/>hai', "một   hai"),
        ("một<text:s/>hai", "một hai"),
        ('một<text:s text:c="x"/>hai', "một hai"),
        ('một<text:s text:c="999999999"/>hai', "một hai"),
        ("một\n   hai", "một hai"),
        ("<text:span>một <text:span>hai</text:span></text:span> ba", "một hai ba"),
        ("<text:a>một</text:a> <text:page-number>2</text:page-number>", "một 2"),
        ("một<office:annotation><text:p>nhận xét</text:p></office:annotation> hai", "một hai"),
        ("<text:ruby><text:ruby-base>một</text:ruby-base><text:ruby-text>x</text:ruby-text></text:ruby>", "một"),
        ("một<draw:frame><svg:title>tên</svg:title><svg:desc>mô tả</svg:desc></draw:frame>", "một"),
        ("<draw:frame><draw:text-box><text:p>khung</text:p></draw:text-box></draw:frame>một", "một\nkhung"),
        ("một <draw:rect><text:p>hình</text:p></draw:rect>hai", "một hai\nhình"),
    ],
)
def test_what_a_paragraph_holds(inside: str, expected: str) -> None:
    assert body(f"<text:p>{inside}</text:p>") == expected


def test_deletions_are_dropped_and_insertions_kept() -> None:
    changes = "<text:tracked-changes><text:changed-region><text:deletion><text:p>xóa</text:p></text:deletion>"
    changes += "</text:changed-region></text:tracked-changes>"
    assert body(f"{changes}<text:p>một<text:change/> <text:change-start/>hai<text:change-end/></text:p>") == "một hai"


def test_tables_and_lists() -> None:
    rows = "".join(
        f"<table:table-row>{''.join(f'<table:table-cell><text:p>{one}</text:p></table:table-cell>' for one in row)}"
        "</table:table-row>"
        for row in (("Đơn vị", "Số", "Tỷ lệ"), ("Khối", "1.666", ""))
    )
    xml = (
        f"<table:table>{rows}</table:table><text:list><text:list-item><text:p>mục</text:p></text:list-item></text:list>"
    )
    assert body(xml) == "Đơn vị\tSố\tTỷ lệ\nKhối\t1.666\nmục"


def test_repeated_cells_are_read_once() -> None:
    cell = '<table:table-cell table:number-columns-repeated="1000000000"><text:p>a</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    assert body(f"<table:table>{row}</table:table>") == "a"


def test_notes_headers_and_footers_follow() -> None:
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Chú thích</text:p>"
    note += "</text:note-body>"
    pages = "<style:header><text:p>Đầu trang</text:p></style:header><style:header-left><text:p>Đầu trang</text:p>"
    pages += "</style:header-left><style:footer><text:p>12</text:p></style:footer>"
    styles = odf_xml("document-styles", f"<office:master-styles>{pages}</office:master-styles>")
    assert body(f"<text:p>Một{note}</text:note>.</text:p>", styles=styles) == "Một.\nChú thích\nĐầu trang"


AUTOMATIC = (
    '<style:font-face style:name="F1" svg:font-family="\'.VnTimeH\'"/>'
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Old"/>'
    '<style:style style:name="T1" style:family="text"><style:text-properties style:font-name="F1"/></style:style>'
    '<style:style style:name="T2" style:family="text" style:parent-style-name="Latin"/>'
    '<style:style style:name="T3" style:family="text"/>'
)
STYLES = odf_xml(
    "document-styles",
    '<office:styles><style:default-style style:family="paragraph"><style:text-properties style:font-name="Default"/>'
    '</style:default-style><style:style style:name="Old" style:family="paragraph"><style:text-properties '
    'fo:font-family="&apos;.VnTime&apos;"/></style:style><style:style style:name="Latin" style:family="text">'
    '<style:text-properties style:font-name="Arial"/></style:style>'
    '<style:style style:name="Loop" style:family="paragraph" style:parent-style-name="Loop"/></office:styles>'
    '<office:automatic-styles><style:style style:name="P1" style:family="paragraph"><style:text-properties '
    'style:font-name="Another P1"/></style:style></office:automatic-styles>',
)


@pytest.mark.parametrize(
    ("xml", "font"),
    [
        ("<text:p>x</text:p>", "Default"),
        ('<text:p text:style-name="Loop">x</text:p>', "Default"),
        ('<text:p text:style-name="Old">x</text:p>', ".VnTime"),
        ('<text:p text:style-name="P1">x</text:p>', ".VnTime"),
        ('<text:p text:style-name="P1"><text:span text:style-name="T1">x</text:span></text:p>', ".VnTimeH"),
        ('<text:p text:style-name="P1"><text:span text:style-name="T2">x</text:span></text:p>', "Arial"),
        ('<text:p text:style-name="P1"><text:span text:style-name="T3">x</text:span></text:p>', ".VnTime"),
    ],
)
def test_the_font_of_a_run(xml: str, font: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert runs_of("a.odt", odt(xml, AUTOMATIC, {"styles.xml": STYLES}), monkeypatch) == [Run("x", font)]


def test_properties_are_metadata() -> None:
    meta = odf_xml(
        "document-meta",
        "<office:meta><dc:title>Mẫu</dc:title><meta:initial-creator>An</meta:initial-creator><dc:creator>Bình</dc:creator>"
        "<meta:creation-date>2020-03-02T08:30:00</meta:creation-date></office:meta>",
    )
    found = report("a.odt", odt("<text:p>Một dòng.</text:p>", parts={"meta.xml": meta}))
    assert found.metadata == {"author": "An", "created": "2020-03-02T08:30:00"}
    assert found.title == "Mẫu"


def test_what_cannot_be_read_is_named() -> None:
    manifest = {"META-INF/manifest.xml": "<m:file-entry><m:encryption-data/></m:file-entry>"}
    assert reason("a.odt", odt("x", parts=manifest)) == "encrypted"
    assert "no text" in reason("a.odt", odt(""))
    assert "XML is broken" in reason("a.odt", odt("<text:p>"))
    assert "document type" in reason("a.odt", odt("", parts={"styles.xml": "<!DOCTYPE a><a/>"}))
    assert "no OpenDocument text" in reason(
        "a.odt", packed({"mimetype": "application/vnd.oasis.opendocument.text", "x.xml": "<a/>"})
    )
    assert "spreadsheet" in reason("a.odt", packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}))
