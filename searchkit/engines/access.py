"""Whether an index may be written and read: told as what it is, not as another writer or as damage."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from searchkit.errors import IndexFormatError, IndexPathError


def check_writable(folder: Path) -> None:
    """Raise IndexPathError unless files can be made in a folder."""
    import tempfile  # which no search needs

    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise not_writable(folder, error) from error


def open_each(folder: Path) -> None:
    """Raise OSError for the first file in a folder that can't be opened: what fails to be read may not be damaged."""
    # What is gone was replaced by a commit, or the engine misses it itself.
    with suppress(FileNotFoundError):
        for file in folder.iterdir():
            with suppress(FileNotFoundError, IsADirectoryError):
                file.open("rb").close()


def not_writable(folder: Path, error: OSError) -> IndexPathError:
    """The error for an index that can be read only."""
    return IndexPathError(
        f"The index in {folder} can't be written ({reason(error)}); it can be searched only. See to the rights of its "
        "folder, or index into another."
    )


def not_readable(folder: Path, error: OSError) -> IndexPathError:
    """The error for an index that another keeps to themselves, or that can't be reached."""
    return IndexPathError(f"The index in {folder} can't be read ({reason(error)}); see to the rights of its files.")


def damaged(folder: Path, what: object) -> IndexFormatError:
    """The error for an index whose files are not what was written."""
    return IndexFormatError(
        f"The index in {folder} is damaged ({what}). Index its reports anew with: searchkit index --rebuild PATH"
    )


def reason(error: OSError) -> str:
    """The system's words for an error, without number and place."""
    return error.strerror or str(error)
