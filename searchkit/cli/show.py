"""``searchkit show``."""

from __future__ import annotations

from pathlib import Path

import click

import searchkit
from searchkit.cli.options import accents_option, color_option, index_option, speak_utf8, wants_color
from searchkit.errors import ReportNotFoundError
from searchkit.search.rendering import marked, to_html


@click.command("show", short_help="Show a report whole.")
@click.argument("identity", metavar="REPORT-ID")
@index_option
@click.option("--query", metavar="QUERY", help="Mark what this query matches.")
@accents_option
@click.option("--html", "as_html", is_flag=True, help="Print HTML, with <mark> around what matches.")
@color_option
def command(identity: str, index_path: Path, query: str | None, accents: str, as_html: bool, color: str) -> None:
    """Show a report as it was read, by the id that a search shows, optionally with a query's hits marked.

    \b
    Example:
      searchkit show seeds/000_04f0816c42b548b7.txt --query "ket nap" --color always
    """
    speak_utf8()
    with searchkit.open(index_path) as index:
        try:
            report = index.report(identity)
        except ReportNotFoundError:
            raise ReportNotFoundError(_not_found(index, identity)) from None
        spans = index.mark(query, report.text, accents) if query else ()
    in_color = wants_color(color)
    if as_html:
        text = to_html(report.text, spans)
    elif in_color:
        text = marked(report.text, spans, "\x1b[1;31m", "\x1b[0m")
    else:
        text = report.text
    click.echo(text, nl=not text.endswith("\n"), color=in_color)


def _not_found(index: searchkit.Index, identity: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(identity, index.ids(), n=1)
    hint = f" Did you mean {close[0]!r}?" if close else ""
    return f"No report {identity!r} is in the index.{hint}"
