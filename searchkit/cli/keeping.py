"""Keeping an index in step with files: what ``searchkit index`` and ``searchkit sync`` have in common."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

import searchkit
from searchkit import Index, Progress, SyncSummary
from searchkit.cli import limits, output, summary, watching
from searchkit.cli.options import counted, wait_option
from searchkit.errors import IndexLockedError, SearchkitError, UnreadableError
from searchkit.processes import default_jobs
from searchkit.reports.limits import Limits
from searchkit.reports.readers import formats_in_words

# Each process takes some 100 MB.
_MOST_JOBS = 256

_OPTIONS = (
    click.option(
        "--jobs",
        metavar="N",
        type=click.IntRange(1, _MOST_JOBS),
        show_default="all cores",
        help="How many processes read files that can be hostile, and how many analyse texts.",
    ),
    click.option("--keep-missing", is_flag=True, help="Leave reports in the index whose files are gone."),
    click.option("--retry", is_flag=True, help="Try files again that couldn't be read and haven't changed."),
    click.option("--dry-run", is_flag=True, help="Only say what would be done."),
    click.option("--watch", is_flag=True, help="Go on with every change of the files, until Ctrl-C."),
    click.option(
        "--poll", is_flag=True, help="With --watch: look for changes again and again, on a share that tells of none."
    ),
    wait_option,
)
_OWN = ("keep_missing", "retry", "dry_run", "watch", "poll", "wait", "as_json")


def options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options; their values are for ``Keeping.of``."""
    as_json = click.option(
        "--json", "as_json", is_flag=True, help="Print the summary as one JSON object, with all that was skipped."
    )
    for option in reversed((*_OPTIONS, limits.options, as_json)):
        command = option(command)
    return command


@dataclass(frozen=True)
class Keeping:
    """What to keep in step, and how: the values of the options."""

    paths: tuple[Path, ...]
    encoding: str | None
    limits: Limits
    jobs: int
    keep_missing: bool
    retry: bool
    dry_run: bool
    watch: bool
    poll: bool
    wait: float
    as_json: bool

    @classmethod
    def of(
        cls, paths: tuple[Path, ...] = (), encoding: str | None = None, *, jobs: int | None, **values: Any
    ) -> Keeping:
        """From the values of all options.

        Raises click.UsageError for those that exclude each other, MissingExtraError where nothing can be watched.
        """
        own = {name: values.pop(name) for name in _OWN}
        if own["watch"] and own["dry_run"]:
            raise click.UsageError("--watch and --dry-run exclude each other.")
        if own["watch"]:
            watching.check()
        elif own["poll"]:
            raise click.UsageError("--poll is how to --watch; name that too.")
        return cls(paths, encoding, limits.of(**values), jobs or default_jobs(), **own)


def keep(index: Index, keeping: Keeping) -> None:
    """Bring an index in step, say what that came to, and go on with every change if that is wanted."""
    if keeping.dry_run:
        tell_plan(_synced(index, keeping), index.path, keeping.as_json)
        return
    with _saying_what_is_there(index):
        started = time.monotonic()
        done = _synced(index, keeping)
        if not (done.reports or done.unchanged or done.removed or done.kept):
            raise nothing_to_index(done)
        tell(done, index.path, time.monotonic() - started, keeping.as_json)
        if keeping.watch:
            _watch(index, keeping)


def rebuild(path: Path, engine: str | None, keeping: Keeping) -> None:
    """Build an index anew, say what that came to, and go on with every change if that is wanted.

    Raises IndexNotFoundError where there is none.
    """
    started = time.monotonic()
    with _progress() as progress:
        done = searchkit.rebuild_from_files(
            path,
            keeping.paths,
            engine=engine,
            encoding=keeping.encoding,
            limits=keeping.limits,
            jobs=keeping.jobs,
            wait=keeping.wait,
            progress=progress,
        )
    if not done.reports:
        raise nothing_to_index(done)
    tell(done, path, time.monotonic() - started, keeping.as_json)
    if keeping.watch:
        with searchkit.open(path) as index, _saying_what_is_there(index):
            _watch(index, keeping)


def nothing_to_index(done: SyncSummary) -> UnreadableError:
    """The error where nothing could be read of what was named, after what was skipped has been told."""
    summary.tell_skipped(done.skipped)
    return UnreadableError(f"There is no report to index in what was named; searchkit reads {formats_in_words()}.")


def tell(done: SyncSummary, path: Path, seconds: float, as_json: bool) -> None:
    """Say what was done."""
    if as_json:
        output.show(output.as_json(summary.as_object(done, path, seconds)))
    else:
        summary.tell(done, path, seconds)


def tell_plan(planned: SyncSummary, path: Path, as_json: bool) -> None:
    """Say what would be done."""
    if as_json:
        output.show(output.as_json(summary.plan_as_object(planned, path)))
    else:
        summary.tell_plan(planned, path)


def _synced(index: Index, keeping: Keeping) -> SyncSummary:
    with _progress() as progress:
        return index.sync(
            keeping.paths,
            encoding=keeping.encoding,
            limits=keeping.limits,
            jobs=keeping.jobs,
            keep_missing=keeping.keep_missing,
            retry=keeping.retry,
            dry_run=keeping.dry_run,
            wait=keeping.wait,
            progress=progress,
        )


def _watch(index: Index, keeping: Keeping) -> None:
    """Bring an index in step again with each burst of changes of whatever it remembers."""
    roots = index.roots
    keeping = replace(keeping, paths=(), encoding=None)
    output.say(f"Watching {counted(len(roots), 'path')}; stop with Ctrl-C.", err=True)
    for _ in watching.bursts(roots, index.path.resolve(), keeping.poll):
        started = time.monotonic()
        try:
            done = _synced(index, keeping)
        except (IndexLockedError, UnreadableError) as error:
            output.say(f"{error} It is tried again with the next change.", err=True)
            continue
        if done.reports or done.removed:
            tell(done, index.path, time.monotonic() - started, keeping.as_json)


@contextmanager
def _saying_what_is_there(index: Index) -> Iterator[None]:
    """Have what stops the work within tell how far it came."""
    try:
        yield
    except KeyboardInterrupt as stop:
        try:
            stats = index.stats()
        except SearchkitError:
            raise stop from None
        stop.add_note(
            f"The index in {index.path} holds {counted(stats.reports, 'report')}, all of which can be searched; the "
            "same command goes on from there."
        )
        raise


@contextmanager
def _progress() -> Iterator[Callable[[Progress], None]]:
    """What is called as the work goes on: it moves a bar on a terminal, and says what was committed on the way."""
    if not sys.stderr.isatty():
        yield _Teller()
        return
    with click.progressbar(length=1, label="Indexing", file=sys.stderr) as bar:
        yield _Bar(bar)


class _Teller:
    """Says whenever a part of long work was committed."""

    def __init__(self) -> None:
        self._committed = 0

    def __call__(self, progress: Progress) -> None:
        if progress.committed > self._committed and progress.done < progress.total:
            self._committed = progress.committed
            output.say(_committed(progress), err=True)


class _Bar:
    """Moves a bar of the bytes of the files."""

    def __init__(self, bar: Any) -> None:
        self._bar = bar
        self._done = 0

    def __call__(self, progress: Progress) -> None:
        self._bar.length = max(1, progress.total)
        if progress.committed and progress.done < progress.total:
            self._bar.label = _committed(progress)
        self._bar.update(progress.done - self._done)
        self._done = progress.done


def _committed(progress: Progress) -> str:
    return f"Committed {counted(progress.committed, 'report')}, which can be searched"
