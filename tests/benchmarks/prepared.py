"""Indexes built once for a corpus and a size, and kept in a work folder until they are asked for again."""

from __future__ import annotations

import hashlib
import shutil
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import corpora
import machine
import peers

from searchkit import version

DEFAULT_WORK = Path.home() / ".cache" / "searchkit-benchmarks"
_PACKAGE = Path(version.__file__).parent
#: The modules and packages that decide nothing of what an index holds.
_SEARCHING = {"cli", "evaluation", "query", "search"}


class Prepared(NamedTuple):
    """A corpus cut to a size: its passages as lines of a file, their number, and a folder an index each."""

    folder: Path
    lines: Path
    passages: int

    def index_of(self, name: str) -> Path:
        """Where the index of an engine is."""
        return self.folder / name.replace(" ", "-")


def prepare(corpus: corpora.Corpus, size: int, wanted: list[peers.Peer], work: Path, rebuild: bool = False) -> Prepared:
    """Passages and indexes of searchkit and of the peers, built where they aren't there yet.

    ``rebuild``: build searchkit's and bare tantivy's anew if searchkit's code has changed; without, a stale index is
    named and used.
    """
    folder = work / f"{corpus.name}-{size}-{_identity(corpus)}"
    folder.mkdir(parents=True, exist_ok=True)
    lines = folder / "passages.txt"
    if not lines.exists():
        _write_lines(corpus, size, lines)
    with lines.open("rb") as file:
        prepared = Prepared(folder, lines, sum(1 for _ in file))
    code = _code_fingerprint()
    marker = folder / "searchkit.built"
    if marker.exists() and marker.read_text() != code:
        if rebuild:
            marker.unlink()
            # The yardstick is written with settings of searchkit's engine.
            (folder / "bare-tantivy.built").unlink(missing_ok=True)
        else:
            _say("searchkit's index was built by other code; --rebuild builds it anew")

    def build_searchkit(inside: Path) -> None:
        inside.rmdir()
        summary = peers.build_searchkit(inside, corpus.first(size), machine.cores())
        if summary.passages != prepared.passages:
            _say(f"searchkit cut {summary.passages} passages, the peers have {prepared.passages}: delete {folder}")

    _built(prepared.index_of("searchkit"), marker, code, build_searchkit)
    for peer in wanted:
        marker = folder / f"{prepared.index_of(peer.name).name}.built"
        _built(prepared.index_of(peer.name), marker, "", partial(_build_peer, peer, lines))
    return prepared


def _build_peer(peer: peers.Peer, lines: Path, folder: Path) -> None:
    peer.build(folder, peers.lines_of(lines))


def _built(folder: Path, marker: Path, note: str, build: Callable[[Path], object]) -> None:
    """Build in an empty folder unless a marker says that it was done; the marker comes last."""
    if marker.exists():
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    start = time.perf_counter()
    build(folder)
    marker.write_text(note)
    _say(f"built {folder} in {time.perf_counter() - start:.0f} s")


def _write_lines(corpus: corpora.Corpus, size: int, path: Path) -> None:
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8", newline="\n") as file:
        for line in corpora.passage_lines(corpus.first(size)):
            file.write(f"{line}\n")
    part.replace(path)


def _identity(corpus: corpora.Corpus) -> str:
    """Tells a corpus file from another of the same name."""
    if corpus.path is None:
        return "seeds"
    status = corpus.path.stat()
    return hashlib.sha256(f"{corpus.path.resolve()} {status.st_size}".encode()).hexdigest()[:8]


def _code_fingerprint() -> str:
    digest = hashlib.sha256()
    for file in sorted(_PACKAGE.rglob("*.py")):
        if file.relative_to(_PACKAGE).with_suffix("").parts[0] not in _SEARCHING:
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)
