"""What the commands print: the one way to the screen, on which no text of others does anything but be read.

A title, a file's name or a report may hold escape sequences that clear the screen, fill the clipboard or recolour what
follows, and marks that reverse the order in which it is read. A person is shown a sign in the place of each such
character; programs are given the text as it is (``give``) or escaped (``as_json``).
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from unicodedata import category

import click

from searchkit.search.highlighting import Span
from searchkit.search.rendering import marked

_MARK, _PLAIN = "\x1b[1;31m", "\x1b[0m"
TITLE, FAINT = "\x1b[1m", "\x1b[2m"

# Controls (C0, DEL, C1), format characters (bidirectional controls, zero-width ones, tags), separators of lines and of
# paragraphs, halves of surrogate pairs: what moves, hides or reorders text, and has no shape of its own.
_SHAPELESS = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))

# The number by which every program knows it.
_STDERR = 2

_LONE_RETURN = re.compile(r"\r(?!\n)")


class _Table(dict[int, str]):
    """What ``str.translate`` puts for each character; the category of one is looked up when it is first met."""

    def __init__(self, sign: Callable[[str], str], kept: str = "") -> None:
        self._sign = sign
        self._kept = kept

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = self._sign(char) if category(char) in _SHAPELESS and char not in self._kept else char
        return self[code]


def _picture(char: str) -> str:
    """Unicode's picture of a control character, "␛" for an escape; "�" for what has none."""
    code = ord(char)
    return "␡" if code == 0x7F else chr(0x2400 + code) if code < 0x20 else "�"


def _escape(char: str) -> str:
    return re.sub("(.{4})", r"\\u\1", char.encode("utf-16-be", "surrogatepass").hex())


_TEXT = _Table(_picture, kept="\n\t\r")
_LINE = _Table(_picture)
_JSON = _Table(_escape)


def harmless(text: str) -> str:
    """A text for a person, each character that could deceive replaced by one sign, so that offsets hold.

    Lines and tabs stay, a carriage return only before a line feed.

    >>> harmless("Đảng\\x1b[2J ủy\\u202e")
    'Đảng␛[2J ủy�'
    """
    return _LONE_RETURN.sub("␍", text.translate(_TEXT))


def harmless_line(text: str) -> str:
    """The same for what must stay on one line: an id, a path, a message. No name can feign a line of its own.

    >>> harmless_line("a.txt\\nIndexed 5 reports")
    'a.txt␊Indexed 5 reports'
    """
    return text.translate(_LINE)


def painted(
    text: str, spans: Iterable[Span] = (), *, in_color: bool, style: str = "", may_have_lines: bool = False
) -> str:
    """A text made harmless, and only then coloured, where colours are wanted: its spans, and all of it in a style."""
    shown = harmless(text) if may_have_lines else harmless_line(text)
    if not in_color:
        return shown
    coloured = marked(shown, spans, _MARK, _PLAIN + style)
    return f"{style}{coloured}{_PLAIN}" if style else coloured


def as_json(value: Any) -> str:
    """A value as JSON on one line. What could deceive a terminal is escaped; read back it is what it was.

    >>> as_json({"title": "Họp\\u202e"})
    '{"title": "Họp\\\\u202e"}'
    """
    return _harmless_json(json.dumps(value, ensure_ascii=False))


def _harmless_json(written: str) -> str:
    return written.translate(_JSON)


def say(line: str, *, err: bool = False) -> None:
    """Print a line to a person, on standard error if ``err``."""
    show(harmless_line(line), err=err)


def show(text: str, *, err: bool = False) -> None:
    """Print what was made harmless piece by piece: by ``painted``, ``as_json`` or ``harmless``."""
    # Whatever is still in colour is meant to be: click takes colours away from what goes into a pipe.
    click.echo(text, nl=not text.endswith("\n"), err=err, color=True)


def give(text: str) -> None:
    """Give a text away: into a file or a pipe byte for byte, in UTF-8; on a terminal harmless, and with a last line
    feed."""
    if sys.stdout.isatty():
        show(harmless(text))
    else:
        click.echo(text.encode(errors="replace"), nl=False)


def give_json(line: str) -> None:
    """Give a line of JSON away: into a file or a pipe as it is, on a terminal harmless."""
    if sys.stdout.isatty():
        show(_harmless_json(line))
    else:
        click.echo(line.encode(), nl=True)


@contextmanager
def progress(label: str, length: int) -> Iterator[Callable[[], None]]:
    """A bar on a terminal's standard error that fills up in so many steps; what is called for each."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield lambda: bar.update(1)


def open_streams() -> None:
    """Make the standard streams fit to print on. One that was closed leads nowhere: otherwise the next file that is
    opened, maybe one of the index, would take its number and what is printed by mistake. Vietnamese is printed also
    where the terminal's own encoding has no letters for it."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_RDWR)  # which takes the lowest number that is free: the stream's own
            mode = "w" if number else "r"
            setattr(sys, name, open(nowhere, mode, encoding="utf-8", closefd=False))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and (stream.encoding or "").lower() not in ("utf-8", "utf8"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def quieten_libraries() -> None:
    """Keep what a native library prints of its own accord when it fails off the screen: our sentence tells of it.

    It knows the standard streams by their numbers only; ours is given another one.
    """
    with suppress(OSError, ValueError, AttributeError):  # not a stream of the system: nothing of a library goes there
        if sys.stderr.fileno() == _STDERR:
            sys.stderr.flush()
            ours = os.fdopen(os.dup(_STDERR), "w", encoding="utf-8", errors="replace", buffering=1)
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, _STDERR)
            os.close(nowhere)
            sys.stderr = ours


def drop_unwritten() -> None:
    """Let what can't be written go, on a stream whose reader has gone or whose disk is full: Python would try again
    at its end, and complain."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            with suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
