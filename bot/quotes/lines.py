"""A quote made ready for paper: Markdown's marks taken off, lines broken as Chinese wants them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from uniseg.graphemecluster import grapheme_cluster_boundaries
from uniseg.linebreak import line_break_breakables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# What clreq's strict processing keeps from the start of a line: stops, closing marks, connectors, interpuncts,
# solidi, dashes and ellipses. That also keeps "——" and "……" whole.
NOT_FIRST = frozenset("。．，、；：？！」』”’》〉）】〕〗］｝～–—―－…⋯·‧・•／")
# Opening marks, which it keeps from the end of one.
NOT_LAST = frozenset("「『“‘《〈（【〔〖［｛")
# The mandatory breaks of UAX #14: classes BK, CR, LF and NL.
LINE_ENDS = "\n\r\v\f\x85\u2028\u2029"
_PARAGRAPH = re.compile(rf"[^{LINE_ENDS}]*(?:\r\n|[{LINE_ENDS}]|\Z)")


def break_lines(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Break a text into lines, filling each as far as it goes.

    Breaks are the opportunities of UAX #14, held to the strict rules of W3C's "Requirements for Chinese Text Layout"
    (clreq, "Prohibition Rules for Line Start and Line End" and "for Unbreakable Marks"): no line begins with one of
    `NOT_FIRST` or ends with one of `NOT_LAST`, none ends within a dash or an ellipsis, a word or a number. Marks and
    words alone wider than a line are cut between characters (grapheme clusters). A paragraph's last line of one
    character draws another one down to it (clreq, "Adjustments of Orphans and Widows") where that leaves the line
    before it half full.

    Args:
        text: what is broken; line ends in it end lines.
        width: of a line at most, in the unit of `measure`.
        measure: how wide a line would be, without the white space at its end.

    Returns:
        the lines, none of them empty; joined they are the text. The white space at a break stays at the end of its
        line and is not measured: ``line.rstrip()`` is what to draw, and is no wider than the width unless it is a
        single cluster.
    """

    def fits(line: str) -> bool:
        said = line.rstrip()
        return not said or measure(said) <= width

    def is_half_full(line: str) -> bool:
        return measure(line.rstrip()) * 2 >= width

    lines: list[str] = []
    for match in _PARAGRAPH.finditer(text):
        paragraph = match.group()
        ends = _opportunities(paragraph)
        cuts = _without_widow(paragraph, ends, _fill(paragraph, ends, fits), fits, is_half_full)
        lines.extend(paragraph[start:end] for start, end in pairwise(cuts))
    return lines


@lru_cache(maxsize=32)
def _opportunities(text: str) -> tuple[int, ...]:
    """Where a line may end in a paragraph, its own end included; a quote is broken at several sizes."""
    allowed = list(line_break_breakables(text))
    ends = [at for at in range(1, len(text)) if (allowed[at] or _is_chinese_quote(text, at)) and _may_part(text, at)]
    return (*ends, len(text))


def _is_chinese_quote(text: str, at: int) -> bool:
    """Whether a place is the outer side of a curved quotation mark that follows or precedes Chinese.

    UAX #14 (LB19a) keeps the mark to both neighbours unless both are East Asian; in Chinese the pair is full-width
    punctuation whatever it encloses.
    """
    before, after = text[at - 1], text[at]
    return (after in "“‘" and is_wide(before)) or (before in "”’" and is_wide(after))


def is_wide(character: str) -> bool:
    """Whether a character takes a full square (UAX #11: wide or full-width)."""
    return unicodedata.east_asian_width(character) in ("W", "F")


def _may_part(text: str, at: int) -> bool:
    before, after = text[:at].rstrip()[-1:], text[at]
    if after in NOT_FIRST or before in NOT_LAST:
        return False
    # "C++" is a word, though UAX #14 would end a line within it.
    return not (text[at - 1] == after and after.isascii())


def _fill(text: str, ends: Sequence[int], fits: Callable[[str], bool]) -> list[int]:
    """The places at which lines begin and end, from 0."""
    cuts, ahead = [0], 0
    while cuts[-1] < len(text):
        start = cuts[-1]
        while ends[ahead] <= start:
            ahead += 1
        last = ahead
        while last < len(ends) and fits(text[start : ends[last]]):
            last += 1
        cuts.append(ends[last - 1] if last > ahead else _cut(text, start, ends[ahead], fits))
    return cuts


def _cut(text: str, start: int, end: int, fits: Callable[[str], bool]) -> int:
    """Where a line ends within something that is wider than a line: at least one cluster further."""
    clusters: list[int] = [start + at for at in grapheme_cluster_boundaries(text[start:end]) if at]
    first = latest = best = clusters[0]
    for at in clusters[1:]:
        if not fits(text[start:at]):
            break
        latest = at
        if _may_part(text, at):
            best = at
    return best if best > first else latest


def _without_widow(
    text: str,
    ends: Sequence[int],
    cuts: list[int],
    fits: Callable[[str], bool],
    is_half_full: Callable[[str], bool],
) -> list[int]:
    if len(cuts) < 3 or _characters(text[cuts[-2] :]) > 1:
        return cuts
    earlier = [end for end in ends if cuts[-3] < end < cuts[-2]]
    if not earlier or not fits(text[earlier[-1] :]) or not is_half_full(text[cuts[-3] : earlier[-1]]):
        return cuts
    return [*cuts[:-2], earlier[-1], cuts[-1]]


def _characters(line: str) -> int:
    """How many letters, figures and the like a line has, punctuation and white space aside."""
    return sum(unicodedata.category(character)[0] in "LNS" for character in line)


