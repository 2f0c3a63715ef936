"""Other ways to ask, each a document of its own: what a question is most like, and what speaks against an answer.

Besides the phrasings of exchanges and passages this holds those of what an interview does not cover and of talk that is
no question at all, so that they are weighed against each other by the same statistics.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.interviews.models import Exchange, Interview, Library
    from bot.search.counts import Counts
    from bot.search.weights import PhrasingWeights


@dataclass(frozen=True, slots=True)
class Background:
    """What is said to a bot and answered by no interview.

    Attributes:
        off_topic: talk that is no question to any.
        functions: for each function of the bot messages that mean it.
    """

    off_topic: tuple[str, ...] = ()
    functions: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def texts(self) -> tuple[str, ...]:
        """All of it in one order."""
        return (*self.off_topic, *(text for texts in self.functions.values() for text in texts))


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One way to ask.

    Attributes:
        text: as a curator wrote it.
        exchange: the place of the exchange it asks for among all exchanges, or -1 if it is one that nothing answers.
        row: the place of the passage it asks for among all passages, or -1 if it asks for the exchange as a whole.
        function: the function of the bot that it asks for, or nothing.
        interview: the id of the interview that it asks for, or that does not cover it; nothing if it is meant for all.
    """

    text: str
    exchange: int = -1
    row: int = -1
    function: str = ""
    interview: str = ""


class Pool:
    """Phrasings that ask for the same: what they are worth together is a mean of the best, the better weighing more.

    One phrasing may be like a question by chance; several of one exchange hardly are. With scores s1 >= s2 >= ... of a
    group the mean is ``(s1 + d s2 + d^2 s3 + ...) / (1 + d + d^2 + ...)`` over the n best, or all if they are fewer.

    Args:
        groups: for each phrasing the group that it belongs to, or -1.
        size: how many groups there are.
        weights: n and d.
    """

    def __init__(self, groups: NDArray[np.intp], size: int, weights: PhrasingWeights) -> None:
        members = np.flatnonzero(groups >= 0)
        counts = np.bincount(groups[members], minlength=size)
        self._size = size
        self._fades = weights.fading ** np.arange(weights.nearest)
        # Members sorted by group, and where each group ends.
        self._members = members[np.argsort(groups[members], kind="stable")]
        self._ends = np.cumsum([0, *counts])
        self._totals = np.concatenate([[0.0], np.cumsum(self._fades)])[np.minimum(counts, weights.nearest)]
        self._tables = tuple(self._tabulate(counts))

    def _tabulate(self, counts: NDArray[np.intp]) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
        """Groups of about the same size, with the places of their members in a row each, -1 where there are fewer.

        Sorting rows of a table is many times faster than sorting all members by group and score.
        """
        classes = np.ceil(np.log2(np.maximum(counts, 1))).astype(int)
        for width in np.unique(classes[counts > 0]):
            groups = np.flatnonzero((classes == width) & (counts > 0))
            table = np.full((len(groups), 1 << int(width)), -1, dtype=np.intp)
            for row, group in enumerate(groups):
                table[row, : counts[group]] = self._of(int(group))
            yield groups, table

    def _of(self, group: int) -> NDArray[np.intp]:
        return self._members[self._ends[group] : self._ends[group + 1]]

    def means(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """For each group the mean of the scores of its best phrasings; 0 for a group without any."""
        # Behind the scores stands a zero, which -1 means.
        padded = np.append(scores, 0.0)
        sums = np.zeros(self._size)
        for groups, table in self._tables:
            own = -padded[table]
            if own.shape[1] > len(self._fades):
                own = np.partition(own, len(self._fades) - 1, axis=1)[:, : len(self._fades)]
            own.sort(axis=1)
            sums[groups] = -own @ self._fades[: own.shape[1]]
        means: NDArray[np.float64] = sums / np.where(self._totals > 0, self._totals, 1.0)
        return means

    def shares(self, scores: NDArray[np.float64], group: int) -> list[tuple[int, float]]:
        """The phrasings that a group's mean is made of, the best first, each with its share of the mean."""
        members = self._of(group)
        nearest = members[np.argsort(-scores[members], kind="stable")][: len(self._fades)]
        return [
            (int(member), float(fade / self._totals[group])) for member, fade in zip(nearest, self._fades, strict=False)
        ]


class Phrasings:
    """All phrasings of a library.

    Args:
        exchanges: all exchanges with their interviews, in the order of the library.
        background: what no exchange answers.
        words: the words of the background's texts.
        weights: how several count together.

    Attributes:
        all: the phrasings, those of exchanges first.
        function_words: for each function of the bot the words of the messages that mean it.
        by_exchange, by_passage: the phrasings of each exchange as a whole and its passages, and of each passage.
    """

    def __init__(
        self,
        exchanges: Sequence[tuple[Interview, Exchange]],
        background: Background,
        words: Counts,
        weights: PhrasingWeights,
    ) -> None:
        self.all = (*_of_exchanges(exchanges), *_of_nothing(exchanges, background))
        self.function_words = _function_words(words, background)
        self._exchange = np.asarray([phrasing.exchange for phrasing in self.all], dtype=np.intp)
        row = np.asarray([phrasing.row for phrasing in self.all], dtype=np.intp)
        rows = sum(len(exchange.passages) for _, exchange in exchanges)
        self.by_exchange = Pool(self._exchange, len(exchanges), weights)
        self.by_passage = Pool(row, rows, weights)
        nothing: dict[str, list[int]] = {"": []}
        for place, phrasing in enumerate(self.all):
            if phrasing.exchange < 0:
                nothing.setdefault(phrasing.interview, []).append(place)
        self._nothing = {name: np.asarray(places, dtype=np.intp) for name, places in nothing.items()}
        self._answered = {int(exchange) for exchange in self._exchange if exchange >= 0}

    def has(self, exchange: int) -> bool:
        """Whether anybody wrote phrasings for an exchange."""
        return exchange in self._answered

    def against(self, interview: str) -> NDArray[np.intp]:
        """The places of phrasings that speak against an answer from an interview: of what it does not cover, and of
        what no interview answers; what another one does not cover says nothing.
        """
        everywhere = self._nothing[""]
        return np.concatenate([everywhere, self._nothing[interview]]) if interview in self._nothing else everywhere

    def within(self, library: Library, exchanges: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """For each phrasing whether it concerns some of the interviews.

        Args:
            library: these.
            exchanges: for each exchange whether it is one of theirs.
        """
        concerned = np.zeros(len(self.all), dtype=bool)
        concerned[self._exchange >= 0] = exchanges[self._exchange[self._exchange >= 0]]
        for name in ("", *(interview.id for interview in library)):
            concerned[self._nothing.get(name, self._nothing[""])] = True
        return concerned

    def function(self, likeness: NDArray[np.float64]) -> tuple[str, float]:
        """The function of the bot that a question is most like, if it is more like that than anything else.

        Returns:
            the function, or nothing, and the likeness.
        """
        if not likeness.any():
            return "", 0.0
        place = int(np.argmax(likeness))
        return self.all[place].function, float(likeness[place])

    @property
    def exchanges(self) -> NDArray[np.intp]:
        """For each phrasing the place of its exchange, -1 for those that nothing answers."""
        return self._exchange


def _function_words(counts: Counts, background: Background) -> dict[str, frozenset[str]]:
    words: dict[str, frozenset[str]] = {}
    place = len(background.off_topic)
    for name, texts in background.functions.items():
        own = counts.terms[counts.starts[place] : counts.starts[place + len(texts)]]
        words[name] = frozenset(counts.vocabulary[term] for term in own.tolist())
        place += len(texts)
    return words


def _of_exchanges(exchanges: Sequence[tuple[Interview, Exchange]]) -> list[Phrasing]:
    found: list[Phrasing] = []
    row = 0
    for place, (interview, exchange) in enumerate(exchanges):
        found.extend(Phrasing(text, place, interview=interview.id) for text in exchange.asked_as)
        for passage in exchange.passages:
            found.extend(Phrasing(text, place, row, interview=interview.id) for text in passage.asked_as)
            row += 1
    return found


def _of_nothing(exchanges: Sequence[tuple[Interview, Exchange]], background: Background) -> list[Phrasing]:
    interviews = {interview.id: interview for interview, _ in exchanges}.values()
    return [
        *(
            Phrasing(text, interview=interview.id)
            for interview in interviews
            for entry in interview.not_covered
            for text in entry.asked_as
        ),
        *(Phrasing(text) for text in background.off_topic),
        *(Phrasing(text, function=name) for name, texts in background.functions.items() for text in texts),
    ]
