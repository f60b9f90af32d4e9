"""Texts with their spans marked, for terminals and for HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from searchkit.search.highlighting import Span


def marked(text: str, spans: Iterable[Span], before: str, after: str) -> str:
    """A text with marks put around its spans."""
    return _rendered(text, spans, before, after, str)


def to_html(text: str, spans: Iterable[Span]) -> str:
    """A text as HTML, its spans in ``<mark>``, everything else escaped."""
    from html import escape  # loads a table of entities, which a search in the terminal needn't wait for

    return _rendered(text, spans, "<mark>", "</mark>", escape)


def _rendered(text: str, spans: Iterable[Span], before: str, after: str, escape: Callable[[str], str]) -> str:
    pieces: list[str] = []
    reached = 0
    for start, end in spans:
        pieces += [escape(text[reached:start]), before, escape(text[start:end]), after]
        reached = end
    pieces.append(escape(text[reached:]))
    return "".join(pieces)
