"""Running searchkit's commands as a user who owns nothing: started by root, who gives up his rights before the command.

Everything is imported first: the other user may not be allowed to read where Python's packages lie.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

#: Why no other user can be played here, "" if one can.
REASON = "" if hasattr(os, "geteuid") and os.geteuid() == 0 else "only root can run a command as another user"

_NOBODY = 65534

_PROGRAM = f"""
import importlib, json, os, pkgutil, sys, tempfile, encodings.idna
import click.testing
import searchkit
for module in pkgutil.walk_packages(searchkit.__path__, "searchkit."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
from searchkit.cli import main
for engine in ("tantivy", "whoosh"):
    with tempfile.TemporaryDirectory() as folder, searchkit.create(folder + "/index", engine) as index:
        index.add(searchkit.Report(id="1", text="Đảng ủy họp."))
        index.search('"đảng ủy" OR họp').total
os.setgroups([])
os.setgid({_NOBODY})
os.setuid({_NOBODY})
os.chdir("/")
told = []
for words in json.loads(sys.argv[1]):
    done = click.testing.CliRunner().invoke(main, words)
    told.append((done.exit_code, done.stdout, done.stderr))
print(json.dumps(told))
"""


def run(*commands: list[str]) -> list[tuple[int, str, str]]:
    """The exit code, standard output and standard error of some commands of searchkit, run by another user."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1]), "TMPDIR": "/tmp"}
    command = [sys.executable, "-c", _PROGRAM, json.dumps(commands)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return [(code, out, err) for code, out, err in json.loads(done.stdout)]
