"""What tantivy raises, told in one sentence.

Its binding raises a plain ValueError for whatever its library reports, and where that panics a ``PanicException``,
which no ``except Exception`` catches.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from searchkit.errors import EngineError

# RuntimeError: a writer that is used after it was given up. LookupError: a stored document without what we stored.
_RAISED = (ValueError, OSError, RuntimeError, LookupError)


@contextmanager
def reading() -> Iterator[None]:
    """Within it, whatever tantivy raises becomes an EngineError."""
    try:
        yield
    except BaseException as error:
        if not is_tantivys(error):
            raise
        raise EngineError(
            f"The index can't be read ({_reason(error)}). If opening it again doesn't help it is damaged: index its "
            "reports anew with: searchkit index --rebuild PATH"
        ) from error


@contextmanager
def writing() -> Iterator[None]:
    """The same for a writer, whose transaction is lost."""
    try:
        yield
    except BaseException as error:
        if not is_tantivys(error):
            raise
        raise not_written(error) from error


def is_tantivys(error: BaseException) -> bool:
    """Whether an error is one that tantivy raises."""
    # Its module gives the class of panics away only with an instance.
    return isinstance(error, _RAISED) or type(error).__name__ == "PanicException"


def not_written(error: BaseException) -> EngineError:
    """The error for a transaction that failed."""
    return EngineError(f"tantivy failed to write ({_reason(error)}); the index is as it was before.")


def _reason(error: BaseException) -> str:
    return str(error) or type(error).__name__
