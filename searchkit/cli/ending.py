"""How a run ends: whatever was raised, told in a sentence and as an exit code that a shell understands."""

from __future__ import annotations

import io
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import current_thread, main_thread
from types import FrameType

import click
from click.exceptions import Exit

from searchkit.cli import output
from searchkit.errors import SearchkitError

#: 128 and the number of the signal, as a shell has it for what SIGINT, SIGPIPE and SIGTERM ended.
ERROR, INTERRUPTED, READER_GONE, TERMINATED = 2, 130, 141, 143


class TerminatedError(KeyboardInterrupt):
    """SIGTERM has come: as Ctrl-C, but from another program."""


@contextmanager
def told() -> Iterator[None]:
    """Turn what is raised within into click's ``Exit``, after telling what there is to tell on standard error."""
    try:
        with _terminable():
            yield
    except KeyboardInterrupt as stop:
        sentences = output.harmless_line(" ".join(["Stopped.", *getattr(stop, "__notes__", ())]))
        _tell(f"\n{sentences}\n" if sys.stderr.isatty() else f"{sentences}\n")  # a terminal has printed ^C
        raise Exit(TERMINATED if isinstance(stop, TerminatedError) else INTERRUPTED) from None
    except BrokenPipeError:
        output.drop_unwritten()
        raise Exit(READER_GONE) from None
    except click.ClickException as error:
        _tell(_told_by_click(error))
        raise Exit(error.exit_code) from None
    except SearchkitError as error:
        _tell(f"Error: {output.harmless_line(str(error))}\n")
        raise Exit(ERROR) from None
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        output.drop_unwritten()
        _tell(f"Error: {output.harmless_line(f'{place}{error.strerror or error}')}\n")
        raise Exit(ERROR) from None


@contextmanager
def _terminable() -> Iterator[None]:
    """Have SIGTERM raise TerminatedError within, so that what was begun is undone and processes are ended."""
    if current_thread() is not main_thread():  # which alone hears of signals
        yield
        return
    before = signal.signal(signal.SIGTERM, _terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _terminate(number: int, frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # once is enough: the end is under way
    raise TerminatedError


class _Page(io.StringIO):
    """A page in memory that click takes for a terminal: it leaves escape sequences in it for us to make harmless."""

    def isatty(self) -> bool:
        return True


def _told_by_click(error: click.ClickException) -> str:
    page = _Page()
    error.show(page)
    return output.harmless(page.getvalue())


def _tell(text: str) -> None:
    # Where standard error can't be written there is nobody to tell.
    with suppress(OSError):
        output.show(text, err=True)
    output.drop_unwritten()
