"""Answers, exchanges, topics and quotes as messages in Discord Markdown.

A quote is cut from the interview, paged, and only then decorated: each line gets ``> `` in front, nothing is put into
it, nothing is taken out.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answering.emphasis import embolden
from bot.answering.message import Button, Card, Choice, Link, Menu, Message, Picture
from bot.answering.pages import paginate
from bot.interviews.models import Place, Topic

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from bot.answering.answerer import Answer
    from bot.answering.texts import Texts
    from bot.interviews.models import Interview, Library, Span
    from bot.search.hits import Hit

    Bold = Callable[[Hit], tuple[Span, ...]]

# An embed's description, and all embeds of a message together.
BODY, TOGETHER = 4096, 6000
# A page of a quote. With "> " before each of its lines it leaves room for a question even in the worst case.
PAGE = 1200
# The interviewer's question is shown whole up to this length; a longer one says that it goes on.
QUESTION = 1400
# The bot's own words around question and quote have less than this.
AROUND = 120
# A quote in which bold marks take more room than this has none.
_BOLD_LIMIT = BODY - AROUND - 400
# The numbers of a topic's exchanges in the list of topics.
NUMBERS = 60
# What /about says of one interview; five of them and the rest fit into one message.
CREDITS = 800
# Choices of a menu, and topics of a page.
CHOICES = 25
LABEL = 100
MARKS = "> "
_SENTENCE_END = re.compile(r"[。！？!?…]+[”’」』）)\"']*")


def link_to(place: Place, page: int = 0) -> Link:
    """The link that leads to a place."""
    interview = place.interview
    if place.passage is None:
        return Link("answer", interview.key, place.exchange.number, interview.check(place.exchange), page)
    number = interview.row(place.passage) + 1
    return Link("passage", interview.key, number, interview.check(place.passage), page)


def find_place(library: Library, link: Link) -> Place | None:
    """Where a link to an answer or passage leads today; None if the text has changed since."""
    interview = library.by_key(link.interview)
    if interview is None:
        return None
    if link.kind == "answer":
        exchange = interview.exchange(link.number)
        found = exchange is not None and interview.check(exchange) == link.check
        return Place(interview, exchange) if found and exchange is not None else None
    if link.kind != "passage" or not 1 <= link.number <= len(interview.passages):
        return None
    exchange, passage = interview.passages[link.number - 1]
    return Place(interview, exchange, passage) if interview.check(passage) == link.check else None


def find_topic(library: Library, link: Link) -> tuple[Interview, Topic] | None:
    """The topic that a link leads to today; None if it is gone."""
    interview = library.by_key(link.interview)
    if interview is None or link.kind != "topic" or not 1 <= link.number <= len(interview.topics):
        return None
    topic = interview.topics[link.number - 1]
    return (interview, topic) if interview.check(topic) == link.check else None


def decorate(said: str) -> str:
    """A page of a quote as a block quote."""
    return "\n".join(MARKS + line for line in said.split("\n"))


def render_answer(answer: Answer, library: Library, texts: Texts, bold: Bold | None = None) -> Message:
    """What a member sees of an answer to a question.

    Args:
        answer: to render.
        library: offers its topics where nothing was found.
        texts: the reader's language.
        bold: finds what of a hit's passage is shown in bold; None shows nothing so.
    """
    if answer.decision == "not_found":
        return render_not_found(library, texts)
    if answer.decision == "answered":
        first, *others = answer.hits
        message = _render_hit(first, bold, texts)
        if answer.also is not None:
            others = [answer.also, *(hit for hit in others if hit.place.exchange is not answer.also.place.exchange)]
            message = _beside(message, _render_hit(answer.also, bold, texts), texts)
        return replace(message, menus=(_onward_menu(first.place, [hit.place for hit in others], texts),))
    places = [hit.place for hit in answer.hits]
    several = len({place.interview.id for place in places}) > 1
    lines: list[str] = []
    for place in places:
        where = texts("exchange-number", number=place.exchange.number)
        if several:
            where = f"{texts('interview-name', title=place.interview.title)}{where}"
        lines.append(f"**{where}**　{gist(place.question, _CANDIDATE)}")
    buttons = tuple(Button(texts("button-candidate", number=place.exchange.number), link_to(place)) for place in places)
    return Message(cards=(Card(texts("unsure") + "\n\n" + "\n".join(lines)),), buttons=buttons)


def _render_hit(hit: Hit, bold: Bold | None, texts: Texts) -> Message:
    return render_place(hit.place, 0, texts, bold(hit) if bold else ())


def _beside(one: Message, other: Message, texts: Texts) -> Message:
    """An answer with another interview's beside it, which its menu leads to; where both do not fit, the first alone."""
    cards = (*one.cards, *other.cards)
    if sum(len(card.body + card.author + card.title + card.footer) for card in cards) > TOGETHER:
        return one
    return replace(one, content=texts("also-answered"), cards=cards)


