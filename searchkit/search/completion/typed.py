"""What is being typed: whole words, and one that has begun."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from searchkit.analysis.accents import Agreement, agreement, fold, has_marks
from searchkit.analysis.syllables import keys, nfc, scan
from searchkit.query.tree import Word

# So many whole words say what may follow.
_MOST_BEFORE = 3


class Typed(NamedTuple):
    """What is being typed: ``head`` as it stands, then the whole words ``before``, then the ``begun`` one, if any."""

    head: str
    before: tuple[Word, ...]
    begun: Word | None

    @property
    def letters(self) -> str:
        """The letters of the begun word, without accents."""
        return fold(self.begun.exact) if self.begun else ""

    @property
    def words(self) -> tuple[Word, ...]:
        """All of them."""
        return self.before if self.begun is None else (*self.before, self.begun)

    @property
    def is_marked(self) -> bool:
        """Whether any of it has accents, which what continues it must have too."""
        return any(has_marks(word.exact) for word in self.words)

    def agrees(self, place: int, exact: str) -> bool:
        """Whether a word may be meant by the one typed at a place, or by none there."""
        if place < len(self.before):
            return agreement(self.before[place].exact, exact) is not Agreement.OTHER
        if place > len(self.before) or self.begun is None:
            return True
        return _begins(self.begun.exact, exact[: len(self.begun.exact)])


# The same forms are looked at with every key that is hit.
@lru_cache(maxsize=1 << 14)
def _begins(typed: str, beginning: str) -> bool:
    """Whether the beginning of a word has the letters that were typed, and no other accents."""
    return fold(beginning) == fold(typed) and agreement(typed, beginning) is not Agreement.OTHER


def typed_of(prefix: str) -> Typed | None:
    """What is being typed; None where there is no word in it. A word has begun where nothing stands behind it."""
    # Half a surrogate pair is no letter.
    text = nfc(prefix.encode(errors="replace").decode())
    tokens = [token for token in scan(text) if keys(token.surface)]
    if not tokens:
        return None
    words: list[Word] = []
    has_begun = tokens[-1].end == len(text)
    start = len(text)
    for token in reversed(tokens):
        found = [Word(key.exact, key.folded) for key in keys(token.surface) if not key.alternate]
        if words and len(found) + len(words) > _MOST_BEFORE + has_begun:
            break
        words = found + words
        start = token.start
    begun = words.pop() if has_begun else None
    return Typed(text[:start], tuple(words), begun)
