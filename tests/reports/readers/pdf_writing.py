"""PDF files written by hand: what no library writes any more, or nothing but an attacker does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources 3 0 R /Contents %d 0 R >>"


def pdf(objects: Mapping[int, bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A file of these objects, by their numbers, with a table of where they are."""
    data = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
    places = {}
    for number, content in objects.items():
        places[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    size = max(objects) + 1
    table = b"".join(
        b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n" for number in range(size)
    )
    return data + b"xref\n0 %d\n%strailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        table,
        size,
        trailer,
        len(data),
    )


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def pages(contents: Iterable[bytes], resources: bytes = b"<< >>", more: Mapping[int, bytes] | None = None) -> bytes:
    """A file of a page for each of some content streams, objects from 1,000 on being free for ``more``."""
    streams = list(contents)
    numbers = range(10, 10 + 2 * len(streams), 2)
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(streams), b" ".join(b"%d 0 R" % n for n in numbers)),
        3: resources,
        **dict(more or {}),
    }
    for number, content in zip(numbers, streams, strict=True):
        objects[number] = PAGE % (number + 1)
        objects[number + 1] = stream(content)
    return pdf(objects)


def fonts(*names: str) -> bytes:
    """Resources with fonts /F0, /F1, … of these names, as Word made them of fonts from before Unicode: the codes are
    those of Windows, and nothing says which letters they stand for."""
    font = "/F%d << /Type /Font /Subtype /TrueType /BaseFont /%s /Encoding /WinAnsiEncoding >>"
    return f"<< /Font << {' '.join(font % named for named in enumerate(names))} >> >>".encode()


def lines(printed: Iterable[tuple[int, bytes]], size: int = 12, top: int = 800) -> bytes:
    """The content stream of lines below one another: for each the number of its font, and its bytes."""
    shown = []
    for place, (font, text) in enumerate(printed):
        escaped = text.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        shown.append(b"BT /F%d %d Tf 60 %d Td (%s) Tj ET" % (font, size, top - place * size * 5 // 4, escaped))
    return b"\n".join(shown)
