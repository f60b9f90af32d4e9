"""How many passages and reports match, as it is printed, for people and for programs."""

from __future__ import annotations

from typing import Any

from searchkit import Totals
from searchkit.cli import output
from searchkit.cli.options import counted


def as_object(totals: Totals) -> dict[str, Any]:
    """The totals for JSON, told from a hit by its one key."""
    counts = {"all_words": totals.all_words, "any_word": totals.any_word, "reports": totals.reports}
    return {"totals": counts}


def tell(totals: Totals, *, with_any: bool, in_color: bool) -> None:
    """Say them below the hits, quietly."""
    output.show("\n" + output.painted(as_text(totals, with_any=with_any), in_color=in_color, style=output.FAINT))


def as_text(totals: Totals, *, with_any: bool) -> str:
    """The totals in a sentence: how many passages hold all words, and of how many reports; how many hold some where
    that is wanted or none holds all."""
    if totals.is_all:
        return f"{_of_reports(totals)} {'matches' if totals.passages == 1 else 'match'}."
    if not totals.all_words:
        return f"No passage holds all words; {_of_reports(totals)} {'holds' if totals.passages == 1 else 'hold'} some."
    some = ""
    if with_any and totals.any_word != totals.all_words:
        some = f"; {totals.any_word:,} hold some"
    return f"{_of_reports(totals)} {'holds' if totals.passages == 1 else 'hold'} all words{some}."


def _of_reports(totals: Totals) -> str:
    return f"{counted(totals.passages, 'passage')} in {counted(totals.reports, 'report')}"
