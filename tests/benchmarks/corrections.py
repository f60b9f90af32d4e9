"""What corrections restore of phrases that the index never saw: ``python tests/benchmarks/corrections.py CORPUS``.

Of a corpus some articles are held out and the rest is indexed. From those held out phrases of 2 to 5 syllables are
drawn, always the same ones, and typed without accents, in Telex and in VNI with the keyboard off, and without accents
with one letter wrong. Counted is how many syllables come back right at the first suggestion, a query for which there is
none being taken as it was typed; measured is the processor's time, warm.
"""

from __future__ import annotations

import argparse
import random
import time
import unicodedata
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

import machine
import prepared
from corpora import Corpus

import searchkit
from searchkit import Index, Report
from searchkit.analysis.accents import fold, has_marks
from searchkit.analysis.syllables import keys, nfc, scan

SHORTEST, LONGEST = 2, 5
LETTERS = "abcdeghiklmnopqrstuvxy"
TELEX = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j", "\u0306": "w", "\u031b": "w"}
VNI = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5", "\u0302": "6", "\u031b": "7"} | {
    "\u0306": "8"
}
TONES = frozenset("\u0301\u0300\u0309\u0303\u0323")

# The phrase that a person has in mind, as exact keys, to what is typed of it.
Typist = Callable[[list[str]], list[str]]


class Row(NamedTuple):
    """What came of phrases typed in one way: shares of syllables and of whole phrases right, and milliseconds."""

    name: str
    syllables: float
    phrases: float
    median: float
    high: float


class HeldOut(NamedTuple):
    """The index of a corpus without some articles, phrases of those, and what else is drawn by the same hand."""

    folder: Path
    phrases: list[list[str]]
    draw: random.Random


def main() -> None:
    held_out = prepare("What corrections restore of phrases that an index never saw.")
    phrases = held_out.phrases
    with searchkit.open(held_out.folder) as index:
        print(f"{len(phrases):,} phrases, {sum(map(len, phrases)):,} syllables; {index.stats().passages:,} passages\n")
        print("| typed | syllables right | phrases right | median | 95th percentile |\n| :-- | --: | --: | --: | --: |")
        for name, typist in typists(held_out.draw).items():
            row = measured(name, typist, phrases, index)
            times = f"{row.median:.1f} ms | {row.high:.1f} ms"
            print(f"| {row.name} | {row.syllables:.1%} | {row.phrases:.1%} | {times} |", flush=True)


