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


@contextmanager
def told() -> Iterator[None]:
    """Turn what is raised within into click's ``Exit``, after telling what there is to tell on standard error."""
    terminated: list[int] = []
    try:
        with _interrupted_by_sigterm(terminated):
            yield
    except KeyboardInterrupt as stop:
        sentences = output.harmless_line(" ".join(["Stopped.", *getattr(stop, "__notes__", ())]))
        _tell(f"\n{sentences}\n" if sys.stderr.isatty() else f"{sentences}\n")  # a terminal has printed ^C
        raise Exit(TERMINATED if terminated else INTERRUPTED) from None
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
def _interrupted_by_sigterm(terminated: list[int]) -> Iterator[None]:
    """Have SIGTERM interrupt what is within as Ctrl-C does, so that what was begun is undone and processes are ended.

    That it came is noted in ``terminated``: a library may raise an interrupt of its own instead.
    """

    def interrupt(number: int, _: FrameType | None) -> None:
        signal.signal(number, signal.SIG_IGN)  # once is enough: the end is under way
        terminated.append(number)
        raise KeyboardInterrupt

    if current_thread() is not main_thread():  # which alone hears of signals
        yield
        return
    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


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
