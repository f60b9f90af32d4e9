"""Damaged files: every call tells of them in a sentence, or isn't concerned."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import searchkit
from searchkit import Index, SearchkitError

# Whoosh leaves files open that it fails to read.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")


def flipped(content: bytes, seed: int) -> bytes:
    """Some bits of a file the other way round: one in a hundred bytes, three at least."""
    chance = random.Random(seed)
    damaged = bytearray(content)
    for _ in range(max(3, len(content) // 100)):
        damaged[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def cut(content: bytes, seed: int) -> bytes:
    return content[: len(content) // (seed + 2)]


@pytest.mark.parametrize("damage", [flipped, cut])
def test_every_call_on_a_damaged_index_works_or_says_so(
    seed_index: Index, tmp_path: Path, damage: Callable[[bytes, int], bytes]
) -> None:
    files = [file for file in seed_index.path.rglob("*") if file.is_file() and file.stat().st_size]
    raised = 0
    for seed, file in enumerate(sorted(files)):
        if file.suffix == ".toc" and damage is flipped:
            continue  # a length in it may ask for all memory that there is
        folder = tmp_path / str(seed)
        shutil.copytree(seed_index.path, folder)
        place = folder / file.relative_to(seed_index.path)
        place.write_bytes(damage(file.read_bytes(), seed % 4))
        try:
            with searchkit.open(folder) as index:
                for query in ("dang uy khoi", '"chi bộ bốn tốt"', "nghị -quyết"):
                    results = index.search(query, 50)
                    _ = results.total, [(hit.copies, hit.spans) for hit in results]
                for identity in index.ids():
                    index.report(identity)
                index.stats()
        except SearchkitError:
            raised += 1
    assert raised
