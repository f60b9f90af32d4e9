"""The letter ư of TCVN3 fonts in PDF, which comes out as a hyphen.

TCVN3 has ư where Windows has the soft hyphen (0xAD). PDF reads that code as a hyphen (ISO 32000-1, annex D.2, note 6),
some programs wrote it as a minus: "tr-êng" or "tr−êng" for "trường". What was a letter shows by what stands around it.
"""

from __future__ import annotations

import re

_TCVN3_FONT = re.compile(r"(?i)\.?vn")
_LETTER = r"[a-z\xa1-\xff]"
_ONSET = "[bcdghklmnprstvx®§]|ch|gh|gi|kh|ng|ngh|nh|ph|th|tr"
# ư is the first vowel of its syllable; what follows is the end, "a", "u", "ng" or one of ơ ờ ở ỡ ớ ợ.
_REST = rf"(?:[¬êëìíî]|(?:a|u|ng)(?!{_LETTER}))"
_HORN = re.compile(rf"(?i)(?<!{_LETTER})((?:{_ONSET})(?=-)|)-(?={_REST})|(?<!{_LETTER})({_ONSET})-(?!{_LETTER}|[-\d])")


def with_horns(text: str, font: str) -> str:
    """The text of a run with ư for what only looks like a hyphen, if its font is one of TCVN3.

    >>> with_horns("t- t-ëng, nh-ng 21-NQ/TW", ".VnTime").replace("\\xad", "ư")
    'tư tưëng, nhưng 21-NQ/TW'
    """
    if not _TCVN3_FONT.match(font):
        return text
    return _HORN.sub(lambda match: f"{match[1] or match[2] or ''}\xad", text.replace("−", "\xad"))
