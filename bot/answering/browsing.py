"""What members browse, as messages in Discord Markdown: topics, contents, help, and where the words come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.lines import BODY, CHOICES, LABEL, fit, gist, page_of, question_of, turning
from bot.answering.linking import link_to
from bot.answering.message import Button, Card, Choice, Link, Menu, Message
from bot.interviews.models import Place, Topic

if TYPE_CHECKING:
    from bot.answering.texts import Texts
    from bot.interviews.models import Interview, Library

# The numbers of a topic's exchanges in the list of topics.
NUMBERS = 60
# What /about says of one interview; five of them and the rest fit into one message.
CREDITS = 800
# Ten questions of at most this many characters fit into one embed.
_PER_TOPIC_PAGE = 10
_TOPIC_QUESTION = 320
# Discord takes ten embeds a message and 6,000 characters.
_ABOUT_INTERVIEWS = 5


def render_contents(interview: Interview, page: int, texts: Texts) -> Message:
    """An interview's table of contents: its questions in order, and a menu that opens an answer."""
    everything = Topic(texts("interview-name", title=interview.title), tuple(e.number for e in interview.exchanges))
    return _render_exchanges(interview, everything, Link("contents", interview.key, page=page), page, texts)


def render_topics(library: Library, page: int, texts: Texts) -> Message:
    """The topics, each with the numbers of its exchanges, and a menu that opens one."""
    topics = library.topics
    if not topics:
        return Message(cards=(Card(texts("topics-none")),))
    last = (len(topics) - 1) // CHOICES
    page = min(max(page, 0), last)
    shown = topics[page * CHOICES : (page + 1) * CHOICES]
    lines: list[str] = []
    for place, (interview, topic) in enumerate(shown):
        if len(library) > 1 and (place == 0 or shown[place - 1][0] is not interview):
            lines.append(f"\n{texts('interview-name', title=interview.title)}")
        numbers = texts("exchange-numbers", numbers=_numbers(topic, texts))
        lines.append(f"- **{topic.name}**　{numbers}")
    buttons = turning(Link("topics", page=page), page, last + 1, texts)
    body = fit("\n".join(lines).strip(), BODY)
    card = Card(body, title=texts("topics-title"), footer=texts("topics-hint"))
    return Message(cards=(card,), menus=topic_menu(library, texts, page), buttons=buttons)


def render_topic(interview: Interview, topic: Topic, page: int, texts: Texts) -> Message:
    """A topic: the questions of its exchanges, and a menu that opens an answer."""
    link = Link("topic", interview.key, interview.topics.index(topic) + 1, interview.check(topic), page)
    return _render_exchanges(interview, topic, link, page, texts)


def topic_menu(library: Library, texts: Texts, page: int) -> tuple[Menu, ...]:
    """A menu that opens a topic of a page; none where there are no topics."""
    shown = library.topics[page * CHOICES : (page + 1) * CHOICES]
    if not shown:
        return ()
    choices = tuple(
        Choice(
            fit(topic.name, LABEL),
            Link("topic", interview.key, interview.topics.index(topic) + 1, interview.check(topic)),
            fit(interview.title, LABEL) if len(library) > 1 else "",
        )
        for interview, topic in shown
    )
    return (Menu(texts("topics-menu"), choices),)


def _render_exchanges(interview: Interview, topic: Topic, link: Link, page: int, texts: Texts) -> Message:
    numbers = topic.exchanges
    last = (len(numbers) - 1) // _PER_TOPIC_PAGE
    page = min(max(page, 0), last)
    shown = [
        Place(interview, exchange)
        for number in numbers[page * _PER_TOPIC_PAGE : (page + 1) * _PER_TOPIC_PAGE]
        if (exchange := interview.exchange(number)) is not None
    ]
    body = "\n\n".join(
        f"**{texts('exchange-number', number=place.exchange.number)}**\n{question_of(place, texts, _TOPIC_QUESTION)}"
        for place in shown
    )
    choices = tuple(
        Choice(
            gist(place.question, LABEL),
            link_to(place),
            texts("exchange-number", number=place.exchange.number),
        )
        for place in shown
    )
    menus = (Menu(texts("topic-menu"), choices),) if choices else ()
    link = link.at(page)
    card = Card(
        body,
        title=topic.name,
        footer=texts("interview-name", title=interview.title) + page_of(page, last + 1, texts),
    )
    return Message(cards=(card,), menus=menus, buttons=turning(link, page, last + 1, texts))


def render_help(texts: Texts) -> Message:
    """What the bot does and how to ask it."""
    return Message(cards=(Card(texts("help-body"), title=texts("help-title")),))


def render_about(library: Library, version: str, texts: Texts) -> Message:
    """What the bot is, whose words it quotes, under which licence, and what it keeps."""
    cards = [Card(texts("about-body"), title=texts("about-title"), footer=texts("about-version", version=version))]
    buttons: list[Button] = []
    for interview in library.interviews[:_ABOUT_INTERVIEWS]:
        cards.append(Card(fit(_credits(interview, texts), CREDITS), title=interview.title))
        if interview.source and len(library) == 1:
            buttons.append(Button(texts("button-source"), url=interview.source))
    if len(library) > _ABOUT_INTERVIEWS:
        cards.append(Card(texts("about-more", count=len(library) - _ABOUT_INTERVIEWS)))
    return Message(cards=tuple(cards), buttons=tuple(buttons))


def render_stale(texts: Texts) -> Message:
    """A button of an older text that fits no longer."""
    return Message(content=texts("stale"))


def _credits(interview: Interview, texts: Texts) -> str:
    facts = [
        ("about-speakers", texts.listed(list(interview.speakers))),
        ("about-interviewer", interview.interviewer),
        ("about-publisher", interview.publisher),
        ("about-exchanges", str(len(interview.exchanges))),
        ("about-source", f"[{texts('button-source')}]({interview.source})" if interview.source else ""),
    ]
    if interview.licence is not None:
        name, url = interview.licence.name, interview.licence.url
        facts.append(("about-licence", f"[{name}]({url})" if url else name))
        facts.append(("about-credit", interview.licence.credit))
    return "\n".join(texts(key, value=fit(value, CREDITS)) for key, value in facts if value)


def _numbers(topic: Topic, texts: Texts) -> str:
    """The numbers of a topic's exchanges; of very many the first ones."""
    numbers = [str(number) for number in topic.exchanges]
    while len(said := texts.listed(numbers)) > NUMBERS:
        numbers = [*numbers[: len(numbers) * 2 // 3], "…"]
    return said
