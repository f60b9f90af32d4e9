"""Make the indexes that are kept here: a few small reports by each engine, in the format of the searchkit in use.

    python tests/storage/old_indexes/make.py

Run it, with the engines' tested versions installed, whenever `FORMAT` is raised, and commit the two new folders beside
the old ones, which stay as their version left them. One of an earlier format is made with a checkout of an earlier
commit in PYTHONPATH.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import searchkit

HERE = Path(__file__).resolve().parent

#: Reports with what keys and records are made of: accents, y and i, numbers, a document's number, both kinds of "ủy",
#: compounds, an empty title, metadata, several passages and so a view of the whole.
REPORTS = (
    searchkit.Report(
        id="khoi/1.txt",
        title="Đảng ủy Khối tổng kết năm 2020",
        path="khoi/1.txt",
        text="Đảng uỷ Khối họp sáng 6/1, triển khai Nghị quyết 21-NQ/TW.\n\n"
        "Kết nạp 1.666 đảng viên, đạt 97,9 % kế hoạch.\n",
        metadata={"year": "2020"},
    ),
    searchkit.Report(
        id="2", text="  Chi bộ học tập lý luận chính trị; lí luận gắn với thực tiễn. Hòa bình, hoà thuận.\n"
    ),
    searchkit.Report(
        id="3",
        text="\n".join(["Hội nghị quán triệt các chỉ thị, nghị quyết của Trung ương về công tác cán bộ. " * 6] * 3),
    ),
)
#: What an engine leaves behind for its writers, and no index needs.
LOCKS = ("*.lock", "*_WRITELOCK")


def make(folder: Path, engine: str) -> None:
    """An index of the reports in a new folder, without the files that are only locks."""
    with searchkit.create(folder, engine) as index:
        index.add(REPORTS)
    for pattern in LOCKS:
        for lock in folder.rglob(pattern):
            lock.unlink()


def main() -> None:
    for engine in ("tantivy", "whoosh"):
        partial = HERE / f"new-{engine}"
        make(partial, engine)
        number = json.loads((partial / "searchkit.json").read_bytes())["format"]
        folder = HERE / f"format-{number}-{engine}"
        if folder.exists():
            shutil.rmtree(partial)
            print(f"{folder.name} is there already: remove it first, or raise FORMAT.")
        else:
            partial.rename(folder)
            print(f"made {folder.name}")


if __name__ == "__main__":
    main()
