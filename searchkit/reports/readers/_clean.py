"""Characters that a library may hand over and that no text can hold."""

from __future__ import annotations

import re

# Half a surrogate pair can't be written to a file; control characters other than white space print nothing.
_NO_TEXT = re.compile("[\ud800-\udfff]")
_CONTROLS = re.compile("[\0-\x08\x0e-\x1f\x7f]")


def clean(text: str) -> str:
    """The text without control characters that print nothing, and with U+FFFD for half a surrogate pair.

    >>> clean("a\\0b\\ud800")
    'ab\ufffd'
    """
    return _CONTROLS.sub("", _NO_TEXT.sub("\ufffd", text))
