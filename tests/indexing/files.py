"""Files for tests: written as old as files mostly are, so that their times can be relied on."""

from __future__ import annotations

import os
import time
from itertools import count
from pathlib import Path

_AN_HOUR = 3600
_times = count()


def put(file: Path, content: str | bytes) -> Path:
    """Write a file; each at a time of its own, an hour ago."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    touch(file)
    return file


def touch(file: Path) -> None:
    """Give a file another time."""
    moment = time.time() - _AN_HOUR + next(_times) / 1000
    os.utime(file, (moment, moment))
