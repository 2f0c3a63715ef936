"""Which messages are questions to the bot, and what they ask. Plain values, no discord."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Incoming:
    """What of a message decides whether it is a question.

    Attributes:
        content: as sent; empty where Discord withholds it.
        direct: it was written to the bot alone.
        mentions_bot: the bot is mentioned in it.
        answers_bot: it replies to a message of the bot.
        channels: names and numbers of its channel and, in a thread, of the parent.
    """

    content: str
    direct: bool
    mentions_bot: bool
    answers_bot: bool
    channels: frozenset[str]

    @property
    def called(self) -> bool:
        """Whether the bot itself was spoken to."""
        return self.direct or self.mentions_bot or self.answers_bot


# Marks and words with which people ask, in Chinese and English.
_ASKING = re.compile(
    r"[?？]|吗|嗎|呢|什么|什麼|甚麼|啥|咩|为何|為何|为什么|怎|如何|谁|誰|哪|几|幾|多少|是否|能不能|可不可以|有没有|有沒有|点解|點解"
    r"|^\s*(?:what|why|how|who|when|where|which|whose|is|are|do|does|did|can|could|will|would|should)\b",
    re.IGNORECASE,
)


def looks_like_question(said: str) -> bool:
    """Whether a message asks something, by its marks and words."""
    return _ASKING.search(said) is not None


def extract_question(incoming: Incoming, bot_id: int, ask_channels: frozenset[str]) -> str | None:
    """The question in a message.

    Args:
        incoming: the message.
        bot_id: of the bot, whose mentions are taken out.
        ask_channels: names and numbers of channels in which every message is a question.

    Returns:
        the question without the white space around it, empty if the bot was called without one, or None if the
        message is not for the bot.
    """
    called = incoming.called
    if not called and not incoming.channels & ask_channels:
        return None
    question = re.sub(rf"<@!?{bot_id}>", " ", incoming.content).strip()
    return question if question or called else None
