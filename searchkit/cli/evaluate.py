"""``searchkit evaluate``."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click

import searchkit
from searchkit import engines
from searchkit.cli import output
from searchkit.cli.options import INDEX_PATH, accents_option
from searchkit.evaluation import judged_sets, relevance
from searchkit.evaluation.relevance import MEASURES, Run
from searchkit.processes import default_jobs


@click.command("evaluate", short_help="Measure relevance on a judged set.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--index",
    "index_path",
    metavar="DIR",
    type=INDEX_PATH,
    help="Measure this index of the corpus, with the engine it has, instead of making one.",
)
@click.option(
    "--engine",
    type=click.Choice(engines.NAMES),
    default=engines.DEFAULT,
    show_default=True,
    help="The engine to measure.",
)
@accents_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--run",
    "run_file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write what was found in TREC's format, without accents under the ids of the queries with -accent-free.",
)
def command(
    folder: Path, index_path: Path | None, engine: str, accents: str, as_json: bool, run_file: Path | None
) -> None:
    """Measure how well judged queries find what they should, as written and with their accents left out.

    DIR is a set in BEIR's layout: corpus.jsonl, queries.jsonl and qrels/*.tsv. Its corpus is indexed in a temporary
    folder, every query is run, and a report is scored by its best passage. Needs the extra searchkit[eval].

    \b
    Example:
      searchkit evaluate my-judged-set
      searchkit evaluate my-judged-set --engine whoosh --run found.trec
    """
    judged = judged_sets.read(folder)
    relevance.measured({}, {})  # a missing extra is better known now than after minutes of searching
    ways = {"as_written": judged.queries, "accent_free": _without_accents(judged.queries)}
    with _indexed(judged.corpus, index_path, engine) as index:
        runs = {way: _run(index, queries, accents, way) for way, queries in ways.items()}
    results = {way: relevance.measured(found, judged.judgements) for way, found in runs.items()}
    if run_file:
        _write(run_file, runs)
    if as_json:
        rounded = {
            way: {**{name: round(value, 4) for name, value in measures.items()}, "queries": queries}
            for way, (measures, queries) in results.items()
        }
        output.show(output.as_json(rounded))
        return
    written, free = results["as_written"], results["accent_free"]
    output.say(f"{written.queries:,} queries    as written    accent-free    difference")
    for name in MEASURES:
        left, right = written.measures[name], free.measures[name]
        output.say(f"{name:<16}{left:>10.4f}{right:>15.4f}{right - left:>+14.4f}")


def _without_accents(queries: Mapping[str, str]) -> dict[str, str]:
    return {identity: relevance.without_accents(text) for identity, text in queries.items()}


@contextmanager
def _indexed(corpus: Path, index_path: Path | None, engine: str) -> Iterator[searchkit.Index]:
    if index_path is not None:
        with searchkit.open(index_path) as index:
            yield index
        return
    with tempfile.TemporaryDirectory() as folder, searchkit.create(folder, engine) as index:
        index.add(searchkit.read(corpus), jobs=default_jobs())
        yield index


def _run(index: searchkit.Index, queries: Mapping[str, str], accents: str, way: str) -> Run:
    if not sys.stderr.isatty():
        return relevance.run(index, queries, accents)
    label = f"Searching, {way.replace('_', ' ')}"
    with click.progressbar(length=len(queries), label=label, file=sys.stderr) as bar:
        return relevance.run(index, queries, accents, lambda _: bar.update(1))


def _write(file: Path, runs: Mapping[str, Run]) -> None:
    with file.open("w", encoding="utf-8") as lines:
        for way, found in runs.items():
            suffix = "" if way == "as_written" else "-accent-free"
            named = {query + suffix: scores for query, scores in found.items()}
            lines.writelines(f"{line}\n" for line in relevance.trec_lines(named, "searchkit"))
