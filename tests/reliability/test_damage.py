"""A short form of the trials with damaged files; see docs/reliability.md."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.reliability.damage import FATAL, KINDS, RIGHT, TOLD, make, trials


@pytest.mark.parametrize("as_if_large", [False, True], ids=["as it is", "as if large"])
def test_damage_is_told_or_does_no_harm(engine_name: str, as_if_large: bool, seeds: Path, tmp_path: Path) -> None:
    if as_if_large and engine_name != "tantivy":
        pytest.skip("Whoosh's files are all held against their checksums when they are opened")
    make(tmp_path / "sound", engine_name, seeds)
    outcomes: Counter[tuple[str, str]] = Counter()
    for damage, found, word in trials(tmp_path / "sound", 80, 7, as_if_large):
        assert found not in FATAL, (damage, found, word)
        outcomes[damage.kind, found] += 1
    # It does harm files, and what it damages mostly shows.
    assert sum(number for (kind, found), number in outcomes.items() if found == TOLD) > 35
    assert {kind for kind, _ in outcomes} == set(KINDS)
    assert sum(number for (_, found), number in outcomes.items() if found == RIGHT) < 40
