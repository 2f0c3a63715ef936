from __future__ import annotations

import importlib.util
import io
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops

from bot.errors import ConfigError
from bot.quotes.fonts import Face, find_font
from bot.quotes.picture import GREY, INK, MARGIN, PAPER, SIZES, TALLEST, WIDTH, draw_picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.interviews.models import Library

ACCENT = 0x5B7FA6
# Letters may reach over the place where they begin by so many pixels.
OVERHANG = 6
# Where the words begin below the quotation mark, a little above.
WORDS = MARGIN + 80
QUOTE = "深度学习尤其擅长理解“感知”数据，如图像、视频或声音。"


@pytest.fixture(scope="session")
def face() -> Face:
    """The font that the preview brings."""
    spec = importlib.util.find_spec("simcord")
    assert spec is not None
    assert spec.origin is not None
    found = find_font(Path(spec.origin).parent / "preview/static/fonts/noto-sans-sc-v2.004.ttf")
    assert found is not None
    return found


@pytest.fixture(scope="session")
def draw(face: Face) -> Callable[..., bytes | None]:
    """A card with the usual things around the quote."""
    return partial(
        draw_picture,
        speaker="弗朗索瓦·乔莱",
        title="《弗朗索瓦·乔莱访谈》",
        label="每日语录 · 11月25日",
        accent=ACCENT,
        face=face,
    )


@pytest.fixture(scope="session")
def bare(face: Face) -> Callable[[str], Image.Image]:
    """The words of a quote alone, cut from a card that has nothing below them."""

    def cut(quote: str) -> Image.Image:
        image = opened(draw_picture(quote, speaker="", title="", label="", accent=ACCENT, face=face))
        return image.crop((0, WORDS, *image.size))

    return cut


def opened(data: bytes | None) -> Image.Image:
    """The picture that was drawn."""
    assert data is not None
    image = Image.open(io.BytesIO(data))
    assert image.format == "PNG"
    return image.convert("RGB")


def ink(image: Image.Image) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is not paper."""
    box = ImageChops.difference(image, Image.new("RGB", image.size, PAPER)).getbbox()
    assert box is not None
    return box


def rows(image: Image.Image) -> list[tuple[int, int]]:
    """Left and right of each line of text: stretches of rows with ink, the small ones of a mark's tail left out."""
    mask = ImageChops.difference(image, Image.new("RGB", image.size, PAPER)).convert("L").point([0] + [255] * 255)
    found: list[tuple[int, int]] = []
    top = None
    for y in range(mask.height + 1):
        inked = y < mask.height and mask.crop((0, y, mask.width, y + 1)).getbbox() is not None
        if inked and top is None:
            top = y
        elif not inked and top is not None:
            box = mask.crop((0, top, mask.width, y)).getbbox()
            assert box is not None
            if y - top > 20:
                found.append((box[0], box[2]))
            top = None
    return found


def is_inside(image: Image.Image) -> bool:
    """Whether the outer margins are paper."""
    left, top, right, bottom = ink(image)
    return min(left, top, WIDTH - right) >= MARGIN - OVERHANG and image.height - bottom >= MARGIN - OVERHANG


def test_every_passage_is_drawn_or_declined_for_its_length(library: Library, face: Face) -> None:
    """Nothing in the corpus lacks a glyph, leaves the margins, or makes a picture that is too tall or too heavy."""
    for interview in library:
        for _, passage in interview.passages:
            quote = interview.cut(passage.span)
            data = draw_picture(
                quote,
                speaker="、".join(interview.speakers),
                title=f"《{interview.title}》",
                label="每日语录 · 11月25日",
                accent=ACCENT,
                face=face,
            )
            if data is None:
                assert len(quote) > 450
                continue
            image = opened(data)
            assert image.width == WIDTH
            assert 500 <= image.height <= TALLEST
            assert is_inside(image)
            assert len(data) < 200_000


def test_the_same_quote_is_the_same_picture(draw: Callable[..., bytes | None]) -> None:
    """A picture depends on nothing but what it is drawn from."""
    assert draw(QUOTE) == draw(QUOTE)


def test_every_character_shows(bare: Callable[[str], Image.Image]) -> None:
    """A quote that lacks any one of its characters looks different."""
    whole = bare(QUOTE)
    for at in range(len(QUOTE)):
        assert bare(QUOTE[:at] + QUOTE[at + 1 :]).tobytes() != whole.tobytes()


def test_height_follows_the_text_and_long_texts_are_set_smaller(bare: Callable[[str], Image.Image]) -> None:
    """A few words are large on a low card; many are small on a tall one, but never below what a phone can show."""
    short, long = bare("口" * 10), bare("口" * 450)
    assert short.height < 500 < long.height
    heights = [ink(image.crop((0, 0, WIDTH, 110)))[3] - ink(image)[1] for image in (short, long)]
    # A square character's ink is a little lower than the em square.
    assert max(SIZES) * 0.7 <= heights[0] <= max(SIZES)
    assert 40 * 0.7 <= min(SIZES) * 0.7 <= heights[1] <= min(SIZES)


def test_a_quote_that_is_too_long_is_declined(draw: Callable[..., bytes | None]) -> None:
    """Where even the smallest size has no room, the caller sends text."""
    assert draw("学" * 460) is not None
    assert draw("学" * 560) is None
    assert draw("学" * 100_000) is None
    assert draw("一\n" * 40) is None


