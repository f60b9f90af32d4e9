"""Compounds (từ ghép): which syllables of a text belong to one word.

The answers are those of ``pyvi.ViTokenizer.tokenize``, string for string, at some twenty times the speed. Its
model is a conditional random field with two labels, B_W (a word begins here) and I_W (the word goes on). What
depends on one token alone is worked out once per distinct token; the rest is arithmetic on arrays of tokens.
"""

from __future__ import annotations

import functools
import string
import sys
import threading
from collections.abc import Sequence
from operator import add
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchkit.analysis._pyvi_model import WordModel, load
from searchkit.analysis._pyvi_tokens import composed, tokens_of


def tokenize(text: str) -> str:
    """The text with "_" inside its words and " " between them, as pyvi.ViTokenizer.tokenize writes it.

    >>> tokenize("Nghị quyết Đại hội đại biểu toàn quốc")
    'Nghị_quyết Đại_hội đại_biểu toàn_quốc'
    """
    decoder = _decoder()
    vocabulary = decoder.vocabulary()
    numbers = vocabulary.tokens_of(composed(text))
    if len(numbers) == len((_BORDER, _BORDER)):
        return text
    written = 2 * numbers + decoder.joined(vocabulary, numbers)
    return "".join(map(vocabulary.written.__getitem__, written[1:-1].tolist()))[1:]


def vocabulary() -> Vocabulary:
    """A new, empty vocabulary, for a caller who numbers tokens himself; see ``joined``."""
    return _decoder().new_vocabulary()


def unpacked(numbers: bytes) -> NDArray[np.intp]:
    """Numbers that a vocabulary gave for tokens, as it packs them, one after the other."""
    return np.frombuffer(numbers, np.intp)


def joined(
    vocabulary: Vocabulary, numbers: NDArray[np.intp], starts: Sequence[int] | NDArray[np.integer]
) -> NDArray[np.bool_]:
    """For each token, whether it belongs to the same word as the token before it in its text.

    ``numbers`` are those that the vocabulary gives the tokens of many texts in one row, in NFC: syllables, numbers,
    single punctuation marks. ``starts`` says at which token each text begins: ascending, the first is 0, equal ones
    are empty texts.

    >>> known = vocabulary()
    >>> numbers = unpacked(b"".join(known[token] for token in ("Đại", "hội", "Đảng", "hội", "nghị")))
    >>> joined(known, numbers, [0, 3]).tolist()
    [False, True, False, False, True]
    """
    begins = np.asarray(starts, np.intp)
    if len(numbers) and (not len(begins) or begins[0] != 0):
        raise ValueError("The first text must start at token 0.")
    is_token = np.ones(len(numbers) + len(begins) + 1, np.bool_)
    is_token[begins + np.arange(len(begins))] = False
    is_token[-1] = False
    bordered = np.full(len(is_token), _BORDER, np.intp)
    bordered[is_token] = numbers
    return _decoder().joined(vocabulary, bordered)[is_token]


# The number of the border that stands before the first and after the last token of every text.
_BORDER = 0
_PACKED_BORDER = np.intp(_BORDER).tobytes()
#: Bytes of a packed number.
PACKED = len(_PACKED_BORDER)
# A score that no sum of weights comes near (the greatest weights are about 10).
_CERTAIN = 1e9

# What a token forbids, as bits: to be joined to anything; to be joined to a token that lacks the second bit.
_NEVER, _CAPITALISED = 1, 2

# A vocabulary starts afresh when it holds so many characters, entries being counted with an overhead: some
# 400,000 entries or 100 MB.
_FULL = 30_000_000
_ENTRY = 64
# Longer stretches without a space (addresses, base64) hardly ever come again.
_LONG = 64


