"""All that a report says of itself, together."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from searchkit.reports.furniture.finding import Furniture, furniture
from searchkit.reports.metadata.datelines import dateline_of
from searchkit.reports.metadata.dates import date_of
from searchkit.reports.metadata.found import Found
from searchkit.reports.metadata.kinds import kind_of
from searchkit.reports.metadata.periods import Period
from searchkit.reports.metadata.places import place_of
from searchkit.reports.metadata.provinces import Province
from searchkit.reports.metadata.signatures import author_of, publisher_of
from searchkit.reports.report import Report

Value = TypeVar("Value")


@dataclass(frozen=True)
class Facts:
    """What a report states, None for what it doesn't: nothing is guessed."""

    date: Found[Period] | None = None
    place: Found[Province] | None = None
    publisher: Found[str] | None = None
    author: Found[str] | None = None
    kind: Found[str] | None = None


def metadata_of(report: Report, page: Sequence[Furniture] | None = None) -> Facts:
    """What a report states, with the spans in its text or the properties (keys of its metadata) it was read from.

    ``page`` is the furniture of its text, if that is known; else it is looked for.

    >>> facts = metadata_of(Report("1", "Sáng 6/1/2023, Tỉnh ủy Bắc Giang họp.\\nTheo Báo Nam Định"))
    >>> str(facts.date.value), facts.place.value.name, facts.publisher.value, facts.author
    ('2023-01-06', 'Bắc Giang', 'Báo Nam Định', None)
    """
    text, places = _composed(report.text)
    if places:
        # Offsets of the text in NFC are others.
        page = None
    body = bisect_left(places, report.body) if places else report.body
    title = unicodedata.normalize("NFC", report.title)
    page = furniture(text, title, body) if page is None else page
    dateline = dateline_of(text)
    publisher = publisher_of(text, body, page, report.metadata)
    facts = Facts(
        date_of(text, title, body, page, report.metadata, dateline),
        place_of(text, title, body, publisher, dateline),
        publisher,
        author_of(text, page, report.metadata),
        kind_of(text, page, report.metadata),
    )
    if not places:
        return facts
    return Facts(
        _in_original(facts.date, places),
        _in_original(facts.place, places),
        _in_original(facts.publisher, places),
        _in_original(facts.author, places),
        _in_original(facts.kind, places),
    )


def _composed(text: str) -> tuple[str, list[int]]:
    """A text in NFC, and where each of its letters stands in the text itself; no places if they are the same."""
    if unicodedata.is_normalized("NFC", text):
        return text, []
    parts: list[str] = []
    places: list[int] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not unicodedata.combining(text[end]):
            part = unicodedata.normalize("NFC", text[start:end])
            parts.append(part)
            places.extend([start] * len(part))
            start = end
    return "".join(parts), [*places, len(text)]


def _in_original(found: Found[Value] | None, places: list[int]) -> Found[Value] | None:
    if found is None or found.property:
        return found
    return replace(found, start=places[found.start], end=places[found.end])
