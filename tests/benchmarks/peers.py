"""The peers: each is given the same words of the same passages and finds the best of them.

A peer is a function from passages to a search, which takes a question's words and gives the rows of the best, best
first. Those whose package is missing (extra ``benchmark``) are left out.
"""

from __future__ import annotations

import importlib.util
import sqlite3
from typing import TYPE_CHECKING

from rank_bm25 import BM25Okapi

from bot.search.inverting import K1, B, postings_arrays
from bot.search.postings import Postings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Search = Callable[[Sequence[str], int], list[int]]
    Build = Callable[[Sequence[list[str]]], Search]

OURS, PLAIN, RANK_BM25, BM25S = "this bot", "this bot, numpy alone", "rank-bm25", "bm25s"


def ours(documents: Sequence[list[str]]) -> Search:
    """The bot's own postings."""
    return _search(Postings(postings_arrays(documents, k1=K1, b=B)))


def plain(documents: Sequence[list[str]]) -> Search:
    """The same as they are where numba is not installed."""
    return _search(Postings(postings_arrays(documents, k1=K1, b=B), lambda: None))


def _search(postings: Postings) -> Search:
    def search(question: Sequence[str], limit: int) -> list[int]:
        weighted = [(word, 1.0) for word in question]
        return [int(row) for row in postings.top(postings.find(weighted), limit)[0]]

    return search


def rank_bm25(documents: Sequence[list[str]]) -> Search:
    """rank-bm25's Okapi as it is."""
    index = BM25Okapi(documents, k1=K1, b=B)
    rows = range(len(documents))

    def search(question: Sequence[str], limit: int) -> list[int]:
        return list(index.get_top_n(question, rows, n=limit))

    return search


def bm25s(documents: Sequence[list[str]]) -> Search:
    """bm25s with Lucene's formula and its numba backend, its fastest for a question at a time."""
    import bm25s as package

    index = package.BM25(k1=K1, b=B, method="lucene", backend="numba")
    index.index(list(documents), show_progress=False)
    count = len(documents)

    def search(question: Sequence[str], limit: int) -> list[int]:
        found = index.retrieve([list(question)], k=min(limit, count), show_progress=False)
        return [int(row) for row in found.documents[0]]

    return search


def tantivy(documents: Sequence[list[str]]) -> Search:
    """Tantivy in memory: one segment, one thread, with words and counts but no positions."""
    import tantivy as package

    builder = package.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="spaces", index_option="freq")
    schema = builder.build()
    index = package.Index(schema)
    index.register_tokenizer("spaces", package.TextAnalyzerBuilder(package.Tokenizer.whitespace()).build())
    writer = index.writer(heap_size=1_000_000_000, num_threads=1)
    for words in documents:
        writer.add_document(package.Document(text=" ".join(words)))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(question: Sequence[str], limit: int) -> list[int]:
        terms = [(package.Occur.Should, package.Query.term_query(schema, "text", word, "freq")) for word in question]
        hits = searcher.search(package.Query.boolean_query(terms), limit, count=False).hits
        return [address.doc for _, address in hits]

    return search


def fts5(documents: Sequence[list[str]]) -> Search:
    """SQLite's FTS5 in memory, without the texts, merged into one piece."""
    database = sqlite3.connect(":memory:")
    options = "content='', tokenize='unicode61 remove_diacritics 0'"
    database.execute(f"CREATE VIRTUAL TABLE passages USING fts5(text, {options})")
    rows = ((row, " ".join(words)) for row, words in enumerate(documents))
    database.executemany("INSERT INTO passages(rowid, text) VALUES (?, ?)", rows)
    database.execute("INSERT INTO passages(passages) VALUES ('optimize')")
    database.commit()
    best = "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?"

    def search(question: Sequence[str], limit: int) -> list[int]:
        match = " OR ".join(f'"{word}"' for word in question)
        return [row for (row,) in database.execute(best, (match, limit))]

    return search


_ALL: dict[str, tuple[Build, str | None]] = {
    OURS: (ours, None),
    PLAIN: (plain, None),
    BM25S: (bm25s, "numba"),
    "tantivy": (tantivy, "tantivy"),
    "SQLite FTS5": (fts5, None),
    RANK_BM25: (rank_bm25, None),
}


def peers() -> dict[str, Build]:
    """Those whose packages are here, rank-bm25 last."""
    return {
        name: build
        for name, (build, needs) in _ALL.items()
        if needs is None or all(importlib.util.find_spec(one) for one in (needs, name))
    }
