"""How often the encoding of a text is found, and how fast.

    python tests/benchmarks/encodings_measured.py CORPUS.jsonl[.xz] [--articles N] [--foreign FILE.json ...]

Each line of the corpus is an object with a "text" and perhaps a "title". Every article is written in every old
encoding, whole, its first line alone and its title alone, and read back; and in UTF-8 with and without accents, which
must stay as it is. FILE.json is a list of texts in a Western language: they are written in windows-1252 and in UTF-8,
and must never become Vietnamese.
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from searchkit.analysis.accents import fold
from searchkit.errors import UnreadableError
from searchkit.reports.encodings import decode
from tests.reports.encodings.encoders import ENCODERS

_FIRST_LINE = 20


def main() -> None:
    parser = argparse.ArgumentParser(description="How often the encoding of a text is found, and how fast.")
    parser.add_argument("corpus", type=Path, help="JSON Lines, also .xz")
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--foreign", nargs="*", type=Path, default=[], help="JSON lists of texts in Western languages")
    arguments = parser.parse_args()
    reports = list(islice(articles(arguments.corpus), arguments.articles))
    texts = [text for _, text in reports]
    parts = {
        "whole articles": texts,
        f"first {_FIRST_LINE} syllables": [" ".join(text.split()[:_FIRST_LINE]) for text in texts],
        "titles": [title for title, _ in reports if len(title.split()) >= 8],
    }
    old(parts)
    unicode_stays(parts)
    for file in arguments.foreign:
        foreign(file.stem, json.loads(file.read_text(encoding="utf-8")))
    speed("".join(texts)[:10_000_000])


def articles(corpus: Path) -> Iterator[tuple[str, str]]:
    """The title and the text of each article."""
    with lzma.open(corpus) if corpus.suffix == ".xz" else corpus.open("rb") as lines:
        for line in lines:
            record = json.loads(line)
            yield record.get("title", ""), record["text"]


def decision(data: bytes) -> str:
    """The encoding that bytes are taken to be in, "skipped" if none is clear."""
    try:
        return decode(data).encoding or "Unicode"
    except UnreadableError:
        return "skipped"


def old(parts: dict[str, list[str]]) -> None:
    print("| encoding | text | right | skipped | wrong |\n| :-- | :-- | --: | --: | --: |")
    for way, (name, encode) in ENCODERS.items():
        for part, texts in parts.items():
            written = [data for data in map(encode, texts) if not data.isascii()]
            told = Counter(map(decision, written))
            wrong = len(written) - told[name] - told["skipped"]
            print(f"| {way} | {len(written)} {part} | {told[name]} | {told['skipped']} | {wrong} | {dict(told)}")


def unicode_stays(parts: dict[str, list[str]]) -> None:
    for part, texts in parts.items():
        for name, change in (("with accents", str), ("without accents", fold)):
            told = [decode(change(text).encode()) for text in texts]
            changed = sum(found.text != change(text) for found, text in zip(told, texts, strict=True))
            print(f"UTF-8 {name}: {len(texts)} {part}, {changed} changed")


def foreign(language: str, texts: Sequence[str]) -> None:
    for part, cut in (
        ("whole", texts),
        ("lines", [line for text in texts for line in text.splitlines() if len(line) > 20]),
    ):
        western = Counter(decision(text.encode("cp1252", "replace")) for text in cut if not text.isascii())
        changed = sum(decode(text.encode()).text != text for text in cut)
        print(f"{language}, {part}: {len(cut)} texts; in windows-1252 {dict(western)}; in UTF-8 {changed} changed")


def speed(text: str) -> None:
    samples: Iterable[tuple[str, Callable[[str], bytes]]] = [
        ("UTF-8", lambda text: text.encode()),
        ("UTF-16", lambda text: text.encode("utf-16")),
        *((way, encode) for way, (_, encode) in ENCODERS.items()),
    ]
    print("| encoding | MB/s |\n| :-- | --: |")
    for name, encode in samples:
        data = encode(text)
        decode(data[:1000])
        start = time.perf_counter()
        decode(data)
        print(f"| {name} | {len(data) / 1e6 / (time.perf_counter() - start):.0f} |")


if __name__ == "__main__":
    main()
