"""``searchkit completion``."""

from __future__ import annotations

import click

from searchkit.cli import COMPLETE_VARIABLE, output, shells


@click.command("completion", short_help="Print a script by which a shell completes searchkit's arguments.")
@click.argument("shell", metavar="SHELL", type=click.Choice(list(shells.PLACES)))
def command(shell: str) -> None:
    """Print the script by which a shell (bash, zsh or fish) completes commands, options, ids of reports and names of
    fields as they are typed. Ids and names are those of the index named before them on the line, or else the usual one.

    Where the script belongs is said on standard error.

    \b
    Example:
      searchkit completion bash > ~/.local/share/bash-completion/completions/searchkit
      searchkit completion zsh > ~/.zfunc/_searchkit
      searchkit completion fish > ~/.config/fish/completions/searchkit.fish
    """
    output.give(shells.script(shell, "searchkit", COMPLETE_VARIABLE))
    output.say(f"It belongs in {shells.PLACES[shell]}, for shells that are started then.", err=True)
