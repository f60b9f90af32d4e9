"""A disk that forgets, on a power cut, what it wasn't told to keep; fed with the system calls of a real run.

What it keeps for sure: of a file what was synced, and of a folder the names as of when the folder was synced. Of the
rest it keeps as much as chance will: of a file its bytes as they were synced, a beginning of the new ones, all of them,
or as many zeros; of each folder some of the changes since, in their order.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NamedTuple

_CALLS = (
    "openat,open,creat,write,pwrite64,lseek,rename,renameat,renameat2,link,linkat,unlink,unlinkat,rmdir,mkdir,mkdirat,"
    "fsync,fdatasync,ftruncate,copy_file_range,sendfile"
)
_LINE = re.compile(rb"([\d.]+) (\w+)\((.*)\) += (-?\d+).* <([\d.]+)>\n")
_HEX = re.compile(rb"(?:\\x[0-9a-f]{2})+")
#: That a name is one of a folder.
_FOLDER = -1


class Call(NamedTuple):
    """A system call: when it was over, its name, its arguments, what it gave back."""

    time: float
    name: str
    arguments: list[bytes]
    result: int


def recorded(command: Sequence[str], place: Path, environment: dict[str, str]) -> list[Call]:
    """The calls of a run and all its processes and threads that change files, in order, by ``strace``."""
    traces = place / "traces"
    traces.mkdir()
    tracing = ["strace", "-ff", "-o", str(traces / "trace"), "-ttt", "-T", "-y", "-xx", "-s", "100000000"]
    tracing += ["-e", f"trace={_CALLS}", "-e", "signal=none"]
    subprocess.run([*tracing, *command], cwd=place, env=environment, check=True, capture_output=True)
    calls: list[Call] = []
    for trace in traces.iterdir():
        for line in trace.read_bytes().splitlines(keepends=True):
            if match := _LINE.match(line):
                start, name, arguments, result, took = match.groups()
                parts = [_HEX.sub(_bytes, part) for part in arguments.split(b", ")]
                calls.append(Call(float(start) + float(took), name.decode(), parts, int(result)))
    return sorted(calls)


def _bytes(match: re.Match[bytes]) -> bytes:
    return bytes.fromhex(match[0].replace(b"\\x", b"").decode())


@dataclass
class _File:
    data: bytearray
    synced: bytes

    def after_cut(self, chance: Random) -> bytes:
        if self.data == self.synced:
            return self.synced
        beginning = self.data[: chance.randint(0, len(self.data))]
        return chance.choice((self.synced, beginning, self.data, bytes(len(self.data))))


@dataclass
class Disk:
    """What is under a folder ``root``, which is on disk as it is now."""

    root: Path
    files: list[_File] = field(default_factory=list)
    #: The files by their names, as programs see them and as they are on disk for sure.
    names: dict[str, int] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)
    #: By folders, changes of their names that need not be on disk: each some names with their files, or without.
    pending: dict[str, list[dict[str, int | None]]] = field(default_factory=dict)
    _offsets: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for path in sorted(self.root.rglob("*")):
            self.names[str(path)] = _FOLDER if path.is_dir() else self._new(path.read_bytes())
        self.kept = dict(self.names)

    def _new(self, data: bytes = b"") -> int:
        self.files.append(_File(bytearray(data), data))
        return len(self.files) - 1

    def concerns(self, call: Call) -> bool:
        """Whether a call changes anything here."""
        named = any(str(self.root).encode() in part for part in call.arguments)
        return call.result >= 0 and named and not (call.name == "openat" and b"O_CREAT" not in call.arguments[2])

    def apply(self, call: Call) -> None:
        """Do what a call did."""
        name, arguments = call.name, call.arguments
        if name in ("fsync", "fdatasync"):
            self._sync(_of_number(arguments[0]))
        elif name == "lseek":
            self._offsets[_of_number(arguments[0])] = call.result
        elif name == "write":
            path = _of_number(arguments[0])
            start = self._offsets.get(path, 0)
            self._write(path, start, _quoted(arguments[1])[: call.result])
            self._offsets[path] = start + call.result
        elif name == "pwrite64":
            self._write(_of_number(arguments[0]), int(arguments[3]), _quoted(arguments[1])[: call.result])
        elif name == "openat":
            self._open(_of_names(arguments)[0], arguments[2])
        elif name in ("rename", "renameat", "renameat2"):
            old, new = _of_names(arguments)
            self._change({new: self.names[old], old: None})
        elif name in ("link", "linkat"):
            old, new = _of_names(arguments)
            self._change({new: self.names[old]})
        elif name in ("unlink", "unlinkat", "rmdir"):
            self._change({_of_names(arguments)[0]: None})
        elif name in ("mkdir", "mkdirat"):
            self._change({_of_names(arguments)[0]: _FOLDER})
        else:
            raise AssertionError(f"what {name} does isn't known here")

    def _open(self, path: str, flags: bytes) -> None:
        if b"O_TMPFILE" in flags:
            return
        self._offsets[path] = 0
        if path not in self.names:
            self._change({path: self._new()})
        elif b"O_TRUNC" in flags:
            self.files[self.names[path]].data.clear()

    def _write(self, path: str, start: int, data: bytes) -> None:
        if path in self.names:
            content = self.files[self.names[path]].data
            content.extend(bytes(max(0, start - len(content))))
            content[start : start + len(data)] = data

    def _change(self, change: dict[str, int | None]) -> None:
        _merge(self.names, change)
        folder = str(Path(next(iter(change))).parent)
        assert {str(Path(path).parent) for path in change} == {folder}, "moved from folder to folder"
        self.pending.setdefault(folder, []).append(change)

    def _sync(self, path: str) -> None:
        if self.names.get(path, _FOLDER) == _FOLDER:
            for change in self.pending.pop(path, []):
                _merge(self.kept, change)
        else:
            file = self.files[self.names[path]]
            file.synced = bytes(file.data)

    def after_cut(self, chance: Random, place: Path) -> None:
        """Write what is on disk after a power cut, into a folder that isn't there yet."""
        names = dict(self.kept)
        for changes in self.pending.values():
            for change in changes[: chance.randint(0, len(changes))]:
                _merge(names, change)
        place.mkdir()
        contents = {number: self.files[number].after_cut(chance) for number in sorted({*names.values()} - {_FOLDER})}
        for path, number in sorted(names.items()):
            target = place / Path(path).relative_to(self.root)
            if target.parent.is_dir():  # what lies in a folder without a name is lost
                if number == _FOLDER:
                    target.mkdir()
                else:
                    target.write_bytes(contents[number])


def _merge(names: dict[str, int], change: dict[str, int | None]) -> None:
    for path, number in change.items():
        if number is None:
            names.pop(path, None)
        else:
            names[path] = number


def _of_number(argument: bytes) -> str:
    """The path of an open file, as strace has it after its number."""
    return argument.partition(b"<")[2].rpartition(b">")[0].decode()


def _quoted(argument: bytes) -> bytes:
    return argument.strip(b" ")[1:-1]


def _of_names(arguments: Sequence[bytes]) -> list[str]:
    """The paths that are named, each in the folder that is given before it, if one is."""

    def paths() -> Iterator[str]:
        folder = Path()
        for argument in arguments:
            if argument.startswith(b'"'):
                yield str(folder / _quoted(argument).decode())
            elif b"<" in argument:
                folder = Path(_of_number(argument))

    return list(paths())


def is_possible() -> bool:
    """Whether runs can be traced here."""
    try:
        return subprocess.run(["strace", "-f", "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False
