"""What reaches the screen, and programs, of reports made to deceive: indexed, searched and shown by commands."""

from __future__ import annotations

import json
import re
import tempfile
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

from click.testing import CliRunner, Result
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from searchkit.cli import main

#: Reports in an example.
REPORTS = 20

_OURS = re.compile(r"\x1b\[(?:1;31m|0m|1m|2m|0m\x1b\[1m)")
_MOVING = {"Cc", "Cf", "Cs", "Zl", "Zp"}

Row = Mapping[str, str]


def reports(texts: SearchStrategy[str]) -> SearchStrategy[list[Row]]:
    """The lines of a file, all parts of them random."""
    row = st.fixed_dictionaries({"_id": texts, "title": texts, "text": texts.map("đảng {}".format), "note": texts})
    return st.lists(row, min_size=REPORTS, max_size=REPORTS)


def deceiving(shown: str) -> set[str]:
    """The characters of a text that move, hide or reverse others."""
    shown = shown.replace("\r\n", "\n")  # the end of a line
    return {char for char in set(shown) if unicodedata.category(char) in _MOVING and char not in "\n\t"}


def check(rows: Sequence[Row]) -> None:
    """Nothing that deceives is on any screen; what is for programs is JSON, a line each, and says what went in."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # Names of files deceive too.
        file = folder / f"{_as_name(rows[0]['_id'])}.jsonl"
        file.write_text("".join(f"{json.dumps(row)}\n" for row in rows) + '{"text": "\\u001b\n', encoding="utf-8")
        (folder / f"{_as_name(rows[1]['_id'])}.exe").touch()
        index = ("--index", str(folder / "index"))
        indexed = _said("index", str(folder), *index)
        assert "Skipped" in indexed.stderr
        for options in ((), ("--color", "always"), ("--group",)):
            assert _said("search", "đảng", "-n", "50", *options, *index).stdout
        _check_json(rows, index)
        _said("search", *index, "--", rows[2]["title"])
        _said("show", *index, "--", "no report\u202e" + rows[3]["_id"])


def _check_json(rows: Sequence[Row], index: tuple[str, str]) -> None:
    # What is in another's place, or has another's id, is skipped.
    went_in = {row["_id"]: row for row in reversed(rows) if row["_id"]}
    lines = _said("search", "đảng", "-n", "50", "--all-copies", "--json", *index).stdout.split("\n")
    found = [json.loads(line) for line in lines if line]
    assert found
    for hit in found:
        report, text = hit["report"], hit["passage"]["text"]
        if report["id"] in went_in:
            row = went_in[report["id"]]
            assert text in row["text"]
            assert report["note"] == row["note"]
    shown = found[0]["report"]["id"]
    as_html = _run("show", "--html", "--query", "đảng", *index, "--", shown).stdout
    assert not set("<>") & set(as_html.replace("<mark>", "").replace("</mark>", ""))
    coloured = _said("show", "--color", "always", "--query", "đảng", *index, "--", shown)
    assert coloured.exit_code == 0


def _as_name(text: str) -> str:
    name = text.replace("/", "").replace("\0", "").encode("utf-8", "replace")[:80].decode(errors="ignore")
    return f"a{name}"


def _run(*arguments: str) -> Result:
    result = CliRunner(env={"SEARCHKIT_INDEX": None}).invoke(main, arguments)
    assert isinstance(result.exception, SystemExit | None), result.exception
    assert result.exit_code in (0, 1, 2)
    return result


def _said(*arguments: str) -> Result:
    result = _run(*arguments)
    for shown in (result.stdout, result.stderr):
        assert not deceiving(_OURS.sub("", shown)), shown
    assert (result.exit_code == 2) == ("Error: " in result.stderr or "Usage: " in result.stderr)
    return result
