"""Words a letter away from a word."""

from __future__ import annotations

import string
from collections.abc import Iterator


def edited(word: str) -> Iterator[str]:
    """Every word a letter away, as Damerau counts: one left out, put in, taken for another, or two exchanged."""
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        if len(word) > 1 and after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in string.ascii_lowercase:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]
