"""How fast words are found, beside pyvi.

    python tests/benchmarks/segmentation.py [CORPUS.jsonl[.xz]] [--articles N] [--archive]

Each line of the corpus is an object with a "text"; without a corpus the texts in seeds/ are repeated. How it is
measured is told in ``sections/segmentation.py``, for the reader of the results.
"""

from __future__ import annotations

import json
import lzma
import time
import warnings
from collections.abc import Callable, Iterator
from itertools import accumulate, chain, cycle, islice
from pathlib import Path
from typing import TypeVar

import corpora
import options
import rows
from sections.segmentation import PEER, SECTION

from searchkit.analysis import words

Result = TypeVar("Result")
SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def main() -> None:
    parser = options.plain_parser("How fast words are found, beside pyvi.")
    parser.add_argument("corpus", nargs="?", type=Path, help="JSON Lines, also .xz; without: the seeds, repeated")
    parser.add_argument("--articles", type=int, default=300, help="how many texts")
    arguments = parser.parse_args()
    kept = options.archive_of(arguments)
    measured = run(list(islice(articles(arguments.corpus), arguments.articles)))
    corpus = corpora.Corpus(arguments.corpus)
    measured = [{"corpus": corpus.name, **row} for row in measured]
    print(SECTION.tables(rows.as_text(measured)))
    if kept:
        kept.keep("segmentation", measured, corpus.facts())


def run(texts: list[str]) -> list[dict[str, object]]:
    """The seconds of each way to find the words of the texts."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyvi.ViTokenizer import ViTokenizer
    tokens = [ViTokenizer.sylabelize(text)[1] for text in texts]
    flat = list(chain.from_iterable(tokens))
    starts = [0, *accumulate(map(len, tokens[:-1]))]
    # Models are loaded before the clock starts.
    ViTokenizer.tokenize("khởi động")
    words.tokenize("khởi động")
    theirs, expected = timed(lambda: [ViTokenizer.tokenize(text) for text in texts])
    first, found = timed(lambda: [words.tokenize(text) for text in texts])
    again, _ = timed(lambda: [words.tokenize(text) for text in texts])
    vocabulary = words.vocabulary()
    # The look-ups of the tokens' numbers are part of the work: without them this would be no way to find words.
    batch, _ = timed(
        lambda: words.joined(vocabulary, words.unpacked(b"".join(map(vocabulary.__getitem__, flat))), starts)
    )
    identical = sum(map(str.__eq__, expected, found))
    of = {
        "texts": len(texts),
        "megabytes": round(sum(len(text.encode()) for text in texts) / 1e6, 3),
        "tokens": len(flat),
    }
    ways = (
        (PEER, theirs, None),
        ("tokenize, one at a time", first, identical),
        ("tokenize, the same texts again", again, None),
        ("numbered and joined, one batch", batch, None),
    )
    return [{**of, "way": way, "seconds": round(taken, 4), "identical": same} for way, taken, same in ways]


def articles(corpus: Path | None) -> Iterator[str]:
    """The texts of a corpus, or those in seeds/ over and over."""
    if corpus is None:
        yield from cycle([path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))])
        return
    opened = lzma.open if corpus.suffix == ".xz" else open
    with opened(corpus, "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """Seconds taken and result."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


if __name__ == "__main__":
    main()
