"""The options that the benchmarks share."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import archive
import checkout
import corpora
import prepared

import searchkit

KINDS = ("articles", "paragraphs")


def parser(description: str, of: Sequence[str] = ("articles",)) -> argparse.ArgumentParser:
    """A parser with the corpus, what its reports are by default, and what else every benchmark of a corpus takes."""
    made = plain_parser(description)
    made.add_argument(
        "corpus", nargs="?", type=Path, help='JSON Lines with "text", also .xz or .gz; without: the seeds, repeated'
    )
    made.add_argument(
        "--of", nargs="+", choices=KINDS, default=of, help="what a report is: an article, or a paragraph of one"
    )
    made.add_argument("--work", type=Path, default=prepared.DEFAULT_WORK, help="where indexes are built and kept")
    return made


def plain_parser(description: str) -> argparse.ArgumentParser:
    """A parser with what every benchmark takes: whether and where results are archived."""
    made = argparse.ArgumentParser(description=description, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    made.add_argument("--archive", action="store_true", help="keep the results; refused on a changed tree")
    made.add_argument("--results", type=Path, default=checkout.ARCHIVES, help="where archives are")
    return made


def corpora_of(arguments: argparse.Namespace) -> Iterator[corpora.Corpus]:
    """The corpus that was named, in each wanted kind."""
    if arguments.corpus is not None and not arguments.corpus.is_file():
        raise SystemExit(f"There is no file {arguments.corpus}; name a JSON Lines corpus, or none for the seeds.")
    return (corpora.Corpus(arguments.corpus, kind == "paragraphs") for kind in arguments.of)


def archive_of(arguments: argparse.Namespace) -> archive.Archive | None:
    """Where results go, None where they are only printed. Asked before anything is measured.

    Raises SystemExit where the results couldn't be told by the commit: the tree is changed, or another searchkit runs.
    """
    if not arguments.archive:
        return None
    package = Path(searchkit.__file__).resolve().parent
    if package != checkout.REPOSITORY / "searchkit":
        raise SystemExit(f"Nothing is archived: {package} runs, not this clone; install it with: pip install -e .")
    return archive.opened(arguments.results)
