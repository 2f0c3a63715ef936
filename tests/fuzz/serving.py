"""An interview that somebody wrote, served as the project's own: its topics, its index, answers and what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.answerer import Answerer
from bot.answering.browsing import render_about, render_contents, render_topics
from bot.answering.rendering import render_answer, render_place
from bot.errors import CorpusError, QuestionError
from bot.interviews import Library, load_interview
from bot.interviews.models import Place
from bot.search.cutting import Cutter
from bot.search.index import Index
from bot.search.query import QueryParser
from bot.search.spelling import Speller
from tests.answering.limits import ALL, check_fits
from tests.fuzz.examples import LABELLED, MARKS, TALK
from tests.fuzz.reading import SHIPPED
from tests.fuzz.target import Target, beginning, encoded
from tests.fuzz.typed import packaged_app

if TYPE_CHECKING:
    from pathlib import Path

    from bot.answering.message import Message


# Characters of an embed's author that Discord takes.
AUTHOR = 256


def _serve(data: bytes, folder: Path) -> None:
    """Each of its questions is answered in words that stand in it, and all that is shown fits."""
    path = folder / "served.txt"
    path.write_bytes(data)
    parts, texts = packaged_app().parts, packaged_app().catalogue.texts("zh-CN")
    library = parts.topics.complete(Library((load_interview(path),)))
    (interview,) = library
    index = Index(library, Cutter(parts.analyzer, processes=1), parts.weights)
    speller = Speller(index.vocabulary(), parts.weak, parts.analyzer.tokenizer, parts.readings)
    parser = QueryParser(parts.analyzer, parts.weak, parts.weights.query, speller, parts.lexicon, index.said())
    answerer = Answerer(index, parser, parts.intents, parts.decider, 500)
    for message in (render_topics(library, 0, texts), render_about(library, "1", texts)):
        _check_fits(message)
    _check_fits(render_contents(interview, 0, texts))
    for exchange in interview.exchanges[:2]:
        _check_fits(render_place(Place(interview, exchange), 0, texts))
        try:
            answer = answerer.answer(interview.cut(exchange.question))
        except QuestionError:
            continue
        _check_fits(render_answer(answer, library, texts))
        for hit in answer.hits:
            assert hit.place.quote in interview.text


def _check_fits(message: Message) -> None:
    """Discord takes it, with whatever names of speakers a file this small can hold."""
    check_fits(message)
    for card in message.cards:
        assert len(card.author) <= AUTHOR
        assert len(card.author + card.title + card.footer + card.body) <= ALL


SERVING = {
    "serving": Target(
        _serve, lambda: [beginning(SHIPPED, 800), *encoded(LABELLED, TALK)], (CorpusError,), MARKS, longest=1000
    )
}
