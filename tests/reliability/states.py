"""Two states of an index, before and after a run of ``searchkit index``, and which of them an index is in.

A state is all that an index answers: ids, texts, totals, and every hit of some queries with its tier and score.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import searchkit
from searchkit.engines import engine_class
from searchkit.storage import manifest

ROOT = Path(__file__).resolve().parents[2]

State = Mapping[str, Any]

QUERIES = ("đảng", "dang uy khoi", '"chi bộ"', "nghị quyết", "hòa bình -tỉnh", "quần chúng OR 1.666", "kỷ luật", "họp")
_WORDS = (  # noqa: SIM905
    "đảng ủy khối họp chi bộ nghị quyết trung ương hòa bình tỉnh kết nạp quần chúng kỷ luật năm tháng báo cáo tổ chức "
    "cán bộ công tác xây dựng phát triển kinh tế xã hội văn hóa giáo dục 1.666 21-NQ/TW 97,9% 2023"
).split()

#: ``searchkit`` with batches so small that processes take them, as they do those of a large corpus.
PROGRAM = """
from searchkit.indexing import batches
batches._BATCH, batches._LONG = 10_000, 20_000
from searchkit.cli import main
main()
"""


class Ended(NamedTuple):
    """How a process ended: its exit code, and what it printed for people."""

    code: int
    said: str


def write_reports(folder: Path, *, is_new: bool, reports: int = 36) -> None:
    """The reports of a state: short ones and long ones, a third of them pages of the web, which processes read. Of the
    new state half are changed and a sixth more are there."""
    folder.mkdir(parents=True)
    for number in range(reports + reports // 6 * is_new):
        edition = int(is_new and number % 2)
        chance = Random(f"{number} {edition}")
        sentences = [
            " ".join(chance.choices(_WORDS, k=chance.randint(6, 20))).capitalize() + "."
            for _ in range((3, 40, 90)[number % 3])
        ]
        if number % 3 == 1:
            body = "".join(f"<p>{sentence}</p>" for sentence in sentences)
            (folder / f"{number}.html").write_text(f"<title>Báo cáo {number}</title>{body}", encoding="utf-8")
        else:
            (folder / f"{number}.txt").write_text(f"Báo cáo {number}\n\n" + "\n".join(sentences), encoding="utf-8")


def started(place: Path, engine: str, jobs: int = 2) -> subprocess.Popen[str]:
    """``searchkit index`` with processes, at work on the reports of a place, in a session of its own."""
    (place / "temporary").mkdir(exist_ok=True)
    command = [sys.executable, "-c", PROGRAM, "index", "reports", "--index", "index"]
    command += ["--jobs", str(jobs), "--engine", engine]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(place / "temporary"), "SEARCHKIT_INDEX": ""}
    return subprocess.Popen(
        command, cwd=place, env=environment, text=True, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip


def ended(process: subprocess.Popen[str]) -> Ended:
    """Wait until it is over."""
    _, said = process.communicate(timeout=300)
    return Ended(process.returncode, said)


def run(place: Path, engine: str, jobs: int = 2) -> None:
    """Index the reports of a place to the end."""
    done = ended(started(place, engine, jobs))
    assert done.code == 0, done


def wait_for_commit(process: subprocess.Popen[str], place: Path) -> None:
    """Wait until a run begins its commit, or is over."""
    # The manifest of the next commit is written under another name before the first of its steps.
    while process.poll() is None and not list((place / "index").glob("searchkit.json.*")):
        time.sleep(0.001)


def state(place: Path) -> State:
    """All that the index of a place answers."""
    with searchkit.open(place / "index") as index:
        found: dict[str, Any] = {}
        for query in QUERIES:
            results = index.search(query, 10_000, all_copies=True)
            hits = [[hit.tier, round(hit.score, 3), hit.passage.id, hit.passage.text] for hit in results]
            found[query] = [results.total, sorted(hits)]
        ids = index.ids()
        stats = index.stats()
        found["texts"] = {identity: index.report(identity).text for identity in ids}
        found["counts"] = [stats.reports, stats.passages, len(ids)]
    return found


def damage(place: Path) -> list[str]:
    """What ``searchkit check`` says of the files of the index of a place, all held against their checksums. What is in
    them is for ``difference`` to tell."""
    told = manifest.read(place / "index")
    found = engine_class(told.engine).problems(place / "index" / told.folder)
    return [f"damaged: {problem.place} {problem.reason}" for problem in found if problem.is_damage]


def unsound(place: Path) -> list[str]:
    """All that ``searchkit check`` calls damage in the index of a place, every report analysed again."""
    with searchkit.open(place / "index") as index:
        return [f"damaged: {problem.place} {problem.reason}" for problem in index.check(deep=True) if problem.is_damage]


def difference(one: State, other: State) -> str:
    """In which answers two states differ; "" in none."""
    told = []
    for name in one:
        if one[name] != other[name]:
            scores_only = name in QUERIES and _without_scores(one[name]) == _without_scores(other[name])
            told.append(f"{name} (scores only)" if scores_only else name)
    return ", ".join(told)


def _without_scores(answer: list[Any]) -> list[Any]:
    total, hits = answer
    return [total, sorted(hit[2:] for hit in hits)]


def clear_away(place: Path) -> None:
    """Begin to write the index of a place, which a run that finds nothing to do doesn't, and give it up again."""
    with searchkit.open(place / "index") as index:
        index.add([])


