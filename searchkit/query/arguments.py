"""Arguments of a search, checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.errors import QueryError

if TYPE_CHECKING:
    from searchkit.query.filters import FilterArguments, Filters


def filters_asked(arguments: FilterArguments) -> Filters | None:
    """The filters that were asked for, None where none were. Then what knows of them isn't even imported."""
    if not arguments:
        return None
    from searchkit.query.filters import filters_of

    return filters_of(**arguments)


def number(value: object, name: str) -> int:
    """A limit or an offset."""
    if not isinstance(value, int):
        raise QueryError(f"{name} is a number (int), not {type(value).__name__}.")
    if value < 0:
        raise QueryError("limit and offset count from 0; neither can be negative.")
    return value
