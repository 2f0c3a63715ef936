"""One question of one field, beside the peers on the same words of the same passages.

In rounds: in each round every peer answers the same few questions, one after the other, after one of them untimed, so
that each finds the processor's caches as it left them. Who begins changes from round to round; rank-bm25, which is
slow and sweeps the caches, comes last and answers one question a round.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tests.benchmarks.figures import Figure, Findings, mebibytes, milliseconds, quantile, table
from tests.benchmarks.index_memory import measure_apart
from tests.benchmarks.peers import BM25S, OURS, PLAIN, RANK_BM25, peers
from tests.benchmarks.texts import document_counts, passages, questions, rare_questions, real_texts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.benchmarks.peers import Search
    from tests.benchmarks.texts import Passages

LIMIT, ROUND = 10, 20
# Bytes of a posting: a row and the number of its factor.
POSTING = 4 + 2
# Ten times the passages may cost a question of rare words so much more: caches miss, nothing else grows.
GROWTH = 2.0


class Aim(NamedTuple):
    """What the index of one field should show beside rank-bm25 and bm25s.

    Attributes:
        faster: how many times as fast as rank-bm25.
        share: how many times the time of bm25s at most.
        quantile: of the times that are compared.
        plain: how many times the median of bm25s at most without numba; None where that has no aim.
    """

    faster: float
    share: float
    quantile: float
    plain: float | None


AIMS = {100_000: Aim(200, 1.3, 0.5, 6), 1_000_000: Aim(500, 1.5, 0.99, None)}


class Race(NamedTuple):
    """Seconds of each question by peer, and of bm25s the share of questions to which it finds the same rows."""

    took: dict[str, list[float]]
    agree: float | None


def race(searches: Mapping[str, Search], asked: Sequence[list[str]], each: int = ROUND) -> Race:
    """Let all peers answer all questions in rounds; rank-bm25 the first of each round only."""
    took: dict[str, list[float]] = {name: [] for name in searches}
    rows: dict[str, list[list[int]]] = {name: [] for name in searches}
    quick = [name for name in searches if name != RANK_BM25]
    for number, start in enumerate(range(0, len(asked), each)):
        first = number % len(quick)
        for name in (*quick[first:], *quick[:first], *(name for name in searches if name == RANK_BM25)):
            search = searches[name]
            mine = asked[start : start + (1 if name == RANK_BM25 else each)]
            if name != RANK_BM25:
                search(mine[-1], LIMIT)
            for words in mine:
                begun = time.perf_counter()
                found = search(words, LIMIT)
                took[name].append(time.perf_counter() - begun)
                rows[name].append(found)
    if BM25S not in searches:
        return Race(took, None)
    # bm25s counts in half as many digits, so that rows of nearly equal scores may change places.
    same = [set(mine) == set(theirs[: len(mine)]) for mine, theirs in zip(rows[OURS], rows[BM25S], strict=True)]
    return Race(took, sum(same) / len(same))


def bandwidth(size: int = 200_000_000) -> float:
    """Bytes a second that this machine reads from memory, at best of five."""
    block = np.ones(size // 8)
    best = 0.0
    for _ in range(5):
        begun = time.perf_counter()
        block.sum()
        best = max(best, block.nbytes / (time.perf_counter() - begun))
    return best


def shown(found: Race, built: Mapping[str, float] | None = None) -> str:
    """A race as a table; times beside ours are those of the same questions."""
    ours = found.took[OURS]

    def line(name: str) -> list[str]:
        mine = found.took[name]
        same = ours if len(mine) == len(ours) else ours[::ROUND]
        cells = [name, str(len(mine)), milliseconds(quantile(mine, 0.5)), milliseconds(quantile(mine, 0.99))]
        cells.append(f"{quantile(mine, 0.5) / quantile(same, 0.5):,.2f}")
        return [*cells, f"{built[name]:,.1f}"] if built else cells

    head = ["index", "questions", "p50 ms", "p99 ms", "p50 / ours"] + (["built in s"] if built else [])
    return table(head, map(line, found.took))


def measure_real(count: int) -> Findings:
    """The shipped passages and the labelled questions."""
    documents, asked = real_texts()
    found = race({name: build(documents) for name, build in peers().items()}, asked[:count])
    return Findings(
        f"One question of one field, the {len(documents)} passages of the shipped interview", text=[shown(found)]
    )


def measure(size: int, count: int, *, weigh: bool = True) -> Findings:
    """So many drawn passages and questions.

    Args:
        size: passages.
        count: questions; rank-bm25 gets a twentieth of them.
        weigh: measure each index's memory as well, which builds each once more.
    """
    documents = passages(size)
    asked = questions(count)
    searches: dict[str, Search] = {}
    built: dict[str, float] = {}
    for name, build in peers().items():
        begun = time.perf_counter()
        searches[name] = build(documents)
        built[name] = time.perf_counter() - begun
        searches[name](asked[-1], LIMIT)
    found = race(searches, asked)
    counts = document_counts(documents)
    touched = [sum(counts.get(word, 0) for word in words) for words in asked]
    rare = race(
        {name: search for name, search in searches.items() if name != RANK_BM25}, rare_questions(count, documents)
    )
    findings = Findings(f"One question of one field, {size:,} passages")
    findings.bars = {name: quantile(took, 0.5) * 1000 for name, took in found.took.items()}
    findings.text = [shown(found, built), _limit(touched, quantile(found.took[OURS], 0.5))]
    if found.agree is not None:
        findings.text.append(f"bm25s finds the same ten rows as the bot for {found.agree:.1%} of the questions.")
    findings.text += ["Questions of five words, each of which stands in two to ten passages:", shown(rare)]
    findings.figures = [*_figures(size, found), _growth(size, count, searches[OURS], documents)]
    if weigh:
        _weigh(findings, size)
    return findings


def _limit(touched: Sequence[int], ours: float) -> str:
    """How far the median question is from what the memory allows."""
    median = quantile(touched, 0.5)
    speed = bandwidth()
    floor = median * POSTING / speed
    return (
        f"A question touches {median:,.0f} postings in the median, {POSTING} bytes each. Read one after the other at "
        f"the {speed / 1e9:.0f} GB/s that numpy's sum reaches here they take {milliseconds(floor)} ms: the median "
        f"question takes {ours / floor:.1f} times that."
    )


def _figures(size: int, found: Race) -> list[Figure]:
    """Beside rank-bm25 and bm25s; at a size without aims nothing is met or missed."""
    aim = AIMS.get(size)
    work = f"one question of one field, {size:,} passages"
    slow, ours = found.took[RANK_BM25], found.took[OURS]
    faster = quantile(slow, 0.5) / quantile(ours[::ROUND], 0.5)
    wanted = f"≥ {aim.faster:g} × as fast as rank-bm25" if aim else "beside rank-bm25"
    figures = [Figure(work, wanted, f"{faster:,.0f} ×", aim and faster >= aim.faster)]
    if BM25S in found.took:
        share = quantile(ours, aim.quantile if aim else 0.5) / quantile(found.took[BM25S], aim.quantile if aim else 0.5)
        which = f"p{aim.quantile * 100:g} ≤ {aim.share:g} ×" if aim else "p50 beside"
        figures.append(Figure(work, f"{which} bm25s with numba", f"{share:.2f} ×", aim and share <= aim.share))
        share = quantile(found.took[PLAIN], 0.5) / quantile(found.took[BM25S], 0.5)
        most = aim.plain if aim else None
        which = f"p50 ≤ {most:g} ×" if most else "p50 beside"
        met = share <= most if most else None
        figures.append(Figure(f"{work}, without numba", f"{which} bm25s with numba", f"{share:.2f} ×", met))
    return figures


def _growth(size: int, count: int, search: Search, documents: Passages) -> Figure:
    """Questions that touch a few postings, in all passages and in a tenth of them, in turns."""
    fewer = passages(max(size // 10, 100))
    sides = ((search, rare_questions(count, documents)), (peers()[OURS](fewer), rare_questions(count, fewer)))
    took: list[list[float]] = [[], []]
    for place in range(count):
        for mine, (find, asked) in zip(took, sides, strict=True):
            begun = time.perf_counter()
            find(asked[place], LIMIT)
            mine.append(time.perf_counter() - begun)
    grown = quantile(took[0], 0.5) / quantile(took[1], 0.5)
    work = f"a question of rare words, {size:,} passages"
    return Figure(work, f"< {GROWTH:g} × that of a tenth of the passages", f"{grown:.2f} ×", grown < GROWTH)


def _weigh(findings: Findings, size: int) -> None:
    grown = {name: measure_apart(name, size) for name in peers() if name != PLAIN}
    rows = ([name, mebibytes(one.kept), mebibytes(one.peak)] for name, one in grown.items())
    findings.text.append("Memory: by how much a process of its own has grown with the index, and while it was built:")
    findings.text.append(table(["index", "MiB", "MiB while building"], rows))
    if BM25S in grown:
        share = grown[OURS].kept / grown[BM25S].kept
        work = f"memory, {size:,} passages"
        findings.figures.append(Figure(work, "≤ 1 × bm25s", f"{share:.2f} ×", share <= 1))
