"""``searchkit similar``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

import searchkit
from searchkit.cli import filters, hits, output
from searchkit.cli.not_found import not_found
from searchkit.cli.options import REPORT_ID, color_option, index_option, wants_color
from searchkit.errors import ReportNotFoundError


@click.command("similar", short_help="Show the reports most like one.")
@click.argument("identity", metavar="REPORT-ID", type=REPORT_ID)
@index_option
@click.option(
    "-n",
    "--limit",
    metavar="N",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help="The most reports to show.",
)
@filters.options
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object a report and line, as search --group --json does."
)
@color_option
@click.pass_context
def command(
    ctx: click.Context, /, identity: str, index_path: Path, limit: int, as_json: bool, color: str, **filtered: Any
) -> None:
    """Show the reports most like one, by the id that a search shows: those that say what is most telling of it. Each
    comes with its passage that is most like it; what is marked are the telling words.

    A near-duplicate of the report has it among its copies. Exits with 0 if there is any, 1 if there is none, 2 on an
    error.

    \b
    Example:
      searchkit similar seeds/000_04f0816c42b548b7.txt
      searchkit similar seeds/000_04f0816c42b548b7.txt --since 2021 --json
    """
    with searchkit.open(index_path) as index:
        try:
            results = index.similar(identity, limit, **filters.of(**filtered))
        except ReportNotFoundError:
            raise ReportNotFoundError(not_found(index, identity)) from None
        if not results:
            if not as_json:
                output.say("No report is like it.", err=True)
            ctx.exit(1)
        for hit in results:
            if as_json:
                output.show(output.as_json(hits.as_object(hit, group=True)))
            else:
                between = "\n" if hit is not results[0] else ""
                output.show(between + hits.as_text(hit, wants_color(color), group=True))
