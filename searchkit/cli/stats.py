"""``searchkit stats``."""

from __future__ import annotations

from pathlib import Path

import click

import searchkit
from searchkit import Skipped
from searchkit.cli import output
from searchkit.cli.options import index_option


@click.command("stats", short_help="Show the index in figures.")
@index_option
@click.option("--problems", is_flag=True, help="List the files that couldn't be read, or not all of them, and why.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object; size is in bytes.")
def command(index_path: Path, problems: bool, as_json: bool) -> None:
    """Show how many reports and passages the index holds, its engine, its size and when it was last built.

    \b
    Example:
      searchkit stats --index ~/reports-index
      searchkit stats --problems
    """
    with searchkit.open(index_path) as index:
        if problems:
            _tell_problems(index.problems(), as_json)
            return
        stats = index.stats()
    if as_json:
        output.show(output.as_json({"path": str(index_path), **stats._asdict()}))
        return
    output.say(f"Index     {index_path}")
    output.say(f"Reports   {stats.reports:,}")
    output.say(f"Passages  {stats.passages:,}")
    output.say(f"Engine    {stats.engine}")
    output.say(f"Size      {stats.size / 1e6:,.2f} MB")
    output.say(f"Built     {stats.changed}")


def _tell_problems(problems: tuple[Skipped, ...], as_json: bool) -> None:
    if as_json:
        output.show(output.as_json({"problems": [one._asdict() for one in problems]}))
        return
    for path, reason in problems:
        output.say(f"{path}: {reason}")
    if not problems:
        output.say("All files were read.")
