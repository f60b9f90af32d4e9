"""Bytes and runs of fonts to Unicode text."""

from __future__ import annotations

from searchkit.reports.encodings.decoded import Decoded
from searchkit.reports.encodings.names import NAMES, known
from searchkit.reports.encodings.plain import decode
from searchkit.reports.encodings.unicode import encoding_of

__all__ = ["NAMES", "Decoded", "decode", "encoding_of", "known"]
