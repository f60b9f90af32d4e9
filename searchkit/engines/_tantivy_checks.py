"""Whether the files of a tantivy index are what was written.

A file of a segment ends with a footer, ``{"version": …, "crc": …}``, its length and a number that marks it, each of
four bytes, little-endian: the checksum of all before it (tantivy's ``directory/footer.rs``). Of its list of segments
tantivy keeps none; ``checksums`` does.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from searchkit.engines import checksums
from searchkit.engines._tantivy_files import COMMIT, OWN
from searchkit.engines.access import damaged
from searchkit.engines.contract import Problem

# Files of up to so many bytes are looked at whenever they are opened: that takes a fifth of a millisecond each at most.
# So are lists of what was deleted, which are a bit a passage: by one of them removed reports would come back.
_SMALL, _DELETED = 200_000, ".del"

_KINDS = ("idx", "pos", "term", "store", "fast", "fieldnorm")
_END, _MARK = 8, 1337

# How often a list of segments that is being replaced is looked at again, and after how many seconds.
_MOST_TRIES, _PAUSE = 10, 0.02


def check_commit(folder: Path) -> None:
    """Raise IndexFormatError if the list of segments of a collection is not the one that was written, OSError if it
    can't be read."""
    for tries_left in reversed(range(_MOST_TRIES)):
        checksum = checksums.of((folder / COMMIT).read_bytes())
        name = f"{folder.name}/{COMMIT}"
        if checksums.noted(folder.parent).get(name) == checksum or checksums.is_marked(folder.parent):
            return
        if not tries_left:
            raise damaged(folder, f"{COMMIT} was changed")
        time.sleep(_PAUSE)  # a commit in between


def check_small_files(folder: Path, checked: set[str]) -> None:
    """Raise IndexFormatError if a small file of a collection is not the one that was written. Those that are go into
    ``checked``, and those that are in it are passed over."""
    for name in files_of(json.loads((folder / COMMIT).read_bytes())):
        file = folder / name
        if name not in checked:
            try:
                if file.suffix != _DELETED and file.stat().st_size > _SMALL:
                    continue
                if reason := _wrong(file):
                    raise damaged(folder, f"{name} {reason}")
            except FileNotFoundError:
                continue  # a merge replaced it a moment ago
            checked.add(name)


def problems(folder: Path) -> Iterator[Problem]:
    """What is wrong with the files of a collection, all of them read."""
    try:
        check_commit(folder)
        for _ in range(_MOST_TRIES):
            commit = (folder / COMMIT).read_bytes()
            names = files_of(json.loads(commit))
            reasons = {name: _wrong_or_missing(folder / name) for name in names}
            if commit == (folder / COMMIT).read_bytes():
                break
    except (OSError, ValueError, LookupError, TypeError) as error:
        yield Problem(str(folder / COMMIT), f"can't be read ({error})")
        return
    for name, reason in reasons.items():
        if reason:
            yield Problem(str(folder / name), reason)
    if not checksums.is_marked(folder.parent):
        known = {COMMIT, *OWN, *names}
        for file in sorted(folder.iterdir()):
            if file.name not in known:
                yield Problem(str(file), "is left over from a run that was killed", is_damage=False)


def files_of(commit: dict[str, Any]) -> list[str]:
    """The names of the files that a list of segments is about."""
    names = []
    for segment in commit["segments"]:
        name = segment["segment_id"].replace("-", "")
        names += [f"{name}.{kind}" for kind in _KINDS]
        if deletes := segment["deletes"]:
            names.append(f"{name}.{deletes['opstamp']}{_DELETED}")
    return names


def _wrong_or_missing(file: Path) -> str:
    try:
        return _wrong(file)
    except FileNotFoundError:
        return "is missing"
    except OSError as error:
        return f"can't be read ({error.strerror or error})"


def _wrong(file: Path) -> str:
    """What is wrong with a file of a segment, "" if nothing is. Raises OSError."""
    size = file.stat().st_size
    with file.open("rb") as opened:
        opened.seek(max(0, size - _END))
        end = opened.read(_END)
        length = int.from_bytes(end[:4], "little")
        if len(end) < _END or int.from_bytes(end[4:], "little") != _MARK or length > size - _END:
            return "is cut off, or was changed"
        opened.seek(size - _END - length)
        footer = opened.read(length)
    try:
        noted = json.loads(footer)["crc"]
    except (ValueError, LookupError, TypeError):
        return "was changed"
    return (
        "" if noted == checksums.of_file(file, size - _END - length) else "was changed: its checksum is that of another"
    )
