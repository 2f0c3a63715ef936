"""All file formats: which one a file is of, and why."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.errors import CorpusError
from bot.files import BYTE_ORDER_MARK, read_bytes
from bot.interviews.formats.html import parse_html
from bot.interviews.formats.markdown import parse_markdown
from bot.interviews.formats.plain import parse_plain
from bot.interviews.formats.subtitles import parse_subrip, parse_webvtt
from bot.interviews.formats.word import SIGNATURE, is_word, parse_word, words_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.interviews.formats.document import Document
    from bot.interviews.models import FormatReason

FormatName = Literal["markdown", "text", "subrip", "webvtt", "html", "word"]
# A spoken hour is about 100 kB; what is larger than this is not an interview.
SIZE_LIMIT = 20_000_000
_HEAD = 4000


@dataclass(frozen=True, slots=True)
class Format:
    """One format of text files.

    Attributes:
        endings: of its files.
        begins: what such a file is known by whatever its ending; None where only the ending tells.
        parse: gives the document.
    """

    endings: tuple[str, ...]
    begins: re.Pattern[str] | None
    parse: Callable[[str], Document]


_PAGE = re.compile(r"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype html|html)", re.IGNORECASE | re.DOTALL)
_CUE = r"\d{1,2}:\d{1,2}:\d{1,2}[.,]\d{1,3}[^\S\n]*-->"
_MARKS = re.compile(r"^#{1,6} |\*\*[^*\n]++\*\*|^> ", re.MULTILINE)
FORMATS: dict[FormatName, Format] = {
    "webvtt": Format((".vtt",), re.compile(r"\s*WEBVTT(?:\s|$)"), parse_webvtt),
    "subrip": Format((".srt",), re.compile(rf"\s*(?:\d+\s+)?{_CUE}"), parse_subrip),
    "html": Format((".html", ".htm"), _PAGE, parse_html),
    "markdown": Format((".md", ".markdown"), None, parse_markdown),
    "text": Format((".txt",), None, parse_plain),
}  # fmt: skip
WORD_ENDING = ".docx"
ENDINGS = (*(ending for known in FORMATS.values() for ending in known.endings), WORD_ENDING)
# How files begin that hold no text: PDF, older Office, pictures, sound, archives, programs.
_BINARY = (
    *(b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"ID3", b"RIFF", b"OggS"),
    *(b"\x1f\x8b", b"Rar!", b"7z\xbc", b"\x7fELF", b"MZ\x90"),
)
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def read_document(path: Path, forced: FormatName | None = None) -> tuple[Document, FormatName, FormatReason]:
    """Read a file.

    Args:
        path: the file.
        forced: the format to read it in, whatever it looks like.

    Returns:
        the document, the format's name, and what told it: the caller, the content, or the ending.

    Raises:
        CorpusError: it is missing, too large, packed too large, too intricate, binary, cut off, broken, not UTF-8, or
            says nothing.
    """
    data = read_bytes(path, CorpusError, limit=SIZE_LIMIT)
    if data.startswith(SIGNATURE):
        return _read_word(path, data), "word", "forced" if forced else "content"
    if forced == "word" or (path.suffix.lower() == WORD_ENDING and data):
        raise CorpusError("file-broken", path=path)
    text = _decode(path, data)
    name, reason = choose_format(path.suffix, text)
    if forced:
        name, reason = forced, "forced"
    try:
        document = FORMATS[name].parse(text)
        if name == "markdown" and not forced and not document.blocks and "<" in text:
            # Markdown may hold HTML, and nothing but HTML.
            name, reason, document = "html", "content", parse_html(text)
    except CorpusError as fault:
        fault.path = path
        raise
    except RecursionError:
        raise CorpusError("file-broken", path=path) from None
    if not document.text.removeprefix(BYTE_ORDER_MARK).strip():
        raise CorpusError("file-empty", path=path)
    return document, name, reason


def choose_format(ending: str, text: str) -> tuple[FormatName, FormatReason]:
    """Tell the format of a text.

    Args:
        ending: of the file's name, with its dot.
        text: the file's characters.

    Returns:
        the format that the content shows, else that of the ending, else Markdown where there are marks of it and plain
        text where there are none.
    """
    head = text[:_HEAD].removeprefix(BYTE_ORDER_MARK)
    by_ending = next((name for name, known in FORMATS.items() if ending.lower() in known.endings), None)
    for name, known in FORMATS.items():
        if known.begins and known.begins.match(head):
            return name, "ending" if name == by_ending else "content"
    if by_ending and by_ending != "text":
        return by_ending, "ending"
    if _MARKS.search(text):
        return "markdown", "content"
    return "text", "ending" if by_ending else "content"


def _read_word(path: Path, data: bytes) -> Document:
    try:
        if not is_word(data):
            raise CorpusError("file-binary", path=path)
        document = parse_word(words_of(data, SIZE_LIMIT))
    except CorpusError as fault:
        fault.path = path
        raise
    except zipfile.BadZipFile:
        raise CorpusError("file-cut-off", path=path) from None
    except Exception:
        # mammoth has no error of its own: a broken part shows as KeyError, ParseError, AttributeError and more.
        raise CorpusError("file-broken", path=path) from None
    if not document.text.strip():
        raise CorpusError("file-empty", path=path)
    return document


def _decode(path: Path, data: bytes) -> str:
    if data.startswith(_BINARY):
        raise CorpusError("file-binary", path=path)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if b"\0" in data[:_HEAD] and not data.startswith(_WIDE):
            raise CorpusError("file-binary", path=path) from None
        if error.reason == "unexpected end of data" and error.start > 0:
            raise CorpusError("file-cut-off", path=path) from None
        line = data[: error.start].count(b"\n") + 1
        raise CorpusError("not-utf8", path=path, line=line) from None
