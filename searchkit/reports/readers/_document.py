"""What the reader of a word processor's file has gathered, as a report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from searchkit.errors import UnreadableError
from searchkit.reports.encodings.fonts import Run, converted
from searchkit.reports.readers._flow import Flow
from searchkit.reports.readers._report import report_of
from searchkit.reports.report import Report
from searchkit.reports.source import Source
from searchkit.reports.titles import leading_title

#: The properties of a document that become metadata of its report; "title" is used where the text begins with none.
PROPERTIES = ("author", "subject", "created", "modified")

# Fonts whose characters are pictures; in other fonts Word keeps byte xx of a symbol font as U+F0xx.
_PICTURES = re.compile("symbol|wingdings|webdings|marlett|dingbats|mt extra", re.IGNORECASE)
_SYMBOLS = re.compile("[\uf020-\uf0ff]")


def document_report(
    source: Source, body: Flow, asides: Iterable[Flow], form: str, properties: Mapping[str, str]
) -> Report:
    """The report of a document: its body, then what stands beside it: notes, headers, footers, each once.

    A title among the ``properties`` is often that of a template or of the report before: it counts only where the
    text doesn't begin with one. Raises UnreadableError for a document without text.
    """
    runs = body.finished()
    seen: set[str] = set()
    for aside in asides:
        text = aside.text()
        if text not in seen and re.search(r"[^\W\d_]", text):
            seen.add(text)
            runs += _without_blanks(aside.finished())
    text, encoding = converted(_characters(runs), source.encoding)
    text = text.strip("\n")
    if not text.strip():
        raise UnreadableError("no text in it")
    title = "" if leading_title(text)[0] else properties.get("title", "")
    metadata = {name: properties[name] for name in PROPERTIES if properties.get(name)}
    return report_of(source, text, form, title=title, encoding=encoding, metadata=metadata)


def _without_blanks(runs: list[Run]) -> list[Run]:
    """Without the blank lines and tabs before the text of a note."""
    start = next((number for number, run in enumerate(runs) if run.text.strip()), len(runs))
    return [Run(run.text.lstrip(), run.font) for run in runs[start : start + 1]] + runs[start + 1 :]


def _characters(runs: Iterable[Run]) -> Iterator[Run]:
    for run in runs:
        if _SYMBOLS.search(run.text) and not _PICTURES.search(run.font):
            yield Run(_SYMBOLS.sub(lambda symbol: chr(ord(symbol.group()) - 0xF000), run.text), run.font)
        else:
            yield run
