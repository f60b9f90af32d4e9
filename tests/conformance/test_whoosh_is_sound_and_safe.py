"""Whoosh's own faults, gone around: what is excluded, the true top ten, and pickles that run code."""

from __future__ import annotations

import pickle
import random
from collections.abc import Callable
from pathlib import Path

import pytest

import searchkit
from searchkit import Index, SearchkitError
from searchkit.engines.contract import Request
from searchkit.engines.trees import Bool, Node, Sequence, Term
from searchkit.schema import FOLDED

IndexOf = Callable[..., Index]
KEYS = ["a", "b", "c", "d", "e", "f"]


def test_d1_what_is_excluded_is_never_found(index_of: IndexOf, engine_name: str) -> None:
    index = index_of(["chó", "mèo chó", "mèo"], engine_name)
    results = index.search("mèo -chó")
    assert [hit.report.id for hit in results] == ["2"]
    assert results.total == 1


def tree(chance: random.Random, depth: int) -> Node:
    """A tree with exclusions, nesting, phrases with gaps and without, and terms without a weight."""
    kind = chance.random()
    if depth == 0 or kind < 0.35:
        if kind < 0.07:
            return Sequence(
                FOLDED, tuple(chance.choices(KEYS, k=chance.choice([2, 2, 3]))), chance.choice([0, 0, 1, 3])
            )
        return Term(FOLDED, chance.choice(KEYS), chance.choice([0.0, 0.5, 1.0]))
    some = [tuple(tree(chance, depth - 1) for _ in range(chance.randint(0, 2))) for _ in range(3)]
    return Bool(*some)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> list[Index]:
    """The same short reports by each engine; of lengths that both keep exactly."""
    chance = random.Random(5)
    texts = [" ".join(chance.choices(KEYS, k=chance.randint(1, 9))) for _ in range(60)]
    reports = [searchkit.Report(id=str(number), text=text) for number, text in enumerate(texts)]
    indexes = [searchkit.create(tmp_path_factory.mktemp(name) / "index", name) for name in searchkit.engines.NAMES]
    for index in indexes:
        index.add(reports)
    return indexes


def test_d1_d16_the_engines_agree_on_thousands_of_random_trees(pair: list[Index]) -> None:
    chance = random.Random(20261124)
    trees = [tree(chance, 3) for _ in range(3000)]
    views = [index._current.view() for index in pair]
    addresses = {}
    for name, view in zip(searchkit.engines.NAMES, views, strict=True):
        (everything,) = view.search([Request((Bool(),), 100)])
        stored = view.fetch([match.address for match in everything])
        addresses[name] = {match.address: text for match, text in zip(everything, stored, strict=True)}
    for one in trees:
        found = []
        for name, view in zip(searchkit.engines.NAMES, views, strict=True):
            whole, top = view.search([Request((one,), 100), Request((one,), 10)])
            assert view.count([one]) == [len(whole)]
            assert [match.score for match in top] == pytest.approx([match.score for match in whole[:10]], abs=1e-4)
            found.append({addresses[name][match.address]: match.score for match in whole})
        assert found[0] == pytest.approx(found[1], abs=1e-4), one


class Exploit:
    """A pickle of it writes a file when it is read."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[object, ...]:
        return Path.write_text, (self.marker, "ran")


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_d4_no_file_of_an_index_runs_code(index_of: IndexOf, tmp_path: Path) -> None:
    marker = tmp_path / "marker"
    harmful = pickle.dumps(Exploit(marker))
    pickle.loads(harmful)
    assert marker.read_text() == "ran"
    marker.unlink()
    index = index_of(["Đảng ủy họp.", "Chi bộ họp."], "whoosh")
    index.close()
    files = [file for file in sorted((index.path / "whoosh").iterdir()) if file.is_file() and file.stat().st_size]
    replaced = 0
    for file in files:
        data = file.read_bytes()
        places = [place for place in range(len(data) - 1) if data[place] == 0x80 and data[place + 1] in (2, 3, 4, 5)]
        for place in places:
            # Where a pickle stood another stands, as long as it likes.
            file.write_bytes(data[:place] + harmful + data[place:])
            replaced += 1
            try:
                with searchkit.open(index.path) as opened:
                    for hit in opened.search("họp", all_copies=True):
                        opened.report(hit.report.id)
            except SearchkitError:
                pass
            assert not marker.exists(), file.name
        file.write_bytes(data)
    assert replaced >= 2
    with searchkit.open(index.path) as opened:
        assert len(opened.search("họp")) == 2


def test_an_empty_stretch_of_bytes_in_an_index_is_no_damage() -> None:
    # In the pickles of large posting lists it is written as a call of bytes by its old name.
    from searchkit.engines._whoosh_reading import reading

    with reading():
        assert pickle.loads(pickle.dumps(b"", 2)) == b""
