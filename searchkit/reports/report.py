"""A report, and the passages it is cut into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from searchkit.reports.stamps import Stamp


@dataclass(frozen=True)
class Report:
    """A source document.

    ``text`` is what was read, unchanged; every offset points into it. ``body`` is the offset at which the text below
    the title begins, 0 where the title isn't part of the text. ``path`` is the file it came from, "" if none.
    ``format`` is the form of that file ("Word"), ``encoding`` what its text was converted from where that wasn't
    UTF-8 in the first place ("TCVN3"; "" else). ``metadata`` holds whatever else is known of it, by name.
    ``recurring`` are lines of its page, as ``furniture.finding.likeness`` makes them, that recur in the reports it came
    with; None where nobody has looked yet: indexing does. ``stamp`` is the state of the file that it was read from,
    where an index keeps in step with that.

    >>> Report(id="1", text="Đảng bộ tỉnh họp.").title
    ''
    """

    id: str
    text: str
    title: str = ""
    path: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
    body: int = 0
    format: str = ""
    encoding: str = ""
    recurring: frozenset[str] | None = None
    stamp: Stamp | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Passage:
    """The ranked unit: ``text`` is ``report.text[start:end]``, ``ordinal`` its number in the report, from 0."""

    ordinal: int
    start: int
    end: int
    text: str