@pytest.mark.parametrize("text", ["好👍", "\u0e01ไทย", "一\u200b二"])
def test_what_the_font_lacks_is_declined(draw: Callable[..., bytes | None], text: str) -> None:
    """No box stands for a character, neither in the quote nor around it."""
    assert draw(text) is None
    assert draw(QUOTE, speaker=text) is None
    assert draw(QUOTE, title=text) is None
    assert draw(QUOTE, label=text) is None


@pytest.mark.parametrize("quote", ["", " \n\u3000", "***"])
def test_nothing_said_is_declined(draw: Callable[..., bytes | None], quote: str) -> None:
    """A card without words is none."""
    assert draw(quote) is None


@pytest.mark.parametrize(
    "quote",
    [
        "请看 https://web.archive.org/web/20221225133915/https://www.manning.com/books/deep-learning_with_python 。",
        "W" * 120,
        "jjj" + "_" * 80 + "fff",
        "“" * 30 + "字" + "”" * 30,
        "—" * 60 + "…" * 60,
        "I don’t think that is true. “Entering machine learning has become extremely easy,” in the last 5 years.",
    ],
)
def test_nothing_overflows(draw: Callable[..., bytes | None], quote: str) -> None:
    """Addresses, words wider than a line and runs of marks stay within the margins."""
    assert is_inside(opened(draw(quote)))


def test_marks_of_markdown_are_not_drawn(draw: Callable[..., bytes | None]) -> None:
    """Emphasis, code, links and bullets look like the plain words."""
    assert draw("*   **深度学习**的 `numpy` [库](https://a.b)") == draw("深度学习的 numpy 库")


def test_lines_of_chinese_are_filled(bare: Callable[[str], Image.Image]) -> None:
    """All lines but a paragraph's last end at one edge, whatever marks begin and end them, and begin at another."""
    lines = rows(bare("“深度学习”，尤其擅长理解（“感知”）数据——如图像、视频或声音。" * 4 + "\n末行。"))
    assert len(lines) > 6
    assert max(right for _, right in lines) <= WIDTH - MARGIN + OVERHANG
    assert min(right for _, right in lines[:-2]) >= WIDTH - MARGIN - 20
    assert max(left for left, _ in lines) <= MARGIN + 20
    assert lines[-1][1] < WIDTH / 2


def test_adjoining_marks_share_their_blank(bare: Callable[[str], Image.Image]) -> None:
    """Two full-width marks in a row do not tear a hole of a whole character into the line."""
    (_, apart), (_, adjoining) = rows(bare("他“说”了。好\n他“说了”。好"))
    assert apart - adjoining > max(SIZES) * 0.4


def test_chinese_and_latin_keep_a_little_apart(bare: Callable[[str], Image.Image]) -> None:
    """Letters and figures next to Chinese have some air, less than a space that is written."""
    (_, spaced), (_, unspaced), (_, alone) = rows(bare("用 A 写\n用A写\n用写A"))
    assert spaced > unspaced > alone - 20
    assert unspaced - alone > 0


def test_an_apostrophe_is_as_narrow_as_its_word(bare: Callable[[str], Image.Image]) -> None:
    """The curved apostrophe of an English word is not set as the full-width mark that fonts for Chinese have."""
    (_, curved), (_, straight) = rows(bare("我说 don’t 了\n我说 don't 了"))
    assert abs(curved - straight) < max(SIZES) * 0.2


def test_a_dash_is_one_stroke(bare: Callable[[str], Image.Image]) -> None:
    """The two halves of a dash touch."""
    image = bare("——")
    left, top, right, bottom = ink(image)
    middle = image.crop((left, (top + bottom) // 2, right, (top + bottom) // 2 + 1))
    assert middle.getcolors() == [(right - left, INK)]
    assert right - left > max(SIZES)


@pytest.mark.parametrize("around", ["speaker", "title", "label"])
def test_what_stands_around_a_quote_is_drawn_or_left_out(draw: Callable[..., bytes | None], around: str) -> None:
    """Speaker, title and label each show, may each be missing, and are cut where they are too long."""
    pictures = [opened(draw(QUOTE, **{around: text})) for text in ("甲", "乙", "", "甲乙丙丁戊己" * 40)]
    assert len({image.tobytes() for image in pictures}) == 4
    assert all(map(is_inside, pictures))
    assert pictures[3].height <= pictures[0].height + 100


def test_the_accent_is_the_colour_asked_for(draw: Callable[..., bytes | None]) -> None:
    """Quotation mark and rule are drawn in it, on the paper."""
    colours = {colour for _, colour in opened(draw(QUOTE, accent=0xC0392B)).getcolors(1 << 16) or ()}
    assert {(0xC0, 0x39, 0x2B), PAPER, INK} <= colours


@pytest.mark.parametrize("colour", [INK, GREY])
def test_text_can_be_told_from_paper(colour: tuple[int, int, int]) -> None:
    """Words and what is around them have the contrast that WCAG 2 asks of text, 4.5 to 1."""

    def luminance(colour: tuple[int, int, int]) -> float:
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in colour)]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    assert (luminance(PAPER) + 0.05) / (luminance(colour) + 0.05) >= 4.5


def test_a_font_that_is_gone_is_told(draw: Callable[..., bytes | None], tmp_path: Path) -> None:
    """The caller learns which file it was."""
    gone = Face(tmp_path / "gone.ttf")
    with pytest.raises(ConfigError) as caught:
        draw(QUOTE, face=gone)
    assert (caught.value.code, caught.value.path) == ("font-unreadable", gone.path)
