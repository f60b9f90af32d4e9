"""What has changed of some files since they were read: decided from what is known of them, without reading any but
those that the decision needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from searchkit.reports.files import ReportFile
from searchkit.reports.stamps import Stamp, reliable
from searchkit.storage.hints import Hints, Problem
from searchkit.storage.ledger import Filed, Ledger


class Found(NamedTuple):
    """A file that is there: its size in bytes, its time of change in nanoseconds, and the encoding to read it in."""

    file: ReportFile
    size: int
    modified: int
    encoding: str = ""

    def stamp(self, digest: str) -> Stamp:
        """What it is known by from now on."""
        return Stamp(self.file.name, self.size, reliable(self.modified), digest, self.encoding)


class Work(NamedTuple):
    """A file to be read. Where it was ``renamed``, ``before`` is the name under which the index has its reports; else
    that is its own."""

    found: Found
    why: Literal["new", "changed", "renamed"]
    before: str


@dataclass
class Changes:
    """``work`` in the order in which the files were found; the others by name. ``failing`` files can't be read, and are
    what they were when that was tried."""

    work: list[Work] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failing: list[str] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)
    touched: dict[str, Stamp] = field(default_factory=dict)


Digest = Callable[[Found], str]


def changes(
    ledger: Ledger,
    hints: Hints,
    found: Iterable[Found],
    gone: Iterable[str],
    digest: Digest,
    reading: str = "",
    *,
    retry: bool = False,
) -> Changes:
    """What to do about some files.

    ``gone`` are files of the ledger that aren't there any more. ``digest`` hashes a file's content ("" where it can't
    be read); it is asked for files of which size and time don't say enough. ``reading`` is the version and the limits:
    what failed with others is tried again, and all that failed if ``retry``.
    """
    decided = Changes()
    lost = {name: ledger.files[name] for name in gone}
    names_by_size: dict[int, list[str]] = defaultdict(list)
    for name, before in lost.items():
        names_by_size[before.stamp.size].append(name)
    for file in found:
        name = file.file.name
        filed = ledger.files.get(name)
        problem = hints.problems.get(name)
        # A file that gave reports is known by these: they may have been taken out, or never been committed.
        known = filed.stamp if filed else problem.stamp if problem and not problem.reports else None
        again = problem is not None and (retry or problem.reading != reading)
        if known is None:
            old_name = _name_before(file, names_by_size[file.size], lost, digest) if file.size in names_by_size else ""
            decided.work.append(Work(file, "renamed" if old_name else "new", old_name or name))
        elif again and (not filed or _is_about(problem, filed)):
            decided.work.append(Work(file, "changed" if filed else "new", name))
        elif _is_same(file, known, hints.touched.get(name), digest, decided.touched):
            (decided.unchanged if filed else decided.failing).append(name)
        else:
            decided.work.append(Work(file, "changed" if filed else "new", name))
    decided.vanished = list(lost)
    return decided


def _is_about(problem: Problem | None, filed: Filed) -> bool:
    """Whether a problem is one of the state that the index has a file in."""
    return problem is not None and problem.stamp.digest == filed.stamp.digest


def _is_same(file: Found, known: Stamp, touched: Stamp | None, digest: Digest, newly_touched: dict[str, Stamp]) -> bool:
    """Whether a file is in the state in which it is known; remembers a new time of the same content."""
    if file.encoding != known.encoding or file.size != known.size:
        return False
    if file.modified == known.modified:
        return True
    if touched and touched.digest == known.digest and (touched.size, touched.modified) == (file.size, file.modified):
        newly_touched[file.file.name] = touched
        return True
    if not known.digest or digest(file) != known.digest:
        return False
    newly_touched[file.file.name] = file.stamp(known.digest)
    return True


def _name_before(file: Found, names: list[str], lost: dict[str, Filed], digest: Digest) -> str:
    """The name that a file had, of those of its size that are gone, "" if it had none; that one is lost no more."""
    content = digest(file)
    for name in names:
        stamp = lost[name].stamp
        if content and stamp.digest == content and stamp.encoding == file.encoding:
            names.remove(name)
            del lost[name]
            return name
    return ""
