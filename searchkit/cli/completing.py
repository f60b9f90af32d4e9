"""What a shell is offered for arguments that an index knows: ids of reports, names of fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import click
from click.shell_completion import CompletionItem

import searchkit
from searchkit.cli import output
from searchkit.errors import SearchkitError


def ids(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """The ids of reports that begin so, in the index named on the line."""
    return _asked(context, lambda index: index.ids(incomplete))


def fields(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """The fields that begin so."""
    return _asked(context, lambda index: (name for name in index.fields() if name.startswith(incomplete)))


def conditions(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """The names of metadata that begin so, for a value to be typed behind."""
    names = _asked(context, lambda index: (f"{name}=" for name in index.fields(of_metadata=True)))
    return [item for item in names if item.value.startswith(incomplete)]


def _asked(context: click.Context, ask: Callable[[searchkit.Index], Iterable[str]]) -> list[CompletionItem[str]]:
    """What an index answers that can stand on a line and deceive nobody; nothing where there is none that answers, for
    whoever types wants no message."""
    try:
        with searchkit.open(context.params["index_path"]) as index:
            found = [value for value in ask(index) if output.harmless_line(value) == value]
    except (SearchkitError, OSError):
        return []
    return [CompletionItem(value) for value in found]
