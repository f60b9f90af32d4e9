"""``searchkit index``."""

from __future__ import annotations

from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import click

import searchkit
from searchkit import Report, Skipped, SyncSummary, engines
from searchkit.cli import keeping
from searchkit.cli.options import index_option
from searchkit.errors import EngineError, IndexNotFoundError, IndexPathError, SearchkitError
from searchkit.reports.encodings import known
from searchkit.reports.files import find
from searchkit.reports.readers import formats_in_words
from searchkit.reports.reading import read_files

_HELP = f"""Index the reports in files and folders: {formats_in_words()}.

A file is a report; in JSON Lines a line is one, with "_id" or "id", "title", "text" and metadata. What can't be read is
skipped and named. What "searchkit export" wrote is read as the reports that it was made of.

Indexing them again keeps the index in step: only files that are new or have changed are read, and reports whose files
are gone are taken out. Without a PATH all are gone over that were ever named, as by searchkit sync.

\b
Example:
  searchkit index seeds
  searchkit index reports.jsonl --index ~/reports-index --engine whoosh
  searchkit index old-reports --encoding TCVN3
  searchkit index reports --watch
  searchkit index --rebuild reports
"""


def _known(context: click.Context, parameter: click.Parameter, name: str | None) -> str | None:
    try:
        return known(name) if name else name
    except SearchkitError as error:
        raise click.BadParameter(f"{error}.") from None


@click.command("index", short_help="Index reports, adding to what is there.", help=_HELP)
@click.argument("paths", metavar="[PATH...]", nargs=-1, type=click.Path(path_type=Path))
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
    help="Build the index anew of these files alone, or without a PATH of all that were ever named, beside the old "
    "one, which is searched meanwhile and replaced at the end. Mends an index that is damaged or of an older format.",
)
@click.option(
    "--encoding",
    metavar="NAME",
    callback=_known,
    help='What all texts are in, where it is guessed wrong. It is remembered; "" has it guessed again.',
)
@keeping.options
def command(
    paths: tuple[Path, ...], index_path: Path, engine: str | None, rebuild: bool, encoding: str | None, **values: Any
) -> None:
    wanted = keeping.Keeping.of(paths, encoding, **values)
    if rebuild:
        if wanted.dry_run or wanted.keep_missing:
            raise click.UsageError("--rebuild goes with neither --dry-run nor --keep-missing.")
        with suppress(IndexNotFoundError):
            keeping.rebuild(index_path, engine, wanted)
            return
    index = _open(index_path, engine)
    if index is None:
        if not paths:
            raise click.UsageError(f"There is no index in {index_path} yet; name the files and folders to index.")
        files = find(paths, index_path.resolve().parent)
        if wanted.dry_run:
            keeping.tell_plan(_all_new(files), index_path, wanted.as_json)
            return
        _check_there_is_a_report(files, wanted)
        index = _create(index_path, engine)
    with index:
        keeping.keep(index, wanted)


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


def _all_new(files: list[Any]) -> SyncSummary:
    """What indexing files would come to where there is no index yet."""
    return SyncSummary(
        new=tuple(file.name for file in files if not isinstance(file, Skipped)),
        skipped=tuple(file for file in files if isinstance(file, Skipped)),
    )


def _check_there_is_a_report(files: list[Any], wanted: keeping.Keeping) -> None:
    """Raise UnreadableError where there is nothing to make an index of: none is made then."""
    skipped: list[Skipped] = []
    with closing(read_files(files, wanted.encoding or "", wanted.limits, wanted.jobs)) as found:
        for one in found:
            if isinstance(one, Report):
                return
            skipped.append(one)
    raise keeping.nothing_to_index(SyncSummary(skipped=tuple(skipped)))
