"""Word 97 to 2003, on files made by LibreOffice: see tests/reports/files."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import olefile
import pytest

from searchkit.reports.encodings.fonts import Run
from searchkit.reports.readers import _extra
from searchkit.reports.readers._doc_fonts import Fonts
from searchkit.reports.readers._doc_formatting import Characters, Paragraph, Runs, characters, paragraph
from tests.reports.readers.reading import reason, report, runs_of

FILES = Path(__file__).parents[1] / "files"
DATA = (FILES / "letterhead.doc").read_bytes()
MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")


def changed(offset: int, data: bytes, stream: str = "WordDocument") -> bytes:
    """The file with some bytes of a stream replaced."""
    file = io.BytesIO(DATA)
    with olefile.OleFileIO(file, write_mode=True) as ole:
        old = ole.openstream(stream).read()
        ole.write_stream(stream, old[:offset] + data + old[offset + len(data) :])
    return file.getvalue()


def number(offset: int) -> int:
    """A number of four bytes in the stream of the document."""
    with olefile.OleFileIO(io.BytesIO(DATA)) as ole:
        return int.from_bytes(ole.openstream("WordDocument").read()[offset : offset + 4], "little")


def test_runs_have_the_fonts_of_their_styles_and_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    old = [run for run in runs_of("a.doc", DATA, monkeypatch) if run.font.startswith(".Vn")]
    assert old == [
        Run("§¶ng ñy ", ".VnTime"),
        Run("tØnh ñy", ".VnTimeH"),
        Run(" häp t\u00ad t\u00adëng ", ".VnTime"),
    ]


def test_properties_are_metadata() -> None:
    found = report("a.doc", DATA)
    assert found.format == "Word 97"
    assert found.metadata == {
        "author": "Nguyễn Văn An",
        "subject": "Công tác Đảng",
        "created": "2020-03-02T08:30:00Z",
        "modified": "2020-03-05T09:00:00Z",
    }


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (changed(0x0A, struct.pack("<H", 0x0100)), "encrypted"),
        (changed(0, struct.pack("<HH", 0xA5DC, 101)), "Word 6"),
        (changed(0, b"\0\0"), "no Word document"),
        (changed(0x1A2, struct.pack("<I", 0x7FFFFFFF)), "damaged"),  # where the pieces are
        (changed(0x4C, struct.pack("<I", 0x7FFFFFFF)), "damaged"),  # how long the text is
        (changed(0x112, struct.pack("<I", 0xFFFFFFFF)), "damaged"),  # where the fonts are
        (MAGIC, "damaged"),
        (MAGIC + bytes(2000), "damaged"),
        (DATA[:600], "damaged"),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, expected: str) -> None:
    assert expected in reason("a.doc", data)


def test_pieces_that_overlap_make_no_text_without_end() -> None:
    place = number(0x1A2)
    count = (number(0x1A6) - 5 - 4) // 12
    with olefile.OleFileIO(io.BytesIO(DATA)) as ole:
        tables = ole.openstream("1Table" if ole.exists("1Table") else "0Table").read()
        name = "1Table" if ole.exists("1Table") else "0Table"
    first = place + 5
    assert tables[place] == 2
    ends = struct.pack(f"<{count}I", *(min(0x7FFFFFF, 10**6 * (one + 1)) for one in range(count)))
    data = changed(first + 4, ends, name)
    assert "damaged" in reason("a.doc", data)


def test_a_property_of_four_billion_values_costs_nothing() -> None:
    with olefile.OleFileIO(io.BytesIO(DATA)) as ole:
        stream = ole.openstream("\x05SummaryInformation").read()
    text = struct.pack("<I", 30)
    for place in (one for one in range(48, len(stream), 4) if stream[one : one + 4] == text):
        vector = changed(place, struct.pack("<II", 0x101E, 0xFFFFFFFF), "\x05SummaryInformation")
        assert report("a.doc", vector).text == report("a.doc", DATA).text


@pytest.mark.parametrize("data", [b"", bytes(28), b"\xff" * 400, bytes(range(256)) * 4])
def test_damaged_properties_cost_the_properties_only(data: bytes) -> None:
    found = report("a.doc", changed(0, data[:200], "\x05SummaryInformation"))
    assert found.text == report("a.doc", DATA).text


def test_without_the_library_the_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(module: str) -> object:
        raise ImportError(module)

    monkeypatch.setattr(_extra, "import_module", missing)
    assert "searchkit[documents]" in reason("a.doc", DATA)


def modifier(code: int, *operand: int) -> bytes:
    return struct.pack("<H", code) + bytes(operand)


def test_modifiers_of_every_length_are_passed_over() -> None:
    others = modifier(0x0835, 1) + modifier(0x2A42, 1) + modifier(0x484B, 1, 2) + modifier(0x6870, 1, 2, 3, 4)
    others += modifier(0xC615, 2, 0, 0) + modifier(0xE000, 1, 2, 3) + modifier(0xD608, 3, 0, 9, 9)
    assert characters(others + modifier(0x4A4F, 7, 0)) == Characters(font=7)
    assert characters(modifier(0x4A51, 5, 0) + modifier(0x4A4F, 7, 0)) == Characters(font=5)
    assert characters(modifier(0x4A4F, 7, 0) + modifier(0x4A51, 5, 0)) == Characters(font=5)
    assert characters(modifier(0x0800, 1) + modifier(0x4A30, 9, 0)) == Characters(style=9, deleted=True)
    symbol = modifier(0x6A09, 3, 0, 0xB7, 0xF0)
    assert characters(symbol) == Characters()
    assert characters(symbol + modifier(0x0855, 1)) == Characters(symbol=(3, 0xF0B7))
    assert paragraph(b"\x05\0" + modifier(0x2416, 1) + modifier(0x2417, 1)) == Paragraph(5, True, True)
    assert paragraph(b"") == Paragraph()


@pytest.mark.parametrize("data", [b"", b"\xff", b"\xff" * 40, bytes(range(256)) * 2])
def test_tables_of_nonsense_say_nothing(data: bytes) -> None:
    characters(data)
    paragraph(data)
    runs = Runs(data * 20, data, paragraphs=True)
    for position in (0, 5, 1 << 31):
        _, end = runs.at(position)
        assert isinstance(end, int)
    assert Fonts(data, b"").name(300) == ""