class Vocabulary(dict[str, bytes]):
    """Numbers for tokens, from 1; what the decoder wants to know of a token stands in arrays indexed by its number.

    Numbers are handed out packed, as the bytes of an intp: joining bytes is the fastest way from look-ups to
    an array. Looking up a new token numbers it. Threads may share a vocabulary: a number is published when
    its rows are complete, and arrays are replaced when they are full, never resized.
    """

    def __init__(self, model: WordModel, border_scores: tuple[float, float, float]) -> None:
        super().__init__()
        self._forms = model.form_numbers()
        # By the bits isupper, istitle, isdigit; the bias, which every token has, is added here as well.
        bits = np.arange(8)[:, None] >> np.arange(3) & 1
        self._case_scores = (bits @ model.case_scores.T + [model.bias.item(), 0.0, 0.0]).tolist()
        self._form_scores = model.form_scores.tolist()
        self._lock = threading.Lock()
        self._chunks = _Chunks(self)
        self.size = 0
        self.written = ["", ""]  # at twice the number " token", after it "_token"
        self.scores = np.zeros((4096, 3))  # as the token itself, as the one before, as the one after
        self.forms = np.zeros(4096, np.intp)
        self.bans = np.zeros(4096, np.uint8)
        self.scores[_BORDER] = border_scores
        self.bans[_BORDER] = _NEVER

    @property
    def is_full(self) -> bool:
        """Whether it is time to go on with a new one."""
        return self.size > _FULL

    def tokens_of(self, text: str) -> NDArray[np.intp]:
        """The numbers of the tokens of a text in NFC, between two borders.

        No token crosses a space, so that each distinct stretch between spaces is cut only once. The newline
        is the one space that is also a token.
        """
        cut = self._chunks.__getitem__
        lines = [b"".join(map(cut, line.split())) for line in text.split("\n")]
        return unpacked(self["\n"].join(lines).join((_PACKED_BORDER, _PACKED_BORDER)))

    def __missing__(self, token: str) -> bytes:
        with self._lock:
            if token in self:
                return self[token]
            number = len(self.written) // 2
            if number == len(self.forms):
                self.scores, self.forms = _doubled(self.scores), _doubled(self.forms)
                self.bans = _doubled(self.bans)
            lower = token.lower()
            # CRFsuite reads an attribute up to the first NUL.
            known = self._forms.get(lower.partition("\0")[0], 0)
            case = token.isupper() | token.istitle() << 1 | token.isdigit() << 2
            self.scores[number] = tuple(map(add, self._form_scores[known], self._case_scores[case]))
            self.forms[number] = self._forms.get(lower, 0)
            self.bans[number] = _bans(token)
            self.written += (f" {token}", f"_{token}")
            self.size += len(token) + _ENTRY
            packed = self[token] = number.to_bytes(PACKED, sys.byteorder)
            return packed


