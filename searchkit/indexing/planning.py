"""What keeping an index in step with files has to do: the files that are there against the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from searchkit import schema
from searchkit.engines.contract import Request, View
from searchkit.engines.trees import Term
from searchkit.errors import UnreadableError
from searchkit.indexing.changes import Changes, Found, changes
from searchkit.indexing.roots import Place
from searchkit.reports.files import find, is_unreachable
from searchkit.reports.limits import Limits
from searchkit.reports.skipped import Skipped
from searchkit.reports.stamps import digest_of, size_and_time
from searchkit.reports.walking import UNREACHABLE
from searchkit.storage import records
from searchkit.storage.hints import Hints
from searchkit.storage.ledger import Ledger, ledger_of
from searchkit.storage.manifest import Root
from searchkit.version import __version__

# Records that are in memory at once while the ledger is read.
_RECORDS = 2000


@dataclass(frozen=True)
class Options:
    """How to keep in step: see ``Index.sync``."""

    encoding: str | None = None
    limits: Limits | None = None
    jobs: int = 1
    keep_missing: bool = False
    retry: bool = False
    wait: float = 0.0

    @property
    def reading(self) -> str:
        """By what a file is read: what failed with another version or other limits is tried again."""
        return f"{__version__} {self.limits or Limits()}"


class Plan(NamedTuple):
    """What is there and what to do about it, as of a view of the index.

    ``names`` are the roots gone over; ``skipped`` was no file to read; ``kept`` are files of the ledger that are not
    there and stay.
    """

    view: View
    ledger: Ledger
    found: Mapping[str, Found]
    changes: Changes
    names: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    kept: tuple[str, ...]


def ledger_in(view: View) -> Ledger:
    """The ledger of an index, from the first passages of its reports."""
    return ledger_of(first_records(view))


def first_records(view: View) -> Iterator[records.Record]:
    """The records of the first passages of all reports."""
    first = Term(schema.ORDINAL, "0")
    (reports,) = view.count([first])
    (matches,) = view.search([Request((first,), reports)])
    addresses = [match.address for match in matches]
    parts = (addresses[start : start + _RECORDS] for start in range(0, len(addresses), _RECORDS))
    return (records.decode(stored) for part in parts for stored in view.fetch(part))


def planned(
    place: Place, view: View, roots: Sequence[Root], hints: Hints, paths: Sequence[str | Path], options: Options
) -> Plan:
    """What to do about some paths, or without any about the roots of the index.

    Raises UnreadableError for a path that doesn't exist, or where there is nothing to go over. A root that doesn't
    exist is told of, and nothing below it is taken for gone: it may lie on a disk that isn't there just now.
    """
    ledger = ledger_in(view)
    missing: list[Skipped] = []
    if paths:
        names = [place.name_of(path) for path in paths]
    else:
        names, paths, missing = _roots_there(place, roots, ledger)
    found, skipped = _found(place, paths, place.remembered(roots, names, options.encoding))
    skipped += missing
    unseen = [one.path for one in skipped if is_unreachable(one)]
    absent = [name for name in ledger.files if name not in found and any(place.covers(root, name) for root in names)]
    hidden = {name for name in absent if any(place.covers(root, name) for root in unseen)}
    gone = [name for name in absent if name not in hidden]
    decided = changes(ledger, hints, found.values(), gone, _digest, options.reading, retry=options.retry)
    kept = [name for name in ledger.files if name in hidden or _is_below_missing(place, missing, name)]
    if options.keep_missing:
        kept += decided.vanished
        decided = replace(decided, vanished=[])
    return Plan(view, ledger, found, decided, tuple(names), tuple(skipped), tuple(kept))


def _roots_there(place: Place, roots: Sequence[Root], ledger: Ledger) -> tuple[list[str], list[Path], list[Skipped]]:
    """The names of the roots to go over, the paths of those that exist, and those that can't be gone over: a file that
    doesn't exist is gone, a folder may come back."""
    if not roots:
        raise UnreadableError("The index remembers no files or folders to go over; name some: searchkit index PATH")
    names: list[str] = []
    paths: list[Path] = []
    missing: list[Skipped] = []
    for name, _ in roots:
        path = place.path_of(name)
        try:
            path.stat()
        except (FileNotFoundError, NotADirectoryError):
            if name in ledger.files:
                names.append(name)
            else:
                missing.append(Skipped(name, "doesn't exist; what the index holds of it stays"))
        except OSError as error:
            missing.append(Skipped(name, f"{UNREACHABLE}{error.strerror or error}"))
        else:
            names.append(name)
            paths.append(path)
    return names, paths, missing


def _is_below_missing(place: Place, missing: Iterable[Skipped], name: str) -> bool:
    return any(place.covers(one.path, name) for one in missing)


def _found(place: Place, paths: Iterable[str | Path], roots: Iterable[Root]) -> tuple[dict[str, Found], list[Skipped]]:
    """The files under some paths by name, and what is no file to read."""
    nearest_first = place.nearest_first(roots)
    found: dict[str, Found] = {}
    skipped: list[Skipped] = []
    for file in find(paths, place.base):
        if place.covers(place.index, file.path if isinstance(file, Skipped) else file.name):
            continue  # the index's own
        if isinstance(file, Skipped):
            skipped.append(file)
            continue
        try:
            size, modified = size_and_time(file.path)
        except FileNotFoundError:  # gone since it was listed
            continue
        except OSError as error:
            skipped.append(Skipped(file.name, f"{UNREACHABLE}{error.strerror or error}"))
        else:
            found[file.name] = Found(file, size, modified, place.encoding_of(nearest_first, file.name))
    return found, skipped


def _digest(found: Found) -> str:
    try:
        return digest_of(found.file.path)
    except OSError:
        return ""
