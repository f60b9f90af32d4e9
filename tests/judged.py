"""A small judged set in BEIR's layout."""

from __future__ import annotations

import json
from pathlib import Path

CORPUS = {"d1": "Đảng ủy Khối họp", "d2": "Chi bộ bốn tốt", "d3": "Hòa bình và hữu nghị", "d4": "Đảng bộ tỉnh"}
QUERIES = {"q1": "Đảng ủy", "q2": "hoà bình", "q3": "chi bộ", "q4": "không ai hỏi"}
QRELS = [("q1", "d4", 1), ("q2", "d3", 2), ("q3", "d2", 1), ("q3", "d9", 1)]


def write(folder: Path) -> Path:
    """The set, written in a folder."""
    (folder / "qrels").mkdir(parents=True)
    corpus = "".join(json.dumps({"_id": one, "title": "", "text": text}) + "\n" for one, text in CORPUS.items())
    (folder / "corpus.jsonl").write_text(corpus, encoding="utf-8")
    queries = "".join(json.dumps({"_id": one, "text": text}) + "\n" for one, text in QUERIES.items())
    (folder / "queries.jsonl").write_text(queries, encoding="utf-8")
    rows = "".join("\t".join(map(str, row)) + "\n" for row in QRELS)
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n" + rows, encoding="utf-8")
    return folder
