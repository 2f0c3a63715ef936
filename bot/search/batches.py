"""Texts cut in batches, by as many processes as there are cores where that is worth starting them."""

from __future__ import annotations

import logging
import os
import signal
from typing import TYPE_CHECKING

from bot.search.counts import count_terms
from bot.search.query import CHANNELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.search.counts import Counts
    from bot.search.query import Analyzer, Channel

    # A text, and whether it is a question or a phrasing of one.
    Asking = tuple[str, bool]
    Batch = list[Asking]

log = logging.getLogger(__name__)

# Characters of a batch: a fifth of a second.
BATCH = 20_000
# Characters for which a process is worth starting: it begins after half a second and cuts them in one. Two processes
# are as fast as one with a hundred thousand together, and a quarter faster with two hundred thousand.
WORTH = 100_000


def split(texts: Sequence[Asking]) -> Iterator[Batch]:
    """Texts in batches, in their order; a longer text is a batch of its own. At least one batch, which may be empty."""
    batch: Batch = []
    size = 0
    for text in texts:
        if batch and size + len(text[0]) > BATCH:
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text[0])
    yield batch


def count_batches(
    analyzer: Analyzer, batches: Sequence[Batch], processes: int | None = None
) -> Iterator[dict[Channel, Counts]]:
    """The terms of texts.

    Args:
        analyzer: gives them.
        batches: texts.
        processes: how many cut; None takes as many as there are cores, if there is enough to cut.

    Returns:
        for each batch its counts by channel, the same with any number of processes. What a process that ended by itself
        leaves behind is cut in this one.
    """
    several = _processes_for(batches) if processes is None else processes
    done = 0
    if several > 1:
        for counts in _count_in_processes(analyzer, batches, several):
            done += 1
            yield counts
    for batch in batches[done:]:
        yield _count(analyzer, batch)


def _count_in_processes(
    analyzer: Analyzer, batches: Sequence[Batch], processes: int
) -> Iterator[dict[Channel, Counts]]:
    """The counts of the first batches, up to one in which a process ended by itself."""
    # Few starts have so much to cut, and these take a while to load.
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # Processes that start together would each write the prepared dictionary.
    analyzer.tokenizer.prepare()
    # A copy of a process with threads, such as one that is connected, may find their locks taken for ever.
    pool = ProcessPoolExecutor(processes, get_context("spawn"), _begin, (analyzer,))
    try:
        yield from pool.map(_count_here, batches)
    except (BrokenProcessPool, OSError) as fault:
        log.warning("a process that cut texts ended (%s); this one cuts the rest", fault)
    finally:
        pool.shutdown(cancel_futures=True)


def _processes_for(batches: Sequence[Batch]) -> int:
    characters = sum(len(text) for batch in batches for text, _ in batch)
    return min(_cores(), characters // WORTH)


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _count(analyzer: Analyzer, batch: Batch) -> dict[Channel, Counts]:
    found = [analyzer.bags(text, asking=asking) for text, asking in batch]
    return {channel: count_terms(bag[channel] for bag in found) for channel in CHANNELS}


# A process that cuts has one analyzer for all its batches.
_own: list[Analyzer] = []


def _begin(analyzer: Analyzer) -> None:
    # Who interrupts means the process that started this one, which then ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _own.append(analyzer)


def _count_here(batch: Batch) -> dict[Channel, Counts]:
    return _count(_own[0], batch)
