"""One spelling for what people write in many: width, case, accents, Traditional characters, Taiwan words.

Folding works on a copy and keeps a map back, so that what is found in the folded text can be shown in the
original.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache

from opencc import OpenCC

# Quotation marks, dashes and middle dots of all sorts; what NFKC does not unify.
_VARIANTS = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»「」『』〝〞", '"'),
        **dict.fromkeys("‘’‚‛`´", "'"),
        **dict.fromkeys("‐‑‒–—―−⸺﹣", "-"),
        **dict.fromkeys("•‧・･∙⋅", "·"),
        **dict.fromkeys("。．｡", "."),
        **dict.fromkeys("、，﹐", ","),
    }
)
HAN = "㐀-䶿一-鿿豈-﫿𠀀-𲎯"
_HAN_RUN = re.compile(rf"[{HAN}]+")
_GAP = re.compile(rf"(?<![{HAN}][{HAN}])(?<=[{HAN}])[^\S\n]+(?=[{HAN}])|(?<=[{HAN}])[^\S\n]+(?=[{HAN}](?![{HAN}]))")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the way back.

    Attributes:
        text: the folded characters.
        origins: for each of them the offset in the original of the character it came from, never falling;
            one more at the end, the original's length.
    """

    text: str
    origins: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original that the folded ``[start, end)`` came from."""
        if start >= end:
            return self.origins[start], self.origins[start]
        last = self.origins[end - 1]
        following = next((origin for origin in self.origins[end:] if origin > last), last + 1)
        return self.origins[start], following


class Folder:
    """Folds texts; holds the loaded OpenCC conversions.

    A text in Traditional characters goes through OpenCC's ``tw2sp``, which changes words as well (軟體 to 软件,
    人工智慧 to 人工智能, 程序 to 进程); a Simplified one, in which 程序 is a 程序, only through ``t2s``.
    """

    def __reduce__(self) -> tuple[type[Folder], tuple[()]]:
        """Another process loads its own conversions."""
        return Folder, ()

    @cached_property
    def _characters(self) -> OpenCC:
        return OpenCC("t2s")

    @cached_property
    def _words(self) -> OpenCC:
        return OpenCC("tw2sp")

    def fold(self, text: str) -> Folded:
        """Fold a text: NFKD without accents and invisible characters, lower case, Simplified, plain marks.

        Args:
            text: anything.

        Returns:
            the folded text with its map. Folding it again changes nothing in width, case or marks.
        """
        characters: list[str] = []
        origins: list[int] = []
        for offset, character in enumerate(text):
            for folded in _fold_character(character):
                characters.append(folded)
                origins.append(offset)
        origins.append(len(text))
        return self._simplify(_close_gaps(Folded("".join(characters), tuple(origins))))

    def _simplify(self, folded: Folded) -> Folded:
        simple = self._characters.convert(folded.text)
        if simple == folded.text:
            return folded
        if not _is_traditional(folded.text, simple):
            return _carry(folded, simple)
        pieces: list[str] = []
        origins: list[int] = []
        done = 0
        for run in _HAN_RUN.finditer(folded.text):
            pieces.append(folded.text[done : run.start()])
            origins.extend(folded.origins[done : run.start()])
            converted = self._words.convert(run[0])
            pieces.append(converted)
            origins.extend(folded.origins[run.start() + place] for place in _places(run[0], converted))
            done = run.end()
        pieces.append(folded.text[done:])
        origins.extend(folded.origins[done:])
        return Folded("".join(pieces), tuple(origins))


# A Simplified text may hold a stray Traditional or variant character.
_TRADITIONAL_SHARE = 0.05


def _is_traditional(text: str, simple: str) -> bool:
    changed = sum(a != b for a, b in zip(text, simple, strict=False))
    return changed >= _TRADITIONAL_SHARE * sum(map(len, _HAN_RUN.findall(text)))


def _carry(folded: Folded, converted: str) -> Folded:
    origins = (folded.origins[place] for place in _places(folded.text, converted))
    return Folded(converted, (*origins, folded.origins[-1]))


def _close_gaps(folded: Folded) -> Folded:
    """Take out the blanks of 深 度 学 习: those beside a Chinese character that stands alone."""
    dropped = {place for gap in _GAP.finditer(folded.text) for place in range(*gap.span())}
    if not dropped:
        return folded
    kept = [place for place in range(len(folded.text)) if place not in dropped]
    return Folded(
        "".join(folded.text[place] for place in kept),
        (*(folded.origins[place] for place in kept), folded.origins[-1]),
    )


# As many characters as anybody uses.
@lru_cache(8192)
def _fold_character(character: str) -> str:
    if character.isascii():
        return character.lower()
    kept = "".join(
        part
        for part in unicodedata.normalize("NFKD", character.translate(_VARIANTS))
        if unicodedata.category(part) not in ("Mn", "Me", "Cf", "Cc", "Cs", "Co", "Cn")
    )
    return unicodedata.normalize("NFC", kept).lower()


def _places(before: str, after: str) -> list[int]:
    """For each character of ``after`` its place in ``before``; a replaced stretch points to where it began."""
    if len(before) == len(after):
        return list(range(len(after)))
    places: list[int] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal" or (tag == "replace" and i2 - i1 == j2 - j1):
            places.extend(range(i1, i2))
        else:
            places.extend([min(i1, len(before) - 1)] * (j2 - j1))
    return places
