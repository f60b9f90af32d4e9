"""The query language: fields, words in part, gaps, and what is told where something can't be read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.analysis.syllables import nfc as as_read
from searchkit.errors import QueryError
from searchkit.query.notes import Note
from searchkit.query.parser import MOST_LOOSE, parse, parsed
from searchkit.query.query import read
from searchkit.query.syntax import reading
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
from searchkit.query.words import plain
from tests.texts import RUNNING, nfd


def shown(node: Typed) -> str:
    """A tree in one line; a field's values as they are kept."""
    match node:
        case Word(exact):
            return exact
        case Pattern(text):
            return f"<{text}>"
        case Fuzzy(word):
            return f"{word.exact}~"
        case Phrase(words, quoted, slop):
            text = " ".join(word.exact for word in words)
            return (f'"{text}"' if quoted else f"[{text}]") + (f"~{slop}" if slop else "")
        case LoosePhrase(parts, slop):
            return f'"{" ".join(map(shown, parts))}"' + (f"~{slop}" if slop else "")
        case Says(keys):
            return "{" + " ".join(key.replace("\t", ":") for key in keys if "~" not in key) + "}"
        case InTitle(part):
            return f"title({shown(part)})"
        case Words(parts):
            return " ".join(map(shown, parts))
        case Both(parts):
            return f"({' & '.join(map(shown, parts))})"
        case Either(parts):
            return f"({' | '.join(map(shown, parts))})"
        case Without(part, excluded):
            return " ".join([shown(part) if part else "*", *(f"-({shown(one)})" for one in excluded)])


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("chi VÀ bộ", "(chi & bộ)"),
        ("chi HOẶC bộ", "(chi | bộ)"),
        ("chi KHÔNG bộ", "chi -(bộ)"),
        ("chi và bộ không", "chi và bộ không"),
        ("ĐỘC LẬP VÀ TỰ DO", "độc lập và tự do"),
        ("KHÔNG KHÍ", "không khí"),
        ("+đảng ủy", "(đảng) uỷ"),
        ('+"đảng ủy" khối', '("đảng uỷ") khối'),
        ("+ đảng", "đảng"),
        ("C++ 1+1", "c 1 1"),
        ('title:"nghị quyết"', 'title("nghị quyết")'),
        ("tiêu_đề:nghị quyết", "title(nghị) quyết"),
        ("TIEU_DE:nghị", "title(nghị)"),
        ("title:(nghị quyết) đảng", "title(nghị quyết) đảng"),
        ("title:(nghị OR quyết)", "(title(nghị) | title(quyết))"),
        ("title:tuyên*", "title(<tuyên*>)"),
        ('place:"bắc giang" họp', "{place:bac giang} họp"),
        ('tỉnh:"Bắc Giang"', "{place:bac giang}"),
        ("tinh:(bắc giang)", "{place:bac giang}"),
        ('place:("bắc giang" OR huế)', "({place:bac giang} | {place:hue})"),
        ("nguồn:VOV", "{source:vov}"),
        ('tác_giả:"Nguyễn Văn An"', "{author:nguyen van an}"),
        ('loại:"báo cáo"', "{kind:bao cao}"),
        ("date:2021", "{date:2021}"),
        ("ngay:3/2021 họp", "{date:2021-03} họp"),
        ("date:30/3/2021", "{date:2021-03-30}"),
        ("date:[2020 TO 2021]", "{date:2020 date:2021}"),
        ("ngày:[2020 ĐẾN 2021]", "{date:2020 date:2021}"),
        ("date:[11/2021 TO 2021]", "{date:2021-11 date:2021-12}"),
        ("date:{2019 TO 2021}", "{date:2020}"),
        ("date:[2020 TO 2021}", "{date:2020}"),
        ("date:[9998 TO *]", "{date:9998 date:9999}"),
        ("date:[* TO 0002]", "{date:0001 date:0002}"),
        ("date:>9998", "{date:9999}"),
        ("date:>=9998", "{date:9998 date:9999}"),
        ("date:<0002", "{date:0001}"),
        ("date:<=0002", "{date:0001 date:0002}"),
        ('-place:"hà nội" họp', "họp -({place:ha noi})"),
        ("tuyên*", "<tuyên*>"),
        ("t?yên giáo", "<t?yên> giáo"),
        ("*yên", "<*yên>"),
        ("TUYÊN* hòa*", "<tuyên*> <hoà*>"),
        ("lần thứ mấy?", "lần thứ mấy"),
        ("Ai? Ở đâu?", "ai ở đâu"),
        ('"tuyên* giáo"', '"<tuyên*> giáo"'),
        ('"tuyên* giáo~1"~2', '"<tuyên*> giáo~"~2'),
        ('"đảng khối"~3', '"đảng khối"~3'),
        ('"đảng"~3', '"đảng"'),
        ('"đảng khối"~0', '"đảng khối"'),
        ("từ~1 từ~", "từ~ từ~"),
        ("khoảng 5~6 người", "khoảng 5 6 người"),
        ("chi OR date:2021", "(chi | {date:2021})"),
        ("10:30 https://a.vn/x", "10 30 https a vn x"),
    ],
)
def test_what_is_read(query: str, tree: str) -> None:
    read_as = parsed(query)
    assert shown(read_as.tree) == tree
    assert read_as.notes == ()


