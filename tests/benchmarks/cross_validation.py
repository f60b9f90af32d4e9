"""How far the weights depend on the texts they were chosen on.

    python tests/benchmarks/cross_validation.py [KIND=]SET... [--archive]

Every choice of weights (``weights.py``) is measured on every set once; the tables leave out one KIND of text after the
other, with all its sets (``sections/cross_validation.py``).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import judged
import options
import rows
import weights
from sections.cross_validation import SECTION
from sections.relevance import MEASURE, WAYS

from searchkit import engines
from searchkit.evaluation import relevance as evaluation

#: The measure looks at so many.
_DEPTH = 10


def main() -> None:
    parser = options.plain_parser("Cross-validation of the weights over kinds of text.")
    judged.add_argument(parser)
    arguments = parser.parse_args()
    kept = options.archive_of(arguments)
    sets = judged.read(arguments.sets)
    if len({one.kind for one in sets}) < 2:
        raise SystemExit("To leave one kind of text out takes two; name more sets, or their kinds (KIND=SET).")
    measured = [row for one in sets for row in tried(one)]
    print(SECTION.tables(rows.as_text(measured)))
    if kept:
        kept.keep("cross_validation", measured, {})


def tried(one: judged.Set) -> Iterator[rows.Measured]:
    """The measure of each choice of weights on a set, a row a way of writing the queries."""
    with judged.indexed(one, engines.DEFAULT) as index:
        for way in WAYS:
            queries = one.queries(way)
            for choice in weights.candidates(way):
                found = weights.run(index, queries, way, choice, _DEPTH)
                value = evaluation.measured(found, one.judged.judgements).measures[MEASURE]
                of = {"kind": one.kind, "set": one.name, "way": way}
                is_shipped = "yes" if choice == weights.shipped(way) else ""
                yield {**of, **weights.named(choice), "shipped": is_shipped, MEASURE: round(value, 4)}
            print(f"{one.name}, {way}: done", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
