"""Watching files and folders for changes, with the library watchfiles, which takes what the system tells of.

Whatever the change, the index is brought in step with all that is watched: events of folders name no files, and systems
lose events where there are many.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from searchkit.errors import MissingExtraError

# Milliseconds: a burst of changes ends with a pause of so long, but lasts no longer than the other.
_PAUSE, _LONGEST_BURST = 500, 5_000
# How often to look for what nobody tells of: a root that comes or goes, a file that is a root.
_LOOK = 1_000


def check() -> None:
    """Raise MissingExtraError unless watching is possible."""
    try:
        import watchfiles  # noqa: F401
    except ImportError:
        raise MissingExtraError("Watching files needs more: pip install 'searchkit[watch]'") from None


def bursts(roots: Sequence[Path], index: Path, poll: bool = False) -> Iterator[None]:
    """Yield when watching has begun, and after each burst of changes below some paths but in the folder of the index.

    What changes between two of them is not lost. ``poll``: look for changes where the system tells of none.
    """
    while True:
        try:
            yield from _until_a_root_comes_or_goes(roots, index, poll)
        except FileNotFoundError:  # a root that went just when watching was to begin
            time.sleep(_LOOK / 1000)


def _until_a_root_comes_or_goes(roots: Sequence[Path], index: Path, poll: bool) -> Iterator[None]:
    import watchfiles

    def matters(_: watchfiles.Change, path: str) -> bool:
        return not Path(path).is_relative_to(index)

    before = {root: _state(root) for root in roots}
    begun = False
    for changes in watchfiles.watch(
        *(root for root in roots if root.is_dir()),
        watch_filter=matters,
        debounce=_LONGEST_BURST,
        step=_PAUSE,
        rust_timeout=_LOOK,
        yield_on_timeout=True,
        force_polling=poll or None,
    ):
        now = {root: _state(root) for root in roots}
        if changes or now != before or not begun:
            begun = True
            yield
        if any((now[root] is None) != (before[root] is None) for root in roots):
            return
        before = now


def _state(root: Path) -> tuple[int, int, int] | None:
    """What changes with a root: a file's size and time, a folder's being there."""
    try:
        status = root.stat()
    except OSError:
        return None
    return (0, 0, status.st_ino) if root.is_dir() else (status.st_size, status.st_mtime_ns, status.st_ino)
