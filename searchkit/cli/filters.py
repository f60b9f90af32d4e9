"""The options that narrow down which reports are searched or counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from searchkit.cli.options import complete_conditions

if TYPE_CHECKING:
    from searchkit.query.filters import FilterArguments

_OPTIONS = (
    click.option("--since", metavar="DATE", help="Only reports of this day, month or year, or later."),
    click.option("--until", metavar="DATE", help="Only reports of this day, month or year, or earlier."),
    click.option("--place", metavar="NAME", multiple=True, help="Only reports of this province, old or new."),
    click.option("--source", metavar="NAME", multiple=True, help="Only what this paper or site published."),
    click.option("--author", metavar="NAME", multiple=True, help="Only reports by this author."),
    click.option("--kind", metavar="NAME", multiple=True, help="Only this kind of document: nghị quyết, báo cáo, tin."),
    click.option(
        "--where",
        metavar="FIELD=VALUE",
        multiple=True,
        shell_complete=complete_conditions,
        help="Only reports with this value in their metadata.",
    ),
)  # fmt: skip


def options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options; their values are for ``of``. Accents and case don't matter in them."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def of(where: tuple[str, ...], **given: Any) -> FilterArguments:
    """The arguments of the library for what was typed, none for an option that wasn't."""
    typed: Any = {name: value for name, value in given.items() if value not in (None, ())}
    fields: dict[str, list[str]] = {}
    for one in where:
        field, equals, value = one.partition("=")
        if not equals or not field.strip():
            raise click.BadParameter(f"{one!r} is not FIELD=VALUE.", param_hint="'--where'")
        fields.setdefault(field, []).append(value)
    if fields:
        typed["where"] = fields
    arguments: FilterArguments = typed
    return arguments
