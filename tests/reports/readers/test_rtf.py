"""Rich Text Format: what is text in it, what isn't, and in which fonts and code pages it stands."""

from __future__ import annotations

import pytest

from searchkit.reports.encodings.fonts import Run
from searchkit.reports.readers import read_source
from searchkit.reports.report import Report
from searchkit.reports.skipped import Skipped
from searchkit.reports.source import Source
from tests.reports.readers.reading import reason, report, runs_of, text

FONTS = (
    rb"{\fonttbl{\f0\froman\fcharset0{\*\panose 02}Times New Roman{\*\falt Times};}{\f1\fnil\fcharset0 .VnTime;}"
    rb"{\f2\fnil\fcharset163 Arial;}{\f3\fnil\fcharset128 MS Mincho;}{\f4\fnil\fcharset1 VNI-Times;}"
    rb"{\f5\fnil\fcharset204 Arial CYR;}}"
)


def rtf(inside: bytes, head: bytes = rb"\ansi\ansicpg1252\deff0") -> bytes:
    return b"{\\rtf1" + head + FONTS + b"\\pard\\plain " + inside + b"}"


def test_a_file_is_a_report() -> None:
    found = report("a.rtf", rtf(rb"H\u7897?i ngh\u7883?\par \u272?\u7843?ng \u7911?y h\u7885?p.\par"))
    assert (found.text, found.title, found.format) == ("Hội nghị\nĐảng ủy họp.", "Hội nghị", "RTF")


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (rb"a\line b\tab c\~d", "a\nb\tc\u00a0d"),
        (rb"21\_NQ/TW", "21-NQ/TW"),
        (rb"\{a\}\\ \ldblquote b\rdblquote\endash", "{a}\\ “b”–"),
        (rb"a\'e0\'E1", "aàá"),
        (b"a\xe0", "aà"),
        (b"a\r\nb", "ab"),
        (b"a\\\nb", "a\nb"),
        (rb"\u7843\'3fng", "ảng"),
        (rb"\u7843 ?ng", "ảng"),
        (b"\\u7843\n?ng", "ảng"),
        (rb"\uc0 \u7843?ng", "ả?ng"),
        (rb"\uc2 \u7843\'3f?ng", "ảng"),
        (rb"{\uc0 \u7843}\u7843?ng", "ảảng"),
        (rb"\u7843\emdash b", "ảb"),
        (rb"\u-10179?\u-8704?", "😀"),
        (b"\\u-10179\n?\\par\\u-8704?", "\n😀"),
        (rb"\u-10179?a\u-8704?b", "\ufffda\ufffdb"),
        (rb"\f2 \'ea\'d2u", "ểu"),
        (rb"\f3 \'93\'fa\'96\'7b", "日本"),
        (rb"\f5 \'c4\'e0", "Да"),
        (rb"a{\*\unknown b}c", "ac"),
        (rb"a{\b\*\cs7 b}c", "abc"),
        (rb"a{\pict 0102}{\object{\*\objdata 00}{\result b}}c", "abc"),
        (rb"a\bin4 {{{{b", "ab"),
        (rb"{\listtext 1.\tab}a{\pntext 2.}", "a"),
        (rb"{\field{\*\fldinst HYPERLINK x}{\fldrslt b}}", "b"),
        (rb"a{\deleted b}{\revised c}{\deleted0 d}", "acd"),
        (rb"a{\*\annotation b}{\atnid c}d", "ad"),
        (rb"{\upr{Hoi nghi}{\*\ud{H\u7897?i ngh\u7883?}}}", "Hội nghị"),
        (rb"a{\nonshppict b}{\*\bkmkstart x}c", "ac"),
        (rb"a{\*\fchars !}\unknown12 b", "ab"),
    ],
)
def test_what_is_text(inside: bytes, expected: str) -> None:
    assert text("a.rtf", rtf(b"x" + inside)) == "x" + expected


def test_rows_are_lines_and_cells_stand_between_tabs() -> None:
    row = rb"\trowd\intbl a\cell b\cell\row"
    assert text("a.rtf", rtf(rb"x\par" + row + row + rb"\pard y\par")) == "x\na\tb\na\tb\ny"


