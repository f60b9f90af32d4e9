"""What is fuzzed: for each target how its inputs are made, and what must hold of whatever it makes of them.

A target may raise nothing: it catches the errors that it may meet and fails at all others.
"""

from __future__ import annotations

import html
import json
import tempfile
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

import searchkit
from searchkit import Index, Report, SearchkitError, Skipped
from searchkit.analysis.analyzer import analyze
from searchkit.analysis.places import Places
from searchkit.analysis.syllables import scan
from searchkit.cli import output
from searchkit.evaluation import judged_sets
from searchkit.indexing.documents import documents_of
from searchkit.reports.readers import read_source
from searchkit.reports.source import Source
from searchkit.search import rendering
from searchkit.search.highlighting import Span
from searchkit.storage import records
from tests.reliability import interface, screens, trees
from tests.reliability.mutations import HOSTILE, mutated
from tests.reliability.samples import ENDINGS, samples
from tests.texts import ANY, SYLLABLES

#: Words, operators and what deceives, in any order and number.
_PIECES = st.one_of(
    st.sampled_from(SYLLABLES),
    st.sampled_from(['"', "(", ")", " AND ", " OR ", " NOT ", "-", " ", "“", "”", "*", ":", "^2", "~", "\\", "+", "|"]),
    st.sampled_from([one.decode(errors="replace") for one in HOSTILE]),
)
TEXTS = st.one_of(ANY, st.lists(_PIECES, max_size=40).map("".join))


@dataclass(frozen=True)
class Target:
    """``inputs`` makes examples, ``each`` the inputs of one, ``check`` tries one. ``of_bytes`` makes an input of what a
    fuzzer gives that knows bytes only, beginning with ``seeds``. ``made`` inputs are made of an example, and ``held``
    is how many texts an input holds.
    """

    inputs: SearchStrategy[Any]
    check: Callable[[Any], None]
    of_bytes: Callable[[bytes], Any] | None = None
    seeds: Callable[[], Iterable[bytes]] = lambda: ()
    each: Callable[[Any], Iterable[Any]] = lambda example: (example,)
    made: int = 1
    held: int = 1


def _text_of(data: bytes) -> str:
    return data.decode("utf-8", "replace")


@cache
def _index() -> Index:
    """A small index to run queries on."""
    index = searchkit.create(Path(tempfile.mkdtemp(prefix="searchkit-fuzz-"), "index"))
    index.add(searchkit.read(Path(__file__).parents[2] / "seeds"))
    index.add(Report(f"h{number}", one.decode(errors="replace") + " đảng ủy") for number, one in enumerate(HOSTILE))
    return index


@cache
def _size() -> int:
    return _index().stats().passages


def _query(text: str) -> None:
    size = _size()
    for accents, every_word in (("auto", False), ("strict", True), ("ignore", False)):
        try:
            found = _index().search(text, 5, accents=accents, every_word=every_word)
            assert len(found) <= found.totals.any_word <= size
            for hit in found:
                _check_html(hit.to_html(), hit.passage.text)
                assert hit.snippet(40).text in hit.passage.text
        except SearchkitError as error:
            _check_sentence(error)
    plain = _index().search(text, 5, operators=False) if analyze([text])[0].exact else []
    assert len(plain) <= 5


def _analysis(text: str) -> None:
    for token in scan(text):
        assert 0 <= token.start < token.end <= len(text)
    [analysis] = analyze([text])
    assert (not analysis.exact) == (not analysis.folded)
    Places(["dang", "uy", "1666"]).spans(text)
    if not text.strip():
        return
    report = Report("a", unicodedata.normalize("NFC", text)[:200], text)
    passages = documents_of([report]).passages
    again = records.report_of(records.decode(one.stored) for one in passages)
    assert (again.text, again.title) == (report.text, report.title)
    assert all(
        record.text == report.text[record.start : record.start + len(record.text)]
        for record in (records.decode(one.stored) for one in passages)
    )


