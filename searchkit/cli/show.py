"""``searchkit show``."""

from __future__ import annotations

from pathlib import Path

import click

import searchkit
from searchkit.cli import output
from searchkit.cli.not_found import not_found
from searchkit.cli.options import REPORT_ID, accents_option, color_option, index_option, wants_color
from searchkit.errors import ReportNotFoundError
from searchkit.search.rendering import to_html


@click.command("show", short_help="Show a report whole.")
@click.argument("identity", metavar="REPORT-ID", type=REPORT_ID)
@index_option
@click.option("--query", metavar="QUERY", help="Mark what this query matches.")
@accents_option
@click.option("--html", "as_html", is_flag=True, help="Print HTML, with <mark> around what matches.")
@color_option
def command(identity: str, index_path: Path, query: str | None, accents: str, as_html: bool, color: str) -> None:
    """Show a report as it was read, by the id that a search shows, optionally with a query's hits marked.

    What its text was converted from is said on standard error. Into a file or a pipe the text goes exactly as it is,
    unless colours are wanted; on a terminal control characters are shown as signs.

    \b
    Example:
      searchkit show seeds/000_04f0816c42b548b7.txt --query "ket nap" --color always
    """
    with searchkit.open(index_path) as index:
        try:
            report = index.report(identity)
        except ReportNotFoundError:
            raise ReportNotFoundError(not_found(index, identity)) from None
        spans = index.mark(query, report.text, accents) if query else ()
    if report.encoding:
        output.say(f"Converted from {report.encoding} ({report.format}).", err=True)
    if as_html:
        output.give(to_html(report.text, spans))
    elif wants_color(color):
        output.show(output.painted(report.text, spans, in_color=True, may_have_lines=True))
    else:
        output.give(report.text)
