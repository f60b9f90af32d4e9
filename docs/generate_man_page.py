"""Writes docs/searchkit.1, the man page, from the help of the commands: ``python docs/generate_man_page.py``.

It is written in the macros of man(7), which every reader of man pages knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

import click

from searchkit.cli import main
from searchkit.version import __version__

#: Of the last change to what the page says beside the help of the commands.
DATE = "2026-11-25"

ENDING = """\
.SH ENVIRONMENT
.TP
.B SEARCHKIT_INDEX
The folder of the index, where
.B \\-\\-index
names none.
.TP
.B SEARCHKIT_ACRONYMS
A table of acronyms of one's own.
.TP
.B SEARCHKIT_CACHE
Another folder than the user's cache folder.
.TP
.B NO_COLOR
If it is set, nothing is coloured unless
.B \\-\\-color always
says so.
.SH EXIT STATUS
.TP
.B 0
Found, or done.
.TP
.B 1
Nothing was found.
.TP
.B 2
An error, told in one sentence on standard error.
.TP
.B 130
Stopped by Ctrl\\-C.
.TP
.B 141
Whoever read the output has gone.
"""


def page() -> str:
    """The whole page."""
    with _context(main, "searchkit", None) as root:
        lines = [
            '.\\" Written by docs/generate_man_page.py.',
            f'.TH SEARCHKIT 1 "{DATE}" "searchkit {_escaped(__version__)}" "User Commands"',
            ".SH NAME",
            "searchkit \\- full\\-text search over Vietnamese party reports, with or without accents",
            ".SH SYNOPSIS",
            ".B searchkit",
            ".I COMMAND",
            "[\\fIOPTIONS\\fR] ...",
            ".SH DESCRIPTION",
            *_paragraphs(main.help or ""),
            *_options(root),
            ".SH COMMANDS",
        ]
        for name in main.list_commands(root):
            command = main.get_command(root, name)
            assert command is not None
            with _context(command, name, root) as context:
                lines += [f".SS {_escaped(_usage(context))}", *_paragraphs(command.help or ""), *_options(context)]
    return "\n".join(lines) + "\n" + ENDING


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    return click.Context(command, parent=parent, info_name=name, **command.context_settings)


def _usage(context: click.Context) -> str:
    return " ".join([context.command_path, *context.command.collect_usage_pieces(context)])


def _paragraphs(help_text: str) -> Iterator[str]:
    """The paragraphs of a help text; those behind a line of ``\\b`` keep their lines."""
    for number, paragraph in enumerate(cleandoc(help_text).split("\n\n")):
        lines = [line.rstrip() for line in paragraph.splitlines()]
        if number:
            yield ".PP"
        if lines[0].strip() == "\b":
            yield from (".nf", *(_escaped(line) for line in lines[1:]), ".fi")
        else:
            yield _escaped(" ".join(line.strip() for line in lines))


def _options(context: click.Context) -> Iterator[str]:
    for parameter in context.command.get_params(context):
        record = parameter.get_help_record(context) if isinstance(parameter, click.Option) else None
        if record:
            names, told = record
            yield from (".TP", f".B {_escaped(names)}", _escaped(" ".join(told.split())))


def _escaped(text: str) -> str:
    """A text that means nothing to a formatter: hyphens are those typed, a leading point or quotation mark no macro."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text.startswith((".", "'")) else text


if __name__ == "__main__":
    Path(__file__).with_name("searchkit.1").write_text(page(), encoding="utf-8")
