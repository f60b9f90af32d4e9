"""Texts that cost the square of their size where code isn't careful, and running code on them under a limit.

What is limited is processor time, by what a tenth of the text took: a tenfold is what it should be, a hundredfold what
the square would be. So how fast the machine is decides nothing, nor what runs beside.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable, Mapping

import pytest

from tests.conftest import ROOT

#: Code points.
SIZE = 20_000
#: Times what a tenth took, and seconds more: what takes next to nothing is measured badly.
_TIMES, _SECONDS = 15, 0.2

Text = Callable[[int], str]

#: Texts of about so many code points, by what is wrong with them.
TEXTS: dict[str, Text] = {
    "one paragraph of sentences": lambda n: "Đảng ủy Khối họp. " * (n // 18),
    "a line without a space": lambda n: "đảng" * (n // 4),
    "a line of dots": lambda n: "Hội nghị\n" + "." * n + "x",
    "dots after a capital": lambda n: "A..." * (n // 4),
    "a line of marks": lambda n: "—…" * (n // 2),
    "first line without a letter": lambda n: "-" * n + "\nHội nghị\nĐảng ủy họp",
    "equal combining marks": lambda n: "a" + "\u0301" * n,
    "combining marks out of order": lambda n: "a" + "\u0301\u0323" * (n // 2),
    "tone marks that no vowel mark follows": lambda n: "a\u0302" + "\u0300\u0309" * (n // 2) + "b",
    "letters with many marks": lambda n: ("e" + "\u0301" * 40 + "\u0302 ") * (n // 43),
    "marks of other scripts": lambda n: "\u05d0" + "\u05b7\u0591" * (n // 2),
    "soft hyphens": lambda n: "đả" + "\u00ad" * n + "ng",
    "tabs for spaces": lambda n: "a.\t" * (n // 3) + "a " * 200,
    "carriage returns for line ends": lambda n: "đảng ủy\r" * (n // 8),
    "lines of a letter": lambda n: "a\n" * (n // 2),
    "blank lines": lambda n: "Đảng ủy" + "\n" * n + "Khối",
    "spaces": lambda n: "Đảng ủy" + " " * n + "Khối",
    "words then none": lambda n: "a " * (n // 4) + "b" * (n // 2),
    "hyphens between letters": lambda n: "a-" * (n // 2),
    "half an e-mail address": lambda n: "a.b-" * (n // 4) + "@",
    "e-mail addresses": lambda n: "a.b@c.d-" * (n // 8),
    "half a domain": lambda n: "a@" + "b." * (n // 2) + "@",
    "half a link": lambda n: "a:" * (n // 2) + "http:/",
    "a long link": lambda n: "http://" + "a/b-c." * (n // 6),
    "digits": lambda n: "1" * n,
    "digits that a letter follows": lambda n: "1," + "1" * n + "ha",
    "a series of numbers": lambda n: "1.22," * (n // 5),
    "digits and underscores": lambda n: "1_1a" * (n // 4),
    "separators between numbers": lambda n: "1 / " * (n // 4),
    "separators after a word": lambda n: "a" * (n // 2) + " - –" * (n // 8),
    "capitals": lambda n: "A" * n,
    "acronyms": lambda n: "T.Ư" * (n // 3),
    "capital sigmas": lambda n: "Σ'" * (n // 2),
    "decomposed text": lambda n: unicodedata.normalize("NFD", "Đảng ủy Khối, ") * (n // 18),
    "letters of other scripts": lambda n: "中央" * (n // 2),
    "zero bytes": lambda n: "a\0" * (n // 2),
}

#: The same for what may be typed as a query.
QUERIES: dict[str, Text] = {
    "quotation marks": lambda n: '"' * n,
    "opening parentheses": lambda n: "(" * n + "a",
    "empty parentheses": lambda n: "a " + "()" * (n // 2),
    "closing parentheses": lambda n: "a" + ")" * n,
    "phrases": lambda n: '"a" ' * (n // 4),
    "exclusions": lambda n: "a " + "-b " * (n // 3),
    "exclusions of exclusions": lambda n: "a " + "NOT (" * (n // 5) + "b",
    "operators": lambda n: "a" + " AND OR" * (n // 7),
}

Case = Callable[[str], object]


def run(cases: Mapping[str, Case], texts: Mapping[str, Text], size: int = SIZE) -> None:
    """Run each case on each text, a line of output for each that is done; one that takes too long ends the process."""
    for function in cases.values():
        function("Đảng ủy họp. ")  # what is loaded once is no cost of a text
    for kind, make in texts.items():
        small, text = make(size // 10), make(size)
        for case, function in cases.items():
            began = time.process_time()
            function(small)
            signal.setitimer(signal.ITIMER_PROF, _TIMES * (time.process_time() - began) + _SECONDS)
            function(text)
            signal.setitimer(signal.ITIMER_PROF, 0)
            print(f"{case} | {kind}", flush=True)


def done_within_limit(module: str, arguments: str = "CASES, TEXTS") -> set[str]:
    """What ``run`` did, given what a module holds under some names, in a process that is stopped at the limit."""
    if not hasattr(signal, "setitimer"):
        pytest.skip("this system limits no processor time")
    script = f"from tests.linear import run; from {module} import *; run({arguments})"
    stopped = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert not stopped.stderr, stopped.stderr
    return set(stopped.stdout.splitlines())
