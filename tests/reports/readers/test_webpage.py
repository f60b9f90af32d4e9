"""Web pages."""

from __future__ import annotations

import html
import random
import re
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.errors import UnreadableError
from searchkit.reports.encodings import fonts
from searchkit.reports.encodings.fonts import Run
from searchkit.reports.readers import read_source
from searchkit.reports.readers._html_article import left_out
from searchkit.reports.readers._html_text import runs
from searchkit.reports.readers._html_tree import parsed
from searchkit.reports.readers.webpage import page_of
from searchkit.reports.report import Report
from searchkit.reports.skipped import Skipped
from searchkit.reports.source import Source

TITLE = "Đảng ủy Khối tổng kết công tác năm 2023"
TEXTS = [
    "Vừa qua, Thường trực Đảng ủy Các cơ quan tỉnh Bắc Giang tổ chức hội nghị giao ban với các chi, đảng bộ cơ sở.",
    "Quý I, các cấp ủy, tổ chức đảng trong Đảng bộ tập trung lãnh đạo, chỉ đạo quán triệt Nghị quyết số 21-NQ/TW.",
    "Trong quý, toàn Đảng bộ đăng ký với tổng số 369 nhiệm vụ trọng tâm; thực hiện 617 chuyên đề sinh hoạt chi bộ.",
]
BODY = "".join(f"<p>{text}</p>" for text in TEXTS)
MENU = "".join(f'<li><a href="/{word}">{word}</a></li>' for word in ("Trang chủ", "Chính trị", "Xã hội", "Du lịch"))
OTHERS = "".join(f'<li><a href="/{n}">Tin khác số {n} về giá vàng</a></li>' for n in range(5))
TABLE = (
    "<table><thead><tr><th>Đơn vị</th><th>Số đảng viên</th></tr></thead><tbody>"
    '<tr><td><a href="/1">Huyện Yên Thế</a></td><td>1.666</td></tr><tr><td></td><td><p>933</p></td></tr></table>'
)
ROWS = "Đơn vị\tSố đảng viên\nHuyện Yên Thế\t1.666\n\t933"
FOOT = "<p>Giấy phép số 999. Bản quyền thuộc về Báo. Tổng biên tập: Trần Văn B. Tòa soạn: số 1 phố Một.</p>"
HEAD = (
    f"<head><meta charset=utf-8><title>{TITLE} - Báo Mẫu</title><meta property=og:site_name content='Báo Mẫu'></head>"
)

PAGES = {
    "with the elements that say what they are": f"<header><nav><ul>{MENU}</ul></nav></header><main><article>"
    f"<h1>{TITLE}</h1><div class=share><a>Facebook</a></div>{BODY}{TABLE}</article><aside><h3>Đọc nhiều</h3><ul>"
    f"{OTHERS}</ul></aside></main><div id=comments><p>Bình luận rất hay, cảm ơn.</p></div><footer>{FOOT}</footer>",
    "of nothing but div": f'<div class="top-menu"><ul>{MENU}</ul></div><div class=wrap><div class=left><div class=t>'
    f"{TITLE}</div><div class=content>{BODY}<div>{TABLE}</div></div><div class='box-related'><ul>{OTHERS}</ul></div>"
    f"</div><div class=sidebar><p>{OTHERS}</p></div></div><div class=footer>{FOOT}</div>",
    "laid out by tables": f"<table><tr><td colspan=2>{MENU}<tr><td>{OTHERS}<td><b>{TITLE}</b>{BODY}{TABLE}"
    f"<tr><td colspan=2>Giấy phép số 999</table>",
    "in several sections": f"<ul>{MENU}</ul><h1>{TITLE}</h1>"
    + "".join(f"<section><div><p>{text}</p></div></section>" for text in TEXTS)
    + f"<section>{TABLE}</section><h3>Tin liên quan</h3><ul>{OTHERS}</ul><footer>{FOOT}</footer>",
    "in one element with line ends": f"<div id=menu>{MENU}</div><div>{TITLE}<br>{'<br>'.join(TEXTS)}{TABLE}</div>",
    "without anything around it": f"<h1>{TITLE}</h1>{BODY}{TABLE}",
    "with a table beside it": f"<nav>{MENU}</nav><div><div>{BODY * 9}</div></div><div class=box>{TABLE}</div>",
    "without a body element": f"{BODY}{TABLE}<footer>{FOOT}",
    "with a table in what is called a sidebar": f"<div class=main>{BODY * 9}</div><div class=sidebar>{TABLE}</div>",
}


