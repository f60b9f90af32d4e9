"""What is printed for a person does nothing to the screen; what is given to a program is as it was (D5)."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import searchkit
from searchkit.cli import main, output
from searchkit.search.highlighting import Span
from tests.cli.conftest import Run

#: A clipboard, a title of the window, a cleared screen, C1's CSI, an order reversed, a letter taken back.
HARMFUL = ["\x1b]52;c;ZXZpbA==\x07", "\x1b]0;evil\x07", "\x1b[2J", "\x9b2J", "\u202e", "\b", "\x7f", "\u2066", "\u200b"]


def is_shapeless(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp", "Cs")


@given(st.text(), st.sampled_from(HARMFUL), st.text())
def test_nothing_without_a_shape_is_left_and_every_offset_holds(before: str, harmful: str, after: str) -> None:
    text = before + harmful + after
    shown, line = output.harmless(text), output.harmless_line(text)
    assert len(shown) == len(line) == len(text)
    assert not any(is_shapeless(char) for char in line)
    assert not any(is_shapeless(char) for char in shown if char not in "\n\t\r")
    assert not any(char == "\r" and not shown[place + 1 :].startswith("\n") for place, char in enumerate(shown))
    assert all(a == b for a, b in zip(text, line, strict=True) if not is_shapeless(a))


def test_lines_and_tabs_of_a_text_stay() -> None:
    assert output.harmless("một\r\nhai\tba\rbốn\n") == "một\r\nhai\tba␍bốn\n"
    assert output.harmless_line("một\r\nhai\tba") == "một␍␊hai␉ba"


@settings(max_examples=30)
@given(st.dictionaries(st.text(), st.one_of(st.text(), st.lists(st.text())), max_size=3))
def test_json_is_escaped_and_read_back_is_what_it_was(value: object) -> None:
    written = output.as_json({"value": value, "harmful": HARMFUL})
    assert not any(is_shapeless(char) for char in written)
    assert json.loads(written) == {"value": value, "harmful": HARMFUL}


def test_colours_are_put_around_what_was_made_harmless() -> None:
    painted = output.painted("a\x1b[2J họp", [Span(6, 9)], in_color=True, style=output.TITLE)
    assert painted == "\x1b[1ma␛[2J \x1b[1;31mhọp\x1b[0m\x1b[1m\x1b[0m"
    assert output.painted("a\n\x1b[2J", in_color=False) == "a␊␛[2J"
    assert output.painted("a\n\x1b[2J", in_color=False, may_have_lines=True) == "a\n␛[2J"


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """An index whose one report does its worst."""
    harm = "".join(HARMFUL)
    with searchkit.create(tmp_path / "index") as index:
        index.add(
            searchkit.Report(
                id=f"id{harm}", title=f"Họp {harm}", text=f"Đảng ủy họp {harm} sáng nay.", path=f"a{harm}.txt",
                metadata={"place": harm},
            )
        )  # fmt: skip
    return tmp_path / "index"


@pytest.mark.parametrize("options", [[], ["--json"], ["--group"], ["--color", "never"]])
def test_d5_no_text_title_id_or_path_reaches_the_screen_as_it_is(run: Run, hostile: Path, options: list[str]) -> None:
    result = run("search", "họp", *options, "--index", hostile)
    assert result.exit_code == 0
    assert "sáng nay" in result.stdout
    assert {char for char in result.output if is_shapeless(char)} == {"\n"}


def test_d5_an_error_that_names_an_id_is_harmless(failing: Run, hostile: Path) -> None:
    told = failing("remove", f"nowhere{''.join(HARMFUL)}", "--index", hostile).stderr
    assert {char for char in told if is_shapeless(char)} == {"\n"}


def test_d5_a_file_name_that_is_skipped_is_harmless(run: Run, tmp_path: Path) -> None:
    (tmp_path / "evil\x1b[2J\n.pdf").touch()
    (tmp_path / "good.txt").write_text("họp")
    told = run("index", tmp_path, "--index", tmp_path / "index").stderr
    assert "evil␛[2J␊.pdf" in told
    assert {char for char in told if is_shapeless(char)} == {"\n"}


def test_show_gives_a_pipe_the_text_and_a_terminal_what_is_harmless(
    run: Run, hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity = f"id{''.join(HARMFUL)}"
    given = run("show", identity, "--index", hostile)
    assert given.stdout_bytes == f"Đảng ủy họp {''.join(HARMFUL)} sáng nay.".encode()
    runner = CliRunner()
    with runner.isolation() as (stdout, _, _):
        monkeypatch.setattr("sys.stdout.isatty", lambda: True)
        main(["show", identity, "--index", str(hostile)], standalone_mode=False)
        shown = stdout.getvalue().decode()
    assert "sáng nay" in shown
    assert {char for char in shown if is_shapeless(char)} == {"\n"}
