"""Several processes that run one function side by side, each kept by a thread."""

from __future__ import annotations

import os
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from threading import Condition, Thread
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from searchkit.processes.task import Task
from searchkit.processes.worker import LostError, Worker

A = TypeVar("A")
R = TypeVar("R")


def default_jobs() -> int:
    """As many processes as this one may use cores."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


class Pool(Generic[A, R]):
    """Processes that run a function of a module, which gives items for an argument; all of these must be picklable.

    At most ``jobs`` are at work at a time; they are started when there is work for them. What costs a process more than
    ``seconds`` or ``memory`` (bytes), or kills it, is tried ``attempts`` times in all. To be closed, as by a ``with``
    block, by the thread that reads from it.
    """

    def __init__(
        self,
        function: Callable[[A], Iterable[R]],
        jobs: int,
        *,
        seconds: float | None = None,
        memory: int | None = None,
        attempts: int = 1,
    ) -> None:
        self.jobs = max(1, jobs)
        self.seconds, self.attempts = seconds, attempts
        self.is_closed = False
        self._function, self._memory = function, memory
        self._changed = Condition()
        self._tasks: deque[Task[R]] = deque()
        self._keepers: list[_Keeper[R]] = []
        self._at_work = self._held_up = 0

    def submit(self, argument: A) -> Task[R]:
        """Begin with an argument as soon as a process is free: tasks are begun in the order of their submission.

        Of what isn't read yet no more than three pieces of about a megabyte, or single items, are kept.
        """
        task: Task[R] = Task(argument)
        with self._changed:
            self._tasks.append(task)
            self._fill()
        return task

    def map(self, arguments: Iterable[A]) -> Iterator[R]:
        """The items for all arguments, in order, at most ``2 × jobs + 1`` arguments begun."""
        under_way: deque[Task[R]] = deque()
        try:
            for argument in arguments:
                under_way.append(self.submit(argument))
                if len(under_way) > 2 * self.jobs:
                    yield from under_way.popleft()
            while under_way:
                yield from under_way.popleft()
        finally:
            for task in under_way:
                task.close()

    def close(self) -> None:
        """End all processes at once, whatever they are doing."""
        with self._changed:
            self.is_closed = True
            self._tasks.clear()
            self._changed.notify_all()
        for keeper in self._keepers:
            keeper.stop()
        for keeper in self._keepers:
            keeper.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def started(self) -> Worker:
        """For a keeper: a new process. Raises ProcessError."""
        return Worker(self._function, self._memory)

    def next_task(self, keeper_was_at_work: bool) -> Task[R] | None:
        """For a keeper: what to do next, once there is something; None when the pool is closed."""
        with self._changed:
            self._at_work -= keeper_was_at_work
            self._fill()
            while not self.is_closed and not (self._tasks and self._at_work < self.jobs):
                self._changed.wait()
            if self.is_closed:
                return None
            self._at_work += 1
            return self._tasks.popleft()

    def hand(self, task: Task[R], items: list[bytes] | Exception | None) -> None:
        """For a keeper: hand something over. One that has to wait makes room for another: otherwise all might wait for
        results to be read by someone who waits for the result of a task that none of them is free to begin."""
        if not task.is_full:
            task.hand(items)
            return
        with self._changed:
            self._at_work -= 1
            self._held_up += 1
            self._fill()
        task.hand(items)
        with self._changed:
            self._at_work += 1
            self._held_up -= 1

    def _fill(self) -> None:
        """Wake or hire keepers for the tasks that wait, as far as so many may be at work."""
        free = len(self._keepers) - self._at_work - self._held_up
        while len(self._tasks) > free and self._at_work + free < self.jobs and not self.is_closed:
            keeper = _Keeper(self)
            self._keepers.append(keeper)
            keeper.start()
            free += 1
        self._changed.notify(len(self._tasks))


class _Keeper(Thread, Generic[R]):
    """A thread that keeps a process: gives it tasks, starts another when it is lost, and ends it."""

    def __init__(self, pool: Pool[Any, R]) -> None:
        super().__init__(name="searchkit-process", daemon=True)
        self._pool = pool
        self._worker: Worker | None = None
        self._task: Task[R] | None = None

    def run(self) -> None:
        while (task := self._pool.next_task(self._task is not None)) is not None:
            self._task = task
            end = self._done(task)
            if not task.is_closed:
                self._pool.hand(task, end)
        self._let_go()

    def stop(self) -> None:
        """For the pool, once it is closed: have it end now."""
        if task := self._task:
            task.close()
        if worker := self._worker:
            worker.kill()

    def _done(self, task: Task[R]) -> Exception | None:
        """Run a task; the error that ended it, None if there was none."""
        try:
            argument, task.argument = pickle.dumps(task.argument, pickle.HIGHEST_PROTOCOL), None
            return self._tried(task, argument)
        except Exception as error:  # the function's own, among others
            return error

    def _tried(self, task: Task[R], argument: bytes) -> LostError | None:
        handed, lost = 0, None
        for _ in range(self._pool.attempts):
            if (worker := self._worker_for(task)) is None:
                return None
            try:
                made = 0
                for items in worker.run(argument, self._pool.seconds):
                    if not self._is_wanted(task):
                        return None
                    new = items[max(0, handed - made) :]  # a second attempt makes what the first has made
                    made += len(items)
                    if new:
                        self._pool.hand(task, new)
                        handed += len(new)
                return None
            except LostError as error:
                lost = error
                self._let_go()
        return lost

    def _worker_for(self, task: Task[R]) -> Worker | None:
        if self._worker and not self._worker.is_alive:
            self._let_go()  # killed by others, while it was idle
        if self._worker is None and self._is_wanted(task):
            self._worker = self._pool.started()
        # Only now: what closes the pool meanwhile may not have seen a process that was being started.
        return self._worker if self._is_wanted(task) else None

    def _is_wanted(self, task: Task[R]) -> bool:
        return not (task.is_closed or self._pool.is_closed)

    def _let_go(self) -> None:
        if self._worker:
            self._worker.close()
            self._worker = None