class _Chunks(dict[str, bytes]):
    """The packed numbers of the tokens in a stretch of text without spaces."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._vocabulary = vocabulary

    def __missing__(self, chunk: str) -> bytes:
        tokens = [chunk] if chunk.isalpha() else tokens_of(chunk)
        numbers = b"".join(map(self._vocabulary.__getitem__, tokens))
        if len(chunk) <= _LONG:
            self[chunk] = numbers
            self._vocabulary.size += len(chunk) + _ENTRY
        return numbers


def _bans(token: str) -> int:
    """The rules that ViTokenizer.tokenize lays over the labels.

    Its ``token in string.punctuation`` finds single marks and also runs like "<=>" that stand in that string.
    """
    never = token in string.punctuation or token[0].isdigit()
    return _NEVER * never | _CAPITALISED * token[:1].istitle()


def _doubled(array: NDArray[Any]) -> NDArray[Any]:
    """A copy of an array with as many rows of zeros after it."""
    return np.concatenate([array, np.zeros_like(array)])


class _Decoder:
    """Finds the best labels for tokens (Viterbi's algorithm) and applies pyvi's rules to them.

    With two labels the algorithm's state is one number, the lead of B_W over I_W. What a token passes on to
    the next one lies within a narrow band whatever its own lead is. So most labels are certain before the
    recursion starts, and it runs over the few unsure ones only, in plain Python.
    """

    def __init__(self, model: WordModel) -> None:
        self._model = model
        (begin_begin, begin_inside), (inside_begin, inside_inside) = model.transitions.tolist()
        self._transitions = (begin_begin, begin_inside, inside_begin, inside_inside)
        # What a token passes on if it certainly begins a word, or certainly doesn't.
        self._after = (begin_begin - begin_inside, inside_begin - inside_inside)
        # The least lead at which a token begins a word, if the next one does, and if it doesn't.
        self._needed = (inside_begin - begin_begin, inside_inside - begin_inside)
        self._vocabulary = self.new_vocabulary()

    def vocabulary(self) -> Vocabulary:
        """The vocabulary to use for one call; a caller who holds an older one can go on with it."""
        if self._vocabulary.is_full:
            self._vocabulary = self.new_vocabulary()
        return self._vocabulary

    def new_vocabulary(self) -> Vocabulary:
        # A border certainly "begins a word". What that passes on to a first token is taken back here, and the
        # lead that a last token needs is made 0: with borders the edges of a text are like any other place.
        return Vocabulary(self._model, (_CERTAIN, -self._after[0], self._needed[0]))

    def joined(self, vocabulary: Vocabulary, numbers: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Whether each token is joined to the one before; borders stand at both ends and between texts."""
        inside = self._labels(self._leads(vocabulary, numbers))
        bans = vocabulary.bans[numbers]
        here, before = bans[1:], bans[:-1]
        forbidden = ((here | before) & _NEVER) | (here & ~before & _CAPITALISED)
        inside[1:] &= forbidden == 0
        return inside

    def _leads(self, vocabulary: Vocabulary, numbers: NDArray[np.intp]) -> NDArray[np.float64]:
        """How far B_W leads at each token, by all features but the label of the token before."""
        model = self._model
        pair_second, pair_first, triple_third, triple_first = model.gram_scores.tolist()
        scores = vocabulary.scores.take(numbers, axis=0)
        leads = scores[:, 0].copy()
        leads[1:] += scores[:-1, 1]
        leads[:-1] += scores[1:, 2]

        forms = vocabulary.forms[numbers]
        pairs = model.pair_offsets[forms[:-1]] + forms[1:]
        pairs *= model.pair_owners[pairs] == forms[:-1]
        is_word = model.pair_is_word[pairs]
        leads[1:] += pair_second * is_word
        leads[:-1] += pair_first * is_word

        places = model.triple_offsets[pairs[:-1]] + forms[2:]
        firsts = np.flatnonzero(model.triple_owners[places] == pairs[:-1])
        leads[firsts + 2] += triple_third
        leads[firsts] += triple_first
        return np.asarray(leads)

    def _labels(self, leads: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Whether each token has the label I_W."""
        begins = leads >= max(self._needed) - min(self._after)
        inside: NDArray[np.bool_] = leads < min(self._needed) - max(self._after)
        unsure = np.flatnonzero(begins == inside)
        places = unsure.tolist()
        totals = self._totals(places, leads[unsure].tolist(), inside[unsure - 1].tolist())
        for place, total in zip(reversed(places), reversed(totals), strict=True):
            inside[place] = total < self._needed[int(inside[place + 1])]
        return inside

    def _totals(self, places: list[int], leads: list[float], after_inside: list[bool]) -> list[float]:
        """The leads at the open places with what the token before passes on, be it certain or open itself."""
        begin_begin, begin_inside, inside_begin, inside_inside = self._transitions
        totals: list[float] = []
        last, total = -1, 0.0
        for place, lead, before in zip(places, leads, after_inside, strict=True):
            if place == last + 1:
                lead += max(total + begin_begin, inside_begin) - max(total + begin_inside, inside_inside)
            else:
                lead += self._after[before]
            totals.append(lead)
            last, total = place, lead
        return totals


@functools.cache
def _decoder() -> _Decoder:
    """The decoder of this process, made on first use."""
    return _Decoder(load())
