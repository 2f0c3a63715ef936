"""What topics made from an interview's words are worth: ``python -m tests.benchmarks.bench_topics [FILE ...]``.

Against the topics that a curator gave the shipped interview: how many of them have one with their name, how well the
sets of exchanges agree (for each the best F1, as a mean, from the curator's side and from the other), how many
exchanges are in a topic, and to how many one leads. Beside the bot's own way, and the same without one of its pieces,
stand jieba's TF-IDF and TextRank, of all words and of nouns, as many words as the bot makes topics, each with the
exchanges that say it most, at most half. With FILEs it prints the topics of those interviews, with how long finding
them takes, instead.
"""

from __future__ import annotations

import argparse
import statistics
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unittest.mock import patch

from bot.app import build_app
from bot.interviews import Topic, load_interview
from bot.settings import Settings, packaged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.app import App
    from bot.interviews import Interview

NOUNS = ("n", "nr", "ns", "nt", "nz", "vn", "j", "eng", "x")


class Agreement(NamedTuple):
    """How topics agree with the curator's."""

    topics: int
    named: float
    recall: float
    precision: float
    covered: float
    breadth: float


def f1(one: Sequence[int], other: Sequence[int]) -> float:
    """The F1 of two sets of exchanges."""
    return 2 * len(set(one) & set(other)) / (len(one) + len(other))


def agree(found: Sequence[Topic], interview: Interview, fold: Callable[[str], str]) -> Agreement:
    """Compare topics with those of the sidecar."""
    names = [fold(topic.name) for topic in found]

    def is_named(topic: Topic) -> bool:
        known = {fold(name) for name in (topic.name, *topic.aliases)}
        return any(name in known or name in fold(topic.name) for name in names)

    def best(topic: Topic, others: Sequence[Topic]) -> float:
        return max(f1(topic.exchanges, other.exchanges) for other in others)

    return Agreement(
        topics=len(found),
        named=statistics.mean(map(is_named, interview.topics)),
        recall=statistics.mean(best(topic, found) for topic in interview.topics),
        precision=statistics.mean(best(topic, interview.topics) for topic in found),
        covered=len({number for topic in found for number in topic.exchanges}) / len(interview.exchanges),
        breadth=statistics.mean(len(topic.exchanges) for topic in found),
    )


def ways(app: App, interview: Interview) -> Iterator[tuple[str, Sequence[Topic]]]:
    """Topics made in several ways."""
    finder = app.parts.topics
    own = finder.find(interview)
    yield "the bot's", own
    with patch("bot.search.phrases.LONGEST", 1):
        yield "without phrases", finder.find(interview)
    with patch("bot.search.topics.AGAIN", 1.0):
        yield "without regard to what is covered", finder.find(interview)
    with patch("bot.search.topics.FULLEST", 0.0):
        yield "with every exchange that says the word", finder.find(interview)
    yield from jiebas(app, interview, len(own))


def jiebas(app: App, interview: Interview, count: int) -> Iterator[tuple[str, Sequence[Topic]]]:
    """What jieba's own extractors give, with the bot's dictionary."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from jieba.analyse import TFIDF, TextRank
        from jieba.posseg import POSTokenizer
    folder = app.parts.analyzer.folder
    texts = {
        exchange.number: folder.fold(f"{interview.cut(exchange.question)}\n{interview.cut(exchange.answer)}").text
        for exchange in interview.exchanges
    }

    def topic(word: str) -> Topic:
        counts = {number: text.count(word) for number, text in texts.items() if word in text}
        most = sorted(counts, key=lambda number: (-counts[number], number))[: (len(texts) + 1) // 2]
        return Topic(word, tuple(sorted(most)))

    tokenizer = app.parts.analyzer.tokenizer._jieba
    for name, extractor in (("TF-IDF", TFIDF()), ("TextRank", TextRank())):
        extractor.tokenizer, extractor.postokenizer = tokenizer, POSTokenizer(tokenizer)
        if name == "TextRank":
            extractor.tokenizer = extractor.postokenizer
        for which, options in (("", {}), (" of nouns", {"allowPOS": NOUNS})):
            words = extractor.extract_tags("\n".join(texts.values()), topK=count, **options)
            yield f"jieba's {name}{which}", [topic(word) for word in words]


def show(app: App, path: Path) -> None:
    """Print the topics of one interview."""
    interview = load_interview(path)
    begun = time.perf_counter()
    topics = app.parts.topics.find(interview)
    took = (time.perf_counter() - begun) * 1000
    print(f"\n{interview.title}: {len(interview.exchanges)} exchanges, {took:.0f} ms")  # noqa: T201
    for topic in topics:
        assert topic.name in interview.text
        print(f"    {topic.name}  {topic.exchanges}  {' '.join(topic.aliases)}")  # noqa: T201
    left = {exchange.number for exchange in interview.exchanges}.difference(*(topic.exchanges for topic in topics))
    print(f"    in none: {sorted(left)}")  # noqa: T201


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    files = parser.parse_args().files
    app = build_app(Settings(corpus=packaged("corpus"), config=packaged("config")))
    for path in files:
        show(app, path)
    if files:
        return
    (interview,) = app.answerer.library
    print("| way | " + " | ".join(Agreement._fields) + " |\n" + "|---" * (len(Agreement._fields) + 1) + "|")  # noqa: T201
    for name, topics in ways(app, interview):
        found = agree(topics, interview, lambda text: app.parts.analyzer.folder.fold(text).text)
        print(f"| {name} | {found.topics} | " + " | ".join(f"{value:.2f}" for value in found[1:]) + " |")  # noqa: T201


if __name__ == "__main__":
    main()
