"""Indexes in their folders: made, opened, and built anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit import engines
from searchkit.errors import IndexPathError
from searchkit.index import Index

if TYPE_CHECKING:
    from searchkit.indexing.summaries import Progress, Summary, SyncSummary
    from searchkit.reports.limits import Limits
    from searchkit.reports.report import Report
    from searchkit.reports.skipped import Skipped


def create(path: str | Path, engine: str = engines.DEFAULT) -> Index:
    """Make an empty index in a folder, which is made too if need be.

    Raises IndexPathError for a folder that holds an index or anything else (a README aside), EngineError for an engine
    that doesn't exist.
    """
    from searchkit.opening import building

    folder = _folder(path)
    building.create(folder, engine)
    return Index(folder)


def open(path: str | Path) -> Index:
    """Open the index in a folder.

    Raises IndexNotFoundError if there is none, IndexFormatError for one that this version can't read.
    """
    return Index(_folder(path))


def rebuild(
    path: str | Path,
    reports: Report | Iterable[Report | Skipped],
    *,
    engine: str | None = None,
    jobs: int = 1,
    progress: Callable[[Report], None] | None = None,
    wait: float = 0.0,
) -> Summary:
    """Build the index in a folder anew of some reports, and of them alone; see ``Index.add`` for the arguments.

    It is built beside the old one, which is searched meanwhile, and takes its place with one rename; whoever has the
    index open sees the new one at the next search. If anything goes wrong, or there is no report to index, the old one
    stays. ``engine`` is by default that of the old one. An index that is damaged, or of another format, can be rebuilt
    too. The new one keeps in step with no files. Raises IndexNotFoundError if there is none, IndexLockedError while
    another writer is at work for longer than ``wait`` seconds.
    """
    from searchkit.indexing.adding import add
    from searchkit.opening import building

    with building.replacing(_folder(path), engine, wait) as new:
        done = add(new, reports, jobs, progress)
        if done.reports:
            new.take_place()
    return done


def rebuild_from_files(
    path: str | Path,
    paths: str | Path | Iterable[str | Path] = (),
    *,
    engine: str | None = None,
    encoding: str | None = None,
    limits: Limits | None = None,
    jobs: int = 1,
    wait: float = 0.0,
    progress: Callable[[Progress], None] | None = None,
) -> SyncSummary:
    """Build the index in a folder anew of the files under some paths, and of them alone, as ``rebuild`` does; without
    paths of all that it keeps in step with. From then on it keeps in step with these.

    The other arguments are those of ``Index.sync``; ``encoding`` None is what was named before for these files, where
    the old index can still tell. Raises what ``rebuild`` and ``Index.sync`` raise.
    """
    from searchkit.indexing import sync
    from searchkit.indexing.planning import Options
    from searchkit.indexing.roots import Place
    from searchkit.opening import building

    def told(reached: Progress) -> None:
        if progress:
            progress(reached._replace(committed=0))  # nothing is found before all is

    folder = _folder(path)
    place, options = Place(folder), Options(encoding, limits, max(1, jobs))
    with building.replacing(folder, engine, wait) as new:
        before = building.roots_before(folder, is_needed=not paths)
        named = [paths] if isinstance(paths, (str, Path)) else list(paths)
        named = named or [place.path_of(root.name) for root in before]
        new.roots = place.narrowed(before, map(place.name_of, named))
        done = sync.synced(new, named, options, told)
        if done.reports:
            new.take_place()
    return done._replace(commits=min(1, done.commits))


def _folder(path: str | Path) -> Path:
    """The folder of an index; engines take none that isn't UTF-8."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        raise IndexPathError(f"{str(path)!r} is not UTF-8; rename the folder, or name another.") from None
    return Path(path)
