"""What members and moderators type, what Discord hands back of buttons, and what a language model writes."""

from __future__ import annotations

import datetime
import unicodedata
from functools import cache, partial
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bot.answering.browsing import render_topics
from bot.answering.emphasis import find_matched
from bot.answering.linking import link_to
from bot.answering.members import ECHO, echo, escape, visible
from bot.answering.message import parse_link
from bot.answering.rendering import render_answer
from bot.app import App, build_app
from bot.chat.components import follow
from bot.credentials import keep_token, parse_token, read_token
from bot.errors import ConfigError, QuestionError
from bot.expanding.parsing import parse_suggestions
from bot.interviews.models import Place
from bot.interviews.naming import find_exchange, find_passage, name_passage
from bot.quotes.times import parse_time, render_time
from bot.quotes.zone_choices import complete_zone
from bot.quotes.zone_names import load_zone
from bot.quotes.zones import find_zone, render_moment, zone_label
from bot.settings import Settings, packaged
from tests.answering.limits import check_fits
from tests.conftest import ROOT
from tests.fuzz.examples import HIDDEN, JSON, SUGGESTED, TIMES, TOKENS, ZONES
from tests.fuzz.target import Target, encoded, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from bot.answering.message import Message

NOW = datetime.datetime(2025, 7, 1, 12, tzinfo=datetime.UTC)
LANGUAGES = ("zh-CN", "zh-TW", "en")


@cache
def packaged_app() -> App:
    """The bot with the interview that it ships."""
    return build_app(Settings(corpus=packaged("corpus"), config=packaged("config")))


def _ask(data: bytes, _: Path) -> None:
    """A question, and behind a NUL the one before it: every quoted character stands in the document."""
    app = packaged_app()
    question, *before = text_of(data).split("\0", 1)
    answer = app.answerer.answer(question, previous=before[0] if before else None)
    for hit in answer.hits:
        assert hit.place.quote in hit.place.interview.text
    bold = partial(find_matched, query=answer.query, analyzer=app.parts.analyzer)
    for language in LANGUAGES:
        message = render_answer(answer, app.answerer.library, app.catalogue.texts(language), bold)
        _check_quoted(message, answer.decision == "answered")


def _check_quoted(message: Message, quoting: bool) -> None:
    """Each line behind the mark of a quote stands in the interview, its marks of bold aside."""
    (interview,) = packaged_app().answerer.library
    whole = interview.text.replace("**", "")
    lines = [line[2:] for card in message.cards for line in card.body.split("\n") if line.startswith("> ")]
    assert bool(lines) == quoting
    for line in lines:
        assert line.replace("**", "") in whole, line
    check_fits(message)


def _questions() -> list[bytes]:
    texts = (ROOT / "tests" / "data" / "questions-1.jsonl").read_text(encoding="utf-8").split("\n")[:64:8]
    asked = [line.split('"question": "')[-1].split('"')[0] for line in texts if line]
    return encoded(*asked, "那后来呢？\0人工智能不能做什么？", "what is keras", "帮助", "今天的语录")


def _press(data: bytes, _: Path) -> None:
    """A custom id: none of ours, or a link that is written as it was read and leads to a message."""
    app = packaged_app()
    said = text_of(data)
    for found in (find_passage(app.answerer.library, said), find_exchange(app.answerer.library, said)):
        assert found is None or found.quote
    link = parse_link(said)
    if link is None:
        return
    written = link.encode()
    assert parse_link(written) == link
    assert len(written) <= 100
    message = follow(link, app.answerer.library, app.catalogue.texts("en"))
    assert message.content or message.cards


def _custom_ids() -> list[bytes]:
    app = packaged_app()
    (interview,) = app.answerer.library
    exchange = interview.exchanges[0]
    place = Place(interview, exchange, exchange.passages[0])
    topics = render_topics(app.answerer.library, 0, app.catalogue.texts("en"))
    links = [
        link_to(place),
        link_to(Place(interview, exchange)),
        *(one.link for menu in topics.menus for one in menu.choices),
    ]
    return encoded(name_passage(place), *(link.encode() for link in links), *(link.at(7).encode() for link in links))


def _tell_time(data: bytes, _: Path) -> None:
    """A time of day, which reads the same when it is written out."""
    moment = parse_time(text_of(data))
    assert moment is None or parse_time(render_time(moment)) == moment


def _choose_zone(data: bytes, _: Path) -> None:
    """A zone that there is; whatever is offered is found again by its label."""
    said = text_of(data)
    zone = find_zone(said)
    assert zone is None or load_zone(zone)
    for language in LANGUAGES:
        offered = complete_zone(said, language, NOW)
        assert zone is None or offered[0][1] == zone
        for label, name in offered:
            assert len(label) <= 100
            assert find_zone(label) == name
        assert render_moment(NOW, said, language)
        assert len(zone_label(said, language)) <= 100


def _repeat(data: bytes, _: Path) -> None:
    """A member's words: in one line, seen whole, and every mark with a backslash before it."""
    said = text_of(data)
    assert visible(visible(said)) == visible(said)
    assert len(echo(said)) <= 2 * ECHO + 2
    shown, place = escape(said), 0
    while place < len(shown):
        one = shown[place]
        assert one not in "*_`~|<>[]()@#"
        assert unicodedata.category(one) not in ("Cc", "Cs", "Co", "Zl", "Zp")
        place += 1 + (one == "\\")


def _paste(data: bytes, folder: Path) -> None:
    """A token, which is in the file afterwards, with every other line that was there."""
    pasted, _, before = text_of(data).partition("\0")
    token = parse_token(pasted).token
    path = folder / "token.env"
    path.write_bytes(before.encode("utf-8", "surrogateescape"))
    keep_token(path, token)
    assert read_token(path) == token
    once = path.read_bytes()
    keep_token(path, SecretStr(token.get_secret_value()))
    assert path.read_bytes() == once


def _suggest(data: bytes, _: Path) -> None:
    """What a model wrote: phrasings, or none."""
    assert all(isinstance(said, str) for said in parse_suggestions(text_of(data)))


TYPED = {
    "question": Target(_ask, _questions, (QuestionError,), ("什么", "Keras", "深度学习", *HIDDEN), longest=600),
    "custom-id": Target(_press, _custom_ids, words=("ib1:", ":-:", ":0", "menu"), longest=100),
    "time": Target(_tell_time, lambda: encoded(*TIMES), words=("点", "半", "刻", "am", "上午", "o'clock"), longest=120),
    "zone": Target(_choose_zone, lambda: encoded(*ZONES), words=("UTC", "Etc/GMT", "时间", " · ", "（"), longest=200),
    "members": Target(_repeat, lambda: encoded("**粗** [甲](http://a) <@1>", "1. 项\n- 项"), words=("://", *HIDDEN)),
    "token": Target(_paste, lambda: encoded(*TOKENS), (ConfigError,), ("DISCORD_TOKEN=", "export ", '"')),
    "suggestions": Target(_suggest, lambda: encoded(*SUGGESTED), words=("<think>", "</think>", "```json\n", *JSON)),
}