# A candidate's question is shown by its end: the sentence that asks stands there.
_CANDIDATE = 120


def render_not_found(library: Library, texts: Texts) -> Message:
    """The interview does not say it; topics to try instead."""
    menus = _topic_menu(library, texts, 0)
    body = texts("not-found")
    if menus:
        body += "\n" + texts("not-found-topics")
    return Message(cards=(Card(body),), menus=menus)


def _onward_menu(place: Place, others: list[Place], texts: Texts) -> Menu:
    """From an answer to the next best ones, its neighbours in the interview, and its topics."""
    interview, exchange = place.interview, place.exchange
    choices = [
        Choice(gist(other.question, LABEL), link_to(other), texts("onward-match", number=other.exchange.number))
        for other in others
    ]
    offered = {(other.interview.id, other.exchange.number) for other in others}
    for step, key in ((-1, "onward-before"), (1, "onward-after")):
        neighbour = interview.exchange(exchange.number + step)
        if neighbour is not None and (interview.id, neighbour.number) not in offered:
            there = Place(interview, neighbour)
            choices.append(Choice(gist(there.question, LABEL), link_to(there), texts(key, number=neighbour.number)))
    for number, topic in enumerate(interview.topics, start=1):
        if exchange.number in topic.exchanges:
            link = Link("topic", interview.key, number, interview.check(topic))
            choices.append(Choice(fit(topic.name, LABEL), link, texts("onward-topic")))
    contents = Choice(fit(interview.title, LABEL), Link("contents", interview.key), texts("onward-contents"))
    return Menu(texts("onward-menu"), (*choices[: CHOICES - 1], contents))


def with_feedback(message: Message, place: Place, asker: int, texts: Texts) -> Message:
    """An answer that everybody sees, with votes, and a way for who asked to take it away."""
    link = _link_to_passage(place)
    buttons = (
        Button(texts("button-good"), replace(link, kind="vote", page=1)),
        Button(texts("button-bad"), replace(link, kind="vote", page=0)),
        Button(texts("button-dismiss"), Link("dismiss", number=asker)),
    )
    return replace(message, buttons=(*message.buttons, *buttons))


def with_sharing(message: Message, place: Place, texts: Texts) -> Message:
    """An answer that only who asked sees, with a way to show it to everybody."""
    button = Button(texts("button-share"), replace(_link_to_passage(place), kind="share"))
    return replace(message, buttons=(*message.buttons, button))


def _link_to_passage(place: Place) -> Link:
    """The link to a passage; of a whole answer to its first."""
    return link_to(place if place.passage is not None else replace(place, passage=place.exchange.passages[0]))


def render_contents(interview: Interview, page: int, texts: Texts) -> Message:
    """An interview's table of contents: its questions in order, and a menu that opens an answer."""
    everything = Topic(texts("interview-name", title=interview.title), tuple(e.number for e in interview.exchanges))
    return _render_exchanges(interview, everything, Link("contents", interview.key, page=page), page, texts)


def render_place(place: Place, page: int, texts: Texts, matched: tuple[Span, ...] = ()) -> Message:
    """A quote: verbatim, with the question it answers, who said it, where, and a way to the source.

    Args:
        place: what is quoted.
        page: which page of it, from 0; one that does not exist falls to the nearest.
        texts: the reader's language.
        matched: spans of the interview's text that are shown in bold.
    """
    interview = place.interview
    pages = paginate(interview.text, place.span, PAGE)
    page = min(max(page, 0), len(pages) - 1)
    quote = decorate(embolden(interview.text, pages[page], matched))
    if len(quote) > _BOLD_LIMIT:
        quote = decorate(interview.cut(pages[page]))
    question = _question(place, texts, min(QUESTION, BODY - AROUND - len(quote)))
    card = Card(
        author=texts.listed(list(interview.speakers)) or texts("speaker-unknown"),
        author_url=interview.source,
        body=f"**{texts('question-label')}** {question}\n\n{quote}",
        footer=_where(place, texts) + _page_of(page, len(pages), texts),
    )
    buttons = list(turning(link_to(place), page, len(pages), texts))
    if place.passage is not None and len(place.exchange.passages) > 1:
        buttons.append(Button(texts("button-whole"), link_to(Place(interview, place.exchange)), primary=True))
    if interview.source:
        buttons.append(Button(texts("button-source"), url=interview.source))
    return Message(cards=(card,), buttons=tuple(buttons))


