"""The index: add, remove and search reports. It joins the rooms of the package and holds no algorithm of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from searchkit import copies, engines, highlighting, manifest, ranking, retrieval
from searchkit.analysis import fields
from searchkit.engines.engine import Engine, View, Writer
from searchkit.errors import EngineError, IndexPathError, QueryError, ReportNotFoundError
from searchkit.query.accents import Accents, resolved
from searchkit.query.parser import parse
from searchkit.query.tree import Bool, Term, words_of
from searchkit.records import Record, decode, report_of
from searchkit.reports.report import Report
from searchkit.reports.skipped import Skipped
from searchkit.results import Behind, Copy, Hit, PassageRef, ReportRef, Results


class Summary(NamedTuple):
    """What adding reports came to: how many reports and passages went in, and what was passed over."""

    reports: int
    passages: int
    skipped: tuple[Skipped, ...]


class Stats(NamedTuple):
    """An index in figures: ``size`` in bytes on disk, ``changed`` the time of the last change (ISO 8601, UTC)."""

    reports: int
    passages: int
    engine: str
    size: int
    changed: str


class Index:
    """Reports to search, kept in a folder. Made by ``searchkit.create`` and ``searchkit.open``.

    Searching is safe from several threads. One writer at a time, in this process or another, adds or removes;
    searches see its work once it is done.

    >>> import searchkit, tempfile
    >>> with searchkit.create(tempfile.mkdtemp()) as index:
    ...     _ = index.add([searchkit.Report(id="1", title="Hội nghị", text="Đảng ủy Khối họp sáng 6/1.")])
    ...     hit = index.search("dang uy khoi")[0]
    ...     hit.report.id, hit.to_html()
    ('1', '<mark>Đảng</mark> <mark>ủy</mark> <mark>Khối</mark> họp sáng 6/1.')
    """

    def __init__(self, folder: Path, engine: Engine) -> None:
        self._folder = folder
        self._open_engine: Engine | None = engine

    @property
    def path(self) -> Path:
        """The folder of the index."""
        return self._folder

    @property
    def _engine(self) -> Engine:
        if self._open_engine is None:
            raise EngineError(f"The index in {self._folder} was closed; open it again.")
        return self._open_engine

    @property
    def engine(self) -> str:
        """The name of its engine."""
        return self._engine.name

    def add(
        self,
        reports: Report | Iterable[Report | Skipped],
        *,
        jobs: int = 1,
        progress: Callable[[Report], None] | None = None,
    ) -> Summary:
        """Add reports, in one transaction; a report whose id is in the index already takes the other's place.

        ``reports`` may hold what a reader skipped: it goes into the summary. ``jobs`` processes analyse the texts;
        with more than one the calling program needs the usual ``if __name__ == "__main__"``. ``progress`` is called
        with every report read. Raises IndexLockedError while another writer is at work.
        """
        from searchkit.indexing import analysed

        reports = [reports] if isinstance(reports, Report) else reports
        skipped: list[Skipped] = []
        ids: set[str] = set()
        passages = 0
        with self._engine.writer(max(1, jobs)) as writer:
            incoming = self._incoming(reports, ids, skipped, progress)
            if self._engine.view().size():
                incoming = self._replacing(incoming, writer)
            for batch in analysed(incoming, jobs):
                writer.add(batch)
                passages += len(batch)
            if not ids:
                writer.rollback()
                return Summary(0, 0, tuple(skipped))
        manifest.write(self._folder, self.engine)
        return Summary(len(ids), passages, tuple(skipped))

    def remove(self, *ids: str) -> int:
        """Remove reports by their ids, in one transaction; the number of passages that went with them.

        Raises ReportNotFoundError, and removes none, if one of the ids isn't in the index.
        """
        view = self._engine.view()
        passages = sum(self._passages(view, identity) for identity in dict.fromkeys(ids))
        with self._engine.writer() as writer:
            for identity in ids:
                writer.delete(fields.REPORT, identity)
        manifest.write(self._folder, self.engine)
        return passages

    def search(
        self,
        query: str,
        limit: int = 10,
        offset: int = 0,
        *,
        accents: Accents | str = Accents.AUTO,
        every_word: bool = False,
        group: bool = False,
        all_copies: bool = False,
    ) -> Results:
        """Search; the hits ``offset + 1`` to ``offset + limit``, best first.

        ``accents``: "auto" (accents that were typed count, an accent-free query matches all), "strict" (they must be
        the same) or "ignore". ``every_word``: all words must match, not just some. ``group``: each report once, with
        its best passage. ``all_copies``: show near-duplicates one by one. Raises QueryError for a query that can't
        be run.
        """
        if limit < 0 or offset < 0:
            raise QueryError("limit and offset count from 0; neither can be negative.")
        tree = parse(query)
        mode = resolved(_accents(accents), tree)
        words = tuple(dict.fromkeys(words_of(tree)))
        view = self._engine.view()
        highlighter = highlighting.Highlighter(tree, mode)
        plan = ranking.plan(tree, mode, every_word, view)
        places = highlighter.places if mode is Accents.AUTO else None
        found: Iterator[retrieval.Found] = retrieval.ranked(view, plan, words, places)
        if not all_copies:
            found = copies.without_copies(found, words)
        if group:
            found = retrieval.one_a_report(found)
        match = ranking.matching(tree, mode, every_word)

        def hit(rank: int, score: float, record: Record) -> Hit:
            def find_copies() -> tuple[Copy, ...]:
                return () if all_copies else tuple(Copy(*_refs(r)) for r in copies.copies_of(view, record, words))

            def count_more() -> int:
                return view.count(Bool(must=(match, Term(fields.REPORT, record.report)))) - 1

            return Hit(rank, score, *_refs(record), Behind(highlighter, find_copies, count_more))

        page = islice(found, offset, offset + limit)
        return Results(
            tuple(hit(rank, *passage) for rank, passage in enumerate(page, offset + 1)), partial(view.count, match)
        )

    def report(self, identity: str) -> Report:
        """The report of an id, whole. Raises ReportNotFoundError if it isn't in the index."""
        view = self._engine.view()
        term = Term(fields.REPORT, identity)
        matches = view.search(Bool(must=(term,)), self._passages(view, identity))
        return report_of(map(decode, view.fetch(match.address for match in matches)))

    def __contains__(self, identity: object) -> bool:
        return self._engine.view().count(Term(fields.REPORT, str(identity))) > 0

    def ids(self, prefix: str = "") -> list[str]:
        """The ids of the reports in the index, those that begin with a prefix, in order."""
        view = self._engine.view()
        listed = (identity for identity, _ in view.terms(fields.REPORT, prefix))
        return [identity for identity in listed if view.count(Term(fields.REPORT, identity))]

    def stats(self) -> Stats:
        """The index in figures."""
        view = self._engine.view()
        size = sum(file.stat().st_size for file in self._folder.rglob("*") if file.is_file())
        reports = view.count(Term(fields.ORDINAL, "0"))
        return Stats(reports, view.size(), self.engine, size, manifest.read(self._folder).changed)

    def mark(self, query: str, text: str, accents: Accents | str = Accents.AUTO) -> tuple[highlighting.Span, ...]:
        """What a query marks in any text, as ``Hit.spans`` does in a passage."""
        tree = parse(query)
        return highlighting.Highlighter(tree, resolved(_accents(accents), tree))(text)

    def close(self) -> None:
        """Let go of the index's files; what wasn't read from its hits yet can't be read any more."""
        engine, self._open_engine = self._open_engine, None
        if engine is not None:
            engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @staticmethod
    def _incoming(
        reports: Iterable[Report | Skipped],
        ids: set[str],
        skipped: list[Skipped],
        progress: Callable[[Report], None] | None,
    ) -> Iterator[Report]:
        for report in reports:
            if isinstance(report, Skipped):
                skipped.append(report)
            elif reason := _unfit(report, ids):
                skipped.append(Skipped(report.path or report.id, reason))
            else:
                ids.add(report.id)
                if progress:
                    progress(report)
                yield report

    @staticmethod
    def _replacing(reports: Iterable[Report], writer: Writer) -> Iterator[Report]:
        for report in reports:
            writer.delete(fields.REPORT, report.id)
            yield report

    @staticmethod
    def _passages(view: View, identity: str) -> int:
        count = view.count(Term(fields.REPORT, identity))
        if not count:
            raise ReportNotFoundError(f"No report {identity!r} is in the index; see the ids that a search shows.")
        return count


