"""Something read from a report, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value", covariant=True)


@dataclass(frozen=True)
class Found(Generic[Value]):
    """A value and what it was read from: ``text[start:end]`` of the report, or the ``property`` of that name.

    A property is a key of the report's metadata; ``start`` and ``end`` are 0 then.
    """

    value: Value
    start: int = 0
    end: int = 0
    property: str = ""