def test_columns_of_several_paragraphs_are_not_mixed() -> None:
    assert text("a.rtf", rtf(rb"\trowd\intbl a\par *\cell b\par c\cell\row")) == "a\n*\nb\nc"


def test_a_table_within_a_table_loses_nothing() -> None:
    inner = rb"\itap2 b\nestcell{\nonesttables\par}c\nestcell{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}"
    assert text("a.rtf", rtf(rb"\trowd\intbl a\cell " + inner + rb"\itap1 d\cell\row")) == "a\tb\tc\nd"


def test_notes_headers_and_text_boxes_stand_apart() -> None:
    shape = rb"{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt khung\par}}{\shprslt z}}"
    inside = rb"{\header \u272?\u7847?u trang\par}m" + shape + rb"{\footnote\chftn  ghi ch\'fa}n\par sau{\footer 1}"
    assert text("a.rtf", rtf(inside)) == "mn\nkhung\nsau\nĐầu trang\nghi chú"


def test_old_fonts_and_unicode_in_one_paragraph_are_runs_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    inside = rb"{\f1 \'a7\'b6ng \'f1y t\-}{\f0 \u272?\u7843?ng }{\f4 \'d1\'81}\f9 x"
    assert runs_of("a.rtf", rtf(inside, rb"\ansi\ansicpg1258\deff0"), monkeypatch) == [
        Run("§¶ng ñy t\u00ad", ".VnTime"),
        Run("Đảng ", "Times New Roman"),
        Run("Ñ\x81", "VNI-Times"),
        Run("x", ""),
    ]


def test_fonts_in_a_table_without_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    data = rb"{\rtf1\ansi{\fonttbl\f0\fnil .VnTime;\f1\fnil Arial;}\f0 a\f1 b}"
    assert runs_of("a.rtf", data, monkeypatch) == [Run("a", ".VnTime"), Run("b", "Arial")]


@pytest.mark.parametrize(("head", "expected"), [(rb"\mac", "é"), (rb"\pc", "Ä"), (rb"\ansicpg1251", "Ћ"), (b"", "Ž")])
def test_the_code_page_of_a_document(head: bytes, expected: str) -> None:
    assert text("a.rtf", b"{\\rtf1" + head + rb" x\'8e}") == "x" + expected


def test_properties_are_metadata() -> None:
    info = rb"{\info{\title M\u7851?u}{\author An}{\company X}{\creatim\yr2020\mo3\dy2\hr8\min30}{\revtim\yr0}}"
    found = report("a.rtf", rtf(info + rb"M\u7897?t d\'f2ng."))
    assert found.metadata == {"author": "An", "created": "2020-03-02T08:30:00"}
    assert (found.text, found.title) == ("Một dòng.", "Mẫu")


@pytest.mark.parametrize(
    "data", [b"{\\rtf1 a", b"{\\rtf1 a{b}", b"{\\rtf1 a\\", b"{\\rtf1 a\\'e", rb"{\rtf1 a\bin9 b}"]
)
def test_a_file_that_ends_within_a_group_is_named_as_truncated(data: bytes) -> None:
    assert "truncated" in reason("a.rtf", data)


def test_what_follows_the_end_is_named() -> None:
    found, skipped = read_source(Source("a.rtf", data=b"{\\rtf1 a}b c\r\n"))
    assert isinstance(found, Report)
    assert found.text == "a"
    assert isinstance(skipped, Skipped)
    assert "3 bytes" in skipped.reason
    assert text("a.rtf", b"{\\rtf1 a}\r\n\0") == "a"


def test_groups_are_nested_as_deep_as_they_like() -> None:
    deep = 100_000
    assert text("a.rtf", b"{\\rtf1" + b"{" * deep + b"a" + b"}" * deep + b"}") == "a"


def test_a_title_of_many_tokens_costs_no_more_than_they_do() -> None:
    found = report("a.rtf", rtf(b"{\\info{\\title " + b"a\\~" * 20_000 + b"}}x"))
    assert len(found.title) <= 1000
