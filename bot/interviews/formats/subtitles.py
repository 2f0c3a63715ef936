"""SubRip and WebVTT."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.errors import CorpusError
from bot.files import BYTE_ORDER_MARK
from bot.interviews.formats.cues import Cue, clean, join_cues

if TYPE_CHECKING:
    from bot.interviews.formats.document import Document

_VOICE = re.compile(r"<v(?:\.[^\s<>]{1,40})?\s+([^<>\n]{1,80})>")
# WebVTT wants a point before the milliseconds; who converts by hand leaves the comma of SubRip.
_BLANKS = re.compile(r"\n{3,}")
_CODES = re.compile(r"\{[^}]*\}")
_ARROW = re.compile(r"^([\d:.,]+)[^\S\n]*-->[^\S\n]*([\d:.,]+)", re.MULTILINE)


# A whole cue on one line, as tools for transcripts export it.
_FLAT = re.compile(r"^(?:\d+[^\S\n]+)?([\d:.,]{7,14}[^\S\n]*-->[^\S\n]*[\d:.,]{7,14})[^\S\n]+(?=\S)", re.MULTILINE)


def parse_subrip(text: str) -> Document:
    """Read SubRip, also where numbers begin at 0, times are written with a point or one digit, or a cue is one line.

    Returns:
        the words of its cues, joined into paragraphs.
    """
    import pysubs2

    # pysubs2 tries each of many line ends as the one before the next number.
    unfolded = _BLANKS.sub("\n\n", _FLAT.sub(r"\n\1\n", _unix(text)))
    subtitles = pysubs2.SSAFile.from_string(unfolded, format_="srt", keep_html_tags=True)
    return join_cues(Cue(clean(_plain(event.text)), event.start, event.end) for event in subtitles)


def parse_webvtt(text: str) -> Document:
    """Read WebVTT; a voice tag names who speaks.

    Returns:
        the words of its cues, joined into paragraphs.

    Raises:
        CorpusError: it does not begin as WebVTT does.
    """
    import webvtt
    from webvtt.errors import MalformedCaptionError, MalformedFileError

    pointed = _ARROW.sub(lambda match: match[0].replace(",", "."), _unix(text))
    cues: list[Cue] = []
    try:
        captions = webvtt.from_string(pointed).captions
    except (MalformedFileError, MalformedCaptionError):
        raise CorpusError("file-broken") from None
    for caption in captions:
        times = int(caption.start_in_seconds * 1000), int(caption.end_in_seconds * 1000)
        before, *voices = _VOICE.split(caption.raw_text)
        cues.append(Cue(clean(before), *times))
        cues.extend(
            Cue(clean(said), *times, speaker.strip()) for speaker, said in zip(voices[::2], voices[1::2], strict=True)
        )
    return join_cues(cues)


def _plain(text: str) -> str:
    """A subtitle without SubStation's codes: pysubs2's `plaintext`, which seeks the end of each of many open braces."""
    closed = text.rfind("}") + 1
    without = _CODES.sub("", text[:closed]) + text[closed:]
    return without.replace("\\h", " ").replace("\\n", "\n").replace("\\N", "\n")


def _unix(text: str) -> str:
    return text.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")