_RULE = re.compile(r"[ \t]*([-*_])(?:[ \t]*\1){2,}\s*")
_FENCE = re.compile(r" {0,3}(`{3,}(?!.*`)|~{3,})")
# Bullets, quotation and headings; the figures of a numbered list are said, not marks.
_LEADING = re.compile(r"(?:[ \t]*(?:>|(?P<starts>[-+*]|#{1,6})[ \t]+(?=\S)))+[ \t]*")
_PUNCTUATION = r"!-/:-@\[-`{-~"
_INLINE = re.compile(
    rf"""
    (?P<escaped>\\[{_PUNCTUATION}\n])
    | (?P<ticks>`+)
    | <(?P<address>[A-Za-z][A-Za-z0-9+.-]+:[^\s<>]*|[\w.+-]+@[\w.-]+)>
    # Nothing that was taken is given back: "(x)" is an address or words, and trying both doubles the work each time.
    | !?\[(?P<linked>(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*+\](?:\([^\s()]*+\))?+)*+)\]
      \(\s*+(?:<[^<>\n]*>|(?:[^\s()\\<]|\\.|\([^\s()]*\))(?:[^\s()\\]|\\.|\([^\s()]*\))*)?
      (?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)
    | (?P<run>\*+|_+)
    """,
    re.VERBOSE | re.DOTALL,
)


def plain(quote: str) -> str:
    """Take Markdown's marks off a quote.

    Bullets, block quotation, headings, rules, fences, emphasis, code marks, links (their text stays) and backslashes
    that escape go; every other character stays as it is and where it is. A mark that has no partner stays, too.
    Emphasis pairs as CommonMark pairs it, with the amendment that Chinese next to punctuation needs
    (markdown-cjk-friendly: ``**“字”**字`` is bold).

    Args:
        quote: as it stands in the interview.

    Returns:
        what a reader is meant to read.
    """
    said: list[str] = []
    block: list[str] = []
    fence = ""
    for line in quote.split("\n"):
        fencing = _FENCE.match(line)
        leading = _LEADING.match(line)
        if fence or fencing or not line.strip() or _RULE.fullmatch(line) or (leading and leading["starts"]):
            said += _inline(block)
            block = []
        if fence:
            if fencing and fencing[1].startswith(fence):
                fence = ""
            else:
                said.append(line)
        elif fencing:
            fence = fencing[1]
        elif _RULE.fullmatch(line):
            said.append("")
        else:
            block.append(line[leading.end() :] if leading else line)
    return "\n".join(said + _inline(block))


@dataclass(slots=True)
class _Run:
    """Emphasis marks side by side: how many, how many of them have no partner yet, and which way they may pair."""

    mark: str
    length: int
    left: int
    opens: bool
    closes: bool

    def __str__(self) -> str:
        return self.mark * self.left

    def pairs(self, closer: _Run) -> bool:
        """Whether this opens what another closes (CommonMark, "Emphasis", rules 9 and 10)."""
        if self.mark != closer.mark:
            return False
        both_ways = self.closes or closer.opens
        return not both_ways or (self.length + closer.length) % 3 != 0 or self.length % 3 == closer.length % 3 == 0


def _inline(block: list[str]) -> list[str]:
    """The lines of a block without the marks in them: a pair may stand on two lines."""
    return _said("\n".join(block)).split("\n") if block else []


def _said(text: str) -> str:
    parts = list(_parts(text))
    _pair([part for part in parts if isinstance(part, _Run)])
    return "".join(map(str, parts))


def _parts(text: str) -> Iterator[str | _Run]:
    """Stretches that are said, and between them the runs of emphasis marks."""
    at = 0
    while match := _INLINE.search(text, at):
        yield text[at : match.start()]
        at = match.end()
        if match["escaped"]:
            yield match["escaped"][1]
        elif match["ticks"]:
            code = re.compile(rf"(.+?)(?<!`){match['ticks']}(?!`)", re.DOTALL).match(text, at)
            yield _code(code[1]) if code else match["ticks"]
            at = code.end() if code else at
        elif match["run"]:
            yield _run(text, *match.span())
        elif match["address"]:
            yield match["address"]
        else:
            yield _said(match["linked"])
    yield text[at:]


def _code(inside: str) -> str:
    """What stands between code marks; one space on both sides only keeps them apart (CommonMark, "Code spans")."""
    return inside[1:-1] if inside.strip(" ") and inside[0] == inside[-1] == " " else inside


def _run(text: str, start: int, end: int) -> _Run:
    before, after = text[start - 1 : start], text[end : end + 1]
    left, right = _flanks(before, after), _flanks(after, before)
    if text[start] == "_":
        opens, closes = left and (not right or _is_mark(before)), right and (not left or _is_mark(after))
    else:
        opens, closes = left, right
    return _Run(text[start], end - start, end - start, opens, closes)


def _flanks(outside: str, inside: str) -> bool:
    """Whether marks between two characters lean on the inner one; empty is the text's edge."""
    if not inside or inside.isspace():
        return False
    lean = not _is_mark(inside) or is_wide(inside)
    return lean or not outside or outside.isspace() or _is_mark(outside) or is_wide(outside)


def _is_mark(character: str) -> bool:
    return bool(character) and unicodedata.category(character)[0] in "PS"


def _pair(runs: list[_Run]) -> None:
    """Find each closing run its opening ones, nearest first (CommonMark, "Phase 2: inline structure")."""
    open_runs: list[_Run] = []
    for run in runs:
        while run.closes and run.left and (found := [at for at, other in enumerate(open_runs) if other.pairs(run)]):
            opener = open_runs[found[-1]]
            used = min(opener.left, run.left, 2)
            opener.left -= used
            run.left -= used
            del open_runs[found[-1] + (1 if opener.left else 0) :]
        if run.opens and run.left:
            open_runs.append(run)