def _unfit(report: Report, ids: set[str]) -> str | None:
    """Why a report can't go into the index with those of some ids, None if it can."""
    if not isinstance(report, Report):
        raise TypeError(f"An index takes reports, not {type(report).__name__}; see searchkit.Report.")
    if not report.id:
        return "it has no id"
    if report.id in ids:
        return f"another report has the id {report.id!r}"
    try:
        for text in (report.id, report.title, report.path, report.text):
            text.encode()
    except UnicodeEncodeError:
        return "its text is no valid Unicode (half a surrogate pair)"
    return None


def _accents(accents: Accents | str) -> Accents:
    try:
        return Accents(accents)
    except ValueError:
        modes = ", ".join(mode.value for mode in Accents)
        raise QueryError(f"There is no accents mode {accents!r}; the modes are {modes}.") from None


def _refs(record: Record) -> tuple[ReportRef, PassageRef]:
    report = ReportRef(record.report, record.title, record.path, record.metadata)
    passage_id = f"{record.report}#{record.ordinal}"
    return report, PassageRef(passage_id, record.start, record.start + len(record.text), record.text)


def create(path: str | Path, engine: str = engines.DEFAULT) -> Index:
    """Make an empty index in a folder, which is made too if need be.

    Raises IndexPathError for a folder that holds an index or anything else (a README aside), EngineError for an engine
    that doesn't exist.
    """
    folder = Path(path)
    engine_class = engines.engine_class(engine)
    manifest.check_free(folder)
    inside = folder / engine
    existed = folder.exists()
    try:
        inside.mkdir(parents=True)
        index = Index(folder, engine_class.create(inside))
        manifest.write(folder, engine)
    except OSError as error:
        import shutil

        with suppress(OSError):
            shutil.rmtree(inside if existed else folder)
        raise IndexPathError(f"{folder} can't be written ({error.strerror}); name another folder.") from None
    return index


def open(path: str | Path) -> Index:
    """Open the index in a folder.

    Raises IndexNotFoundError if there is none, IndexFormatError for one that this version can't read.
    """
    folder = Path(path)
    engine = manifest.read(folder).engine
    return Index(folder, engines.engine_class(engine).open(folder / engine))
