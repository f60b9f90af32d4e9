"""Libraries of the extra ``searchkit[documents]``, imported when a file that needs one is met."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from searchkit.errors import UnreadableError


def library(module: str) -> Any:
    """A library by the name of its module. Raises UnreadableError, with what to do, where it isn't installed."""
    try:
        return import_module(module)
    except ImportError:
        raise UnreadableError("reading it needs more: pip install 'searchkit[documents]'") from None
