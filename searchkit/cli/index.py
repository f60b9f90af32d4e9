"""``searchkit index``."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Any

import click

import searchkit
from searchkit import Report, Skipped, Summary, engines
from searchkit.cli import limits, output, summary
from searchkit.cli.options import index_option
from searchkit.errors import EngineError, IndexNotFoundError, IndexPathError, SearchkitError, UnreadableError
from searchkit.processes import default_jobs
from searchkit.reports.encodings import known
from searchkit.reports.files import ReportFile, find
from searchkit.reports.readers import formats_in_words
from searchkit.reports.reading import Reading, readings

# Each process takes some 100 MB.
_MOST_JOBS = 256

_HELP = f"""Index the reports in files and folders: {formats_in_words()}.

A file is a report; in JSON Lines a line is one, with "_id" or "id", "title", "text" and metadata. A report that was
indexed before is replaced. What can't be read is skipped and named. What "searchkit export" wrote is read as the
reports that it was made of.

\b
Example:
  searchkit index seeds
  searchkit index reports.jsonl --index ~/reports-index --engine whoosh
  searchkit index old-reports --encoding TCVN3
  searchkit index --rebuild reports
"""


def _known(context: click.Context, parameter: click.Parameter, name: str) -> str:
    try:
        return known(name) if name else ""
    except SearchkitError as error:
        raise click.BadParameter(f"{error}.") from None


@click.command("index", short_help="Index reports, adding to what is there.", help=_HELP)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@index_option
@click.option(
    "--engine",
    type=click.Choice(engines.NAMES),
    show_default=engines.DEFAULT,
    help="The engine of a new index.",
)
@click.option(
    "--rebuild",
    is_flag=True,
    help="Build the index anew of these reports alone, beside the old one, which is searched meanwhile and replaced at "
    "the end. Mends an index that is damaged or of an older format.",
)
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(1, _MOST_JOBS),
    show_default="all cores",
    help="How many processes read files that can be hostile, and how many analyse texts.",
)
@click.option(
    "--encoding", metavar="NAME", callback=_known, default="", help="What all texts are in, where it is guessed wrong."
)
@limits.options
@click.option(
    "--json", "as_json", is_flag=True, help="Print the summary as one JSON object, with all that was skipped."
)
def command(
    paths: tuple[Path, ...],
    index_path: Path,
    engine: str | None,
    rebuild: bool,
    jobs: int | None,
    encoding: str,
    as_json: bool,
    **limited: Any,
) -> None:
    started = time.monotonic()
    files = find(paths, base=index_path.resolve().parent)
    opened = None if rebuild else _open(index_path, engine)
    jobs = jobs or default_jobs()
    with closing(readings(files, encoding, limits.of(**limited), jobs)) as found:
        reports = _with_progress(found, files) if sys.stderr.isatty() else _reports(found)
        passed_over: list[Skipped] = []
        first = _first_report(reports, passed_over)
        if first is None:
            summary.tell_skipped(passed_over)
            raise UnreadableError(
                f"There is no report to index in what was named; searchkit reads {formats_in_words()}."
            )
        everything = chain(passed_over, [first], reports)
        if rebuild:
            done = _rebuild(index_path, engine, everything, jobs)
        else:
            with opened or _create(index_path, engine) as index:
                done = index.add(everything, jobs=jobs)
    seconds = time.monotonic() - started
    if as_json:
        output.show(output.as_json(summary.as_object(done, index_path, seconds)))
    else:
        summary.tell(done, index_path, seconds)


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


def _rebuild(path: Path, engine: str | None, reports: Iterable[Report | Skipped], jobs: int) -> Summary:
    try:
        return searchkit.rebuild(path, reports, engine=engine, jobs=jobs)
    except IndexNotFoundError:
        with _create(path, engine) as index:
            return index.add(reports, jobs=jobs)


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


def _reports(found: Iterable[Reading]) -> Iterator[Report | Skipped]:
    for _, reports in found:
        yield from reports


def _with_progress(found: Iterable[Reading], files: Iterable[ReportFile | Skipped]) -> Iterator[Report | Skipped]:
    """The reports, read under a progress bar that counts the bytes of the files."""
    sizes = [_size(file) for file in files]
    with click.progressbar(length=sum(sizes), label="Indexing", file=sys.stderr) as bar:
        for size, (_, reports) in zip(sizes, found, strict=True):
            left = size
            for report in reports:
                if isinstance(report, Report):
                    # Near enough to bytes in UTF-8, and never more than the file has.
                    step = min(left, int(len(report.text) * 1.35))
                    left -= step
                    bar.update(step)
                yield report
            bar.update(left)


def _size(file: ReportFile | Skipped) -> int:
    try:
        return file.path.stat().st_size if isinstance(file, ReportFile) else 0
    except OSError:
        return 0
