"""``searchkit remove``."""

from __future__ import annotations

from pathlib import Path

import click

import searchkit
from searchkit.cli import output
from searchkit.cli.options import REPORT_ID, counted, index_option, wait_option


@click.command("remove", short_help="Remove reports from the index.")
@click.argument("identities", metavar="REPORT-ID...", nargs=-1, required=True, type=REPORT_ID)
@index_option
@wait_option
def command(identities: tuple[str, ...], index_path: Path, wait: float) -> None:
    """Remove reports from the index, by the ids that a search shows. The files stay. If one of the ids isn't in the
    index, nothing is removed.

    \b
    Example:
      searchkit remove seeds/000_04f0816c42b548b7.txt
    """
    with searchkit.open(index_path) as index:
        passages = index.remove(*identities, wait=wait)
    output.say(f"Removed {counted(len(set(identities)), 'report')} ({counted(passages, 'passage')}).")
