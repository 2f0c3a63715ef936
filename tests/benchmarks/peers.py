"""What the postings are measured beside: each builds an index of the same terms and gives the ten best."""

from __future__ import annotations

import sqlite3
import sys
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.search.postings import K1, B, Bm25, Postings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.benchmarks.texts import Texts

    # The rows and scores of the best, best first.
    Best = tuple[list[int], list[float]]
    Search = Callable[[list[str]], Best]

TOP = 10


def open_postings(texts: Texts, folder: Path) -> Search:
    """The bot's own, with numba where it is installed."""
    postings = Postings(texts.counts())

    def search(terms: list[str]) -> Best:
        rows, scores = postings.top(postings.find([(term, 1.0) for term in terms]), TOP)
        return rows.tolist(), scores.tolist()

    return search


def open_postings_numpy(texts: Texts, folder: Path) -> Search:
    """The bot's own without numba."""
    # As if it were not installed; this process does nothing else.
    sys.modules["numba"] = None  # type: ignore[assignment]
    return open_postings(texts, folder)


def open_rank_bm25(texts: Texts, folder: Path) -> Search:
    """rank-bm25 as it is, with the bot's idf, which is of no account for its speed, and its own choice of the best."""
    bm25 = Bm25(texts.lists(), k1=K1, b=B)

    def search(terms: list[str]) -> Best:
        scores = bm25.get_scores(terms)
        rows = np.argsort(scores)[::-1][:TOP]
        return rows.tolist(), scores[rows].tolist()

    return search


def open_bm25s(texts: Texts, folder: Path) -> Search:
    """bm25s with numba for adding up and for choosing: its fastest for one question at a time."""
    import bm25s

    index = bm25s.BM25(method="lucene", k1=K1, b=B, backend="numba")
    index.index(texts.lists(), show_progress=False)
    index.activate_numba_scorer()

    def search(terms: list[str]) -> Best:
        rows, scores = index.retrieve([terms], k=TOP, show_progress=False, n_threads=1)
        # Its scores lack the factor k1 + 1.
        return rows[0].tolist(), (scores[0] * (K1 + 1)).tolist()

    return search


def open_tantivy(texts: Texts, folder: Path) -> Search:
    """tantivy, whose BM25 has numbers of its own (k1 1.2, b 0.75, lengths in one byte)."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("body", stored=False, tokenizer_name="whitespace", index_option="freq")
    index = tantivy.Index(builder.build(), path=str(folder))
    writer: Any = index.writer(num_threads=1)
    for terms in texts.lists():
        writer.add_document(tantivy.Document(body=" ".join(terms)))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(terms: list[str]) -> Best:
        found = searcher.search(index.parse_query(" ".join(terms), ["body"]), TOP, count=False).hits
        return [address.doc for _, address in found], [score for score, _ in found]

    return search


def open_fts5(texts: Texts, folder: Path) -> Search:
    """SQLite's FTS5 in a file, without the texts themselves."""
    connection = sqlite3.connect(folder / "fts5.db")
    connection.execute("CREATE VIRTUAL TABLE passages USING fts5(body, content='', tokenize='ascii')")
    connection.executemany(
        "INSERT INTO passages(rowid, body) VALUES (?, ?)",
        ((row, " ".join(terms)) for row, terms in enumerate(texts.lists())),
    )
    connection.execute("INSERT INTO passages(passages) VALUES ('optimize')")
    connection.commit()

    def search(terms: list[str]) -> Best:
        found = connection.execute(
            "SELECT rowid, rank FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?", (" OR ".join(terms), TOP)
        ).fetchall()
        return [row for row, _ in found], [-rank for _, rank in found]

    return search


PEERS: dict[str, Callable[[Texts, Path], Search]] = {
    "postings, numba": open_postings,
    "postings, numpy": open_postings_numpy,
    "bm25s, numba": open_bm25s,
    "tantivy": open_tantivy,
    "SQLite FTS5": open_fts5,
    "rank-bm25": open_rank_bm25,
}
