"""Zip archives, honest and hostile."""

from __future__ import annotations

import io
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.reports.limits import Limits
from searchkit.reports.readers import read_source
from searchkit.reports.report import Report
from searchkit.reports.skipped import Skipped
from searchkit.reports.source import Source

TEXT = "Đảng ủy Khối họp.".encode()


def packed(*files: tuple[str | zipfile.ZipInfo, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, data in files:
            archive.writestr(name, data, compression)
    return file.getvalue()


def found(data: bytes, **limits: Any) -> list[Report | Skipped]:
    return list(read_source(Source("a.zip", data=data, limits=replace(Limits(), **limits))))


def names(data: bytes) -> list[str]:
    return [one.id for one in found(data) if isinstance(one, Report)]


def reasons(data: bytes, **limits: Any) -> list[tuple[str, str]]:
    return [tuple(one) for one in found(data, **limits) if isinstance(one, Skipped)]


def named_in(encoding: str, name: str, extra: bytes = b"") -> bytes:
    """An archive whose one file is named in some encoding and doesn't say in which."""
    info = zipfile.ZipInfo("?" * len(name.encode(encoding)))
    info.extra = extra
    return packed((info, TEXT)).replace(info.filename.encode(), name.encode(encoding))


def test_files_are_read_in_their_order_each_by_its_format(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(
        packed(("b.txt", TEXT), ("in/a.txt", b"Chi"), ("c.jsonl", b'{"text": "x"}\n{"id": "7", "text": "y"}'))
    )
    reports = list(read_source(Source("x/a.zip", file)))
    assert [(one.id, one.path, one.text, one.format) for one in reports if isinstance(one, Report)] == [
        ("x/a.zip/b.txt", "x/a.zip/b.txt", "Đảng ủy Khối họp.", "text"),
        ("x/a.zip/in/a.txt", "x/a.zip/in/a.txt", "Chi", "text"),
        ("x/a.zip/c.jsonl:1", "x/a.zip/c.jsonl", "x", "JSON Lines"),
        ("7", "x/a.zip/c.jsonl", "y", "JSON Lines"),
    ]


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_each_usual_way_of_packing_is_read(compression: int) -> None:
    assert names(packed(("b.txt", TEXT), compression=compression)) == ["a.zip/b.txt"]


def test_hidden_files_and_folders_are_left_out() -> None:
    data = packed(
        ("__MACOSX/._b.txt", TEXT), (".DS_Store", TEXT), ("x/.git/c.txt", TEXT), ("x/", b""), ("x/b.txt", TEXT)
    )
    assert [getattr(one, "id", one) for one in found(data)] == ["a.zip/x/b.txt"]


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../b.txt", "b.txt"),
        ("/etc/b.txt", "etc/b.txt"),
        ("C:\\Reports\\b.txt", "Reports/b.txt"),
        ("C:b.txt", "b.txt"),
        ("..\\b.txt", "b.txt"),
        ("./x//./b.txt", "x/b.txt"),
        (unicodedata.normalize("NFD", "Báo cáo.txt"), "Báo cáo.txt"),
    ],
)
def test_no_name_leads_out_of_the_archive(name: str, clean: str) -> None:
    assert names(packed((name, TEXT))) == [f"a.zip/{clean}"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_files_of_one_name_are_told_apart() -> None:
    data = packed(("b.txt", b"1"), ("b (2).txt", b"2"), ("../b.txt", b"3"), ("b.txt", b"4"))
    assert names(data) == ["a.zip/b.txt", "a.zip/b (2).txt", "a.zip/b (3).txt", "a.zip/b (4).txt"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
@given(st.lists(st.text(st.sampled_from("ab./\\:C \x1b"), max_size=8), max_size=12))
def test_names_are_clean_and_told_apart_whatever_they_are(given_names: list[str]) -> None:
    data = packed(*((name + ".txt", b"x") for name in given_names))
    ids = names(data)
    assert len(set(ids)) == len(ids)
    for one in ids:
        parts = one.removeprefix("a.zip/").split("/")
        assert not {"", ".", ".."} & set(parts)
        assert "\\" not in one


@pytest.mark.parametrize("encoding", ["utf-8", "cp1258"])
def test_a_vietnamese_name_is_read_though_it_does_not_say_what_it_is_in(encoding: str) -> None:
    # windows-1258 keeps the tones of such letters as marks of their own.
    name = "Báo cáo Đảng ủy.txt"
    typed = name if encoding == "utf-8" else "Báo cáo Đảng u\u0309y.txt".replace("Đả", "Đa\u0309")
    assert names(named_in(encoding, typed)) == [f"a.zip/{name}"]


def test_a_name_of_dos_is_read() -> None:
    assert names(named_in("cp437", "résumé ½.txt")) == ["a.zip/résumé ½.txt"]


def test_a_name_kept_in_unicode_beside_the_other_wins() -> None:
    other, name = "Bao cao.txt", "Báo cáo.txt"
    kept = b"\x01" + struct.pack("<L", zlib.crc32(other.encode())) + name.encode()
    assert names(named_in("ascii", other, struct.pack("<HH", 0x7075, len(kept)) + kept)) == [f"a.zip/{name}"]


def test_what_cannot_be_unpacked_is_named_and_the_rest_is_read() -> None:
    link = zipfile.ZipInfo("link.txt")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    data = packed(
        ("1.txt", TEXT), ("damaged.txt", b"D" * 40), ("secret.txt", b"S" * 40), ("odd.txt", b"O" * 40),
        ("scan.jpeg", TEXT), (link, b"1.txt"), ("2.txt", TEXT), compression=zipfile.ZIP_STORED,
    )  # fmt: skip
    data = data.replace(b"D" * 40, b"d" * 40)
    data = with_header(data, b"secret.txt", flags=1)
    data = with_header(data, b"odd.txt", method=9)
    assert names(data) == ["a.zip/1.txt", "a.zip/2.txt"]
    told = dict(reasons(data))
    assert told.pop("a.zip/scan.jpeg").startswith("not one of ")
    assert told == {
        "a.zip/damaged.txt": "damaged in the archive",
        "a.zip/secret.txt": "encrypted",
        "a.zip/odd.txt": "packed in a way that can't be read",
        "a.zip/link.txt": "a link",
    }


def with_header(data: bytes, name: bytes, flags: int = 0, method: int = 0) -> bytes:
    """An archive with other flags and another method in a file's two headers."""
    changed = bytearray(data)
    for mark, at, length in ((b"PK\3\4", 6, 30), (b"PK\1\2", 8, 46)):
        header = data.index(mark, data.index(name) - length) if mark == b"PK\3\4" else data.rindex(name) - length
        assert changed[header : header + 4] == mark
        struct.pack_into("<HH", changed, header + at, flags, method)
    return bytes(changed)


@pytest.mark.parametrize("tenth", range(10))
def test_a_truncated_archive_is_skipped(tenth: int) -> None:
    data = packed(*((f"{number}.txt", TEXT * 10) for number in range(20)))
    [skipped] = found(data[: len(data) * tenth // 10])
    assert isinstance(skipped, Skipped)
    assert skipped.path == "a.zip"
    assert "no zip archive, or a damaged one" in skipped.reason


@pytest.mark.parametrize("data", [packed(), packed(("x/", b"")), packed((".hidden.txt", TEXT))])
def test_an_archive_without_files_is_empty(data: bytes) -> None:
    assert reasons(data) == [("a.zip", "empty")]


@given(st.data())
def test_no_damage_raises(data: st.DataObject) -> None:
    archive = bytearray(packed(("a.txt", TEXT * 9), ("b.zip", packed(("c.txt", TEXT)))))
    for _ in range(data.draw(st.integers(1, 4))):
        archive[data.draw(st.integers(0, len(archive) - 1))] = data.draw(st.integers(0, 255))
    assert all(isinstance(one, (Report, Skipped)) for one in found(bytes(archive)))


def test_a_bomb_is_not_unpacked() -> None:
    data = packed(("bomb.txt", bytes(10 << 20)), ("b.txt", TEXT))
    assert names(data) == ["a.zip/b.txt"]
    assert reasons(data) == [("a.zip/bomb.txt", "more than 200 times as large when unpacked")]


def test_a_short_file_of_one_letter_is_no_bomb() -> None:
    assert len(names(packed(("b.txt", b"a" * 900_000)))) == 1


def test_a_file_that_is_too_large_is_skipped_and_the_others_are_read() -> None:
    data = packed(("large.txt", b"0123456789abcdef" * (3 << 16)), ("b.txt", TEXT), compression=zipfile.ZIP_STORED)
    assert names_within(data, size=2 << 20) == ["a.zip/b.txt"]
    assert reasons(data, size=2 << 20) == [("a.zip/large.txt", "larger than 2 MB")]


def names_within(data: bytes, **limits: Any) -> list[str]:
    return [one.id for one in found(data, **limits) if isinstance(one, Report)]


def nested(depth: int) -> bytes:
    data = packed(("b.txt", TEXT))
    for _ in range(depth):
        data = packed(("a.zip", data))
    return data


def test_archives_within_archives_are_read_to_a_depth() -> None:
    assert names(nested(3)) == ["a.zip/a.zip/a.zip/a.zip/b.txt"]
    assert reasons(nested(4)) == [("a.zip/a.zip/a.zip/a.zip/a.zip", "more than 4 archives or mails within one another")]


def fanned(data: bytes, width: int) -> bytes:
    return packed(*((f"{number}.zip", data) for number in range(width)))


@pytest.mark.parametrize(
    ("limits", "read", "reason"),
    [
        ({"parts": 7}, 3, "holds more than 7 files; the rest of it was not read"),
        ({"expanded": 2 << 20}, 3, "holds more than 2 MB when unpacked; the rest of it was not read"),
    ],
)
def test_all_archives_within_one_count_together(limits: dict[str, int], read: int, reason: str) -> None:
    inner = packed(("1.txt", b"a" * 600_000), ("scan.jpeg", b""), ("2.txt", b"a" * 600_000))
    data = fanned(inner, 3)
    assert len(names_within(data, **limits)) == read
    assert reasons(data, **limits)[-1] == ("a.zip", reason)


def test_skipped_files_count_too_but_bad_lines_do_not() -> None:
    data = packed(*((f"{number}.jpeg", b"") for number in range(9)))
    assert [path for path, _ in reasons(data, parts=5)] == [*(f"a.zip/{number}.jpeg" for number in range(5)), "a.zip"]
    lines = packed(("b.jsonl", b"{\n" * 9), ("b.txt", TEXT))
    assert names_within(lines, parts=5) == ["a.zip/b.txt"]


def test_one_file_at_a_time_is_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    unpacked: list[str] = []
    read: Callable[..., bytes] = zipfile.ZipFile.read

    def noted(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
        unpacked.append(info.filename)
        return read(archive, info)

    monkeypatch.setattr(zipfile.ZipFile, "read", noted)
    reports = read_source(Source("a.zip", data=packed(("1.txt", TEXT), ("2.txt", TEXT), ("3.txt", TEXT))))
    next(reports)
    assert unpacked == ["1.txt"]
