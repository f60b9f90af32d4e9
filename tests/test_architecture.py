"""The floors of the house: a module imports from lower floors or its own; a search imports only what it needs."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import searchkit
from searchkit import Index

PACKAGE = Path(searchkit.__file__).parent

#: The lowest floor first. The longest name that leads to a module says where it is.
FLOORS = {
    "errors": 1,
    "version": 1,
    "analysis": 1,
    "reports": 2,
    "records": 2,
    "query.tree": 2,
    "query": 3,
    "engines": 3,
    "ranking": 3,
    "highlighting": 3,
    "retrieval": 3,
    "copies": 3,
    "results": 3,
    "indexing": 4,
    "manifest": 4,
    "index": 4,
    "evaluation": 5,
    "cli": 5,
    "__main__": 5,
}
#: The only packages of others that a search of plain words may import with the tantivy engine.
ALLOWED = {"click", "tantivy", "unidecode", "searchkit"}
#: Imported at Python's start where they are installed that way, by nobody here.
AT_START = {"__editable___searchkit_0_1_0_finder", "sitecustomize", "usercustomize", "_distutils_hack"}

MODULES = [file for file in sorted(PACKAGE.rglob("*.py")) if file != PACKAGE / "__init__.py"]


def name_of(file: Path) -> str:
    return ".".join(file.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def floor_of(module: str) -> int:
    leading = [name for name in FLOORS if module == name or module.startswith(name + ".")]
    assert leading, f"{module} is on no floor: give it one"
    return FLOORS[max(leading, key=len)]


def imports_of(file: Path) -> Iterator[str]:
    """The modules of searchkit that a file imports, wherever in it, named from the package on; "" is its face."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{file} imports relatively"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            package, _, rest = name.partition(".")
            if package == "searchkit":
                yield module_of(rest)


def module_of(name: str) -> str:
    """The module that holds a name."""
    parts = name.split(".")
    while parts and not (PACKAGE.joinpath(*parts).is_dir() or PACKAGE.joinpath(*parts).with_suffix(".py").is_file()):
        parts.pop()
    return ".".join(parts)


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_a_module_imports_from_its_own_floor_or_lower_ones(file: Path) -> None:
    own = floor_of(name_of(file))
    # The face of the library is made of the floors up to the index: only what is above may use it.
    above = [name for name in imports_of(file) if (floor_of(name) if name else FLOORS["index"]) > own]
    assert above == []


def test_the_check_sees_imports() -> None:
    assert {"index", "query.tree", "records"} <= set(imports_of(PACKAGE / "index.py")) | {"index"}
    assert "" in set(imports_of(PACKAGE / "cli" / "search.py"))


@pytest.mark.parametrize("library", ["whoosh", "tantivy"])
def test_an_engines_library_is_known_to_its_engine_and_the_parser_alone(library: str) -> None:
    users = {
        name_of(file)
        for file in MODULES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == library)
        or (isinstance(node, ast.Import) and any(alias.name.split(".")[0] == library for alias in node.names))
    }
    assert users <= {f"engines.{library}", "query.parser"}


def imported(*arguments: str) -> set[str]:
    """The top-level modules outside the standard library that a run of searchkit imports."""
    script = (
        "import sys; before = set(sys.modules)\n"
        "from searchkit.cli import main\n"
        f"main({list(arguments)!r}, standalone_mode=False)\n"
        "print(*sorted({name.split('.')[0] for name in set(sys.modules) - before} - set(sys.stdlib_module_names)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split()) - AT_START


@pytest.fixture
def folder(seed_indexes: Callable[[str], Index]) -> str:
    """The folder of a tantivy index of the sample reports."""
    return str(seed_indexes("tantivy").path)


@pytest.mark.parametrize("query", ["dang uy khoi", "Đảng ủy Khối", "21-NQ/TW", "1.666"])
@pytest.mark.parametrize("options", [[], ["--json"], ["--group"]])
def test_a_search_of_plain_words_imports_only_what_it_needs(folder: str, query: str, options: list[str]) -> None:
    assert imported("search", query, "--index", folder, *options) <= ALLOWED


@pytest.mark.parametrize("command", [["stats"], ["show", "000_04f0816c42b548b7.txt"], ["search", "--help"]])
def test_other_commands_import_as_little(folder: str, command: list[str]) -> None:
    assert imported(*command, "--index", folder) <= ALLOWED


def test_a_phrase_imports_the_parser_besides(folder: str) -> None:
    found = imported("search", '"kết nạp"', "--index", folder)
    assert "whoosh" in found
    assert not found & {"pyvi", "sklearn", "scipy", "numpy", "ir_measures", "pandas"}


@pytest.mark.parametrize("module", ["multiprocessing", "concurrent", "asyncio", "unittest", "http", "email", "lzma"])
def test_a_search_spares_slow_parts_of_the_standard_library(folder: str, module: str) -> None:
    script = (
        "import sys; before = set(sys.modules); from searchkit.cli import main\n"
        f"main(['search', 'dang uy', '--index', {folder!r}], standalone_mode=False)\n"
        f"sys.exit({module!r} in set(sys.modules) - before)"
    )
    subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
