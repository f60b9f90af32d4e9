"""What a function gives for one argument, handed from the thread that brings it to the one that reads it."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from contextlib import suppress
from queue import Empty, Queue
from typing import Generic, TypeVar

R = TypeVar("R")


class Task(Iterator[R], Generic[R]):
    """The items for an argument, as they are read; ``close`` it when no more are wanted.

    Reading raises what the function raised, LostError when its process was lost over it, ProcessError when no process
    could be started.
    """

    def __init__(self, argument: object) -> None:
        self.argument = argument
        self.is_closed = False
        self._handed: Queue[list[bytes] | Exception | None] = Queue(2)  # one piece and the end
        self._items: Iterator[bytes] = iter(())

    def __next__(self) -> R:
        while not self.is_closed:
            for item in self._items:
                made: R = pickle.loads(item)
                return made
            handed = self._handed.get()
            if isinstance(handed, list):
                self._items = iter(handed)
            else:
                self.is_closed = True
                if handed:
                    raise handed
        raise StopIteration

    def hand(self, items: list[bytes] | Exception | None) -> None:
        """Hand over some items, pickled, an error in their place, or None for the end. Waits where ``is_full``."""
        self._handed.put(items)

    @property
    def is_full(self) -> bool:
        """Whether ``hand`` would wait for what was handed over before to be read."""
        return self._handed.full()

    def close(self) -> None:
        """Want no more of it; whoever waits to hand something over does so in vain, and sees that it is closed."""
        self.is_closed = True
        with suppress(Empty):
            while True:
                self._handed.get_nowait()
