"""Faults that can be put into a source."""

from __future__ import annotations

import ast

import pytest

from tests.mutation.mutants import mutants


@pytest.mark.parametrize(
    ("source", "faulty"),
    [
        ("a < b", ["(a <= b)"]),
        ("a == b", ["(a != b)"]),
        ("a <= b < c", ["(a < b < c)", "(a <= b <= c)"]),
        ("a is None", ["(a is not None)"]),
        ("a in b", ["(a not in b)"]),
        ("a and b", ["(a or b)"]),
        ("not a", ["(a)"]),
        ("a + b", ["(a - b)"]),
        ("a // b", ["(a * b)"]),
        ("x = 1", ["x = 2"]),
        ("x = -1", ["x = -2", "x = 1"]),
        ("x = 0.5", ["x = 0.85"]),
        ("x = True", ["x = False"]),
        ("x = 'đ'", ["x = ''"]),
        ("x = b''", ["x = b'other'"]),
        ("x += y", ["pass", "x -= y"]),
        ("x.y = z", ["pass"]),
        ("f(a, b)", ["f(b, a)", "pass"]),
        ("if a: b = c", ["if (not (a)): b = c"]),
        ("if a < b: c = d", ["if (a <= b): c = d", "if (not (a < b)): c = d"]),
        ("if not a: b = c", ["if (a): b = c"]),
        ("if a is b: c = d", ["if (a is not b): c = d"]),
        ("x = max(a, b)", ["x = min(a, b)"]),
        ("x = any(a)", ["x = all(a)"]),
        ("x = sorted(a, key=b)", ["x = list(a)", "x = sorted(a)"]),
        ("x = a.lower()", ["x = a"]),
        ("x = f(a, b, c=d)", ["x = f(a, b)", "x = f(b, a, c=d)"]),
        ("x = a[b:]", ["x = a[:]"]),
        ("x = a[b:c]", ["x = a[:c]", "x = a[b:]"]),
        (r"x = r'\ba?\d{2,3}'", ["x = ''", r"x = 'a?\\d{2,3}'", r"x = '\\ba\\d{2,3}'", r"x = '\\ba?\\d{3,3}'"]),
        (r"x = r'\d\+'", ["x = ''"]),
        ("x = a if b else c", ["x = a if (not (b)) else c"]),
        ("while a: b = c", ["while False: b = c"]),
        ("x = [a for a in b if a.c]", ["x = [a for a in b if True]"]),
        ("for a in b: break", ["for a in b: continue"]),
        ("raise Error('words')", ["pass"]),
    ],
)
def test_what_faults_there_are(source: str, faulty: list[str]) -> None:
    # A statement that is only an expression may be left out as well.
    left_out = ["pass"] if isinstance(ast.parse(source).body[0], ast.Expr) and "pass" not in faulty else []
    assert sorted(mutant.source for mutant in mutants(source)) == sorted([*faulty, *left_out])


@pytest.mark.parametrize(
    "source",
    [
        '"""Says what it is."""',
        "from __future__ import annotations",
        "def f(a: 'int' = b) -> 'str': return a",
        "@cache(1)\ndef f(a): return a",
        "x: TypeAlias = 'dict[str, int]'",
        "if TYPE_CHECKING:\n    x = 1",
        "x = f'{a + b}'",
        "x = zip(*a, strict=True)",
    ],
)
def test_what_is_left_alone(source: str) -> None:
    assert mutants(source) == []


def test_a_fault_is_written_where_it_belongs_whatever_stands_before_it() -> None:
    source = "ủy = 'đ'  # Đảng\nif ủy == x:\n    khối(1)  # họp\n"
    (mutant,) = [mutant for mutant in mutants(source) if "!=" in mutant.new]
    assert mutant.source == "ủy = 'đ'  # Đảng\nif (ủy != x):\n    khối(1)  # họp\n"
    assert (mutant.line, mutant.code, mutant.old) == (2, "if ủy == x:", "ủy == x")
    assert all(ast.parse(mutant.source) for mutant in mutants(source))
