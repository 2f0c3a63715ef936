"""The fields of an index: their documents stand side by side and are scored in each channel in one pass."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bot.search.counts import join_counts
from bot.search.cutting import digest_of
from bot.search.postings import Postings
from bot.search.query import CHANNELS, Channel
from bot.search.selecting import narrow
from bot.search.vocabulary import Words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.search.counts import Counts
    from bot.search.cutting import Cut, Cutter, Each, Kind, Texts
    from bot.search.keeping import KeptFields
    from bot.search.postings import Asked
    from bot.search.query import Origin, Query
    from bot.search.weights import Weights


# The kinds of texts that are fields, in their order.
FIELDS: tuple[Kind, ...] = ("passage", "answer", "question", "topic", "asked")
# The kinds whose documents are phrasings.
_ASKED: tuple[Kind, ...] = ("asked", "uncovered")
_BOUNDS = "bounds"
# What the postings of all channels have in common.
_SHARED = ("rows", "codes", "table")


class TermPart(NamedTuple):
    """What one term of a query adds to a document's score, in one channel."""

    channel: Channel
    term: str
    origin: Origin
    value: float


class Scored(NamedTuple):
    """A question and what all documents score for it.

    Attributes:
        query: the question.
        asked: its terms by channel, looked up.
        scores: one a document, all fields side by side (`Fields.of`); the fields' own weights are not in it.
        reach: for each field the score of a document that holds each term of the question once and has the average
            length. It serves to compare scores of different questions; a term that no document has counts like the
            rarest.
    """

    query: Query
    asked: Mapping[Channel, Asked]
    scores: NDArray[np.float64]
    reach: Mapping[Kind, float]


