"""Splitting text with a regular expression, several times as fast: by looking up what stands between spaces."""

from __future__ import annotations

import re
from itertools import chain

# The table starts afresh beyond this, so that memory stays bounded whatever the corpus.
_MOST = 300_000


class Chunks(dict[str, list[str]]):
    """The tokens of every chunk of text between white space that was met so far.

    A running text has few different chunks. The expression must not match across white space.
    """

    def __init__(self, token: re.Pattern[str]) -> None:
        self._find = token.findall

    def __missing__(self, chunk: str) -> list[str]:
        tokens = self[chunk] = self._find(chunk)
        return tokens

    def split(self, text: str) -> list[str]:
        """The tokens of a text in order: what the expression's ``findall`` gives."""
        if len(self) > _MOST:
            self.clear()
        return list(chain.from_iterable(map(self.__getitem__, text.split())))
