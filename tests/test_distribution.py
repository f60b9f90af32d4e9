"""What a source distribution holds."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

# Git's own, and what only a checkout needs.
_LEFT_OUT = {".gitattributes"}


def test_a_source_distribution_lacks_nothing_that_its_tests_need(tmp_path: Path) -> None:
    pytest.importorskip("setuptools", reason="setuptools, which makes distributions, isn't installed")
    if not (ROOT / ".git").exists():
        pytest.skip("this is no checkout of git, which knows what belongs to the project")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    files = [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    for name in files:
        (tmp_path / "project" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, tmp_path / "project" / name)
    making = "import setuptools; setuptools.setup()"
    command = [sys.executable, "-W", "ignore", "-c", making, "-q", "sdist", "--formats=tar", "-d", str(tmp_path)]
    subprocess.run(command, cwd=tmp_path / "project", capture_output=True, check=True)
    [archive] = tmp_path.glob("*.tar")
    with tarfile.open(archive) as distribution:
        held = {name.partition("/")[2] for name in distribution.getnames()}
    assert set(files) - held - _LEFT_OUT == set()
