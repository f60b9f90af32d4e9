"""Options that several commands share."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from searchkit.query.modes import Accents

index_option = click.option(
    "--index",
    "index_path",
    metavar="DIR",
    type=click.Path(path_type=Path),
    envvar="SEARCHKIT_INDEX",
    default="index",
    show_default="$SEARCHKIT_INDEX, else ./index",
    help="The folder of the index.",
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


def speak_utf8() -> None:
    """Print Vietnamese also where the terminal's own encoding has no letters for it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and (stream.encoding or "").lower() not in ("utf-8", "utf8"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def counted(number: int, noun: str) -> str:
    """A number of things: "1 report", "2,000 reports"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
