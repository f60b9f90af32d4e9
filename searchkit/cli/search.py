"""``searchkit search``."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Any

import click

import searchkit
from searchkit import Note, Results
from searchkit.cli import filters, hits, output, suggestions, totals
from searchkit.cli.options import accents_option, color_option, index_option, wants_color
from searchkit.query.equivalents import Equivalent
from searchkit.search.acronyms import KIND as ACRONYM


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
@click.option(
    "--explain", is_flag=True, help="Say of each hit why it came up: what each part of the query gave its score."
)
@click.option("--totals", "with_totals", is_flag=True, help="Say last how many passages and reports match.")
@click.option("--fix", is_flag=True, help="Search for what was likely meant, where that finds much more, and say so.")
@click.option(
    "--strict-syntax", is_flag=True, help="Fail where something of the query can't be read, rather than set it aside."
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
    strict_syntax: bool,
    explain: bool,
    with_totals: bool,
    fix: bool,
    as_json: bool,
    color: str,
    **filtered: Any,
) -> None:
    """Search for words, with or without accents. Passages that match best come first.

    Quotation marks make a phrase, AND, OR, NOT (or VÀ, HOẶC, KHÔNG, + and -) and parentheses combine, title: date:
    place: source: author: kind: name a field, tuyên* and t?y are words in part, khối^2 gives a word twice the weight;
    docs/query-language.md has the rest. Exits with 0 if anything was found, 1 if nothing was, 2 on an error.

    \b
    Example:
      searchkit search "dang uy khoi"
      searchkit search '"kết nạp 23 quần chúng"'
      searchkit search 'nghị quyết 21-NQ/TW' --group -n 5
      searchkit search '"chi bo" NOT "doanh nghiep"' --json
      searchkit search "đảng ủy khối" --explain --totals
      searchkit search 'title:"nghị quyết" date:[2019 TO 2021] tuyên*'
      searchkit search "ket nap dang" --place "bac giang" --since 2021-03 --until 2023
    """
    with searchkit.open(index_path) as index:
        search = partial(
            index.search,
            limit=limit,
            offset=offset,
            accents=accents,
            every_word=every_word,
            group=group,
            all_copies=all_copies,
            expand=expand,
            acronyms=acronyms,
            strict_syntax=strict_syntax,
            **filters.of(**filtered),
        )
        typed = " ".join(query)
        results = search(typed)
        fixed = results.suggestion if fix else None
        if fixed:
            results = search(fixed.text)
        # Spans, copies and counts are read from the index while it is open.
        if as_json:
            _show_objects(results, group, explain)
            if with_totals:
                output.show(output.as_json(totals.as_object(results.totals)))
            suggestions.tell(fixed, results, as_json)
            if results.notes:
                output.show(output.as_json({"notes": [note._asdict() for note in results.notes]}))
        else:
            if fixed:
                suggestions.tell_fixed(fixed, typed)
            _tell_what_was_searched(results, offset)
            _show_texts(results, wants_color(color), group, explain)
            if results and (with_totals or sys.stdout.isatty()):
                totals.tell(results.totals, with_any=with_totals, in_color=wants_color(color))
            suggestions.tell(fixed, results, as_json)
        if not results:
            ctx.exit(1)


def _show_objects(results: Results, group: bool, explain: bool) -> None:
    expansions = {"expansions": [_as_expansion(one) for one in results.expansions]}
    for hit in results:
        output.show(output.as_json(hits.as_object(hit, group=group, explain=explain) | expansions))


def _show_texts(results: Results, in_color: bool, group: bool, explain: bool) -> None:
    for hit in results:
        between = "\n" if hit is not results[0] else ""
        output.show(between + hits.as_text(hit, in_color, group=group, explain=explain))


def _tell_what_was_searched(results: Results, offset: int) -> None:
    """Say what else was searched for, what was set aside, and that nothing was found."""
    # A number in other words is the same number, and needs no telling.
    if told := [one.label for one in results.expansions if one.kind == ACRONYM]:
        output.say(f"Also searched: {', '.join(told)}", err=True)
    if results.notes:
        output.say(f"Note: {' '.join(map(_as_note, results.notes))}", err=True)
    if not results:
        output.say("No passage matches." if not offset else "There are no more hits.", err=True)


def _as_note(note: Note) -> str:
    return f"{note.text} (character {note.start + 1})"


def _as_expansion(expansion: Equivalent) -> dict[str, str]:
    typed, _, other = expansion.label.partition(" → ")
    return {"kind": expansion.kind, "typed": typed, "as": other}
