"""``searchkit check``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
from click.exceptions import Exit

import searchkit
from searchkit import Problem
from searchkit.cli import output
from searchkit.cli.ending import ERROR
from searchkit.cli.options import counted, index_option
from searchkit.errors import IndexFormatError

_MOST_LINES = 50


@click.command("check", short_help="Check that the index is sound.")
@index_option
@click.option("--deep", is_flag=True, help="Look up the words of all reports, not just of some.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, with all problems.")
def command(index_path: Path, deep: bool, as_json: bool) -> None:
    """Check the index: that its files are what was written, that every passage stands in its report where it says, and
    that the words of reports are found. Exits with 0 if it is sound, with 2 if it is damaged, and says what to do.

    \b
    Example:
      searchkit check
      searchkit check --deep --json
    """
    try:
        problems, reports = _checked(index_path, deep)
    except IndexFormatError as error:
        if not as_json:
            raise
        problems, reports = (Problem(str(index_path), str(error)),), 0
    damages = sum(problem.is_damage for problem in problems)
    if as_json:
        found = [problem._asdict() for problem in problems]
        output.show(
            output.as_json({"path": str(index_path), "sound": not damages, "reports": reports, "problems": found})
        )
        raise Exit(ERROR if damages else 0)
    _tell(problems)
    if damages:
        raise IndexFormatError(
            f"The index in {index_path} is damaged ({counted(damages, 'problem')}). Index its reports anew with: "
            "searchkit index --rebuild PATH"
        )
    output.say(f"Checked {counted(reports, 'report')}: the index in {index_path} is sound.")


def _checked(index_path: Path, deep: bool) -> tuple[tuple[Problem, ...], int]:
    with searchkit.open(index_path) as index:
        reports = index.stats().reports
        with output.progress("Checking", reports) as step:
            return index.check(deep=deep, progress=step), reports


def _tell(problems: Sequence[Problem]) -> None:
    for place, reason, _ in problems[:_MOST_LINES]:
        output.say(f"{place} {reason}")
    if len(problems) > _MOST_LINES:
        output.say(f"… and {len(problems) - _MOST_LINES:,} more")
