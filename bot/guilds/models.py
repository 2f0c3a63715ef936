"""What is remembered, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.quotes.calendar import Schedule
    from bot.quotes.deck import Dealt

# Claimed: somebody is about to send it, or was. Posted: it stands in the channel. Missed: it could not be delivered
# in time. Skipped: the day has none because a moderator wanted it so.
State = Literal["claimed", "posted", "missed", "skipped"]
GapState = Literal["open", "ignored", "taught"]
ChannelUse = Literal["ask", "daily"]


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What a server's moderators chose.

    Attributes:
        language: of public replies; None takes the operator's.
        private: whether answers to commands are shown to the asker only.
        ask_channels: numbers of channels in which every message is a question.
        roles: numbers of those who may ask; empty lets everybody.
        gap_days: how long unanswered questions are kept; 0 keeps none.
        interviews: ids of those that the server follows; empty follows all.
    """

    language: str | None = None
    private: bool = False
    ask_channels: tuple[int, ...] = ()
    roles: tuple[int, ...] = ()
    gap_days: int = 90
    interviews: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicName:
    """A topic as it is remembered: by its interview's id and its name."""

    interview: str
    name: str


@dataclass(frozen=True, slots=True)
class Daily:
    """A server's quote of the day.

    Attributes:
        server: its number.
        channel: where it is posted.
        schedule: when.
        chosen_by: the moderator who is told if it cannot be delivered.
        topic: of what; None of everything.
        role: who is mentioned; None nobody.
        picture: whether it is a picture where one can be drawn.
        told: the day of the failure that the administrators were told of, until a quote arrives again.
    """

    server: int
    channel: int
    schedule: Schedule
    chosen_by: int
    topic: TopicName | None = None
    role: int | None = None
    picture: bool = False
    told: date | None = None


@dataclass(frozen=True, slots=True)
class ChosenChannel:
    """A channel that a server's moderators chose for something.

    Attributes:
        server, channel: their numbers.
        use: every message is a question there, or the quote of the day is posted.
        picture: as one.
    """

    server: int
    channel: int
    use: ChannelUse
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    """One quote of one local day, from the claim to the end.

    Attributes:
        id: its number in the database.
        server, day: unique together.
        moment: when it was due.
        state: see `State`.
        dealt: the quote, and the deck that it is from.
        channel: where it is posted.
        attempts: how often somebody set out to send it, from 1.
        tried_at: when the last attempt began.
        message: of Discord, once it is posted.
        retry_at: while claimed, until when it is left to whoever claimed it.
        failure: why the last attempt failed; the catalogue has a sentence for each under ``delivery-<failure>``.
    """

    id: int
    server: int
    day: date
    moment: datetime
    state: State
    dealt: Dealt
    channel: int
    attempts: int = 1
    tried_at: datetime | None = None
    message: int | None = None
    retry_at: datetime | None = None
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Vote:
    """What one person thinks of one answer: 1 for, -1 against."""

    message: int
    member: int
    quote: str
    value: int
    server: int | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that was not answered, with those that are like it; nobody's name is kept."""

    id: int
    question: str
    state: GapState
    count: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Taught:
    """A phrasing that a moderator taught: it asks for an exchange."""

    id: int
    exchange: str
    phrasing: str
    gap: int | None = None


@dataclass(frozen=True, slots=True)
class Shards:
    """Which servers a process serves.

    Attributes:
        ids: of the shards that it runs; None for every server.
        count: of all shards.
    """

    ids: frozenset[int] | None = None
    count: int = 1
