"""Reading files: in their order, those that can be hostile in processes apart, some files ahead of their turn."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path

from searchkit.errors import UnreadableError
from searchkit.processes import Pool, default_jobs
from searchkit.reports.encodings import known
from searchkit.reports.files import ReportFile, find
from searchkit.reports.limits import Limits
from searchkit.reports.readers import FORMATS, Format, format_of, opened
from searchkit.reports.report import Report
from searchkit.reports.skipped import Skipped
from searchkit.reports.source import Source
from searchkit.reports.unpacking import Item, Items, ahead_of, just, reports_in

#: A file and what is in it.
Reading = tuple[Source | Skipped, Iterator[Report | Skipped]]


def read(
    paths: str | Path | Iterable[str | Path],
    base: str | Path = ".",
    encoding: str = "",
    limits: Limits | None = None,
    jobs: int | None = None,
) -> Iterator[Report | Skipped]:
    """The reports under some paths, in order, and whatever had to be skipped; see ``find`` for the names they get.

    ``encoding`` is what all texts are in, "" to find out for each. Files of formats that can be hostile are read in up
    to ``jobs`` processes apart (as many as there are cores), started when such a file is met: a crash, a hang or a
    hunger for memory costs that file alone. Raises UnreadableError for a path that doesn't exist, and ProcessError,
    while it is read, if no process can be started.
    """
    return read_files(find([paths] if isinstance(paths, (str, Path)) else paths, base), encoding, limits, jobs)


def read_files(
    files: Iterable[ReportFile | Skipped], encoding: str = "", limits: Limits | None = None, jobs: int | None = None
) -> Generator[Report | Skipped, None, None]:
    """The reports in the files that ``find`` found."""
    with closing(readings(files, encoding, limits, jobs)) as found:
        for _, reports in found:
            yield from reports


def readings(
    files: Iterable[ReportFile | Skipped], encoding: str = "", limits: Limits | None = None, jobs: int | None = None
) -> Generator[Reading, None, None]:
    """Each file with what is in it, to be read before the next."""
    encoding = known(encoding) if encoding else ""
    limits, jobs = limits or Limits(), jobs or default_jobs()
    sources = (
        file if isinstance(file, Skipped) else Source(file.name, file.path, encoding=encoding, limits=limits)
        for file in files
    )
    # A program may have added formats of its own.
    apart = partial(_apart, dict(FORMATS))
    with Pool(apart, jobs, seconds=limits.seconds, memory=limits.memory) as pool:

        def begun(source: Source | Skipped) -> Items:
            if isinstance(source, Skipped):
                return just(source)
            try:
                form = format_of(source)
            except (UnreadableError, OSError):
                return opened(source)  # which says why
            return pool.submit((source, form)) if form.hostile else opened(source, form)

        for source, items in ahead_of(sources, begun, 2 * jobs):
            if isinstance(source, Skipped):
                yield source, iter([source])
            else:
                yield source, reports_in(source, items, begun, 2 * jobs)


def _apart(formats: Mapping[str, Format], task: tuple[Source, Format]) -> Iterator[Item]:
    FORMATS.update(formats)
    source, form = task
    try:
        yield from opened(source, form)
    except MemoryError:
        raise
    except Exception as error:  # whatever a library makes of a file that nobody foresaw
        yield Skipped(source.name, f"its reader failed ({type(error).__name__}: {str(error)[:200]})")
