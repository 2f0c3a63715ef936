"""The list of interviews, and the choice of those that a server follows, as messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.lines import BODY, LABEL, fit, turning
from bot.answering.message import Button, Card, Choice, Link, Menu, Message

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.answering.texts import Texts
    from bot.interviews import Interview, Library

# Ten interviews of a title, two lines of facts and an address each fit into one embed.
PER_PAGE = 10
FACTS = 300


def render_interviews(library: Library, page: int, texts: Texts, *, choosing: bool = False) -> Message:
    """What can be asked: title, people, number of questions, and a menu that opens a table of contents.

    Args:
        library: what the server follows.
        page: from 0; one that does not exist falls to the nearest.
        texts: the reader's language.
        choosing: the reader may choose what is followed.
    """
    shown, page, pages = _page(library, page)
    choices = tuple(
        Choice(fit(one.title, LABEL), Link("contents", one.key), fit(texts.listed(list(one.speakers)), LABEL))
        for one in shown
    )
    link = Link("interviews")
    buttons = turning(link, page, pages, texts)
    if choosing:
        buttons = (*buttons, Button(texts("interviews-choose"), Link("follow")))
    body = "\n\n".join(_facts(one, texts) for one in shown)
    card = Card(fit(body, BODY), title=texts("interviews-title"), footer=texts("interviews-count", count=len(library)))
    return Message(cards=(card,), menus=(Menu(texts("interviews-menu"), choices),), buttons=buttons)


def render_following(library: Library, followed: Collection[str], page: int, texts: Texts) -> Message:
    """What a server follows, with a menu that takes an interview in or out.

    Args:
        library: all interviews.
        followed: ids of those that the server has chosen; none means all.
        page: from 0.
        texts: the reader's language.
    """
    shown, page, pages = _page(library, page)
    names = [f"- {texts('interview-name', title=one.title)}" for one in library if one.id in followed]
    body = "\n".join((texts("interviews-followed"), *names)) if names else texts("interviews-all")
    choices = tuple(
        Choice(
            fit(one.title, LABEL),
            Link("follow", one.key, page=page),
            texts("interviews-is-followed" if one.id in followed else "interviews-is-not"),
        )
        for one in shown
    )
    return Message(
        cards=(Card(fit(body, BODY), title=texts("interviews-choose"), footer=texts("interviews-hint")),),
        menus=(Menu(texts("interviews-toggle"), choices),),
        buttons=(*turning(Link("follow"), page, pages, texts), Button(texts("gaps-return"), Link("interviews"))),
    )


def _page(library: Library, page: int) -> tuple[tuple[Interview, ...], int, int]:
    """The interviews of a page, its number, and how many pages there are."""
    last = max(0, (len(library) - 1) // PER_PAGE)
    page = min(max(page, 0), last)
    return library.interviews[page * PER_PAGE : (page + 1) * PER_PAGE], page, last + 1


def _facts(interview: Interview, texts: Texts) -> str:
    name = texts("interview-name", title=interview.title)
    speakers = texts.listed(list(interview.speakers)) or texts("speaker-unknown")
    facts = texts("interviews-facts", speakers=fit(speakers, FACTS // 2), count=len(interview.exchanges))
    return f"**{name}**\n{facts}"
