"""What ``searchkit search`` says of what was likely meant."""

from __future__ import annotations

from searchkit import Correction, Results
from searchkit.cli import output
from searchkit.cli.options import counted


def tell_fixed(fixed: Correction, typed: str) -> None:
    """Say, to a person and before the results, that what was likely meant was searched for."""
    output.say(f"Searched for: {fixed.text} (typed: {typed})", err=True)


def tell(fixed: Correction | None, results: Results, as_json: bool) -> None:
    """Say, behind the results, what was likely meant, if that would find much more; to a program also that it was
    searched for."""
    suggestion = fixed or results.suggestion
    if suggestion is None:
        return
    if as_json:
        output.show(output.as_json({"suggestion": suggestion._asdict() | ({"applied": True} if fixed else {})}))
    elif not fixed:
        passages = counted(suggestion.matches, "passage")
        output.say(f"Did you mean: {suggestion.text} ({passages})?", err=True)
