"""The options that the benchmarks share."""

from __future__ import annotations

import argparse
from pathlib import Path

import archive
import corpora
import prepared


def parser(description: str) -> argparse.ArgumentParser:
    """A parser with the corpus and what else every benchmark takes."""
    made = argparse.ArgumentParser(description=description, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    made.add_argument(
        "corpus", nargs="?", type=Path, help='JSON Lines with "text", also .xz or .gz; without: the seeds, repeated'
    )
    made.add_argument("--paragraphs", action="store_true", help="index every line of a report as a report of its own")
    made.add_argument("--archive", action="store_true", help="keep the results in the folder --results")
    made.add_argument("--results", type=Path, default=archive.DEFAULT, help="where results are archived")
    made.add_argument("--work", type=Path, default=prepared.DEFAULT_WORK, help="where indexes are built and kept")
    return made


def corpus_of(arguments: argparse.Namespace) -> corpora.Corpus:
    """The corpus that was named."""
    if arguments.corpus is not None and not arguments.corpus.is_file():
        raise SystemExit(f"There is no file {arguments.corpus}; name a JSON Lines corpus, or none for the seeds.")
    return corpora.Corpus(arguments.corpus, arguments.paragraphs)
