"""The index: add, remove and search reports. It joins the rooms of the package and holds no algorithm of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

from searchkit import engines, schema
from searchkit.engines.contract import Engine, Request, View, Writer
from searchkit.engines.trees import Term
from searchkit.errors import EngineError, IndexFormatError, IndexPathError, QueryError, ReportNotFoundError
from searchkit.query.modes import Accents
from searchkit.query.query import read
from searchkit.reports.report import Report
from searchkit.reports.skipped import Skipped
from searchkit.search.highlighting import Highlighter, Span
from searchkit.search.pipeline import searched
from searchkit.search.results import Results
from searchkit.search.weights import DEFAULT, Weights
from searchkit.storage import manifest, records
from searchkit.storage.size import size_of

if TYPE_CHECKING:
    from searchkit.indexing.admission import Admission


class Summary(NamedTuple):
    """What adding reports came to: how many reports and passages went in, and what was passed over.

    ``formats`` and ``encodings`` say how many reports were read from files of which format, and converted from which
    encoding, the most frequent first; what was Unicode is in none of the encodings.
    """

    reports: int
    passages: int
    skipped: tuple[Skipped, ...]
    formats: Mapping[str, int]
    encodings: Mapping[str, int]


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

        ``reports`` may hold what a reader skipped: it goes into the summary. ``jobs`` processes analyse the texts.
        ``progress`` is called with every report read. Raises IndexLockedError while another writer is at work, and
        ProcessError when no process can be started or two are lost over the same texts.
        """
        from searchkit.indexing.admission import Admission
        from searchkit.indexing.batches import analysed

        reports = [reports] if isinstance(reports, Report) else reports
        admission = Admission()
        passages = 0
        with self._engine.writer(max(1, jobs)) as writer:
            incoming = admission.admitted(reports, progress)
            if self._engine.view().size():
                incoming = _replacing(incoming, writer)
            with closing(analysed(incoming, jobs)) as batches:
                for batch in batches:
                    writer.add(schema.PASSAGES, batch.passages)
                    writer.add(schema.REPORTS, batch.reports)
                    passages += len(batch.passages)
            if admission.ids:
                self._commit(writer)
            else:
                writer.rollback()
        return _summary(admission, passages)

    def remove(self, *ids: str) -> int:
        """Remove reports by their ids, in one transaction; the number of passages that went with them.

        Raises ReportNotFoundError, and removes none, if one of the ids isn't in the index.
        """
        view = self._engine.view()
        passages = sum(_passages(view, dict.fromkeys(ids)))
        with self._engine.writer() as writer:
            for identity in ids:
                writer.delete(schema.REPORT, identity)
            self._commit(writer)
        return passages

    def _commit(self, writer: Writer) -> None:
        manifest.clear(self._folder)
        with manifest.renewed(self._folder, self.engine):
            writer.commit()

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
        operators: bool = True,
        weights: Weights = DEFAULT,
    ) -> Results:
        """Search; the hits ``offset + 1`` to ``offset + limit``, best first.

        ``accents``: "auto" (accents that were typed count, an accent-free query matches all), "strict" (they must be
        the same) or "ignore". ``every_word``: all words must match, not just some. ``group``: each report once, with
        its best passage. ``all_copies``: show near-duplicates one by one. ``operators``: whether quotation marks, AND,
        OR, NOT and parentheses mean something; without, a headline or a sentence can be searched as it stands.
        ``weights``: the numbers to rank by. Raises QueryError for a query that can't be run.
        """
        view = self._engine.view()
        size = view.size()
        return searched(
            read(query, accents, every_word, operators),
            view,
            min(_number(limit, "limit"), size),
            min(_number(offset, "offset"), size),
            group=group,
            all_copies=all_copies,
            weights=weights,
        )

    def report(self, identity: str) -> Report:
        """The report of an id, whole. Raises ReportNotFoundError if it isn't in the index."""
        view = self._engine.view()
        (passages,) = _passages(view, [identity])
        (matches,) = view.search([Request((Term(schema.REPORT, identity),), passages)])
        return records.report_of(map(records.decode, view.fetch(match.address for match in matches)))

    def __contains__(self, identity: object) -> bool:
        return _counts(self._engine.view(), [identity]) != [0]

    def ids(self, prefix: str = "") -> list[str]:
        """The ids of the reports in the index, those that begin with a prefix, in order."""
        view = self._engine.view()
        if not schema.can_be_key(prefix):
            return []
        listed = [identity for identity, _ in view.terms(schema.REPORT, [prefix])[0]]
        counts = view.count([Term(schema.REPORT, identity) for identity in listed])
        return [identity for identity, count in zip(listed, counts, strict=True) if count]

    def stats(self) -> Stats:
        """The index in figures."""
        view = self._engine.view()
        (reports,) = view.count([Term(schema.ORDINAL, "0")])
        return Stats(reports, view.size(), self.engine, size_of(self._folder), manifest.read(self._folder).changed)

    def mark(self, query: str, text: str, accents: Accents | str = Accents.AUTO) -> tuple[Span, ...]:
        """What a query marks in any text, as ``Hit.spans`` does in a passage."""
        return Highlighter(read(query, accents))(text)

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


