"""What was typed, as a tree."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from searchkit.analysis.syllables import keys, surfaces
from searchkit.errors import QueryError
from searchkit.query.parser import MOST_WORDS, parse, parsed
from searchkit.query.tree import (
    Both,
    Either,
    Fuzzy,
    InTitle,
    LoosePhrase,
    Pattern,
    Phrase,
    Says,
    Typed,
    Without,
    Word,
    Words,
    words_of,
)
from tests.texts import ANY, RUNNING, nfc, nfd

OPERATORS = st.lists(
    st.sampled_from(
        ["AND", "OR", "NOT", "(", ")", '"', "-", "đảng", "uỷ", "khối", "21-NQ/TW", "1.666", "“", "”", " ", "..."]
    ),
    max_size=25,
).flatmap(lambda pieces: st.sampled_from(["", " "]).map(lambda space: space.join(pieces)))


def shown(node: Typed) -> str:
    """A tree in one line: (a b) side by side, "a b" quoted, [a b] a unit, &, |, and - for what is left out."""
    match node:
        case Word():
            return node.folded
        case Phrase(words, quoted, _):
            return ('"{}"' if quoted else "[{}]").format(" ".join(word.folded for word in words))
        case Words((Both() | Either() | Without() as group,)) | InTitle(group):
            return shown(group)
        case Words(parts):
            return "({})".format(" ".join(map(shown, parts)))
        case Both(parts):
            return "({})".format(" & ".join(map(shown, parts)))
        case Either(parts):
            return "({})".format(" | ".join(map(shown, parts)))
        case Pattern(text) | Fuzzy(Word(text)):
            return text
        case LoosePhrase(loose) | Says(loose):
            return " ".join(map(str, loose))
        case Without(part, excluded):
            return " ".join([f"({shown(part) if part else '*'}", *(f"-{shown(one)}" for one in excluded)]) + ")"


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("Đảng ủy", "(dang uy)"),
        ("dang", "(dang)"),
        ("  Đảng,  ủy! ", "(dang uy)"),
        ("21-NQ/TW", "([21 nq tw])"),
        ("nghị quyết 21-NQ/TW", "(nghi quyet [21 nq tw])"),
        ("02-ĐA/ĐUK", "([2 da duk])"),
        ("933/954", "([933 954])"),
        ("QĐ-15/TW", "([qd 15 tw])"),
        ("1.666/2.000", "(1666 2000)"),
        ("dang \ud800uy", "(dang uy)"),
        ("30.3.2021", "([30 3 2021])"),
        ("ngày 25 / 10 / 2021", "(ngay [25 10 2021])"),
        ("2020 - 2025", "([2020 2025])"),
        ("1.666", "(1666)"),
        ("97,9%", "(97,9)"),
        ('"kết nạp"', '("ket nap")'),
        ("“kết nạp” 23", '("ket nap" 23)'),
        ("«kết nạp»", '("ket nap")'),
        ('"21-NQ/TW"', '("21 nq tw")'),
        ("chi AND bộ", "((chi) & (bo))"),
        ("chi OR bộ", "((chi) | (bo))"),
        ("chi bộ NOT doanh", "((chi bo) -(doanh))"),
        ("chi bộ -doanh", "((chi bo) -(doanh))"),
        ('chi bộ -"doanh nghiệp"', '((chi bo) -("doanh nghiep"))'),
        ("chi AND NOT doanh", "((chi) -(doanh))"),
        ("chi AND (đảng OR bộ)", "((chi) & ((dang) | (bo)))"),
        ("(chi bộ)", "(chi bo)"),
        ("and or not", "(and or not)"),
        ("xã hội - kinh tế", "(xa hoi kinh te)"),
        ("GD-ĐT", "(gd dt)"),
    ],
)
def test_what_a_query_is_read_as(query: str, tree: str) -> None:
    assert shown(parse(query)) == tree


@pytest.mark.parametrize("query", ["Đảng ủy", "“kết nạp” 23", "chi AND (đảng OR bộ)", "02-ĐA/ĐUK -hội"])
def test_normal_forms_are_read_alike(query: str) -> None:
    assert parse(nfd(query)) == parse(nfc(query))


def test_accents_that_were_typed_are_kept() -> None:
    assert [word.exact for word in words_of(parse("Đảng uy khôi"))] == ["đảng", "uy", "khôi"]


@pytest.mark.parametrize("query", ["", " ", "\n\t", "\u00a0"])
def test_an_empty_query_is_an_error(query: str) -> None:
    with pytest.raises(QueryError, match="empty"):
        parse(query)


@pytest.mark.parametrize("query", ["...", "—", '""', "“”", "()", "-", '"', "( - )", "\u200b", "_"])
def test_a_query_of_punctuation_is_an_error(query: str) -> None:
    with pytest.raises(QueryError, match=r"no word|empty"):
        parse(query)


@pytest.mark.parametrize("query", ["-doanh", "NOT doanh", "NOT (chi OR bộ)", '-"doanh nghiệp"'])
def test_a_query_that_only_leaves_out_matches_all_else_and_says_so(query: str) -> None:
    tree, (note,), *_ = parsed(query)
    assert isinstance(tree, Without)
    assert tree.part is None
    assert "only what to leave out" in note.text


@pytest.mark.parametrize("words", ["đảng " * (MOST_WORDS + 1), "đảng " * 10_000, '"' + "đảng " * 10_000 + '"'])
def test_a_query_of_too_many_words_is_an_error(words: str) -> None:
    with pytest.raises(QueryError, match="1,000"):
        parse(words)


def test_a_query_of_the_most_words_is_none() -> None:
    assert len(list(words_of(parse("đảng " * MOST_WORDS)))) == MOST_WORDS


@pytest.mark.parametrize("depth", [1, 10, 50])
def test_parentheses_within_parentheses_are_read(depth: int) -> None:
    assert shown(parse("(" * depth + "chi bộ" + ")" * depth)) == "(chi bo)"


@pytest.mark.parametrize(
    "query", ["(" * 5000 + "a" + ")" * 5000, "NOT " * 5000 + "a", "(a OR " * 900 + "a" + ")" * 900]
)
def test_nesting_without_end_is_no_traceback(query: str) -> None:
    with pytest.raises(QueryError):
        parse(query)


@pytest.mark.parametrize("query", ["(" * 2000 + "a" + ")" * 2000, "(a OR " * 400 + "a" + ")" * 400])
def test_nesting_for_which_there_is_no_stack_is_told_as_such(query: str) -> None:
    with pytest.raises(QueryError, match="nested too deeply; use fewer parentheses"):
        parse(query)


@pytest.mark.parametrize("opening", ["(a OR ", "a NOT ("])
@pytest.mark.parametrize("levels", [30, 110, 400])
def test_nesting_has_a_limit_long_before_pythons(opening: str, levels: int) -> None:
    query = opening * levels + "a" + ")" * levels
    if levels < 50:
        assert parse(query)
    else:
        with pytest.raises(QueryError, match="nested too deeply; use fewer parentheses"), _no_recursion_error():
            parse(query)


@contextmanager
def _no_recursion_error() -> Iterator[None]:
    """Within it what fails for want of stack doesn't pass for a query that was refused."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)


