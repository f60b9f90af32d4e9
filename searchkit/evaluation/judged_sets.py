"""Judged sets in BEIR's layout: a corpus, queries, and which reports answer them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from searchkit.errors import UnreadableError


class JudgedSet(NamedTuple):
    """A set in BEIR's layout: where its corpus is, its queries by id, and for each the reports judged."""

    corpus: Path
    queries: Mapping[str, str]
    judgements: Mapping[str, Mapping[str, int]]


def read(folder: str | Path) -> JudgedSet:
    """Read ``corpus.jsonl``, ``queries.jsonl`` and ``qrels/*.tsv`` (query, report and score, tab-separated).

    Only queries with a judgement are kept. Raises UnreadableError for what is missing or malformed.
    """
    folder = Path(folder)
    corpus, queries, qrels = folder / "corpus.jsonl", folder / "queries.jsonl", sorted(folder.glob("qrels/*.tsv"))
    for needed in (corpus, queries):
        if not needed.is_file():
            raise UnreadableError(f"{needed} doesn't exist; a judged set has corpus.jsonl, queries.jsonl, qrels/*.tsv.")
    if not qrels:
        raise UnreadableError(f"There is no .tsv file in {folder / 'qrels'}; it says which reports answer a query.")
    judgements: dict[str, dict[str, int]] = {}
    for query, report, score in (row for file in qrels for row in _judgements(file)):
        judgements.setdefault(query, {})[report] = score
    texts = {query: text for query, text in _queries(queries) if query in judgements}
    if not texts:
        raise UnreadableError(f"No query of {queries} has a judgement in {folder / 'qrels'}.")
    return JudgedSet(corpus, texts, judgements)


def _queries(file: Path) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(_text(file).splitlines(), 1):
        if line.strip():
            try:
                record = json.loads(line)
                yield str(record["_id"]), str(record["text"])
            except (ValueError, KeyError, TypeError, RecursionError):
                raise UnreadableError(f'{file}:{number} is no JSON object with "_id" and "text".') from None


def _judgements(file: Path) -> Iterator[tuple[str, str, int]]:
    number = 0
    try:
        for number, row in enumerate(csv.reader(io.StringIO(_text(file), newline=""), delimiter="\t"), 1):
            try:
                yield row[0], row[1], int(row[2])
            except (ValueError, IndexError):
                if number > 1 and row:  # the first line may be a heading
                    raise _malformed(file, number) from None
    except csv.Error:
        raise _malformed(file, number + 1) from None


def _malformed(file: Path, line: int) -> UnreadableError:
    return UnreadableError(f"{file}:{line} is not query, report and score, tab-separated.")


def _text(file: Path) -> str:
    """A file's text, its line ends as they are. Raises UnreadableError."""
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableError(f"{file} is not UTF-8 text; convert it first.") from None
    except OSError as error:
        raise UnreadableError(f"{file} can't be read ({error.strerror or error}).") from None
