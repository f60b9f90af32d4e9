"""Documents made or damaged to cost time, memory or the run: each ends as reports or reasons, and soon."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.reports.limits import Limits
from searchkit.reports.readers import read_source
from searchkit.reports.report import Report
from searchkit.reports.skipped import Skipped
from searchkit.reports.source import Source
from tests.documents import docx, odt, packed, paragraph, word_xml
from tests.reports.readers.reading import reason, text

FILES = Path(__file__).parents[1] / "files"
FORMS = ["docx", "odt", "rtf", "doc"]
WHOLE = {form: (FILES / f"letterhead.{form}").read_bytes() for form in FORMS}
MAGIC = {"docx": b"PK\x03\x04", "odt": b"PK\x03\x04", "rtf": b"{\\rtf1 ", "doc": WHOLE["doc"][:512]}

LAUGHS = "<!DOCTYPE l [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {new} '{f'&{old};' * 10}'>" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
BOMB = f"{LAUGHS}]><l>&i;</l>"
DEEP = 10_000


def read(form: str, data: bytes) -> list[Report | Skipped]:
    """What comes out of a file; anything that a reader raises but shouldn't fails the test."""
    found = list(read_source(Source(f"a.{form}", data=data)))
    assert found
    assert all(isinstance(one, Report) or one.reason for one in found)
    return found


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    start = time.process_time()
    yield
    assert time.process_time() - start < seconds


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("tenth", range(10))
def test_a_file_cut_at_any_tenth_is_named(form: str, tenth: int) -> None:
    data = WHOLE[form]
    [found] = read(form, data[: len(data) * tenth // 10])
    assert isinstance(found, Skipped)
    assert ("empty" if tenth == 0 else "truncated") in found.reason or "damaged" in found.reason


@pytest.mark.parametrize("part", ["document.xml", "styles.xml", "theme1.xml", "footnotes.xml", "header1.xml"])
def test_entities_are_refused_in_every_part_of_a_word_file(part: str) -> None:
    with at_most(2):
        assert "document type" in reason("a.docx", docx(paragraph("a"), {part: BOMB}))


def test_entities_among_the_properties_cost_the_properties() -> None:
    assert text("a.docx", docx(paragraph("a"), {"core.xml": BOMB})) == "a"


@pytest.mark.parametrize("part", ["content.xml", "styles.xml"])
def test_entities_are_refused_in_every_part_of_an_opendocument_file(part: str) -> None:
    with at_most(2):
        assert "document type" in reason("a.odt", odt("<text:p>a</text:p>", parts={part: BOMB}))


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_a_part_that_grows_too_much_is_refused_before_it_is_unpacked(form: str) -> None:
    data = docx(paragraph("a") + " " * 50_000_000) if form == "docx" else odt(" " * 50_000_000)
    with at_most(2):
        assert "zip bomb" in reason(f"a.{form}", data)


def test_the_limits_are_those_of_the_source() -> None:
    notes = {f"footnotes{number}.xml": word_xml("footnotes", " " * 600_000) for number in range(4)}
    data = docx(paragraph("a"), notes)
    assert "unpacked larger than 1 MB" in reason("a.docx", data, Limits(expanded=1 << 20))
    assert "parts" in reason("a.docx", data, Limits(parts=3))
    for form in FORMS:
        assert "larger than" in reason(f"a.{form}", WHOLE[form], Limits(size=1000))


def test_a_wrong_checksum_is_damage() -> None:
    data = docx(paragraph("a" * 1000))
    with zipfile.ZipFile(BytesIO(data)) as package:
        checksum = package.getinfo("word/document.xml").CRC.to_bytes(4, "little")
    assert data.count(checksum) == 2
    assert reason("a.docx", data.replace(checksum, b"\0\1\2\3")) == "damaged"


def test_a_password_is_named() -> None:
    data = bytearray(packed({"word/document.xml": word_xml("document", "")}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    data[6] |= 1
    assert reason("a.docx", bytes(data)) == "encrypted"


def test_a_tag_without_end_is_refused() -> None:
    tag = '<w:p w:x="' + "".join(map(str, range(2_000_000))) + '"/>'
    with at_most(3):
        assert "a tag of more than 8 MB" in reason("a.docx", docx(tag + paragraph("a")))


def nested(form: str, depth: int) -> bytes:
    cells = ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"), ("<table:table-cell>", "</table:table-cell>")
    (opened, closed), inner = (cells[0], paragraph("a")) if form == "docx" else (cells[1], "<text:p>a</text:p>")
    return (docx if form == "docx" else odt)(opened * depth + inner + closed * depth)


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_elements_are_nested_as_deep_as_they_like(form: str) -> None:
    with at_most(5):
        assert text(f"a.{form}", nested(form, DEEP)).strip() == "a"


@pytest.mark.parametrize(
    ("form", "data"),
    [
        ("docx", docx("<w:p><w:txbxContent>" * DEEP + paragraph("a") + "</w:txbxContent></w:p>" * DEEP)),
        ("odt", odt("<draw:rect><text:p>" * DEEP + "a" + "</text:p></draw:rect>" * DEEP)),
        ("rtf", b"{\\rtf1 " + b"{\\shptxt " * DEEP + b"a" + b"}" * DEEP + b"}"),
    ],
)
def test_boxes_within_boxes_without_end_are_refused(form: str, data: bytes) -> None:
    with at_most(5):
        assert "text boxes within one another" in reason(f"a.{form}", data)


def test_a_long_chain_of_styles_costs_no_more_than_it_is_long() -> None:
    chain = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{one}"><w:basedOn w:val="s{one + 1}"/></w:style>'
        for one in range(9999)
    )
    body = "".join(paragraph("a", style=f"s{one}") for one in range(9999))
    with at_most(10):
        assert text("a.docx", docx(body, {"styles.xml": word_xml("styles", chain)})).count("a") == 9999


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=40)
@given(data=st.binary(max_size=400))
def test_random_bytes_after_the_first_ones(form: str, data: bytes) -> None:
    read(form, MAGIC[form] + data)


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=40)
@given(data=st.data())
def test_random_changes_of_a_file(form: str, data: st.DataObject) -> None:
    changed = bytearray(WHOLE[form])
    for _ in range(data.draw(st.integers(1, 8))):
        start = data.draw(st.integers(0, len(changed) - 1))
        changed[start : start + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    with at_most(10):
        read(form, bytes(changed))


def unpacked(form: str, part: str) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(WHOLE[form])) as package:
        parts = {name: package.read(name) for name in package.namelist() if name.endswith((".xml", ".rels"))}
    assert part in parts
    return parts


@pytest.mark.parametrize(
    ("form", "part"),
    [
        ("docx", "word/document.xml"),
        ("docx", "word/styles.xml"),
        ("docx", "word/_rels/document.xml.rels"),
        ("docx", "_rels/.rels"),
        ("docx", "word/footnotes.xml"),
        ("odt", "content.xml"),
        ("odt", "styles.xml"),
        ("odt", "meta.xml"),
    ],
)
@settings(max_examples=40)
@given(data=st.data())
def test_random_changes_within_a_part(form: str, part: str, data: st.DataObject) -> None:
    parts = unpacked(form, part)
    pieces = parts[part].split(b"<")
    for _ in range(data.draw(st.integers(1, 6))):
        one, other = (data.draw(st.integers(0, len(pieces) - 1)) for _ in range(2))
        pieces[one] = data.draw(st.sampled_from([pieces[other], pieces[one][::-1], b"", b"w:t>a"]))
    parts[part] = b"<".join(pieces)
    read(form, packed(parts))


@given(
    st.lists(
        st.sampled_from(
            rb"{ } {\* \f1 \f9 \u7843? \u-10179 \uc0 \uc2 \'e1 \'93 \par \cell \row \intbl \pard \plain \bin3 \upr \ud "
            rb"\fonttbl \fcharset163 \shptxt \shpinst \footnote \header \info \title \creatim \yr2020 \deleted "
            rb"\ansicpg932 \nestcell \nestrow \deff1 a \~ ;".split()
        ),
        max_size=60,
    )
)
def test_random_control_words(words: list[bytes]) -> None:
    inside = b" ".join(words)
    read("rtf", b"{\\rtf1 x" + inside + b"}" * (inside.count(b"{") - inside.count(b"}") + 1))
