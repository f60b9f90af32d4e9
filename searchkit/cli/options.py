"""Options that several commands share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from searchkit.query.modes import Accents

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def _later(name: str) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem[str]]]:
    """What offers completions, imported when a shell asks."""

    def offered(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
        found: list[CompletionItem[str]] = getattr(import_module("searchkit.cli.completing"), name)(
            context, parameter, incomplete
        )
        return found

    return offered


#: For ``shell_complete``: ids of reports, names of fields, and conditions on metadata.
complete_ids, complete_fields, complete_conditions = map(_later, ("ids", "fields", "conditions"))


class _IndexPath(click.Path):
    """The path of an index; engines take none that isn't UTF-8."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not _is_unicode(os.fspath(value)):
            self.fail(f"{os.fspath(value)!r} is not UTF-8; rename the folder, or name another.", param, ctx)
        return super().convert(value, param, ctx)


class _ReportId(click.ParamType[str]):
    name = "report-id"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not _is_unicode(value):
            self.fail(f"{value!r} is not UTF-8, as the ids of all reports are; see those that a search shows.")
        return value

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
        return complete_ids(ctx, param, incomplete)


def _is_unicode(text: str) -> bool:
    """Whether a text can be encoded: Python makes halves of surrogate pairs of bytes that aren't UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


#: The types of arguments that must be valid Unicode.
INDEX_PATH, REPORT_ID = _IndexPath(path_type=Path), _ReportId()

index_option = click.option(
    "--index",
    "index_path",
    metavar="DIR",
    type=INDEX_PATH,
    envvar="SEARCHKIT_INDEX",
    default="index",
    show_default="$SEARCHKIT_INDEX, else ./index",
    help="The folder of the index.",
)

wait_option = click.option(
    "--wait",
    metavar="S",
    type=click.FloatRange(0),
    default=10.0,
    show_default=True,
    help="How many seconds to wait while another program writes the index.",
)

accents_option = click.option(
    "--accents",
    type=click.Choice([mode.value for mode in Accents]),
    default=Accents.AUTO.value,
    show_default=True,
    help="How accents count: auto (those typed rank, a query without any matches all), strict (they must be the "
    "same), ignore (not at all).",
)

color_option = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Whether to colour what matched; auto: on a terminal.",
)


def wants_color(choice: str) -> bool:
    """Whether to print colours."""
    if choice == "auto":
        return sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return choice == "always"


def counted(number: int, noun: str) -> str:
    """A number of things: "1 report", "2,000 reports"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
