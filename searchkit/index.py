"""The index: add, remove and search reports. It joins the rooms of the package and holds no algorithm of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, Unpack

from searchkit import schema
from searchkit.acronyms.table import when_needed
from searchkit.engines.trees import Term
from searchkit.opening.current import Current
from searchkit.query.arguments import filters_asked, number
from searchkit.query.modes import Accents
from searchkit.query.query import read
from searchkit.search.acronyms import with_acronyms
from searchkit.search.forms import with_forms
from searchkit.search.highlighting import Highlighter, Span
from searchkit.search.pipeline import searched
from searchkit.search.reports_by_id import counts_of, ids_of, passages_of, report_of
from searchkit.search.results import Results
from searchkit.search.weights import DEFAULT, Weights
from searchkit.storage import manifest

if TYPE_CHECKING:
    from searchkit.engines.contract import Problem
    from searchkit.indexing.summaries import Progress, Summary, SyncSummary
    from searchkit.query.filters import FilterArguments
    from searchkit.reports.limits import Limits
    from searchkit.reports.report import Report
    from searchkit.reports.skipped import Skipped
    from searchkit.search.counts import Facets
    from searchkit.search.suggestions import Completion, Correction
    from searchkit.storage.size import Stats


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

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._current = Current(folder)

    @property
    def path(self) -> Path:
        """The folder of the index."""
        return self._folder

    @property
    def engine(self) -> str:
        """The name of its engine."""
        return self._current.engine.name

    def add(
        self,
        reports: Report | Iterable[Report | Skipped],
        *,
        jobs: int = 1,
        progress: Callable[[Report], None] | None = None,
        wait: float = 0.0,
    ) -> Summary:
        """Add reports, in one transaction; a report whose id is in the index already takes the other's place.

        ``reports`` may hold what a reader skipped: it goes into the summary. ``jobs`` processes analyse the texts.
        ``progress`` is called with every report read. Raises IndexLockedError if another writer is at work for longer
        than ``wait`` seconds, and ProcessError when no process can be started or two are lost over the same texts.
        """
        from searchkit.indexing.adding import add

        return add(self._current, reports, jobs, progress, wait)

    def sync(
        self,
        paths: str | Path | Iterable[str | Path] = (),
        *,
        encoding: str | None = None,
        limits: Limits | None = None,
        jobs: int = 1,
        keep_missing: bool = False,
        retry: bool = False,
        dry_run: bool = False,
        wait: float = 0.0,
        progress: Callable[[Progress], None] | None = None,
    ) -> SyncSummary:
        """Bring the index in step with the files under some paths, or without any under all that it was ever given.

        Files that are new or have changed (by size and time, then by a hash of their content) are read, those that are
        gone are taken out unless ``keep_missing``. Reports that a program added stay. ``encoding`` is what the texts
        are in, "" to find out for each, None as it was before; ``limits`` and ``jobs`` are those of ``read`` and
        ``add``. A file that couldn't be read is tried again when it has changed, or with ``retry``. ``dry_run``: only
        say what would be done. Long work is committed every two minutes, by whole files. ``progress`` is called with
        every report, file and commit.

        Raises UnreadableError for a path that doesn't exist, IndexLockedError if another writer is at work for longer
        than ``wait`` seconds, and ProcessError as ``add`` does; what was committed before stays.
        """
        from searchkit.indexing import sync
        from searchkit.indexing.planning import Options

        options = Options(encoding, limits, max(1, jobs), keep_missing, retry, wait)
        named = [paths] if isinstance(paths, (str, Path)) else list(paths)
        if dry_run:
            return sync.preview(self._current, named, options)
        return sync.synced(self._current, named, options, progress)

    def forget(
        self, paths: str | Path | Iterable[str | Path], *, keep_missing: bool = False, wait: float = 0.0
    ) -> SyncSummary:
        """Keep in step no more with some of ``roots`` and what lies below; in the summary the files that were
        ``removed`` with their reports, or ``kept`` if ``keep_missing``. What lies below another root stays.

        Raises UnreadableError, and forgets none, if one of the paths is no root and has none below.
        """
        from searchkit.indexing.forgetting import forget

        named = [paths] if isinstance(paths, (str, Path)) else list(paths)
        return forget(self._current, named, keep_missing=keep_missing, wait=wait)

    @property
    def roots(self) -> tuple[Path, ...]:
        """The files and folders that ``sync`` keeps the index in step with, absolute."""
        base = self._folder.resolve().parent
        return tuple(base / root.name for root in self._current.roots)

    def problems(self) -> tuple[Skipped, ...]:
        """What ``sync`` couldn't read, until it can: files, places in them, folders, each with the reason."""
        return self._current.hints.skipped()

    def remove(self, *ids: str, wait: float = 0.0) -> int:
        """Remove reports by their ids, in one transaction; the number of passages that went with them.

        Raises ReportNotFoundError, and removes none, if one of the ids isn't in the index.
        """
        with self._current.transaction(wait=wait) as writer:
            passages = sum(passages_of(self._current.view(), dict.fromkeys(ids)))
            for identity in ids:
                writer.delete(schema.REPORT, identity)
            self._current.commit(writer)
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
        operators: bool = True,
        strict_syntax: bool = False,
        expand: bool = True,
        acronyms: str | Path | None = None,
        weights: Weights = DEFAULT,
        **filters: Unpack[FilterArguments],
    ) -> Results:
        """Search; the hits ``offset + 1`` to ``offset + limit``, best first.

        ``accents``: "auto" (accents that were typed count, an accent-free query matches all), "strict" (they must be
        the same) or "ignore". ``every_word``: all words must match, not just some. ``group``: each report once, with
        its best passage. ``all_copies``: show near-duplicates one by one. ``operators``: whether the query language
        (docs/query-language.md) is read; without, a headline or a sentence can be searched as it stands. What can't be
        read in it is set aside, and told in ``Results.notes``; with ``strict_syntax`` that is a QueryError.
        ``expand``: find what acronyms in the query stand for too, the acronyms of its names, and its numbers in other
        words, below what was typed; ``Results.expansions`` names them. ``acronyms``: the file of a table of one's own,
        whose senses come before those that searchkit knows. ``weights``: the numbers to rank by.

        ``filters`` narrow down the reports that are searched, by what they say of themselves, with or without accents:
        ``since`` and ``until`` (days, months or years, as text or ``datetime.date``; both count), ``place`` (a province
        by its old or new name), ``source``, ``author``, ``kind``, and ``where``, a mapping of names of metadata to
        values. Several values of one: any of them. Raises QueryError for a query or a filter that can't be run,
        AcronymsError for a table that can't be read.
        """
        view = self._current.view()
        size = view.size()
        return searched(
            read(query, accents, every_word, operators, strict_syntax),
            view,
            min(number(limit, "limit"), size),
            min(number(offset, "offset"), size),
            filters=filters_asked(filters),
            group=group,
            all_copies=all_copies,
            acronyms=when_needed(acronyms) if expand else None,
            weights=weights,
        )

    def facets(
        self,
        field: str,
        query: str = "",
        limit: int = 20,
        *,
        accents: Accents | str = Accents.AUTO,
        every_word: bool = False,
        operators: bool = True,
        expand: bool = True,
        acronyms: str | Path | None = None,
        **filters: Unpack[FilterArguments],
    ) -> Facets:
        """How many reports say what in a field: those that match a query, or all of them.

        ``field``: "place", "source", "author", "kind", "year", "month" or "date", or a name of metadata. The most
        frequent values come first, years, months and days in their order (the last ones, of more than ``limit``).
        All other arguments as ``search`` has them. Raises QueryError for what can't be run.
        """
        from searchkit.search.facets import counted

        view, asked = self._current.view(), None
        if not isinstance(query, str) or query.strip():
            table = when_needed(acronyms) if expand else None
            asked = with_acronyms(read(query, accents, every_word, operators), view, table)
        return counted(view, field, asked, filters_asked(filters), number(limit, "limit"))

    def similar(self, identity: str, limit: int = 10, **filters: Unpack[FilterArguments]) -> Results:
        """The reports most like one, best first, each with its passage that is most like it: those that say what is
        most telling of the report, its most frequent words that are rare elsewhere.

        The report itself is not among them. A near-duplicate of it is; its hit has the report among its ``copies``.
        ``filters`` are those of ``search``. Raises ReportNotFoundError if the report isn't in the index, QueryError for
        a filter that can't be run.
        """
        from searchkit.search.similar import similar

        return similar(self._current.view(), identity, number(limit, "limit"), filters_asked(filters))

    def fields(self, *, of_metadata: bool = False) -> list[str]:
        """The names of fields that ``facets`` can count by, in order; ``of_metadata``: only those that reports have in
        their metadata, without accents and case, which ``where`` can narrow down by."""
        from searchkit.search.facets import fields

        return fields(self._current.view(), of_metadata)

    def corrections(self, query: str, limit: int = 3) -> list[Correction]:
        """What a query may have been meant as, from the index's own words, the likeliest first: accents restored, slips
        of the keyboard mended. None if it is likeliest as it stands. Raises QueryError as ``search`` does."""
        # Most searches need none, so none waits for this import.
        from searchkit.search.corrections.correcting import corrections

        read(query)
        return corrections(query, self._current.view(), number(limit, "limit"))

    def suggest(self, prefix: str, limit: int = 10) -> list[Completion]:
        """Words and phrases of the reports that continue what is typed, with the accents that these have; accents that
        were typed must be theirs. The most frequent first. None where no word has begun. Raises QueryError for what is
        no text."""
        from searchkit.search.completion.completing import completions

        return completions(prefix, self._current.view(), number(limit, "limit"))

    def report(self, identity: str) -> Report:
        """The report of an id, whole. Raises ReportNotFoundError if it isn't in the index."""
        return report_of(self._current.view(), identity)

    def __contains__(self, identity: object) -> bool:
        return counts_of(self._current.view(), [identity]) != [0]

    def ids(self, prefix: str = "") -> list[str]:
        """The ids of the reports in the index, those that begin with a prefix, in order."""
        return ids_of(self._current.view(), prefix)

    def export(self) -> Iterator[str]:
        """All reports as lines of JSON Lines, without their ends, in the order of their ids; of one moment, whatever is
        written meanwhile. An index made of them (``searchkit.read`` reads them) gives the same answers.
        """
        from searchkit.reports.exported import line_of

        view = self._current.view()
        return (line_of(report_of(view, identity)) for identity in ids_of(view, ""))

    def stats(self) -> Stats:
        """The index in figures."""
        from searchkit.storage.size import Stats, size_of

        view = self._current.view()
        (reports,) = view.count([Term(schema.ORDINAL, "0")])
        return Stats(reports, view.size(), self.engine, size_of(self._folder), manifest.read(self._folder).changed)

    def check(self, *, deep: bool = False, progress: Callable[[], None] | None = None) -> tuple[Problem, ...]:
        """What is wrong with the index, nothing if it is sound: its files are held against their checksums, and where
        those hold, what is in them against what indexing makes of the reports. At most a thousand problems are told.

        ``deep``: the words of all reports are looked up, not just those of some. ``progress`` is called with each
        report.
        """
        from searchkit.indexing import checking

        found = list(islice(self._current.problems(), checking.MOST))
        if not any(problem.is_damage for problem in found):
            found += islice(checking.problems(self._current.view(), deep, progress), checking.MOST)
        return (*checking.beside(self._folder, self._current.leftovers()), *found)

    def mark(self, query: str, text: str, accents: Accents | str = Accents.AUTO) -> tuple[Span, ...]:
        """What a query marks in any text, as ``Hit.spans`` does in a passage."""
        return Highlighter(with_forms(read(query, accents), self._current.view(), short=0))(text)

    def close(self) -> None:
        """Let go of the index's files; what wasn't read from its hits yet can't be read any more."""
        self._current.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
