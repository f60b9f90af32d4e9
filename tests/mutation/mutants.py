"""Source to its mutants: the same source with one small fault in it, each a place and what stands there instead.

The operators: a comparison's boundary or sense, a condition's sense, "and" for "or", arithmetic, constants, arguments
in another order or left out, a statement left out, "any" for "all", "min" for "max", an order or a slice's bound that
isn't kept, letters not lowered or stripped, a pattern that asks for less or more. Not touched, since no test should
depend on it: docstrings, annotations, decorators, what is imported for types alone, the words of errors, f-strings, and
the ``strict`` of ``zip``, a guard that does nothing else.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.BitXor: ast.BitOr,
    ast.LShift: ast.RShift, ast.RShift: ast.LShift,
}  # fmt: skip
_OPPOSITES = {"any": "all", "all": "any", "min": "max", "max": "min"}
# Left out, what they were called on stays.
_CLEANING = {"lower", "upper", "casefold", "strip", "lstrip", "rstrip", "removeprefix", "removesuffix"}
# What reads as a regular expression, and its parts to leave out, or to have one more of: anchors and repetitions.
_IS_PATTERN = re.compile(r"\\[bBdDsSwW]|\(\?|\][*+?{$]|^\^")
_PARTS_OF_PATTERNS = re.compile(r"(?<!\\)(?:\\\\)*(?P<part>\\b|[*+^$]|(?<!\()\?|\{(?P<count>\d+)(?=[,}]))")


class Mutant(NamedTuple):
    """A fault: the line it is in, from 1, the code of that line, what stands there, what is put in its place, and the
    whole source with it."""

    line: int
    code: str
    old: str
    new: str
    source: str

    def __str__(self) -> str:
        return f"{self.line}: {self.old}  →  {self.new}"


def mutants(source: str) -> list[Mutant]:
    """Every mutant of a module's source, in order."""
    lines = source.split("\n")
    starts = [0, *accumulate(len(line.encode()) + 1 for line in lines)]
    data = source.encode()
    found: dict[str, Mutant] = {}
    for node, new in _Walk().faults(ast.parse(source)):
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[node.end_lineno - 1] + node.end_col_offset
        old = data[start:end].decode()
        mutated = (data[:start] + new.encode() + data[end:]).decode()
        found.setdefault(mutated, Mutant(node.lineno, lines[node.lineno - 1].strip(), old, new, mutated))
    return sorted(found.values(), key=lambda mutant: mutant[:4])


class _Walk:
    """Goes through a tree and yields (node, what to write in its place)."""

    def faults(self, node: ast.AST, within_raise: bool = False) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
        if _is_left_alone(node):
            return
        within_raise = within_raise or isinstance(node, ast.Raise)
        if not (within_raise and isinstance(node, ast.Constant)):
            yield from _of(node)
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "decorator_list", "type_params"):
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST) and not _is_docstring(child):
                    yield from self.faults(child, within_raise)