def report_of_page(markup: str) -> Report:
    [report] = read_source(Source("a.html", data=markup.encode()))
    assert isinstance(report, Report), report
    return report


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_the_article_is_read_with_its_tables_and_without_what_is_around_it(page: str) -> None:
    report = report_of_page(f"<!doctype html><html>{HEAD}<body>{page}</body></html>")
    assert report.title == TITLE
    for wanted in (*TEXTS, ROWS):
        assert wanted in report.text
    for unwanted in ("Trang chủ", "Tin khác số", "Giấy phép", "rất hay", "Facebook"):
        assert unwanted not in report.text


def test_a_page_that_is_no_article_is_read_whole() -> None:
    report = report_of_page(f"<body><ul>{MENU}</ul><ul class=related>{OTHERS}</ul><p>Hết</p></body>")
    assert "Trang chủ" in report.text
    assert "Tin khác số 3" in report.text


def test_a_list_of_links_in_an_article_is_part_of_it() -> None:
    listed = "<ul>" + "".join(f'<li><a href="{n}">Nghị quyết số {n}-NQ/TW</a></li>' for n in range(9)) + "</ul>"
    assert "Nghị quyết số 8-NQ/TW" in report_of_page(f"<div>{BODY}<p>Các văn bản:</p>{listed}{BODY}</div>").text


def test_the_date_and_the_lead_before_an_article_are_part_of_it() -> None:
    page = f"<div><div>15/03/2023</div><div>Ý ngắn.</div><div>{BODY * 5}</div><div>Thẻ</div></div>"
    assert report_of_page(page).text.startswith("15/03/2023\nÝ ngắn.\nVừa qua")


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>{}</script>",
        "<style>{}</style>",
        "<template><p>{}</p></template>",
        "<div hidden>{}</div>",
        '<p style="color: red; DISPLAY : none">{}</p>',
        "<!-- {} -->",
        "<noscript>{}</noscript>",
        "<select><option>{}</select>",
        "<svg><text>{}</text></svg>",
        "<textarea>{}</textarea>",
    ],
)
def test_what_is_not_seen_is_not_read(hidden: str) -> None:
    assert "vô hình" not in report_of_page(BODY + hidden.format("vô hình") + BODY).text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Đảng<b>&nbsp;ủy</b> <i>Khối</i>\n họp</p>", "Đảng ủy Khối họp"),
        ("Đảng<b>bộ</b>", "Đảngbộ"),
        ("<p>một<p>hai", "một\nhai"),
        ("một<br>hai<br/><br/>ba", "một\nhai\nba"),
        ("<ul><li>một</li><li>hai</li></ul>", "một\nhai"),
        ("<div>một<div>hai</div>ba</div>", "một\nhai\nba"),
        ("&#272;&#7843;ng &amp; &#x1EE7;y &lt;b&gt; &#150;", "Đảng & ủy <b> –"),
        ("<pre>một\n  hai</pre>", "một\n  hai"),
        ("<o:p>một</o:p> <v:shape>hai</v:shape>", "một hai"),
        ("<table><tr><td>một<td>hai<tr><td><p>ba</p><p>bốn</p><td>năm</table>sáu", "một\thai\nba bốn\tnăm\nsáu"),
        ("<table><tr><td><table><tr><td>1<td>2<tr><td>3<td>4</table><td>bên", "1\t2\n3\t4\nbên"),
        ("<dl><dt>một<dd>hai</dl>", "một\nhai"),
        ("m<sup>2</sup>", "m2"),
        ("<frameset><frame src=a></frameset>", ""),
    ],
)
def test_lines_and_white_space_are_as_they_are_seen(markup: str, text: str) -> None:
    assert page_of(markup.encode()).text == text


