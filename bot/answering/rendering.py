"""Answers and quotes as messages in Discord Markdown.

A quote is cut from the interview, paged, and only then decorated: each line gets ``> `` in front, nothing is put into
it, nothing is taken out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answering.browsing import topic_menu
from bot.answering.emphasis import embolden
from bot.answering.lines import BODY, CHOICES, LABEL, fit, gist, page_of, question_of, turning
from bot.answering.linking import link_to
from bot.answering.message import Button, Card, Choice, Link, Menu, Message, Picture
from bot.answering.pages import paginate
from bot.interviews.models import Place

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from bot.answering.answerer import Answer
    from bot.answering.texts import Texts
    from bot.interviews.models import Library, Span
    from bot.search.hits import Hit

    Bold = Callable[[Hit], tuple[Span, ...]]

# All embeds of a message together.
TOGETHER = 6000
# A page of a quote. With "> " before each of its lines it leaves room for a question even in the worst case.
PAGE = 1200
# The interviewer's question is shown whole up to this length; a longer one says that it goes on.
QUESTION = 1400
# The bot's own words around question and quote have less than this.
AROUND = 120
# A quote in which bold marks take more room than this has none.
_BOLD_LIMIT = BODY - AROUND - 400
MARKS = "> "


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
    menus = topic_menu(library, texts, 0)
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
    question = question_of(place, texts, min(QUESTION, BODY - AROUND - len(quote)))
    card = Card(
        author=texts.listed(list(interview.speakers)) or texts("speaker-unknown"),
        author_url=interview.source,
        body=f"**{texts('question-label')}** {question}\n\n{quote}",
        footer=_where(place, texts) + page_of(page, len(pages), texts),
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


def _where(place: Place, texts: Texts) -> str:
    number, total = place.exchange.number, len(place.interview.exchanges)
    return texts("where", title=place.interview.title, number=number, total=total)
