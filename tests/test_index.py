"""The index: add, remove, search, and the promises it keeps."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

import searchkit
from searchkit import (
    EngineError,
    Index,
    IndexFormatError,
    IndexLockedError,
    IndexNotFoundError,
    IndexPathError,
    QueryError,
    Report,
    ReportNotFoundError,
    Skipped,
)
from searchkit.storage import manifest
from tests.texts import nfd

IndexOf = Callable[..., Index]

TEXTS = [
    "Đảng ủy họp.",
    "Hội nghị\r\n\r\nĐảng ủy họp.\r\n\r\n  Chi bộ dự.\r\n",
    nfd("Hội nghị tổng kết\n\nĐảng uỷ Khối họp.\n"),
    "\n\n. \n;\nmột\x0bhai\u2028ba\x1cbốn",
    "Quang cảnh.\nQuang cảnh.\n\n\nVideo\n.",
    " ".join(["Câu này có sáu tiếng."] * 300) + "  ",
    "…",
]


def test_a_report_comes_back_as_it_was(index_of: IndexOf, engine_name: str, seeds: Path) -> None:
    reports = [Report(id=str(number), text=text, title="t", metadata={"k": "v"}) for number, text in enumerate(TEXTS)]
    reports += [report for report in searchkit.read(seeds) if isinstance(report, Report)]
    index = index_of(reports, engine_name)
    for report in reports:
        again = index.report(report.id)
        assert again.text == report.text
        assert (again.title, again.path, dict(again.metadata)) == (report.title, report.path, dict(report.metadata))


def test_adding_says_what_it_came_to(tmp_path: Path, engine_name: str) -> None:
    skipped = Skipped("b.pdf", "no reader")
    seen: list[str] = []
    with searchkit.create(tmp_path / "index", engine_name) as index:
        reports = [Report(id="a", text="một"), skipped, Report(id="a", text="hai"), Report(id="b", text="ba")]
        summary = index.add(reports, progress=lambda report: seen.append(report.id))
        assert (summary.reports, summary.passages) == (2, 2)
        assert summary.skipped[0] == skipped
        assert "'a'" in summary.skipped[1].reason
        assert seen == index.ids() == ["a", "b"]
        assert index.report("a").text == "một"


def test_a_report_of_the_same_id_takes_the_others_place(index_of: IndexOf, engine_name: str) -> None:
    index = index_of(["cũ kỹ", "khác"], engine_name)
    index.add(Report(id="0", text="mới tinh"))
    assert not index.search("cũ", accents="strict")
    assert [hit.report.id for hit in index.search("mới")] == ["0"]
    assert (index.stats().reports, index.stats().passages) == (2, 2)
    assert index.report("0").text == "mới tinh"


def test_adding_the_same_reports_again_changes_nothing(tmp_path: Path, engine_name: str, seeds: Path) -> None:
    with searchkit.create(tmp_path / "index", engine_name) as index:
        first = index.add(searchkit.read(seeds))
        before = [hit.passage for hit in index.search("dang uy khoi", 100)]
        assert before
        assert index.add(searchkit.read(seeds)) == first
        assert index.stats().passages == first.passages
        assert {hit.id for hit in before} == {hit.passage.id for hit in index.search("dang uy khoi", 100)}


def test_removing_takes_all_passages_of_a_report(index_of: IndexOf, engine_name: str) -> None:
    index = index_of(["một\n" * 3 + "hai " * 400, "một"], engine_name)
    passages = index.stats().passages
    assert index.remove("0", "0") == passages - 1
    assert "0" not in index
    assert index.ids() == ["1"]
    assert [hit.report.id for hit in index.search("một hai")] == ["1"]
    with pytest.raises(ReportNotFoundError, match="'0'"):
        index.report("0")


def test_removing_an_unknown_report_removes_none(index_of: IndexOf, engine_name: str) -> None:
    index = index_of(["một", "hai"], engine_name)
    with pytest.raises(ReportNotFoundError, match="nowhere"):
        index.remove("0", "nowhere")
    assert index.ids() == ["0", "1"]


@pytest.mark.parametrize("identity", ["a b/c d.txt", "Đảng ủy", "x" * 300, "|", "a=b", "a#0", "*", "a_b"])
def test_an_id_may_be_anything(index_of: IndexOf, engine_name: str, identity: str) -> None:
    index = index_of([Report(id=identity, text="họp"), Report(id="other", text="họp")], engine_name)
    assert index.report(identity).id == identity
    assert identity in index
    assert index.remove(identity) == 1
    assert index.ids() == ["other"]


def test_ids_under_a_prefix(index_of: IndexOf, engine_name: str) -> None:
    index = index_of([Report(id=identity, text="họp") for identity in ("b/2", "a/1", "b/1")], engine_name)
    assert index.ids("b/") == ["b/1", "b/2"]


def test_an_error_while_reading_leaves_the_index_as_it_was(index_of: IndexOf, engine_name: str) -> None:
    def reports() -> Iterator[Report]:
        yield Report(id="0", text="mới")
        yield Report(id="2", text="mới")
        raise RuntimeError("the disk is gone")

    index = index_of(["cũ", "cũ"], engine_name)
    with pytest.raises(RuntimeError, match="the disk is gone"):
        index.add(reports())
    assert index.ids() == ["0", "1"]
    assert index.report("0").text == "cũ"
    assert not index.search("mới")
    assert index.add(Report(id="2", text="mới")).reports == 1


def test_a_second_writer_is_told_to_wait(index_of: IndexOf, engine_name: str) -> None:
    index = index_of(["cũ"], engine_name)

    def reports() -> Iterator[Report]:
        yield Report(id="1", text="mới")
        with searchkit.open(index.path) as second:
            with pytest.raises(IndexLockedError):
                second.add(Report(id="2", text="mới"))
            with pytest.raises(IndexLockedError):
                second.remove("0")
        with pytest.raises(IndexLockedError):
            index.add(Report(id="2", text="mới"))

    index.add(reports())
    assert index.ids() == ["0", "1"]


def test_another_opening_sees_what_was_added(index_of: IndexOf, engine_name: str) -> None:
    index = index_of(["cũ"], engine_name)
    with searchkit.open(index.path) as second:
        index.add(Report(id="1", text="mới"))
        assert [hit.report.id for hit in second.search("mới")] == ["1"]
        second.remove("0")
    assert index.ids() == ["1"]


def test_what_is_added_is_there_after_reopening(index_of: IndexOf, engine_name: str) -> None:
    index = index_of(TEXTS, engine_name)
    stats = index.stats()
    index.close()
    with searchkit.open(index.path) as again:
        assert again.engine == engine_name
        assert again.stats()[:3] == stats[:3]
        assert again.report("2").text == TEXTS[2]


@pytest.mark.parametrize(
    "change", [lambda index: index.add(Report(id="1", text="hai")), lambda index: index.remove("0")]
)
def test_every_change_is_dated(index_of: IndexOf, engine_name: str, change: Callable[[Index], object]) -> None:
    index = index_of(["một"], engine_name)
    long_ago = "2001-01-01T00:00:00+00:00"
    written = manifest.read(index.path)._replace(changed=long_ago)
    manifest._partial(index.path, written).replace(index.path / manifest.FILE)
    assert index.stats().changed == long_ago
    before = datetime.now(UTC).replace(microsecond=0)
    change(index)
    assert before <= datetime.fromisoformat(index.stats().changed) <= datetime.now(UTC)


@pytest.mark.parametrize("metadata", [{}, {"metadata": {"place": "Bắc Giang"}}], ids=["no metadata", "metadata"])
def test_several_processes_index_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, metadata: dict[str, dict[str, str]]
) -> None:
    monkeypatch.setattr("searchkit.indexing.batches._BATCH", 200)
    texts = [f"Đảng ủy họp lần thứ {number}. " * 10 for number in range(12)]
    found = []
    for jobs in (1, 2):
        with searchkit.create(tmp_path / str(jobs)) as index:
            summary = index.add((Report(id=str(n), text=text, **metadata) for n, text in enumerate(texts)), jobs=jobs)
            hits = index.search("đảng ủy lần 7", 20, all_copies=True)
            # Of equal scores any may come first.
            found.append((summary, sorted((-round(hit.score, 4), hit.passage) for hit in hits)))
    assert found[0] == found[1]


def test_an_unknown_format_is_an_error(index_of: IndexOf, engine_name: str) -> None:
    index = index_of(["một"], engine_name)
    file = index.path / "searchkit.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"format": 999}))
    with pytest.raises(IndexFormatError, match="999"):
        searchkit.open(index.path)


def test_a_damaged_index_is_an_error(index_of: IndexOf, engine_name: str) -> None:
    index = index_of(["một"], engine_name)
    index.close()
    for file in (index.path / engine_name).rglob("*"):
        if file.is_file():
            file.unlink()
    with pytest.raises(IndexFormatError, match="damaged"):
        searchkit.open(index.path)


# Whoosh leaves the file open that it fails to read.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("damage", [b"", b"\0" * 100, b"{}"], ids=["empty", "zeros", "text"])
def test_a_table_of_contents_that_is_garbage_is_an_error(index_of: IndexOf, engine_name: str, damage: bytes) -> None:
    index = index_of(["một"], engine_name)
    index.close()
    for file in (index.path / engine_name).rglob("*"):
        if file.name == "meta.json" or file.suffix == ".toc":
            file.write_bytes(damage)
    try:
        with pytest.raises(IndexFormatError):
            searchkit.open(index.path)
    finally:
        gc.collect()  # here, where its warning is expected, and not in another test


def test_a_file_is_no_place_for_an_index(tmp_path: Path, engine_name: str) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(IndexPathError):
        searchkit.create(tmp_path / "file", engine_name)
    with pytest.raises(IndexPathError):
        searchkit.open(tmp_path / "file")
    with pytest.raises(IndexPathError):
        searchkit.create(tmp_path / "file" / "below", engine_name)
    assert (tmp_path / "file").read_text() == "mine"


def test_a_folder_of_something_else_is_no_place_for_an_index(tmp_path: Path, engine_name: str) -> None:
    (tmp_path / "thesis.doc").write_text("mine")
    with pytest.raises(IndexPathError, match="not empty"):
        searchkit.create(tmp_path, engine_name)
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.doc"]


def test_an_index_is_not_made_over_another(index_of: IndexOf, engine_name: str) -> None:
    index = index_of(["một"], engine_name)
    with pytest.raises(IndexPathError):
        searchkit.create(index.path, engine_name)
    assert index.ids() == ["0"]


def test_a_folder_without_an_index(tmp_path: Path) -> None:
    with pytest.raises(IndexNotFoundError):
        searchkit.open(tmp_path / "nowhere")


def test_an_index_of_an_engine_that_this_version_does_not_have(tmp_path: Path) -> None:
    manifest.begin(tmp_path, "cluster")
    with pytest.raises(IndexFormatError, match="'cluster'"):
        searchkit.open(tmp_path)


def test_an_unknown_engine(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="tantivy, whoosh"):
        searchkit.create(tmp_path / "index", "lucene")
    assert not (tmp_path / "index").exists()


def test_an_empty_index_finds_nothing(tmp_path: Path, engine_name: str) -> None:
    with searchkit.create(tmp_path / "index", engine_name) as index:
        for query in ("đảng", '"đảng ủy"', "đảng NOT ủy", "đảng ủy khối họp bàn việc"):
            results = index.search(query)
            assert (list(results), results.totals.any_word) == ([], 0)
        assert index.stats()[:3] == (0, 0, engine_name)


@pytest.mark.parametrize("reports", [[], [Skipped("a.pdf", "no reader")]])
def test_adding_no_report_changes_nothing(index_of: IndexOf, engine_name: str, reports: list[Skipped]) -> None:
    index = index_of(["một"], engine_name)
    assert index.add(reports) == (0, 0, tuple(reports), {}, {})
    assert index.ids() == ["0"]


def test_an_index_may_be_closed_twice(index_of: IndexOf, engine_name: str) -> None:
    with index_of(["một"], engine_name) as index:
        index.close()
    index.close()


def test_threads_may_search_together(seed_index: Index) -> None:
    queries = [
        "dang uy khoi",
        "chi bộ bốn tốt",
        '"kết nạp"',
        "21-NQ/TW",
        "hoà bình",
        "1666",
        "cán bộ",
        "đảng AND 2023",
    ] * 6
    expected = [[(hit.passage.id, hit.spans) for hit in seed_index.search(query)] for query in queries]
    with ThreadPoolExecutor(8) as pool:
        found = pool.map(lambda query: [(hit.passage.id, hit.spans) for hit in seed_index.search(query)], queries)
    assert list(found) == expected


def test_threads_may_search_while_another_writes(index_of: IndexOf, engine_name: str) -> None:
    index = index_of(["đảng ủy họp"] * 3, engine_name)
    with ThreadPoolExecutor(4) as pool:
        searches = [pool.submit(lambda: index.search("đảng", 50, all_copies=True)) for _ in range(40)]
        for number in range(3, 8):
            index.add(Report(id=str(number), text="đảng ủy họp"))
        sizes = {len(search.result()) for search in searches}
    assert sizes <= set(range(3, 9))
    assert len(index.search("đảng", 50, all_copies=True)) == 8


@pytest.mark.parametrize(
    "query", ["dang uy khoi", "Đảng ủy Khối", "can bo", "công tác xây dựng đảng năm 2023", '"chi bo"']
)
@pytest.mark.parametrize(
    "options", [{}, {"group": True}, {"all_copies": True}, {"every_word": True}, {"accents": "strict"}]
)
def test_pages_joined_are_one_big_page(seed_index: Index, query: str, options: dict[str, object]) -> None:
    whole = [(hit.rank, hit.passage.id) for hit in seed_index.search(query, 1000, **options)]  # type: ignore[arg-type]
    # Under strict accents nothing is written as the two queries without accents are.
    assert bool(whole) is not (options == {"accents": "strict"} and query.isascii())
    for size in (1, 7, 30):
        pages = [
            (hit.rank, hit.passage.id)
            for offset in range(0, len(whole) + size, size)
            for hit in seed_index.search(query, size, offset, **options)  # type: ignore[arg-type]
        ]
        assert pages == whole
    assert [rank for rank, _ in whole] == list(range(1, len(whole) + 1))


@pytest.mark.parametrize("query", ["dang uy khoi", "Đảng ủy Khối", "can bo đảng", "công tác xây dựng đảng năm 2023"])
def test_all_pages_hold_all_that_matches(seed_index: Index, query: str) -> None:
    results = seed_index.search(query, 1000, all_copies=True)
    assert len({hit.passage.id for hit in results}) == len(results) == results.totals.any_word > 10


def test_a_limit_of_none_finds_none_but_counts(seed_index: Index) -> None:
    results = seed_index.search("dang uy khoi", 0)
    assert len(results) == 0
    assert results.totals.any_word > 0


@pytest.mark.parametrize(("limit", "offset"), [(-1, 0), (10, -1)])
def test_neither_limit_nor_offset_is_negative(seed_index: Index, limit: int, offset: int) -> None:
    with pytest.raises(QueryError, match="negative"):
        seed_index.search("đảng", limit, offset)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((5,), "A query is text"),
        ((None,), "A query is text"),
        ((b"dang",), "A query is text"),
        (("đảng", "5"), "limit is a number"),
        (("đảng", None), "limit is a number"),
        (("đảng", 2.5), "limit is a number"),
        (("đảng", 10, "5"), "offset is a number"),
    ],
)
def test_wrongly_typed_arguments_are_query_errors(
    seed_index: Index, arguments: tuple[object, ...], message: str
) -> None:
    with pytest.raises(QueryError, match=message):
        seed_index.search(*arguments)  # type: ignore[arg-type]
    if len(arguments) == 1:
        with pytest.raises(QueryError, match=message):
            seed_index.mark(arguments[0], "Đảng")  # type: ignore[arg-type]


@pytest.mark.parametrize("huge", [10**9, 10**30])
def test_a_limit_beyond_all_counting_gives_all_hits(seed_index: Index, huge: int) -> None:
    everything = list(seed_index.search("dang uy khoi", 1000))
    assert list(seed_index.search("dang uy khoi", huge)) == everything
    assert list(seed_index.search("dang uy khoi", 10, huge)) == []
    assert list(seed_index.search("dang uy khoi", huge, 5)) == everything[5:]


def test_an_unknown_accents_mode(seed_index: Index) -> None:
    with pytest.raises(QueryError, match="auto, strict, ignore"):
        seed_index.search("đảng", accents="loose")


def test_a_group_shows_each_report_once_with_how_many_more(seed_index: Index) -> None:
    results = seed_index.search("dang uy", 50, group=True)
    reports = [hit.report.id for hit in results]
    assert len(set(reports)) == len(reports) == 5
    assert sum(hit.more + 1 for hit in results) == results.totals.any_word


def test_marks_in_any_text(seed_index: Index) -> None:
    assert [("Đảng ủy họp")[start:end] for start, end in seed_index.mark("dang uy", "Đảng ủy họp")] == ["Đảng", "ủy"]


def test_stats_are_those_of_the_folder(seed_index: Index, engine_name: str) -> None:
    stats = seed_index.stats()
    assert (stats.reports, stats.engine) == (5, engine_name)
    assert stats.passages > stats.reports
    assert stats.size == sum(file.stat().st_size for file in seed_index.path.rglob("*") if file.is_file())


@pytest.mark.parametrize("identity", ["\ud800", "a" * 70_000, "ủ" * 25_000, ""])
def test_what_can_be_no_id_is_in_no_index(index_of: IndexOf, engine_name: str, identity: str) -> None:
    index = index_of(["một"], engine_name)
    assert identity not in index
    assert index.ids(identity) == (["0"] if not identity else [])
    with pytest.raises(ReportNotFoundError):
        index.report(identity)
    with pytest.raises(ReportNotFoundError):
        index.remove("0", identity)
    assert index.ids() == ["0"]


@pytest.mark.parametrize("size", [1_000, 65_530])
def test_a_token_of_any_length_is_found_with_those_that_begin_alike(
    index_of: IndexOf, engine_name: str, size: int
) -> None:
    token = "b" * size
    index = index_of([f"đảng {token} ủy", f"đảng {token}b ủy", "đảng ủy"], engine_name)
    assert {hit.report.id for hit in index.search(token, all_copies=True)} == {"0", "1"}
    assert {hit.report.id for hit in index.search(f"đảng -{token}", all_copies=True)} == {"2"}


def test_a_path_that_is_not_utf_8_is_refused(tmp_path: Path, engine_name: str) -> None:
    place = str(tmp_path / "\udcff")
    with pytest.raises(IndexPathError, match="not UTF-8"):
        searchkit.create(place, engine_name)
    with pytest.raises(IndexPathError, match="not UTF-8"):
        searchkit.open(place)
    assert list(tmp_path.iterdir()) == []


def test_figures_can_be_asked_for_while_others_write(index_of: IndexOf, engine_name: str) -> None:
    index = index_of(["đảng ủy"], engine_name)

    def write() -> None:
        for number in range(8):
            index.add(Report(id=str(one), text=f"đảng ủy họp lần {number}. " * 50) for one in range(3))
            index.remove("2")

    with searchkit.open(index.path) as second, ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write)
        while not writing.done():
            stats = second.stats()
            assert stats.reports in (1, 2, 3)
            assert stats.size > 0
        writing.result()


def test_a_commit_while_an_index_is_opened_is_seen(
    index_of: IndexOf, engine_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if engine_name != "tantivy":
        pytest.skip("Whoosh numbers its commits")
    from searchkit.engines import tantivy

    index = index_of(["cũ"], engine_name)
    open_to_read = tantivy.open_to_read

    def opened_before_a_commit(folder: Path) -> object:
        opened = open_to_read(folder)
        monkeypatch.setattr(tantivy, "open_to_read", open_to_read)
        index.add(Report(id="1", text="mới"))
        return opened

    monkeypatch.setattr(tantivy, "open_to_read", opened_before_a_commit)
    with searchkit.open(index.path) as second:
        assert second.ids() == ["0", "1"]


def test_what_cannot_be_noted_is_not_committed(
    index_of: IndexOf, engine_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = index_of(["cũ"], engine_name)

    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("searchkit.durable.os.fsync", full)
        with pytest.raises(IndexPathError, match="No space left on device"):
            index.add(Report(id="1", text="mới"))
        with pytest.raises(IndexPathError, match="No space left on device"):
            index.remove("0")
    assert index.ids() == ["0"]
    assert sorted(entry.name for entry in index.path.iterdir()) == ["searchkit.json", engine_name]
    index.add(Report(id="1", text="mới"))
    assert index.ids() == ["0", "1"]


@pytest.mark.parametrize("field", ["id", "text", "title", "path", "format", "encoding"])
def test_half_a_surrogate_pair_cannot_be_kept_and_is_skipped(index_of: IndexOf, engine_name: str, field: str) -> None:
    broken = Report(**({"id": "1", "text": "Chi bộ họp."} | {field: "họp \ud800"}))
    index = index_of(["một"], engine_name)
    summary = index.add([broken, Report(id="2", text="hai")])
    assert (summary.reports, len(summary.skipped)) == (1, 1)
    assert index.ids() == ["0", "2"]


def test_a_report_without_an_id_is_skipped(index_of: IndexOf, engine_name: str) -> None:
    index = index_of(["một"], engine_name)
    summary = index.add([Report(id="", text="hai"), Report(id="2", text="hai")])
    assert (summary.reports, len(summary.skipped)) == (1, 1)
    assert index.stats().reports == 2
