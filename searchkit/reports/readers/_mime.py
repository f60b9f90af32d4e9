"""Messages in MIME, as mails and web archives are, by the standard library: its parts, whatever their headers are."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from contextlib import suppress
from email.errors import CloseBoundaryNotFoundDefect, HeaderParseError
from email.header import decode_header
from email.message import Message
from pathlib import PurePosixPath
from typing import TypeAlias

from searchkit.errors import UnreadableError
from searchkit.reports.readers._charset import decoded
from searchkit.reports.readers._clean import clean

_BLANK = re.compile(r"\s+")
_ENCODED = re.compile(r"=\?[\w*-]+\?[bqBQ]\?")
# No header says more to a reader; addresses of a thousand people may be cut.
_LONGEST = 1 << 16

Part: TypeAlias = "Message[str, str]"


def message_of(data: bytes) -> Part:
    """The message in some bytes. Raises UnreadableError for what has none of a message's headers."""
    try:
        message = email.message_from_bytes(data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"))
    except RecursionError:
        raise UnreadableError("parts within one another without end") from None
    known = {name.lower() for name, _ in message.raw_items()}
    if not known & {"from", "to", "subject", "date", "received", "content-type", "mime-version"}:
        raise UnreadableError("no mail: it has none of a mail's headers")
    return message


def leaves(message: Part) -> Iterator[tuple[Part, tuple[Part, ...]]]:
    """The parts that hold no others, in order, each with those around it, outermost first.

    A message within the message is one of them: it is not taken apart.
    """
    waiting: list[tuple[Part, tuple[Part, ...]]] = [(message, ())]
    while waiting:
        part, around = waiting.pop()
        # Asked for the text of a part, Python would decode it as the part says, in encodings that can't be named.
        inner = part.get_payload() if part.is_multipart() else None
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting += [(one, (*around, part)) for one in reversed(inner) if isinstance(one, Message)]
        else:
            yield part, around


def is_cut_short(message: Part) -> bool:
    """Whether the end of a message of several parts is missing."""
    return any(isinstance(defect, CloseBoundaryNotFoundDefect) for part in message.walk() for defect in part.defects)


def content(part: Part) -> bytes:
    """The bytes of a part, decoded from what mail carries; of a message within the message, the message."""
    if part.is_multipart() and isinstance(inner := part.get_payload(), list):
        return inner[0].as_bytes() if inner and isinstance(inner[0], Message) else b""
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def charset(part: Part) -> str:
    """What a part says of its letters, "" for nothing."""
    try:
        said = part.get_content_charset()
    except (LookupError, ValueError, TypeError):
        return ""
    return said or ""


def header(part: Part, name: str, encoding: str = "") -> str:
    """The text of a header on one line, "" if there is none; ``encoding`` is what a person says that it is in."""
    for one, value in part.raw_items():
        if one.lower() == name:
            return words(str(value)[:_LONGEST], encoding)
    return ""


def words(value: str, encoding: str = "") -> str:
    """The text of a header as it stands in a message, RFC 2047's encoded words read."""
    raw = value.encode("ascii", "surrogateescape") if _is_escaped(value) else value.encode()
    text = decoded(raw, "", encoding).text
    if _ENCODED.search(text):
        with suppress(HeaderParseError, ValueError):
            pieces = decode_header(text)
            text = "".join(one if isinstance(one, str) else decoded(one, said or "").text for one, said in pieces)
    return clean(_BLANK.sub(" ", text)).strip()


def file_name(part: Part) -> str:
    """The name of the file that a part is, without folders, "" if it has none."""
    try:
        named = part.get_filename()
    except (LookupError, ValueError, TypeError, AttributeError):
        named = None
    if not named:
        return ""
    return PurePosixPath(words(named).replace("\\", "/")).name


def _is_escaped(text: str) -> bool:
    return text.isascii() or any("\udc80" <= letter <= "\udcff" for letter in text)
