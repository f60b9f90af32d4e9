"""Hits as they are printed, for people and for programs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from searchkit import Fact, Hit
from searchkit.cli import output

# What of a report's facts stands in the line of a hit, and the most letters of each.
_TOLD, _MOST_LETTERS = ("date", "place", "source"), 40

_WHITE = re.compile(r"\s")


def as_object(hit: Hit, *, group: bool = False, explain: bool = False) -> dict[str, Any]:
    """A hit for JSON, in a ``group`` with how many others its report has, with the explanation if wanted."""
    report, passage = hit.report, hit.passage
    return {
        "rank": hit.rank,
        "tier": hit.tier,
        "score": round(hit.score, 4),
        "report": {**report.metadata, "id": report.id, "title": report.title, "path": report.path}
        | {"format": report.format, "encoding": report.encoding, "facts": _facts(report.facts)},
        "passage": {"id": passage.id, "start": passage.start, "end": passage.end, "text": passage.text},
        "highlights": [{"start": start, "end": end} for start, end in hit.spans],
        "copies": [copy.passage.id for copy in hit.copies],
        **({"more": hit.more} if group else {}),
        **({"explain": _explained(hit)} if explain else {}),
    }


def _explained(hit: Hit) -> dict[str, Any]:
    from searchkit.cli import explained

    return explained.as_object(hit.explain())


def _facts(facts: Mapping[str, Fact]) -> dict[str, Any]:
    """What a report says of itself, each with its place in the text or the property it was read from."""
    return {
        name: {"value": value, "property": said} if said else {"value": value, "start": start, "end": end}
        for name, (value, start, end, said) in facts.items()
    }


def as_text(hit: Hit, in_color: bool, *, group: bool = False, explain: bool = False) -> str:
    """A hit for a person, on lines of their own."""
    title = _on_one_line(hit.report.title) or hit.report.id
    title_spans = hit.title_spans if hit.report.title else ()
    lines = [
        f"{hit.rank:>3}  {output.painted(title, title_spans, in_color=in_color, style=output.TITLE)}",
        f"     {output.painted(_source(hit, group), in_color=in_color, style=output.FAINT)}",
        f"     {_snippet(hit, in_color)}",
    ]
    if explain:
        from searchkit.cli import explained

        lines += [f"     {line}" for line in explained.as_lines(hit.explain(), in_color)]
    return "\n".join(lines)


def _source(hit: Hit, group: bool) -> str:
    number = hit.passage.id.rpartition("#")[2]
    parts = [hit.report.id, f"passage {int(number) + 1}"]
    parts += (_short(hit.report.facts[name].value) for name in _TOLD if name in hit.report.facts)
    if group and hit.more:
        parts.append(f"{hit.more} more in this report")
    if hit.copies:
        parts.append(f"{len(hit.copies)} {'copy' if len(hit.copies) == 1 else 'copies'}")
    return " · ".join(parts)


def _snippet(hit: Hit, in_color: bool) -> str:
    snippet = hit.snippet()
    text = output.painted(_on_one_line(snippet.text), snippet.spans, in_color=in_color)
    text = " ".join(text.split())
    return f"{'… ' if snippet.cut_before else ''}{text}{' …' if snippet.cut_after else ''}"


def _short(text: str) -> str:
    return text if len(text) <= _MOST_LETTERS else f"{text[: _MOST_LETTERS - 1]}…"


def _on_one_line(text: str) -> str:
    """A text with a plain space for each white one: offsets hold."""
    return _WHITE.sub(" ", text)
