"""Reading the files of a Whoosh index: safely, and with one sentence for what is damaged.

Whoosh keeps no checksums. Ours are noted with each commit; a file is held against its own before any of it is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh.codec.whoosh3 import W3Segment
from whoosh.index import TOC, FileIndex, LockError

from searchkit.engines import checksums
from searchkit.engines._pickles import naming_only
from searchkit.engines.shape import too_deep
from searchkit.errors import EngineError, IndexFormatError, SearchkitError

# A reader that is opened while others commit may find files gone; it is opened again, so often at most.
_MOST_TRIES = 100

# What the list of segments names, and how bytes, empty ones too, are kept in the oldest of the formats that Whoosh
# writes. Everything else in an index is numbers, strings and lists of them. The schema isn't read: we know it.
_NAMED = frozenset(
    {
        ("whoosh.codec.whoosh3", "W3Segment"),
        ("whoosh.codec.whoosh3", "W3Codec"),
        ("collections", "defaultdict"),
        ("builtins", "int"),
        ("_codecs", "encode"),
        ("__builtin__", "bytes"),
    }
)


@contextmanager
def reading() -> Iterator[None]:
    """Whoosh reads files: nothing in them is run, and what it makes of damaged ones is told in one sentence."""
    try:
        with naming_only(_NAMED):
            yield
    except (SearchkitError, LockError, MemoryError):
        raise
    except RecursionError:
        raise too_deep() from None
    except OSError as error:
        if isinstance(error, FileNotFoundError):
            raise _damaged(error) from error
        raise EngineError(f"The index can't be read or written ({error}).") from error
    except Exception as error:
        raise _damaged(error) from error


def _damaged(error: Exception) -> IndexFormatError:
    return IndexFormatError(
        f"The index can't be read ({str(error) or type(error).__name__}). If opening it again doesn't help it is "
        "damaged: index its reports anew with: searchkit index --rebuild PATH"
    )


class SafeIndex(FileIndex):  # type: ignore[misc]  # Whoosh's classes are untyped
    """An index whose files are its own, a list of segments could name files elsewhere, and as they were written."""

    def __init__(self, storage: Any, schema: Any, name: str) -> None:
        self._checked: set[str] = set()
        #: Where its files are.
        self.folder = Path(storage.folder)
        self._check(self._toc_file(storage, name))
        super().__init__(storage, schema, name)

    def newest_reader(self) -> Any:
        """A reader of the last commit."""
        for tries_left in reversed(range(_MOST_TRIES)):
            generation = self.latest_generation()
            try:
                reader = self.reader()
            except FileNotFoundError:
                # A commit deletes files only after it has written the next generation.
                if generation == self.latest_generation() or not tries_left:
                    raise
            else:
                if generation == self.latest_generation() or not tries_left:
                    return reader
                reader.close()
        raise AssertionError("the last try returns or raises")

    def _read_toc(self) -> TOC:
        self._check(self._toc_file(self.storage, self.indexname))
        toc = super()._read_toc()
        for segment in toc.segments:
            own = type(segment) is W3Segment and segment.indexname == self.indexname and segment.segid.isalnum()
            if not own:
                raise ValueError("its list of segments names files that are not its own")
            self._check(*segment_files(self.folder, segment.segment_id()))
        return toc

    def _check(self, *names: str) -> None:
        """Raise ValueError if files are not as they were written; each is looked at once."""
        for name in names:
            if name not in self._checked:
                noted = checksums.noted(self.folder).get(name)
                # A writer that was killed may have committed and not noted it.
                if noted is not None and noted != checksums.of_file(self.folder / name):
                    raise ValueError(f"{name} was changed")
                self._checked.add(name)

    def files(self) -> list[str]:
        """The names of the files of the last commit."""
        segments = super()._read_toc().segments
        names = [self._toc_file(self.storage, self.indexname)]
        for segment in segments:
            names += segment_files(self.folder, segment.segment_id()) or [f"{segment.segment_id()}.seg"]
        return names

    @staticmethod
    def _toc_file(storage: Any, name: str) -> str:
        return str(TOC._filename(name, TOC._latest_generation(storage, name)))


def segment_files(folder: Path, segment: str) -> list[str]:
    """The names of the files of a segment, most often one."""
    return sorted(file.name for file in folder.glob(f"{segment}.*"))
