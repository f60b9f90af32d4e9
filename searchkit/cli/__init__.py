"""The command line: one file a command, each imported only when it is called.

A command parses its arguments, calls the library and prints through ``output``. Exit codes: 0 found or done, 1 nothing
found, 2 error, 130 interrupted, 141 the reader of a pipe has gone, 143 terminated; see ``ending``.
"""

from __future__ import annotations

import gc
import os
from importlib import import_module
from typing import Any

import click

from searchkit.cli import ending, output

# Imports make much and throw nothing away: looking for garbage among it would take a tenth of a search.
gc.set_threshold(50_000)

_COMMANDS = (
    *("index", "sync", "search", "similar", "suggest", "facets", "show"),
    *("stats", "remove", "export", "check", "evaluate", "completion"),
)

#: Where a shell that completes a line says so, as click has it.
COMPLETE_VARIABLE = "_SEARCHKIT_COMPLETE"


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"searchkit.cli.{cmd_name}").command
        return command

    def make_context(self, *arguments: Any, **options: Any) -> click.Context:
        output.open_streams()
        output.quieten_libraries()
        with ending.told():
            return super().make_context(*arguments, **options)

    def invoke(self, ctx: click.Context) -> Any:
        with ending.told():
            return super().invoke(ctx)


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="searchkit", message="%(prog)s %(version)s")
def main() -> None:
    """Full-text search over Vietnamese party reports, with or without accents.

    \b
    Example:
      searchkit index seeds
      searchkit search "dang uy khoi"
    """


if COMPLETE_VARIABLE in os.environ:
    import_module("searchkit.cli.shells")
