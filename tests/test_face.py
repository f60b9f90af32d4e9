"""The face of the library."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import pytest

import searchkit
from searchkit import errors


def test_the_public_names_are_sorted_and_there() -> None:
    assert searchkit.__all__ == sorted(searchkit.__all__)
    assert all(hasattr(searchkit, name) for name in searchkit.__all__)


def test_every_error_is_public() -> None:
    family = {name for name, one in vars(errors).items() if inspect.isclass(one) and issubclass(one, Exception)}
    assert len(family) > 5
    assert family <= set(searchkit.__all__)


def undocumented(one: type | object) -> Iterator[str]:
    """What has no docstring of a class or function, its public methods and properties included.

    Read from its source: at run time named tuples and dataclasses have docstrings that nobody wrote, and some kinds of
    property show none.
    """
    (node,) = ast.parse(textwrap.dedent(inspect.getsource(one))).body  # type: ignore[arg-type]
    assert isinstance(node, (ast.ClassDef, ast.FunctionDef))
    if not ast.get_docstring(node):
        yield node.name
    for member in node.body if isinstance(node, ast.ClassDef) else ():
        if isinstance(member, ast.FunctionDef) and not member.name.startswith("_") and not ast.get_docstring(member):
            yield f"{node.name}.{member.name}"


@pytest.mark.parametrize("name", sorted(set(searchkit.__all__) - {"__version__"}))
def test_every_public_name_says_what_it_is(name: str) -> None:
    assert list(undocumented(getattr(searchkit, name))) == []


class Silent(NamedTuple):
    one: int

    @property
    def two(self) -> int:
        return 2

    @cached_property
    def three(self) -> int:
        return 3

    def four(self) -> int:
        """Documented."""
        return 4


def test_the_check_sees_what_says_nothing() -> None:
    assert list(undocumented(Silent)) == ["Silent", "Silent.two", "Silent.three"]


def test_the_version_is_that_of_the_distribution() -> None:
    assert searchkit.__version__ == version("searchkit")


def test_types_are_shipped() -> None:
    assert (Path(searchkit.__file__).parent / "py.typed").exists()


def test_every_module_says_what_it_is_for() -> None:
    folder = Path(searchkit.__file__).parent
    texts = {str(file.relative_to(folder)): file.read_text(encoding="utf-8") for file in folder.rglob("*.py")}
    assert len(texts) > 50
    silent = [name for name, text in texts.items() if text and not ast.get_docstring(ast.parse(text))]
    assert silent == []
