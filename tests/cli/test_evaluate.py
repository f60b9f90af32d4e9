"""``searchkit evaluate``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import searchkit
from tests import judged
from tests.cli.conftest import Run

pytest.importorskip("ir_measures", reason="measuring needs the extra searchkit[eval]")


def test_measures_as_written_and_accent_free(run: Run, tmp_path: Path, engine_name: str) -> None:
    result = run("evaluate", judged.write(tmp_path / "set"), "--json", "--engine", engine_name)
    assert result.exit_code == 0
    measures = json.loads(result.stdout)
    assert list(measures) == ["as_written", "accent_free"]
    for way in measures.values():
        assert list(way) == ["ndcg@10", "mrr@10", "recall@10", "recall@100", "queries"]
        assert way["queries"] == 3
        # q1's report comes second, q2's first, one of q3's two first.
        assert way["mrr@10"] == pytest.approx((1 / 2 + 1 + 1) / 3, abs=1e-4)
        assert way["recall@10"] == way["recall@100"] == pytest.approx((1 + 1 + 1 / 2) / 3, abs=1e-4)


def test_a_table_for_people(run: Run, tmp_path: Path) -> None:
    heading, *rows = run("evaluate", judged.write(tmp_path / "set")).stdout.splitlines()
    assert heading.split() == ["3", "queries", "as", "written", "accent-free", "difference"]
    assert [row.split()[0] for row in rows] == ["ndcg@10", "mrr@10", "recall@10", "recall@100"]


def test_a_run_is_written_for_trec(run: Run, tmp_path: Path) -> None:
    run("evaluate", judged.write(tmp_path / "set"), "--run", tmp_path / "run")
    lines = [line.split() for line in (tmp_path / "run").read_text().splitlines()]
    assert all(len(line) == 6 and line[1] == "Q0" and line[5] == "searchkit" for line in lines)
    assert {line[0] for line in lines} == {one + way for one in ("q1", "q2", "q3") for way in ("", "-accent-free")}
    assert [line[2:4] for line in lines if line[0] == "q2"] == [["d3", "1"]]


def test_an_index_of_the_corpus_may_be_given(run: Run, tmp_path: Path, engine_name: str) -> None:
    folder = judged.write(tmp_path / "set")
    with searchkit.create(tmp_path / "index", engine_name) as index:
        index.add(searchkit.read(folder / "corpus.jsonl"))
    given = run("evaluate", folder, "--json", "--index", tmp_path / "index")
    made = run("evaluate", folder, "--json", "--engine", engine_name)
    assert json.loads(given.stdout) == json.loads(made.stdout)


@pytest.mark.parametrize("missing", ["corpus.jsonl", "queries.jsonl", "qrels/test.tsv"])
def test_a_missing_file_is_one_sentence(failing: Run, tmp_path: Path, missing: str) -> None:
    folder = judged.write(tmp_path / "set")
    (folder / missing).unlink()
    assert missing.split("/")[0] in failing("evaluate", folder).stderr


def test_a_missing_folder_is_one_sentence(failing: Run, tmp_path: Path) -> None:
    failing("evaluate", tmp_path / "nowhere")
