"""How long completing takes, as phrases are typed: ``python tests/benchmarks/completions.py CORPUS``.

The phrases are those of ``corrections.py``, from articles that the index doesn't hold, typed letter by letter without
accents. Beside the processor's time, warm: how often the word being typed is among the ten completions, with its
accents.
"""

from __future__ import annotations

import time
from statistics import median, quantiles

from corrections import prepare

import searchkit
from searchkit import Index
from searchkit.analysis.accents import fold
from searchkit.analysis.spelling import exact_key

#: Whole words before the one being typed, and how many letters of it are.
STATES = [(before, letters) for before in range(3) for letters in range(5) if before or letters]


def main() -> None:
    held_out = prepare("How long completing takes.")
    with searchkit.open(held_out.folder) as index:
        print(
            "| whole words | letters | the word is there | median | 95th percentile |\n| --: | --: | --: | --: | --: |"
        )
        for before, letters in STATES:
            phrases = [phrase for phrase in held_out.phrases if len(phrase) > before and len(phrase[before]) > letters]
            print(measured(index, phrases, before, letters), flush=True)


def measured(index: Index, phrases: list[list[str]], before: int, letters: int) -> str:
    """A row of the table."""
    there = 0
    times: list[float] = []
    for phrase in phrases:
        folded = [fold(word) for word in phrase]
        prefix = " ".join([*folded[:before], folded[before][:letters]])
        started = time.process_time()
        found = index.suggest(prefix)
        times.append((time.process_time() - started) * 1000)
        words = [exact_key(one.text.lower()).split() for one in found]
        there += any(row[before : before + 1] == [phrase[before]] for row in words)
    share = there / len(phrases)
    return f"| {before} | {letters} | {share:.0%} | {median(times):.1f} ms | {quantiles(times, n=20)[-1]:.1f} ms |"


if __name__ == "__main__":
    main()
