"""Texts of an interview cut into terms and counted: the part of building an index that takes time, done once a text."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Literal

from bot.search.batches import count_batches, split
from bot.search.counts import join_counts, pick
from bot.search.query import CHANNELS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bot.interviews.models import Exchange, Interview
    from bot.search.batches import Asking
    from bot.search.counts import Counts
    from bot.search.keeping import KeptCuts
    from bot.search.query import Analyzer, Channel

    Each = Callable[[int, int], None]

# Kinds of texts; phrasings of a question are cut as questions are.
Kind = Literal["passage", "answer", "question", "topic", "asked", "uncovered"]
KINDS: tuple[Kind, ...] = ("passage", "answer", "question", "topic", "asked", "uncovered")
_ASKING: tuple[Kind, ...] = ("asked", "uncovered")
Texts = dict[Kind, tuple[str, ...]]
Cut = dict[Kind, dict["Channel", "Counts"]]


class Cutter:
    """Cuts texts.

    Args:
        analyzer: gives their terms.
        kept: where cuts are kept; None keeps none.
        processes: how many may cut at once; None takes as many as there are cores, if there is enough to cut.
    """

    def __init__(self, analyzer: Analyzer, kept: KeptCuts | None = None, processes: int | None = None) -> None:
        self._analyzer = analyzer
        self._kept = kept
        self._processes = processes

    def cut(self, texts: Texts) -> Cut:
        """The terms of texts by kind and channel, a document each, in their order; kinds that are missing are empty."""
        return self.cut_all([texts])[0]

    def cut_all(self, several: Sequence[Texts], each: Each | None = None) -> list[Cut]:
        """The same of several, in their order.

        Args:
            several: of an interview each.
            each: is told, while texts are cut, how many of how many pieces of work are done.
        """
        names = [digest_of(texts) if self._kept else "" for texts in several]
        cuts = [self._kept.find(name) if self._kept else None for name in names]
        missing = [place for place, cut in enumerate(cuts) if cut is None]
        fresh = self._cut_anew([several[place] for place in missing], each)
        for place, cut in zip(missing, fresh, strict=True):
            if self._kept:
                self._kept.keep(names[place], cut)
            # What stands on the disk takes no memory.
            cuts[place] = (self._kept.find(names[place]) if self._kept else None) or cut
        if self._kept and missing:
            self._kept.prune()
        return [cut for cut in cuts if cut is not None]

    def _cut_anew(self, several: Sequence[Texts], each: Each | None) -> Iterator[Cut]:
        plans = [_Plan(texts) for texts in several]
        batches = [batch for plan in plans for batch in plan.batches]
        counted = count_batches(self._analyzer, batches, self._processes)
        done = 0
        for plan in plans:
            own = []
            for _ in plan.batches:
                own.append(next(counted))
                done += 1
                if each:
                    each(done, len(batches))
            yield plan.cut(own)


class _Plan:
    """Which texts of an interview are cut, each once: an answer of one passage is that passage.

    Args:
        texts: of the interview.

    Attributes:
        batches: the texts, each with whether it asks, in pieces of work of about the same length.
    """

    def __init__(self, texts: Texts) -> None:
        numbers: dict[Asking, int] = {}
        self._documents: dict[Kind, list[int]] = {
            kind: [numbers.setdefault((text, kind in _ASKING), len(numbers)) for text in texts.get(kind, ())]
            for kind in KINDS
        }
        self.batches = list(split(list(numbers)))

    def cut(self, counted: Sequence[Mapping[Channel, Counts]]) -> Cut:
        """The terms of all texts, once those of the batches are counted."""
        distinct = {channel: join_counts([counts[channel] for counts in counted]) for channel in CHANNELS}
        return {
            kind: {channel: pick(counts, documents) for channel, counts in distinct.items()}
            for kind, documents in self._documents.items()
        }


def texts_of(interview: Interview) -> Texts:
    """The texts of an interview that are searched: passages, and for each exchange answer, question and topics in the
    order of the interview; phrasings of each exchange as a whole and then of its passages; and of what is not covered.
    """
    exchanges = interview.exchanges
    return {
        "passage": tuple(interview.cut(passage.span) for _, passage in interview.passages),
        "answer": tuple(interview.cut(exchange.answer) for exchange in exchanges),
        "question": tuple(interview.cut(exchange.question) for exchange in exchanges),
        "topic": tuple(_topic_names(interview, exchange) for exchange in exchanges),
        "asked": tuple(
            text
            for exchange in exchanges
            for asked_as in (exchange.asked_as, *(passage.asked_as for passage in exchange.passages))
            for text in asked_as
        ),
        "uncovered": tuple(text for entry in interview.not_covered for text in entry.asked_as),
    }


def _topic_names(interview: Interview, exchange: Exchange) -> str:
    # Topics made from the interview's own words say nothing that its fields do not.
    return "\n".join(
        name
        for topic in interview.topics
        if topic.curated and exchange.number in topic.exchanges
        for name in (topic.name, *topic.aliases)
    )


def digest_of(texts: Texts) -> str:
    """What stands for texts: another one for any others."""
    digest = hashlib.blake2b(digest_size=24)
    for kind in KINDS:
        own = texts.get(kind, ())
        digest.update(json.dumps(list(map(len, own))).encode())
        digest.update("".join(own).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
