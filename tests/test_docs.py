"""The pages of documentation: true to the code, their examples run, their links lead somewhere."""

from __future__ import annotations

import doctest
import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import click
import pytest

from searchkit.cli import main

from .conftest import ROOT

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
# Virtual environments and caches with pages of others may lie in the repository too.
_OURS = ("*.md", "docs/**/*.md", "index/*.md", "tests/**/*.md")
MARKDOWN = sorted(page for place in _OURS for page in ROOT.glob(place))

_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]*`")
_LINK = re.compile(r"\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")
_ELSEWHERE = re.compile(r"[a-z][a-z+.-]*:", re.IGNORECASE)
_HEADING = re.compile(r"^#+ +(.+?) *#*$", re.MULTILINE)


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def test_the_command_line_reference_is_what_help_says() -> None:
    generator = runpy.run_path(str(DOCS / "generate_command_line.py"))
    written = (DOCS / "command-line.md").read_text(encoding="utf-8")
    assert generator["page"]() == written, "run: python docs/generate_command_line.py"


@pytest.mark.parametrize("command", [None, *main.list_commands(click.Context(main))])
def test_every_command_has_an_example_in_its_help(command: str | None) -> None:
    with click.Context(main, info_name="searchkit") as context:
        found = main.get_command(context, command) if command else main
        assert found is not None
        assert re.search(r"^ *Examples?:\n +searchkit \w", found.get_help(context), re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_the_examples_of_a_page_run(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    done = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert done.failed == 0
    assert done.attempted == len(re.findall(r"^ *>>> ", page.read_text(encoding="utf-8"), re.MULTILINE))


def test_there_are_examples() -> None:
    assert ">>> " in (DOCS / "library.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", MARKDOWN, ids=_name)
def test_the_links_of_a_page_lead_somewhere(page: Path) -> None:
    assert list(_broken(page)) == []


def test_the_check_sees_links_that_lead_nowhere(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# A heading\n[a](page.md) [b](#a-heading) [c](page.md#a-heading) [d](https://x.vn) `[e](e.md)` "
        "[f](nowhere.md) [g](#nowhere) [h](page.md#nowhere)\n",
        encoding="utf-8",
    )
    assert list(_broken(page)) == ["nowhere.md", "#nowhere", "page.md#nowhere"]


def _broken(page: Path) -> Iterator[str]:
    for link in _LINK.findall(_CODE.sub("", _FENCED.sub("", page.read_text(encoding="utf-8")))):
        if _ELSEWHERE.match(link):
            continue
        path, _, anchor = unquote(link).partition("#")
        target = page.parent / path if path else page
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in _anchors(target)):
            yield link


def _anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives to the headings of a page."""
    headings = _HEADING.findall(_FENCED.sub("", page.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
