"""``searchkit search``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import searchkit
from searchkit import Index, Report
from searchkit.analysis.accents import fold
from searchkit.analysis.spelling import exact_key
from tests.cli.conftest import Run
from tests.texts import nfd

SEED = "000_04f0816c42b548b7.txt"


def objects(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_hits_are_shown_with_title_source_and_snippet(run: Run, seeds_there: Path) -> None:
    result = run("search", '"kết nạp 23 quần chúng"', "--index", seeds_there)
    assert result.exit_code == 0
    assert result.stderr == ""
    first, source, snippet = result.stdout.splitlines()[:3]
    assert first.startswith("  1  Đảng ủy Các cơ quan tỉnh Bắc Giang thành lập")
    assert source.strip().startswith(f"{SEED} · passage ")
    assert "kết nạp 23 quần chúng" in snippet


def test_nothing_found_is_exit_code_1(run: Run, seeds_there: Path) -> None:
    result = run("search", "xyzzy", "--index", seeds_there)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "No passage matches.\n")


def test_nothing_found_in_json_is_silent(run: Run, seeds_in_tantivy: Path) -> None:
    result = run("search", "xyzzy", "--json", "--index", seeds_in_tantivy)
    assert (result.exit_code, result.output) == (1, "")


def test_no_more_hits_is_exit_code_1(run: Run, seeds_in_tantivy: Path) -> None:
    result = run("search", "đảng", "--offset", "1000", "--index", seeds_in_tantivy)
    assert (result.exit_code, result.stderr) == (1, "There are no more hits.\n")


def test_json_has_the_promised_shape(run: Run, seeds_there: Path) -> None:
    result = run("search", "dang", "uy", "khoi", "--json", "--index", seeds_there)
    assert result.exit_code == 0
    hits = objects(result.stdout)
    assert [hit["rank"] for hit in hits] == list(range(1, 11))
    for hit in hits:
        assert list(hit)[:6] == ["rank", "tier", "score", "report", "passage", "highlights"]
        assert {"id", "title", "path"} <= hit["report"].keys()
        assert list(hit["passage"]) == ["id", "start", "end", "text"]
        assert isinstance(hit["score"], float)


def test_highlights_are_offsets_into_the_passage(run: Run, seeds_there: Path, seeds: Path) -> None:
    hits = objects(run("search", "dang uy khoi", "--json", "--index", seeds_there).stdout)
    assert [bool(hit["highlights"]) for hit in hits] == [True] * 10
    for hit in hits:
        passage = hit["passage"]
        text = (seeds / hit["report"]["path"]).read_text(encoding="utf-8")
        assert text[passage["start"] : passage["end"]] == passage["text"]
        for mark in hit["highlights"]:
            assert list(mark) == ["start", "end"]
            marked = passage["text"][mark["start"] : mark["end"]]
            assert fold(exact_key(marked)) in ("dang", "uy", "khoi")


def test_highlights_in_decomposed_text(run: Run, tmp_path: Path, engine_name: str) -> None:
    with searchkit.create(tmp_path / "index", engine_name) as index:
        index.add(searchkit.Report(id="1", text=nfd("Đảng ủy Khối họp")))
    [hit] = objects(run("search", "khoi", "--json", "--index", tmp_path / "index").stdout)
    [mark] = hit["highlights"]
    assert hit["passage"]["text"][mark["start"] : mark["end"]] == nfd("Khối")


def test_metadata_goes_with_the_report(run: Run, tmp_path: Path, engine_name: str) -> None:
    with searchkit.create(tmp_path / "index", engine_name) as index:
        metadata = {"place": "Bắc Giang", "id": "not me"}
        index.add(searchkit.Report(id="1", text="Đảng ủy họp", title="Họp", path="a.txt", metadata=metadata))
    [hit] = objects(run("search", "dang", "--json", "--index", tmp_path / "index").stdout)
    fields = {"id": "1", "title": "Họp", "path": "a.txt", "format": "", "encoding": "", "facts": {}}
    assert hit["report"] == {"place": "Bắc Giang", **fields}
    assert hit["passage"] == {"id": "1#0", "start": 0, "end": 11, "text": "Đảng ủy họp"}
    assert hit["highlights"] == [{"start": 0, "end": 4}]


@pytest.mark.parametrize("option", ["-n", "--limit"])
def test_the_limit_and_offset_page(run: Run, seeds_there: Path, option: str) -> None:
    whole = objects(run("search", "chi bộ", "--json", option, "6", "--index", seeds_there).stdout)
    page = objects(run("search", "chi bộ", "--json", option, "2", "--offset", "4", "--index", seeds_there).stdout)
    assert page == whole[4:]


def test_a_limit_beyond_all_counting_shows_all_hits(run: Run, seeds_there: Path) -> None:
    hits = objects(run("search", "chi bộ", "--json", "-n", str(10**30), "--index", seeds_there).stdout)
    assert len(hits) > 10
    assert run("search", "chi bộ", "--offset", str(10**30), "--index", seeds_there).exit_code == 1


def test_accents_may_be_strict_or_ignored(run: Run, seeds_there: Path) -> None:
    assert run("search", "dàng", "--accents", "strict", "--index", seeds_there).exit_code == 1
    for mode in ("ignore", "auto"):
        assert run("search", "dàng", "--accents", mode, "--index", seeds_there).exit_code == 0


def test_all_words_or_any(run: Run, seeds_there: Path) -> None:
    assert run("search", "đảng", "xyzzy", "--all", "--index", seeds_there).exit_code == 1
    assert run("search", "đảng", "xyzzy", "--any", "--index", seeds_there).exit_code == 0
    assert run("search", "đảng", "xyzzy", "--index", seeds_there).exit_code == 0


def test_a_group_shows_each_report_once(run: Run, seeds_there: Path) -> None:
    result = run("search", "dang uy", "--group", "--json", "--index", seeds_there)
    hits = objects(result.stdout)
    assert len({hit["report"]["id"] for hit in hits}) == len(hits) == 5
    assert sum(1 + hit["more"] for hit in hits) > 20
    assert "more in this report" in run("search", "dang uy", "--group", "--index", seeds_there).stdout


def test_copies_are_shown_once_with_their_count_or_one_by_one(run: Run, tmp_path: Path) -> None:
    for name in ("a", "b"):
        story = "Đảng ủy Khối các cơ quan tỉnh tổ chức hội nghị tổng kết công tác xây dựng Đảng."
        (tmp_path / f"{name}.txt").write_text(f"Tin {name}\n{story}", encoding="utf-8")
    index = tmp_path / "index"
    run("index", tmp_path / "a.txt", tmp_path / "b.txt", "--index", index)
    assert "1 copy" in run("search", "hội nghị tổng kết", "--index", index).stdout
    [hit] = objects(run("search", "hội nghị tổng kết", "--json", "--index", index).stdout)
    assert len(hit["copies"]) == 1
    assert len(objects(run("search", "hội nghị tổng kết", "--json", "--all-copies", "--index", index).stdout)) == 2


def test_colours_only_where_they_are_wanted(run: Run, seeds_in_tantivy: Path) -> None:
    for options in ((), ("--color", "never"), ("--color", "auto"), ("--color", "always", "--json")):
        assert "\x1b" not in run("search", "dang uy", *options, "--index", seeds_in_tantivy).output
    assert "\x1b[1;31mĐảng\x1b[0m" in run("search", "dang uy", "--color", "always", "--index", seeds_in_tantivy).stdout


def test_colours_are_all_that_colours_add(run: Run, seeds_in_tantivy: Path) -> None:
    import re

    plain = run("search", "dang uy khoi", "--index", seeds_in_tantivy).stdout
    coloured = run("search", "dang uy khoi", "--color", "always", "--index", seeds_in_tantivy).stdout
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_the_index_may_be_named_by_the_environment(seeds_in_tantivy: Path) -> None:
    from click.testing import CliRunner

    from searchkit.cli import main

    result = CliRunner(env={"SEARCHKIT_INDEX": str(seeds_in_tantivy)}).invoke(main, ["search", "đảng"])
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("...!?", "only punctuation"),
        ("đảng " * 10_000, "10,000 words"),
        ("(" * 2000 + "đảng" + ")" * 2000, "nested too deeply"),
        ("(" * 5000 + "đảng" + ")" * 5000, "10,000 quotation marks, parentheses and operators"),
    ],
    ids=["empty", "spaces", "punctuation", "10,000 words", "nested", "operators"],
)
def test_a_query_that_cannot_be_run_is_one_sentence(
    failing: Run, seeds_in_tantivy: Path, query: str, sentence: str
) -> None:
    assert sentence in failing("search", query, "--index", seeds_in_tantivy).stderr


def test_a_missing_index_says_how_to_make_one(failing: Run, tmp_path: Path) -> None:
    assert "searchkit index PATH" in failing("search", "đảng", "--index", tmp_path / "nowhere").stderr


@pytest.mark.parametrize(
    "options", [("-n", "0"), ("--offset", "-1"), ("--accents", "loose"), ("--colour",), ("-n", "x")]
)
def test_wrong_options_are_usage_errors(run: Run, seeds_in_tantivy: Path, options: tuple[str, ...]) -> None:
    result = run("search", "đảng", *options, "--index", seeds_in_tantivy)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


# Filters


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--place", "bac giang"], ["000"]),
        (["--place", "BẮC NINH"], ["000"]),
        (["--place", "bac giang", "--place", "nam dinh"], ["000", "002"]),
        (["--source", "bao nam dinh"], ["002"]),
        (["--author", "van anh"], ["000"]),
        (["--kind", "tin"], ["001"]),
        (["--since", "2023"], ["000", "001"]),
        (["--since", "3/2023"], ["000"]),
        (["--until", "17/7/2019"], ["003"]),
        (["--since", "2019-07-18", "--until", "2022"], ["002"]),
        (["--since", "2023", "--kind", "tin"], ["001"]),
    ],
)
def test_filters_narrow_down_what_is_searched(
    run: Run, seeds_there: Path, options: list[str], found: list[str]
) -> None:
    result = run("search", "dang", "-n", "100", *options, "--json", "--index", seeds_there)
    assert result.exit_code == 0
    assert sorted({hit["report"]["id"][:3] for hit in objects(result.stdout)}) == found


def test_where_looks_in_metadata(run: Run, index_of: Callable[..., Index]) -> None:
    said = [{"unit": "A=B"}, {"unit": "C"}, {"unit": "C", "Loại": "x"}, {}]
    index = index_of(Report(str(n), f"Đảng ủy {n} họp.", metadata=metadata) for n, metadata in enumerate(said))

    def found(*options: str) -> str:
        given = [part for option in options for part in ("--where", option)]
        hits = objects(run("search", "dang", *given, "--json", "--index", index.path).stdout)
        return "".join(sorted(hit["report"]["id"] for hit in hits))

    assert (found("unit=a=b"), found("UNIT=c"), found("unit=c", "unit=a=b")) == ("0", "12", "012")
    assert (found("unit=c", "loai=X"), found("loai=y")) == ("2", "")


def test_nothing_passes_is_exit_code_1(run: Run, seeds_there: Path) -> None:
    result = run("search", "dang", "--place", "Hà Nội", "--index", seeds_there)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "No passage matches.\n")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--since", "30/2/2021"], "2021, 2021-03, 2021-03-30, 3/2021 or 30/3/2021"),
        (["--since", "2022", "--until", "2021"], "No day is since 2022 and until 2021"),
        (["--place", "bac giag"], "did you mean Bắc Giang"),
        (["--where", "unit"], "'unit' is not FIELD=VALUE"),
        (["--where", "=x"], "'=x' is not FIELD=VALUE"),
        (["--source", ""], "source is empty"),
    ],
)
def test_a_filter_that_cannot_be_is_told(failing: Run, seeds_in_tantivy: Path, options: list[str], told: str) -> None:
    assert told in failing("search", "dang", *options, "--index", seeds_in_tantivy).stderr


def test_what_a_report_says_of_itself_stands_in_the_line_of_a_hit(run: Run, seeds_in_tantivy: Path) -> None:
    lines = run("search", '"kết nạp 23 quần chúng"', "--index", seeds_in_tantivy).stdout.splitlines()
    assert lines[1].strip() == f"{SEED} · passage 3 · 2023-03-15 · Bắc Giang"


def test_json_says_what_a_report_says_and_where(run: Run, seeds_there: Path) -> None:
    (hit,) = objects(run("search", '"kết nạp 23 quần chúng"', "--json", "--index", seeds_there).stdout)
    facts = hit["report"]["facts"]
    assert facts["date"] == {"value": "2023-03-15", "start": 96, "end": 106}
    with searchkit.open(seeds_there) as index:
        text = index.report(SEED).text
    assert text[96:106] == "15/03/2023"
    assert text[facts["place"]["start"] : facts["place"]["end"]] == "Bắc Giang"


def test_json_says_of_which_property_a_fact_was_read(run: Run, index_of: Callable[..., Index]) -> None:
    index = index_of([Report("1", "Đảng ủy họp.", metadata={"author": "Văn Anh", "facts": "none"})])
    (hit,) = objects(run("search", "dang", "--json", "--index", index.path).stdout)
    assert hit["report"]["facts"] == {"author": {"value": "Văn Anh", "property": "author"}}


def test_a_long_name_takes_little_of_a_line(run: Run, index_of: Callable[..., Index]) -> None:
    index = index_of([Report("1", "Đảng ủy họp.", metadata={"source": "Cổng thông tin điện tử " * 9})])
    assert "· Cổng thông tin điện tử Cổng thông tin đ…\n" in run("search", "dang", "--index", index.path).stdout


def test_what_else_was_searched_is_told_on_standard_error(run: Run, seeds_there: Path) -> None:
    result = run("search", "BTV", "--index", seeds_there)
    assert (result.exit_code, result.stderr) == (0, "Also searched: BTV → Ban Thường vụ\n")
    assert "BTV" in result.stdout.splitlines()[2]
    assert run("search", "BTV", "--no-expand", "--index", seeds_there).stderr == ""


def test_what_else_was_searched_is_in_json(run: Run, seeds_there: Path) -> None:
    result = run("search", "ban thuong vu", "--json", "--index", seeds_there)
    expansion = {"kind": "acronym", "typed": "Ban Thường vụ", "as": "BTV"}
    assert [hit["expansions"] for hit in objects(result.stdout)] == [[expansion]] * 10
    assert result.stderr == ""
    hits = objects(run("search", "ban thuong vu", "--json", "--no-expand", "--index", seeds_there).stdout)
    assert [hit["expansions"] for hit in hits] == [[]] * 10


def test_a_table_of_ones_own_is_an_option_or_a_variable(
    run: Run, seeds_in_tantivy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own.csv"
    own.write_text("acronym,expansion\nQCX,quần chúng\n", encoding="utf-8")
    told = "Also searched: QCX → quần chúng\n"
    assert run("search", "QCX", "--index", seeds_in_tantivy).exit_code == 1
    assert run("search", "QCX", "--acronyms", own, "--index", seeds_in_tantivy).stderr == told
    monkeypatch.setenv("SEARCHKIT_ACRONYMS", str(own))
    assert run("search", "qcx", "--index", seeds_in_tantivy).stderr == told
    own.write_text("acronym,expansion\nQCX\n", encoding="utf-8")
    result = run("search", "qcx", "--index", seeds_in_tantivy)
    assert (result.exit_code, result.stderr) == (
        2,
        f"Error: {own}, line 2: a column is missing; write an acronym and what it stands for.\n",
    )


def test_what_was_set_aside_is_told_in_a_line(run: Run, seeds_there: Path) -> None:
    result = run("search", "đảng", "AND", "đơn_vị:ủy)", "--index", seeds_there)
    assert result.exit_code == 0
    told = "Note: There is no field 'đơn_vị'; it is searched as a word. (character 10) "
    assert result.stderr.startswith(told + "Left out ')': the parenthesis was never opened. (character 19)\n")


def test_json_tells_what_was_set_aside_last(run: Run, seeds_in_tantivy: Path) -> None:
    result = run("search", "đảng)", "--json", "--index", seeds_in_tantivy)
    *hits, last = objects(result.stdout)
    assert all("rank" in hit for hit in hits)
    assert last == {"notes": [{"start": 4, "end": 5, "text": "Left out ')': the parenthesis was never opened."}]}
    nothing = run("search", "xyzzy)", "--json", "--index", seeds_in_tantivy)
    assert nothing.exit_code == 1
    assert list(objects(nothing.stdout)[0]) == ["notes"]


def test_strict_syntax_makes_it_an_error(run: Run, seeds_in_tantivy: Path) -> None:
    result = run("search", "đảng)", "--strict-syntax", "--index", seeds_in_tantivy)
    assert result.exit_code == 2
    assert "never opened. (character 5 of the query)" in result.stderr
