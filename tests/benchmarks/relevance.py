"""Relevance of searchkit and of plain engines on judged sets, and how far the weights depend on the sets.

    python tests/benchmarks/relevance.py SET... [--cross-validate] [--engine whoosh]

A SET is a folder in BEIR's layout. Printed is nDCG@10 in Markdown: for searchkit, and for a plain engine (tantivy,
whole reports, one field, all words optional) over exact and over folded syllables, each for the queries as written and
with their accents left out, all in one run. ``--cross-validate`` chooses the weights of the fields on all sets but one,
from a grid, and measures them on that one.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Mapping
from itertools import product
from pathlib import Path

import tantivy
from searchkit.ranking import Weights

import searchkit
from searchkit import engines, evaluation, ranking
from searchkit.analysis.syllables import keys, scan
from searchkit.evaluation import JudgedSet, Run

Queries = Mapping[str, str]
KeysOf = Callable[[str], list[str]]

_DEPTH = 10
_GRID = [Weights(1.0, 0.0, pairs, words) for pairs, words in product((0.3, 0.4, 0.5, 0.6), (0.1, 0.2, 0.3))]


def exact_syllables(text: str) -> list[str]:
    return [key.exact for token in scan(text) for key in keys(token.surface)]


def folded_syllables(text: str) -> list[str]:
    return [key.folded for token in scan(text) for key in keys(token.surface)]


def plain_run(judged: JudgedSet, keys_of: KeysOf, *ways: Queries) -> list[Run]:
    """What an engine without any of searchkit's ranking finds."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="spaces")
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    schema = builder.build()
    index = tantivy.Index(schema)
    index.register_tokenizer("spaces", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    writer = index.writer()
    for report in searchkit.read(judged.corpus):
        if isinstance(report, searchkit.Report):
            document = tantivy.Document()
            document.add_text("text", " ".join(keys_of(f"{report.title if not report.body else ''}\n{report.text}")))
            document.add_text("id", report.id)
            writer.add_document(document)
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def found(query: str) -> dict[str, float]:
        terms = [tantivy.Query.term_query(schema, "text", key) for key in keys_of(query)]
        hits = searcher.search(tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms]), _DEPTH)
        return {searcher.doc(address)["id"][0]: score for score, address in hits.hits}

    return [{identity: found(query) for identity, query in queries.items()} for queries in ways]


def searchkit_run(index: searchkit.Index, queries: Queries) -> Run:
    return evaluation.run(index, queries, depth=_DEPTH)


def ndcg(found: Run, judged: JudgedSet) -> float:
    return evaluation.measured(found, judged.judgements).measures["ndcg@10"]


def accent_free(judged: JudgedSet) -> Queries:
    return {identity: evaluation.without_accents(query) for identity, query in judged.queries.items()}


def print_comparison(sets: Mapping[str, JudgedSet], indexes: Mapping[str, searchkit.Index]) -> None:
    print("| set | queries | plain, exact syllables | plain, folded syllables | searchkit | lost without accents |")
    print("|---|--:|--:|--:|--:|--:|")
    losses = []
    for name, judged in sets.items():
        ways = (judged.queries, accent_free(judged))
        cells = []
        for runs in (
            plain_run(judged, exact_syllables, *ways),
            plain_run(judged, folded_syllables, *ways),
            [searchkit_run(indexes[name], queries) for queries in ways],
        ):
            written, free = (ndcg(found, judged) for found in runs)
            cells.append(f"{written:.4f} / {free:.4f}")
        losses.append(written - free)
        print(f"| {name} | {len(judged.queries)} | {' | '.join(cells)} | {written - free:.4f} |")
    print(f"\nEach pair: as written / accent-free. Mean lost without accents: {sum(losses) / len(losses):.4f}.")


def print_cross_validation(sets: Mapping[str, JudgedSet], indexes: Mapping[str, searchkit.Index]) -> None:
    """For each way of asking: the weights chosen on the other sets, measured on the one left out."""
    for way, name_of_weights in (("as written", "AS_TYPED"), ("accent-free", "ANY_ACCENTS")):
        shipped = getattr(ranking, name_of_weights)
        measured: dict[Weights, dict[str, float]] = {}
        for weights in dict.fromkeys([shipped, *(_for(shipped, grid) for grid in _GRID)]):
            setattr(ranking, name_of_weights, weights)
            measured[weights] = {
                name: ndcg(
                    searchkit_run(indexes[name], judged.queries if way == "as written" else accent_free(judged)), judged
                )
                for name, judged in sets.items()
            }
        setattr(ranking, name_of_weights, shipped)
        print(f"\n| {way}: left out | chosen on the others (pairs, words) | nDCG@10 on it | with the shipped weights |")
        print("|---|---|--:|--:|")
        for left_out in sets:
            others = [name for name in sets if name != left_out]
            chosen = max(measured, key=lambda weights: sum(measured[weights][name] for name in others))
            print(
                f"| {left_out} | {chosen.pairs}, {chosen.words} | {measured[chosen][left_out]:.4f} "
                f"| {measured[shipped][left_out]:.4f} |"
            )


def _for(shipped: Weights, grid: Weights) -> Weights:
    return shipped._replace(pairs=grid.pairs, words=grid.words)


def main() -> None:
    parser = argparse.ArgumentParser(description="Relevance of searchkit and of plain engines on judged sets.")
    parser.add_argument("sets", nargs="+", type=Path, metavar="SET", help="a folder in BEIR's layout")
    parser.add_argument("--engine", choices=engines.NAMES, default=engines.DEFAULT)
    parser.add_argument("--cross-validate", action="store_true")
    arguments = parser.parse_args()
    sets = {folder.name: evaluation.read_judged_set(folder) for folder in arguments.sets}
    with tempfile.TemporaryDirectory() as scratch:
        indexes = {name: searchkit.create(Path(scratch) / name, arguments.engine) for name in sets}
        for name, judged in sets.items():
            indexes[name].add(searchkit.read(judged.corpus))
        print_comparison(sets, indexes)
        if arguments.cross_validate:
            print_cross_validation(sets, indexes)
        for index in indexes.values():
            index.close()


if __name__ == "__main__":
    main()
