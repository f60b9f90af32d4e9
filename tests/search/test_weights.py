"""What a match is worth: the numbers are those of the docs, and a score is the sum that they say."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import pytest

from searchkit import Index
from searchkit.analysis.analyzer import analyze
from searchkit.search.weights import DEFAULT
from tests.conftest import ROOT

#: Each of one passage, and short enough for every engine to keep its length exactly.
TEXTS = [
    "Hội nghị đảng ủy tỉnh bàn về đảng ủy khối",
    "Đảng bộ tỉnh họp ở khối cơ quan",
    "Ủy viên dự hội nghị trung ương đảng",
    "dang tay uy nghi khoi lua",
    "chi bộ họp hằng tháng",
    "nghị quyết trung ương về công tác cán bộ",
]


def documented() -> dict[str, list[float]]:
    """The weights of the fields in docs/ranking.md: as typed, whatever the accents, and for a report as a whole."""
    page = (ROOT / "docs" / "ranking.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \|[^|]*\|(.*)\|$", page, re.MULTILINE)
    return {field: [0.0 if cell.strip() == "–" else float(cell) for cell in cells.split("|")] for field, cells in rows}


def test_the_numbers_are_those_of_the_docs() -> None:
    columns = (DEFAULT.as_typed, DEFAULT.any_accents, DEFAULT.report)
    assert documented() == {field: [getattr(one, field) for one in columns] for field in DEFAULT.as_typed._fields}
    page = (ROOT / "docs" / "ranking.md").read_text(encoding="utf-8")
    assert f"`lift` ({DEFAULT.lift})" in page
    assert f"times `alone`\n  ({DEFAULT.alone})" in page
    assert DEFAULT.short == 4
    assert "**Up to four different syllables**" in page


def bm25(field: str, key: str, number: int) -> float:
    """The BM25 of a key in a field of one of TEXTS, with k1 = 1.2, b = 0.75 and Lucene's idf."""
    sequences = [getattr(analysis, field).split() for analysis in analyze(TEXTS)]
    holding = sum(key in keys for keys in sequences)
    idf = math.log(1 + (len(sequences) - holding + 0.5) / (holding + 0.5))
    times, length = sequences[number].count(key), len(sequences[number])
    average = sum(map(len, sequences)) / len(sequences)
    return idf * times * 2.2 / (times + 1.2 * (0.25 + 0.75 * length / average))


#: The terms of each query by field, and the column of the docs that they are weighted by.
TYPED = {
    "đảng": (0, {"exact": ["dang=đảng"]}),
    "đảng ủy": (0, {"exact": ["dang=đảng", "uy=uỷ"], "pairs": ["dang_uy"], "words": ["dang_uy"]}),
    "hoi nghi trung uong": (
        1,
        {
            "folded": ["hoi", "nghi", "trung", "uong"],
            "pairs": ["hoi_nghi", "nghi_trung", "trung_uong"],
            "words": ["hoi_nghi", "nghi_trung", "trung_uong", "hoi_nghi_trung", "nghi_trung_uong"],
        },
    ),
}


@pytest.mark.parametrize("query", TYPED)
def test_a_score_is_the_weighted_sum_of_its_terms(index_of: Callable[..., Index], engine_name: str, query: str) -> None:
    column, terms = TYPED[query]
    weights = {field: columns[column] for field, columns in documented().items()}
    first_tier = [hit for hit in index_of(TEXTS, engine_name).search(query, all_copies=True) if hit.tier == 0]
    assert first_tier
    for hit in first_tier:
        number = int(hit.report.id)
        own = sum(weights[field] * bm25(field, key, number) for field, keys in terms.items() for key in keys)
        # A report of one passage is its passage, whose score counts for it again.
        assert hit.score == pytest.approx(own * (1 + DEFAULT.lift * DEFAULT.alone), rel=1e-4)