def test_a_thousand_exclusions_lie_side_by_side() -> None:
    tree = parse("chi " + " ".join(f"-bộ{number}" for number in range(499)))
    assert isinstance(tree, Without)
    assert len(tree.excluded) == 499
    assert tree.part == parse("chi")


@pytest.mark.parametrize("query", ["a " + "()" * 50_000, "(" * 100_000 + "a", 'a "' * 10_000])
def test_a_query_of_too_many_operators_is_an_error(query: str) -> None:
    with pytest.raises(QueryError, match=r"parentheses and operators; the most is|words"):
        parse(query)


@pytest.mark.parametrize("query", ['"kết nạp', "(chi bộ", "chi bộ)", "AND chi", "chi OR", "chi AND", "- chi"])
def test_half_an_operator_is_forgiven(query: str) -> None:
    assert next(words_of(parse(query))).folded in ("ket", "chi", "and")


#: Whether something is read depends on more than its having a word where one of these stands.
SIGN = re.compile(r'AND|OR|NOT|VÀ|HOẶC|KHÔNG|["“”„‟«»＂()*?~^:+-]')
NO_OPERATOR = st.one_of(RUNNING, st.text()).filter(lambda text: not SIGN.search(text))


@given(NO_OPERATOR)
def test_text_without_operators_is_a_query_just_if_it_has_a_word(text: str) -> None:
    words = [key.exact for surface in surfaces(text) for key in keys(surface) if not key.alternate]
    if words:
        assert [word.exact for word in words_of(parse(text))] == words
    else:
        with pytest.raises(QueryError, match=r"no word|empty"):
            parse(text)


@settings(max_examples=300)
@given(st.one_of(ANY, OPERATORS))
@example('"a" OR')
@example("NOT NOT a")
def test_any_text_with_a_word_that_is_not_excluded_is_a_query(query: str) -> None:
    # A word at both ends stands outside of whatever is opened, closed or left out in between.
    tree = parse(f"tỉnh {query} tỉnh")
    assert next(words_of(tree)) == Word("tỉnh", "tinh")


@settings(max_examples=300)
@given(st.one_of(ANY, OPERATORS))
def test_what_is_no_query_is_a_query_error(query: str) -> None:
    with suppress(QueryError):
        assert shown(parse(query))


@given(st.lists(st.sampled_from(["đảng", "uỷ", "khối", "nghị", "quyết", "21", "an", "ở"]), min_size=1, max_size=20))
def test_plain_words_stand_side_by_side(words: list[str]) -> None:
    tree = parse(" ".join(words))
    assert isinstance(tree, Words)
    assert [word.exact for word in words_of(tree)] == words
