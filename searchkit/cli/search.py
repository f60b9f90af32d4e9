"""``searchkit search``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

import searchkit
from searchkit import Fact, Hit
from searchkit.cli import filters, output
from searchkit.cli.options import accents_option, color_option, index_option, wants_color
from searchkit.query.equivalents import Equivalent
from searchkit.search.acronyms import KIND as ACRONYM

# What of a report's facts stands in the line of a hit, and the most letters of each.
_TOLD, _MOST_LETTERS = ("date", "place", "source"), 40

_WHITE = re.compile(r"\s")


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
@filters.options
@click.option("--group", is_flag=True, help="Show each report once, with its best passage.")
@click.option("--all-copies", is_flag=True, help="Show near-duplicate passages one by one.")
@click.option(
    "--expand/--no-expand",
    default=True,
    help="Whether to find what acronyms stand for too, the acronyms of names, and numbers in other words, below what "
    "was typed.  [default: expand]",
)
@click.option(
    "--acronyms",
    metavar="FILE",
    type=click.Path(path_type=Path),
    envvar="SEARCHKIT_ACRONYMS",
    show_envvar=True,
    help="A table of acronyms of your own, CSV with the columns acronym and expansion; see docs/acronyms.md.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a hit and line; see docs/command-line.md.")
@color_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    query: tuple[str, ...],
    index_path: Path,
    limit: int,
    offset: int,
    accents: str,
    every_word: bool,
    group: bool,
    all_copies: bool,
    expand: bool,
    acronyms: Path | None,
    as_json: bool,
    color: str,
    **filtered: Any,
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
      searchkit search "ket nap dang" --place "bac giang" --since 2021-03 --until 2023
    """
    with searchkit.open(index_path) as index:
        results = index.search(
            " ".join(query),
            limit,
            offset,
            accents=accents,
            every_word=every_word,
            group=group,
            all_copies=all_copies,
            expand=expand,
            acronyms=acronyms,
            **filters.of(**filtered),
        )
        # A number in other words is the same number, and needs no telling.
        told = [one.label for one in results.expansions if one.kind == ACRONYM]
        if told and not as_json:
            output.say(f"Also searched: {', '.join(told)}", err=True)
        if not results:
            if not as_json:
                output.say("No passage matches." if not offset else "There are no more hits.", err=True)
            ctx.exit(1)
        expansions = {"expansions": [_as_expansion(one) for one in results.expansions]}
        # Spans, copies and counts are read from the index while it is open.
        for hit in results:
            if as_json:
                output.show(output.as_json(_as_object(hit) | expansions | ({"more": hit.more} if group else {})))
            else:
                between = "\n" if hit is not results[0] else ""
                output.show(between + _as_text(hit, wants_color(color), group))


def _as_object(hit: Hit) -> dict[str, Any]:
    report, passage = hit.report, hit.passage
    return {
        "rank": hit.rank,
        "tier": hit.tier,
        "score": round(hit.score, 4),
        "report": {**report.metadata, "id": report.id, "title": report.title, "path": report.path}
        | {"format": report.format, "encoding": report.encoding, "facts": _facts(report.facts)},
        "passage": {"id": passage.id, "start": passage.start, "end": passage.end, "text": passage.text},
        "highlights": [{"start": start, "end": end} for start, end in hit.spans],
        "copies": [copy.passage.id for copy in hit.copies],
    }


def _facts(facts: Mapping[str, Fact]) -> dict[str, Any]:
    """What a report says of itself, each with its place in the text or the property it was read from."""
    return {
        name: {"value": value, "property": said} if said else {"value": value, "start": start, "end": end}
        for name, (value, start, end, said) in facts.items()
    }


def _as_expansion(expansion: Equivalent) -> dict[str, str]:
    typed, _, other = expansion.label.partition(" → ")
    return {"kind": expansion.kind, "typed": typed, "as": other}


def _as_text(hit: Hit, in_color: bool, group: bool) -> str:
    title = _on_one_line(hit.report.title) or hit.report.id
    title_spans = hit.title_spans if hit.report.title else ()
    lines = [
        f"{hit.rank:>3}  {output.painted(title, title_spans, in_color=in_color, style=output.TITLE)}",
        f"     {output.painted(_source(hit, group), in_color=in_color, style=output.FAINT)}",
        f"     {_snippet(hit, in_color)}",
    ]
    return "\n".join(lines)


def _source(hit: Hit, group: bool) -> str:
    number = hit.passage.id.rpartition("#")[2]
    parts = [hit.report.id, f"passage {int(number) + 1}"]
    parts += (_short(hit.report.facts[name].value) for name in _TOLD if name in hit.report.facts)
    if group and hit.more:
        parts.append(f"{hit.more} more in this report")
    if hit.copies:
        parts.append(f"{len(hit.copies)} {'copy' if len(hit.copies) == 1 else 'copies'}")
    return " · ".join(parts)


def _snippet(hit: Hit, in_color: bool) -> str:
    snippet = hit.snippet()
    text = output.painted(_on_one_line(snippet.text), snippet.spans, in_color=in_color)
    text = " ".join(text.split())
    return f"{'… ' if snippet.cut_before else ''}{text}{' …' if snippet.cut_after else ''}"


def _short(text: str) -> str:
    return text if len(text) <= _MOST_LETTERS else f"{text[: _MOST_LETTERS - 1]}…"


def _on_one_line(text: str) -> str:
    """A text with a plain space for each white one: offsets hold."""
    return _WHITE.sub(" ", text)
