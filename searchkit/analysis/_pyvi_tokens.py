"""Cutting text into the tokens that pyvi's model labels: its pattern (ViTokenizer.sylabelize) in linear time."""

from __future__ import annotations

import re
import string
import unicodedata

# Alternative for alternative, without the newline: see words.Vocabulary.tokens_of.
_DOMAIN = r"@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+"
_EMAIL = rf"|[a-zA-Z0-9_.+-]+{_DOMAIN}"
_FIRST = r"[A-ZĐ]+\.|Tp\.|Mr\.|Mrs\.|Ms\.|Dr\.|ThS\.|==>|->|\.\.\.|>>|\w+://[^\s]+"
_LAST = r"|\d+(?:[\.,_]\d+)+|[^\w\s]|\w+"
_TOKEN = re.compile(f"{_FIRST}{_EMAIL}{_LAST}")
_TOKEN_BUT_EMAIL = re.compile(f"{_FIRST}{_LAST}")
_AT_DOMAIN = re.compile(_DOMAIN)
_LOCAL_PART = frozenset(string.ascii_letters + string.digits + "_.+-")
# More marks than any writing has; putting marks in order takes the square of their number.
_MANY_MARKS = re.compile(r"([^\w\s]{30})([^\w\s]+)")


def composed(text: str) -> str:
    """A text in NFC, without marks that follow 30 others."""
    if unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize(
        "NFC", _MANY_MARKS.sub(lambda row: row[1] + "".join(c for c in row[2] if not unicodedata.combining(c)), text)
    )


def tokens_of(stretch: str) -> list[str]:
    """The tokens in a stretch of text without spaces.

    The pattern alone would look for an "@" from every token of "a-b-c-d-…" on, to the end of the row each time. So it
    is asked for e-mail addresses only where one ends.

    >>> tokens_of("gửi:van-phong@tinh.gov.vn,21-NQ")
    ['gửi', ':', 'van-phong@tinh.gov.vn', ',', '21', '-', 'NQ']
    """
    if "@" not in stretch:
        return _TOKEN_BUT_EMAIL.findall(stretch)
    tokens: list[str] = []
    reached = 0
    for domain in _AT_DOMAIN.finditer(stretch):
        begins = domain.start()
        while begins > reached and stretch[begins - 1] in _LOCAL_PART:
            begins -= 1
        while reached < domain.start():
            pattern = _TOKEN_BUT_EMAIL if reached < begins else _TOKEN
            if not (match := pattern.search(stretch, reached)):
                break
            tokens.append(match.group())
            reached = match.end()
    return tokens + _TOKEN_BUT_EMAIL.findall(stretch, reached)
