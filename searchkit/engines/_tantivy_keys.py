"""Keys as tantivy's dictionary can hold them: it leaves longer ones out without a word."""

from __future__ import annotations

from searchkit.schema import LONGEST_KEY

# A code point takes four bytes at most: what has fewer of them needs no closer look.
_SURELY_FITS = LONGEST_KEY // 4


def fitting(key: str) -> str:
    """A key, or its digest where it is too long: the same in the index and in a query.

    >>> fitting("dang"), len(fitting("a" * 70_000))
    ('dang', 64)
    """
    if len(key) <= _SURELY_FITS or len(encoded := key.encode()) <= LONGEST_KEY:
        return key
    # Hardly any key is so long, and no search waits for this import.
    from hashlib import blake2b

    return blake2b(encoded, digest_size=32).hexdigest()


def all_fitting(keys: str) -> str:
    """The same for space-joined keys."""
    if len(keys) <= _SURELY_FITS:
        return keys
    return " ".join(map(fitting, keys.split(" ")))
