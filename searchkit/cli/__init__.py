"""The command line: one file a command, each imported only when it is called.

A command parses its arguments, calls the library and prints. Exit codes: 0 found or done, 1 nothing found, 2 error.
"""

from __future__ import annotations

import gc
from importlib import import_module
from typing import Any

import click

from searchkit.errors import SearchkitError

# Imports make much and throw nothing away: looking for garbage among it would take a tenth of a search.
gc.set_threshold(50_000)

_COMMANDS = ("index", "search", "show", "stats", "remove", "evaluate")


class Failure(click.ClickException):
    """An error to a person: one sentence, exit code 2."""

    exit_code = 2


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"searchkit.cli.{cmd_name}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SearchkitError as error:
            raise Failure(str(error)) from None
        except OSError as error:
            if isinstance(error, BrokenPipeError):
                raise
            place = f"{error.filename}: " if error.filename else ""
            raise Failure(f"{place}{error.strerror or error}") from None


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="searchkit", message="%(prog)s %(version)s")
def main() -> None:
    """Full-text search over Vietnamese party reports, with or without accents.

    \b
    Example:
      searchkit index seeds
      searchkit search "dang uy khoi"
    """
