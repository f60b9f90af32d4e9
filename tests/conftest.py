"""What the tests share: the sample reports, and indexes of them made once an engine."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import Phase, settings

import searchkit
from searchkit import Index, Report, engines

ROOT = Path(__file__).resolve().parents[1]

# A small index in memory costs half the processor's time of one on a disk. TMPDIR says where else files are written.
_MEMORY, _ENOUGH = Path("/dev/shm"), 2 << 30
if "TMPDIR" not in os.environ and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ENOUGH:
    tempfile.tempdir = os.environ["TMPDIR"] = str(_MEMORY)

# How long an example takes says something about the machine, not about searchkit.
settings.register_profile(
    "searchkit", deadline=None, max_examples=100 if os.environ.get("SEARCHKIT_FULL") == "1" else 50
)
settings.load_profile("searchkit")
# For many runs that need only tell whether anything fails, the same examples every time (tests/mutation).
settings.register_profile(
    "mutation",
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=50,
    phases=[Phase.explicit, Phase.generate],
)


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the five sample reports."""
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of corpora and judged sets beside the repository."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"no folder {folder} with corpora and judged sets")
    return folder


@pytest.fixture(scope="session", params=engines.NAMES)
def engine_name(request: pytest.FixtureRequest) -> str:
    """The name of each engine in turn."""
    name: str = request.param
    return name


@pytest.fixture(scope="session")
def seed_indexes(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Index]]:
    """A function from an engine's name to its index of the sample reports."""
    indexes: dict[str, Index] = {}

    def of(engine: str) -> Index:
        if engine not in indexes:
            indexes[engine] = searchkit.create(tmp_path_factory.mktemp("seeds") / engine, engine)
            indexes[engine].add(searchkit.read(seeds, base=seeds))
        return indexes[engine]

    yield of
    for index in indexes.values():
        index.close()


@pytest.fixture
def seed_index(engine_name: str, seed_indexes: Callable[[str], Index]) -> Index:
    """The sample reports, indexed by each engine in turn. Not to be written to."""
    return seed_indexes(engine_name)


@pytest.fixture
def index_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Index]]:
    """A function that indexes some texts (their ids "0", "1", …) or reports in a new folder."""
    with _indexing(tmp_path_factory) as of:
        yield of


@pytest.fixture(scope="module")
def shared_index_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Index]]:
    """The same for an index that the tests of a module share. Not to be written to."""
    with _indexing(tmp_path_factory) as of:
        yield of


@contextmanager
def _indexing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Index]]:
    made: list[Index] = []

    def of(texts: Iterable[str | Report], engine: str = engines.DEFAULT) -> Index:
        index = searchkit.create(tmp_path_factory.mktemp("index") / "index", engine)
        made.append(index)
        index.add(
            one if isinstance(one, Report) else Report(id=str(number), text=one) for number, one in enumerate(texts)
        )
        return index

    yield of
    for index in made:
        # Some tests close an index themselves; that it may be closed twice is for a test of its own to say.
        with suppress(Exception):
            index.close()
