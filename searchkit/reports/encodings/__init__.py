"""Bytes and runs of fonts to Unicode text."""

from __future__ import annotations

from searchkit.reports.encodings.unicode import Decoded, decode, encoding_of, known

__all__ = ["Decoded", "decode", "encoding_of", "known"]