def prepare(description: str) -> HeldOut:
    """What the command line asks for, built if it isn't there; and says which machine this is."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("corpus", type=Path, metavar="CORPUS", help='JSON Lines with "text", also .xz')
    parser.add_argument("--held", type=int, default=2000, help="how many articles are held out")
    parser.add_argument("--phrases", type=int, default=1000, help="how many phrases are drawn")
    parser.add_argument("--seed", type=int, default=7, help="of what is held out and drawn")
    parser.add_argument("--work", type=Path, default=prepared.DEFAULT_WORK, help="where the index is built and kept")
    parser.add_argument("--rebuild", action="store_true", help="build the index anew")
    arguments = parser.parse_args()
    corpus = Corpus(arguments.corpus)
    number = sum(1 for _ in corpus.reports())
    held = frozenset(random.Random(arguments.seed).sample(range(number), arguments.held))
    folder = arguments.work / f"{corpus.name}-but-{arguments.held}-{arguments.seed}"
    if arguments.rebuild or not folder.exists():
        build(folder, (report for place, report in enumerate(corpus.reports()) if place not in held))
    runs = [run for place, report in enumerate(corpus.reports()) if place in held for run in runs_of(report)]
    draw = random.Random(arguments.seed)
    print(f"{machine.describe()}; {machine.python()}; load {machine.load()}")
    return HeldOut(folder, list(islice(drawn(runs, draw), arguments.phrases)), draw)


def build(folder: Path, reports: Iterator[Report]) -> None:
    """An index of some reports; what the folder holds of one goes."""
    if folder.exists():
        searchkit.rebuild(folder, reports, jobs=machine.cores())
        return
    with searchkit.create(folder) as index:
        index.add(reports, jobs=machine.cores())


def runs_of(report: Report) -> Iterator[list[str]]:
    """The runs of syllables in a report with nothing between them but spaces, as exact keys; numbers end one."""
    text = nfc(f"{report.title}\n{report.text}")
    run: list[str] = []
    reached = 0
    for token in scan(text):
        found = keys(token.surface)
        is_syllable = len(found) == 1 and not any(map(str.isdecimal, token.surface))
        if text[reached : token.start].strip(" ") or not is_syllable:
            yield run
            run = []
        if is_syllable:
            run.append(found[0].exact)
        reached = token.end
    yield run


def drawn(runs: list[list[str]], draw: random.Random) -> Iterator[list[str]]:
    """Phrases of all lengths alike that have at least one accent, from runs that are long enough."""
    while True:
        run, length = draw.choice(runs), draw.randint(SHORTEST, LONGEST)
        if len(run) >= length:
            start = draw.randint(0, len(run) - length)
            phrase = run[start : start + length]
            if any(map(has_marks, phrase)):
                yield phrase


def typists(draw: random.Random) -> dict[str, Typist]:
    """Ways of typing a phrase, by name."""
    return {
        "without accents": lambda phrase: [fold(word) for word in phrase],
        "Telex, the keyboard off": lambda phrase: [telex(word) for word in phrase],
        "VNI, the keyboard off": lambda phrase: [vni(word) for word in phrase],
        "without accents, one letter wrong": lambda phrase: slipped([fold(word) for word in phrase], draw),
        "with accents, one tone wrong": lambda phrase: wrong_tone(phrase, draw),
        "as it was written": list,
    }


def telex(word: str) -> str:
    """The keys of a syllable in Telex, the tone at its end."""
    typed = tone = ""
    for character in unicodedata.normalize("NFD", word):
        if character in TONES:
            tone = TELEX[character]
        elif character == "\u0302":
            typed += typed[-1]
        else:
            typed += "dd" if character == "đ" else TELEX.get(character, character)
    return typed + tone


def vni(word: str) -> str:
    """The keys of a syllable in VNI, each digit behind its letter."""
    marked = "".join("d9" if character == "đ" else character for character in unicodedata.normalize("NFD", word))
    return "".join(VNI.get(character, character) for character in marked)


def slipped(words: list[str], draw: random.Random) -> list[str]:
    """Words of which one has a letter too many, too few or wrong, or two exchanged."""
    place = draw.randrange(len(words))
    word = words[place]
    at = draw.randrange(len(word))
    letter = draw.choice([one for one in LETTERS if one != word[at]])
    ways = [word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :]]
    ways += [word[:at] + word[at + 1 :]] if len(word) > 1 else []
    ways += (
        [word[:at] + word[at + 1] + word[at] + word[at + 2 :]]
        if word[at : at + 1] != word[at + 1 : at + 2] != ""
        else []
    )
    return [*words[:place], draw.choice(ways), *words[place + 1 :]]


def wrong_tone(words: list[str], draw: random.Random) -> list[str]:
    """Words of which one has another tone; as they are where none has any."""
    marked = [place for place, word in enumerate(words) if TONES & set(unicodedata.normalize("NFD", word))]
    if not marked:
        return words
    place = draw.choice(marked)
    letters = unicodedata.normalize("NFD", words[place])
    tone = next(letter for letter in letters if letter in TONES)
    other = draw.choice(sorted(TONES - {tone}))
    return [*words[:place], unicodedata.normalize("NFC", letters.replace(tone, other)), *words[place + 1 :]]


def measured(name: str, typist: Typist, phrases: list[list[str]], index: Index) -> Row:
    """Correct phrases typed in one way, one after the other."""
    right = whole = 0
    times: list[float] = []
    for phrase in phrases:
        query = " ".join(typist(phrase))
        started = time.process_time()
        found = index.corrections(query, 1)
        times.append((time.process_time() - started) * 1000)
        text = found[0].text if found else query
        words = [key.exact for token in scan(nfc(text)) for key in keys(token.surface)]
        right += sum(one == other for one, other in zip(words, phrase, strict=False))
        whole += words == phrase
    return Row(name, right / sum(map(len, phrases)), whole / len(phrases), median(times), quantiles(times, n=20)[-1])


if __name__ == "__main__":
    main()
