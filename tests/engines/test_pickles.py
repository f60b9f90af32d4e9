"""Pickles that may name some classes and functions only."""

from __future__ import annotations

import collections
import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from searchkit.engines._pickles import naming_only

DEFAULTDICT = pickle.dumps(collections.defaultdict(int, {"a": 1}))
GETCWD = b"cos\ngetcwd\n."
ALLOWED = frozenset({("collections", "defaultdict"), ("builtins", "int")})


def test_what_is_allowed_is_read() -> None:
    with naming_only(ALLOWED):
        assert pickle.loads(DEFAULTDICT) == {"a": 1}
        assert pickle.loads(pickle.dumps({"a": [1, "b", None]})) == {"a": [1, "b", None]}


def test_what_is_not_allowed_is_named_and_not_looked_up() -> None:
    with naming_only(ALLOWED), pytest.raises(pickle.UnpicklingError, match=r"os\.getcwd"):
        pickle.loads(GETCWD)
    with naming_only(frozenset()), pytest.raises(pickle.UnpicklingError, match=r"collections\.defaultdict"):
        pickle.loads(DEFAULTDICT)


def test_outside_and_in_other_threads_pickles_are_read_as_ever() -> None:
    with naming_only(frozenset()), ThreadPoolExecutor(1) as pool:
        assert pool.submit(pickle.loads, GETCWD).result() is os.getcwd
    assert pickle.loads(GETCWD) is os.getcwd


def test_within_another_the_inner_one_counts_and_then_the_outer_one_again() -> None:
    with naming_only(ALLOWED):
        with naming_only(frozenset()), pytest.raises(pickle.UnpicklingError):
            pickle.loads(DEFAULTDICT)
        assert pickle.loads(DEFAULTDICT) == {"a": 1}
        with pytest.raises(pickle.UnpicklingError):
            pickle.loads(GETCWD)


def test_an_error_inside_ends_the_watch() -> None:
    with pytest.raises(ZeroDivisionError), naming_only(frozenset()):
        raise ZeroDivisionError
    assert pickle.loads(GETCWD) is os.getcwd


def test_where_audit_hooks_are_kept_out_nothing_is_read() -> None:
    script = (
        "import sys; from searchkit.engines._pickles import naming_only\n"
        "def keep_out(event, details):\n"
        "    if event == 'sys.addaudithook': raise RuntimeError\n"
        "sys.addaudithook(keep_out)\n"
        "try:\n"
        "    with naming_only(frozenset()): print('read')\n"
        "except Exception as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("This Python keeps audit hooks out")
