"""PDF files: of what other programs wrote tests/reports/files/README.md tells; the rest is written by hand."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.reports.encodings.fonts import Run
from searchkit.reports.limits import Limits
from searchkit.reports.passages import passages
from searchkit.reports.readers import read_source
from searchkit.reports.readers._extra import library
from searchkit.reports.readers._pdf_horn import with_horns
from searchkit.reports.readers._pdf_lines import Line, PageText
from searchkit.reports.readers._pdf_paragraphs import Page, paragraphs
from searchkit.reports.report import Report
from searchkit.reports.skipped import Skipped
from searchkit.reports.source import Source
from tests.reports.readers.pdf_writing import fonts, lines, pages, pdf, stream

Reading = Callable[..., list[Report | Skipped]]
FILES = Path(__file__).resolve().parents[1] / "files"
ARIAL = fonts("ArialMT")
IMAGE = b"<< /XObject << /I 900 0 R >> /Font << /F0 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
PIXEL = stream(b"\0", b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8")
SCAN = b"q 595 0 0 842 0 0 cm /I Do Q"


@pytest.mark.parametrize("program", ["libreoffice", "reportlab", "weasyprint"])
def test_the_pdf_of_a_program_has_the_text_that_it_was_made_of(reading: Reading, seeds: Path, program: str) -> None:
    [report] = reading("a.pdf", (FILES / f"{program}.pdf").read_bytes())
    assert isinstance(report, Report)
    text = (seeds / "000_04f0816c42b548b7.txt").read_text(encoding="utf-8")
    assert report.title == text.splitlines()[0]
    assert report.text.count("\n") < 30
    found = [paragraph for paragraph in text.splitlines() if paragraph.strip() and paragraph.strip() in report.text]
    written = [paragraph for paragraph in text.splitlines() if paragraph.strip()]
    assert sum(map(len, found)) > 0.9 * sum(map(len, written))
    words = report.text.split()
    assert sum(word in words for word in text.split()) >= 0.99 * len(text.split())


def test_a_header_follows_the_paragraph_that_it_interrupts(reading: Reading) -> None:
    [report] = reading("a.pdf", (FILES / "reportlab.pdf").read_bytes())
    assert isinstance(report, Report)
    assert "\nTrang 1\n" in report.text
    assert "\nTrang 2\n" in report.text
    assert all("Trang" not in line or len(line) < 10 for line in report.text.splitlines())


def test_what_a_pdf_says_of_itself_is_metadata(reading: Reading) -> None:
    data = pages([lines([(0, b"Hoi nghi")])], ARIAL, {5: b"<< /Author (Minh Anh) /CreationDate (D:20230315193200Z) >>"})
    [report] = reading("a.pdf", data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Info 5 0 R"))
    assert isinstance(report, Report)
    assert report.metadata == {"author": "Minh Anh", "created": "2023-03-15"}


def test_half_a_pair_of_surrogates_in_a_title_once_cost_the_whole_file(reading: Reading) -> None:
    data = pages([lines([(0, b"Hoi nghi")])], ARIAL, {5: b"<< /Title <FEFF004B0068D80000ED0069> /Author (Minh Anh) >>"})
    [report] = reading("a.pdf", data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Info 5 0 R"))
    assert isinstance(report, Report)
    assert (report.title, report.metadata) == ("Kh\ufffdíi", {"author": "Minh Anh"})


@pytest.mark.parametrize(
    ("said", "title"),
    [("Bao cao quy I", "Bao cao quy I"), ("Microsoft Word - BC 01.doc", "Dong dau"), ("bc01.docx", "Dong dau")],
)
def test_the_title_is_what_a_person_wrote(reading: Reading, said: str, title: str) -> None:
    data = pages([lines([(0, b"Dong dau"), (0, b"Tiep theo")])], ARIAL, {5: f"<< /Title ({said}) >>".encode()})
    [report] = reading("a.pdf", data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Info 5 0 R"))
    assert isinstance(report, Report)
    assert report.title == title


def runs_of(data: bytes) -> list[Run]:
    document = library("pypdfium2").PdfDocument(data)
    page = PageText(library("pypdfium2.raw"), document[0])
    try:
        return [run for line in page.lines() for run in line.runs]
    finally:
        page.close()
        document.close()


def test_old_fonts_are_handed_on_run_by_run_with_the_codes_of_their_letters() -> None:
    content = lines([(0, "§¶ng uû Khèi".encode("cp1252")), (2, "Ñaûng uûy".encode("cp1252"))])
    content += b" BT /F0 12 Tf 60 400 Td (\xa7\xb6ng ) Tj /F1 12 Tf (Hello ) Tj /F0 12 Tf (c\xb8c) Tj ET"
    assert runs_of(pages([content], fonts(".VnTime", "ArialMT", "ABCDEF+VNI-Times,Bold"))) == [
        Run("§¶ng uû Khèi", ".VnTime"),
        Run("Ñaûng uûy", "VNI-Times,Bold"),
        Run("§¶ng ", ".VnTime"),
        Run("Hello ", "ArialMT"),
        Run("c¸c", ".VnTime"),
    ]


def test_the_letter_ư_of_tcvn3_is_no_hyphen() -> None:
    coded = "t\xad t\xadëng, ®\xadîc, \xadu tiªn, nh\xadng 21-NQ/TW, 2020-2025 - §\xadêng"
    content = lines([(0, coded.encode("cp1252"))])
    assert runs_of(pages([content], fonts(".VnTime"))) == [Run(coded, ".VnTime")]
    assert with_horns("tr−êng", ".VnTimeH") == "tr\xadêng"
    assert with_horns("t-", "ArialMT") == "t-"


def line(text: str, left: float, right: float, bottom: float, word: float = 30, height: float = 12) -> Line:
    return Line((Run(text),), left, right, bottom + height, bottom, word)


def joined(*pages: list[Line]) -> list[str]:
    return ["".join(run.text for run in paragraph) for paragraph in paragraphs([Page(page, 595) for page in pages])]


def test_a_line_without_text_once_ended_the_reading_of_its_file() -> None:
    assert joined([line("Một đoạn dài", 60, 500, 700), line("", 60, 500, 685)])[0].startswith("Một đoạn dài")


def test_a_line_goes_on_if_the_next_word_had_no_room_on_it() -> None:
    page = [
        line("Một đoạn dài", 60, 500, 700),
        line("Kết thúc ngắn", 60, 200, 685),
        line("Đoạn hai dài", 60, 490, 670),
        line("Tiếp theo.", 60, 300, 655),
    ]
    assert joined(page) == ["Một đoạn dài Kết thúc ngắn", "Đoạn hai dài Tiếp theo."]


def test_an_indent_a_gap_a_dash_and_a_larger_letter_begin_a_paragraph() -> None:
    full = [line("Tiêu đề", 60, 500, 720, height=20), line("Một", 60, 500, 700), line("Hai.", 60, 500, 685)]
    begun = [
        line("Ba", 80, 500, 670),
        line("- Bốn", 60, 500, 640),
        line("năm.", 60, 500, 625),
        line("- Sáu", 60, 500, 610),
    ]
    assert joined([*full, *begun]) == ["Tiêu đề", "Một Hai.", "Ba", "- Bốn năm.", "- Sáu"]


def test_short_lines_stay_lines() -> None:
    assert joined([line("Hội nghị tổng kết", 60, 200, 700), line("Đảng ủy họp", 60, 150, 685)]) == [
        "Hội nghị tổng kết",
        "Đảng ủy họp",
    ]


def test_a_hyphen_at_the_end_of_a_line_joins() -> None:
    page = [line("Nghị quyết số 21-", 60, 500, 700), line("NQ/TW", 60, 100, 685), line("x", 60, 100, 670)]
    assert joined(page)[0].startswith("Nghị quyết số 21-NQ/TW")


def test_a_sentence_goes_on_in_the_next_page_and_columns_are_read_one_after_the_other() -> None:
    foot = [line(f"Trang {number}", 280, 320, 30) for number in (1, 2)]
    left = [line(f"Trái {n}", 60, 290, 700 - 15 * n) for n in range(3)]
    right = [line(f"Phải {n}", 310, 540, 700 - 15 * n) for n in range(3)]
    assert joined([*left, *right, foot[0]], [line("tiếp theo.", 60, 200, 700), foot[1]]) == [
        "Trái 0 Trái 1 Trái 2 Phải 0 Phải 1 Phải 2 tiếp theo.",
        "Trang 1",
        "Trang 2",
    ]


def test_passages_of_a_pdf_are_no_lines(reading: Reading) -> None:
    [report] = reading("a.pdf", (FILES / "libreoffice.pdf").read_bytes())
    assert isinstance(report, Report)
    assert all(len(passage.text.split()) > 30 for passage in passages(report)[1:-3])


def test_a_scan_is_named(reading: Reading) -> None:
    assert reading("a.pdf", pages([SCAN] * 2, IMAGE, {900: PIXEL})) == [Skipped("a.pdf", "no text: scanned")]


def test_scanned_pages_among_others_are_named(reading: Reading) -> None:
    text = lines([(0, b"Mot hai ba bon nam sau bay tam chin muoi muoi mot muoi hai muoi ba")])
    stamped = SCAN + lines([(0, b"Scanned by a scanner")])
    report, skipped = reading("a.pdf", pages([text, SCAN, stamped, text, SCAN, b""], IMAGE, {900: PIXEL}))
    assert isinstance(report, Report)
    assert "Mot hai ba" in report.text
    assert "Scanned by" in report.text
    assert skipped == Skipped("a.pdf", "no text on pages 2-3, 5: scanned")


ENCRYPTED = b"<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <%s> /U <%s> >>" % (b"00" * 32, b"11" * 32)
GOOD = pages([lines([(0, b"Hoi nghi tong ket"), (0, b"Dang uy hop")])], ARIAL)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"%PDF-1.4\n", "truncated"),
        (b"%PDF-1.4\nx\n%%EOF", "damaged"),
        (b"PK\3\4 a document", "not a PDF"),
        (pages([b""]), "no text"),
        (pages([]), "damaged"),
        (
            pages([b""], more={5: ENCRYPTED}).replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 5 0 R /ID [<00> <00>]"),
            "encrypted",
        ),
    ],
)
def test_what_cannot_be_read_is_skipped_with_a_reason(reading: Reading, data: bytes, reason: str) -> None:
    [skipped] = reading("a.pdf", data)
    assert isinstance(skipped, Skipped)
    assert reason in skipped.reason


def test_a_pdf_longer_than_the_limit_is_skipped(reading: Reading) -> None:
    assert reading("a.pdf", pages([b""] * 4), limits=Limits(pages=3)) == [Skipped("a.pdf", "more than 3 pages")]


LOOPS = {
    "a page tree that holds itself": pdf(
        {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R] >>"}
    ),
    "a page tree whose parts hold each other": pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Count 9 /Kids [3 0 R 3 0 R] >>",
            3: b"<< /Type /Pages /Parent 2 0 R /Count 9 /Kids [2 0 R 2 0 R] >>",
        }
    ),
    "a form that draws itself": pages(
        [b"/X Do"],
        b"<< /XObject << /X 900 0 R >> >>",
        {900: stream(b"/X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources 3 0 R")},
    ),
    "a table of objects that is its own predecessor": GOOD.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev 15"),
    "an object that is itself": GOOD.replace(b"3 0 obj\n", b"3 0 obj\n3 0 R\nendobj\n"),
    "a font whose letters are itself": GOOD.replace(b"/WinAnsiEncoding", b"<< /Differences 3 0 R >>"),
    "a stream that grows": pages([], more={10: b"<< /Type /Page /Parent 2 0 R /Contents 11 0 R >>"}).replace(
        b"/Count 0 /Kids []", b"/Count 1 /Kids [10 0 R]"
    ),
    "a million marks of saving": pages([b"q " * 1_000_000 + lines([(0, b"Hop")])], ARIAL),
    "arrays within arrays": pages([b"[" * 100_000 + lines([(0, b"Hop")])], ARIAL),
    "a page that unpacks to a thousand times its size": pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
            3: ARIAL,
            4: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources 3 0 R /Contents 5 0 R >>",
            5: stream(zlib.compress(b" " * 20_000_000 + lines([(0, b"Hop")])), b"/Filter /FlateDecode"),
        }
    ),
}


@pytest.mark.parametrize("data", LOOPS.values(), ids=LOOPS)
def test_loops_come_to_an_end(reading: Reading, data: bytes) -> None:
    begun = perf_counter()
    for one in reading("a.pdf", data):
        assert isinstance(one, (Report, Skipped))
    assert perf_counter() - begun < 20


@pytest.mark.parametrize("tenth", range(10))
@pytest.mark.parametrize("program", ["libreoffice", "reportlab"])
def test_a_pdf_cut_short_anywhere_is_named(reading: Reading, program: str, tenth: int) -> None:
    data = (FILES / f"{program}.pdf").read_bytes()
    *_, last = reading("a.pdf", data[: len(data) * tenth // 10])
    assert isinstance(last, Skipped)
    assert "empty" in last.reason if tenth == 0 else "truncated" in last.reason


@settings(max_examples=60)
@given(st.data())
def test_any_damage_to_a_pdf_can_be_read(data: st.DataObject) -> None:
    damaged = bytearray(data.draw(st.sampled_from([GOOD, (FILES / "reportlab.pdf").read_bytes()])))
    for _ in range(data.draw(st.integers(1, 20))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    for one in read_source(Source("a.pdf", data=bytes(damaged))):
        assert isinstance(one, (Report, Skipped))


def test_old_and_new_fonts_in_one_file_are_read_each_in_its_own_way(reading: Reading) -> None:
    coded = "§¶ng ñy Khèi C¸c c¬ quan tØnh, t\xad t\xadëng, ®\xadîc.".encode("cp1252")
    [report] = reading("a.pdf", pages([lines([(0, coded), (1, b"The end 21-NQ/TW.")])], fonts(".VnTime", "ArialMT")))
    assert isinstance(report, Report)
    assert report.text == "Đảng ủy Khối Các cơ quan tỉnh, tư tưởng, được.\nThe end 21-NQ/TW.\n"
    assert report.encoding == "TCVN3"
