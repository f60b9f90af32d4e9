"""``searchkit stats``."""

from __future__ import annotations

from pathlib import Path

import click

import searchkit
from searchkit.cli import output
from searchkit.cli.options import index_option


@click.command("stats", short_help="Show the index in figures.")
@index_option
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object; size is in bytes.")
def command(index_path: Path, as_json: bool) -> None:
    """Show how many reports and passages the index holds, its engine, its size and when it was last built.

    \b
    Example:
      searchkit stats --index ~/reports-index
    """
    with searchkit.open(index_path) as index:
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
