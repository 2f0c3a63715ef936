"""A quote as a picture: the words on paper, below them who said them and where."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image, ImageDraw

from bot.quotes.fonts import covers, load_font
from bot.quotes.lines import LINE_ENDS, break_lines, is_wide, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.quotes.fonts import Face

Colour = tuple[int, int, int]

# Pixels. Discord shows a picture about a third as wide on a phone.
WIDTH = 1080
MARGIN = 92
# Sizes of the words, largest first, and how tall a card with each may be: the first that keeps to it is taken.
SIZES = {64: 1200, 56: 1200, 52: 1200, 48: 1200, 44: 1500, 40: 1920}
TALLEST = max(SIZES.values())
PAPER, INK, GREY = (251, 247, 239), (43, 39, 34), (112, 103, 92)

_INNER = WIDTH - 2 * MARGIN
# More characters than a card holds even if all of them were narrow: they are not set to find that out.
_MOST = 3000
_SPEAKER, _TITLE, _LABEL = 40, 32, 32
_LABEL_WIDTH = _INNER * 0.7
# The line height in ems: clreq ("Line Spacing") asks for a gap of half an em to one between lines of running text.
_LEADING, _SMALL_LEADING = 1.6, 1.45
# A blank line of the quote is this much of a line high.
_BLANK = 0.5
# From the top of the em square to the baseline, in ems, as fonts for Chinese have it.
_ASCENT = 0.88
_MARK, _MARK_SIZE, _BELOW_MARK = "“", 240, 44
_RULE, _ABOVE_RULE, _BELOW_RULE = (72, 6), 56, 28
_GOES_ON = "…"
# From paper to ink: more shades at the edges of letters than an eye tells apart.
_SHADES = 32

# In ems, what clreq puts at least between Chinese and Latin letters or figures.
_BETWEEN_SCRIPTS = 0.125
# How far the gaps of a line are widened at most to fill it; beyond that a ragged edge is the lesser evil.
_STRETCH = 0.12
# On both sides of a curved quotation mark that is set as a Latin one.
_BEARING = 0.06
# What counts as full-width.
_FULL = 0.9
# Pixels by which the two halves of a dash overlap, so that no seam shows.
_SEAM = 3
# Marks that fonts for Chinese draw as wide as a character, though Unicode does not call them wide.
_QUOTES, _INTERPUNCTS, _DASHES = "“”‘’", "·‧・•", "—―"
_AMBIGUOUS = frozenset(_QUOTES + _INTERPUNCTS + _DASHES + "…⋯")


def draw_picture(quote: str, *, speaker: str, title: str, label: str, accent: int, face: Face) -> bytes | None:
    """Draw a quote card.

    Args:
        quote: as it stands in the interview; Markdown's marks are taken off (`bot.quotes.lines.plain`), every other
            character is drawn.
        speaker: who said it; may be empty.
        title: of the interview, with the marks that the reader's language puts around one, such as 《》; may be empty.
        label: a small line above, such as the day; may be empty.
        accent: the colour of the quotation mark and the rule, 0xRRGGBB.
        face: the font, as `find_font` finds it.

    Returns:
        a PNG, `WIDTH` pixels wide and at most `TALLEST` high, the same for the same input and the same libraries. None
        if the quote is blank, too long for the smallest of `SIZES`, or if the face lacks a character of any of the
        texts. Speaker, title and label are shortened where they are too long: they are not the quote.

    Raises:
        ConfigError: the face's file cannot be read any longer (``font-unreadable``).
    """
    said = plain(quote).strip()
    if not 0 < len(said) <= _MOST or not covers(face, said + speaker + title + label + _MARK + _GOES_ON):
        return None
    above = _shortened(label, _Setting(face, _LABEL, label), GREY, _LABEL_WIDTH, 1)
    below = (
        _shortened(speaker, _Setting(face, _SPEAKER, speaker, strong=True), INK, _INNER, 2),
        _shortened(title, _Setting(face, _TITLE, title), GREY, _INNER, 2),
    )
    mark = _Setting(face, _MARK_SIZE, _MARK)
    for size, tallest in SIZES.items():
        setting = _Setting(face, size, said)
        words = _Block(break_lines(said, _INNER, setting.measure), setting, INK, _LEADING)
        card = _Card(mark, above, words, below, accent)
        if card.height <= tallest:
            return card.draw()
    return None


@dataclass(frozen=True, slots=True)
class _Card:
    """What stands on a card, and where."""

    mark: _Setting
    above: _Block
    words: _Block
    below: tuple[_Block, ...]
    accent: int

    @property
    def height(self) -> int:
        below = sum(block.height for block in self.below)
        rule = _ABOVE_RULE + _RULE[1] + _BELOW_RULE if below else 0
        return round(self._words_top + self.words.height + rule + below + MARGIN)

    @property
    def _words_top(self) -> float:
        _, top, _, bottom = self.mark.ink(_MARK)
        return MARGIN + bottom - top + _BELOW_MARK

    def draw(self) -> bytes:
        """The card as a PNG."""
        sheet = _Sheet(self.height)
        accent = (self.accent >> 16 & 0xFF, self.accent >> 8 & 0xFF, self.accent & 0xFF)
        self.mark.draw_ink(sheet.canvas(accent), MARGIN, MARGIN, _MARK)
        self.above.draw(sheet, WIDTH - MARGIN - self.above.width, MARGIN)
        self.words.draw(sheet, MARGIN, self._words_top)
        y = self._words_top + self.words.height + _ABOVE_RULE
        if any(block.lines for block in self.below):
            sheet.canvas(accent).rectangle((MARGIN, y, MARGIN + _RULE[0] - 1, y + _RULE[1] - 1), fill=255)
        y += _RULE[1] + _BELOW_RULE
        for block in self.below:
            block.draw(sheet, MARGIN, y)
            y += block.height
        return sheet.png()


class _Sheet:
    """Paper, and on it inks that do not overlap: so few colours that a palette holds them all."""

    def __init__(self, height: int) -> None:
        self._size = (WIDTH, height)
        self._inks: dict[Colour, Image.Image] = {}

    def canvas(self, ink: Colour) -> ImageDraw.ImageDraw:
        """Where an ink is drawn: 0 is none of it, 255 all of it."""
        if ink not in self._inks:
            self._inks[ink] = Image.new("L", self._size)
        return ImageDraw.Draw(self._inks[ink])

    def png(self) -> bytes:
        """The sheet as a PNG."""
        sheet = Image.new("P", self._size)
        palette: list[int] = []
        for number, (ink, drawn) in enumerate(self._inks.items()):
            shades = [number * _SHADES + strength * (_SHADES - 1) // 255 for strength in range(256)]
            sheet.paste(drawn.point(shades), mask=drawn.point([0] + [255] * 255))
            for shade in range(_SHADES):
                share = shade / (_SHADES - 1)
                palette += [round(paper + (own - paper) * share) for paper, own in zip(PAPER, ink, strict=True)]
        sheet.putpalette(palette)
        file = io.BytesIO()
        sheet.save(file, "PNG")
        return file.getvalue()


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of one kind, as `break_lines` gives them."""

    lines: Sequence[str]
    setting: _Setting
    colour: Colour
    leading: float

    @property
    def height(self) -> float:
        return sum(self._heights)

    @property
    def width(self) -> float:
        return max((self.setting.measure(line.rstrip()) for line in self.lines), default=0)

    @property
    def _heights(self) -> list[float]:
        """Of each line; several blank ones together are as high as one."""
        whole = self.leading * self.setting.size
        return [
            whole if line.strip() else whole * _BLANK if before.strip() else 0
            for before, line in pairwise(["", *self.lines])
        ]

    def draw(self, sheet: _Sheet, x: float, y: float) -> None:
        """Draw the lines from a left upper corner, filled to the width where their paragraph goes on after them."""
        canvas = sheet.canvas(self.colour)
        size = self.setting.size
        for number, (line, height) in enumerate(zip(self.lines, self._heights, strict=True), start=1):
            baseline = round(y + (height - size) / 2 + _ASCENT * size)
            goes_on = number < len(self.lines) and line[-1] not in LINE_ENDS
            self.setting.draw(canvas, x, baseline, line.rstrip(), _INNER if goes_on else 0)
            y += height


