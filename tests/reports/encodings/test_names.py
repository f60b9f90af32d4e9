"""Names of encodings."""

from __future__ import annotations

import pytest

from searchkit.errors import EncodingError
from searchkit.reports.encodings import NAMES, known


@pytest.mark.parametrize(
    ("named", "name"),
    [
        *((name, name) for name in NAMES),
        ("tcvn3", "TCVN3"),
        ("ABC", "TCVN3"),
        ("TCVN5712-1", "TCVN3"),
        ("vni", "VNI"),
        ("viscii", "VISCII"),
        ("Windows_1258", "windows-1258"),
        ("cp1258", "windows-1258"),
        ("utf8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("UTF-16LE", "utf-16-le"),
        ("cp1252", "windows-1252"),
        ("big5", "big5"),
    ],
)
def test_encodings_have_one_name(named: str, name: str) -> None:
    assert known(named) == name


@pytest.mark.parametrize("name", ["", "klingon", "hex", "rot13", "undefined", "a\0b", "ñ"])
def test_an_unknown_name_is_refused_with_the_list(name: str) -> None:
    with pytest.raises(EncodingError, match=r"TCVN3.*VNI.*VISCII"):
        known(name)
