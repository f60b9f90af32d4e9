"""Files that hold pickles, read so that none of them can run code.

A pickle runs code by naming a class or function, which Python looks up and calls. Python announces each such look-up
as an audit event, wherever in a library the pickle is read and by which of its modules: refusing names there leaves
no place out, and nothing depends on how the library reads its files. Outside of ``naming_only``, and in other threads,
pickles are read as ever.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TypeAlias

from searchkit.errors import EngineError

#: Classes and functions, each as its module and its name in it.
Names: TypeAlias = "frozenset[tuple[str, str]]"

_allowed: ContextVar[Names | None] = ContextVar("searchkit_allowed_in_pickles", default=None)


def _check(event: str, details: tuple[object, ...]) -> None:
    if event == "pickle.find_class":
        allowed = _allowed.get()
        if allowed is not None and details not in allowed:
            raise pickle.UnpicklingError("it names {}.{}, which no index needs".format(*details))


@contextmanager
def naming_only(allowed: Names) -> Iterator[None]:
    """Within it, a pickle that names anything else raises ``pickle.UnpicklingError``, and nothing of it is run."""
    _listen()
    before = _allowed.set(allowed)
    try:
        yield
    finally:
        _allowed.reset(before)


@cache
def _listen() -> None:
    """Listen to the audit events of this process, once; an audit hook of somebody else's may keep others out."""
    sys.addaudithook(_check)
    before = _allowed.set(frozenset())
    try:
        pickle.loads(b"cos\ngetcwd\n.")
    except pickle.UnpicklingError:
        return
    finally:
        _allowed.reset(before)
    raise EngineError("This Python keeps audit hooks out, without which the index can't be read safely; use tantivy.")