def _shortened(text: str, setting: _Setting, colour: Colour, width: float, most: int) -> _Block:
    """A text that is no quote, in so many lines at most."""
    lines = break_lines(" ".join(text.split()), width, setting.measure)
    if len(lines) > most:
        rest = "".join(lines[most - 1 :])
        while setting.measure(rest.rstrip() + _GOES_ON) > width:
            rest = rest[:-1]
        lines[most - 1 :] = [rest.rstrip() + _GOES_ON]
    return _Block(lines, setting, colour, _SMALL_LEADING)


class _Box(NamedTuple):
    """The room of one piece of a line, in pixels.

    Attributes:
        advance: its width.
        shift: how far left of its beginning it is drawn.
        lead: the blank half before a full-width mark.
        trail: the blank half after one.
    """

    advance: float
    shift: float = 0
    lead: float = 0
    trail: float = 0


class _Setting:
    """How a face at a size sets a line.

    Adjoining full-width marks share one blank half, a mark at the edge of a line loses its outer one, and an interpunct
    is half as wide (clreq, "Compression Rules for Punctuation Marks"; GB/T 15834, 5.1.10). Which half of a mark is
    blank is seen from its glyph, so that a font with centred or narrow marks keeps them as they are.

    Args:
        face: what to set in.
        size: of the em square, in pixels.
        text: all that will be set: without Chinese in it, curved quotation marks are Latin ones.
        strong: in the heavier weight.
    """

    def __init__(self, face: Face, size: int, text: str, *, strong: bool = False) -> None:
        self.size = size
        self._font = load_font(face, size, strong=strong)
        self._latin = not any(map(is_wide, text))
        self._boxes: dict[tuple[str, bool], _Box] = {}

    def ink(self, piece: str) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of what is drawn of a piece, from where its baseline begins."""
        mask, (x, y) = self._font.getmask2(piece, mode="L", anchor="ls")
        left, top, right, bottom = mask.getbbox() or (0, 0, 0, 0)
        return left + x, top + y, right + x, bottom + y

    def draw_ink(self, canvas: ImageDraw.ImageDraw, x: float, y: float, piece: str) -> None:
        """Draw a piece with the left upper corner of its ink at a place."""
        left, top, _, _ = self.ink(piece)
        canvas.text((x - left, y - top), piece, font=self._font, fill=255, anchor="ls")

    def measure(self, line: str) -> float:
        """How wide a line is before anything is done to fill it, in pixels."""
        return self._set(line, 0)[1]

    def draw(self, canvas: ImageDraw.ImageDraw, x: float, baseline: float, line: str, fill: float) -> None:
        """Draw a line that begins at x, its gaps widened if that is enough to fill a width."""
        for at, piece in self._set(line, fill)[0]:
            if not piece.isspace():
                # Whole pixels: like letters are drawn alike, and the file is half as large.
                canvas.text((round(x + at), baseline), piece, font=self._font, fill=255, anchor="ls")

    def _set(self, line: str, fill: float) -> tuple[list[tuple[float, str]], float]:
        """Where each piece of a line is drawn, and how wide the line is."""
        pieces = list(_pieces(line))
        if not pieces:
            return [], 0
        boxes = [
            self._box(piece, self._latin or (_is_latin(before[-1:]) and _is_latin(after[:1])))
            for before, piece, after in zip(["", *pieces], pieces, [*pieces[1:], ""], strict=False)
        ]
        gaps = [self._gap(*one, *other) for one, other in pairwise(zip(pieces, boxes, strict=True))]
        width = sum(box.advance for box in boxes) + sum(gaps) - boxes[0].lead - boxes[-1].trail
        wider = self._widened(pieces, fill - width)
        placed: list[tuple[float, str]] = []
        x = -boxes[0].lead
        for piece, box, gap, more in zip(pieces, boxes, [*gaps, 0], [*wider, 0], strict=True):
            placed.append((x - box.shift, piece))
            x += box.advance + gap + more
        return placed, width

    def _widened(self, pieces: list[str], missing: float) -> list[float]:
        """How much wider each gap is made to fill a line: beside white space and Chinese characters only."""
        loose = [_is_loose(before) or _is_loose(after) for before, after in pairwise(pieces)]
        each = missing / loose.count(True) if any(loose) and not self._latin else 0
        return [each if is_loose and 0 < each <= _STRETCH * self.size else 0 for is_loose in loose]

    def _box(self, piece: str, latin: bool) -> _Box:
        key = (piece, latin and piece in _QUOTES)
        if key not in self._boxes:
            self._boxes[key] = self._box_of(*key)
        return self._boxes[key]

    def _box_of(self, piece: str, latin_quote: bool) -> _Box:
        if piece.isspace():
            return _Box(self.size if piece == "\u3000" else self._font.getlength(" "))
        advance = self._font.getlength(piece)
        if not _is_mark(piece) or advance < _FULL * self.size:
            return _Box(advance)
        left, _, right, _ = self.ink(piece)
        half = advance / 2
        if latin_quote:
            bearing = _BEARING * self.size
            return _Box(right - left + 2 * bearing, shift=left - bearing)
        if piece in _INTERPUNCTS:
            return _Box(half, shift=half / 2)
        return _Box(advance, lead=half if left >= half else 0, trail=half if right <= half else 0)

    def _gap(self, before: str, first: _Box, after: str, second: _Box) -> float:
        """What is added between two pieces, or taken away."""
        if before == after and before in _DASHES:
            left, _, right, _ = self.ink(before)
            return right - first.advance - left - _SEAM
        if first.trail and (second.lead or second.trail):
            return -first.trail
        if first.lead and second.lead:
            return -second.lead
        meet = (_is_chinese(before) and _is_latin(after[0])) or (_is_latin(before[-1]) and _is_chinese(after))
        return _BETWEEN_SCRIPTS * self.size if meet else 0


def _pieces(line: str) -> Iterator[str]:
    """What is placed as one: words, single characters of Chinese, single marks, single white space."""
    piece = ""
    for character in line:
        combines = unicodedata.category(character)[0] == "M"
        if piece and (combines or not (_is_single(character) or _is_single(piece[0]))):
            piece += character
            continue
        if piece:
            yield piece
        piece = character
    if piece:
        yield piece


@cache
def _is_single(character: str) -> bool:
    return character.isspace() or is_wide(character) or character in _AMBIGUOUS


def _is_mark(piece: str) -> bool:
    """Whether a piece is punctuation that may be full-width."""
    return _is_single(piece[0]) and unicodedata.category(piece[0])[0] == "P"


def _is_chinese(piece: str) -> bool:
    return _is_loose(piece) and not piece.isspace()


def _is_loose(piece: str) -> bool:
    """Whether a piece is white space or a Chinese character, not a word or a mark."""
    return _is_single(piece[0]) and not _is_mark(piece)


def _is_latin(character: str) -> bool:
    return bool(character) and not _is_single(character) and unicodedata.category(character)[0] in "LNS"
