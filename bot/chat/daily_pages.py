"""What moderators read about the quote of the day, as messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.message import Card, Message
from bot.quotes.times import render_time
from bot.quotes.zones import render_moment, zone_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.texts import Texts
    from bot.guilds.models import Daily, Delivery
    from bot.interviews.models import Place
    from bot.quotes.calendar import Slot
    from bot.quotes.deck import Deck

# Deliveries of one page of the history.
PER_PAGE = 10
# How much of a quote a line of the history shows.
GIST = 28


def render_settings(
    daily: Daily, slots: Sequence[Slot], last: Delivery | None, texts: Texts, *, title: str, notes: Sequence[str] = ()
) -> Message:
    """How a server's daily quote is set.

    Args:
        daily: what is set.
        slots: the next posting times.
        last: the latest delivery; what went wrong with it is said.
        texts: the reader's language.
        title: above it.
        notes: what else is to be said.
    """
    topic = texts("daily-everything") if daily.topic is None else daily.topic.name
    facts = [
        texts("daily-channel", value=f"<#{daily.channel}>"),
        texts("daily-time", time=render_time(daily.schedule.at), zone=_zone(daily, texts)),
        texts("daily-topic", value=topic),
        texts("daily-role", value=f"<@&{daily.role}>" if daily.role else texts("daily-nobody")),
        texts("daily-form", value=texts("daily-as-picture" if daily.picture else "daily-as-text")),
        "",
        texts("daily-next"),
        *(f"- {moment_in(daily, slot, texts)}" for slot in slots),
    ]
    if last is not None and last.failure is not None:
        facts += ["", texts("daily-failing", day=last.day, reason=texts(f"delivery-{last.failure}"))]
    facts += [line for note in notes for line in ("", note)]
    return Message(cards=(Card("\n".join(facts), title=title),))


def render_history(found: Sequence[Delivery], total: int, page: int, deck: Deck, texts: Texts) -> Message:
    """The days that had a quote, and those that had none, the latest first; `page` counts from 1."""
    if not found:
        return Message(cards=(Card(texts("daily-history-none")),))
    pages = (total - 1) // PER_PAGE + 1
    lines = [_line(delivery, deck, texts) for delivery in found]
    footer = texts("daily-history-page", page=page, pages=pages) if pages > 1 else ""
    return Message(cards=(Card("\n".join(lines), title=texts("daily-history-title"), footer=footer),))


def moment_in(daily: Daily, slot: Slot, texts: Texts) -> str:
    """A posting time in the server's zone."""
    return render_moment(slot.moment, daily.schedule.zone.key, texts.language)


def _zone(daily: Daily, texts: Texts) -> str:
    return zone_label(daily.schedule.zone.key, texts.language)


def _line(delivery: Delivery, deck: Deck, texts: Texts) -> str:
    if delivery.state == "posted":
        place = deck.find(delivery.dealt.quote)
        said = _gist(place) if place else texts("daily-withdrawn")
        where = f"https://discord.com/channels/{delivery.server}/{delivery.channel}/{delivery.message}"
        return texts("daily-history-posted", day=delivery.day, link=f"[{said}]({where})")
    if delivery.state == "skipped":
        return texts("daily-history-skipped", day=delivery.day)
    reason = texts(f"delivery-{delivery.failure}") if delivery.failure else ""
    key = "daily-history-missed" if delivery.state == "missed" else "daily-history-trying"
    return texts(key, day=delivery.day, reason=reason)


def _gist(place: Place) -> str:
    """The beginning of a quote as the text of a link, in which brackets would end it."""
    said = " ".join(place.quote.split())
    shown = said if len(said) <= GIST else said[:GIST] + "…"
    return shown.translate(str.maketrans("[]*_`", "［］　　　")).replace("　", "")
