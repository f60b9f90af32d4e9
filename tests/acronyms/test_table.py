"""Tables of what acronyms stand for."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from searchkit.acronyms.definitions import _first_word, _words_before
from searchkit.acronyms.table import CURATED, Sense, folded, keyed, keys_of, table, when_needed
from searchkit.errors import AcronymsError

USUAL = "UBND HĐND MTTQ BCH HU ĐU CCQ BTC BTG UBKT LĐLĐ CNXH NTM GDP PCTN XDĐ QPAN ANTT TTATXH THCS ĐBQH"


def senses(acronym: str, path: Path | None = None) -> list[str]:
    return [sense.expansion for sense in table(path).by_acronym.get(folded(acronym), ())]


def test_the_usual_acronyms_have_their_senses() -> None:
    assert senses("BTV") == ["Ban Thường vụ", "biên tập viên"]
    assert senses("TU") == ["Tỉnh ủy", "Thành ủy"]
    assert senses("TW") == ["Trung ương"] * 3
    for acronym in USUAL.split():
        assert senses(acronym), acronym
    assert senses("KT-XH") == senses("KT - XH") == ["kinh tế - xã hội"]
    assert senses("CNH, HĐH") == senses("CNH HĐH") == ["công nghiệp hóa, hiện đại hóa"]


def test_either_side_leads_to_the_other() -> None:
    assert [sense.acronym for sense in table().by_expansion["hoi_dong_nhan_dan"]] == ["HĐND"]


#: Foreign ones, and those that leave out what isn't among their letters.
NOT_OF_INITIALS = {
    "OCOP",
    "GDP",
    "GRDP",
    "FDI",
    "ODA",
    "CPI",
    "PCI",
    "EU",
    "WTO",
    "WHO",
    "IMF",
    "WB",
    "ASEAN",
    "FTA",
    "CNMLN",
}


def test_the_curated_senses_are_of_their_acronyms_initials() -> None:
    for acronym, of in table().by_acronym.items():
        for sense in of:
            if sense.acronym in NOT_OF_INITIALS or " " in sense.acronym.replace(", ", ""):
                continue
            words = _words_before(sense.expansion, len(sense.expansion), 20)
            assert _first_word(sense.acronym.replace(" ", ""), words) == 0, (acronym, sense)


def test_the_column_of_keys_is_what_analysis_makes_of_both_sides() -> None:
    with CURATED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert [row["keys"] for row in rows] == [keyed(Sense(row["acronym"], row["expansion"])) for row in rows]


def test_no_column_of_our_table_holds_what_separates_columns() -> None:
    lines = CURATED.read_text(encoding="utf-8").splitlines()
    assert all(line.count(";") == 3 and '"' not in line for line in lines)
    assert sum(map(len, table().by_acronym.values())) == sum(map(len, table().by_expansion.values())) == len(lines) - 1


def test_no_sense_is_there_twice() -> None:
    rows = [sense for of in table().by_acronym.values() for sense in of]
    assert len(rows) == len(set(rows)) > 300


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "own.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_own_senses_come_before_the_others(tmp_path: Path) -> None:
    own = written(tmp_path, "acronym,expansion\nBTV,Bộ Tư vấn\nQRS,Quỹ Rừng Sạch\n")
    assert senses("BTV", own) == ["Bộ Tư vấn", "Ban Thường vụ", "biên tập viên"]
    assert senses("QRS", own) == ["Quỹ Rừng Sạch"]
    assert table(own).by_expansion[folded("Quỹ Rừng Sạch")] == (Sense("QRS", "Quỹ Rừng Sạch"),)
    assert senses("BTV") == ["Ban Thường vụ", "biên tập viên"]


@pytest.mark.parametrize(
    "text",
    [
        "expansion;note;acronym\nQuỹ Rừng Sạch;x;QRS",
        "\ufeff# of our province\n\nAcronym\tExpansion\n# more\nQRS\tQuỹ  Rừng Sạch\n\n",
        'acronym,expansion\r\n"QRS","Quỹ Rừng Sạch"\r\n',
    ],
)
def test_ways_to_write_a_table(tmp_path: Path, text: str) -> None:
    assert senses("QRS", written(tmp_path, text)) == ["Quỹ Rừng Sạch"]


def test_a_table_that_changed_is_read_again(tmp_path: Path) -> None:
    path = written(tmp_path, "acronym,expansion\nQRS,Quỹ Rừng Sạch\n")
    assert senses("QRS", path) == ["Quỹ Rừng Sạch"]
    written(tmp_path, "acronym,expansion\nQRS,Quỹ Rừng Sạch Xanh\n")
    os.utime(path, ns=(1, 1))
    assert senses("QRS", path) == ["Quỹ Rừng Sạch Xanh"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "line 1: there is no column acronym or expansion"),
        ("acronym,meaning\nA,b c\n", "line 1: there is no column expansion"),
        ("acronym,expansion\n\nQRS\n", "line 3: a column is missing"),
        ("acronym,expansion\n# no\nQRS,Quỹ\n", "line 3: 'Quỹ' can't be expanded to"),
        ("acronym,expansion\n…,Quỹ Rừng Sạch\n", "line 2: '…' is no acronym"),
        ("acronym,expansion\nA B C D E,Quỹ Rừng Sạch\n", "line 2: 'A B C D E' is no acronym"),
        ('acronym,expansion\nA,"Quỹ Rừng\n', "line 2"),
    ],
)
def test_an_error_in_a_table_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(AcronymsError) as raised:
        table(path)
    assert str(raised.value).startswith(f"{path}, {told}")


def test_a_table_that_can_not_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(AcronymsError, match="can't be read"):
        table(tmp_path / "nowhere.csv")
    with pytest.raises(AcronymsError, match="can't be read"):
        table(tmp_path)
    with pytest.raises(AcronymsError, match="can't be read"):
        table("a\0b")
    (tmp_path / "latin.csv").write_bytes("acronym,expansion\nQRS,Quỹ é\n".encode("utf-16"))
    with pytest.raises(AcronymsError, match="not UTF-8"):
        table(tmp_path / "latin.csv")


def test_keys_of_a_text_are_those_of_the_index() -> None:
    assert [key.exact for key in keys_of("Thường vụ")] == ["thường", "vụ"]


def test_the_errors_of_a_file_are_told_before_anything_needs_it(tmp_path: Path) -> None:
    assert when_needed()() == table()
    own = written(tmp_path, "acronym,expansion\nQRS,Quỹ Rừng Sạch\n")
    assert when_needed(own)() == table(own)
    with pytest.raises(AcronymsError):
        when_needed(written(tmp_path, "acronym,expansion\nQRS\n"))
