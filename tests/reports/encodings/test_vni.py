"""VNI in texts of any length."""

from __future__ import annotations

from searchkit.reports.encodings.vni import to_unicode
from tests.reports.encodings.encoders import vni_bytes
from tests.reports.encodings.texts import REPORT


def test_no_letter_is_lost_where_a_long_text_is_cut() -> None:
    assert to_unicode(vni_bytes(REPORT * 2000).decode("latin-1")) == REPORT * 2000
    assert to_unicode("a" + "\xe9" * 300_000) == "ắ" + "é" * 299_999


def test_a_mark_without_its_letter_stays_what_windows_shows() -> None:
    assert to_unicode("\xf9 b\xe2") == "ù bâ"
