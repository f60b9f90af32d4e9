"""Cutting a report into passages: paragraphs, long ones split at sentence ends, short ones joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator

from searchkit.reports.report import Passage, Report

#: Passages have some LEAST to MOST syllables: short enough to read at a glance, long enough to rank by.
LEAST, MOST = 60, 160

_PARAGRAPH = re.compile(r"\S(?:[^\r\n]*\S)?")
_NOT_LETTERS = re.compile(r"[\W_]+")
_HAS_SYLLABLE = re.compile(r"[^\W_]")
# A sentence ends at . ! ? … and what closes it, before a space; not after a single capital ("T. Ư", "Nguyễn V. A").
_SENTENCE = re.compile(r"(?<!\b[^\W\d_a-z])[.!?…]+[\"”’')\]]*(?=\s)")
_CLAUSE = re.compile(r"[;:,](?=\s)")
_SPACE = re.compile(r"(?=\s)")

Span = tuple[int, int]


def passages(report: Report, furniture: Collection[Span] = ()) -> list[Passage]:
    """The passages of a report in order, none reaching into its title; a report of a title alone is one passage.

    No passage holds any of the lines that are ``furniture`` of its page, unless the report has nothing else. A
    paragraph that the report prints more than once (the caption of a picture) stays by itself each time, so that the
    copies can be told from each other.
    """
    text = report.text
    paragraphs = _paragraphs(text, report.body) or _paragraphs(text, 0)
    if furniture and all(paragraph in furniture for paragraph in paragraphs):
        furniture = ()
    spans = list(_joined(text, paragraphs, furniture)) or [(0, len(text))]
    return [Passage(number, start, end, text[start:end]) for number, (start, end) in enumerate(spans)]


def _paragraphs(text: str, start: int) -> list[Span]:
    spans = (match.span() for match in _PARAGRAPH.finditer(text, start))
    return [span for span in spans if _HAS_SYLLABLE.search(text, *span)]


def _joined(text: str, paragraphs: list[Span], furniture: Collection[Span]) -> Iterator[Span]:
    repeated = _repeated(text, [paragraph for paragraph in paragraphs if paragraph not in furniture])
    current: Span | None = None
    for paragraph in paragraphs:
        if paragraph in furniture:
            if current:
                yield current
                current = None
            continue
        alone = paragraph in repeated
        for piece in _pieces(text, paragraph):
            if current and (alone or not _belong_together(text, current, piece)):
                yield current
                current = None
            current = (current[0], piece[1]) if current else piece
        if alone and current:
            yield current
            current = None
    if current:
        yield current


def _repeated(text: str, paragraphs: list[Span]) -> set[Span]:
    """The paragraphs that are printed more than once, white space, punctuation and case aside."""
    # Most lengths occur once, and what differs much in length is no copy: few paragraphs need a closer look.
    lengths = Counter((end - start) // 4 for start, end in paragraphs)
    suspects = [span for span in paragraphs if sum(lengths[(span[1] - span[0]) // 4 + near] for near in (-1, 0, 1)) > 1]
    printed = {span: _NOT_LETTERS.sub("", text[slice(*span)]).casefold() for span in suspects}
    times = Counter(printed.values())
    return {span for span, likeness in printed.items() if times[likeness] > 1}


def _belong_together(text: str, current: Span, piece: Span) -> bool:
    if _syllables(text, (current[0], piece[1])) > MOST:
        return False
    return _syllables(text, current) < LEAST or _syllables(text, piece) < LEAST


def _syllables(text: str, span: Span) -> int:
    # Spaces and line ends between words: near enough for cutting, and twenty times as fast as scanning.
    return text.count(" ", *span) + text.count("\n", *span) + 1


def _pieces(text: str, paragraph: Span) -> Iterator[Span]:
    """A paragraph, or pieces of about equal length when it is too long, cut at the best place near each."""
    start, end = paragraph
    while (length := _syllables(text, (start, end))) > MOST:
        share = -(-length // MOST)
        cut = _cut(text, start, end, share)
        yield start, cut
        start = _next_word(text, cut, end)
    yield start, end


def _cut(text: str, start: int, end: int, share: int) -> int:
    """Where to end the first of ``share`` pieces: at the sentence end nearest to its share, else a clause's end."""
    target = start + (end - start) // share
    earliest, latest = (start + target) // 2, min(end - 1, target + (target - start) // 2)
    for ending in (_SENTENCE, _CLAUSE, _SPACE):
        ends = (match.end() for match in ending.finditer(text, earliest, latest))
        cuts = [end for end in ends if _syllables(text, (start, end)) <= MOST]
        if cuts:
            return min(cuts, key=lambda cut: abs(cut - target))
    return target


def _next_word(text: str, position: int, end: int) -> int:
    while position < end and text[position].isspace():
        position += 1
    return position
