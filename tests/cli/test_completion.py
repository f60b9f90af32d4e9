"""What shells complete: asked of real ones, as far as they are there."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

import searchkit
from searchkit import Report
from tests.cli.conftest import Run

# A key, as a terminal sends it: to the beginning of the line.
_HOME = "\x01"
_PATIENCE = 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index, "index", whose ids are hard on shells, and the program, "searchkit", in a folder."""
    folder = tmp_path_factory.mktemp("completion")
    with searchkit.create(folder / "index") as index:
        ids = ["r/báo cáo $x.txt", "r/b,c.txt", "k.jsonl:1", "k.jsonl:22", "r/quà's \"*.txt", "evil\x1b[2J.txt"]
        index.add(Report(id=one, text=f"Đảng ủy họp {one}.", metadata={"unit": "A", "so hieu": "7"}) for one in ids)
    program = folder / "searchkit"
    package = str(Path(searchkit.__file__).parents[1])
    program.write_text(
        f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {package!r})\nfrom searchkit.cli import main\nmain()\n"
    )
    program.chmod(0o755)
    return folder


def environment(folder: Path) -> dict[str, str]:
    # A locale in which letters are UTF-8.
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SEARCHKIT")}
    return {
        **inherited,
        "PATH": f"{folder}:{os.environ['PATH']}",
        "LC_ALL": "C.UTF-8",
        "TERM": "dumb",
        "HOME": str(folder),
    }


def shell(name: str) -> str:
    found = shutil.which(name)
    if os.name == "nt" or found is None:
        pytest.skip(f"there is no shell {name} here")
    return found


def typed(folder: Path, command: list[str], first: str, lines: list[str]) -> list[str]:
    """What lines become in a shell on a terminal when the Tab key is hit at their ends: they are told, and not run."""
    import pty

    process, terminal = pty.fork()
    if not process:
        os.chdir(folder)
        os.execve(command[0], command, environment(folder))
    try:
        told = "told() { printf '<<%s>>' \"$@\" end; }"
        os.write(terminal, f"{told}; {first}; echo rea''dy\n".encode())
        _read(terminal, "ready")
        found = []
        for line in lines:
            # The key is answered once the program has ended; what is typed meanwhile waits for that.
            os.write(terminal, f"{line}\t{_HOME}told \n".encode())
            seen = _read(terminal, "<<end>>").partition("<<searchkit>>")[2].partition("<<end>>")[0]
            found.append(" ".join(["searchkit", *seen.removeprefix("<<").removesuffix(">>").split(">><<")]))
        return found
    finally:
        os.write(terminal, b"\x03\x04exit\n")
        os.close(terminal)
        os.waitpid(process, 0)


def _read(terminal: int, *wanted: str) -> str:
    """What a terminal shows until all that is wanted has been seen."""
    shown = b""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        ready, _, _ = select.select([terminal], [], [], 1)
        if ready:
            shown += os.read(terminal, 1 << 16)
        if all(one in shown.decode(errors="replace") for one in wanted):
            return shown.decode(errors="replace")
    raise AssertionError(f"the shell showed only {shown.decode(errors='replace')!r}")


#: What is typed, and what the last word becomes: ids with spaces, colons, dollars, commas, quotation marks.
LINES = [
    ("searchkit sea", "search"),
    ("searchkit search --gr", "--group"),
    ("searchkit show r/bá", "r/báo cáo $x.txt"),
    ("searchkit show r/b,", "r/b,c.txt"),
    ("searchkit show r/q", "r/quà's \"*.txt"),
    ("searchkit show k.jsonl:2", "k.jsonl:22"),
    ("searchkit facets --index index un", "unit"),
    ("searchkit search x --where un", "unit="),
    ("searchkit search x --accents st", "strict"),
]


WHOLE = [f"{line.rpartition(' ')[0]} {becomes}" for line, becomes in LINES]


def test_bash_completes(folder: Path) -> None:
    command = [shell("bash"), "--norc", "--noprofile", "-i"]
    first = 'eval "$(searchkit completion bash 2>&-)"'
    assert typed(folder, command, first, [line for line, _ in LINES]) == WHOLE


def test_zsh_completes(folder: Path) -> None:
    command = [shell("zsh"), "-f", "-i"]
    first = 'bindkey -e; autoload -U compinit; compinit -u -D; eval "$(searchkit completion zsh 2>&-)"'
    assert typed(folder, command, first, [line for line, _ in LINES]) == WHOLE


def test_fish_completes(folder: Path) -> None:
    asked = "; ".join(f"complete -C {line!r}" for line, _ in LINES)
    command = [shell("fish"), "--no-config", "-c", f"searchkit completion fish 2>/dev/null | source; {asked}"]
    done = subprocess.run(command, cwd=folder, env=environment(folder), capture_output=True, check=True, text=True)
    assert [one.partition("\t")[0] for one in done.stdout.splitlines()] == [becomes for _, becomes in LINES]


def test_ids_that_would_deceive_are_not_offered(folder: Path) -> None:
    command = [str(folder / "searchkit")]
    asked = {"_SEARCHKIT_COMPLETE": "zsh_complete", "COMP_WORDS": "searchkit show ", "COMP_CWORD": "2"}
    done = subprocess.run(
        command, cwd=folder, env=environment(folder) | asked, capture_output=True, check=True, text=True
    )
    assert "k.jsonl:22" in done.stdout
    assert "evil" not in done.stdout


@pytest.mark.parametrize("words", ["searchkit show --index nowhere ", "searchkit facets --index nowhere "])
def test_without_an_index_nothing_is_offered_and_nothing_said(folder: Path, words: str) -> None:
    asked = {"_SEARCHKIT_COMPLETE": "zsh_complete", "COMP_WORDS": words, "COMP_CWORD": "4"}
    command = [str(folder / "searchkit")]
    done = subprocess.run(
        command, cwd=folder, env=environment(folder) | asked, capture_output=True, check=True, text=True
    )
    assert (done.stdout.strip(), done.stderr) == ("", "")


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_a_script_says_where_it_belongs(run: Run, name: str) -> None:
    done = run("completion", name)
    assert done.exit_code == 0
    assert "_SEARCHKIT_COMPLETE" in done.stdout
    assert done.stderr.startswith("It belongs in ")


def test_there_is_no_script_for_another_shell(failing: Run) -> None:
    assert "'tcsh'" in failing("completion", "tcsh").stderr
