"""The bytes of a plain text to Unicode."""

from __future__ import annotations

import codecs
import re
import unicodedata

from searchkit.errors import UnreadableError
from searchkit.reports.encodings.decoded import Decoded
from searchkit.reports.encodings.detection import best_of, detected
from searchkit.reports.encodings.fonts import Run, converted
from searchkit.reports.encodings.names import OLD, UTF_8, UTF_16, known
from searchkit.reports.encodings.unicode import encoding_of, repaired

# Letters that only Unicode has, of those that Vietnamese needs: one of them is in every tenth word.
_VIETNAMESE_IN_UNICODE = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u0300-\u0323\u1ea0-\u1ef9]"
)
_UNICODE = (UTF_8, UTF_16)
_UTF_16_BY_ORDER = ("utf-16-le", "utf-16-be")


def decode(data: bytes, encoding: str = "") -> Decoded:
    """The text of a file's bytes, without its byte order mark, line ends as they are.

    ``encoding`` is what a person says that it is in, "" to find out. A file that begins with a byte order mark is in
    UTF-8 or UTF-16 all the same, and characters that are bytes of the old encoding named are looked for there.

    Raises UnreadableError, its message naming the reason, for bytes that are no text or in no encoding that is clear,
    and EncodingError for an unknown name.
    """
    name = known(encoding) if encoding else ""
    announced, mark = encoding_of(data)
    if name in _UTF_16_BY_ORDER:
        name, announced = UTF_16, announced if mark else name
    if name and name not in (*_UNICODE, *OLD) and not mark:
        return _by_codec(data, name)
    if name == UTF_16 and announced == "utf-8" and not mark:
        announced = "utf-16-le"
    elif name == UTF_8 and not mark:
        announced = "utf-8"
    try:
        text = data[mark:].decode(announced)
    except UnicodeDecodeError:
        return _old(data[mark:], name) if name in OLD else _undecodable(data[mark:], announced, not name and not mark)
    return _unicode(text, announced, name)


def _unicode(text: str, announced: str, name: str) -> Decoded:
    """A text in UTF-8 or UTF-16; it may have been copied there out of an old font, a character for a byte."""
    _refuse_binary(text)
    names = [] if announced == "utf-8" else [UTF_16]
    if name in OLD or (not name and not text.isascii() and not _VIETNAMESE_IN_UNICODE.search(text)):
        text, old = converted([Run(text)], name)
        names += [old] if old else []
    return Decoded(text, ", ".join(names))


def _old(data: bytes, name: str) -> Decoded:
    """Bytes that a person says are in an old encoding."""
    characters = data.decode("latin-1")
    _refuse_binary(characters)
    return Decoded(best_of(name, characters).to_unicode(characters), name)


def _undecodable(data: bytes, encoding: str, guess: bool) -> Decoded:
    name = UTF_8 if encoding == "utf-8" else UTF_16
    text = repaired(data, encoding)
    if text is not None:
        _refuse_binary(text)
        return Decoded(text, f"damaged {name}")
    if not guess or encoding != "utf-8":
        _refuse_binary(data[:8192].decode("latin-1"))
        raise UnreadableError(f"not {name} text")
    characters = data.decode("latin-1")
    _refuse_binary(characters)
    found = detected(characters)
    if found is None:
        raise UnreadableError("not UTF-8 or UTF-16 text, and no other encoding is clear; name it with --encoding")
    return Decoded(found.encoding.to_unicode(characters), found.encoding.name)


def _by_codec(data: bytes, name: str) -> Decoded:
    try:
        text = codecs.decode(data, name)
    except ValueError:
        raise UnreadableError(f"not {name} text") from None
    _refuse_binary(text)
    needless = data.isascii() and text == data.decode("ascii")
    return Decoded(unicodedata.normalize("NFC", text), "" if needless else name)


def _refuse_binary(text: str) -> None:
    if "\0" in text:
        raise UnreadableError("a binary file")
