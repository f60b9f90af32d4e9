"""``searchkit suggest``."""

from __future__ import annotations

from pathlib import Path

import click

import searchkit
from searchkit.cli import output
from searchkit.cli.options import index_option


@click.command("suggest", short_help="Complete what is being typed.")
@click.argument("prefix", metavar="PREFIX...", nargs=-1, required=True)
@index_option
@click.option(
    "-n",
    "--limit",
    metavar="N",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help="The most completions to show.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line; see docs/command-line.md.")
@click.pass_context
def command(ctx: click.Context, /, prefix: tuple[str, ...], index_path: Path, limit: int, as_json: bool) -> None:
    """Continue what is being typed, with or without accents, by words and phrases of the reports.

    The most frequent come first, as the reports write them; accents that were typed are theirs. A space at the end
    asks for the next word. Exits with 0 if anything was found, 1 if nothing was, 2 on an error.

    \b
    Example:
      searchkit suggest "dang u"
      searchkit suggest "bi thu "
      searchkit suggest đả --json
    """
    with searchkit.open(index_path) as index:
        completions = index.suggest(" ".join(prefix), limit)
    for completion in completions:
        output.say(output.as_json(completion._asdict()) if as_json else completion.text)
    if not completions:
        ctx.exit(1)
