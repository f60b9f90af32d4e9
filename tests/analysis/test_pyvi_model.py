"""pyvi's model as arrays: read from its files once, then from a cache."""

from __future__ import annotations

import functools
import warnings
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchkit.analysis import _pyvi_model, words
from searchkit.errors import MissingExtraError

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # pyvi's escapes, scikit-learn's versions
    from pyvi.ViTokenizer import ViTokenizer


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder that doesn't exist yet."""
    monkeypatch.setenv("SEARCHKIT_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


#: Building a model takes a second, and the same files make the same model.
build = functools.cache(_pyvi_model.build)


@pytest.fixture(autouse=True)
def builds(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The word lists of the models that were built and not read from the cache."""
    built: list[str] = []

    def noted(model_bytes: bytes, word_list: str) -> _pyvi_model.WordModel:
        built.append(word_list)
        return build(model_bytes, word_list)

    monkeypatch.setattr(_pyvi_model, "build", noted)
    return built


def same(left: _pyvi_model.WordModel, right: _pyvi_model.WordModel) -> bool:
    return all(np.array_equal(getattr(left, name), getattr(right, name)) for name in left.__slots__)


def test_the_second_load_reads_the_cache(cache: Path, builds: list[str]) -> None:
    first, second = _pyvi_model.load(), _pyvi_model.load()
    assert first is not second
    assert same(first, second)
    assert len(builds) == 1
    assert [path.suffix for path in cache.iterdir()] == [".npz"]


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04", b"nothing of the kind"])
def test_a_damaged_cache_is_rebuilt(cache: Path, builds: list[str], damage: bytes) -> None:
    model = _pyvi_model.load()
    [file] = cache.iterdir()
    file.write_bytes(damage or file.read_bytes()[:5000])
    assert same(_pyvi_model.load(), model)
    assert same(_pyvi_model.load(), model)
    assert len(builds) == 2


def test_another_pyvi_gets_another_cache(
    cache: Path, builds: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model_file, word_file = _pyvi_model._pyvi_files()
    _pyvi_model.load()
    changed = tmp_path / "words.txt"
    changed.write_text("nghị quyết", encoding="utf-8")
    monkeypatch.setattr(_pyvi_model, "_pyvi_files", lambda: (model_file, changed))
    assert _pyvi_model.load().pair_is_word.sum() == 1
    assert builds == [word_file.read_text(encoding="utf-8"), "nghị quyết"]
    assert len(list(cache.iterdir())) == 2


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("SEARCHKIT_CACHE", str(tmp_path / "file" / "cache"))
    assert _pyvi_model.load().pair_is_word.sum() > 20_000


def test_a_disk_that_fills_up_leaves_nothing_behind(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(np, "savez", full)
    assert _pyvi_model.load().pair_is_word.sum() > 20_000
    assert list(cache.iterdir()) == []


def test_without_pyvi_one_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(MissingExtraError, match="pip install pyvi"):
        _pyvi_model.load()


def test_a_model_built_today_segments_as_pyvi_does(
    cache: Path, builds: list[str], monkeypatch: pytest.MonkeyPatch, seeds: Path
) -> None:
    # Other tests may read a model that an earlier version built and left in the user's cache.
    monkeypatch.setattr(words, "_decoder", functools.cache(words._decoder.__wrapped__))
    texts = [file.read_text(encoding="utf-8") for file in sorted(seeds.glob("*.txt"))]
    texts += ["HỘI NGHỊ Trung ương Đảng, F12 2017 chủ nghĩa xã hội", "Ferrari Hồ Chí Minh hợp tác xã nhà nước"]
    assert [words.tokenize(text) for text in texts] == [ViTokenizer.tokenize(text) for text in texts]
    assert len(builds) == 1


ROWS, COLUMNS = 6, 9


@given(st.sets(st.tuples(st.integers(0, ROWS - 1), st.integers(1, COLUMNS - 1))))
@example({(row, COLUMNS - 1) for row in range(ROWS)})
@example(set())
def test_of_a_packed_matrix_every_cell_is_found_and_no_other(cells: set[tuple[int, int]]) -> None:
    offsets, owners = _pyvi_model._pack(cells, ROWS, COLUMNS)
    # Whatever the row and column, there is a place to look.
    assert {
        cell for cell in product(range(ROWS), range(COLUMNS)) if owners[offsets[cell[0]] + cell[1]] == cell[0]
    } == cells
    assert owners[0] == -1
    assert [offsets[row] for row in range(ROWS) if row not in {row for row, _ in cells}] == [0] * (
        ROWS - len({row for row, _ in cells})
    )
    # The fullest row comes first, and nothing is longer than the last row needs.
    assert len(owners) == max(offsets) + COLUMNS + 1


@given(
    st.lists(st.sampled_from([-1, 0]), min_size=COLUMNS + 1, max_size=40),
    st.sets(st.integers(1, COLUMNS - 1), min_size=1),
    st.sampled_from([1, 2, 512]),
)
def test_the_first_offset_is_taken_at_which_all_places_are_free(
    owned: list[int], wanted: set[int], at_once: int
) -> None:
    owners, taken = np.array(owned), sorted(wanted)
    fitting = (
        offset for offset in range(len(owned) - taken[-1]) if all(owned[offset + column] < 0 for column in taken)
    )
    assert _pyvi_model._first_fit(owners, taken, at_once) == next(fitting, len(owned))
