"""What tantivy raises, told in a sentence; and keys of any length."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from searchkit import schema
from searchkit.engines._tantivy_errors import reading, writing
from searchkit.engines._tantivy_keys import all_fitting, fitting
from searchkit.engines.contract import Document, Request
from searchkit.engines.tantivy import TantivyEngine
from searchkit.engines.trees import Term
from searchkit.errors import EngineError, QueryError


def test_a_panic_is_an_engine_error(tmp_path: Path) -> None:
    engine = TantivyEngine.create(tmp_path)
    with engine.writer() as writer:
        writer.add(schema.PASSAGES, [Document({schema.FOLDED: "dang"}, "stored")])
    with pytest.raises(EngineError, match="capacity overflow") as raised:
        engine.view().search([Request((Term(schema.FOLDED, "dang"),), sys.maxsize // 2)])
    assert type(raised.value.__cause__).__name__ == "PanicException"
    assert "delet" not in str(raised.value)
    engine.close()


def test_what_can_be_locked_is_opened_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    TantivyEngine.create(tmp_path).close()
    monkeypatch.delattr("searchkit.engines._tantivy_files._opened_through_links")
    engine = TantivyEngine.open(tmp_path)
    assert engine.view().size() == 0
    engine.close()


def test_a_panic_of_a_writer_leaves_the_index_as_it_was_and_can_be_followed_by_another(tmp_path: Path) -> None:
    engine = TantivyEngine.create(tmp_path)
    writer = engine.writer()
    # Text in a field of numbers: a thread of the writer panics, and a later call hears of it.
    wrong = [Document({"link": "dang"}, "stored")] * 10_000
    with pytest.raises(EngineError, match="failed to write"):
        writer.add(schema.PASSAGES, wrong * 100)
    writer.rollback()
    with engine.writer() as another:
        another.add(schema.PASSAGES, [Document({schema.FOLDED: "dang"}, "stored")])
    assert engine.view().size() == 1
    engine.close()


def test_a_writer_of_an_index_opened_earlier_keeps_the_files_of_others_in_mind(tmp_path: Path) -> None:
    early = TantivyEngine.create(tmp_path)
    other = TantivyEngine.open(tmp_path)
    for engine in (other, early):
        with engine.writer() as writer:
            writer.add(schema.PASSAGES, [Document({schema.FOLDED: "dang"}, "stored")])
    folder = tmp_path / "passages"
    known = set(json.loads((folder / ".managed.json").read_text()))
    assert {file.name for file in folder.iterdir() if not file.name.startswith(".")} <= known
    early.close()
    other.close()


@pytest.mark.parametrize("told", [reading, writing])
@pytest.mark.parametrize("error", [ValueError("x"), OSError(5, "x"), RuntimeError("x"), IndexError("x")])
def test_what_tantivy_raises_is_an_engine_error(told: type, error: Exception) -> None:
    with pytest.raises(EngineError, match="x"), told():
        raise error


@pytest.mark.parametrize("told", [reading, writing])
@pytest.mark.parametrize("error", [KeyboardInterrupt(), QueryError("x"), TypeError("x"), MemoryError()])
def test_what_others_raise_stays_what_it_is(told: type, error: BaseException) -> None:
    with pytest.raises(type(error)) as raised, told():
        raise error
    assert raised.value is error


def test_keys_fit_and_stay_different() -> None:
    long = "ủ" * 30_000
    assert fitting("dang") == "dang"
    assert fitting("a" * 65_530) == "a" * 65_530
    assert len({fitting(long), fitting(long + "a"), fitting("a" + long)}) == 3
    assert all(len(fitting(one).encode()) <= 65_530 for one in (long, "a" * 65_531))
    assert all_fitting(f"dang {long} uy") == f"dang {fitting(long)} uy"
    assert all_fitting("dang " * 20_000) == "dang " * 20_000
