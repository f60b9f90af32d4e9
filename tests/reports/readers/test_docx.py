"""Word files: what is text in them, what isn't, and in which fonts it stands."""

from __future__ import annotations

import pytest

from searchkit.reports.encodings.fonts import Run
from searchkit.reports.readers import read_source
from searchkit.reports.report import Report
from searchkit.reports.skipped import Skipped
from searchkit.reports.source import Source
from tests.documents import STRICT, docx, paragraph, run, word_xml
from tests.reports.readers.reading import reason, report, runs_of, text


def body(xml: str, **parts: str) -> str:
    return text("a.docx", docx(xml, {f"{name}.xml": part for name, part in parts.items()}))


def test_paragraphs_are_lines_and_the_first_is_the_title() -> None:
    data = docx(paragraph("Hội nghị ", "tổng kết") + paragraph("Đảng ủy họp."))
    found = report("x/a.docx", data)
    assert found == Report(
        id="x/a.docx",
        text="Hội nghị tổng kết\nĐảng ủy họp.",
        title="Hội nghị tổng kết",
        path="x/a.docx",
        body=17,
        format="Word",
    )


def test_the_strict_form_is_read_too() -> None:
    xml = docx(paragraph("Đảng ủy họp.") + paragraph("Hai"), namespace=STRICT)
    assert text("a.docx", xml) == "Đảng ủy họp.\nHai"


def test_prefixes_of_namespaces_are_free() -> None:
    part = (
        word_xml("document", f"<w:body>{paragraph('Đảng ủy')}</w:body>")
        .replace("w:", "x:")
        .replace("xmlns:w", "xmlns:x")
    )
    assert text("a.docx", docx("", {"document.xml": part})) == "Đảng ủy"


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<w:t>một</w:t><w:br/><w:t>hai</w:t>", "một\nhai"),
        ("<w:t>một</w:t><w:tab/><w:t>hai</w:t>", "một\thai"),
        ("<w:t>21</w:t><w:noBreakHyphen/><w:t>NQ/TW</w:t>", "21-NQ/TW"),
        ("<w:t>Đả</w:t><w:softHyphen/><w:t>ng</w:t>", "Đả\u00adng"),
        ('<w:t>a</w:t><w:sym w:font=".VnTime" w:char="F0AE"/>', "ađ"),
        ('<w:t>a</w:t><w:sym w:font="Wingdings" w:char="F0A8"/>', "a\uf0a8"),
        ('<w:t>a</w:t><w:sym w:font="Arial" w:char="zzz"/>', "a"),
        ("<w:t>một\nhai</w:t>", "một hai"),
        ("<w:instrText>PAGE</w:instrText><w:t>a</w:t>", "a"),
    ],
)
def test_what_a_run_holds(inside: str, expected: str) -> None:
    assert body(f"<w:p><w:r>{inside}</w:r></w:p>") == expected


def test_tab_stops_are_no_tabs() -> None:
    assert body('<w:p><w:pPr><w:tabs><w:tab w:pos="1"/></w:tabs></w:pPr><w:r><w:t>a</w:t></w:r></w:p>') == "a"


@pytest.mark.parametrize(
    "wrapped",
    [
        "<w:ins>{}</w:ins>",
        "<w:moveTo>{}</w:moveTo>",
        '<w:hyperlink r:id="r1">{}</w:hyperlink>',
        "<w:smartTag>{}</w:smartTag>",
        "<w:sdt><w:sdtPr><w:rPr><w:rFonts w:ascii='X'/></w:rPr></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        '<w:fldSimple w:instr="DATE">{}</w:fldSimple>',
        "<m:oMath>{}</m:oMath>",
    ],
)
def test_text_is_read_whatever_it_is_wrapped_in(wrapped: str) -> None:
    assert body(f"<w:p>{run('một ')}{wrapped.format(run('hai'))}{run(' ba')}</w:p>") == "một hai ba"


@pytest.mark.parametrize("name", ["del", "moveFrom"])
def test_deleted_text_is_dropped(name: str) -> None:
    deleted = f"<w:{name}><w:r><w:t>xóa</w:t><w:delText>xóa</w:delText><w:tab/></w:r></w:{name}>"
    assert body(f"<w:p>{run('một ')}{deleted}{run('hai')}</w:p>") == "một hai"


