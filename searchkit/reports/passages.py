"""Cutting a report into passages: paragraphs, long ones split at sentence ends, short ones joined."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator

from searchkit.reports.report import Passage, Report

#: Passages have some LEAST to MOST syllables: short enough to read at a glance, long enough to rank by.
LEAST, MOST = 60, 160
#: No passage is longer than so many code points, whatever its text. Of running text it is five times the longest.
LONGEST = 8000
# Paragraphs are compared with those that stand in about so many code points: in nearly every report with all.
_COMPARED = 1_000_000

_PARAGRAPH = re.compile(r"\S(?:[^\r\n]*\S)?")
_NOT_LETTERS = re.compile(r"[\W_]+")
_HAS_SYLLABLE = re.compile(r"[^\W_]")
# A sentence ends at . ! ? … and what closes it, before a space; not after a single capital ("T. Ư", "Nguyễn V. A").
_SENTENCE = re.compile(r"([.!?…]++)[\"”’')\]]*+")
_AFTER_A_CAPITAL = re.compile(r"(?<=\b[^\W\d_a-z])")
_CLAUSE = re.compile(r"[;:,](?=\s)")
_SPACE = re.compile(r"(?=\s)")
_NOT_SPACE = re.compile(r"\S")

Span = tuple[int, int]


def passages(report: Report, furniture: Iterable[Span] = ()) -> list[Passage]:
    """The passages of a report in order, none reaching into its title; a report of a title alone is one passage.

    No passage holds any of the lines that are ``furniture`` of its page, unless the report has nothing else. A
    paragraph that the report prints more than once (the caption of a picture) stays by itself each time, so that the
    copies can be told from each other.
    """
    return list(cut(report, furniture))


def cut(report: Report, furniture: Iterable[Span] = ()) -> Iterator[Passage]:
    """The same one by one: of a long report only what is being read is held."""
    text = report.text
    start = report.body if _HAS_SYLLABLE.search(text, report.body) else 0
    aside = {span for span in furniture if _HAS_SYLLABLE.search(text, *span)}
    if aside and all(paragraph in aside for paragraph in _paragraphs(text, start)):
        aside = set()
    spans = _spans(text, start, aside)
    return (Passage(number, start, end, text[start:end]) for number, (start, end) in enumerate(spans))


def _spans(text: str, start: int, aside: set[Span]) -> Iterator[Span]:
    empty = True
    for span in _joined(text, _paragraphs(text, start), aside):
        empty = False
        yield span
    if empty:
        yield from _pieces(text, (0, len(text)))


def _paragraphs(text: str, start: int) -> Iterator[Span]:
    spans = (match.span() for match in _PARAGRAPH.finditer(text, start))
    return (span for span in spans if _HAS_SYLLABLE.search(text, *span))


def _joined(text: str, paragraphs: Iterable[Span], aside: set[Span]) -> Iterator[Span]:
    current: Span | None = None
    syllables = 0
    breaks = sorted(start for start, _ in aside)
    for paragraph, alone in _compared(text, (paragraph for paragraph in paragraphs if paragraph not in aside)):
        for piece in _pieces(text, paragraph):
            more = _syllables(text, piece)
            if current:
                together = syllables + _between(text, current[1], piece[0]) + more - 1
                if (
                    alone
                    or together > MOST
                    or (syllables >= LEAST and more >= LEAST)
                    or piece[1] - current[0] > LONGEST
                    or (breaks and bisect(breaks, current[1]) < bisect(breaks, piece[0]))
                ):
                    yield current
                    current = None
            current, syllables = ((current[0], piece[1]), together) if current else (piece, more)
        if alone and current:
            yield current
            current = None
    if current:
        yield current


def _compared(text: str, paragraphs: Iterable[Span]) -> Iterator[tuple[Span, bool]]:
    """Each paragraph, and whether it is printed more than once."""
    near: list[Span] = []
    for paragraph in paragraphs:
        if near and paragraph[1] - near[0][0] > _COMPARED:
            repeated = _repeated(text, near)
            yield from ((span, span in repeated) for span in near)
            near = []
        near.append(paragraph)
    repeated = _repeated(text, near)
    yield from ((span, span in repeated) for span in near)


def _repeated(text: str, paragraphs: list[Span]) -> set[Span]:
    """The paragraphs that are printed more than once, white space, punctuation and case aside."""
    # Most lengths occur once, and what differs much in length is no copy: few paragraphs need a closer look.
    lengths = Counter((end - start) // 4 for start, end in paragraphs)
    suspects = [span for span in paragraphs if sum(lengths[(span[1] - span[0]) // 4 + near] for near in (-1, 0, 1)) > 1]
    printed = {span: _NOT_LETTERS.sub("", text[slice(*span)]).casefold() for span in suspects}
    times = Counter(printed.values())
    return {span for span, likeness in printed.items() if times[likeness] > 1}


def _syllables(text: str, span: Span) -> int:
    # Spaces between words: near enough for cutting, and twenty times as fast as scanning.
    return text.count(" ", *span) + 1


def _between(text: str, start: int, end: int) -> int:
    """The spaces and line ends between two pieces."""
    return text.count(" ", start, end) + (text.count("\n", start, end) or text.count("\r", start, end))


def _pieces(text: str, paragraph: Span) -> Iterator[Span]:
    """A paragraph, or pieces of about equal length when it is too long, cut at the best place near each."""
    start, end = paragraph
    length = _syllables(text, paragraph)
    while (share := max(-(-length // MOST), -(-(end - start) // LONGEST))) > 1:
        cut = _cut(text, start, end, share)
        yield start, cut
        word = _NOT_SPACE.search(text, cut, end)
        begins = word.start() if word else end
        # Counted once: what is left of a long paragraph is as long.
        length -= text.count(" ", start, begins)
        start = begins
    yield start, end


def _cut(text: str, start: int, end: int, share: int) -> int:
    """Where to end the first of ``share`` pieces: at the sentence end nearest to its share, else a clause's end."""
    target = start + (end - start) // share
    earliest = (start + target) // 2
    latest = min(end - 1, start + LONGEST, target + (target - start) // 2)
    for ends in (_sentence_ends, _clause_ends, _word_ends):
        cuts = _short_enough(text, start, ends(text, earliest, latest))
        if cuts:
            return min(cuts, key=lambda cut: abs(cut - target))
    while target > earliest and unicodedata.combining(text[target]):
        target -= 1
    return target


def _short_enough(text: str, start: int, ends: Iterator[int]) -> list[int]:
    """Those of some ends, in order, that leave a piece no more than the most syllables."""
    cuts: list[int] = []
    counted, reached = 1, start
    for end in ends:
        counted += text.count(" ", reached, end)
        reached = end
        if counted > MOST:
            break
        cuts.append(end)
    return cuts


def _sentence_ends(text: str, start: int, end: int) -> Iterator[int]:
    for match in _SENTENCE.finditer(text, start, end):
        at = match.end()
        if at < end and text[at].isspace() and (len(match[1]) > 1 or not _AFTER_A_CAPITAL.match(text, match.start())):
            yield at


def _clause_ends(text: str, start: int, end: int) -> Iterator[int]:
    return (match.end() for match in _CLAUSE.finditer(text, start, end))


def _word_ends(text: str, start: int, end: int) -> Iterator[int]:
    return (match.end() for match in _SPACE.finditer(text, start, end))