def render_daily(place: Place, day: date, moment: datetime, role: int | None, texts: Texts) -> Message:
    """The quote of the day.

    Args:
        place: what is quoted.
        day: the local day of the server.
        moment: when it was due; the message is known by it.
        role: who is mentioned.
        texts: the server's language.
    """
    said = render_place(place, 0, texts)
    (card,) = said.cards
    card = replace(card, title=texts("daily-title", day=day), stamp=moment)
    return replace(_mentioning(role), cards=(card,), buttons=said.buttons)


def render_picture(place: Place, picture: Picture, role: int | None, texts: Texts) -> Message:
    """A quote as a picture, with the buttons that it has as text."""
    return replace(_mentioning(role), pictures=(picture,), buttons=render_place(place, 0, texts).buttons)


def _mentioning(role: int | None) -> Message:
    return Message() if role is None else Message(f"<@&{role}>", roles=(role,))


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
    return Message(cards=(card,), menus=_topic_menu(library, texts, page), buttons=buttons)


def render_topic(interview: Interview, topic: Topic, page: int, texts: Texts) -> Message:
    """A topic: the questions of its exchanges, and a menu that opens an answer."""
    link = Link("topic", interview.key, interview.topics.index(topic) + 1, interview.check(topic), page)
    return _render_exchanges(interview, topic, link, page, texts)


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
        f"**{texts('exchange-number', number=place.exchange.number)}**\n{_question(place, texts, _TOPIC_QUESTION)}"
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
        footer=texts("interview-name", title=interview.title) + _page_of(page, last + 1, texts),
    )
    return Message(cards=(card,), menus=menus, buttons=turning(link, page, last + 1, texts))


# Ten questions of at most this many characters fit into one embed.
_PER_TOPIC_PAGE = 10
_TOPIC_QUESTION = 320


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


# Discord takes ten embeds a message and 6,000 characters.
_ABOUT_INTERVIEWS = 5


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


def _question(place: Place, texts: Texts, limit: int) -> str:
    said = place.question
    if len(said) <= limit:
        return said
    first = paginate(place.interview.text, place.exchange.question, limit)[0]
    return place.interview.cut(first) + texts("question-goes-on")


def _where(place: Place, texts: Texts) -> str:
    number, total = place.exchange.number, len(place.interview.exchanges)
    return texts("where", title=place.interview.title, number=number, total=total)


def gist(question: str, limit: int) -> str:
    """The last sentences of a question that fit, in one line; at least one, shortened if it must be."""
    said = _one_line(question)
    starts = [match.end() for match in _SENTENCE_END.finditer(said) if match.end() < len(said)]
    start = next((start for start in [0, *starts] if len(said) - start <= limit), starts[-1] if starts else 0)
    return fit(said[start:].strip(), limit)


def _page_of(page: int, pages: int, texts: Texts) -> str:
    return "" if pages < 2 else texts("page-of", page=page + 1, pages=pages)


def turning(link: Link, page: int, pages: int, texts: Texts) -> tuple[Button, ...]:
    """The buttons that turn pages, counted from 0; none where there is one page only."""
    if pages < 2:
        return ()
    last = page == pages - 1
    return (
        Button(texts("button-back"), link.at(page - 1) if page else None, disabled=not page),
        Button(texts("button-on"), None if last else link.at(page + 1), disabled=last),
    )


def _topic_menu(library: Library, texts: Texts, page: int) -> tuple[Menu, ...]:
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


def _one_line(said: str) -> str:
    return " ".join(said.split())


def fit(said: str, limit: int) -> str:
    """A label shortened to what Discord takes; labels are not quotes and lead to the whole."""
    return said if len(said) <= limit else said[: limit - 1] + "…"
