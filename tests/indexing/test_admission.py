"""Which reports may go into an index."""

from __future__ import annotations

import pytest

from searchkit import Report
from searchkit.indexing.admission import Admission


@pytest.mark.parametrize(
    ("report", "reason"),
    [
        (Report(id="a" * 10_001, text="họp"), "its id has 10,001 characters"),
        (Report(id="1", path="a" * 10_001, text="họp"), "its path has 10,001 characters"),
        (Report(id="1", title="a" * 10_001, text="họp"), "its title has 10,001 characters"),
    ],
)
def test_what_is_kept_with_every_passage_is_short(report: Report, reason: str) -> None:
    admission = Admission()
    assert not list(admission.admitted([report]))
    [skipped] = admission.skipped
    assert skipped.reason.startswith(reason)
    assert len(skipped.path) <= 10_000
