"""A font that can show Chinese: the one that is named, or one that the system has."""

from __future__ import annotations

import os
import struct
import sys
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from fontTools.ttLib import TTCollection, TTFont, TTLibError
from PIL import ImageFont

from bot.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# File names, in lower case, of fonts that are known to show Simplified Chinese; the first that is there is taken. Sans
# before serif: thin strokes are lost where Discord shows a picture small.
KNOWN = (
    "notosanscjksc-regular.otf",
    "notosanscjk-regular.ttc",
    "notosanscjk*vf*.ttc",
    "notosanscjksc-vf.[ot]tf",
    "notosanssc-regular.[ot]tf",
    "notosanssc*.ttf",
    "noto-sans-sc*.ttf",
    "sourcehansanssc-regular.otf",
    "sourcehansanscn-regular.otf",
    "sourcehansans-regular.ttc",
    "sourcehansans.ttc",
    "sourcehansanssc-vf.[ot]tf",
    "pingfang.ttc",
    "hiragino sans gb.ttc",
    "stheiti light.ttc",
    "msyh.tt[cf]",
    "deng.ttf",
    "notoserifcjksc-regular.otf",
    "notoserifcjk-regular.ttc",
    "notoserifcjk*vf*.ttc",
    "notoserifsc-regular.[ot]tf",
    "notoserifsc*.[ot]tf",
    "sourcehanserifsc-regular.otf",
    "sourcehanserifcn-regular.otf",
    "sourcehanserif-regular.ttc",
    "sourcehanserif.ttc",
    "songti.ttc",
    "simhei.ttf",
    "simsun.tt[cf]",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
    "droidsansfallback*.ttf",
    "uming.ttc",
)
# Common characters that are written differently in Simplified and Traditional Chinese, and the usual marks.
PROBE = "这们说时国会对发问为的一是，。、：？！“”《》…—"
# Families of a collection that hold the forms of mainland China.
_SIMPLIFIED = ("SC", "CN", "GB", "Hans")
_STRONG = ("Medium", "SemiBold", "Semibold", "DemiBold", "Bold")
# What fontTools and Pillow raise on files that are no fonts, are cut off, or say something impossible.
_UNREADABLE = (
    OSError,
    TTLibError,
    struct.error,
    LookupError,
    ValueError,
    AssertionError,
    AttributeError,
    EOFError,
    ImportError,
)


@dataclass(frozen=True, slots=True)
class Face:
    """One face of a font file.

    Attributes:
        path: the file.
        index: which font of a collection (.ttc) it is, from 0.
        regular: of a variable font, the named instance for running text; None for what the file itself is.
        strong: of a variable font, the named instance for a name; None for none heavier.
    """

    path: Path
    index: int = 0
    regular: str | None = None
    strong: str | None = None


def font_folders(platform: str = sys.platform) -> tuple[Path, ...]:
    """Where a system keeps its fonts, the user's own first.

    Args:
        platform: as in ``sys.platform``.
    """
    own: tuple[str, ...]
    shared: tuple[str, ...]
    if platform == "darwin":
        own = ("Library/Fonts",)
        # PingFang is an asset that the system fetches; the number of their folder rises with its versions.
        assets = (f"/System/Library/AssetsV2/com_apple_MobileAsset_Font{number}" for number in (8, 7, 6))
        shared = ("/Library/Fonts", "/System/Library/Fonts", *assets)
    elif platform in ("win32", "cygwin"):
        own = ("AppData/Local/Microsoft/Windows/Fonts",)
        shared = ("C:/Windows/Fonts",)
    else:
        own = (".local/share/fonts", ".fonts")
        shared = ("/usr/local/share/fonts", "/usr/share/fonts", "/run/current-system/sw/share/X11/fonts")
    # A container may run under a user who has no home.
    with suppress(RuntimeError):
        return (*(Path.home() / folder for folder in own), *map(Path, shared))
    return tuple(map(Path, shared))


