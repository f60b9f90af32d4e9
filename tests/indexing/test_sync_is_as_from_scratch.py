"""Whatever was done to files, an index that was kept in step is one that was made of them anew."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import searchkit
from searchkit import Index, engines, schema
from searchkit.engines.contract import Request
from searchkit.engines.trees import Term
from searchkit.storage import records
from tests.indexing.files import put, touch

NAMES = ("a.txt", "b.txt", "sub/a.txt", "sub/c.md", "t.jsonl", "sub/u.jsonl", "x.zzz")
WORDS = ("đảng ủy họp", "chi bộ học tập", "đoàn viên tình nguyện", "hội nghị cán bộ", "dân quân tự vệ")
QUERIES = ("dang uy", "chi bộ", "hội nghị", '"tình nguyện"', "họp -đảng")

names = st.sampled_from(NAMES)
contents = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(". ".join),
    st.just("\0\1\2" * 100),  # no text
    st.just(""),
    st.just(". ".join(WORDS * 40)),  # several passages
)
operations = st.one_of(
    st.tuples(st.just("write"), names, contents),
    st.tuples(st.just("touch"), names, st.none()),
    st.tuples(st.just("remove"), names, st.none()),
    st.tuples(st.just("move"), names, names),
    st.tuples(st.just("copy"), names, names),
    st.tuples(st.just("sync"), st.none(), st.none()),
)


def do(root: Path, index: Index, operation: tuple[str, Any, Any]) -> None:
    what, name, other = operation
    if what == "sync":
        index.sync(root)
        return
    file = root / name
    if what == "write":
        put(file, as_table(name, other) if name.endswith(".jsonl") else other)
    elif file.exists():
        if what == "touch":
            touch(file)
        elif what == "remove":
            file.unlink()
        else:
            (root / other).parent.mkdir(exist_ok=True)
            if file != root / other:
                (shutil.move if what == "move" else shutil.copy2)(file, root / other)


def as_table(name: str, text: str) -> str:
    """Lines with ids of their own; a file that is moved takes them along, a copy has the same ones."""
    return "".join(
        json.dumps({"id": f"{name} {number}", "text": line}) + "\n" for number, line in enumerate(text.split(". "))
    )


def held(index: Index) -> dict[str, list[object]]:
    """All passages of an index, but for the times of their files."""
    view = index._current.view()
    (found,) = view.search([Request((Term(schema.ORDINAL, str(n)),), view.size()) for n in range(1)])
    addresses = [match.address for match in found]
    for number in range(1, 50):
        (more,) = view.search([Request((Term(schema.ORDINAL, str(number)),), view.size())])
        addresses += [match.address for match in more]
    passages: dict[str, list[object]] = {}
    for record in sorted(map(records.decode, view.fetch(addresses)), key=lambda one: (one.report, one.ordinal)):
        stamp = record.stamp and (record.stamp.file, record.stamp.size, record.stamp.digest)
        passages.setdefault(record.report, []).append((*record._replace(stamp=None)[1:], stamp))
    assert view.size(schema.REPORTS) == sum(len(each) > 1 for each in passages.values())
    return passages


def answers(index: Index) -> list[list[tuple[str, int]]]:
    """What some queries find, and where; equal scores stand in any order."""
    found = (index.search(query, limit=1000, all_copies=True) for query in QUERIES)
    return [sorted((hit.report.id, hit.passage.start) for hit in hits) for hits in found]


def one_owner_each(root: Path) -> bool:
    """Whether no two tables give the same ids: which of two comes first depends on what came before."""
    ids = [
        json.loads(line)["id"]
        for file in root.rglob("*.jsonl")
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith("{")
    ]
    return len(ids) == len(set(ids))


@settings(max_examples=25)
@given(st.sampled_from(engines.NAMES), st.lists(operations, max_size=12))
def test_sync_is_as_from_scratch(engine: str, done: list[tuple[str, Any, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        root = base / "r"
        put(root / "first.txt", "đảng bộ cơ sở")
        with (
            searchkit.create(base / "kept", engine) as kept,
            searchkit.create(base / "new", engine) as new,
        ):
            for operation in done:
                do(root, kept, operation)
            kept.sync(root)
            again = kept.sync(root)
            new.sync(root)
            assert (again.reports, again.removed, again.commits) == (0, (), 0)
            assert set(kept.ids()) == set(new.ids())
            if one_owner_each(root):
                assert held(kept) == held(new)
                assert answers(kept) == answers(new)
                assert kept.problems() == new.problems()
