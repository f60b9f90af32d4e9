"""How much a file may cost before it is passed over."""

from __future__ import annotations

from dataclasses import dataclass

_MB = 1 << 20


@dataclass(frozen=True)
class Limits:
    """What reading one file may take; a file that wants more is skipped and named, the others are read.

    ``size``: bytes of a file that must be read whole (all but JSON Lines). ``expanded``: bytes that what is packed in a
    file may grow to, all its parts together; ``expansion``: how many times larger than it was packed a part of more
    than a megabyte may be. ``parts``: files in an archive, attachments of a mail. ``nesting``: archives and mails
    within one another. ``pages``: of a PDF. ``seconds`` and ``memory`` (bytes): of the process that reads a file of a
    format which can be hostile.
    """

    size: int = 512 * _MB
    expanded: int = 512 * _MB
    expansion: int = 200
    parts: int = 10_000
    nesting: int = 4
    pages: int = 10_000
    seconds: float = 60
    memory: int = 2048 * _MB
