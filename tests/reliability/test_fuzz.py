"""Random inputs to all that reads strangers' texts and files; fuzz.py tries a hundred thousand of each."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchkit.reports.readers import read_source
from searchkit.reports.report import Report
from searchkit.reports.source import Source
from tests.reliability import fuzz, screens
from tests.reliability.mutations import mutated
from tests.reliability.samples import ENDINGS, samples
from tests.reliability.targets import TARGETS

pytest.importorskip("resource", reason="limits of a process are those of Unix")


@pytest.mark.parametrize("name", TARGETS)
def test_whatever_it_is_given_it_says_what_is_wrong(name: str) -> None:
    target = TARGETS[name]

    @settings(max_examples=4 if target.held * target.made > 1 else 20, suppress_health_check=list(HealthCheck))
    @given(target.inputs)
    def whatever_it_is(example: Any) -> None:
        for given_one in target.each(example):
            target.check(given_one)

    whatever_it_is()


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_samples_are_reports_and_many_of_their_mutations_too(ending: str) -> None:
    assert samples(ending)
    for whole in samples(ending):
        assert any(isinstance(one, Report) for one in read_source(Source(f"a{ending}", data=whole)))
    chance = Random(1)
    changed = [mutated(samples(ending)[0], chance) for _ in range(200)]
    assert len(set(changed)) > 150
    read = [list(read_source(Source(f"a{ending}", data=one))) for one in changed]
    assert sum(any(isinstance(item, Report) for item in items) for items in read) >= 20


def test_a_check_that_fails_is_told_and_the_others_go_on(tmp_path: Path) -> None:
    watched = fuzz.Watched(lambda given: 1 // given, tmp_path)
    for number in (1, 0, 2, 0):
        watched(number)
    told = json.loads(watched.told())
    assert told["tried"] == 4
    assert [what.partition(" in ")[0] for what in told["wrong"]] == ["ZeroDivisionError"]
    assert (tmp_path / "last").read_text() == "0"


def test_a_process_that_crashes_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "_chunk", lambda *_: fuzz.subprocess.CompletedProcess([], -11, "", "killed"))
    assert not fuzz.fuzz("txt", "hypothesis", 1, 0, tmp_path)
    assert "ended with -11" in (tmp_path / "txt-0.txt").read_text()


@given(st.text(max_size=20))
def test_what_deceives_is_seen(text: str) -> None:
    assert {"\x1b", "\u202e", "\u009b"} <= screens.deceiving(f"{text}\x1b[2J\u202e\u009b")
    assert not screens.deceiving("Đảng ủy\n\tKhối")
