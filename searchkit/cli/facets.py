"""``searchkit facets``."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any
from unicodedata import normalize

import click

import searchkit
from searchkit import Facets
from searchkit.cli import filters, output
from searchkit.cli.options import accents_option, complete_fields, counted, index_option

# Eighths of a letter's width, as Unicode's blocks have them.
_BLOCKS = " ▏▎▍▌▋▊▉"
_FULL = "█"
# Where the output is no terminal; a bar of a terminal that is wider would be far from its name.
_USUAL_WIDTH, _MOST_WIDTH = 80, 100
# The part of a line that names may take, and the least that a bar does.
_NAMES, _LEAST_BAR = 0.5, 8


@click.command("facets", short_help="Count reports by place, year, source and so on.")
@click.argument("field", metavar="FIELD", shell_complete=complete_fields)
@click.argument("query", metavar="[QUERY]...", nargs=-1)
@index_option
@click.option(
    "-n",
    "--limit",
    metavar="N",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    help="The most values to show.",
)
@accents_option
@click.option(
    "--all/--any", "every_word", default=False, help="Whether every word must match, or any will do.  [default: any]"
)
@filters.options
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object; see docs/command-line.md.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    field: str,
    query: tuple[str, ...],
    index_path: Path,
    limit: int,
    accents: str,
    every_word: bool,
    as_json: bool,
    **filtered: Any,
) -> None:
    """Count reports by what they say of themselves: all of them, or those that a query matches.

    FIELD is place, source, author, kind, year, month or date, or a field of the reports' metadata. The most frequent
    values come first; years, months and dates stand in their order. Exits with 0 if there was anything to count, 1 if
    there wasn't, 2 on an error.

    \b
    Example:
      searchkit facets place
      searchkit facets year "ket nap dang" --place "nam dinh"
      searchkit facets source --since 2021 --json
    """
    with searchkit.open(index_path) as index:
        facets = index.facets(
            field, " ".join(query), limit, accents=accents, every_word=every_word, **filters.of(**filtered)
        )
    if as_json:
        output.show(output.as_json(facets._asdict() | {"values": [facet._asdict() for facet in facets.values]}))
    elif not facets.values:
        output.say(_nothing(facets), err=True)
    else:
        _tell(facets)
    if not facets.values:
        ctx.exit(1)


def _nothing(facets: Facets) -> str:
    if not facets.reports:
        return "No report matches."
    return f"None of {counted(facets.reports, 'report')} says anything in the field {facets.field!r}."


def _tell(facets: Facets) -> None:
    width = min(shutil.get_terminal_size().columns, _MOST_WIDTH) if sys.stdout.isatty() else _USUAL_WIDTH
    numbers = [f"{facet.reports:,}" for facet in facets.values]
    names = [output.harmless_line(normalize("NFC", facet.value)) for facet in facets.values]
    longest_number = max(map(len, numbers))
    longest_name = min(max(map(len, names)), max(1, int(width * _NAMES)))
    room = max(_LEAST_BAR, width - longest_name - longest_number - len("    "))
    most = max(facet.reports for facet in facets.values)
    for name, number, facet in zip(names, numbers, facets.values, strict=True):
        shown = name if len(name) <= longest_name else f"{name[: longest_name - 1]}…"
        output.say(f"{shown:<{longest_name}}  {number:>{longest_number}}  {_bar(facet.reports / most, room)}")
    rest = facets.different - len(facets.values)
    parts = [f"{counted(rest, 'more value')}"] if rest else []
    parts += [f"{counted(facets.silent, 'report')} without"] if facets.silent else []
    if parts:
        output.say(f"And {', '.join(parts)}.", err=True)


def _bar(part: float, width: int) -> str:
    """A bar of a part of some letters' width, to the eighth; the smallest part can be seen."""
    eighths = max(1, round(part * width * len(_BLOCKS)))
    return f"{_FULL * (eighths // len(_BLOCKS))}{_BLOCKS[eighths % len(_BLOCKS)]}".rstrip()