def test_paragraphs_whose_mark_is_deleted_are_one() -> None:
    properties = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    assert body(f"<w:p>{properties}{run('Đảng ')}</w:p>{paragraph('ủy')}{paragraph('họp')}") == "Đảng ủy\nhọp"


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def test_of_a_field_the_result_is_read() -> None:
    inner = field("begin") + run("instruction of the inner") + field("separate") + run("ẩn") + field("end")
    whole = field("begin") + run("IF ") + inner + field("separate") + run("kết quả") + field("end")
    assert body(f"<w:p>{run('trước ')}{whole}{run(' sau')}</w:p>") == "trước kết quả sau"


def test_a_field_that_never_ends_takes_no_text_with_it() -> None:
    assert body(f"<w:p>{field('begin')}{run('một')}</w:p>{paragraph('hai')}") == "một\nhai"
    assert body(f"<w:p>{field('end')}{field('separate')}{run('một')}</w:p>") == "một"


def cell(*inside: str) -> str:
    return f"<w:tc>{''.join(inside)}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def test_the_cells_of_a_row_stand_in_a_line() -> None:
    rows = row(cell(paragraph("Đơn vị")), cell(paragraph("Số")), cell(paragraph()))
    rows += row(cell(paragraph("Khối")), cell(paragraph()), cell(paragraph("7%")))
    table = f"<w:tbl>{rows}</w:tbl>"
    assert body(paragraph("Trước") + table + paragraph("Sau")) == "Trước\nĐơn vị\tSố\nKhối\t\t7%\nSau"


def test_columns_of_several_paragraphs_are_not_mixed() -> None:
    left, right = cell(paragraph("TỈNH ỦY"), paragraph("*")), cell(paragraph("ĐẢNG"), paragraph("Ngày"))
    assert body(f"<w:tbl>{row(left, right)}</w:tbl>") == "TỈNH ỦY\n*\nĐẢNG\nNgày"


def test_a_table_within_a_table_loses_nothing() -> None:
    inner = f"<w:tbl>{row(cell(paragraph('a')), cell(paragraph('b')))}</w:tbl>"
    table = f"<w:tbl>{row(cell(paragraph('1')), cell(inner, paragraph('c')), cell(paragraph('3')))}</w:tbl>"
    assert body(table) == "1\ta\tb\nc\n3"


def box(*paragraphs: str) -> str:
    return f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    shape = box(paragraph("trong khung"))
    forms = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{shape}</wps:txbx></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{shape}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert body(f"<w:p>{run('một ')}<w:r>{forms}</w:r>{run('hai')}</w:p>") == "một hai\ntrong khung"


def test_a_fallback_alone_is_read() -> None:
    form = f"<mc:AlternateContent><mc:Fallback>{run('hình')}</mc:Fallback></mc:AlternateContent>"
    assert body(f"<w:p>{form}</w:p>") == "hình"


def test_notes_headers_and_footers_follow_once_and_comments_do_not() -> None:
    data = docx(
        paragraph("Báo cáo") + paragraph("Nội dung"),
        {
            "header1.xml": word_xml("hdr", paragraph("Đầu trang")),
            "header2.xml": word_xml("hdr", paragraph("Đầu trang")),
            "footer1.xml": word_xml("ftr", paragraph("1")),
            "comments.xml": word_xml("comments", paragraph("nhận xét")),
            "endnotes.xml": word_xml("endnotes", f"<w:endnote>{paragraph('Chú thích hai')}</w:endnote>"),
            "footnotes.xml": word_xml(
                "footnotes",
                f"<w:footnote><w:p/></w:footnote><w:footnote>{paragraph(' Chú thích một')}</w:footnote>",
            ),
        },
    )
    assert text("a.docx", data) == "Báo cáo\nNội dung\nChú thích một\nChú thích hai\nĐầu trang"


STYLES = word_xml(
    "styles",
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>'
    '<w:style w:type="paragraph" w:styleId="Old"><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi=".VnTime"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Older"><w:basedOn w:val="Old"/></w:style>'
    '<w:style w:type="character" w:styleId="Capitals"><w:rPr><w:rFonts w:ascii=".VnTimeH"/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="T"><w:rPr><w:rFonts w:ascii="Nowhere"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Loop2"><w:basedOn w:val="Loop"/></w:style>',
)
THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:majorFont><a:latin typeface="Major"/>'
    '</a:majorFont><a:minorFont><a:latin typeface="Minor"/></a:minorFont></a:theme>'
)


