"""``searchkit export``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

import click

import searchkit
from searchkit.cli import output
from searchkit.cli.options import counted, index_option


@click.command("export", short_help="Write the reports of the index as JSON Lines.")
@index_option
@click.option(
    "-o",
    "--output",
    "target",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write, which is there whole or not at all.  [default: standard output]",
)
def command(index_path: Path, target: Path | None) -> None:
    """Write all reports as JSON Lines, with all that it takes to index them again: an index made of that gives the same
    answers. A line is a report; other programs find "id", "title" and "text" in it.

    \b
    Example:
      searchkit export -o reports.jsonl
      searchkit index reports.jsonl --index another-index
    """
    with searchkit.open(index_path) as index:
        total = index.stats().reports
        if target is None:
            for line in index.export():
                output.give_json(line)
            return
        with _whole(target) as file, output.progress("Exporting", total) as step:
            for line in index.export():
                file.write(line.encode() + b"\n")
                step()
    output.say(f"Exported {counted(total, 'report')} to {target}.")


@contextmanager
def _whole(target: Path) -> Iterator[BinaryIO]:
    """A file to write, moved to its place only when all is written; what is no file (a pipe) is written as it is."""
    if target.exists() and not target.is_file():
        with target.open("wb") as file:
            yield file
        return
    target = target.resolve()
    partial = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with partial.open("xb") as file:
            yield file
        partial.replace(target)
    except BaseException:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise
