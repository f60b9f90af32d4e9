"""How long it takes to index Word files, from the folder to the closed index, as the command line does it.

    python tests/benchmarks/word_files.py [--files 1000] [--jobs N]

Each file has ten pages: 4,500 syllables, in paragraphs of the sample reports put in an order of its own. As in files
that Word has saved after some corrections, a paragraph is in several runs, each with its font, size and language. The
clock runs from the start of the process to its end; on a machine that does other work besides, the seconds of processor
time, of all processes together, tell more. Needs the reader of .docx and no Word.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import machine

ROOT = Path(__file__).resolve().parents[2]

_SYLLABLES = 4_500
_RUN = 12
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
_FORMAT = (
    '<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
    '<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN"/></w:rPr>'
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=machine.cores())
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = sum(written(folder / "reports", arguments.files))
        command = [sys.executable, "-m", "searchkit", "index", folder / "reports", "--index", folder / "index"]
        started = time.perf_counter()
        done = subprocess.run(
            [*command, "--jobs", str(arguments.jobs)], capture_output=True, text=True, check=True, cwd=folder
        )
        seconds = time.perf_counter() - started
    print(done.stderr + done.stdout, end="")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"files={arguments.files} megabytes={size / 1e6:.1f} jobs={arguments.jobs} "
        f"seconds={seconds:.1f} processor_seconds={used.ru_utime + used.ru_stime:.1f}"
    )


def written(folder: Path, files: int) -> Iterator[int]:
    """Write Word files; the size of each in bytes."""
    folder.mkdir()
    texts = [file.read_text(encoding="utf-8") for file in sorted((ROOT / "seeds").glob("*.txt"))]
    paragraphs = [line for text in texts for line in text.splitlines() if line.strip()]
    for number in range(files):
        file = folder / f"{number:05}.docx"
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("[Content_Types].xml", _TYPES)
            package.writestr("_rels/.rels", _RELATIONS)
            package.writestr("word/document.xml", document(paragraphs, random.Random(number)))
        yield file.stat().st_size


def document(paragraphs: list[str], order: random.Random) -> str:
    """The XML of ten pages of paragraphs drawn at random."""
    body, syllables = [], 0
    while syllables < _SYLLABLES:
        words = order.choice(paragraphs).split()
        syllables += len(words)
        runs = (" ".join(words[start : start + _RUN]) + " " for start in range(0, len(words), _RUN))
        body.append(
            f'<w:p w:rsidR="{order.randrange(1 << 32):08X}">'
            + '<w:pPr><w:spacing w:line="360"/><w:jc w:val="both"/></w:pPr>'
            + "".join(f'<w:r>{_FORMAT}<w:t xml:space="preserve">{escape(run)}</w:t></w:r>' for run in runs)
            + "</w:p>"
        )
    return f'<w:document xmlns:w="{_NAMESPACE}"><w:body>{"".join(body)}</w:body></w:document>'


if __name__ == "__main__":
    main()
