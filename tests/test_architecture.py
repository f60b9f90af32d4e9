"""The floors of the house: a module imports from lower floors or its own; a search imports only what it needs."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import searchkit
from searchkit import Index
from tests.conftest import ROOT

PACKAGE = Path(searchkit.__file__).parent

#: The only packages of others that a search of plain words may import with the tantivy engine.
ALLOWED = {"click", "tantivy", "unidecode", "searchkit"}
#: Imported at Python's start where they are installed that way, by nobody here.
AT_START = {"__editable___searchkit_0_1_0_finder", "sitecustomize", "usercustomize", "_distutils_hack"}

MODULES = [file for file in sorted(PACKAGE.rglob("*.py")) if file != PACKAGE / "__init__.py"]


def name_of(file: Path) -> str:
    return ".".join(file.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def room_of(module: str) -> str:
    """The room of a module: the first part of its name; "searchkit" is the face."""
    return module.partition(".")[0] or "searchkit"


def rooms_in_docs() -> dict[str, tuple[int, set[str]]]:
    """Each room's floor and the rooms that it imports from, as docs/architecture.md has them."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = text.partition("## The floors")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| *(\d+) *\| (`[^|]*`) *\|([^|]*)\|$", table, re.MULTILINE)
    return {
        room: (int(floor), set(re.findall(r"`(\w+)`", imports)))
        for floor, names, imports in rows
        for room in re.findall(r"`(\w+)`", names)
    }


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


def imports_between_rooms() -> dict[str, set[str]]:
    """For each room the other rooms that it imports from, as the code has them."""
    found: dict[str, set[str]] = {"searchkit": {room_of(name) for name in imports_of(PACKAGE / "__init__.py")}}
    for file in MODULES:
        found.setdefault(room_of(name_of(file)), set()).update(map(room_of, imports_of(file)))
    return {room: imported - {room} for room, imported in found.items()}


def test_the_rooms_and_what_each_imports_from_are_those_of_the_docs() -> None:
    assert imports_between_rooms() == {room: imported for room, (_, imported) in rooms_in_docs().items()}


def test_a_room_imports_from_lower_floors_only() -> None:
    rooms = rooms_in_docs()
    upward = [
        (room, imported) for room, (floor, below) in rooms.items() for imported in below if rooms[imported][0] >= floor
    ]
    assert upward == []


def test_an_engine_knows_the_schema_the_errors_and_the_disk_alone() -> None:
    assert imports_between_rooms()["engines"] == {"schema", "errors", "durable"}


def test_the_check_sees_imports() -> None:
    assert {"query.query", "schema", "storage.manifest", "indexing.adding"} <= set(imports_of(PACKAGE / "index.py"))
    assert "" in set(imports_of(PACKAGE / "cli" / "search.py"))


def test_only_the_face_and_the_ground_stand_loose_at_the_top() -> None:
    loose = {file.stem for file in PACKAGE.glob("*.py")}
    assert loose == {"__init__", "__main__", "durable", "errors", "index", "making", "schema", "version"}


@pytest.mark.parametrize("library", ["whoosh", "tantivy"])
def test_an_engines_library_is_known_to_its_engine_and_the_parser_alone(library: str) -> None:
    users = {
        name_of(file)
        for file in MODULES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == library)
        or (isinstance(node, ast.Import) and any(alias.name.split(".")[0] == library for alias in node.names))
    }
    assert f"engines.{library}" in users
    others = {name for name in users if not name.startswith(f"engines._{library}_")}
    assert others <= {f"engines.{library}", "query.syntax"}


def imported(*runs: list[str]) -> tuple[set[str], set[str]]:
    """The top-level modules that some runs of searchkit import, one after the other in one new process: those of
    others, and those of the standard library."""
    script = (
        "import sys; before = set(sys.modules)\n"
        "from searchkit.cli import main\n"
        f"for run in {list(runs)!r}: print(main(run, standalone_mode=False))\n"
        "found = {name.split('.')[0] for name in set(sys.modules) - before}\n"
        "print(); print(*sorted(found))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert all(line.startswith("Also searched: ") for line in done.stderr.splitlines()), done.stderr
    found = set(done.stdout.splitlines()[-1].split()) - AT_START
    return found - sys.stdlib_module_names, found & sys.stdlib_module_names


@pytest.fixture(scope="module")
def folder(seed_indexes: Callable[[str], Index]) -> str:
    """The folder of a tantivy index of the sample reports."""
    return str(seed_indexes("tantivy").path)


#: Every run adds to what was imported before it, so that one process can tell of all of them that none imports more.
PLAIN_WORDS = [
    ["search", query, *options]
    for query in ("dang uy khoi", "Đảng ủy Khối", "21-NQ/TW", "1.666")
    for options in ([], ["--json"], ["--group"])
]
OTHER_COMMANDS = [["stats"], ["show", "000_04f0816c42b548b7.txt"], ["search", "--help"]]


@pytest.fixture(scope="module")
def by_plain_words(folder: str) -> tuple[set[str], set[str]]:
    """What searches of plain words import, of others and of the standard library."""
    return imported(*([*run, "--index", folder] for run in PLAIN_WORDS))


def test_a_search_of_plain_words_imports_only_what_it_needs(by_plain_words: tuple[set[str], set[str]]) -> None:
    assert by_plain_words[0] == ALLOWED


@pytest.mark.parametrize("module", ["multiprocessing", "concurrent", "asyncio", "unittest", "http", "email", "lzma"])
def test_a_search_spares_slow_parts_of_the_standard_library(
    by_plain_words: tuple[set[str], set[str]], module: str
) -> None:
    assert "json" in by_plain_words[1]
    assert module not in by_plain_words[1]


def test_a_search_without_filters_knows_nothing_of_them(folder: str) -> None:
    script = (
        "import sys, searchkit\n"
        f"with searchkit.open({folder!r}) as index: index.search('dang uy', **eval(sys.argv[1]))\n"
        "print(*(name for name in sys.modules if name.startswith('searchkit.')))"
    )
    found = [
        subprocess.run([sys.executable, "-c", script, given], capture_output=True, text=True, check=True).stdout.split()
        for given in ("{}", "{'place': 'nam dinh'}")
    ]
    extra = {"searchkit.query.filters", "searchkit.query.typed_dates", "searchkit.analysis.days"}
    assert [extra & set(names) for names in found] == [set(), extra]


def test_other_commands_import_as_little(folder: str) -> None:
    found, _ = imported(*([*run, "--index", folder] for run in OTHER_COMMANDS))
    assert {"searchkit", "click"} <= found <= ALLOWED


def test_a_phrase_imports_the_parser_besides(folder: str) -> None:
    found, _ = imported(["search", '"kết nạp"', "--index", folder])
    assert "whoosh" in found
    assert not found & {"pyvi", "sklearn", "scipy", "numpy", "ir_measures", "pandas"}
