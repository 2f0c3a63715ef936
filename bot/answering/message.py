"""A message as plain data: what is said and what can be pressed, without Discord.

The room `bot.chat` turns it into Discord's objects, the command line prints it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

Kind = Literal[
    "answer",
    "passage",
    "topics",
    "topic",
    "contents",
    "share",
    "vote",
    "dismiss",
    "gaps",
    "gap",
    "ignore",
    "teach",
    "taught",
    "unteach",
    "forget",
    "interviews",
    "follow",
]
_KINDS: dict[str, Kind] = {
    "a": "answer",
    "p": "passage",
    "l": "topics",
    "t": "topic",
    "c": "contents",
    "s": "share",
    "v": "vote",
    "x": "dismiss",
    "g": "gaps",
    "o": "gap",
    "i": "ignore",
    "e": "teach",
    "h": "taught",
    "u": "unteach",
    "f": "forget",
    "n": "interviews",
    "w": "follow",
}
_LETTERS = {kind: letter for letter, kind in _KINDS.items()}

# Version, kind, interview, number, check, page; see `Link`.
LINK_PATTERN = (
    rf"ib1:(?P<kind>[{''.join(_KINDS)}]):(?P<interview>[0-9a-f]{{8}}|-):(?P<number>\d{{1,20}}):"
    r"(?P<check>[0-9a-f]{4}|-):(?P<page>\d{1,12})"
)
# The largest number that a database keeps; Discord's are smaller.
LARGEST = 2**63 - 1
_LINK = re.compile(LINK_PATTERN, re.ASCII)


@dataclass(frozen=True, slots=True)
class Link:
    """Where a button or a choice leads; all of it fits into Discord's custom_id and survives restarts.

    Attributes:
        kind: a whole answer, one passage, the list of topics, one topic, an interview's table of contents; or what
            happens: a passage is shared, voted on, or the message dismissed; a moderator looks at unanswered questions
            and teaches what they mean; a member's votes are deleted; the interviews, or what a server follows of them.
        interview: its key (`Interview.key`), or "-".
        number: of the exchange, the passage (over the whole interview) or the topic, from 1; of who may dismiss the
            message, of an unanswered question or a taught phrasing in the database; 0 if the kind has none.
        check: of the exchange or topic (`Interview.check`), so that a link to an older text is noticed; or "-".
        page: from 0; of a vote 1 for and 0 against; of what is taught the unanswered question.
    """

    kind: Kind
    interview: str = "-"
    number: int = 0
    check: str = "-"
    page: int = 0

    def encode(self) -> str:
        """The link as a custom_id."""
        return f"ib1:{_LETTERS[self.kind]}:{self.interview}:{self.number}:{self.check}:{self.page}"

    def at(self, page: int) -> Link:
        """The same place on another page."""
        return Link(self.kind, self.interview, self.number, self.check, page)


def parse_link(custom_id: str) -> Link | None:
    """Read a custom_id back; None if it is none of ours, or has a number that nothing here can have."""
    match = _LINK.fullmatch(custom_id)
    if match is None or int(match["number"]) > LARGEST:
        return None
    return Link(_KINDS[match["kind"]], match["interview"], int(match["number"]), match["check"], int(match["page"]))


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press: it leads to a link of the bot or to an address, never both."""

    label: str
    link: Link | None = None
    url: str | None = None
    primary: bool = False
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a menu."""

    label: str
    link: Link
    description: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """A list of at most 25 choices, of which one is picked."""

    placeholder: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A framed block of text (an embed on Discord).

    Attributes:
        body: Discord Markdown, at most 4,096 characters.
        author: a line above it, plain text; with an address it is a link.
        title: plain text.
        footer: a small line below it, plain text.
        stamp: a moment, shown behind the footer in each reader's own time.
    """

    body: str
    author: str = ""
    author_url: str = ""
    title: str = ""
    footer: str = ""
    stamp: datetime | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in a message.

    Attributes:
        name: of its file.
        data: PNG.
        alt: what it says, at most 1,024 characters, for those who do not see it.
    """

    name: str
    data: bytes = field(repr=False)
    alt: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message: a line of text, cards, pictures, menus, and buttons in rows of five.

    Attributes:
        roles: numbers of roles that it mentions and that are told of it; of nothing else anybody is.
    """

    content: str = ""
    cards: tuple[Card, ...] = ()
    menus: tuple[Menu, ...] = ()
    buttons: tuple[Button, ...] = ()
    pictures: tuple[Picture, ...] = ()
    roles: tuple[int, ...] = ()
