"""Cues of subtitles joined into paragraphs, one speaker's words together."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.interviews.blocks import Block
from bot.interviews.formats.document import Document
from bot.interviews.layouts.names import may_be_name, part_of_word
from bot.interviews.models import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,80}>|<\d[\d:.]{3,12}>|\{\\[^{}\n]{0,80}\}")
_NAME = re.compile(r"([^\n:：。？！?!，,]{1,30})[:：]\s*(?=\S)")
_ENDS = re.compile(r"[。．.！!？?…”」』]$")
_WIDE_END = re.compile(r"[。！？，、；：…”」』）]$")
# Paragraphs end with a sentence when they are this long, or somebody pauses this long, and anyway at the limit.
_LONG = 160
_LIMIT = 480
_PAUSE = 2500


@dataclass(frozen=True, slots=True)
class Cue:
    """One subtitle.

    Attributes:
        said: its words without tags, in one line.
        start: in milliseconds.
        end: in milliseconds.
        speaker: who says it where the format has a place for that; may be empty.
    """

    said: str
    start: int
    end: int
    speaker: str = ""


def clean(said: str) -> str:
    """A cue's words without tags, its lines joined."""
    joined = ""
    for line in _TAG.sub("", said).split("\n"):
        joined = _join(joined, " ".join(line.split()))
    return joined


def join_cues(cues: Iterable[Cue]) -> Document:
    """Join cues into paragraphs.

    Args:
        cues: in order. A name that begins several of them, before a colon, is a speaker; a cue without one goes on.

    Returns:
        a text in which a speaker's name stands once, before his words and a colon; every word is there, in order.
    """
    named = _named([cue for cue in cues if cue.said])
    parts: list[str] = []
    blocks: list[Block] = []
    offset, line = 0, 1
    for speaker, said in _paragraphs(named):
        written = f"{speaker}：{said}" if speaker else said
        blocks.append(Block("paragraph", Span(offset, offset + len(written)), line))
        parts.append(written)
        offset, line = offset + len(written) + 2, line + 2
    return Document("\n\n".join(parts), tuple(blocks), styled=False)


def _named(cues: Sequence[Cue]) -> list[Cue]:
    """Cues whose speaker stands in their words, with the speaker taken out."""
    matches = [_NAME.match(cue.said) for cue in cues]
    counts = Counter(match[1].strip() for match in matches if match)
    # Where names come back, what looks like one and stands there once is one.
    often = {name for name, count in counts.items() if count > 1}
    names = {name for name in counts if name in often or part_of_word(name) or (often and may_be_name(name))}
    return [
        Cue(cue.said[match.end() :], cue.start, cue.end, match[1].strip())
        if match and not cue.speaker and match[1].strip() in names
        else cue
        for cue, match in zip(cues, matches, strict=True)
    ]


def _paragraphs(cues: Sequence[Cue]) -> Iterator[tuple[str, str]]:
    """Each paragraph with its speaker, if it is the first of a turn."""
    speaker = shown = said = ""
    end = 0
    for cue in cues:
        changes = cue.speaker not in ("", speaker)
        ended = bool(_ENDS.match(said[-1:])) and (len(said) >= _LONG or cue.start - end >= _PAUSE)
        if said and (changes or ended or len(said) >= _LIMIT or cue.said.startswith("- ")):
            yield shown, said
            shown = said = ""
        if changes:
            speaker = shown = cue.speaker
        said, end = _join(said, cue.said), cue.end
    if said:
        yield shown, said


def _join(before: str, after: str) -> str:
    if not before or not after:
        return before + after
    return before + ("" if _WIDE_END.match(before[-1:]) else " ") + after
