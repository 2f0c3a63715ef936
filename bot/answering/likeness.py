"""How alike two questions are, for merging what was not answered and for finding what was taught."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.answering.members import visible
from bot.interviews.likeness import pairs_of
from bot.search.folding import HAN

if TYPE_CHECKING:
    from collections.abc import Iterable

# From here on two questions are taken for one; of unanswered ones, and of one that a moderator taught.
MERGED, TAUGHT = 0.6, 0.75

_NOISE = re.compile(r"[\W_]+")
# What in Chinese text needs no blank around it: characters, kana, hangul, and marks of full width.
_CJK = r"\u2010-\u205e\u2e80-\ud7af\uf900-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uffef\U00020000-\U0003ffff"
LINK = re.compile(
    rf"""<?(?:[a-z]{{2,12}}[:：]//|www\.|(?:[a-z0-9-]{{1,63}}\.){{1,4}}(?:com|org|net|cn|io|me|gg|tv|cc|co|be)/)
    # A path in Chinese is part of the address where the address goes on behind it, and else what is said of it.
    (?:[^\s<>{_CJK}]|(?<=[/=:])[{HAN}]+(?=[/&\#=]|[?.%][a-z0-9]))+>?""",
    re.IGNORECASE | re.VERBOSE,
)
_NAME, _WIDE = rf"[^\s@<>()\[\],;:!?\"{_CJK}]", rf"[{HAN}々぀-ヿ가-힣]"
# Names of people, addresses and long numbers have no place in what is kept.
_PRIVATE = re.compile(
    rf"""{LINK.pattern}
    |<(?:[@\#][!&]?\d+|a?:\w{{1,64}}:\d+|/[^<>:]{{1,100}}:\d+)>
    # A typed name of Chinese characters ends at a blank; where none follows soon, few names are longer than four.
    |(?:(?<!{_NAME}){_NAME}+)?[@＠](?:{_WIDE}{{1,6}}(?=\ )|{_WIDE}{{1,4}}{_NAME}*|{_NAME}+)
    |(?P<number>\+?\d+(?:[ .()–—－-]{{1,3}}\d{{2,}})*)""",
    re.IGNORECASE | re.VERBOSE,
)
_YEARS = re.compile(
    r"""(?:19|20)\d\d(?:[ .–—－-]{1,3}(?:19|20)\d\d)*
    |(?:19|20)\d\d([.-])(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])(?:\ \d\d)?""",
    re.VERBOSE,
)


def alike(one: str, other: str) -> float:
    """The Dice coefficient of the pairs of characters of two folded texts (Dice, "Measures of the amount of ecologic
    association between species", Ecology 26, 1945): 0 for nothing in common, 1 for the same.
    """
    mine, theirs = _pairs(one), _pairs(other)
    if not mine or not theirs:
        return 0.0
    return 2 * len(mine & theirs) / (len(mine) + len(theirs))


def most_alike(asked: str, known: Iterable[tuple[int, str]], least: float) -> int | None:
    """The number of the known text that is most like another one, the first of equals; None below a likeness."""
    best, found = least, None
    for number, text in known:
        likeness = alike(asked, text)
        if likeness > best or (likeness == best and found is None):
            best, found = likeness, number
    return found


def redact(question: str, limit: int = 300) -> str:
    """A question without what could name a person, in one line."""
    return _PRIVATE.sub(_hide, visible(question))[:limit].rstrip()


def _hide(token: re.Match[str]) -> str:
    number = token["number"]
    if number and (sum(map(str.isdigit, number)) < 7 or _YEARS.fullmatch(number)):
        return number
    return "…"


def _pairs(text: str) -> set[str]:
    plain = _NOISE.sub("", text)
    return pairs_of(plain) if plain else set()
