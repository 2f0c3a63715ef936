from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

from bot.errors import ConfigError
from bot.quotes.fonts import PROBE, Face, covers, find_font, font_folders, load_font


@pytest.fixture(scope="session")
def noto() -> Path:
    """A variable font for Chinese: the one that the preview brings."""
    spec = importlib.util.find_spec("simcord")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "preview/static/fonts/noto-sans-sc-v2.004.ttf"


def built(family: str = "Test", text: str = PROBE, weight: int = 400) -> TTFont:
    """A font whose glyphs are all one square."""
    characters = sorted(set(text + "ab "))
    names = [f"u{ord(character):04X}" for character in characters]
    pen = TTGlyphPen(None)
    for number, corner in enumerate([(100, 0), (100, 800), (900, 800), (900, 0)]):
        (pen.lineTo if number else pen.moveTo)(corner)
    pen.closePath()
    square = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names])
    builder.setupCharacterMap({ord(character): name for character, name in zip(characters, names, strict=True)})
    builder.setupGlyf(dict.fromkeys([".notdef", *names], square))
    builder.setupHorizontalMetrics(dict.fromkeys([".notdef", *names], (1000, 100)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupOS2(usWeightClass=weight)
    builder.setupPost()
    return builder.font


def put(path: Path, *fonts: TTFont) -> Path:
    """A font file, of several fonts a collection."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if len(fonts) == 1:
        fonts[0].save(path)
    else:
        collection = TTCollection()
        collection.fonts = list(fonts)
        collection.save(path)
    return path


def test_a_given_font_is_taken(tmp_path: Path) -> None:
    """The operator's file is used whatever it is called, and the system's are not looked at."""
    path = put(tmp_path / "mine.ttf", built())
    put(tmp_path / "fonts/simhei.ttf", built())
    assert find_font(path, [tmp_path / "fonts"]) == Face(path)


def test_a_variable_font_has_its_weights(noto: Path) -> None:
    """Running text is not set in the thin weight that such a file shows by itself, and names are heavier."""
    face = find_font(noto)
    assert face == Face(noto, 0, "Regular", "Medium")
    thin, regular, medium = (
        load_font(Face(noto), 64).getmask("国").histogram(),
        load_font(face, 64).getmask("国").histogram(),
        load_font(face, 64, strong=True).getmask("国").histogram(),
    )
    assert thin[255] < regular[255] < medium[255]


@pytest.mark.parametrize("kind", ["missing", "empty", "text", "folder", "picture", "cut", "no characters"])
def test_a_given_file_that_is_no_font_is_told(tmp_path: Path, noto: Path, kind: str) -> None:
    """Whatever is wrong with it, the fault names the file."""
    path = tmp_path / "given.ttf"
    match kind:
        case "empty":
            path.touch()
        case "text":
            path.write_text("这不是字体", encoding="utf-8")
        case "folder":
            path.mkdir()
        case "picture":
            path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
        case "cut":
            path.write_bytes(noto.read_bytes()[:100_000])
        case "no characters":
            font = built()
            del font["cmap"]
            font.save(path)
    with pytest.raises(ConfigError) as caught:
        find_font(path)
    assert (caught.value.code, caught.value.path) == ("font-unreadable", path)


def test_known_fonts_are_found_in_order_of_preference(tmp_path: Path) -> None:
    """The better font is taken wherever it lies, by its name in any case; of two alike, that of the earlier folder."""
    own, shared = tmp_path / "own", tmp_path / "shared"
    put(own / "other.ttf", built())
    put(own / "simsun.ttf", built())
    assert find_font(None, [own, shared]) == Face(own / "simsun.ttf")
    put(shared / "opentype/noto/NotoSansSC-Regular.otf", built())
    assert find_font(None, [own, shared]) == Face(shared / "opentype/noto/NotoSansSC-Regular.otf")
    put(own / "b/notosanssc-regular.OTF", built())
    assert find_font(None, [own, shared]) == Face(own / "b/notosanssc-regular.OTF")


def test_what_cannot_show_chinese_is_passed_over(tmp_path: Path) -> None:
    """A broken file under a well-known name, or one of a few characters only, does not hide the font that works."""
    (tmp_path / "NotoSansCJK-Regular.ttc").write_bytes(b"ttcf" + bytes(40))
    put(tmp_path / "NotoSansSC-Regular.ttf", built(text="abc"))
    put(tmp_path / "simhei.ttf", built())
    assert find_font(None, [tmp_path]) == Face(tmp_path / "simhei.ttf")


def test_no_font_is_none(tmp_path: Path) -> None:
    """Folders that are empty or not there hold no font, which is no fault."""
    assert find_font(None, [tmp_path, tmp_path / "gone"]) is None


def test_the_systems_folders_are_the_default() -> None:
    """Without folders the system's are searched, whether they have a font or not."""
    face = find_font(None)
    assert face is None or covers(face, PROBE)


def test_of_a_collection_the_simplified_regular_face_is_taken(tmp_path: Path) -> None:
    """A collection begins with Japanese forms, and has mono-spaced and bold faces between."""
    path = put(
        tmp_path / "NotoSansCJK-Regular.ttc",
        built("Noto Sans CJK JP"),
        built("Noto Sans Mono CJK SC"),
        built("Noto Sans CJK SC", weight=700),
        built("Noto Sans CJK SC"),
        built("Noto Sans CJK TC"),
    )
    assert find_font(None, [tmp_path]) == find_font(path) == Face(path, 3)


def test_a_face_covers_its_own_characters(tmp_path: Path) -> None:
    """Of a collection the chosen face counts; white space needs no glyph, everything else does."""
    path = put(tmp_path / "two.ttc", built("A", text="甲"), built("B SC", text="乙"))
    assert covers(Face(path, 0), "甲 a\n\u3000\t甲")
    assert not covers(Face(path, 0), "甲乙")
    assert covers(Face(path, 1), "乙")
    assert covers(Face(path, 1), "")
    assert not covers(Face(path, 1), "乙🙂")


def test_a_font_that_is_gone_is_told(tmp_path: Path) -> None:
    """A file that goes away while the bot runs is a fault with its name, not a crash of a library."""
    face = Face(put(tmp_path / "gone.ttf", built()))
    face.path.unlink()
    for use in (lambda: covers(face, "的"), lambda: load_font(face, 40)):
        with pytest.raises(ConfigError) as caught:
            use()
        assert (caught.value.code, caught.value.path) == ("font-unreadable", face.path)


@pytest.mark.parametrize("platform", ["linux", "freebsd14", "darwin", "win32"])
def test_a_users_own_fonts_come_first(platform: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What somebody has installed for themselves is what they want; the system's folders follow."""
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    folders = font_folders(platform)
    own = [folder for folder in folders if folder.is_relative_to(tmp_path)]
    assert own == list(folders[: len(own)])
    assert 0 < len(own) < len(folders)


def test_a_user_without_a_home_has_the_systems_fonts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In a container the bot may run as a user who has no home."""

    def homeless() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    shared = [folder for folder in font_folders("linux") if not folder.is_relative_to(tmp_path)]
    monkeypatch.setattr(Path, "home", homeless)
    assert list(font_folders("linux")) == shared


def test_the_preview_font_is_known_by_its_name(noto: Path, tmp_path: Path) -> None:
    """The common file names of a variable Noto Sans SC are all found."""
    for name in ("NotoSansSC[wght].ttf", "NotoSansSC-VF.ttf", "NotoSansSC-VariableFont_wght.ttf", noto.name):
        folder = tmp_path / name.replace(".", "-")
        folder.mkdir()
        shutil.copy(noto, folder / name)
        assert find_font(None, [folder]) == Face(folder / name, 0, "Regular", "Medium")
