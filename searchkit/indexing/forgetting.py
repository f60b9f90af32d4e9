"""Paths that an index is to keep in step with no more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from searchkit import schema
from searchkit.indexing.planning import ledger_in
from searchkit.indexing.roots import Place
from searchkit.indexing.summaries import SyncSummary
from searchkit.indexing.writing import Target


def forget(target: Target, paths: Iterable[str | Path], *, keep_missing: bool, wait: float) -> SyncSummary:
    """Forget some of the roots of an index, in one transaction; see ``Index.forget``."""
    place = Place(target.folder)
    with target.transaction(wait=wait) as writer:
        roots = target.roots
        forgotten = place.forgotten(roots, map(place.name_of, paths))
        left = tuple(root for root in roots if root not in forgotten)

        def is_forgotten(name: str) -> bool:
            return any(place.covers(root.name, name) for root in forgotten) and not any(
                place.covers(root.name, name) for root in left
            )

        files = {name: filed for name, filed in ledger_in(target.view()).files.items() if is_forgotten(name)}
        for filed in () if keep_missing else files.values():
            for identity in filed.ids:
                writer.delete(schema.REPORT, identity)
        target.commit(writer, left)
        hints = target.hints
        target.remember(
            replace(
                hints,
                touched={name: stamp for name, stamp in hints.touched.items() if not is_forgotten(name)},
                problems={name: problem for name, problem in hints.problems.items() if not is_forgotten(name)},
                places={name: reason for name, reason in hints.places.items() if not is_forgotten(name)},
            )
        )
    names = tuple(files)
    return SyncSummary(kept=names, commits=1) if keep_missing else SyncSummary(removed=names, commits=1)
