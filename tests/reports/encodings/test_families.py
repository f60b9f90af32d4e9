"""What names of fonts tell."""

from __future__ import annotations

import pytest

from searchkit.reports.encodings.families import Family, family_of


@pytest.mark.parametrize(
    ("font", "family"),
    [
        (".VnTime", Family("TCVN3")),
        (".VnTimeH", Family("TCVN3", capitals=True)),
        (".vntimeh", Family("TCVN3", capitals=True)),
        (".VnArial NarrowH", Family("TCVN3", capitals=True)),
        (".VnArial Narrow", Family("TCVN3")),
        ("ABCDEF+.VnTimeH,Bold", Family("TCVN3", capitals=True)),
        ("ABCDEF+.VnTimeH-BoldItalic", Family("TCVN3", capitals=True)),
        (".VnTimeH Bold", Family("TCVN3", capitals=True)),
        ('".VnTime", serif', Family("TCVN3")),
        (".VnHelvetIns", Family("TCVN3")),
        ("VNI-Times", Family("VNI")),
        ("VNI Helve", Family("VNI")),
        ("vni-times", Family("VNI")),
        ("VNI-Koch", Family("VNI")),
        ("VI Times", Family("VISCII")),
        ("VI Times H", Family("VISCII", capitals=True)),
        ("VI Arial Hoa", Family("VISCII", capitals=True)),
        ("Times New Roman", Family()),
        ("VNtimes new roman", Family()),
        ("Vivaldi", Family()),
        ("Symbol", Family(signs=True)),
        ("Wingdings 2", Family(signs=True)),
        ("", Family()),
    ],
)
def test_the_usual_families(font: str, family: Family) -> None:
    assert family_of(font) == family
