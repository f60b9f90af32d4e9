"""The run over planted faults: what is noticed, what isn't, and that the tree stays as it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.mutation import run
from tests.mutation.mutants import Mutant
from tests.mutation.workers import Outcome

MODULE = "def is_grown(age):\n    return age >= 18\n"
TESTS = """
from searchkit.query.age import is_grown

def test_grown():
    assert is_grown(30)

def test_not_grown():
    assert not is_grown(3)
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small tree of its own, with this runner in it, as git knows it."""
    root = tmp_path / "tree"
    files = {
        "searchkit/__init__.py": "", "searchkit/query/__init__.py": "", "searchkit/query/age.py": MODULE,
        "tests/__init__.py": "", "tests/query/__init__.py": "", "tests/query/test_age.py": TESTS,
        "tests/conftest.py": 'from hypothesis import settings\n\nsettings.register_profile("mutation")\n',
        "tests/mutation/equivalent.toml": (
            '[[mutant]]\nfile = "searchkit/query/age.py"\ncode = "return age >= 18"\nold = "18"\nnew = "19"\n'
            'reason = "Planted."\n'
        ),
    }  # fmt: skip
    for name in ("__init__.py", "mutants.py", "run.py", "workers.py"):
        files[f"tests/mutation/{name}"] = (ROOT / "tests" / "mutation" / name).read_text(encoding="utf-8")
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    return root


def contents(root: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(root)): file.read_bytes()
        for file in root.rglob("*")
        if file.is_file() and not {".git", "__pycache__"} & set(file.parts)
    }


def test_a_fault_that_no_test_notices_is_told_and_the_tree_stays_as_it_is(tree: Path) -> None:
    before = contents(tree)
    command = [sys.executable, "tests/mutation/run.py", "searchkit/query", "--least", "100"]
    done = subprocess.run(command, cwd=tree, capture_output=True, encoding="utf-8", check=False)
    assert "2 of 2 mutants of searchkit/query, seed 1" in done.stdout, done.stderr
    # At the boundary nothing is tested; the other fault is listed as one that changes nothing.
    assert "survived searchkit/query/age.py:2: age >= 18  →  (age > 18)" in done.stdout
    assert "searchkit/query: 0.0 % of 1 killed, 1 survived, 1 equivalent" in done.stdout
    assert done.returncode == 1
    test = tree / "tests" / "query" / "test_age.py"
    test.write_text(TESTS + "\ndef test_just_grown():\n    assert is_grown(18)\n", encoding="utf-8")
    before |= contents(tree)
    done = subprocess.run(command, cwd=tree, capture_output=True, encoding="utf-8", check=False)
    assert "test_age.py::test_just_grown searchkit/query/age.py:2: age >= 18  →  (age > 18)" in done.stdout
    assert "in all: 100.0 % of 2 killed, 0 survived, 0 equivalent" in done.stdout
    assert done.returncode == 0
    assert contents(tree) == before


def test_tests_that_fail_without_a_fault_tell_nothing(tree: Path) -> None:
    (tree / "tests" / "query" / "test_age.py").write_text("def test_never():\n    assert False\n", encoding="utf-8")
    command = [sys.executable, "tests/mutation/run.py", "searchkit/query/age.py"]
    done = subprocess.run(command, cwd=tree, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert "Tests fail where there is no fault" in done.stderr
    assert "test_never" in done.stderr


def test_the_nearest_tests_come_first() -> None:
    near, room, rest = run.tests_of(ROOT, "searchkit/search/copies.py")
    assert near == ["searchkit/search/copies.py", "tests/search/test_copies.py"]
    assert "tests/search/test_tiers.py" in room
    assert rest[-1] == "tests/test_index.py"
    # Of a module without a file of tests the room's are the nearest.
    near, rest = run.tests_of(ROOT, "searchkit/engines/_tantivy_errors.py")
    assert near[0] == "searchkit/engines/_tantivy_errors.py"
    assert "tests/conformance/test_engines.py" in near
    assert rest[-1] == "tests/test_index.py"


@pytest.mark.parametrize(
    ("file", "engine"),
    [
        ("searchkit/search/plan.py", "whoosh"),
        ("searchkit/engines/_tantivy_view.py", "whoosh"),
        ("searchkit/engines/_whoosh_view.py", "tantivy"),
        ("searchkit/engines/contract.py", None),
    ],
)
def test_an_engine_that_a_fault_can_not_concern_is_left_out(file: str, engine: str | None) -> None:
    assert run.engine_left_out(file) == engine


def test_what_is_named_equivalent_is_a_mutant_that_there_is() -> None:
    listed = run.equivalents(ROOT / "tests" / "mutation" / "equivalent.toml")
    assert set(listed) <= {run.key_of(one) for one in run.planted(ROOT, sorted({file for file, *_ in listed}))}
    assert all(reason.endswith(".") for reason in listed.values())


def test_a_mutant_that_was_killed_counts_although_it_is_named_equivalent() -> None:
    one = run.Planted("a/b.py", Mutant(1, "x = 1", "1", "2", "x = 2"))
    reasons = {run.key_of(one): "It is not."}
    assert "100.0 % of 1 killed, 0 survived, 0 equivalent" in run.report([(one, Outcome(1, "", 0))], reasons)
    assert "of 0 killed, 0 survived, 1 equivalent" in run.report([(one, Outcome(0, "", 0))], reasons)
