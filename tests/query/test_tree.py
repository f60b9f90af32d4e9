"""Walking query trees."""

from __future__ import annotations

from searchkit.query.tree import Both, Either, Phrase, Without, Word, Words, phrases_of, words_of

A, B, C, D = (Word(letter, letter) for letter in "abcd")


def test_every_word_to_look_for_in_order() -> None:
    tree = Both((Words((A, Phrase((B, A)))), Either((C, Words((D,))))))
    assert list(words_of(tree)) == [A, B, A, C, D]


def test_a_word_alone_is_a_phrase_of_one() -> None:
    assert list(phrases_of(Words((A, Phrase((B, C)))))) == [Phrase((A,)), Phrase((B, C))]


def test_what_is_left_out_is_not_looked_for() -> None:
    assert list(words_of(Without(Words((A,)), (Words((B,)),)))) == [A]
    assert list(words_of(Without(None, (Words((B,)),)))) == []
