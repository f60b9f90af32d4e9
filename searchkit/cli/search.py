"""``searchkit search``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

import searchkit
from searchkit import Hit
from searchkit.cli.options import accents_option, color_option, index_option, speak_utf8, wants_color
from searchkit.search.highlighting import Span
from searchkit.search.rendering import marked

_MARK, _TITLE, _FAINT = "\x1b[1;31m", "\x1b[1m", "\x1b[2m"
_PLAIN = "\x1b[0m"


@click.command("search", short_help="Search the reports.")
@click.argument("query", metavar="QUERY...", nargs=-1, required=True)
@index_option
@click.option(
    "-n",
    "--limit",
    metavar="N",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help="The most hits to show.",
)
@click.option(
    "--offset", metavar="N", type=click.IntRange(min=0), default=0, show_default=True, help="Hits to pass over first."
)
@accents_option
@click.option(
    "--all/--any", "every_word", default=False, help="Whether every word must match, or any will do.  [default: any]"
)
@click.option("--group", is_flag=True, help="Show each report once, with its best passage.")
@click.option("--all-copies", is_flag=True, help="Show near-duplicate passages one by one.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a hit and line; see docs/command-line.md.")
@color_option
@click.pass_context
def command(
    ctx: click.Context,
    query: tuple[str, ...],
    index_path: Path,
    limit: int,
    offset: int,
    accents: str,
    every_word: bool,
    group: bool,
    all_copies: bool,
    as_json: bool,
    color: str,
) -> None:
    """Search for words, with or without accents. Passages that match best come first.

    Quotation marks make a phrase, AND, OR, NOT (or a leading -) and parentheses combine. Exits with 0 if anything was
    found, 1 if nothing was, 2 on an error.

    \b
    Example:
      searchkit search "dang uy khoi"
      searchkit search '"kết nạp 23 quần chúng"'
      searchkit search 'nghị quyết 21-NQ/TW' --group -n 5
      searchkit search '"chi bo" NOT "doanh nghiep"' --json
    """
    speak_utf8()
    with searchkit.open(index_path) as index:
        results = index.search(
            " ".join(query),
            limit,
            offset,
            accents=accents,
            every_word=every_word,
            group=group,
            all_copies=all_copies,
        )
        if not results:
            if not as_json:
                click.echo("No passage matches." if not offset else "There are no more hits.", err=True)
            ctx.exit(1)
        if as_json:
            for hit in results:
                click.echo(json.dumps(_as_object(hit) | ({"more": hit.more} if group else {}), ensure_ascii=False))
        else:
            in_color = wants_color(color)
            click.echo("\n\n".join(_as_text(hit, in_color, group) for hit in results), color=in_color)


def _as_object(hit: Hit) -> dict[str, Any]:
    report, passage = hit.report, hit.passage
    return {
        "rank": hit.rank,
        "tier": hit.tier,
        "score": round(hit.score, 4),
        "report": {**report.metadata, "id": report.id, "title": report.title, "path": report.path},
        "passage": {"id": passage.id, "start": passage.start, "end": passage.end, "text": passage.text},
        "highlights": [{"start": start, "end": end} for start, end in hit.spans],
        "copies": [copy.passage.id for copy in hit.copies],
    }


def _as_text(hit: Hit, in_color: bool, group: bool) -> str:
    title = hit.report.title or hit.report.id
    lines = [
        f"{hit.rank:>3}  {_title(title, hit.title_spans if hit.report.title else (), in_color)}",
        f"     {_styled(_source(hit, group), _FAINT, in_color)}",
        f"     {_snippet(hit, in_color)}",
    ]
    return "\n".join(lines)


def _source(hit: Hit, group: bool) -> str:
    number = hit.passage.id.rpartition("#")[2]
    parts = [hit.report.id, f"passage {int(number) + 1}"]
    if group and hit.more:
        parts.append(f"{hit.more} more in this report")
    if hit.copies:
        parts.append(f"{len(hit.copies)} {'copy' if len(hit.copies) == 1 else 'copies'}")
    return " · ".join(parts)


def _title(title: str, spans: tuple[Span, ...], in_color: bool) -> str:
    if not in_color:
        return title
    return f"{_TITLE}{marked(title, spans, _MARK, _PLAIN + _TITLE)}{_PLAIN}"


def _snippet(hit: Hit, in_color: bool) -> str:
    snippet = hit.snippet()
    text = marked(snippet.text, snippet.spans, _MARK, _PLAIN) if in_color else snippet.text
    text = " ".join(text.split())
    return f"{'… ' if snippet.cut_before else ''}{text}{' …' if snippet.cut_after else ''}"


def _styled(text: str, style: str, in_color: bool) -> str:
    return f"{style}{text}{_PLAIN}" if in_color else text
