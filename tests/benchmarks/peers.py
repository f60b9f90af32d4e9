"""What searchkit is measured beside: bare tantivy, SQLite FTS5, bm25s and stock Whoosh, all on the same passages.

Every peer indexes one field, the passage's keys without accents (``corpora.folded_terms``), and keeps the passage's
text. It answers a query with the OR of the query's distinct keys, ranked by its own BM25: the texts of the best 10,
each cut to its first 280 characters. That is all a peer does: no look at accents, no copies, no highlights.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import corpora
import tantivy

import searchkit

# Written with searchkit's own memory, by one thread: one segment or two, the fastest to search.
from searchkit.engines.tantivy import _HEAP_BYTES
from searchkit.schema import PASSAGES

LIMIT = 10
SNIPPET = 280

Search = Callable[[str], list[str]]


class Peer(NamedTuple):
    """An engine to measure.

    ``build(folder, lines)`` indexes passages in an empty folder; ``open(folder, path)`` gives what runs one query,
    where ``path`` is the file of the same lines. ``most``: with more passages than that it isn't run by default.
    """

    name: str
    build: Callable[[Path, Iterable[str]], None]
    open: Callable[[Path, Path], Search]
    most: int | None = None


def build_bare(folder: Path, lines: Iterable[str]) -> None:
    """tantivy, one field with frequencies, the text stored as bytes, merged as its own policy likes."""
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("folded", tokenizer_name="whitespace_only", index_option="freq")
    schema.add_bytes_field("text", stored=True)
    index = _with_tokenizer(tantivy.Index(schema.build(), str(folder)))
    writer = index.writer(_HEAP_BYTES[PASSAGES.name], 1)
    for line in lines:
        document = tantivy.Document()
        document.add_text("folded", corpora.folded_terms(line))
        document.add_bytes("text", line.encode())
        writer.add_document(document)
    writer.commit()
    writer.garbage_collect_files()
    writer.wait_merging_threads()


def open_bare(folder: Path, _: Path) -> Search:
    index = _with_tokenizer(tantivy.Index.open(str(folder)))
    searcher, schema = index.searcher(), index.schema

    def search(query: str) -> list[str]:
        clauses = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, "folded", key, "freq")) for key in _keys(query)
        ]
        found = searcher.search(tantivy.Query.boolean_query(clauses), LIMIT, count=False)
        return [bytes(searcher.doc(address)["text"][0]).decode()[:SNIPPET] for _, address in found.hits]

    return search


def _with_tokenizer(index: tantivy.Index) -> tantivy.Index:
    tokenizer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("whitespace_only", tokenizer)
    return index


def build_fts5(folder: Path, lines: Iterable[str]) -> None:
    """SQLite FTS5, contentless, the texts in a table beside it, optimised to one segment at the end."""
    database = sqlite3.connect(folder / "fts5.db")
    database.execute("CREATE TABLE texts (id INTEGER PRIMARY KEY, text TEXT)")
    database.execute("CREATE VIRTUAL TABLE folded USING fts5(keys, content='', detail='full')")
    for number, line in enumerate(lines):
        database.execute("INSERT INTO texts VALUES (?, ?)", (number, line))
        database.execute("INSERT INTO folded(rowid, keys) VALUES (?, ?)", (number, corpora.folded_terms(line)))
    database.execute("INSERT INTO folded(folded) VALUES ('optimize')")
    database.commit()
    database.close()


def open_fts5(folder: Path, _: Path) -> Search:
    database = sqlite3.connect(folder / "fts5.db", check_same_thread=False)
    database.execute("PRAGMA mmap_size = 8000000000")
    best = f"SELECT rowid FROM folded WHERE folded MATCH ? ORDER BY rank LIMIT {LIMIT}"
    statement = f"SELECT substr(text, 1, {SNIPPET}) FROM ({best}) AS best JOIN texts ON texts.id = best.rowid"

    def search(query: str) -> list[str]:
        match = " OR ".join(f'"{key}"' for key in _keys(query))
        return [text for (text,) in database.execute(statement, (match,))]

    return search


def build_bm25s(folder: Path, lines: Iterable[str]) -> None:
    """bm25s: scores computed when indexing, a matrix in memory, Lucene's BM25 as the others."""
    import bm25s
    from bm25s.tokenization import Tokenized

    vocabulary: dict[str, int] = {}
    ids = [
        [vocabulary.setdefault(key, len(vocabulary)) for key in corpora.folded_terms(line).split()] for line in lines
    ]
    retriever = bm25s.BM25(k1=1.2, b=0.75, method="lucene")
    retriever.index(Tokenized(ids, vocabulary), show_progress=False)
    retriever.save(str(folder), show_progress=False)


