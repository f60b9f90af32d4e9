"""How many passages and reports match, as it is printed, for people and for programs."""

from __future__ import annotations

from typing import Any

from searchkit import Totals
from searchkit.cli import output
from searchkit.cli.options import counted

# Of so many passages the reports are counted in no time that anybody would notice.
_SOON_COUNTED = 20_000


def as_object(totals: Totals) -> dict[str, Any]:
    """The totals for JSON, told from a hit by its one key."""
    counts = {"all_words": totals.all_words, "any_word": totals.any_word, "reports": totals.reports}
    return {"totals": counts}


def tell(totals: Totals, *, with_any: bool, in_color: bool) -> None:
    """Say them below the hits, quietly."""
    output.show("\n" + output.painted(as_text(totals, with_any=with_any), in_color=in_color, style=output.FAINT))


def as_text(totals: Totals, *, with_any: bool) -> str:
    """The totals in a sentence: how many passages hold all words, and of how many reports; how many hold some where
    none holds all. ``with_any``: these too, and the reports of however many passages."""
    passages = counted(totals.passages, "passage")
    if with_any or totals.passages <= _SOON_COUNTED:
        passages = f"{passages} in {counted(totals.reports, 'report')}"
    is_one = totals.passages == 1
    if totals.is_all:
        return f"{passages} {'matches' if is_one else 'match'}."
    hold = "holds" if is_one else "hold"
    if not totals.all_words:
        return f"No passage holds all words; {passages} {hold} some."
    some = f"; {totals.any_word:,} hold some" if with_any and totals.any_word != totals.all_words else ""
    return f"{passages} {hold} all words{some}."
