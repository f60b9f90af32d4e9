"""Whoosh as an engine: what the contract doesn't say of all engines."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchkit.engines.contract import Document
from searchkit.engines.whoosh import WhooshEngine
from searchkit.errors import EngineError
from searchkit.schema import FOLDED, PASSAGES, REPORTS


def test_a_commit_that_fails_lets_go_of_every_lock(tmp_path: Path) -> None:
    engine = WhooshEngine.create(tmp_path)
    writer = engine.writer()
    writer.add(PASSAGES, [Document({FOLDED: "dang"}, "a")])
    writer.add(REPORTS, [Document({FOLDED: "dang"}, link=1)])

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("whoosh.writing.SegmentWriter.commit", full)
        with pytest.raises(EngineError, match="No space left"):
            writer.commit()
    assert engine.view().size() == 0
    with engine.writer() as again:
        again.add(PASSAGES, [Document({FOLDED: "dang"}, "a")])
        again.add(REPORTS, [Document({FOLDED: "dang"}, link=1)])
    assert (engine.view().size(), engine.view().size(REPORTS)) == (1, 1)
    engine.close()
