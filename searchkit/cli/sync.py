"""``searchkit sync``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

import searchkit
from searchkit.cli.keeping import Keeping, keep, options
from searchkit.cli.options import index_option


@click.command("sync", short_help="Bring the index in step with its files.")
@index_option
@options
def command(index_path: Path, **values: Any) -> None:
    """Go over all files and folders that were ever indexed: read what is new or has changed, take out what is gone.

    \b
    Example:
      searchkit sync
      searchkit sync --dry-run
      searchkit sync --watch --index ~/reports-index
    """
    keeping = Keeping.of(**values)
    with searchkit.open(index_path) as index:
        keep(index, keeping)
