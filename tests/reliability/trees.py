"""Folders of everything that a file system can hold: links in circles and out of them, pipes, devices, sockets."""

from __future__ import annotations

import os
import socket
import stat
import tempfile
from contextlib import suppress
from pathlib import Path
from random import Random

import searchkit
from searchkit import Report

_SECRET = "Không được đọc"
_NAMES = ("a.txt", "b.txt", "c.jsonl", "d", "e", "f.exe", ".g.txt", "h.md")


def check(chance: Random) -> None:
    """What lies in a folder is read or skipped, soon; nothing outside of it is."""
    with tempfile.TemporaryDirectory() as name:
        outside, inside = Path(name, "outside"), Path(name, "inside")
        for folder in (outside, inside):
            folder.mkdir()
        (outside / "a.txt").write_text(_SECRET, encoding="utf-8")
        folders = [inside]
        for _ in range(chance.randint(1, 12)):
            place = chance.choice(folders) / chance.choice(_NAMES)
            if not os.path.lexists(place):
                _make(place, chance, folders, outside)
        found = list(searchkit.read(inside, base=inside, jobs=1))
        texts = [one.text for one in found if isinstance(one, Report)]
        assert all(_SECRET not in text for text in texts)
        plain = [one for one in inside.rglob("*") if one.suffix == ".txt" and stat.S_ISREG(one.lstat().st_mode)]
        shown = [one for one in plain if not any(part.startswith(".") for part in one.relative_to(inside).parts)]
        assert {one.path for one in found} >= {one.relative_to(inside).as_posix() for one in shown}


def _make(place: Path, chance: Random, folders: list[Path], outside: Path) -> None:
    kind = chance.randrange(8)
    if kind <= 1:
        place.write_text("đảng ủy", encoding="utf-8")
    elif kind == 2:
        place.mkdir()
        folders.append(place)
    elif kind == 3:
        os.mkfifo(place)
    elif kind == 4:
        with suppress(PermissionError):  # only root makes devices
            os.mknod(place, stat.S_IFCHR | 0o666, os.makedev(1, 5))  # /dev/zero, which never ends
    elif kind == 5:
        with socket.socket(socket.AF_UNIX) as listener, suppress(OSError):
            listener.bind(str(place))
    else:
        targets = [
            *folders,
            outside,
            outside / "a.txt",
            place,
            Path("/dev/zero"),
            folders[0] / "a.txt",
            Path("/proc/self"),
        ]
        place.symlink_to(chance.choice(targets))
