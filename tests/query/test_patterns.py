"""Words of which only a part was typed, and the words that they stand for."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.analysis.accents import folded_key
from searchkit.analysis.spelling import exact_key
from searchkit.query.modes import Accents
from searchkit.query.patterns import prefixes, stands_for
from searchkit.query.tree import Pattern, Word
from tests.texts import SYLLABLES


def word(text: str) -> Word:
    return Word(exact_key(text), folded_key(exact_key(text)))


@pytest.mark.parametrize(
    ("pattern", "auto", "strict", "ignore", "never"),
    [
        ("tuyên*", ["tuyến", "tuyển"], ["tuyên"], ["tuyen"], ["tuy", "truyên"]),
        ("tuyen*", ["tuyến", "tuyên"], ["tuyen"], [], ["tuye"]),
        ("tuyế*", [], ["tuyến", "tuyết"], ["tuyển", "tuyên"], ["tuy"]),
        ("đ*", [], ["đảng", "đ"], ["dang"], ["ang"]),
        ("d*", ["đảng"], ["dang"], [], ["ang"]),
        ("đ?ng", ["đẳng"], ["đang", "đảng", "đồng"], ["dang"], ["đoàng", "đng"]),
        ("*ảng", [], ["đảng", "bảng", "khảng"], ["đang", "dãng"], ["đảngx"]),
        ("t*n", ["tận"], ["tuyên", "tn", "tiến"], [], ["tuyênh"]),
        ("202*", [], ["2021", "202"], [], ["1202"]),
        ("h?à", [], ["hoà"], ["hoa", "hóa"], ["hà"]),
    ],
)
def test_what_a_pattern_stands_for(
    pattern: str, auto: list[str], strict: list[str], ignore: list[str], never: list[str]
) -> None:
    of = {
        mode: {text for text in (*auto, *strict, *ignore, *never) if stands_for(Pattern(pattern), word(text), mode)}
        for mode in Accents
    }
    assert of[Accents.IGNORE] == {*auto, *strict, *ignore}
    assert of[Accents.AUTO] >= {*auto}
    assert of[Accents.STRICT] >= {*strict}
    assert not (of[Accents.AUTO] | of[Accents.STRICT]) & {*ignore, *never}


@given(st.sampled_from(SYLLABLES), st.integers(0, 6), st.sampled_from(list(Accents)))
def test_a_word_is_among_those_that_its_beginning_stands_for(text: str, length: int, mode: Accents) -> None:
    one = word(text)
    if one.exact.isalpha() and folded_key(one.exact) == one.folded:
        pattern = Pattern(one.exact[:length] + "*")
        if length >= len(one.exact) or mode is not Accents.AUTO:
            assert stands_for(pattern, one, mode)
        assert one.folded.startswith(prefixes(pattern)) or length == len(one.exact)


def test_a_pattern_of_many_stars_takes_no_time() -> None:
    started = time.process_time()
    for mode in Accents:
        assert not stands_for(Pattern("*a" * 30 + "*b"), Word("a" * 128, "a" * 128), mode)
    assert time.process_time() - started < 1


@given(st.text("abă*?", min_size=1, max_size=6), st.text("abă", min_size=1, max_size=6))
def test_strict_is_what_a_file_name_would_match(pattern: str, text: str) -> None:
    expression = "".join({"*": ".*", "?": "."}.get(letter, letter) for letter in pattern)
    assert stands_for(Pattern(pattern), Word(text, text), Accents.STRICT) == bool(re.fullmatch(expression, text))
