"""``searchkit stats``."""

from __future__ import annotations

import json
from pathlib import Path

import click

import searchkit
from searchkit.cli.options import index_option, speak_utf8


@click.command("stats", short_help="Show the index in figures.")
@index_option
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object; size is in bytes.")
def command(index_path: Path, as_json: bool) -> None:
    """Show how many reports and passages the index holds, its engine, its size and when it was last built.

    \b
    Example:
      searchkit stats --index ~/reports-index
    """
    speak_utf8()
    with searchkit.open(index_path) as index:
        stats = index.stats()
    if as_json:
        click.echo(json.dumps({"path": str(index_path), **stats._asdict()}))
        return
    click.echo(f"Index     {index_path}")
    click.echo(f"Reports   {stats.reports:,}")
    click.echo(f"Passages  {stats.passages:,}")
    click.echo(f"Engine    {stats.engine}")
    click.echo(f"Size      {stats.size / 1e6:,.2f} MB")
    click.echo(f"Built     {stats.changed}")