def open_bm25s(folder: Path, path: Path) -> Search:
    import bm25s

    retriever = bm25s.BM25.load(str(folder), show_progress=False)
    ends = corpora.line_ends(path)
    file = path.open("rb")

    def search(query: str) -> list[str]:
        known = [key for key in _keys(query) if key in retriever.vocab_dict]
        if not known:
            return []
        number = min(LIMIT, len(ends))
        documents, _ = retriever.retrieve([known], k=number, show_progress=False, backend_selection="numpy")
        return [text_of(int(document)) for document in documents[0]]

    def text_of(document: int) -> str:
        start = ends[document - 1] if document else 0
        file.seek(start)
        return file.read(ends[document] - start).decode()[:SNIPPET]

    return search


def build_whoosh(folder: Path, lines: Iterable[str]) -> None:
    """Stock Whoosh: its StandardAnalyzer without the English stop list, which would delete Vietnamese syllables."""
    from whoosh.analysis.analyzers import StandardAnalyzer
    from whoosh.fields import STORED, TEXT, Schema
    from whoosh.index import create_in

    analyzer = StandardAnalyzer(stoplist=None, minsize=1)
    writer = create_in(str(folder), Schema(folded=TEXT(analyzer=analyzer), text=STORED)).writer(limitmb=256)
    for line in lines:
        writer.add_document(folded=corpora.folded_terms(line), text=line)
    writer.commit()


def open_whoosh(folder: Path, _: Path) -> Search:
    from whoosh.index import open_dir
    from whoosh.query.compound import Or
    from whoosh.query.terms import Term

    searcher = open_dir(str(folder)).searcher()

    def search(query: str) -> list[str]:
        found = searcher.search(Or([Term("folded", key) for key in _keys(query)]), limit=LIMIT)
        return [hit["text"][:SNIPPET] for hit in found]

    return search


def open_searchkit(folder: Path, _: Path) -> Search:
    """searchkit as a program calls it: a page of 10 and a highlighted snippet of each hit."""
    index = searchkit.open(folder)

    def search(query: str) -> list[str]:
        return [hit.snippet().text for hit in index.search(query, LIMIT)]

    return search


def build_searchkit(folder: Path, reports: Iterable[searchkit.Report], jobs: int) -> searchkit.Summary:
    """searchkit with all its fields, fed with the reports, in ``jobs`` processes."""
    with searchkit.create(folder) as index:
        return index.add(reports, jobs=jobs)


BARE = Peer("bare tantivy", build_bare, open_bare)
PEERS = (
    BARE,
    Peer("SQLite FTS5", build_fts5, open_fts5, most=650_000),
    *([Peer("bm25s", build_bm25s, open_bm25s, most=650_000)] if find_spec("bm25s") else []),
    Peer("stock Whoosh", build_whoosh, open_whoosh, most=50_000),
)


def lines_of(path: Path, number: int | None = None) -> Iterator[str]:
    """The passages in a file of lines, the first ``number`` of them."""
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in islice(file, number):
            yield line.rstrip("\n")


def segments(folder: Path) -> int:
    """The number of segments of a tantivy index, 0 where there is no such index in a folder."""
    meta = next(folder.rglob("meta.json"), None)
    return len(json.loads(meta.read_text(encoding="utf-8")).get("segments", ())) if meta else 0


def reports(folder: Path) -> int:
    """The number of reports in an index of searchkit."""
    with searchkit.open(folder) as index:
        return index.stats().reports


def disk_bytes(folder: Path) -> int:
    """The size of all files in a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _keys(query: str) -> list[Any]:
    return list(dict.fromkeys(corpora.folded_terms(query).split()))
