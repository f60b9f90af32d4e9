"""What acronyms usually stand for: a table that comes with searchkit, and tables of one's own.

A table is a file of comma-separated values in UTF-8: a first line with the names of its columns, ``acronym`` and
``expansion`` among them, then a sense a line. Other columns are for people; in ours ``field`` says where it is used.
Semicolons or tabs may stand in place of the commas. Lines that begin with "#" and empty ones are passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

from searchkit.analysis.syllables import Key, keys, scan
from searchkit.errors import AcronymsError
from searchkit.schema import JOINT, joined_term

#: The table that comes with searchkit. Its first column holds both sides' folded keys: reading it takes no analysis and
#: no reader of CSV, for it is read by the first query that may need it, while a person waits.
CURATED = Path(__file__).with_name("curated.csv")

_COLUMNS = ("acronym", "expansion")
# What is between the columns of our own.
_SEPARATOR = ";"
#: The most keys of an acronym (LĐ-TB&XH has three) and of what one stands for.
MOST_PARTS, MOST_SYLLABLES = 4, 12
# So many tables of one's own are kept.
_MOST_TABLES = 8


class Sense(NamedTuple):
    """An acronym and what it stands for, each as it is shown to people."""

    acronym: str
    expansion: str


#: Senses by the folded and joined keys of one of their sides, the usual ones first.
Senses: TypeAlias = Mapping[str, tuple[Sense, ...]]


class Table(NamedTuple):
    """Senses by either side: ``by_acronym["btv"]``, ``by_expansion["ban_thuong_vu"]``."""

    by_acronym: Senses
    by_expansion: Senses


def table(path: str | Path | None = None) -> Table:
    """The table that comes with searchkit, the senses of a table of one's own before it if a file is named.

    Raises AcronymsError for a file that can't be read, with the line of the first error in it.
    """
    if path is None:
        return _curated()
    try:
        about = Path(path).stat()
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None
    return _own(str(path), about.st_mtime_ns, about.st_size)


def when_needed(path: str | Path | None = None) -> Callable[[], Table]:
    """What gives the same. A file is read at once, to tell its errors whatever is searched; otherwise nothing is read
    that no query needs."""
    if path is None:
        return table
    found = table(path)
    return lambda: found


def keys_of(text: str) -> list[Key]:
    """The keys of a text in its order."""
    return [key for token in scan(text) for key in keys(token.surface) if not key.alternate]


def folded(text: str) -> str:
    """The folded keys of a text, joined.

    >>> folded("Ban Thường vụ"), folded("KT-XH"), folded("T.Ư")
    ('ban_thuong_vu', 'kt_xh', 'tw')
    """
    return joined_term(key.folded for key in keys_of(text))


@cache
def _curated() -> Table:
    return _indexed(map(_keyed, CURATED.read_text(encoding="utf-8").splitlines()[1:]))


def _keyed(line: str) -> _Row:
    """A row of our own table, whose first column says the keys that all others have to be analysed for."""
    keys, acronym, expansion, _ = line.split(_SEPARATOR)
    return _Row(Sense(acronym, expansion), *keys.split("="))


@lru_cache(maxsize=_MOST_TABLES)
def _own(path: str, _changed: int, _size: int) -> Table:
    """The table with a file; read again once that has changed."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise AcronymsError(f"{path} is not UTF-8; save it as UTF-8.") from None
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None
    own, curated = _indexed(_rows(text, path)), _curated()
    return Table(*(_merged(*both) for both in zip(own, curated, strict=True)))


def _merged(own: Senses, curated: Senses) -> Senses:
    sides = dict.fromkeys((*own, *curated))
    return {side: tuple(dict.fromkeys((*own.get(side, ()), *curated.get(side, ())))) for side in sides}


def _unreadable(path: str | Path, error: OSError | ValueError) -> AcronymsError:
    reason = getattr(error, "strerror", None) or error
    return AcronymsError(f"The table of acronyms {str(path)!r} can't be read ({reason}); name another file.")


def _indexed(rows: Iterable[_Row]) -> Table:
    by_acronym: dict[str, tuple[Sense, ...]] = {}
    by_expansion: dict[str, tuple[Sense, ...]] = {}
    for sense, acronym, expansion in rows:
        by_acronym[acronym] = (*by_acronym.get(acronym, ()), sense)
        by_expansion[expansion] = (*by_expansion.get(expansion, ()), sense)
    return Table(by_acronym, by_expansion)


class _Row(NamedTuple):
    """A sense with the folded keys of its sides."""

    sense: Sense
    acronym: str
    expansion: str


def _rows(text: str, name: str) -> Iterator[_Row]:
    """The rows of a table; ``name`` is that of its file, for errors."""
    import csv

    lines = text.splitlines()
    rows = csv.reader(_kept(lines), delimiter=_delimiter(lines), strict=True)
    try:
        columns = [column.strip().lower() for column in next(filter(None, rows), [])]
        if missing := [column for column in _COLUMNS if column not in columns]:
            raise AcronymsError(
                f"{name}, line {max(rows.line_num, 1)}: there is no column {' or '.join(missing)}; "
                "the first line names the columns, acronym and expansion among them."
            )
        acronym, expansion = map(columns.index, _COLUMNS)
        for row in filter(None, rows):
            yield _row(row, acronym, expansion, f"{name}, line {rows.line_num}")
    except csv.Error as error:
        raise AcronymsError(f"{name}, line {rows.line_num}: {error}; check its quotation marks.") from None


def _kept(lines: Iterable[str]) -> Iterator[str]:
    """Lines of a table; an empty one in the place of a comment, so that they are counted."""
    return ("" if line.startswith("#") else line for line in lines)


def _delimiter(lines: Iterable[str]) -> str:
    first = next(filter(None, _kept(lines)), "")
    return next((mark for mark in ";\t" if mark in first), ",")


def _row(row: Sequence[str], acronym: int, expansion: int, place: str) -> _Row:
    if len(row) <= max(acronym, expansion):
        raise AcronymsError(f"{place}: a column is missing; write an acronym and what it stands for.")
    sense = Sense(" ".join(row[acronym].split()), " ".join(row[expansion].split()))
    parts, syllables = folded(sense.acronym), folded(sense.expansion)
    if not 1 <= _count(parts) <= MOST_PARTS:
        raise AcronymsError(f"{place}: {sense.acronym!r} is no acronym; one has 1 to {MOST_PARTS} parts.")
    if not 2 <= _count(syllables) <= MOST_SYLLABLES:
        raise AcronymsError(
            f"{place}: {sense.expansion!r} can't be expanded to; write 2 to {MOST_SYLLABLES} syllables."
        )
    return _Row(sense, parts, syllables)


def keyed(sense: Sense) -> str:
    """The folded keys of both sides, as the table that comes with searchkit has them in its column ``keys``.

    >>> keyed(Sense("BTV", "Ban Thường vụ"))
    'btv=ban_thuong_vu'
    """
    return f"{folded(sense.acronym)}={folded(sense.expansion)}"


def _count(joined: str) -> int:
    return joined.count(JOINT) + 1 if joined else 0
