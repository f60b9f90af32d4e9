"""Searching with Whoosh: it reads the files; what matches, and how well, is worked out beside it."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from searchkit.engines._whoosh_matching import Matcher
from searchkit.engines._whoosh_reading import SafeIndex, reading
from searchkit.engines.contract import Match, Request, Tally, TallyRequest, View, in_tiers
from searchkit.engines.shape import shaped
from searchkit.engines.trees import Node, Term
from searchkit.errors import EngineError
from searchkit.schema import COLLECTIONS, PASSAGES, REPORTS, Collection

#: The field of a document's link, that of the same as a column, and the one of what is stored with it.
LINK, LINKS, STORED = "link", "links", "stored"
#: What stands in the column of a document that has none: Whoosh keeps no column that ends before the last document.
NO_LINK = -1


class WhooshView(View):
    """A view: a reader of each collection; ``is_open`` tells whether the engine still is."""

    def __init__(self, indexes: Mapping[str, SafeIndex], is_open: Callable[[], bool]) -> None:
        self._readers = {collection.name: indexes[collection.name].newest_reader() for collection in COLLECTIONS}
        # Whoosh's readers lie in circles: otherwise their files would stay open until Python looks for such.
        self._let_go = weakref.finalize(self, _close, list(self._readers.values()))
        passages = Matcher(self._readers[PASSAGES.name])
        self._matchers = {PASSAGES.name: passages, REPORTS.name: Matcher(self._readers[REPORTS.name], passages)}
        # A reader moves cursors in its files, so threads take turns.
        self._turn = threading.Lock()
        self._is_open = is_open

    def search(self, requests: Sequence[Request]) -> list[list[Match]]:
        with self._reading():
            return [self._found(request) for request in requests]

    def count(self, trees: Sequence[Node]) -> list[int]:
        with self._reading():
            return [len(self._matchers[PASSAGES.name].scores(shaped(tree))) for tree in trees]

    def fetch(self, addresses: Iterable[Any]) -> list[str]:
        with self._reading():
            reader = self._readers[PASSAGES.name]
            return [reader.stored_fields(address)[STORED] for address in addresses]

    def terms(self, field: str, prefixes: Sequence[str]) -> list[list[tuple[str, int]]]:
        with self._reading():
            reader = self._readers[PASSAGES.name]
            listed = [[term.decode() for term in reader.expand_prefix(field, prefix)] for prefix in prefixes]
            return [[(term, reader.doc_frequency(field, term)) for term in terms] for terms in listed]

    def tally(self, requests: Sequence[TallyRequest]) -> list[Tally]:
        with self._reading():
            return [self._tallied(*request) for request in requests]

    def size(self, collection: Collection = PASSAGES) -> int:
        with self._reading():
            return int(self._readers[collection.name].doc_count())

    def close(self) -> None:
        """Let go of the files."""
        with self._turn:
            self._let_go()

    def _tallied(self, tree: Node, field: str, prefix: str) -> Tally:
        matcher, reader = self._matchers[PASSAGES.name], self._readers[PASSAGES.name]
        links = _links(reader)

        def reports(node: Node) -> set[int]:
            # Of passages without a link what no link is: a negative number.
            pairs = ((links[number], number) for number in matcher.scores(shaped(node)))
            return {~number if link == NO_LINK else link for link, number in pairs}

        matching = reports(tree)
        listed = [term.decode() for term in reader.expand_prefix(field, prefix)]
        counts = ((key, len(matching & reports(Term(field, key)))) for key in listed)
        return Tally(len(matching), {key: count for key, count in counts if count})

    def _found(self, request: Request) -> list[Match]:
        tiers, limit, collection, links = request
        matcher, reader = self._matchers[collection.name], self._readers[collection.name]
        if limit < 1:
            return []
        among = None
        if links is not None:
            among = {number for link in links for number in matcher.scores(Term(LINK, str(link)))}
        found = in_tiers(lambda tree: matcher.best(shaped(tree), limit, among), tiers, limit)
        links_of = _links(reader)
        return [Match(*match, link if (link := links_of[match[2]]) != NO_LINK else None) for match in found]

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with self._turn, reading():
            if not self._is_open():
                raise EngineError("The index was closed; open it again and search anew.")
            yield


def _links(reader: Any) -> Sequence[int]:
    """The links of all documents of a reader, by their numbers."""
    # Whoosh has no columns of an empty index.
    links: Sequence[int] = reader.column_reader(LINKS) if reader.doc_count_all() else ()
    return links


def _close(readers: Iterable[Any]) -> None:
    for reader in readers:
        reader.close()
