"""Files within files, read depth first in their order, as far as the outermost may hold so many and so much."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from typing import Protocol, TypeVar

from searchkit.processes.worker import LostError
from searchkit.reports.report import Report
from searchkit.reports.skipped import Skipped
from searchkit.reports.source import Source

#: What a source holds: reports, what can't be read of it, and files that are to be read on their own.
Item = Report | Skipped | Source

T = TypeVar("T")


class Items(Protocol):
    """What a source holds, as it is read; to be closed when no more is wanted."""

    def __iter__(self) -> Iterator[Item]: ...
    def __next__(self) -> Item: ...
    def close(self) -> None: ...


def reports_in(
    source: Source, items: Items, opened: Callable[[Source], Items], ahead: int = 0
) -> Iterator[Report | Skipped]:
    """The reports among what a source holds, and in the files within it, however deep.

    ``opened`` begins with a file within it, up to ``ahead`` of them before their turn. A file whose reader is lost is
    skipped. When there is more than ``limits.parts`` or ``limits.expanded`` allow, the rest is skipped.
    """
    return _reports(source, items, opened, _Allowance(source), ahead)


def ahead_of(items: Iterable[T], begun: Callable[[T], Items], ahead: int) -> Iterator[tuple[T, Items]]:
    """Each item with what was begun for it, up to ``ahead`` items before their turn."""
    waiting: deque[tuple[T, Items]] = deque()
    try:
        for item in items:
            waiting.append((item, begun(item)))
            if len(waiting) > ahead:
                yield waiting.popleft()
        while waiting:
            yield waiting.popleft()
    finally:
        for _, rest in waiting:
            rest.close()


def just(item: Item) -> Generator[Item, None, None]:
    """One item, as all there is."""
    yield item


class _Allowance:
    """What a file may still hold, counted over all the files within it."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._parts, self._bytes = source.limits.parts, source.limits.expanded
        self._used_up = ""

    def allowed(self, holder: Source, items: Items) -> Iterator[Item]:
        """The items as long as they are allowed, then a word about the rest."""
        with closing(items):
            try:
                for item in items:
                    if self._used_up:
                        return
                    self._count(holder, item)
                    if self._used_up:
                        yield Skipped(self._source.name, f"{self._used_up}; the rest of it was not read")
                        return
                    yield item
            except LostError as error:
                yield Skipped(holder.name, str(error))

    def _count(self, holder: Source, item: Item) -> None:
        limits = self._source.limits
        if isinstance(item, Source):
            self._bytes -= len(item.data)
            self._parts -= 1
        elif isinstance(item, Skipped) and item.path.startswith(f"{holder.name}/"):
            self._parts -= 1
        if self._bytes < 0:
            self._used_up = f"holds more than {limits.expanded >> 20:,} MB when unpacked"
        elif self._parts < 0:
            self._used_up = f"holds more than {limits.parts:,} files"


def _reports(
    source: Source, items: Items, opened: Callable[[Source], Items], allowance: _Allowance, ahead: int
) -> Iterator[Report | Skipped]:
    def begun(item: Item) -> Items:
        return opened(item) if isinstance(item, Source) else just(item)

    for item, inner in ahead_of(allowance.allowed(source, items), begun, ahead):
        if isinstance(item, Source):
            yield from _reports(item, inner, opened, allowance, ahead)
        else:
            yield item
