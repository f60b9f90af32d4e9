"""``searchkit sync``."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import click

import searchkit
from searchkit.cli.keeping import Keeping, keep, options, tell
from searchkit.cli.options import index_option


@click.command("sync", short_help="Bring the index in step with its files.")
@index_option
@click.option(
    "--forget",
    metavar="PATH",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Go over no file, but have this one, or this folder, gone over no more; may be given several times. Its "
    "reports are taken out, unless --keep-missing.",
)
@options
def command(index_path: Path, forget: tuple[Path, ...], **values: Any) -> None:
    """Go over all files and folders that were ever indexed: read what is new or has changed, take out what is gone.

    \b
    Example:
      searchkit sync
      searchkit sync --dry-run
      searchkit sync --watch --index ~/reports-index
      searchkit sync --forget old-reports
    """
    keeping = Keeping.of(**values)
    if forget and (keeping.dry_run or keeping.watch):
        raise click.UsageError("--forget goes with neither --dry-run nor --watch.")
    started = time.monotonic()
    with searchkit.open(index_path) as index:
        if forget:
            done = index.forget(forget, keep_missing=keeping.keep_missing, wait=keeping.wait)
            tell(done, index_path, time.monotonic() - started, keeping.as_json)
        else:
            keep(index, keeping)