def left_behind(place: Path) -> list[str]:
    """What no index needs in its folder, or in that of temporary files."""
    folder = place / "index"
    odd = [file for file in folder.rglob("*") if file.is_file() and not _is_needed(file)]
    odd += [file for file in folder.rglob("*") if file.is_dir() and file.name not in _FOLDERS]
    return sorted(str(file.relative_to(place)) for file in [*odd, *(place / "temporary").glob("*")])


_FOLDERS = {"tantivy", "whoosh", "passages", "reports"}
_ALWAYS = {
    "searchkit.json",
    "searchkit.files.json",
    "checksums.json",
    "meta.json",
    ".managed.json",
    ".tantivy-meta.lock",
    ".tantivy-writer.lock",
}


def _is_needed(file: Path) -> bool:
    if file.name in _ALWAYS or file.name.endswith("_WRITELOCK"):
        return True
    if (commit := file.parent / "meta.json").exists():
        segments = [one["segment_id"].replace("-", "") for one in json.loads(commit.read_bytes())["segments"]]
        return file.name.partition(".")[0] in segments
    tocs = [
        one for one in file.parent.glob("_*.toc") if one.name.startswith(f"_{file.name.strip('_').partition('_')[0]}")
    ]
    if file.suffix == ".toc":
        return tocs == [file]
    return any(file.name.partition(".")[0].partition("_")[2].encode() in toc.read_bytes() for toc in tocs)


def processes_of(session: int, seconds: float = 5) -> list[int]:
    """The processes of a session that are alive after so many seconds."""
    end = time.monotonic() + seconds
    while (alive := _alive(session)) and time.monotonic() < end:
        time.sleep(0.02)
    return alive


def _alive(session: int) -> list[int]:
    alive = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            state_of, *fields = (process / "stat").read_text().rpartition(") ")[2].split()
        except OSError:
            continue
        if int(fields[2]) == session and state_of != "Z":
            alive.append(int(process.name))
    return alive


class Models(NamedTuple):
    """A place with the old index and the new reports, to be copied, and what it answers: ``old`` as it is, ``new``
    after a run, ``again`` after another (scores know of what was deleted). ``seconds`` is how long a run takes,
    ``commit`` how long from the beginning of its commit on."""

    place: Path
    old: State
    new: State
    again: State
    seconds: float
    commit: float
    files: int

    @classmethod
    def made(cls, folder: Path, engine: str, reports: int = 36) -> Models:
        """Make them in an empty folder."""
        old, new = folder / "old", folder / "new"
        write_reports(old / "reports", is_new=False, reports=reports)
        run(old, engine)
        shutil.rmtree(old / "reports")
        write_reports(old / "reports", is_new=True, reports=reports)
        shutil.copytree(old, new)
        began = time.monotonic()
        process = started(new, engine)
        wait_for_commit(process, new)
        committing = time.monotonic()
        assert ended(process).code == 0
        end = time.monotonic()
        first = state(new)
        run(new, engine)
        files = len(list((new / "index").rglob("*")))
        return cls(old, state(old), first, state(new), end - began, end - committing, files)

    def copy(self, place: Path) -> Path:
        """The old index with the new reports, somewhere else."""
        return shutil.copytree(self.place, place)
