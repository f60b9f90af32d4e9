"""Valid files of every format, small ones above all: what is read fast can be changed often."""

from __future__ import annotations

import io
import json
import zipfile
from email.message import EmailMessage
from functools import cache
from pathlib import Path

from searchkit.reports.readers import FORMATS
from tests.documents import docx, odt, packed, paragraph, word_xml
from tests.reports.readers.pdf_writing import fonts, lines, pages

_FILES = Path(__file__).parents[1] / "reports" / "files"
_TEXT = "Đảng ủy Khối họp\n\nHà Nội, ngày 6/1/2023. Chi bộ kết nạp 23 quần chúng.\n"
_CSV = '_id,title,text,place\n1,Hội nghị,"Đảng ủy\nKhối họp",Hà Nội\n2,,Chi bộ,\n'
_MARKDOWN = (
    "---\ntitle: Hội nghị\nngày: 6/1\n---\n# Đảng ủy\n\n*Khối* họp [ở đây](http://a.vn)\n\n"
    "| a | b |\n|---|---|\n| 1 | 2 |\n"
)
_HTML = (
    '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Hội nghị</title><meta name="author" '
    'content="A"><meta property="article:published_time" content="2023-01-06"></head><body><nav><a href="/">Trang chủ'
    '</a></nav><article><h1>Hội nghị</h1><p>Đảng ủy <b>Khối</b> họp.</p><table><tr><td>1<td colspan="2">2</table><ul>'
    "<li>a</ul><pre>b\n c</pre></article><script>alert(1)</script></body></html>"
)
_RTF = (
    rb"{\rtf1\ansi\ansicpg1258\uc1{\fonttbl{\f0\fcharset163 Times New Roman;}{\f1 .VnTime;}}{\info{\title a}{\author b}"
    rb"{\creatim\yr2020\mo1\dy2}}\pard\f0 \u272?\u7843?ng \u7911?y\par {\f1 \'a7\'b6ng}\par\trowd\intbl 1\cell 2\cell"
    rb"\row\pard{\header h}{\footnote n}{\*\shpinst{\shptxt x}}\bin3 abc\par}"
)


def _mail() -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Văn phòng <vp@a.vn>", "a@a.vn", "Giấy mời họp"
    mail["Date"] = "Wed, 15 Mar 2023 19:32:00 +0700"
    mail.set_content(_TEXT)
    mail.add_alternative(f"<p>{_TEXT}</p>", subtype="html")
    mail.add_attachment(_TEXT.encode(), maintype="text", subtype="plain", filename="báo cáo.txt")
    return mail


def _web_archive() -> bytes:
    page = EmailMessage()
    page["Subject"], page["Snapshot-Content-Location"] = "a", "http://a.vn/"
    page.set_content(_HTML, subtype="html", cte="quoted-printable")
    page.make_related()
    return page.as_bytes()


def _zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("báo cáo/a.txt", _TEXT)
        archive.writestr("b.csv", _CSV)
        archive.writestr("c.zip", packed({"d/e.md": _MARKDOWN}))
    return file.getvalue()


def _word() -> bytes:
    cell = f"<w:tc>{paragraph('1')}</w:tc>"
    body = paragraph("Đảng ủy") + f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>" + paragraph("Khối họp", style="a")
    note = word_xml("footnotes", f'<w:footnote w:id="2">{paragraph("n")}</w:footnote>')
    style = word_xml("styles", '<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="a"/></w:style>')
    return docx(body, {"footnotes.xml": note, "styles.xml": style})


def _opendocument() -> bytes:
    cells = "<table:table-row><table:table-cell><text:p>1</text:p></table:table-cell></table:table-row>"
    return odt(f"<text:h>Hội nghị</text:h><text:p>Đảng ủy</text:p><table:table>{cells}</table:table>")


def _json_lines() -> bytes:
    rows: list[object] = [
        {"_id": "1", "title": "Hội nghị", "text": _TEXT, "place": "Hà Nội", "n": 1},
        {"id": 2, "text": "Chi bộ", "x": [None, 1e9, {"a": "\u202e"}]},
    ]
    return "\n".join(json.dumps(row, ensure_ascii=number == 0) for number, row in enumerate(rows)).encode()


@cache
def samples(ending: str) -> list[bytes]:
    """Files of the format of an ending, ".docx"; the smallest first."""
    text = {".txt": _TEXT, ".csv": _CSV, ".md": _MARKDOWN, ".html": _HTML}
    made = {
        ".doc": [],
        ".docx": [_word()],
        ".eml": [_mail().as_bytes()],
        ".jsonl": [_json_lines()],
        ".mhtml": [_web_archive()],
        ".odt": [_opendocument()],
        ".pdf": [pages([lines([(0, b"Dang uy"), (0, b"Khoi hop")])], fonts("Times"))],
        ".rtf": [_RTF],
        ".zip": [_zip()],
    }
    if ending in text:
        encoded = [text[ending].encode(), text[ending].encode("utf-16")]
        return [*encoded, "§¶ng ñy Khèi häp, §¶ng bé tØnh".encode("cp1252")] if ending == ".txt" else encoded
    return made[ending] + [file.read_bytes() for file in sorted(_FILES.glob(f"*{ending}"))]


#: The endings that stand for a format of their own each.
ENDINGS = (".csv", ".doc", ".docx", ".eml", ".html", ".jsonl", ".md", ".mhtml", ".odt", ".pdf", ".rtf", ".txt", ".zip")
assert {FORMATS[ending].module for ending in ENDINGS} == {form.module for form in FORMATS.values()}
