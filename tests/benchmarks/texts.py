"""Text for benchmarks: words as frequent as jieba's dictionary says, the same for the same seed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import jieba
import numpy as np

from bot.search.counts import Counts

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

# Words of a passage in the middle, and how far their numbers spread: passages of some 30 to 130 characters.
WORDS, SPREAD = 34.0, 0.45


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """Passages as numbers of words.

    Attributes:
        words: the number of each word, passage after passage; int32.
        starts: where each passage begins, and the end; int64.
        vocabulary: how many words there are.
    """

    words: NDArray[np.int32]
    starts: NDArray[np.int64]
    vocabulary: int

    @property
    def size(self) -> int:
        """How many passages."""
        return len(self.starts) - 1

    def lists(self) -> list[list[str]]:
        """The passages as lists of terms; a term is a letter with the word's number, which every peer leaves whole."""
        names = [f"t{number}" for number in range(self.vocabulary)]
        return [
            [names[word] for word in self.words[first:end].tolist()]
            for first, end in zip(self.starts[:-1], self.starts[1:], strict=True)
        ]

    def counts(self) -> Counts:
        """The passages as counts, in arrays all the way, without a list of strings."""
        rows = np.repeat(np.arange(self.size, dtype=np.int64), np.diff(self.starts))
        pairs, times = np.unique(rows * self.vocabulary + self.words, return_counts=True)
        starts = np.searchsorted(pairs, np.arange(self.size + 1, dtype=np.int64) * self.vocabulary)
        terms = (pairs % self.vocabulary).astype(np.int32)
        # Words that no passage has would be terms without documents.
        used, terms = np.unique(terms, return_inverse=True)
        return Counts(tuple(f"t{word}" for word in used), starts, terms.astype(np.int32), times.astype(np.int32))

    def save(self, path: Path) -> None:
        """Write them to a file."""
        np.savez(path, words=self.words, starts=self.starts, vocabulary=self.vocabulary)

    @classmethod
    def load(cls, path: Path) -> Texts:
        """What `save` wrote."""
        with np.load(path) as data:
            return cls(data["words"], data["starts"], int(data["vocabulary"]))


def generate(passages: int, seed: int = 7) -> Texts:
    """Passages of words drawn by their frequency in jieba's dictionary."""
    dice = np.random.default_rng(seed)
    with jieba.get_dict_file() as lines:
        frequencies = np.asarray([float(line.split()[1]) for line in lines])
    lengths = np.maximum(dice.lognormal(np.log(WORDS), SPREAD, passages).astype(np.int64), 3)
    starts = np.concatenate([[0], np.cumsum(lengths)])
    bounds = np.cumsum(frequencies / frequencies.sum())
    words = np.searchsorted(bounds, dice.random(starts[-1])).astype(np.int32)
    return Texts(np.minimum(words, len(bounds) - 1).astype(np.int32), starts, len(bounds))


def ask(texts: Texts, count: int, seed: int = 11) -> list[list[str]]:
    """Questions: two to six different words of a passage each, frequent ones as often as they are there."""
    dice = np.random.default_rng(seed)
    found: list[list[str]] = []
    for passage in dice.integers(texts.size, size=count):
        own = np.unique(texts.words[texts.starts[passage] : texts.starts[passage + 1]])
        chosen = dice.permutation(own)[: dice.integers(2, 7)]
        found.append([f"t{word}" for word in chosen])
    return found