@pytest.mark.parametrize(
    ("query", "tree", "told"),
    [
        ('"chi bộ', "chi bộ", ['"']),
        ('a "chi bộ" b"', 'a "chi bộ" b', ['"']),
        ("(chi bộ", "chi bộ", ["("]),
        ("chi bộ)", "chi bộ", [")"]),
        ("chi () bộ", "chi bộ", ["()"]),
        ("chi (()) bộ", "chi bộ", ["(())", "()"]),
        ('chi "" bộ', "chi bộ", ['""']),
        ('chi "..." bộ', "chi bộ", ['"..."']),
        ("AND chi", "chi", ["AND"]),
        ("chi OR", "chi", ["OR"]),
        ("chi AND AND bộ", "(chi & bộ)", ["AND"]),
        ("chi NOT", "chi", ["NOT"]),
        ("VÀ chi", "chi", ["VÀ"]),
        ("(OR) chi", "chi", ["(OR)", "OR"]),
        ("NOT NOT chi bộ", "bộ -(chi)", ["NOT"]),
        ("unit:đảng ủy", "unit đảng uỷ", ["unit:"]),
        ("date:abc họp", "họp", ["abc"]),
        ("date:2021-13 họp", "họp", ["2021-13"]),
        ("date:abc", "date abc", ["abc"]),
        ("date:[2021 TO 2019] họp", "họp", ["[2021 TO 2019]"]),
        ("date:[* TO *] họp", "họp", ["[* TO *]"]),
        ("date:[2021 họp", "họp", ["[2021"]),
        ("date:>9999 họp", "họp", [">9999"]),
        ('place:"xứ lạ" họp', "họp", ['"xứ lạ"']),
        ("source:[a TO b] họp", "a to b họp", ["[a TO b]"]),
        ("* chi", "chi", ["*"]),
        ("chi place:* (bộ)", "chi bộ", ["*"]),
        ("*^2 chi", "chi", ["*", "^2"]),
        ("chi)^2 bộ", "chi bộ", [")", "^2"]),
        ('""^2 chi', "chi", ['""', "^2"]),
        ("chi^0 bộ", "chi bộ", ["^0"]),
        ("chi^1000 bộ", "chi bộ", ["^1000"]),
        ("-chi", "* -(chi)", ["-chi"]),
        ("-(chi", "* -(chi)", ["-(chi", "("]),
        ('"a b c d e f"~9', '"a b c d e f"~5', ["9"]),
    ],
)
def test_what_cannot_be_read_is_set_aside_and_told_with_its_place(query: str, tree: str, told: list[str]) -> None:
    found = parsed(query)
    assert shown(found.tree) == tree
    assert [query[note.start : note.end] for note in found.notes] == told
    assert all(note.text.endswith((".", "?")) for note in found.notes)
    with pytest.raises(QueryError, match=r"character \d+ of the query"):
        read(query, strict_syntax=True)


def test_offsets_of_notes_are_those_of_what_was_typed() -> None:
    query = nfd("Đảng uỷ khối “chi bộ” ") + "đơn_vị:ủy )"
    for typed in (query, "ÿ" + query):
        notes = parsed(typed).notes
        assert [typed[note.start : note.end] for note in notes] == ["đơn_vị:", ")"]


def test_a_note_names_a_province_that_may_have_been_meant() -> None:
    (note,) = parsed('place:"bac gian" họp').notes
    assert note == Note(6, 16, "Left out '\"bac gian\"': There is no province 'bac gian'; did you mean Bắc Giang?")


def test_strict_syntax_takes_what_can_be_read() -> None:
    assert read('title:"nghị quyết" date:2021', strict_syntax=True).notes == ()


def test_too_many_words_in_part_are_an_error() -> None:
    words = [f"a{number}*" for number in range(MOST_LOOSE + 1)]
    with pytest.raises(QueryError, match="21 words with"):
        parse(" ".join(words))
    assert parse(" ".join(words[1:]))


def test_without_operators_all_signs_are_text() -> None:
    assert shown(parse('title:"nghị" tuyên* -a ~1 (b', operators=False)) == "title nghị tuyên a 1 b"


WITHOUT_SIGNS = st.one_of(RUNNING, st.text()).filter(lambda text: not set(text) & set('"“”„‟«»＂()-+:*?~^[]{}<>'))


@settings(max_examples=300)
@given(WITHOUT_SIGNS)
def test_plain_words_are_the_same_tree_with_the_parser_and_without(text: str) -> None:
    text = as_read(text)
    words = plain(text)
    if words is not None and not set(text.split()) & {"AND", "OR", "NOT", "VÀ", "HOẶC", "KHÔNG"}:
        assert reading(text, True).tree == words == parse(text)


SIGNS = """AND OR NOT VÀ HOẶC KHÔNG ( ) " - + title: tiêu_đề: date: ngày: place: x: [2019 TO 2021] [ ] { } > < 2021-13
30/3/2021 đảng uỷ khối 21-NQ/TW * ? tuyên* x?y từ~1 ~3 ~ ^2 : "nghị quyết"~3 “ ” ... – / \\ ' | _ \ud800 \0 ½ 中"""
PIECES = st.lists(st.one_of(st.sampled_from(SIGNS.split()), st.text(max_size=3)), max_size=20)


@settings(max_examples=500)
@given(PIECES, st.sampled_from(["", " "]))
def test_any_text_is_a_query_or_a_query_error(pieces: list[str], between: str) -> None:
    query = between.join(pieces)
    try:
        found = parsed(query)
    except QueryError:
        return
    assert isinstance(list(words_of(found.tree)), list)
    for start, end, text in found.notes:
        assert 0 <= start < end <= len(query)
        assert text