def find_font(given: Path | None, folders: Sequence[Path] | None = None) -> Face | None:
    """The font that pictures are set in.

    Args:
        given: the file that an operator names; of a collection its Simplified Chinese face is taken. Whether it has
            the characters of a text is for `covers` to say.
        folders: where to look, with all that is below, if none is given; those of this system by default. A folder
            that does not exist has no fonts.

    Returns:
        the given one, or the first of `KNOWN` that can be opened and has the common characters; None if there is none.

    Raises:
        ConfigError: the given file is missing or not a font (``font-unreadable``, with the path).
    """
    if given is not None:
        face = next(_faces(given), None)
        if face is None:
            raise ConfigError("font-unreadable", path=given)
        return face
    files = sorted(_files(font_folders() if folders is None else folders))
    for _, path in files:
        for face in _faces(path):
            if covers(face, PROBE):
                return face
    return None


def covers(face: Face, text: str) -> bool:
    """Whether a face has a glyph for every character of a text, white space aside.

    Raises:
        ConfigError: the face's file cannot be read any longer (``font-unreadable``).
    """
    return {ord(character) for character in text if not character.isspace()} <= _characters(face)


def load_font(face: Face, size: int, *, strong: bool = False) -> ImageFont.FreeTypeFont:
    """A face at a size, ready to draw.

    Args:
        face: what to open.
        size: of the em square, in pixels.
        strong: the heavier instance, where there is one.

    Raises:
        ConfigError: the file cannot be read any longer (``font-unreadable``).
    """
    instance = (face.strong if strong else None) or face.regular
    try:
        font = ImageFont.truetype(str(face.path), size, index=face.index)
        if instance is not None:
            font.set_variation_by_name(instance)
    except OSError:
        raise ConfigError("font-unreadable", path=face.path) from None
    return font


def _files(folders: Sequence[Path]) -> Iterator[tuple[tuple[int, int, str], Path]]:
    """Files with a known name, each with what it is sorted by: preference, folder, path."""
    for order, folder in enumerate(folders):
        for above, _, names in os.walk(folder):
            for name in names:
                for preference, pattern in enumerate(KNOWN):
                    if fnmatchcase(name.lower(), pattern):
                        path = Path(above, name)
                        yield (preference, order, str(path)), path
                        break


def _faces(path: Path) -> Iterator[Face]:
    """The faces of a file that can be opened, Simplified Chinese before others, Regular before other weights."""
    try:
        faces = _listed(path)
    except _UNREADABLE:
        return
    for face in faces:
        with suppress(ConfigError, *_UNREADABLE):
            load_font(face, 16).getbbox(PROBE)
            _characters(face)
            yield face


def _listed(path: Path) -> list[Face]:
    with path.open("rb") as file:
        is_collection = file.read(4) == b"ttcf"
        file.seek(0)
        fonts = TTCollection(file, lazy=True).fonts if is_collection else [TTFont(file, lazy=True)]
        order = sorted(range(len(fonts)), key=lambda index: (_rank(fonts[index]), index))
        return [_face(path, index, fonts[index]) for index in order]


def _rank(font: TTFont) -> tuple[bool, bool, int]:
    family = str(font["name"].getBestFamilyName() or "")
    weight = int(font["OS/2"].usWeightClass) if "OS/2" in font else 400
    simplified = any(word.startswith(_SIMPLIFIED) for word in family.split())
    return not simplified, "Mono" in family, abs(weight - 400)


def _face(path: Path, index: int, font: TTFont) -> Face:
    if "fvar" not in font:
        return Face(path, index)
    names = [str(font["name"].getDebugName(instance.subfamilyNameID)) for instance in font["fvar"].instances]
    strong = next((name for name in _STRONG if name in names), None)
    return Face(path, index, "Regular" if "Regular" in names else None, strong)


@lru_cache(maxsize=4)
def _characters(face: Face) -> frozenset[int]:
    """The code points that a face maps to a glyph; read once, for it takes longer than drawing."""
    try:
        with face.path.open("rb") as file:
            characters = frozenset(TTFont(file, fontNumber=face.index, lazy=True).getBestCmap() or ())
    except _UNREADABLE:
        characters = frozenset()
    if not characters:
        raise ConfigError("font-unreadable", path=face.path)
    return characters
