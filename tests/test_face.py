"""The face of the library."""

from __future__ import annotations

import inspect
from importlib.metadata import version
from pathlib import Path

import pytest

import searchkit
from searchkit import errors


def test_the_public_names_are_sorted_and_there() -> None:
    assert searchkit.__all__ == sorted(searchkit.__all__)
    assert all(hasattr(searchkit, name) for name in searchkit.__all__)


def test_every_error_is_public() -> None:
    family = {name for name, one in vars(errors).items() if inspect.isclass(one) and issubclass(one, Exception)}
    assert family <= set(searchkit.__all__)


@pytest.mark.parametrize("name", sorted(set(searchkit.__all__) - {"__version__"}))
def test_every_public_name_says_what_it_is(name: str) -> None:
    one = getattr(searchkit, name)
    assert inspect.getdoc(one)
    if inspect.isclass(one):
        undocumented = [
            member
            for member, value in vars(one).items()
            if not member.startswith("_") and (inspect.isfunction(value) or isinstance(value, property))
            if not inspect.getdoc(value)
        ]
        assert undocumented == []


def test_the_version_is_that_of_the_distribution() -> None:
    assert searchkit.__version__ == version("searchkit")


def test_types_are_shipped() -> None:
    assert (Path(searchkit.__file__).parent / "py.typed").exists()


def test_every_module_says_what_it_is_for() -> None:
    folder = Path(searchkit.__file__).parent
    silent = [
        str(file.relative_to(folder))
        for file in folder.rglob("*.py")
        if (text := file.read_text(encoding="utf-8")) and not text.startswith('"""')
    ]
    assert silent == []
