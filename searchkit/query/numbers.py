"""What else the numbers in a query may be written as.

What is one key however it is written (1.666 and 1666, 03 and 3, 97,9 and 97.9) needs no equivalent; what has other
words, or more of them, does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import TypeAlias

from searchkit.query.dates import dates, spans_of_years
from searchkit.query.document_numbers import central, document_numbers
from searchkit.query.equivalents import Equivalent, holds
from searchkit.query.numerals import per_cents, roman_numerals, thousands
from searchkit.query.readings import Reading
from searchkit.query.tree import Typed, Word, phrases_of, runs_of

# A query of more numbers is a table; the rest of them are looked for as they were typed.
_MOST = 100
_Rule: TypeAlias = Callable[[Sequence[Word]], Iterable[Reading]]
_RULES: tuple[_Rule, ...] = (document_numbers, dates, spans_of_years, thousands, per_cents)
_RULES_OF_LETTERS: tuple[_Rule, ...] = (roman_numerals, central)


def number_equivalents(tree: Typed) -> tuple[Equivalent, ...]:
    """What else the numbers in a query may be written as; without a digit only Roman numerals and TW are looked for.

    >>> from searchkit.query.parser import parse
    >>> [one.label for one in number_equivalents(parse("Đại hội khóa 13"))]
    ['khoá 13 → khoá xiii']
    >>> number_equivalents(parse("Đại hội Đảng"))
    ()
    """
    found: dict[Equivalent, None] = {}
    in_units = _in_units(tree)
    for first, words in runs_of(tree):
        has_digit = any(word.folded[0].isdecimal() for word in words)
        for rule in (*_RULES, *_RULES_OF_LETTERS) if has_digit else _RULES_OF_LETTERS:
            for start, end, phrase in rule(words):
                if rule is thousands and first + start in in_units:
                    # 933/954 is no 933954.
                    continue
                typed = words[start:end]
                # What holds what was typed is found as that.
                if not holds([word.folded for word in phrase], [word.folded for word in typed]):
                    label = f"{_said(typed)} → {_said(phrase)}"
                    found[Equivalent(first + start, first + end, phrase, "number", label)] = None
    return tuple(islice(found, _MOST))


def _in_units(tree: Typed) -> set[int]:
    """The numbers of the words that are parts of a written unit: 933/954, 21-NQ/TW."""
    first, inside = 0, set[int]()
    for words, quoted, _ in phrases_of(tree):
        if not quoted:
            inside.update(range(first, first + len(words)))
        first += len(words)
    return inside


def _said(words: Sequence[Word]) -> str:
    return " ".join(word.exact for word in words)
