"""Roots by their names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from searchkit.indexing.roots import Place
from searchkit.storage.manifest import Root

PLACE = Place(Path("/home/an/index"))


def test_names_are_relative_to_where_the_index_lies(tmp_path: Path) -> None:
    place = Place(tmp_path / "index")
    for path, name in ((tmp_path / "a", "a"), (tmp_path, "."), (tmp_path.parent, os.fspath(tmp_path.parent))):
        assert place.name_of(path) == name
        assert place.path_of(name) == path


@pytest.mark.parametrize(
    ("root", "name", "is_covered"),
    [
        ("a", "a", True),
        ("a", "a/b.txt", True),
        ("a", "ab.txt", False),
        (".", "a/b.txt", True),
        (".", "/home/an/b.txt", False),
        ("/home/an", "a/b.txt", True),
        ("/home/an", "/home/an/b.txt", True),
        ("/home/anh", "a/b.txt", False),
        ("/", "a/b.txt", True),
        ("/srv", "/srv/b.txt", True),
        ("/srv", "b.txt", False),
    ],
)
def test_a_root_covers_what_lies_below_it(root: str, name: str, is_covered: bool) -> None:
    assert PLACE.covers(root, name) == is_covered


def remembered(roots: list[Root], *names: str, encoding: str | None = None) -> tuple[Root, ...]:
    return PLACE.remembered(roots, names, encoding)


def test_what_lies_below_a_root_needs_no_mention() -> None:
    assert remembered([], "a") == (Root("a"),)
    assert remembered([Root("a")], "a", "a/b") == (Root("a"),)
    assert remembered([Root("a/b"), Root("c")], "a") == (Root("c"), Root("a"))


def test_an_encoding_is_remembered_until_another_is_named() -> None:
    old = [Root("a", "TCVN3")]
    assert remembered(old, "a") == (Root("a", "TCVN3"),)
    assert remembered(old, "a", encoding="VNI") == (Root("a", "VNI"),)
    assert remembered(old, "a", encoding="") == (Root("a"),)


def test_a_part_may_have_an_encoding_of_its_own() -> None:
    roots = remembered([Root("a")], "a/old", encoding="TCVN3")
    assert roots == (Root("a"), Root("a/old", "TCVN3"))
    nearest_first = PLACE.nearest_first(roots)
    assert [PLACE.encoding_of(nearest_first, name) for name in ("a/1", "a/old/1", "b")] == ["", "TCVN3", ""]
    assert remembered(list(roots), "a") == roots
    assert remembered(list(roots), "a", encoding="") == (Root("a"),)
