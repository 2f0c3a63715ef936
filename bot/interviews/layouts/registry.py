"""All layouts, tried on a document; the one that explains it best is chosen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.interviews.asking import addresses, asks, invites, wonders
from bot.interviews.layouts.emphasis import read_bold, read_quoted, read_slanted, used_at_random
from bot.interviews.layouts.headings import read_headings
from bot.interviews.layouts.labels import find_labels
from bot.interviews.layouts.letters import read_letters
from bot.interviews.layouts.mixed import read_mixed
from bot.interviews.layouts.names import fold_name
from bot.interviews.layouts.numbered import read_numbered
from bot.interviews.layouts.pieces import Sheet
from bot.interviews.layouts.speakers import read_speakers
from bot.interviews.layouts.styled import mark_lead_ins
from bot.interviews.turns import take_turns

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.interviews.blocks import Block
    from bot.interviews.layouts.pieces import Part, Piece
    from bot.interviews.turns import Turn


LayoutName = Literal["letters", "speakers", "headings", "numbered", "bold", "slanted", "quoted", "mixed"]


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to tell questions from answers.

    Attributes:
        name: as a sidecar forces it.
        trust: how far its marks are to be trusted; who speaks is written on a label, a question mark may be rhetoric.
        read: gives every block its part, or nothing where the layout is not this one.
        refused: whether, unforced, what was read speaks against the layout.
    """

    name: LayoutName
    trust: float
    read: Callable[[Sheet, Mapping[str, Part]], tuple[Piece, ...]]
    refused: Callable[[Sheet, Sequence[Piece]], bool] = lambda sheet, pieces: False


LAYOUTS = (
    Layout("letters", 1.0, read_letters),
    Layout("speakers", 0.95, read_speakers),
    Layout("headings", 0.9, read_headings),
    Layout("numbered", 0.88, read_numbered),
    Layout("bold", 0.85, read_bold, used_at_random),
    Layout("slanted", 0.7, read_slanted, used_at_random),
    Layout("quoted", 0.7, read_quoted, used_at_random),
    Layout("mixed", 0.5, read_mixed),
)
# Of a long text that is no interview few paragraphs ask, and those ask nobody.
_ESSAY = 20
_SPARSE, _SELDOM = 0.06, 0.2


@dataclass(frozen=True, slots=True)
class Choice:
    """The layout that was chosen.

    Attributes:
        layout: its name.
        pieces: what it makes of the document.
        fits: every layout that was tried with how well it fits, 0 to 1, best first.
    """

    layout: LayoutName
    pieces: tuple[Piece, ...]
    fits: tuple[tuple[str, float], ...]


def make_sheet(text: str, blocks: Sequence[Block], known: frozenset[str] = frozenset(), styled: bool = True) -> Sheet:
    """Prepare a document for the layouts.

    Args:
        text: the interview's text.
        blocks: its blocks; pictures are passed over.
        known: keys of the names that the curator gave.
        styled: whether it can have headings and bold.
    """
    seen = [block for block in blocks if not block.picture]
    title = next((block for block in seen if block.level == 1), None)
    whole, labels = find_labels(text, seen, known, title)
    counts = Counter(fold_name(label.name) for label in labels if label)
    often = frozenset(name for name, count in counts.items() if count > 1)
    return Sheet(text, whole, labels, title, often, styled)


def choose_layout(sheet: Sheet, given: Mapping[str, Part], forced: str = "") -> Choice | None:
    """Try the layouts.

    Args:
        sheet: the document.
        given: what the curator says of names, by their keys.
        forced: the name of the only layout to try.

    Returns:
        the one that fits best, of equals the first; None where none finds a question with an answer.
    """
    tried = [_try(sheet, given, layout, bool(forced)) for layout in LAYOUTS if forced in ("", layout.name)]
    tried.sort(key=lambda entry: -entry[0])
    fit, best, pieces, turns = tried[0]
    if not turns or (not forced and (fit == 0 or (best.name == "mixed" and _is_essay(sheet, turns)))):
        return None
    return Choice(best.name, pieces, tuple((layout.name, round(fit, 2)) for fit, layout, _, _ in tried))


def _try(
    sheet: Sheet, given: Mapping[str, Part], layout: Layout, forced: bool
) -> tuple[float, Layout, tuple[Piece, ...], list[Turn]]:
    """How well a layout fits, the layout, what it makes of the document, and the turns that gives."""
    pieces = mark_lead_ins(sheet, layout.read(sheet, given))
    if not forced and layout.refused(sheet, pieces):
        return 0.0, layout, (), []
    answered = take_turns(pieces).answered
    return (layout.trust * _fit(sheet, answered) if answered else 0.0), layout, pieces, answered


def _fit(sheet: Sheet, turns: Sequence[Turn]) -> float:
    """How well turns explain a document: their questions ask, and no answer swallows the rest."""
    asking = sum(_asks(sheet, turn) for turn in turns) / len(turns)
    sizes = [turn.answer[-1].said.end - turn.question[0].said.start for turn in turns]
    # The last answer may still have the end of the page behind it.
    largest = max(sizes[:-1]) / sum(sizes[:-1]) if len(sizes) > 2 else 0.5
    even = min(1.0, 2 * (1 - largest))
    many = 1 - 0.5 ** len(turns) if len(turns) > 1 else 0.2
    return asking * max(even, 0.1) * many


def _asks(sheet: Sheet, turn: Turn) -> float:
    said = [sheet.text[slice(*piece.said)] for piece in turn.question]
    if any(asks(words) for words in said):
        return 1.0
    return 0.8 if any(wonders(words) or invites(words) for words in said) else 0.4


def _is_essay(sheet: Sheet, turns: Sequence[Turn]) -> bool:
    """Whether what was found is the rhetoric of a text in which nobody is asked."""
    size = len(sheet.blocks)
    spoken_to = sum(any(addresses(sheet.said(piece.block)) for piece in turn.question) for turn in turns)
    rhetoric = 3 * spoken_to < len(turns) < _SELDOM * size
    return size > _ESSAY and (len(turns) < _SPARSE * size or rhetoric)
