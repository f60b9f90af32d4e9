"""What an index remembers for the next run beside its reports: its roots, and the files that couldn't be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from searchkit.indexing.changes import Found
from searchkit.indexing.outcomes import Outcome
from searchkit.indexing.planning import Plan
from searchkit.indexing.roots import Place
from searchkit.indexing.writing import Target
from searchkit.reports.files import has_no_format
from searchkit.storage import hints
from searchkit.storage.manifest import Root


class Memory:
    """The roots and hints of an index, brought up to date as files are read."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self.place = Place(target.folder)
        self.roots = target.roots
        self._stored = target.hints
        self.hints = replace(self._stored)

    @property
    def failed(self) -> int:
        """How many files can't be read, or not all of them, and how many places."""
        return len(self.hints.problems) + len(self.hints.places)

    def look_at(self, plan: Plan) -> None:
        """Forget what the files that are there say otherwise."""
        covers, found, files = self.place.covers, plan.found, plan.ledger.files
        kept = set(plan.kept)

        def is_elsewhere(name: str) -> bool:
            return name in kept or not any(covers(root, name) for root in plan.names)

        before = self.hints
        self.hints = hints.Hints(
            {name: stamp for name, stamp in before.touched.items() if is_elsewhere(name)} | plan.changes.touched,
            {
                name: problem
                for name, problem in before.problems.items()
                if (name in found or is_elsewhere(name))
                and (name not in files or not problem.reports or problem.stamp.digest == files[name].stamp.digest)
            },
            {name: reason for name, reason in before.places.items() if is_elsewhere(name)}
            | {one.path: one.reason for one in plan.skipped if not has_no_format(one)},
        )

    def note(self, outcomes: Iterable[Outcome], reading: str) -> None:
        """Remember what files came to."""
        for outcome in outcomes:
            for name in (outcome.name, outcome.work.before):
                self.hints.problems.pop(name, None)
                self.hints.touched.pop(name, None)
            if problem := outcome.problem(reading):
                self.hints.problems[outcome.name] = hints.shortened(problem)

    def waiting(self, found: Mapping[str, Found], is_taken: Callable[[str], bool]) -> set[str]:
        """The files of which reports couldn't go in for their ids, and now may."""
        return {
            name
            for name, problem in self.hints.problems.items()
            if name in found and not all(map(is_taken, problem.wanted))
        }

    def roots_with(self, plan: Plan, encoding: str | None) -> tuple[Root, ...]:
        """The roots of the index with those that a plan goes over."""
        return self.place.remembered(self._target.roots, plan.names, encoding)

    def knows(self, plan: Plan) -> bool:
        """Whether all that a plan goes over is remembered already."""
        return all(any(self.place.covers(root.name, name) for root in self.roots) for name in plan.names)

    def save(self) -> None:
        """Write the hints, if there are others than before."""
        if self.hints != self._stored:
            self._target.remember(self.hints)
            self._stored = replace(
                self.hints,
                touched=dict(self.hints.touched),
                problems=dict(self.hints.problems),
                places=dict(self.hints.places),
            )
