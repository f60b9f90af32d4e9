"""The part of a passage that is worth showing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from searchkit.search.highlighting import Span

#: A snippet has about this many code points.
SNIPPET_LENGTH = 280
# A text without a space for so long is cut anywhere.
_LONGEST_WORD = 64


class Snippet(NamedTuple):
    """A part of a passage: ``text``, the spans to mark in it, where it begins in the passage, and what was cut."""

    text: str
    spans: tuple[Span, ...]
    start: int
    cut_before: bool
    cut_after: bool


def snippet(text: str, marked: Sequence[Span], length: int = SNIPPET_LENGTH) -> Snippet:
    """The part of a text, about ``length`` code points, that holds the most of what is marked, different words first.

    It begins and ends between words. A text that isn't much longer is given whole.
    """
    if len(text) <= length * 1.2:
        return Snippet(text, tuple(marked), 0, False, False)
    start = _densest(text, marked, length)
    start = _word_start(text, start)
    end = _word_end(text, min(len(text), start + length))
    inside = tuple(Span(a - start, b - start) for a, b in marked if a >= start and b <= end)
    return Snippet(text[start:end], inside, start, start > 0, end < len(text))


def _densest(text: str, marked: Sequence[Span], length: int) -> int:
    """Where to begin so that the window holds the most; a little text is left before the first mark."""
    if not marked:
        return 0
    words = [text[start:end].casefold() for start, end in marked]
    ends = [end for _, end in marked]
    first, worth, after = 0, -1, 0  # a mark too long for any window is better than none
    # The words that the window holds, how often each: those of the marks from `number` to before `within`.
    inside: Counter[str] = Counter()
    within = 0
    for number, (start, _) in enumerate(marked):
        while within < len(ends) and ends[within] <= start + length:
            inside[words[within]] += 1
            within += 1
        # Different words count for more than any number of times the same one.
        here = len(inside) * 1000 + within - number
        if here > worth:
            first, worth, after = start, here, ends[max(within, number + 1) - 1]
        if within > number:
            inside[words[number]] -= 1
            if not inside[words[number]]:
                del inside[words[number]]
        else:
            # A mark longer than the window.
            within = number + 1
    return max(0, min(first - max(0, length - (after - first)) // 3, len(text) - length))


def _word_start(text: str, position: int) -> int:
    if position == 0:
        return 0
    for start in range(position, min(position + _LONGEST_WORD, len(text) + 1)):
        if text[start - 1].isspace():
            return start
    return position


def _word_end(text: str, position: int) -> int:
    if position == len(text):
        return position
    for end in range(position, max(position - _LONGEST_WORD, 0), -1):
        if text[end].isspace():
            return end
    return position
