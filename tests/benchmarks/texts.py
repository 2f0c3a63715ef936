"""Passages and questions to measure with: drawn from jieba's word frequencies with a fixed seed, and real ones."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, overload

import jieba
import numpy as np

from bot.app import build_app
from bot.settings import Settings, packaged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from bot.app import App

SEED = 20261124
SHORTEST, LONGEST = 30, 90
DATA = Path(__file__).parents[1] / "data"


class Passages(Sequence[list[str]]):
    """Passages that are kept as numbers and become words when they are read, so that they take little memory.

    Args:
        words: of the language.
        numbers: of all passages, one behind the other.
        starts: where each begins, and where the last ends.
    """

    def __init__(self, words: Sequence[str], numbers: NDArray[np.int32], starts: NDArray[np.int64]) -> None:
        self._words = words
        self.numbers = numbers
        self.starts = starts

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __iter__(self) -> Iterator[list[str]]:
        words = self._words
        for start, end in zip(self.starts[:-1].tolist(), self.starts[1:].tolist(), strict=True):
            yield [words[number] for number in self.numbers[start:end].tolist()]

    @overload
    def __getitem__(self, place: int) -> list[str]: ...
    @overload
    def __getitem__(self, place: slice) -> list[list[str]]: ...
    def __getitem__(self, place: int | slice) -> list[str] | list[list[str]]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        place = range(len(self))[place]
        return [self._words[number] for number in self.numbers[self.starts[place] : self.starts[place + 1]].tolist()]

    def document_counts(self) -> dict[str, int]:
        """In how many passages each word stands."""
        rows = np.repeat(np.arange(len(self)), np.diff(self.starts))
        pairs = np.unique(rows * len(self._words) + self.numbers)
        counts = np.bincount(pairs % len(self._words), minlength=len(self._words))
        return {word: int(count) for word, count in zip(self._words, counts, strict=True) if count}


@cache
def language() -> tuple[tuple[str, ...], NDArray[np.float64]]:
    """All words of jieba with their shares, the most frequent first.

    Only those that every peer's tokenizer leaves whole: letters and digits, none of them capital.
    """
    with jieba.get_dict_file() as lines:
        entries = [line.decode("utf-8").split()[:2] for line in lines]
    found = {word: int(count) for word, count in entries}
    kept = sorted(
        ((word, count) for word, count in found.items() if count and word.isalnum() and word == word.casefold()),
        key=lambda one: (-one[1], one[0]),
    )
    counts = np.asarray([count for _, count in kept], dtype=np.float64)
    return tuple(word for word, _ in kept), counts / counts.sum()


def draw(dice: np.random.Generator, count: int, fewest: int, most: int) -> Passages:
    """So many texts of so many words, each word drawn by its share."""
    words, shares = language()
    lengths = dice.integers(fewest, most, size=count, endpoint=True)
    starts = np.concatenate([[0], np.cumsum(lengths)])
    numbers = np.searchsorted(np.cumsum(shares), dice.random(int(starts[-1]))).clip(max=len(words) - 1)
    return Passages(words, numbers.astype(np.int32), starts)


def passages(count: int) -> Passages:
    """Passages of about sixty words."""
    return draw(np.random.default_rng(SEED), count, SHORTEST, LONGEST)


def questions(count: int) -> list[list[str]]:
    """Questions of three to eight words, drawn like the passages; a word twice is left out, as peers differ there."""
    return [list(dict.fromkeys(words)) for words in draw(np.random.default_rng(SEED + 1), count, 3, 8)]


def rare_questions(count: int, documents: Passages) -> list[list[str]]:
    """Questions of five words, each of which stands in two to ten passages."""
    rare = sorted(word for word, found in document_counts(documents).items() if 2 <= found <= 10)
    dice = np.random.default_rng(SEED + 2)
    return [
        [rare[place] for place in dice.choice(len(rare), size=min(5, len(rare)), replace=False)] for _ in range(count)
    ]


def document_counts(documents: Iterable[Sequence[str]]) -> Counter[str]:
    """In how many documents each word stands."""
    if isinstance(documents, Passages):
        return Counter(documents.document_counts())
    return Counter(word for document in documents for word in set(document))


def real_app() -> App:
    """The shipped interview with the shipped configuration, wired."""
    return build_app(Settings(corpus=packaged("corpus"), config=packaged("config")))


def real_questions() -> list[str]:
    """The labelled questions, as people typed them."""
    lines = (line for file in sorted(DATA.glob("*.jsonl")) for line in file.read_text(encoding="utf-8").splitlines())
    return [json.loads(line)["question"] for line in lines if line]


def real_texts() -> tuple[list[list[str]], list[list[str]]]:
    """The words of the shipped passages and of the labelled questions, those that every peer leaves whole."""
    app = real_app()
    analyzer = app.parts.analyzer

    def words(text: str) -> list[str]:
        terms = analyzer.tokenizer.cut(analyzer.folder.fold(text).text)
        return [term.text for term in terms.word if term.text.isalnum()]

    documents = [words(place.quote) for place in app.answerer.index.entries]
    asked = (list(dict.fromkeys(words(question))) for question in real_questions())
    return documents, [question for question in asked if question]