def _reader(ending: str) -> Callable[[bytes], None]:
    name = f"folder/a{ending}"

    def check(data: bytes) -> None:
        found = list(read_source(Source(name, data=data)))
        assert found
        for one in found:
            assert one.path == name or one.path.startswith((f"{name}/", f"{name}:"))
            assert not {"..", ""} & set(one.path.split("/"))
            if isinstance(one, Skipped):
                assert one.reason
                _check_screen(output.harmless_line(one.reason))
            else:
                _check_report(one)

    return check


def _check_report(report: Report) -> None:
    parts = (report.id, report.title, report.text, *report.metadata, *report.metadata.values())
    for part in parts:
        part.encode()  # nothing that no engine can keep
    _check_screen(output.harmless(report.text))
    _check_screen(output.harmless_line(report.title))
    spans = [Span(place, place + 1) for place in range(0, min(len(report.text), 200), 7)]
    _check_html(rendering.to_html(report.text, spans), report.text)
    line = output.as_json(parts)
    _check_screen(line)
    assert json.loads(line) == list(parts)


def _check_screen(shown: str) -> None:
    assert not screens.deceiving(shown), shown


def _check_html(shown: str, text: str) -> None:
    bare = shown.replace("<mark>", "").replace("</mark>", "")
    assert not set('<>"') & set(bare)
    assert html.unescape(bare) == text


def _check_sentence(error: SearchkitError) -> None:
    assert str(error)
    _check_screen(output.harmless_line(str(error)))


def _judged(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus, queries, qrels = [*data.split(b"\x1e"), b"", b""][:3]
        (folder / "qrels").mkdir()
        (folder / "corpus.jsonl").write_bytes(corpus)
        (folder / "queries.jsonl").write_bytes(queries)
        (folder / "qrels" / "a.tsv").write_bytes(qrels)
        try:
            read = judged_sets.read(folder)
        except SearchkitError as error:
            _check_sentence(error)
        else:
            assert read.queries
            assert set(read.queries) <= set(read.judgements)


_JUDGED = b"\x1e".join(
    (
        b'{"_id": "d", "text": "a"}',
        b'{"_id": "q", "text": "dang uy"}\n{"_id": 2, "text": "b"}',
        b"query\treport\tscore\nq\td\t1\n2\te\t0\n",
    )
)


# It takes Hypothesis longer to think of a file than a reader to read it, and as long to begin an example as to think of
# some texts.
_FILES_AT_A_TIME, _TEXTS_AT_A_TIME = 25, 10


def _of_files(check: Callable[[bytes], None], whole: Callable[[], list[bytes]]) -> Target:
    """Changed files: mostly of the first, which is the smallest."""

    def changed(chance: Random) -> Iterable[bytes]:
        files = whole()
        for _ in range(_FILES_AT_A_TIME):
            yield mutated(files[0] if chance.random() < 0.9 else chance.choice(files), chance)

    return Target(st.randoms(use_true_random=True), check, bytes, whole, changed, _FILES_AT_A_TIME)


def _of_texts(check: Callable[[str], None]) -> Target:
    several = st.lists(TEXTS, min_size=_TEXTS_AT_A_TIME, max_size=_TEXTS_AT_A_TIME)
    return Target(several, check, _text_of, each=lambda texts: texts, made=_TEXTS_AT_A_TIME)


TARGETS: dict[str, Target] = {
    "query": _of_texts(_query),
    "analysis": _of_texts(_analysis),
    "json": _of_texts(interface.check),
    "screen": Target(screens.reports(TEXTS), screens.check, held=screens.REPORTS),
    "judged": _of_files(_judged, lambda: [_JUDGED]),
    "folders": Target(st.randoms(use_true_random=True), trees.check),
    **{ending[1:]: _of_files(_reader(ending), lambda ending=ending: samples(ending)) for ending in ENDINGS},  # type: ignore[misc]
}
