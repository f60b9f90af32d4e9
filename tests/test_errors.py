"""The family of errors."""

from __future__ import annotations

import pytest

from searchkit import errors

FAMILY = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, Exception)]


@pytest.mark.parametrize("error", FAMILY)
def test_every_error_is_of_the_family(error: type[Exception]) -> None:
    assert issubclass(error, errors.SearchkitError)
    assert error.__doc__


def test_every_kind_is_stable_and_its_own() -> None:
    assert {error.__name__: error.kind for error in FAMILY if issubclass(error, errors.SearchkitError)} == {
        "SearchkitError": "error",
        "IndexNotFoundError": "index-not-found",
        "IndexPathError": "index-path",
        "IndexFormatError": "index-format",
        "IndexLockedError": "index-locked",
        "EngineError": "engine",
        "QueryError": "query",
        "ReportNotFoundError": "report-not-found",
        "UnreadableError": "unreadable",
        "MissingExtraError": "missing-extra",
        "ProcessError": "process",
        "EncodingError": "encoding",
        "AcronymsError": "acronyms",
    }
