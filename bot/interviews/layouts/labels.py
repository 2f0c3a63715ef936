"""Labels: names before what is said, in bold or plain, with or without time, on a line of their own or not.

A line may begin with anything before a colon. What comes back through the document is a label; what occurs once is one
if it is written as a name and resembles, or joins, those that do come back, or the introduction names it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from bot.interviews.layouts.names import fold_name, looks_like_person, may_be_name, part_of_word, split_joint
from bot.interviews.layouts.pieces import Label
from bot.interviews.models import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.interviews.blocks import Block

_TIME = r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:[.,]\d{1,3})?"
# All repetitions are bounded, so that a line costs the same whatever stands in it.
_LABEL = re.compile(
    rf"(?P<open>[*_\[【（(「<\s@#>]{{0,10}})(?:(?P<early>{_TIME})[\])）】]?[\s*_–—-]{{0,6}})?[*_]{{0,3}}"
    r"(?:\d{1,3}[、.．]\s?)?"
    r"(?P<name>[^\n:：﹕*_\[\]（）()【】<>「」。？！?!，,；;…“”\"|`=\s][^\n:：﹕*\[\]（）()【】<>「」。？！?!，,；;…“”\"|`=]{0,29}?)"
    r"(?P<note>\s?[（(][^（()）\n]{1,24}[)）])?"
    r"(?P<shut>[*_\]】）)」>\s]{0,10}(?:\([^()\s]{1,300}\)[*_\s]{0,4})?)"
    rf"(?:[（(\[]?(?P<late>{_TIME})[)）\]]?[*_\s]{{0,4}})?"
    r"(?:(?P<colon>[:：﹕][*_]{0,3})|(?=[^\S\n]{0,40}+(?:\n|\Z)))"
)
# A letter or 问 / 答 may be set off by less than a colon where a number or brackets make it a label.
_LETTER = re.compile(
    r"(?P<open>[*_\s【\[#]{0,10})(?P<name>(?:[QA]|问题?|問題?|答)\s?(?:\d{1,3}|[一二三四五六七八九十]{1,3})?)"
    r"(?P<colon>[】\][*_]{1,4}[:：]?[*_]{0,3}|[:：﹕][*_]{0,3}|(?<=[\d一二三四五六七八九十问問题題答])[.．、][*_]{0,3}|(?<=\d)\s)"
)
_MARKED = re.compile(r"\*\*|__|[【\[]")
# A name alone on a plain line has nothing but its coming back.
_PLAIN_TIMES = 3
# A name resembles another that begins with the same so many characters.
_ALIKE = 4
# An introduction longer than this is not looked through for names.
_FRONT = 20_000


def find_labels(
    text: str, blocks: Sequence[Block], known: frozenset[str], title: Block | None = None
) -> tuple[tuple[Block, ...], tuple[Label | None, ...]]:
    """Find the labels of a document and cut its blocks where one begins a line.

    Args:
        text: the document.
        blocks: its blocks.
        known: names that are labels wherever they begin a line.
        title: the one of the blocks that is no label, whatever it looks like.

    Returns:
        the blocks, as many or more, and for each the label it begins with, or None.
    """
    found = [(block, [] if block is title else list(_candidates(text, block))) for block in blocks]
    front = next((labels[0].start for _, labels in found if labels and labels[0].start > 0), 0)
    admitted = _admit([label for _, labels in found for label in labels], text[:front], known)
    cut = [piece for block, labels in found for piece in _cut(text, block, labels, admitted)]
    return tuple(block for block, _ in cut), tuple(label for _, label in cut)


def _candidates(text: str, block: Block) -> Iterator[Label]:
    if block.kind == "code":
        if (label := _label_at(text, block, block.span.start)) and label.word:
            yield label
        return
    at = block.span.start
    while 0 <= at < block.span.end:
        if label := _label_at(text, block, at):
            yield label
        at = text.find("\n", at, block.span.end) + 1 or -1


def _label_at(text: str, block: Block, at: int) -> Label | None:
    end = block.span.end
    match = _LETTER.match(text, at, end) or _LABEL.match(text, at, end)
    if not match:
        return None
    groups = match.groupdict()
    name = match["name"].strip()
    colon = match["colon"]
    note = (groups.get("note") or "").strip(" （()）")
    word = part_of_word(name) or part_of_word(note)
    alone = match.end() >= end or text[match.end()] == "\n"
    whole = at == block.span.start and match.end() >= end and (block.kind == "heading" or block.bold is not None)
    timed = bool(groups.get("early") or groups.get("late"))
    if not may_be_name(name) or (not colon and not alone):
        return None
    look: Literal["look", "line"] = "look" if whole or _MARKED.search(match["open"]) else "line"
    return Label(name, at, _behind(text, match, end), word, note, "colon" if colon or timed else look)


def _behind(text: str, match: re.Match[str], end: int) -> int:
    """Where the words begin: behind the colon, the marks that close the label, and white space."""
    at = match.end()
    if (match["colon"] or "").rstrip("*_") and text[match.start() : at].count("**") % 2 and text.startswith("**", at):
        at += 2
    # "**名字：****重点**": what closed the label is not to swallow what opens the words.
    while at < end and text[at].isspace():
        at += 1
    return at


def _admit(labels: list[Label], front: str, known: frozenset[str]) -> frozenset[str]:
    """The names that are labels, as keys."""
    counts = Counter(fold_name(label.name) for label in labels if label.mark != "line")
    bare = Counter(fold_name(label.name) for label in labels if label.mark == "line")
    words = {fold_name(label.name) for label in labels if label.word and label.mark != "line"}
    sure = {name for name, count in counts.items() if count > 1} | words | known
    sure |= {name for name, count in bare.items() if count >= _PLAIN_TIMES or name in sure}
    once = (label for label in labels if label.mark == "colon" and fold_name(label.name) not in sure)
    begins, front = {name[:_ALIKE] for name in sure}, front[-_FRONT:]
    return frozenset(sure | {fold_name(label.name) for label in once if _belongs(label, sure, begins, front)})


def _belongs(label: Label, sure: set[str], begins: set[str], front: str) -> bool:
    """Whether a name that labels once is one all the same."""
    name = label.name
    if label.note and fold_name(label.note) in sure:
        return True
    parts = split_joint(name)
    if len(parts) > 1 and all(fold_name(part) in sure for part in parts):
        return True
    folded = fold_name(name)
    if len(folded) > _ALIKE and folded[:_ALIKE] in begins:
        return True
    return looks_like_person(name) and ("·" in name or name in front)


def _cut(
    text: str, block: Block, labels: Iterable[Label], admitted: frozenset[str]
) -> Iterator[tuple[Block, Label | None]]:
    kept = [label for label in labels if fold_name(label.name) in admitted]
    if not kept:
        yield block, None
        return
    begins = [label.start for label in kept]
    if begins[0] != block.span.start:
        yield _part(text, block, block.span.start, begins[0]), None
    line, counted = block.line, block.span.start
    for label, stop in zip(kept, [*begins[1:], block.span.end], strict=True):
        line, counted = line + text.count("\n", counted, label.start), label.start
        piece = _part(text, block, label.start, stop)
        yield replace(piece, line=line), label


def _part(text: str, block: Block, start: int, stop: int) -> Block:
    if (start, stop) == block.span:
        return block
    said = text[start:stop].rstrip()
    return replace(block, span=Span(start, start + len(said)), bold=None, slanted=None)
