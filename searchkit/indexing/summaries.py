"""What indexing came to. No more than names for figures: a search imports this room and must not wait for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from searchkit.reports.skipped import Skipped


class Summary(NamedTuple):
    """What adding reports came to: how many reports and passages went in, and what was passed over.

    ``formats`` and ``encodings`` say how many reports were read from files of which format, and converted from which
    encoding, the most frequent first; what was Unicode is in none of the encodings.
    """

    reports: int
    passages: int
    skipped: tuple[Skipped, ...]
    formats: Mapping[str, int]
    encodings: Mapping[str, int]


class SyncSummary(NamedTuple):
    """What keeping an index in step with files came to.

    Of files: ``new``, ``changed``, ``renamed`` (from, to) and ``removed`` are the names of those that were, or on a dry
    run would be, read or taken out; ``kept`` of those that are gone, or can't be reached, and were left in the index;
    ``unchanged`` is a number. ``failed`` counts files of which not all could be read, now or before, and places that
    can't be read at all; ``Index.problems`` has them. ``reports`` and ``passages`` went in, ``skipped`` was passed over
    just now, ``formats`` and ``encodings`` are as in ``Summary``, and ``commits`` is the number of transactions.
    """

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    unchanged: int = 0
    failed: int = 0
    reports: int = 0
    passages: int = 0
    skipped: tuple[Skipped, ...] = ()
    formats: Mapping[str, int] = {}
    encodings: Mapping[str, int] = {}
    commits: int = 0


class Progress(NamedTuple):
    """How far keeping in step has come: ``done`` of ``total`` bytes of the files to be read, the ``reports`` read so
    far, and how many of them are ``committed``: those are found by searches, and never read again."""

    done: int
    total: int
    reports: int
    committed: int