class Fields:
    """Documents scored by all channels together.

    Args:
        arrays: as `fields_arrays` makes them, or as they were kept.
        weights: of the channels; the fields' own weights are applied by who asks.

    Attributes:
        self_scores: for each document the score of its own terms as a query.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]], weights: Weights) -> None:
        self._places: dict[Kind, int] = {kind: place for place, kind in enumerate(FIELDS)}
        bounds = arrays[_BOUNDS].tolist()
        self._slices = {kind: slice(*ends) for kind, ends in zip(FIELDS, pairwise(bounds), strict=True)}
        self._channels: dict[Channel, float] = {}
        self._postings: dict[Channel, Postings] = {}
        self.self_scores: NDArray[np.float64] = np.zeros(bounds[-1])
        shared = {name: arrays[name] for name in _SHARED if name in arrays}
        for channel in CHANNELS:
            start = f"{channel}/"
            own = {name.removeprefix(start): array for name, array in arrays.items() if name.startswith(start)}
            if own:
                self._channels[channel] = getattr(weights.channels, channel)
                self._postings[channel] = Postings({**own, **shared})
                self.self_scores += self._channels[channel] * self._postings[channel].self_scores

    def of(self, kind: Kind, figures: NDArray[np.float64]) -> NDArray[np.float64]:
        """Of figures of all documents those of a field."""
        return figures[self._slices[kind]]

    def score(self, query: Query) -> Scored:
        """Score all documents: the sum over the channels of weight times BM25."""
        asked = {channel: postings.find(query.weights(channel)) for channel, postings in self._postings.items()}
        weighted = [(asked[channel], weight) for channel, weight in self._channels.items()]
        # Any of the postings has the rows of all.
        one = next(iter(self._postings.values()), None)
        scores = one.scores_together(weighted) if one else np.zeros(len(self.self_scores))
        reach = np.zeros(len(self._places))
        for channel, postings in self._postings.items():
            reach += self._channels[channel] * postings.reach(asked[channel])
        return Scored(query, asked, scores, dict(zip(self._places, reach.tolist(), strict=True)))

    def parts(self, query: Query, kind: Kind, documents: Sequence[int]) -> list[list[TermPart]]:
        """For each of some documents of a field the parts above 0 of its score, by channel, terms in the order of the
        question.
        """
        found: list[list[TermPart]] = [[] for _ in documents]
        rows = self._rows(kind, documents)
        for channel, postings in self._postings.items():
            for weighted in query.terms[channel]:
                weight = self._channels[channel] * weighted.weight
                term = weighted.term.text
                for place, part in postings.parts(term, self._places[kind], rows) if weight else ():
                    found[place].append(TermPart(channel, term, weighted.origin, weight * part))
        return found

    def held(
        self, scored: Scored, documents: Mapping[Kind, Sequence[int]], channels: Collection[Channel]
    ) -> set[tuple[Channel, str]]:
        """The terms of a query in some channels that give a part above 0 to at least one of some documents."""
        rows = {self._places[kind]: self._rows(kind, own) for kind, own in documents.items()}
        return {
            (channel, term)
            for channel, postings in self._postings.items()
            if channel in channels
            for term in postings.held(scored.asked[channel], rows)
        }

    def _rows(self, kind: Kind, documents: Iterable[int]) -> list[int]:
        first = self._slices[kind].start
        return [first + document for document in documents]

    def words(self, counted: Mapping[Kind, NDArray[np.bool_] | None]) -> Words:
        """The words of some fields with how many documents have them.

        Args:
            counted: the fields, each with which of its documents are counted; None counts all.
        """
        postings = self._postings.get("word")
        if postings is None:
            return Words(None, np.zeros(0, dtype=np.int64))
        return postings.words({self._places[kind]: own for kind, own in counted.items()})


def find_fields(
    several: Sequence[Texts],
    rest: Texts,
    cutter: Cutter,
    weights: Weights,
    kept: KeptFields | None = None,
    each: Each | None = None,
) -> Fields:
    """The fields of a library: those that were kept, or built of its texts and kept.

    Args:
        several: the texts of each interview.
        rest: phrasings of what no interview answers.
        cutter: cuts them.
        weights: of the channels and of BM25.
        kept: where fields are kept; None keeps none.
        each: is told, while texts are cut, how many of how many pieces of work are done.
    """
    names = [digest_of(texts) for texts in (*several, rest)] if kept else []
    arrays = kept.find(names, weights) if kept else None
    if arrays is None:
        arrays = fields_arrays(_counts_of(cutter.cut_all([*several, rest], each)), weights)
        if kept:
            kept.keep(names, weights, arrays)
            # What stands on the disk is shared with other processes.
            arrays = kept.find(names, weights) or arrays
    return Fields(arrays, weights)


def _counts_of(cuts: Sequence[Cut]) -> dict[Kind, dict[Channel, Counts]]:
    """The documents of each field, interview by interview; of the phrasings first those of exchanges, then what is not
    covered, then the rest.
    """
    *interviews, rest = cuts

    def join(documents: Sequence[Mapping[Channel, Counts]]) -> dict[Channel, Counts]:
        return {channel: join_counts([counts[channel] for counts in documents]) for channel in CHANNELS}

    asked = [cut[kind] for kind in _ASKED for cut in interviews]
    own = {kind: join([cut[kind] for cut in interviews]) for kind in FIELDS if kind not in _ASKED}
    return {**own, "asked": join([*asked, rest["asked"]])}


def fields_arrays(counts: Mapping[Kind, Mapping[Channel, Counts]], weights: Weights) -> dict[str, NDArray[Any]]:
    """All that fields consist of: each has its own statistics.

    Args:
        counts: for each of `FIELDS` the terms of its documents by channel.
        weights: of the channels and of BM25.

    Returns:
        where the documents of each field begin and those of the last end; behind the name of each channel the arrays
        of its postings; and those that the channels share, one after the other, so that a question goes through all of
        them in one pass. A channel that does not count, or in which no field has a term, is left out.
    """
    # A start that finds its index does without rank-bm25.
    from bot.search.inverting import postings_arrays

    fields = [counts[kind] for kind in FIELDS]
    arrays: dict[str, NDArray[Any]] = {_BOUNDS: np.cumsum([0, *(own[CHANNELS[0]].size for own in fields)])}
    for channel in CHANNELS:
        if getattr(weights.channels, channel) and any(len(own[channel].terms) for own in fields):
            found = postings_arrays(*(own[channel] for own in fields), k1=weights.bm25.k1, b=weights.bm25.b)
            arrays |= {f"{channel}/{name}": array for name, array in found.items()}
    return _share(arrays)


def _share(arrays: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """The same with the postings of all channels one after the other."""
    channels = [channel for channel in CHANNELS if f"{channel}/rows" in arrays]
    if not channels:
        return arrays
    postings = factors = 0
    codes: list[NDArray[Any]] = []
    for channel in channels:
        arrays[f"{channel}/starts"] = arrays[f"{channel}/starts"] + postings
        codes.append(arrays[f"{channel}/codes"] + np.uint32(factors))
        postings += len(codes[-1])
        factors += len(arrays[f"{channel}/table"])
    shared = {name: np.concatenate([arrays.pop(f"{channel}/{name}") for channel in channels]) for name in _SHARED}
    shared["codes"] = narrow(np.concatenate(codes), factors)
    return arrays | shared
