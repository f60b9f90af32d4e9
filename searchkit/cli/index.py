"""``searchkit index``."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import click

import searchkit
from searchkit import Report, Skipped, engines
from searchkit.cli import output
from searchkit.cli.options import counted, index_option
from searchkit.errors import EngineError, IndexNotFoundError, IndexPathError, UnreadableError
from searchkit.indexing.batches import default_jobs
from searchkit.reports.files import ReportFile, find, read_files

_MOST_SKIPPED_SHOWN = 20
# Each process takes some 100 MB.
_MOST_JOBS = 256


@click.command("index", short_help="Index reports, adding to what is there.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@index_option
@click.option(
    "--engine",
    type=click.Choice(engines.NAMES),
    show_default=engines.DEFAULT,
    help="The engine of a new index.",
)
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(1, _MOST_JOBS),
    show_default="all cores",
    help="How many processes analyse texts.",
)
def command(paths: tuple[Path, ...], index_path: Path, engine: str | None, jobs: int | None) -> None:
    """Index the reports in files and folders: .txt (a file is a report), .jsonl and .ndjson (a line is a report with
    "_id" or "id", "title", "text" and metadata).

    A report that was indexed before is replaced. What can't be read is skipped and named.

    \b
    Example:
      searchkit index seeds
      searchkit index reports.jsonl --index ~/reports-index --engine whoosh
    """
    started = time.monotonic()
    files = find(paths, base=index_path.resolve().parent)
    opened = _open(index_path, engine)
    reports = _with_progress(files) if sys.stderr.isatty() else read_files(files)
    passed_over: list[Skipped] = []
    first = _first_report(reports, passed_over)
    if first is None:
        _show_skipped(passed_over)
        raise UnreadableError(
            "There is no report to index in what was named; searchkit reads .txt, .jsonl and .ndjson files."
        )
    index = opened or _create(index_path, engine)
    with index:
        summary = index.add(chain(passed_over, [first], reports), jobs=jobs or default_jobs())
    _show_skipped(summary.skipped)
    output.say(
        f"Indexed {counted(summary.reports, 'report')} ({counted(summary.passages, 'passage')}) into {index_path}, "
        f"{len(summary.skipped):,} skipped, in {time.monotonic() - started:.1f} s."
    )


def _open(path: Path, engine: str | None) -> searchkit.Index | None:
    """The index that is there already, None where there is none yet."""
    try:
        index = searchkit.open(path)
    except IndexNotFoundError:
        return None
    if engine not in (None, index.engine):
        raise EngineError(
            f"The index in {path} has the engine {index.engine}; name another folder for one of {engine}."
        )
    return index


def _create(path: Path, engine: str | None) -> searchkit.Index:
    try:
        return searchkit.create(path, engine or engines.DEFAULT)
    except IndexPathError:
        # Another program may have made one there meanwhile.
        if index := _open(path, engine):
            return index
        raise


def _first_report(reports: Iterator[Report | Skipped], passed_over: list[Skipped]) -> Report | None:
    for report in reports:
        if isinstance(report, Report):
            return report
        passed_over.append(report)
    return None


def _with_progress(files: list[ReportFile | Skipped]) -> Iterator[Report | Skipped]:
    """The reports, read under a progress bar that counts the bytes of the files."""
    sizes = {file.name: file.path.stat().st_size for file in files if isinstance(file, ReportFile)}
    with click.progressbar(length=sum(sizes.values()), label="Indexing", file=sys.stderr) as bar:
        for file in files:
            left = sizes.get(file.name, 0) if isinstance(file, ReportFile) else 0
            for report in read_files([file]):
                if isinstance(report, Report):
                    # Near enough to bytes in UTF-8, and never more than the file has.
                    step = min(left, int(len(report.text) * 1.35))
                    left -= step
                    bar.update(step)
                yield report
            bar.update(left)


def _show_skipped(skipped: tuple[Skipped, ...] | list[Skipped]) -> None:
    for path, reason in skipped[:_MOST_SKIPPED_SHOWN]:
        output.say(f"Skipped {path}: {reason}", err=True)
    if len(skipped) > _MOST_SKIPPED_SHOWN:
        output.say(f"Skipped {len(skipped) - _MOST_SKIPPED_SHOWN:,} more.", err=True)
