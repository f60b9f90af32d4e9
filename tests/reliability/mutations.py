"""Files changed at random: bytes, pieces, and what lies packed in them."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from random import Random

_SEPARATORS = re.compile(rb"(?=[<{\\\n;,>/ ])")
_MOST_CHANGES = 8

# Word 97's files are full of places in themselves: where anything moves nothing is read at all.
_TABLES_OF_PLACES = b"\xd0\xcf\x11\xe0"

_TEXTS = (
    "\x1b[2J", "\x1b]52;c;YQ==\x07", "\u009b31m", "\u202e", "\u2066", "\x08\x7f", "<script>x</script>", "\"'><b>&lt;",
    "../", "..\\", "/etc/passwd", "\0", "&#x1b;", "&#8238;", "=1B]0;", "%2e%2e/", "\ufeff", "\u2028", "a\u0301" * 40,
    "-1", "0", "4294967295", "9" * 20, "1e999", "NaN", "{" * 20, "[" * 200, "<a>" * 50, "((((",
)  # fmt: skip
_BYTES = (b"\xff", b"\xed\xa0\x80", b"\xff\xff\xff\x7f", b"\x00\x00\x00\x80", b"\xff\xfe")

#: What is put into files: terminals' escapes, marks that reverse text, markup, ways out of a folder, odd numbers.
HOSTILE = (*(text.encode() for text in _TEXTS), *_BYTES)


def mutated(whole: bytes, chance: Random) -> bytes:
    """A file with some changes: in one of the parts that are packed in it, or anywhere."""
    parts = _parts(whole)
    if parts and chance.random() < 0.8:
        name = chance.choice(list(parts))
        changed = {**parts, name: _changed(parts[name], chance)}
        if chance.random() < 0.2:
            changed = {
                _changed(one.encode(), chance).decode(errors="replace")[:60000]: part for one, part in changed.items()
            }
        return _packed(changed)
    return _changed(whole, chance)


def _renamed(name: str, chance: Random) -> str:
    return _changed(name.encode(), chance).decode(errors="replace")[:60_000]


def _changed(whole: bytes, chance: Random) -> bytes:
    data = whole
    changes = _SAME_LENGTH if whole.startswith(_TABLES_OF_PLACES) else _CHANGES
    # Mostly few: what is damaged in many places is refused at the first.
    for _ in range(min(_MOST_CHANGES, 1 + int(chance.expovariate(0.7)))):
        data = chance.choice(changes)(data, chance)
    return data


def _flipped(data: bytes, chance: Random) -> bytes:
    if not data:
        return data
    place = chance.randrange(len(data))
    return data[:place] + bytes((data[place] ^ 1 << chance.randrange(8),)) + data[place + 1 :]


def _overwritten(data: bytes, chance: Random) -> bytes:
    start, length = chance.randint(0, len(data)), chance.randint(0, 8)
    return data[:start] + chance.randbytes(length) + data[start + length :]


def _rewritten(data: bytes, chance: Random) -> bytes:
    new = chance.choice((chance.randbytes(4), b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x07", b"\x13", b"\x15", b"\x05"))
    # Half of them in the first kilobytes, where the headers and tables are.
    start = chance.randrange(max(1, len(data) // chance.choice((1, 10))))
    return data[:start] + new + data[start + len(new) :]


def _hostile(data: bytes, chance: Random) -> bytes:
    start = chance.randint(0, len(data))
    return data[:start] + chance.choice(HOSTILE) + data[start + chance.choice((0, 0, 1, 4)) :]


def _without(data: bytes, chance: Random) -> bytes:
    start, length = chance.randint(0, len(data)), chance.choice((1, 2, 10, 100))
    return data[:start] + data[start + length :]


def _cut(data: bytes, chance: Random) -> bytes:
    return data[: chance.randint(len(data) // 2, len(data))]


def _repeated(data: bytes, chance: Random) -> bytes:
    start, length = chance.randint(0, len(data)), chance.choice((1, 5, 50))
    return data[:start] + data[start : start + length] * chance.choice((2, 3, 30)) + data[start:]


def _pieces_exchanged(data: bytes, chance: Random) -> bytes:
    pieces = _SEPARATORS.split(data) if len(data) < 50_000 else [data]
    one, other = chance.randrange(len(pieces)), chance.randrange(len(pieces))
    pieces[one] = chance.choice((pieces[other], pieces[one] + pieces[other], b"", pieces[one][::-1]))
    return b"".join(pieces)


_CHANGES = (_flipped, _overwritten, _hostile, _hostile, _without, _cut, _repeated, _pieces_exchanged, _pieces_exchanged)
_SAME_LENGTH = (_flipped, _rewritten)


@cache
def _parts(whole: bytes) -> dict[str, bytes]:
    """What is packed in a zip archive, by name; nothing for what is none."""
    if not whole.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        return {
            name: package.read(name)
            for name in package.namelist()
            if name.endswith((".xml", ".rels", ".txt", "p", "v"))
        }


def _packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name or "a"), part)
    return file.getvalue()
