"""How often the encoding of a text is found, and how fast.

    python tests/benchmarks/encodings_measured.py CORPUS.jsonl[.xz] [--articles N] [--unicode N] [--foreign FOLDER ...]

Each line of the corpus is an object with a "text" and perhaps a "title". Every article is written in every old
encoding, whole, its first twenty syllables and its title alone, and read back; and in UTF-8 with and without accents,
which must stay as it is. A FOLDER holds texts in a Western language (UTF-8, also .gz): whole and line by line they are
written in windows-1252 and in UTF-8, and must never become Vietnamese. Debian's packages manpages-fr, manpages-de and
their kin have thousands of pages in such folders.
"""

from __future__ import annotations

import argparse
import gzip
import json
import lzma
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from statistics import fmean
from unicodedata import normalize

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from searchkit.analysis.accents import fold
from searchkit.errors import UnreadableError
from searchkit.reports.encodings import Decoded, decode
from searchkit.reports.encodings.detection import ENCODINGS
from searchkit.reports.encodings.evidence import verdicts, words_of
from searchkit.reports.encodings.syllables import well_formed_without_accents
from tests.reports.encodings.encoders import ENCODERS

_LETTERS = re.compile(r"[^\W\d_]+")
_BEGINNING = 20
_TITLE = 8
_LINE = 40
_SAMPLE = 500


def main() -> None:
    parser = argparse.ArgumentParser(description="How often the encoding of a text is found, and how fast.")
    parser.add_argument("corpus", type=Path, help="JSON Lines, also .xz")
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--unicode", type=int, default=10_000, help="how many articles in UTF-8")
    parser.add_argument("--foreign", nargs="*", type=Path, default=[], help="folders of texts in Western languages")
    arguments = parser.parse_args()
    parts = parts_of(islice(articles(arguments.corpus), arguments.articles))
    well_formed_words(parts["whole articles"], arguments.foreign)
    old(parts)
    unicode_stays(parts_of(islice(articles(arguments.corpus), arguments.unicode)))
    for folder in arguments.foreign:
        foreign(folder.name, list(texts_in(folder)))
    speed("".join(text for _, text in islice(articles(arguments.corpus), arguments.articles))[:5_000_000])


def parts_of(reports: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Reports whole, their beginnings and their titles."""
    titles, texts = zip(*reports, strict=True)
    return {
        "whole articles": list(texts),
        f"beginnings of {_BEGINNING} syllables": [" ".join(text.split()[:_BEGINNING]) for text in texts],
        f"titles of {_TITLE} syllables or more": [title for title in titles if len(title.split()) >= _TITLE],
    }


def articles(corpus: Path) -> Iterator[tuple[str, str]]:
    """The title and the text of each article."""
    with lzma.open(corpus) if corpus.suffix == ".xz" else corpus.open("rb") as lines:
        for line in lines:
            record = json.loads(line)
            yield record.get("title", ""), record["text"]


def texts_in(folder: Path) -> Iterator[str]:
    """The texts in UTF-8 under a folder."""
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()):
        data = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        try:
            yield data.decode()
        except UnicodeDecodeError:
            continue


def read(data: bytes) -> Decoded:
    """What bytes are taken to be, "skipped" if that isn't clear."""
    try:
        return decode(data)
    except UnreadableError:
        return Decoded("", "skipped")


def well_formed_words(texts: Sequence[str], foreign_folders: Sequence[Path]) -> None:
    """What the weights of the evidence rest on: how many different words of a text are well-formed syllables."""
    print("| written in | " + " | ".join(f"read as {one.name}" for one in ENCODINGS) + " | plain words |")
    print("| :-- |" + " --: |" * (len(ENCODINGS) + 1))
    languages = [(folder.name, list(texts_in(folder)), _in_windows_1252) for folder in foreign_folders]
    for name, some, encode in [*((way, texts, encode) for way, (_, encode) in ENCODERS.items()), *languages]:
        words = [words_of(encode(text).decode("latin-1")) for text in some[:_SAMPLE]]
        read_as = [[verdict for one in words for verdict in verdicts(one.marked, way.to_unicode)] for way in ENCODINGS]
        plain = [well_formed_without_accents(word) for one in words for word in one.plain]
        print(f"| {name} | " + " | ".join(f"{100 * fmean(told or [0]):.1f} %" for told in [*read_as, plain]) + " |")


def _in_windows_1252(text: str) -> bytes:
    return text.encode("cp1252", "replace")


def old(parts: dict[str, list[str]]) -> None:
    """How many texts in each old encoding are taken to be in it, and how many syllables come back."""
    print("| written in | texts | right | skipped | wrong | syllables that come back |")
    print("| :-- | :-- | --: | --: | --: | --: |")
    for way, (name, encode) in ENCODERS.items():
        for part, texts in parts.items():
            told, syllables, back = Counter[str](), 0, 0
            for text in texts:
                data = encode(text)
                if not data.isascii():
                    found = read(data)
                    told[found.encoding] += 1
                    if found.encoding == name:
                        written = _LETTERS.findall(normalize("NFC", text).lower())
                        syllables += len(written)
                        back += (Counter(written) & Counter(_LETTERS.findall(found.text.lower()))).total()
            wrong = told.total() - told[name] - told["skipped"]
            shares = f"{told[name]:,} | {told['skipped']:,} | {wrong:,} | {100 * back / syllables:.2f} %"
            print(f"| {way} | {told.total():,} {part} | {shares} |")


def unicode_stays(parts: dict[str, list[str]]) -> None:
    """How many texts in UTF-8 are changed."""
    for part, texts in parts.items():
        for name, change in (("with accents", str), ("without accents", fold)):
            changed = sum(read(change(text).encode()).text != change(text) for text in texts)
            print(f"UTF-8 {name}: {len(texts):,} {part}, {changed:,} changed")


def foreign(language: str, texts: Sequence[str]) -> None:
    """How many texts of a Western language are taken to be Vietnamese."""
    lines = [line for text in texts for line in text.splitlines() if len(line) >= _LINE]
    for part, some in (("whole", texts), (f"lines of {_LINE} characters or more", lines)):
        written = list(map(_in_windows_1252, some))
        western = Counter(read(data).encoding for data in written if not data.isascii())
        changed = sum(read(text.encode()).text != text for text in some)
        print(f"{language}, {part}: {len(some):,} in UTF-8, {changed:,} changed; in windows-1252 {dict(western)}")


def speed(text: str) -> None:
    samples: Iterable[tuple[str, Callable[[str], bytes]]] = [
        ("UTF-8", lambda text: text.encode()),
        ("UTF-16", lambda text: text.encode("utf-16")),
        *((way, encode) for way, (_, encode) in ENCODERS.items()),
    ]
    """Megabytes read in a second of one core."""
    print("| encoding | MB/s |\n| :-- | --: |")
    for name, encode in samples:
        data = encode(text)
        seconds = min(_seconds(data) for _ in range(3))
        print(f"| {name} | {len(data) / 1e6 / seconds:.0f} |")


def _seconds(data: bytes) -> float:
    start = time.process_time()
    decode(data)
    return time.process_time() - start


if __name__ == "__main__":
    main()