@pytest.mark.parametrize(
    ("xml", "font"),
    [
        (paragraph("x"), "Minor"),
        (paragraph("x", style="Loop"), "Minor"),
        (paragraph("x", style="Unknown"), "Minor"),
        (paragraph("x", style="Old"), ".VnTime"),
        (paragraph("x", style="Older"), ".VnTime"),
        (paragraph("x", font="Times New Roman", style="Older"), "Times New Roman"),
        (f"<w:p>{run('x', style='Capitals')}</w:p>", ".VnTimeH"),
        (f"<w:p>{run('x', style='Capitals', font='Arial')}</w:p>", "Arial"),
        ('<w:p><w:pPr><w:rPr><w:rFonts w:hAnsi=".VnTime"/></w:rPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>', "Minor"),
        ('<w:p><w:r><w:rPr><w:rFonts w:hAnsi="A"/></w:rPr></w:r><w:r><w:t>x</w:t></w:r></w:p>', "Minor"),
        (
            '<w:p><w:r><w:rPr><w:rFonts w:hAnsi="A"/><w:rPrChange><w:rPr><w:rFonts w:hAnsi="B"/></w:rPr></w:rPrChange>'
            "</w:rPr><w:t>x</w:t></w:r></w:p>",
            "A",
        ),
        ('<w:p><w:r><w:rPr><w:rFonts w:hAnsiTheme="majorHAnsi" w:hAnsi="A"/></w:rPr><w:t>x</w:t></w:r></w:p>', "Major"),
        ('<w:p><w:r><w:rPr><w:rFonts w:cs=".VnTime"/></w:rPr><w:t>x</w:t></w:r></w:p>', "Minor"),
    ],
)
def test_the_font_of_a_run(xml: str, font: str, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = {"styles.xml": STYLES, "theme1.xml": THEME}
    assert runs_of("a.docx", docx(xml, parts), monkeypatch) == [Run("x", font)]


def test_old_fonts_and_unicode_in_one_paragraph_are_runs_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    xml = f"<w:p>{run('§¶ng ', '.VnTime')}{run('ñy ', '.VnTime')}{run('Đảng ủy', 'Arial')}</w:p>"
    assert runs_of("a.docx", docx(xml), monkeypatch) == [Run("§¶ng ñy ", ".VnTime"), Run("Đảng ủy", "Arial")]


CORE = (
    '<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/">'
    "<dc:title>Mẫu</dc:title><dc:creator> Nguyễn  Văn An </dc:creator><dc:subject>Đảng</dc:subject>"
    "<t:created>2020-03-02T08:30:00Z</t:created><dc:description>x</dc:description></cp:coreProperties>"
)


def test_properties_are_metadata() -> None:
    found = report("a.docx", docx(paragraph("Hội nghị") + paragraph("họp"), {"core.xml": CORE}))
    assert found.metadata == {"author": "Nguyễn Văn An", "subject": "Đảng", "created": "2020-03-02T08:30:00Z"}
    assert found.title == "Hội nghị"


def test_the_title_among_the_properties_counts_where_the_text_has_none() -> None:
    assert report("a.docx", docx(paragraph("Một dòng."), {"core.xml": CORE})).title == "Mẫu"


def test_damaged_properties_cost_the_properties_only() -> None:
    found = report("a.docx", docx(paragraph("Một dòng."), {"core.xml": "<a"}))
    assert (found.text, found.metadata) == ("Một dòng.", {})


def test_a_document_put_into_another_is_a_report_of_its_own() -> None:
    inner = docx(paragraph("bên trong"))
    data = docx('<w:altChunk r:id="r0"/>', {"aFChunk1.docx": inner})
    [found] = read_source(Source("a.docx", data=data))
    assert isinstance(found, Report)
    assert (found.id, found.text) == ("a.docx/word/aFChunk1.docx", "bên trong")


def test_documents_put_into_one_another_have_an_end() -> None:
    data = docx(paragraph("trong cùng"))
    for _ in range(6):
        data = docx(paragraph("lớp") + '<w:altChunk r:id="r0"/>', {"aFChunk1.docx": data})
    *found, last = read_source(Source("a.docx", data=data))
    assert [one.text for one in found if isinstance(one, Report)] == ["lớp"] * 5
    assert isinstance(last, Skipped)
    assert "within one another" in last.reason


@pytest.mark.parametrize(
    ("xml", "parts", "expected"),
    [
        ("", {}, "no text"),
        ("<w:p/>", {}, "no text"),
        (paragraph("a") + "<w:p>", {}, "XML is broken"),
        (paragraph("a"), {"styles.xml": "<w:styles"}, "XML is broken"),
        (paragraph("a"), {"document.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}, "document type"),
        (paragraph("a"), {"footnotes.xml": "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>"}, "document type"),
    ],
)
def test_what_cannot_be_read_is_named(xml: str, parts: dict[str, str], expected: str) -> None:
    assert expected in reason("a.docx", docx(xml, parts))