def test_the_body_begins_below_the_title() -> None:
    report = report_of_page(f"<h1>{TITLE}</h1>{BODY}")
    assert (report.title, report.body) == (TITLE, len(TITLE))


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (f"<title>{TITLE} - Báo Mẫu</title><meta property=og:site_name content='Báo Mẫu'>", TITLE),
        (f"<title>Báo Mẫu | {TITLE}</title><meta property=og:site_name content='Báo Mẫu'>", TITLE),
        ("<title>Hội nghị - Tổng kết</title>", "Hội nghị - Tổng kết"),
        ("<title>Hội nghị - Báo lạ</title><h1>Hội nghị</h1>", "Hội nghị"),
        (f"<title>x</title><meta property=og:title content='{TITLE}'>", TITLE),
        (f"<h1>{TITLE}</h1>", TITLE),
        ("", TEXTS[0]),
    ],
)
def test_titles(head: str, title: str) -> None:
    assert report_of_page(head + BODY).title == title


def test_what_a_page_says_of_itself_is_metadata() -> None:
    page = (
        "<meta name=author content='Minh Anh'><meta property=article:author content=https://a.vn/b>"
        "<meta property=article:published_time content=2023-03-15T19:32:00+07:00><time datetime=2020-01-01></time>"
        "<meta property=og:site_name content='Báo Mẫu'><link rel=canonical href=https://a.vn/1.html>"
    )
    assert report_of_page(page + BODY).metadata == {
        "author": "Minh Anh",
        "published": "2023-03-15T19:32:00+07:00",
        "source": "Báo Mẫu",
        "url": "https://a.vn/1.html",
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("said", ["", "utf-8", "iso-8859-1", "x-user-defined", "nothing"])
def test_unicode_is_known_whatever_the_page_says(encoding: str, said: str) -> None:
    page = page_of(f"<meta charset={said}>{BODY}".encode(encoding))
    assert page.text == "\n".join(TEXTS)


def test_other_letters_are_read_as_the_page_says() -> None:
    page = page_of('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>Привет'.encode("koi8-r"))
    assert (page.text, page.encoding) == ("Привет", "koi8-r")


def test_western_letters_are_read_as_such() -> None:
    text = "Les élèves étaient à l'école où déjà les mères les attendaient – “très” tôt."
    assert page_of(f"<p>{text}".encode("cp1252")).text == text


@pytest.mark.parametrize(
    ("markup", "font"),
    [
        ('<font face=".VnTime, Arial">{}</font>', ".VnTime"),
        ("<p style='font-family:\".VnTimeH\"'>{}</p>", ".VnTimeH"),
        ("<p style='margin:0; FONT-FAMILY: VNI-Times, serif;color:red'><b>{}</b></p>", "VNI-Times"),
        ("<p style='font: bold 12pt/14pt .VnTime'>{}</p>", ".VnTime"),
        (
            '<style>p.MsoNormal, a /* x */ {{margin:0; font-family:".VnTime";}}</style><p class="x MsoNormal">{}</p>',
            ".VnTime",
        ),
        ("<style><!-- body {{font-family:.VnTime}} --></style><body><p>{}</p>", ".VnTime"),
        ("<style>.v {{font-family:'VNI-Times'}}</style><font face=Arial><span class=v>{}</span></font>", "VNI-Times"),
    ],
)
def test_old_fonts_are_handed_on_with_the_codes_of_their_letters(
    markup: str, font: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    coded = "§¶ng uû Khèi c¸c c¬ quan"
    seen: list[Run] = []

    def converted(runs: list[Run], encoding: str = "") -> fonts.Decoded:
        seen.extend(runs)
        return fonts.Decoded("".join(run.text for run in runs), "")

    monkeypatch.setattr("searchkit.reports.readers.webpage.converted", converted)
    page_of(f"<meta charset=x-user-defined>{markup.format(coded)}".encode("cp1252"))
    assert Run(coded, font) in seen


def test_an_element_has_the_font_of_the_one_around_it() -> None:
    root = parsed("<font face=A>một <b>hai</b></font><p>ba <font face=B>bốn</font> năm</p>")
    assert list(runs(root, set())) == [Run("một hai\n", "A"), Run("ba ", ""), Run("bốn ", "B"), Run("năm", "")]


@pytest.mark.parametrize(
    "data", [b"", b" \n", b"<html></html>", b"<p> &nbsp; </p>", b"\xef\xbb\xbf", b"<script>a</script>"]
)
def test_a_page_without_text_is_skipped(data: bytes) -> None:
    [skipped] = read_source(Source("a.html", data=data))
    assert isinstance(skipped, Skipped)
    assert skipped.reason in ("empty", "no text")


def test_a_binary_file_is_skipped() -> None:
    [skipped] = read_source(Source("a.html", data=random.Random(0).randbytes(5000)))
    assert isinstance(skipped, Skipped)


@pytest.mark.parametrize(
    "tags", ["<div>", "<b>", "<font face=a>", "<table><tr><td>", "<ul><li>", "<blockquote>", "<a>"]
)
def test_what_is_nested_ten_thousand_deep_is_read(tags: str) -> None:
    assert report_of_page(tags * 10_000 + "Đảng ủy Khối họp").text.endswith("Đảng ủy Khối họp")


def test_a_text_of_one_line_costs_what_its_size_costs() -> None:
    def seconds(times: int) -> float:
        page = ("<p>" + "Đảng ủy Khối họp. " * times).encode()
        begun = perf_counter()
        page_of(page)
        return perf_counter() - begun

    seconds(1000)
    assert seconds(160_000) < 40 * max(seconds(10_000), 0.005)


@pytest.mark.parametrize(
    "part", ["<", "<!", "<!--", "&", "</p>", "<meta ", "<p class='", "<style>/*", "<style>a{", "-->"]
)
def test_marks_repeated_a_hundred_thousand_times_are_read(part: str) -> None:
    begun = perf_counter()
    page_of((part * 100_000 + BODY).encode())
    assert perf_counter() - begun < 20


WHOLE = f"<!doctype html><html>{HEAD}<body>{PAGES['of nothing but div']}</body></html>".encode()


@pytest.mark.parametrize("tenth", range(10))
def test_a_page_cut_short_anywhere_can_be_read(tenth: int) -> None:
    for one in read_source(Source("a.html", data=WHOLE[: len(WHOLE) * tenth // 10])):
        assert isinstance(one, (Report, Skipped))


@given(st.data())
def test_any_damage_to_a_page_can_be_read(data: st.DataObject) -> None:
    page = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 20))):
        page[data.draw(st.integers(0, len(page) - 1))] = data.draw(st.integers(0, 255))
    for one in read_source(Source("a.html", data=bytes(page))):
        assert isinstance(one, (Report, Skipped))


PARTS = "<p> <table> <tr> <td> </td> </table> <pre> </pre> </p> <br> <li> một hai &nbsp;"


@given(st.lists(st.sampled_from(re.findall(r"\S+", PARTS))))
def test_every_word_of_a_page_is_read_once_and_in_order(parts: list[str]) -> None:
    root = parsed(" ".join(parts))
    text = "".join(run.text for run in runs(root, left_out(root, whole=True)))
    assert sorted(text.split()) == sorted(part for part in parts if part in ("một", "hai"))


def test_quotes_and_marks_of_markup_in_a_text_are_text() -> None:
    text = 'a < b & c > "d"'
    assert page_of(f"<p>{html.escape(text)}".encode()).text == text


def test_a_missing_library_is_said_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(module: str) -> object:
        raise UnreadableError("reading it needs more: pip install 'searchkit[documents]'")

    monkeypatch.setattr("searchkit.reports.readers._html_tree.library", missing)
    [skipped] = read_source(Source("a.html", data=b"<p>x"))
    assert skipped == Skipped("a.html", "reading it needs more: pip install 'searchkit[documents]'")
