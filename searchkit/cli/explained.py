"""Why a hit came up, as it is printed, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from unicodedata import normalize

from searchkit import Explanation, Part
from searchkit.cli import output

# So many writings of a part are shown.
_MOST_FOUND = 3


def as_object(explanation: Explanation) -> dict[str, Any]:
    """An explanation for JSON; more digits than the score of a hit has, so that the parts add up to it."""
    return {"tier": explanation.tier, "parts": [_as_part(part) for part in explanation.parts]}


def _as_part(part: Part) -> dict[str, Any]:
    rounded = {name: round(value, 6) for name, value in (("passage", part.passage), ("report", part.report))}
    return part._asdict() | rounded | {"score": round(part.score, 6)}


def as_lines(explanation: Explanation, in_color: bool) -> Iterator[str]:
    """An explanation as a table: of each part its form, where it was found and as what, and its score, which is that in
    the passage and that in the report as a whole."""
    yield output.painted(f"Why: {explanation.tier}.", in_color=in_color, style=output.TITLE)
    rows: list[tuple[str, ...]] = [("", "", "", "", "score", "passage", "report")]
    rows += [(*_told(part), *map(_number, (part.score, part.passage, part.report))) for part in explanation.parts]
    passage, report = (sum(getattr(part, name) for part in explanation.parts) for name in ("passage", "report"))
    rows.append(("all", "", "", "", *map(_number, (passage + report, passage, report))))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [f"{cell:<{width}}" for cell, width in zip(row[:4], widths, strict=False)]
        cells += [f"{cell:>{width}}" for cell, width in zip(row[4:], widths[4:], strict=True)]
        yield output.painted("  ".join(cells), in_color=in_color, style=output.FAINT)


def _told(part: Part) -> tuple[str, ...]:
    found = part.found[:_MOST_FOUND]
    more = ", …" if len(part.found) > _MOST_FOUND else ""
    # A letter of decomposed text is several code points and one column.
    return tuple(normalize("NFC", cell) for cell in (part.text, part.form, part.where, ", ".join(found) + more))


def _number(value: float) -> str:
    return f"{value:.4f}" if value else "–"
