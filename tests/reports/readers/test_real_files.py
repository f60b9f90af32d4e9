"""One document as four programs' formats hold it, and the sample reports in these formats."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import searchkit
from searchkit import Report
from searchkit.reports.readers import read_source
from searchkit.reports.source import Source
from tests.documents import docx, odt, paragraph
from tests.reports.readers.reading import report, text

FILES = Path(__file__).parents[1] / "files"
FORMS = ["docx", "odt", "rtf", "doc"]

LETTERHEAD = """\
TỈNH ỦY NAM ĐỊNH
*
ĐẢNG CỘNG SẢN VIỆT NAM
Nam Định, ngày 2 tháng 3 năm 2020
BÁO CÁO TỔNG KẾT
Sáng 2/3, Tỉnh ủy họp tại hội trường.   Có	tab và
dòng mới, 21-NQ/TW, trước sau, chữ chèn vào."""
TABLES = ["Đơn vị\tSố đảng viên\tTỷ lệ", "Khối\t1.666", "Ngoài\ttrong một\ttrong hai", "sau bảng", "cuối"]
AFTER = ["Đoạn có khung chữ tiếp.", "Chữ trong khung", "Đoạn cuối cùng của báo cáo.", "Chú thích cuối trang."]


@pytest.mark.parametrize("form", FORMS)
def test_a_letterhead_is_read_alike_from_every_format(form: str) -> None:
    found = text(f"a.{form}", (FILES / f"letterhead.{form}").read_bytes())
    # LibreOffice keeps the hyphen that doesn't break as a character of its own, the others as a code.
    assert found.replace("\u2011", "-").startswith(LETTERHEAD)
    lines = found.split("\n")
    cells = found.replace("\t", "\n").split("\n")
    assert [line for line in TABLES[:3] if line not in lines] == []
    assert [line for line in TABLES[3:] + AFTER + ["Đầu trang của báo cáo", "Chân trang 1"] if line not in cells] == []
    assert lines.index("Đoạn cuối cùng của báo cáo.") < lines.index("Đầu trang của báo cáo")
    assert found.count("Chữ trong khung") == 1
    assert "xóa" not in found
    assert "nhận xét" not in found


def as_rtf(text: str) -> bytes:
    letters = "".join(one if one.isascii() else f"\\u{ord(one)}?" for one in text)
    return ("{\\rtf1\\ansi " + letters.replace("\n", "\\par ") + "}").encode("ascii")


def as_docx(text: str) -> bytes:
    return docx("".join(map(paragraph, _escaped(text).split("\n"))))


def as_odt(text: str) -> bytes:
    return odt("".join(f"<text:p>{line}</text:p>" for line in _escaped(text).split("\n")))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


@pytest.mark.parametrize(("form", "make"), [("docx", as_docx), ("odt", as_odt), ("rtf", as_rtf)])
def test_the_sample_reports_give_the_same_hits_in_every_format(
    form: str, make: Callable[[str], bytes], seeds: Path, tmp_path: Path
) -> None:
    for seed in seeds.glob("*.txt"):
        content = seed.read_text(encoding="utf-8")
        (tmp_path / f"{seed.stem}.{form}").write_bytes(make(content))
        assert text(f"a.{form}", make(content)).split() == content.split()
    hits = {}
    for name, folder in (("txt", seeds), (form, tmp_path)):
        with searchkit.create(tmp_path / f"index-{name}") as index:
            index.add(searchkit.read(sorted(folder.glob(f"*.{name}")), base=folder))
            hits[name] = [
                [(hit.report.id.partition(".")[0], hit.passage.text.split()) for hit in index.search(query, limit=5)]
                for query in ("đảng ủy khối", "cong tac xay dung dang", "nhiệm kỳ 2020-2025", "thi đua")
            ]
    assert hits[form] == hits["txt"]
    assert all(hits["txt"])


def test_a_sample_report_in_word_97(seeds: Path) -> None:
    seed = "002_472e73b11ec6d15f"
    found = report("a.doc", (FILES / f"{seed}.doc").read_bytes())
    assert found.text.split() == (seeds / f"{seed}.txt").read_text(encoding="utf-8").split()
    [plain] = read_source(Source("a.txt", seeds / f"{seed}.txt"))
    assert isinstance(plain, Report)
    assert found.title == plain.title
