"""How much of an article extractors keep: ``python tests/benchmarks/articles.py FOLDER``, of texts (.txt) by the title.

Each text is put into skeletons of news pages. Needs ``pip install trafilatura readability-lxml lxml_html_clean``.
"""

from __future__ import annotations

import html
import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from searchkit.reports.readers.webpage import page_of

WORD = re.compile(r"[^\W_]+")
MENU = "".join(f'<li><a href="/{n}">Chuyên mục {n}</a></li>' for n in range(14))
OTHERS = "".join(f'<li><a href="/r{n}">Khởi công dự án đường vành đai số {n}</a></li>' for n in range(4))
TABLE = (
    "<table><thead><tr><th>STT</th><th>Đơn vị</th><th>Số đảng viên</th></tr></thead><tbody>"
    + "".join(f'<tr><td>{n}<td><a href="/d{n}">Huyện Kim{n}</a><td>{n * 137}</tr>' for n in range(1, 9))
    + "</tbody></table>"
)
FOOT = "<p>Cơ quan chủ quản: Đảng bộ tỉnh. Giấy phép số 999/GP-BTTTT.</p><p>Bản quyền thuộc về Báo.</p>"
NOTE = "Ghi chú: số liệu đến ngày 30.3.2021."


def pages(title: str, texts: list[str]) -> dict[str, tuple[str, str]]:
    """Pages of an article by the names of their skeletons, each with the text that should be read."""
    all_texts = "\n".join(texts)
    title, *shown = (html.escape(text) for text in (title, *texts))
    body = "".join(f"<p>{text}</p>" for text in shown)
    first, rest = f"<p>{shown[0]}</p>", "".join(f"<p>{text}</p>" for text in shown[1:])
    sections = "".join(f"<section class=block><div><p>{text}</p></div></section>" for text in shown)
    skeletons = {
        "elements that say what they are": f"<header><nav><ul>{MENU}</ul></nav></header><main><article><h1>{title}</h1>"
        f"{first}{TABLE}{rest}</article><aside><h3>Tin liên quan</h3><ul>{OTHERS}</ul></aside></main>"
        f"<footer>{FOOT}</footer>",
        "nothing but div": f'<div class="top-menu"><ul>{MENU}</ul></div><div class=left><div class=title>{title}</div>'
        f"<div class=sapo>{shown[0]}</div><div class=content>{rest}<div>{TABLE}</div></div></div>"
        f"<div class=sidebar><ul>{OTHERS}</ul></div><div class=footer>{FOOT}</div>",
        "laid out by tables": f"<table><tr><td colspan=2>{MENU}<tr><td>{OTHERS}<td><b>{title}</b>{first}{TABLE}{rest}"
        "<tr><td colspan=2>Bản quyền</table>",
        "several sections": f"<ul class=menu>{MENU}</ul><h1>{title}</h1>{sections}<section>{TABLE}</section>"
        f"<div class=box-related><ul>{OTHERS}</ul></div><footer>{FOOT}</footer>",
        "nothing around the article": f"<h1>{title}</h1>{body}{TABLE}",
        "one element with line ends": f"<div class=menu>{MENU}</div><div>{title}<br><br>{'<br><br>'.join(shown)}{TABLE}"
        "</div><div id=footer>Bản quyền</div>",
    }
    made = {name: (skeleton, all_texts) for name, skeleton in skeletons.items()}
    made["nothing but a table and a note"] = (f"<nav>{MENU}</nav><h1>{title}</h1>{TABLE}<p>{NOTE}</p>", NOTE)
    head = f"<!doctype html><head><meta charset=utf-8><title>{title} - Báo</title></head>"
    return {name: (f"{head}<body>{page}</body>", text) for name, (page, text) in made.items()}


def extractors() -> dict[str, Callable[[str], str]]:
    """What takes the text of an article out of a page, by its name."""
    import lxml.html
    import readability
    import trafilatura

    return {
        "trafilatura": lambda page: trafilatura.extract(page, include_tables=True, include_comments=False) or "",
        "readability-lxml": lambda page: " ".join(
            lxml.html.fromstring(readability.Document(page).summary()).itertext()
        ),
        "searchkit": lambda page: page_of(page.encode()).text,
    }


def kept(text: str, wanted: str) -> float:
    """The share of the syllables of a text that were kept."""
    syllables = Counter(WORD.findall(wanted))
    return 1 - (syllables - Counter(WORD.findall(text))).total() / syllables.total()


def main(folder: str) -> None:
    """Prints the least share of syllables kept, whole tables, and pages with links to others, of all articles."""
    articles = []
    for file in sorted(Path(folder).glob("*.txt")):
        title, *texts = [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        articles.append(pages(title, texts))
    print("| skeleton | extractor | least kept | tables | with other links |\n| :-- | :-- | --: | --: | --: |")
    for name in articles[0]:
        for label, extract in extractors().items():
            texts = [extract(article[name][0]) for article in articles]
            least = min(kept(text, article[name][1]) for text, article in zip(texts, articles, strict=True))
            whole = sum(all(f"Kim{n}" in text and str(n * 137) in text for n in range(1, 9)) for text in texts)
            others = sum("đường vành đai" in text or "Chuyên mục 9" in text for text in texts)
            print(f"| {name} | {label} | {least:.1%} | {whole} | {others} |")


if __name__ == "__main__":
    main(*sys.argv[1:])
