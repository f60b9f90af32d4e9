"""Relevance measured over judged queries: how well they find what they should, as written and without accents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from searchkit.analysis.accents import fold
from searchkit.analysis.spelling import exact_key
from searchkit.analysis.syllables import scan
from searchkit.errors import MissingExtraError, QueryError
from searchkit.index import Index
from searchkit.query.modes import Accents
from searchkit.search.weights import DEFAULT, Weights

#: The measures, by the names under which they are reported.
MEASURES = ("ndcg@10", "mrr@10", "recall@10", "recall@100")

#: Results of one way of asking: for each query the reports it found, best first, each with 1 / its rank: scores say
#: nothing across tiers, and measures sort by what they are given.
Run = dict[str, dict[str, float]]


class Evaluation(NamedTuple):
    """The measures of one run, by name, and the number of judged queries behind them."""

    measures: Mapping[str, float]
    queries: int


def without_accents(text: str) -> str:
    """A text with every syllable folded, numbers and punctuation as they are: what one types who leaves accents out.

    >>> without_accents("Đảng ủy họp ngày 15/03/2023?")
    'Dang uy hop ngay 15/03/2023?'
    """
    pieces: list[str] = []
    reached = 0
    for token in scan(text):
        if not token.surface.isascii() and (folded := fold(exact_key(token.surface))):
            cased = folded.upper() if token.surface.isupper() else folded
            pieces += [text[reached : token.start], cased.capitalize() if token.surface.istitle() else cased]
            reached = token.end
    return "".join([*pieces, text[reached:]])


def run(
    index: Index,
    queries: Mapping[str, str],
    accents: Accents | str = Accents.AUTO,
    progress: Callable[[str], None] | None = None,
    depth: int = 100,
    weights: Weights = DEFAULT,
) -> Run:
    """The ``depth`` best reports of each query, a report ranked by its best passage; none for one that can't be run.

    Judged queries are text, as they are for all who measure on such sets: a headline's quotation marks are no
    operators. ``weights``: the numbers to rank by. ``progress`` is called with the id of every query done.
    """
    found: Run = {}
    for identity, text in queries.items():
        try:
            hits = index.search(
                text, depth, accents=accents, group=True, all_copies=True, operators=False, weights=weights
            )
        except QueryError:
            hits = ()  # type: ignore[assignment]
        found[identity] = {hit.report.id: 1 / hit.rank for hit in hits}
        if progress:
            progress(identity)
    return found


def measured(found: Run, judgements: Mapping[str, Mapping[str, int]]) -> Evaluation:
    """The measures of a run. Raises MissingExtraError where ir-measures isn't installed."""
    try:
        import ir_measures
        from ir_measures import RR, R, nDCG
    except ImportError:
        raise MissingExtraError("Measuring needs ir-measures; install it with: pip install 'searchkit[eval]'") from None
    measures = dict(zip(MEASURES, (nDCG @ 10, RR @ 10, R @ 10, R @ 100), strict=True))
    judged = {query: dict(judgements[query]) for query in found}
    # A query that found nothing counts as 0, which the library sees only if the query is in the run.
    values = ir_measures.calc_aggregate(list(measures.values()), judged, {q: dict(r) for q, r in found.items()})
    return Evaluation({name: float(values[measure]) for name, measure in measures.items()}, len(found))


def trec_lines(found: Run, tag: str) -> Iterable[str]:
    """A run in TREC's format: query, Q0, report, rank, score, tag."""
    for query, scores in found.items():
        for rank, (report, score) in enumerate(scores.items(), 1):
            yield f"{query} Q0 {report} {rank} {score:.6f} {tag}"
