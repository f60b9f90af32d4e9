"""Fingerprints by which near-duplicate passages find each other: banded MinHash over runs of syllables.

Broder, "On the resemblance and containment of documents" (1997); the bands after Leskovec, Rajaraman and Ullman,
"Mining of Massive Datasets", section 3.4. Two passages whose runs overlap by a Jaccard similarity of s share at least
one of the BANDS with probability 1 - (1 - s^ROWS)^BANDS: 0.98 at 0.9, 0.88 at 0.8, 0.33 at 0.5, 0.08 at 0.3. Whoever
finds two passages by a shared band compares them before calling them copies.
"""

from __future__ import annotations

import string
from binascii import b2a_base64
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

from searchkit.schema import IDENTICAL

if TYPE_CHECKING:
    from numpy.typing import NDArray

RUN = 4  #: syllables in a run
BANDS, ROWS = 3, 3

# Odd multipliers of the 64-bit hashes: one for each place in a run, and one permutation for each minimum.
_MULTIPLIERS = np.random.default_rng(20261122).integers(1, 2**63, size=RUN + BANDS * ROWS, dtype=np.uint64) * 2 + 1
_PLACES, _PERMUTATIONS = _MULTIPLIERS[:RUN], _MULTIPLIERS[RUN:]
_MIX = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)
# Six bits a digit, the highest bits first.
_DIGITS = np.frombuffer((string.digits + string.ascii_letters + "+-").encode(), np.uint8)
_SHIFTS = np.uint64(58) - 6 * np.arange(5, dtype=np.uint64)
_WRITTEN = BANDS * (1 + len(_SHIFTS) + 1)


def fingerprints(hashes: NDArray[np.uint64], starts: NDArray[np.intp]) -> list[str]:
    """The fingerprints of a batch of passages, for each its BANDS keys joined by spaces.

    ``hashes`` holds a hash of each folded key of all passages one after another, ``starts`` where each begins. A
    passage with no keys gets "".
    """
    ends = np.append(starts[1:], len(hashes))
    full = np.flatnonzero(ends > starts)
    if not len(full):
        return [""] * len(starts)
    runs = np.zeros(len(hashes), dtype=np.uint64)
    owner_end = np.repeat(ends, ends - starts)
    position = np.arange(len(hashes))
    for place, multiplier in enumerate(_PLACES):
        # A run that would reach into the next passage is cut short.
        inside = position + place < owner_end
        neighbour = np.where(inside, hashes[np.minimum(position + place, len(hashes) - 1)], 0)
        runs += neighbour * multiplier
    runs ^= runs >> _HALF
    runs *= _MIX
    runs ^= runs >> _HALF
    # The short runs at a passage's end count only where it has no full one.
    short = (position + RUN > owner_end) & (np.repeat(ends - starts, ends - starts) >= RUN)
    begins = starts[full]
    bands = np.zeros((BANDS, len(full)), dtype=np.uint64)
    for number, multiplier in enumerate(_PERMUTATIONS):
        permuted = runs * multiplier
        permuted[short] = np.iinfo(np.uint64).max
        band = bands[number // ROWS]
        band *= _MIX
        band += np.minimum.reduceat(permuted, begins)
    keys = [""] * len(starts)
    written = _written(bands)
    for place, passage in enumerate(full.tolist()):
        keys[passage] = written[place * _WRITTEN : (place + 1) * _WRITTEN - 1]
    return keys


def _written(bands: NDArray[np.uint64]) -> str:
    """For each passage the number and 30 bits of each band, as "0aB3d_" and a space. Fingerprints look random, so a
    passage's are stored as they are written: as short as can be."""
    digits = _DIGITS[bands[..., None] >> _SHIFTS & np.uint64(63)]
    letters = np.full((bands.shape[1], BANDS, 1 + len(_SHIFTS) + 1), ord(" "), np.uint8)
    letters[:, :, 0] = np.arange(BANDS) + ord("0")
    letters[:, :, 1:-1] = digits.transpose(1, 0, 2)
    return letters.tobytes().decode()


def fingerprint_of_identical(exact: str) -> str:
    """The fingerprint that only passages of the same exact keys share (40 bits), from the keys space-joined.

    >>> fingerprint_of_identical("dang=đảng uy=uỷ")
    '=VbEGNpk'
    """
    return f"{IDENTICAL}{b2a_base64(blake2b(exact.encode(), digest_size=5).digest())[:7].decode()}"
