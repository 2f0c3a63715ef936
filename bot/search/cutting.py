"""Texts of an interview cut into terms and counted: the part of building an index that takes time, done once a text."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Literal

from bot.search.counts import count_terms
from bot.search.query import CHANNELS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.interviews.models import Exchange, Interview
    from bot.search.counts import Counts
    from bot.search.keeping import KeptCuts
    from bot.search.query import Analyzer, Channel

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
    """

    def __init__(self, analyzer: Analyzer, kept: KeptCuts | None = None) -> None:
        self._analyzer = analyzer
        self._kept = kept

    def cut(self, texts: Texts) -> Cut:
        """The terms of texts by kind and channel, a document each, in their order; kinds that are missing are empty."""
        if self._kept is None:
            return self._cut_anew(texts)
        name = _digest(texts)
        cut = self._kept.find(name)
        if cut is None:
            cut = self._cut_anew(texts)
            self._kept.keep(name, cut)
        return cut

    def _cut_anew(self, texts: Texts) -> Cut:
        # An answer of one passage is that passage.
        known: dict[tuple[str, bool], Mapping[Channel, Sequence[str]]] = {}

        def bags(text: str, asking: bool) -> Mapping[Channel, Sequence[str]]:
            if (text, asking) not in known:
                known[text, asking] = self._analyzer.bags(text, asking=asking)
            return known[text, asking]

        cut: Cut = {}
        for kind in KINDS:
            found = [bags(text, kind in _ASKING) for text in texts.get(kind, ())]
            cut[kind] = {channel: count_terms(bag[channel] for bag in found) for channel in CHANNELS}
        return cut


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


def _digest(texts: Texts) -> str:
    written = json.dumps([texts.get(kind, ()) for kind in KINDS], ensure_ascii=True)
    return hashlib.blake2b(written.encode(), digest_size=24).hexdigest()
