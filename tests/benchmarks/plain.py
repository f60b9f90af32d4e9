"""What most engines do: tantivy, whole reports, one field, all words optional, none of searchkit's ranking."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import tantivy

import searchkit
from searchkit.analysis.syllables import keys, scan
from searchkit.evaluation.judged_sets import JudgedSet
from searchkit.evaluation.relevance import Run

KeysOf = Callable[[str], list[str]]


def exact_syllables(text: str) -> list[str]:
    """The syllables of a text with their accents."""
    return [key.exact for token in scan(text) for key in keys(token.surface)]


def folded_syllables(text: str) -> list[str]:
    """The syllables of a text without accents."""
    return [key.folded for token in scan(text) for key in keys(token.surface)]


#: By the names that tables give them.
ENGINES: Mapping[str, KeysOf] = {
    "plain, exact syllables": exact_syllables,
    "plain, folded syllables": folded_syllables,
}


def run(index: tantivy.Index, keys_of: KeysOf, queries: Mapping[str, str], depth: int) -> Run:
    """The ``depth`` best reports of each query."""
    searcher, schema = index.searcher(), index.schema

    def found(query: str) -> dict[str, float]:
        terms = [tantivy.Query.term_query(schema, "text", key) for key in keys_of(query)]
        hits = searcher.search(tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms]), depth)
        return {searcher.doc(address)["id"][0]: score for score, address in hits.hits}

    return {identity: found(query) for identity, query in queries.items()}


def index_of(judged: JudgedSet, keys_of: KeysOf) -> tantivy.Index:
    """The corpus of a judged set, indexed in memory."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="spaces")
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    index = tantivy.Index(builder.build())
    index.register_tokenizer("spaces", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    writer = index.writer(num_threads=1)  # several would number reports in no fixed order: ties
    for report in searchkit.read(judged.corpus):
        if isinstance(report, searchkit.Report):
            document = tantivy.Document()
            document.add_text("text", " ".join(keys_of(f"{report.title if not report.body else ''}\n{report.text}")))
            document.add_text("id", report.id)
            writer.add_document(document)
    writer.commit()
    index.reload()
    return index