def _summary(admission: Admission, passages: int) -> Summary:
    formats, encodings = (dict(counts.most_common()) for counts in (admission.formats, admission.encodings))
    return Summary(len(admission.ids), passages, tuple(admission.skipped), formats, encodings)


def _replacing(reports: Iterable[Report], writer: Writer) -> Iterator[Report]:
    for report in reports:
        writer.delete(schema.REPORT, report.id)
        yield report


def _passages(view: View, ids: Iterable[str]) -> list[int]:
    """How many passages each of some reports has. Raises ReportNotFoundError for one that isn't in the index."""
    ids = list(ids)
    counts = _counts(view, ids)
    for identity, count in zip(ids, counts, strict=True):
        if not count:
            raise ReportNotFoundError(f"No report {identity!r} is in the index; see the ids that a search shows.")
    return counts


def _counts(view: View, ids: Sequence[object]) -> list[int]:
    """How many passages reports of some ids have, 0 for what can be no id."""
    possible = [identity for identity in ids if schema.can_be_key(identity)]
    counts = iter(view.count([Term(schema.REPORT, str(identity)) for identity in possible]))
    return [next(counts) if schema.can_be_key(identity) else 0 for identity in ids]


def _number(value: object, name: str) -> int:
    """A limit or an offset."""
    if not isinstance(value, int):
        raise QueryError(f"{name} is a number (int), not {type(value).__name__}.")
    if value < 0:
        raise QueryError("limit and offset count from 0; neither can be negative.")
    return value


def _folder(path: str | Path) -> Path:
    """The folder of an index; engines take none that isn't UTF-8."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        raise IndexPathError(f"{str(path)!r} is not UTF-8; rename the folder, or name another.") from None
    return Path(path)


def create(path: str | Path, engine: str = engines.DEFAULT) -> Index:
    """Make an empty index in a folder, which is made too if need be.

    Raises IndexPathError for a folder that holds an index or anything else (a README aside), EngineError for an engine
    that doesn't exist.
    """
    from searchkit.storage import new_folder

    folder = _folder(path)
    engine_class = engines.engine_class(engine)
    inside = new_folder.make(folder, engine, lambda place: engine_class.create(place).close())
    return Index(folder, engine_class.open(inside))


def open(path: str | Path) -> Index:
    """Open the index in a folder.

    Raises IndexNotFoundError if there is none, IndexFormatError for one that this version can't read.
    """
    folder = _folder(path)
    engine = manifest.read(folder).engine
    if engine not in engines.NAMES:
        raise IndexFormatError(
            f"The index in {folder} was made with the engine {engine!r}, which this version of searchkit doesn't have; "
            f"it has {', '.join(engines.NAMES)}."
        )
    return Index(folder, engines.engine_class(engine).open(folder / engine))
