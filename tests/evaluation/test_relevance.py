"""Relevance measured over judged queries."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import pytest

from searchkit import Index, Report, UnreadableError
from searchkit.analysis.accents import has_marks
from searchkit.analysis.spelling import exact_key
from searchkit.analysis.syllables import keys, scan
from searchkit.evaluation.judged_sets import read as read_judged_set
from searchkit.evaluation.relevance import MEASURES, measured, run, trec_lines, without_accents
from tests import judged
from tests.texts import nfd


def test_a_judged_set_is_read(tmp_path: Path) -> None:
    folder = judged.write(tmp_path)
    read = read_judged_set(folder)
    assert read.corpus == folder / "corpus.jsonl"
    assert dict(read.queries) == {one: judged.QUERIES[one] for one in ("q1", "q2", "q3")}
    assert read.judgements == {"q1": {"d4": 1}, "q2": {"d3": 2}, "q3": {"d2": 1, "d9": 1}}


def test_qrels_may_have_no_heading_and_several_files(tmp_path: Path) -> None:
    folder = judged.write(tmp_path)
    (folder / "qrels" / "more.tsv").write_text("q1\td1\t0\n")
    assert read_judged_set(folder).judgements["q1"] == {"d4": 1, "d1": 0}


@pytest.mark.parametrize("missing", ["corpus.jsonl", "queries.jsonl", "qrels/test.tsv"])
def test_a_missing_file_is_named(tmp_path: Path, missing: str) -> None:
    folder = judged.write(tmp_path)
    (folder / missing).unlink()
    with pytest.raises(UnreadableError, match=missing.split("/")[0]):
        read_judged_set(folder)


@pytest.mark.parametrize(
    ("file", "content", "place"),
    [
        ("queries.jsonl", "{", "queries.jsonl:1"),
        ("queries.jsonl", '{"_id": "q1"}', "queries.jsonl:1"),
        ("queries.jsonl", "[]", "queries.jsonl:1"),
        ("queries.jsonl", "[" * 100_000, "queries.jsonl:1"),
        ("qrels/test.tsv", "a\tb\tscore\nq1\td1\n", "test.tsv:2"),
        ("qrels/test.tsv", f"a\tb\tscore\n{'q' * 200_000}\td1\t1\n", "test.tsv:2"),
        ("qrels/test.tsv", "a\tb\tscore\nq1\td1\tgood\n", "test.tsv:2"),
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, file: str, content: str, place: str) -> None:
    folder = judged.write(tmp_path)
    (folder / file).write_text(content)
    with pytest.raises(UnreadableError, match=place):
        read_judged_set(folder)


@pytest.mark.parametrize("file", ["queries.jsonl", "qrels/test.tsv"])
def test_a_judged_file_that_is_not_utf_8_was_a_traceback(tmp_path: Path, file: str) -> None:
    folder = judged.write(tmp_path)
    (folder / file).write_bytes("q1\tĐảng\t1\n".encode("utf-16"))
    with pytest.raises(UnreadableError, match=f"{Path(file).name} is not UTF-8 text"):
        read_judged_set(folder)


def test_a_set_without_a_judged_query_is_an_error(tmp_path: Path) -> None:
    folder = judged.write(tmp_path)
    (folder / "qrels" / "test.tsv").write_text("q7\td1\t1\n")
    with pytest.raises(UnreadableError, match="No query"):
        read_judged_set(folder)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Đảng ủy KHỐI họp ngày 15/03/2023?", "Dang uy KHOI hop ngay 15/03/2023?"),
        ("“Hoà bình” 97,9% – 02-ĐA/ĐUK", "“Hoa binh” 97,9% – 02-DA/DUK"),
        ("lý luận", "ly luan"),
        ("ở Ở", "o O"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_leaving_accents_out(text: str, plain: str) -> None:
    assert without_accents(text) == without_accents(nfd(text)) == plain


def test_no_accent_is_left_in_the_sample_reports(seeds: Path) -> None:
    for file in seeds.glob("*.txt"):
        plain = without_accents(file.read_text(encoding="utf-8"))
        left = [token.surface for token in scan(plain) if keys(token.surface) and has_marks(exact_key(token.surface))]
        assert left == []


def test_a_report_is_ranked_by_its_best_passage(index_of: Callable[..., Index]) -> None:
    long = Report(id="long", text="Đảng ủy Khối.\n" + "việc khác " * 200 + "\nĐảng họp.")
    index = index_of([long, Report(id="short", text="Khối họp.")])
    found = run(index, {"q": "đảng ủy khối"})
    assert found == {"q": {"long": 1.0, "short": 0.5}}


def test_a_report_of_a_stricter_tier_ranks_first_whatever_the_scores(index_of: Callable[..., Index]) -> None:
    index = index_of(["đảng ủy khối " + "việc khác " * 200, "khối đảng " * 20, *["việc gì đó"] * 20])
    (first, second) = index.search("đảng ủy khối", group=True)
    assert first.tier < second.tier
    assert first.score < second.score
    assert run(index, {"q": "đảng ủy khối"}) == {"q": {"0": 1.0, "1": 0.5}}


def test_a_query_that_cannot_be_run_finds_none(index_of: Callable[..., Index]) -> None:
    done: list[str] = []
    assert run(index_of(["một"]), {"a": "...", "b": "một"}, progress=done.append)["a"] == {}
    assert done == ["a", "b"]


def test_the_measures_are_those_computed_by_hand() -> None:
    pytest.importorskip("ir_measures", reason="measuring needs the extra searchkit[eval]")
    judgements = {"a": {"x": 1, "y": 2}, "b": {"z": 1}, "c": {"x": 1}}
    found = {"a": {"x": 3.0, "w": 2.0, "y": 1.0}, "b": {"w": 5.0}, "c": {}}
    ideal = 2 + 1 / math.log2(3)
    evaluation = measured(found, judgements)
    assert evaluation.queries == 3
    assert tuple(evaluation.measures) == MEASURES
    assert evaluation.measures == pytest.approx(
        {
            "ndcg@10": (1 + 2 / math.log2(4)) / ideal / 3,
            "mrr@10": 1 / 3,
            "recall@10": 1 / 3,
            "recall@100": 1 / 3,
        }
    )


def test_only_the_first_ten_count_at_ten() -> None:
    pytest.importorskip("ir_measures", reason="measuring needs the extra searchkit[eval]")
    found = {"a": {str(rank): float(100 - rank) for rank in range(50)}}
    assert measured(found, {"a": {"10": 1}}).measures == {"ndcg@10": 0, "mrr@10": 0, "recall@10": 0, "recall@100": 1}
    assert measured(found, {"a": {"9": 1}}).measures["mrr@10"] == pytest.approx(1 / 10)


def test_a_run_in_trecs_format() -> None:
    assert list(trec_lines({"q1": {"d1": 2.0, "d2": 1.5}, "q2": {}}, "tag")) == [
        "q1 Q0 d1 1 2.000000 tag",
        "q1 Q0 d2 2 1.500000 tag",
    ]
