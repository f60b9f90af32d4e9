"""Runs of text in fonts from before Unicode, as word processors and PDF hold them, to Unicode.

The name of the font decides, unless the text of the run is Unicode already. Text in other fonts is converted line by
line, where the runs around it, or all such lines together, leave no doubt.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from searchkit.reports.encodings.characters import as_read_by_1258, has_unicode_letters, to_bytes, windows_to_bytes
from searchkit.reports.encodings.decoded import Decoded
from searchkit.reports.encodings.detection import AS_IS, ENCODINGS, Encoding, best_of, vietnamese
from searchkit.reports.encodings.evidence import for_decoding, words_of
from searchkit.reports.encodings.families import family_of
from searchkit.reports.encodings.names import OLD, known

# A text that is valid Unicode as it stands is taken to be something else at odds of ten thousand to one only.
_CERTAIN = math.log(10_000)
# More than one well-formed word is worth.
_BY_CHANCE = 3.0

_SPACES = re.compile(r"(\s+)")
_OF_FONTS = {one.name: one for one in reversed(ENCODINGS)}


class Run(NamedTuple):
    """A stretch of a document's text in one font, "" where none is known."""

    text: str
    font: str = ""


@dataclass(frozen=True)
class _Piece:
    """A stretch of text to be converted: by no encoding if it is Unicode; not ``settled`` while that isn't known."""

    text: str
    encoding: Encoding | None = None
    capitals: bool = False
    settled: bool = True


def converted(runs: Iterable[Run], encoding: str = "") -> Decoded:
    """The text of some runs joined, those in old fonts converted to Unicode NFC, the others as they are.

    ``encoding`` is what a person says that the runs are in, "" to find out for each. Raises EncodingError for an
    unknown name.
    """
    name = known(encoding) if encoding else ""
    texts = [run for run in runs if run.text]
    if name and name not in OLD:
        return Decoded("".join(run.text for run in texts), "")
    pieces = list(_settled([_piece(run, name) for run in texts], name))
    _join_ascii(pieces)
    return _joined(pieces)


def _piece(run: Run, name: str) -> _Piece:
    """A run settled by its font, or not settled."""
    family = family_of(run.font)
    if family.signs:
        return _Piece(run.text)
    if not family.encoding:
        return _Piece(run.text, settled=False)
    encoding = _OF_FONTS[name or family.encoding]
    text = _in_bytes(run.text, encoding)
    return _Piece(run.text) if text is None else _Piece(text, encoding, family.capitals)


def _in_bytes(text: str, encoding: Encoding) -> str | None:
    """The text of a run in an old font as byte characters, None if it is Unicode already.

    Words with letters that no byte stands for stay as they are, beside others that are converted.
    """
    characters = to_bytes(text)
    if characters.isascii():
        return text
    marked = words_of(characters).marked
    as_old, as_is = for_decoding(marked, encoding.to_unicode), for_decoding(marked, AS_IS.to_unicode)
    if not has_unicode_letters(text):
        # A run can be a part of a word, which is a syllable by chance: "oá" within "Khoái", in VNI Khối.
        return None if as_is - as_old >= _BY_CHANCE else characters
    by_1258 = as_read_by_1258(text)
    if by_1258 and for_decoding(words_of(by_1258).marked, encoding.to_unicode) > max(0, as_is, as_old):
        return by_1258
    return None if as_is >= as_old else characters


def _settled(pieces: Sequence[_Piece], name: str) -> Iterator[_Piece]:
    """All pieces settled, those that weren't line by line."""
    texts = ["".join(piece.text for piece in group) for is_open, group in groupby(pieces, _is_open) if is_open]
    lines = [line for text in texts for line in text.splitlines() if not line.isascii()]
    suspects = [line for line in map(windows_to_bytes, lines) if not has_unicode_letters(line)]
    seen = {piece.encoding: None for piece in pieces if piece.encoding}
    all_alike = len(suspects) == len(lines)
    encoding = _encoding_of_lines(suspects, all_alike, name, list(seen)) if suspects else None
    undecided = bool(name) or (all_alike and not seen)
    for is_open, group in groupby(pieces, _is_open):
        if is_open and encoding:
            for line in "".join(piece.text for piece in group).splitlines(keepends=True):
                yield _line(line, encoding, undecided)
        else:
            yield from group


def _is_open(piece: _Piece) -> bool:
    return not piece.settled


def _encoding_of_lines(lines: Sequence[str], all_alike: bool, name: str, seen: Sequence[Encoding]) -> Encoding | None:
    """The old encoding that lines in byte characters are in, None if they are Unicode.

    It is the one that a person names, one that the lines alone leave no doubt of, or that of the fonts of other runs.
    """
    if name:
        return best_of(name, "\n".join(lines))
    if not all_alike:
        # Beside lines that are Unicode for certain, those that are good as they stand are Unicode too.
        lines = [line for line in lines if for_decoding(words_of(line).marked, AS_IS.to_unicode) <= 0]
    words = words_of("\n".join(lines))
    found = vietnamese(words, AS_IS, least=_CERTAIN)
    if found and found.encoding != AS_IS:
        return found.encoding
    return max(seen, key=lambda one: for_decoding(words.marked, one.to_unicode), default=None)


def _line(line: str, encoding: Encoding, undecided: bool) -> _Piece:
    """A line settled by which reading gives the better Vietnamese; if both are alike it is old where ``undecided``."""
    characters = windows_to_bytes(line)
    if line.isascii() or has_unicode_letters(characters):
        return _Piece(line)
    marked = words_of(characters).marked
    as_old, as_is = for_decoding(marked, encoding.to_unicode), for_decoding(marked, AS_IS.to_unicode)
    if as_old > as_is or (as_old == as_is and undecided):
        return _Piece(characters, encoding)
    return _Piece(line)


def _join_ascii(pieces: list[_Piece]) -> None:
    """Let ASCII take the encoding of its neighbour: in VNI a base letter may be in another font than its mark."""
    for order in (range(1, len(pieces)), range(len(pieces) - 2, -1, -1)):
        step = -1 if order.step > 0 else 1
        for at in order:
            neighbour = pieces[at + step]
            if pieces[at].encoding is None and pieces[at].text.isascii() and not neighbour.capitals:
                pieces[at] = replace(pieces[at], encoding=neighbour.encoding)


def _joined(pieces: Iterable[_Piece]) -> Decoded:
    """The text of settled pieces, neighbours in one encoding converted together."""
    texts: list[str] = []
    names: dict[str, None] = {}
    for (encoding, capitals), group in groupby(pieces, lambda piece: (piece.encoding, piece.capitals)):
        text = "".join(piece.text for piece in group)
        if encoding:
            as_is, text = AS_IS.to_unicode(text), _to_unicode(text, encoding)
            if text != as_is:
                names[encoding.name] = None
        texts.append(text.upper() if capitals else text)
    return Decoded("".join(texts), ", ".join(names))


def _to_unicode(text: str, encoding: Encoding) -> str:
    if not has_unicode_letters(text):
        return encoding.to_unicode(text)
    words = _SPACES.split(text)
    return "".join(word if has_unicode_letters(word) else encoding.to_unicode(word) for word in words)
