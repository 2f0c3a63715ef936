"""What members write, where the bot repeats it: their words as plain text that formats, hides and reverses nothing."""

from __future__ import annotations

import re
import unicodedata

# Control characters, marks that reverse what follows or cannot be seen, halves of characters, private ones, and ends of
# lines and paragraphs.
_HIDDEN = frozenset(["Cc", "Cf", "Cs", "Co", "Zl", "Zp"])
# Joiners make one picture of several; a Persian word has them too.
_JOINERS = "\u200c\u200d"
# Every character that Discord's Markdown, mentions, stamps or emojis begin with, and the colon of an address.
_MARK = re.compile(r"[\\*_`~|<>\[\]()@#]|:(?=//)|(?<!\S)[-+](?=\s)|(?<=\d)\.(?=\s)")
# What is repeated is no longer than this.
ECHO = 300


def visible(said: str) -> str:
    """Some words in one line, without what cannot be seen."""
    words = ("".join(filter(_is_seen, word)) for word in said.split())
    return " ".join(word for word in words if word)


def _is_seen(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character) not in _HIDDEN


def escape(said: str) -> str:
    """Some words as Discord shows them, mark for mark: in one line, nothing formatted, no link, no mention."""
    return _MARK.sub(r"\\\g<0>", visible(said))


def echo(said: str) -> str:
    """The same, shortened: what is repeated above an answer or in a refusal."""
    line = visible(said)
    return escape(line if len(line) <= ECHO else line[:ECHO] + "…")
