"""Relevance of searchkit and of plain engines on judged sets.

    python tests/benchmarks/relevance.py [KIND=]SET... [--engines tantivy whoosh] [--archive]

A SET is a folder in BEIR's layout; sets of the same KIND of text are averaged before kinds are. What is compared is
told in ``sections/relevance.py``, for the reader of the results. How far the weights depend on the sets is told by
cross_validation.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import judged
import options
import plain
import rows
from sections.relevance import SECTION, WAYS

from searchkit import engines
from searchkit.evaluation import relevance as evaluation
from searchkit.evaluation.relevance import Run

#: Recall@100 looks at so many.
_DEPTH = 100


def main() -> None:
    parser = options.plain_parser("Relevance of searchkit and of plain engines on judged sets.")
    judged.add_argument(parser)
    parser.add_argument("--engines", nargs="+", choices=engines.NAMES, default=[engines.DEFAULT], help="of searchkit")
    arguments = parser.parse_args()
    kept = options.archive_of(arguments)
    measured = [row for one in judged.read(arguments.sets) for row in compared(one, arguments.engines)]
    print(SECTION.tables(rows.as_text(measured)))
    if kept:
        kept.keep("relevance", measured, {})


def compared(one: judged.Set, names: Sequence[str]) -> Iterator[rows.Measured]:
    """The measures of the plain engines and of searchkit on a set, a row a way of writing the queries."""
    for engine, way, found in _runs(one, names):
        queries, measures = len(found), evaluation.measured(found, one.judged.judgements).measures
        of = {"kind": one.kind, "set": one.name, "queries": queries, "engine": engine, "way": way}
        yield {**of, **{name: round(value, 4) for name, value in measures.items()}}


def _runs(one: judged.Set, names: Sequence[str]) -> Iterator[tuple[str, str, Run]]:
    for engine, keys_of in plain.ENGINES.items():
        index = plain.index_of(one.judged, keys_of)
        for way in WAYS:
            yield engine, way, plain.run(index, keys_of, one.queries(way), _DEPTH)
    for name in names:
        with judged.indexed(one, name) as reports:
            for way in WAYS:
                yield f"searchkit, {name}", way, evaluation.run(reports, one.queries(way), depth=_DEPTH)


if __name__ == "__main__":
    main()
