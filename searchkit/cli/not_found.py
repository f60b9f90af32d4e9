"""An id that is in no index, told with the one that was likely meant."""

from __future__ import annotations

import searchkit


def not_found(index: searchkit.Index, identity: str) -> str:
    """What to say of an id that isn't in an index."""
    from difflib import get_close_matches

    close = get_close_matches(identity, index.ids(), n=1)
    hint = f" Did you mean {close[0]!r}?" if close else ""
    return f"No report {identity!r} is in the index.{hint}"
