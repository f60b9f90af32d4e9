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


def decode(data: bytes, encoding: str = "") -> Decoded:
    """The text of a file's bytes, without its byte order mark, line ends as they are.

    ``encoding`` is what a person says that it is in, "" to find out. A file that begins with a byte order mark is in
    UTF-8 or UTF-16 all the same, and characters that are bytes of the old encoding named are looked for there.

    Raises UnreadableError, its message naming the reason, for bytes that are no text or in no encoding that is clear,
    and EncodingError for an unknown name.
    """
    name = known(encoding) if encoding else ""
    announced, mark = encoding_of(data)
    if name in OLD:
        return _old(data, name, announced, mark)
    if name and name not in _UNICODE and not mark:
        return _by_codec(data, name)
    if name == UTF_16 and announced == "utf-8" and not mark:
        announced = "utf-16-le"
    elif name == UTF_8 and not mark:
        announced = "utf-8"
    try:
        text = data[mark:].decode(announced)
    except UnicodeDecodeError:
        return _undecodable(data[mark:], announced, guess=not name and not mark)
    return _unicode(text, announced, find_out=not name)


def _unicode(text: str, encoding: str, find_out: bool) -> Decoded:
    _refuse_binary(text)
    converted_from = "" if encoding == "utf-8" else UTF_16
    if find_out and not text.isascii() and not _VIETNAMESE_IN_UNICODE.search(text):
        # Text in an old font that was copied into a Unicode file, byte for character.
        found = converted([Run(text)])
        return Decoded(found.text, ", ".join(filter(None, (converted_from, found.encoding))))
    return Decoded(text, converted_from)


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


def _old(data: bytes, name: str, announced: str, mark: int) -> Decoded:
    """Bytes that a person says are in an old encoding; they may have been saved as characters of a Unicode file."""
    try:
        text = data[mark:].decode(announced)
    except UnicodeDecodeError:
        characters = data.decode("latin-1")
        _refuse_binary(characters)
        return Decoded(best_of(name, characters).to_unicode(characters), name)
    _refuse_binary(text)
    found = converted([Run(text)], name)
    return found if found.encoding or announced == "utf-8" else Decoded(text, UTF_16)


def _by_codec(data: bytes, name: str) -> Decoded:
    try:
        text = codecs.decode(data, name)
    except ValueError:
        raise UnreadableError(f"not {name} text") from None
    _refuse_binary(text)
    return Decoded(unicodedata.normalize("NFC", text), name)


def _refuse_binary(text: str) -> None:
    if "\0" in text:
        raise UnreadableError("a binary file")
