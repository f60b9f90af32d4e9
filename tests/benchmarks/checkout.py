"""The commit that is measured. What no commit says can't be archived, for nobody could measure it again."""

from __future__ import annotations

import subprocess
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
#: Results themselves may lie there before they are committed: a run of several sections is one archive.
ARCHIVES = REPOSITORY / "docs" / "benchmarks"
_DIGITS = 7


def commit(repository: Path = REPOSITORY) -> str:
    """The first seven digits of the commit that is checked out.

    Raises SystemExit where files differ from it, new ones too, except under docs/benchmarks, and where git can't tell.
    """
    head = _git(repository, "rev-parse", "HEAD")
    archives = ARCHIVES.relative_to(REPOSITORY).as_posix()
    changed = _git(repository, "status", "--porcelain", "--", ":/", f":(exclude,top){archives}").splitlines()
    if changed:
        first = changed[0][3:]
        raise SystemExit(
            f"Nothing is archived from a changed tree ({len(changed)} changed, first {first}); "
            "commit first, or run without --archive."
        )
    return head[:_DIGITS]


def _git(repository: Path, *arguments: str) -> str:
    command = ["git", "-C", str(repository), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    except (OSError, subprocess.CalledProcessError):
        raise SystemExit(f"git doesn't tell the commit of {repository}; archive from a clone, with git.") from None
    return done.stdout.rstrip()
