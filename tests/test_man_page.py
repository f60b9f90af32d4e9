"""The man page: what help says, and what readers of man pages read without complaint."""

from __future__ import annotations

import runpy
import shutil
import subprocess

import pytest

from searchkit.cli import main
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "searchkit.1"


def test_the_man_page_is_what_help_says() -> None:
    generator = runpy.run_path(str(ROOT / "docs" / "generate_man_page.py"))
    assert generator["page"]() == PAGE.read_text(encoding="utf-8"), "run: python docs/generate_man_page.py"


def test_no_line_of_text_is_taken_for_a_macro() -> None:
    generator = runpy.run_path(str(ROOT / "docs" / "generate_man_page.py"))
    assert [generator["_escaped"](text) for text in (".txt", "'a'", "a-b", "\\b")] == [
        "\\&.txt",
        "\\&'a'",
        "a\\-b",
        "\\eb",
    ]


@pytest.mark.parametrize(
    "command", [["mandoc", "-T", "utf8", "-W", "warning,stop"], ["man", "--warnings", "-l"]], ids=["mandoc", "man"]
)
def test_a_reader_of_man_pages_shows_every_command(command: list[str]) -> None:
    program = shutil.which(command[0])
    if program is None:
        pytest.skip(f"there is no {command[0]} here")
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "MANWIDTH": "200"}
    done = subprocess.run(
        [program, *command[1:], str(PAGE)], capture_output=True, check=True, text=True, env=environment
    )
    assert done.stderr == ""
    for name in main.list_commands(None):  # type: ignore[arg-type]
        assert f"searchkit {name}" in done.stdout