def _is_left_alone(node: ast.AST) -> bool:
    if isinstance(node, (ast.JoinedStr, ast.Import, ast.ImportFrom)):
        return True  # in Python 3.11 nothing tells where the parts of an f-string stand
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return True
    if isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "TypeAlias":
        return True
    if isinstance(node, ast.FunctionDef):
        return any(ast.unparse(one) in ("overload", "abstractmethod") for one in node.decorator_list)
    return isinstance(node, ast.keyword) and node.arg == "strict"


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _of(node: ast.AST) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    """The faults that may be made in one node."""
    match node:
        case ast.Compare():
            for place, operator in enumerate(node.ops):
                changed = copy.deepcopy(node)
                changed.ops[place] = _COMPARISONS[type(operator)]()
                yield node, f"({ast.unparse(changed)})"
        case ast.BoolOp():
            changed_op = copy.copy(node)
            changed_op.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield node, f"({ast.unparse(changed_op)})"
        case ast.UnaryOp(op=ast.Not()):
            yield node, f"({ast.unparse(node.operand)})"
        case ast.UnaryOp(op=ast.USub()):
            yield node, ast.unparse(node.operand)
        case ast.BinOp() if type(node.op) in _ARITHMETIC and not _is_formatting(node):
            changed_bin = copy.copy(node)
            changed_bin.op = _ARITHMETIC[type(node.op)]()
            yield node, f"({ast.unparse(changed_bin)})"
        case ast.AugAssign() if type(node.op) in _ARITHMETIC:
            changed_aug = copy.copy(node)
            changed_aug.op = _ARITHMETIC[type(node.op)]()
            yield node, ast.unparse(changed_aug)
            yield node, "pass"
        case ast.If() | ast.IfExp() if not _is_turned_round_anyway(node.test):
            yield node.test, f"(not ({ast.unparse(node.test)}))"
        case ast.While():
            yield node.test, "False"
        case ast.comprehension():
            for condition in node.ifs:
                yield condition, "True"
        case ast.Constant():
            if (new := _other(node.value)) is not None:
                yield node, new
            if isinstance(node.value, str) and _IS_PATTERN.search(node.value):
                yield from ((node, repr(other)) for other in _other_patterns(node.value))
        case ast.Call():
            yield from _of_call(node)
        case ast.Subscript(slice=ast.Slice(lower, upper)):
            for name, bound in (("lower", lower), ("upper", upper)):
                if bound is not None:
                    changed_slice = copy.deepcopy(node)
                    setattr(changed_slice.slice, name, None)
                    yield node, ast.unparse(changed_slice)
        case ast.Expr() | ast.Raise() | ast.Delete():
            yield node, "pass"
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield node, "pass"
        case ast.Break():
            yield node, "continue"
        case ast.Continue():
            yield node, "break"


def _of_call(node: ast.Call) -> Iterator[tuple[ast.expr, str]]:
    """The faults that may be made in a call, but for those in its parts."""
    for number, keyword in enumerate(node.keywords):
        if keyword.arg not in ("strict", None):
            changed = copy.copy(node)
            changed.keywords = node.keywords[:number] + node.keywords[number + 1 :]
            yield node, ast.unparse(changed)
    match node:
        case ast.Call(ast.Name(name)) if name in _OPPOSITES:
            yield node.func, _OPPOSITES[name]
            return  # in whatever order
        case ast.Call(ast.Name("sorted" | "reversed"), [values]):
            yield node, f"list({ast.unparse(values)})"
        case ast.Call(ast.Attribute(value, name)) if name in _CLEANING:
            yield node, ast.unparse(value)
    match node.args:
        case [first, second, *others] if not any(isinstance(one, ast.Starred) for one in (first, second)):
            changed = copy.copy(node)
            changed.args = [second, first, *others]
            yield node, ast.unparse(changed)


def _other_patterns(pattern: str) -> Iterator[str]:
    """A pattern with one part left out, or repeated once more; none that isn't one."""
    for match in _PARTS_OF_PATTERNS.finditer(pattern):
        start, end = match.span("part")
        new = "{" + str(int(match["count"]) + 1) if match["count"] else ""
        changed = pattern[:start] + new + pattern[end:]
        try:
            re.compile(changed)
        except re.error:
            continue
        yield changed


def _is_turned_round_anyway(test: ast.expr) -> bool:
    """Whether another fault in a condition already makes it its opposite."""
    match test:
        case ast.UnaryOp(op=ast.Not()):
            return True
        case ast.Compare(ops=[one]):
            return not isinstance(one, (ast.Lt, ast.LtE, ast.Gt, ast.GtE))
    return False


def _is_formatting(node: ast.BinOp) -> bool:
    return isinstance(node.op, ast.Mod) and isinstance(node.left, ast.Constant)


def _other(value: object) -> str | None:
    """Another constant of the same kind; None for what has none."""
    if isinstance(value, bool):
        return repr(not value)
    if isinstance(value, int):
        return repr(value + 1)
    if isinstance(value, float):
        return repr(value * 1.5 + 0.1)
    if isinstance(value, str):
        return repr("" if value else "other")
    if isinstance(value, bytes):
        return repr(b"" if value else b"other")
    return None
