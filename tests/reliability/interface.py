"""What programs are given: the JSON of commands, on an index of reports made to deceive."""

from __future__ import annotations

import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, NoReturn
from zlib import crc32

from click.testing import CliRunner

import searchkit
from searchkit import Report
from searchkit.cli import main, output
from searchkit.reports.exported import line_of
from searchkit.reports.readers import read_source
from searchkit.reports.source import Source
from tests.reliability.mutations import HOSTILE
from tests.reliability.screens import deceiving

_REPORTS = {
    f"h{number}": Report(
        f"h{number}", f"Đảng ủy {part} họp. Chi bộ {part}", f"Hội nghị {part}", metadata={"note": part}
    )
    for number, part in enumerate(one.decode(errors="replace") for one in HOSTILE)
}
_COMMANDS = (
    ("search", "--json", "--totals", "-n", "5"),
    ("search", "--json", "--group", "--explain", "--any", "--fix", "-n", "3"),
    ("suggest", "--json"),
    ("facets", "--json", "note"),
    ("similar", "--json", "-n", "3"),
)


@cache
def _index() -> Path:
    place = Path(tempfile.mkdtemp(prefix="searchkit-fuzz-"), "index")
    with searchkit.create(place) as index:
        index.add(_REPORTS.values())
        index.add(searchkit.read(Path(__file__).parents[2] / "seeds"))
    return place


def check(text: str) -> None:
    """A text goes through JSON as it is; and what a command prints of a query reads back, a line each."""
    value = {"text": text, "places": [{text: [text, None, 1.5]}]}
    assert _read(output.as_json(value)) == value
    # A report is kept without white space around it.
    report = Report("a", text.strip()[:200], text.strip() or "a", metadata={"note": text})
    (again,) = read_source(Source("a.jsonl", data=line_of(report).encode()))
    assert isinstance(again, Report)
    assert (again.id, again.text, again.metadata) == (report.id, report.text, report.metadata)
    chosen = crc32(text.encode())
    command = _COMMANDS[chosen % len(_COMMANDS)]
    asked = f"h{chosen % len(_REPORTS)}" if command[0] == "similar" else text
    done = CliRunner(env={"SEARCHKIT_INDEX": None}).invoke(main, [*command, "--index", str(_index()), "--", asked])
    assert isinstance(done.exception, SystemExit | None), done.exception
    assert done.exit_code in (0, 1, 2)
    assert not deceiving(done.stderr), done.stderr
    for line in filter(None, done.stdout.split("\n")):
        _check_hit(_read(line))


def _read(line: str) -> Any:
    """A line as a strict reader of JSON has it."""
    assert "\n" not in line
    assert not deceiving(line), line
    return json.loads(line, parse_constant=_no_number)


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def _check_hit(told: Any) -> None:
    assert isinstance(told, dict)
    if "passage" in told and told["report"]["id"] in _REPORTS:
        report, passage = _REPORTS[told["report"]["id"]], told["passage"]
        assert passage["text"] == report.text[passage["start"] : passage["end"]]
        assert (told["report"]["title"], told["report"]["note"]) == (report.title, report.metadata["note"])
        for span in told["highlights"]:
            assert 0 <= span["start"] < span["end"] <= len(passage["text"])
