"""Completion in shells: click's own mechanism, mended where ids of reports break it.

The shell runs searchkit with the line typed so far in the environment, and click answers (``cli.main`` imports this
only then). Bash takes ``:`` and ``=`` for ends of words, and completions as they are to stand on the line; click's
script for fish cuts them at commas.
"""

from __future__ import annotations

import os
import re
from typing import Any

from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
    split_arg_string,
)

_BASH = """\
%(complete_func)s() {
    local IFS=$'\\n' response completion
    COMPREPLY=()
    response=$(env COMP_LINE="${COMP_LINE:0:COMP_POINT}" COMP_WORDBREAKS="$COMP_WORDBREAKS" \
%(complete_var)s=bash_complete "$1")
    for completion in $response; do
        case $completion in
            dir,*) compopt -o dirnames ;;
            file,*) compopt -o default ;;
            *) COMPREPLY+=("${completion#*,}") ;;
        esac
    done
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[=/] ]] && compopt -o nospace
    return 0
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""

# What bash reads as something else than itself.
_SPECIAL = re.compile(r"([\s!\"#$&'()*;<>?\[\\\]^`{|}~])")


class _Bash(BashComplete):
    source_template = _BASH

    def get_completion_args(self) -> tuple[list[str], str]:
        line = os.environ["COMP_LINE"]
        _, *words = split_arg_string(line)
        incomplete = "" if not words or (line[-1:].isspace() and not line.endswith("\\ ")) else words.pop()
        # Bash puts a completion in the place of what follows the last of these.
        self._passed = max(
            (incomplete.rfind(end) + 1 for end in ":=" if end in os.environ["COMP_WORDBREAKS"]), default=0
        )
        return words, incomplete

    def format_completion(self, item: CompletionItem[Any]) -> str:
        return f"{item.type}," + _SPECIAL.sub(r"\\\1", item.value[self._passed :])


class _Fish(FishComplete):
    source_template = FishComplete.source_template.replace('string split ","', 'string split -m 1 ","')


#: The shells for which there is completion, and where the script of each belongs.
PLACES = {
    "bash": "~/.local/share/bash-completion/completions/searchkit",
    "zsh": "a file _searchkit in a folder of your $fpath",
    "fish": "~/.config/fish/completions/searchkit.fish",
}
_CLASSES: dict[str, type[ShellComplete]] = {"bash": _Bash, "zsh": ZshComplete, "fish": _Fish}

add_completion_class(_Bash)
add_completion_class(_Fish)


def script(shell: str, program: str, variable: str) -> str:
    """The script that makes a shell complete the arguments of a program."""
    from searchkit.cli import main

    return _CLASSES[shell](main, {}, program, variable).source()
