"""Pictures of each kind of reply, from the real bot in simcord's preview: ``python -m tests.gallery``.

They need the extra `gallery` and a Chromium of the system.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import functools
import io
import random
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import discord
import simcord
from PIL import Image, ImageChops
from playwright.async_api import async_playwright
from pydantic import SecretStr

from bot.app import build_app
from bot.chat import InterviewBot
from bot.chat.delivering import TICK_SECONDS
from bot.preview.server import _font
from bot.settings import Settings, packaged
from tests.chat.conftest import Clock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from playwright.async_api import Browser

    from bot.answering.texts import Texts
    from bot.settings import Language

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
# Width, and what is put behind the name of a picture.
WIDTHS = {1280: "", 390: "-phone"}
COLOURS, LIMIT = 128, 120_000
HOUR = 3600
# Tall enough for everything that a scene says; what is wider than this is empty.
HEIGHT, WIDEST, MARGIN, SETTLING = 2600, 640, 8, 1500
MESSAGES = ".channel-message[data-message-id]"
LANGUAGES = ("zh-CN", "zh-TW", "en")
ASKED = {"answer": "他为什么喜欢 Python？", "unsure": "他如何看待教育", "not-found": "他怎么看股票？"}
UNANSWERED = ("红烧肉怎么做才好吃？", "红烧肉怎样做才好吃", "他养猫吗？", "股票应该怎么买？", "他平时喜欢吃什么？")


@dataclass(frozen=True)
class Stage:
    """What a scene acts on: a channel that is pictured and one aside, a member, and a moderator who looks at it."""

    env: simcord.Env
    bot: InterviewBot
    clock: Clock
    channel: simcord.ChannelHandle
    aside: simcord.ChannelHandle
    member: simcord.MemberActor
    moderator: simcord.MemberActor
    texts: Texts

    async def ask(self, question: str) -> None:
        """Mention the bot with a question."""
        assert self.bot.user is not None
        await self.member.send(self.channel, f"{self.bot.user.mention} {question}")

    async def run(self, command: str, **options: Any) -> simcord.ResponseMessage:
        """A command of the moderator, and what came of it."""
        result = await self.moderator.slash(self.channel, command, **options)
        assert result.response is not None
        return result.response

    async def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.clock.seconds += seconds - TICK_SECONDS
        await self.env.advance_time(TICK_SECONDS)


Scene = Callable[[Stage], Awaitable[object]]


async def whole_answer(stage: Stage) -> None:
    """The page behind the button of an answer; the answer itself is private too, so that the page is turned in it."""
    answer = await stage.run("ask", question=ASKED["answer"], private=True)
    await stage.moderator.click(answer, label=stage.texts("button-whole"))


async def quote_card(stage: Stage) -> None:
    """A random passage as a picture."""
    await stage.run("quote", card=True)


async def set_daily(stage: Stage, **options: Any) -> None:
    """The quote of the day at nine in Shanghai, with the answer to that out of the way."""
    chosen = {"channel": stage.channel, "time": "9:00", "timezone": "Asia/Shanghai", **options}
    await stage.moderator.slash(stage.aside, "daily set", **chosen)


async def daily_post(stage: Stage) -> None:
    """The quote as it is posted in the morning."""
    await set_daily(stage)
    await stage.wait(HOUR + 2 * TICK_SECONDS)


async def daily_show(stage: Stage) -> None:
    """What moderators see of it."""
    await set_daily(stage)
    await stage.run("daily show")


async def setup_panel(stage: Stage) -> None:
    """The panel of a server that has chosen a channel."""
    panel = await stage.run("setup")
    await stage.moderator.select(panel, [stage.channel], custom_id="ib1:setup:channels")


async def gaps(stage: Stage) -> None:
    """Questions without an answer."""
    for question in UNANSWERED:
        await stage.member.slash(stage.aside, "ask", question=question)
    await stage.run("gaps")


async def gap(stage: Stage) -> None:
    """One of them, with what could answer it."""
    await stage.member.slash(stage.aside, "ask", question=UNANSWERED[0])
    listed = await stage.run("gaps")
    menu = listed.components[0]["components"][0]
    await stage.moderator.select(listed, [menu["options"][0]["value"]], custom_id=menu["custom_id"])


SCENES: dict[str, Scene] = {
    **{name: functools.partial(Stage.ask, question=question) for name, question in ASKED.items()},
    "topics": lambda stage: stage.run("topics"),
    "whole-answer": whole_answer,
    "quote-card": quote_card,
    "daily-post": daily_post,
    "daily-show": daily_show,
    "setup": setup_panel,
    "gaps": gaps,
    "gap": gap,
    "privacy": lambda stage: stage.run("privacy"),
    "help": lambda stage: stage.run("help"),
}


@contextlib.asynccontextmanager
async def open_stage(language: Language) -> AsyncIterator[Stage]:
    """The real bot in a server of its own, which forgets everything afterwards."""
    with tempfile.TemporaryDirectory(prefix="gallery-") as folder:
        settings = Settings(
            corpus=packaged("corpus"),
            config=packaged("config"),
            database=SecretStr(f"sqlite:///{folder}/memory.db"),
            card_font=_font(),
            language=language,
            message_content=True,
        )
        clock = Clock()
        bot = InterviewBot(build_app(settings), clock=clock, dice=random.Random(5), language=language)
        try:
            async with simcord.run(bot) as env:
                clock.env = env
                guild = env.create_guild("访谈爱好者")
                admins = guild.create_role("admin", permissions=discord.Permissions(administrator=True))
                yield Stage(
                    env=env,
                    bot=bot,
                    clock=clock,
                    texts=bot.app.catalogue.texts(language),
                    channel=guild.create_text_channel("每日语录"),
                    aside=guild.create_text_channel("管理"),
                    member=guild.add_member(env.create_user("lin", global_name="小林")),
                    moderator=guild.add_member(env.create_user("sen", global_name="阿森"), roles=[admins]),
                )
        finally:
            await bot.memory.close()


async def take(browser: Browser, url: str, width: int) -> bytes:
    """A picture of the messages of a page, without what the preview puts around them."""
    page = await browser.new_page(viewport={"width": width, "height": HEIGHT})
    await page.goto(url)
    messages = page.locator(MESSAGES)
    await messages.first.wait_for()
    await page.evaluate("document.fonts.ready")
    await page.wait_for_timeout(SETTLING)
    boxes = [box for box in [await one.bounding_box() for one in await messages.all()] if box]
    left, top = min(box["x"] for box in boxes), min(box["y"] for box in boxes)
    right = min(max(box["x"] + box["width"] for box in boxes), left + WIDEST)
    bottom = max(box["y"] + box["height"] for box in boxes)
    top, bottom = max(0, top - MARGIN), bottom + MARGIN
    picture: bytes = await page.screenshot(clip={"x": left, "y": top, "width": right - left, "height": bottom - top})
    await page.close()
    return picture


def shrink(picture: bytes) -> bytes:
    """A picture without the empty space around it, in few colours, small enough for a document."""
    kept = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as opened:
        image = opened.convert("RGB")
        empty = Image.new("RGB", image.size, image.getpixel((image.width - 1, 0)))
        box = ImageChops.difference(image, empty).getbbox() or (0, 0, *image.size)
        right, bottom = min(box[2] + 2 * MARGIN, image.width), min(box[3] + 2 * MARGIN, image.height)
        image = image.crop((0, 0, right, bottom))
        # The few signs in colours of their own, such as 👍, are kept by this method and lost by the default one.
        image = image.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE)
        image.save(kept, "PNG", optimize=True)
    return kept.getvalue()


async def paint(language: Language, out: Path, names: Sequence[str]) -> None:
    """Play each scene and keep its pictures."""
    executable = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if executable is None:
        raise SystemExit(f"none of these browsers is installed: {', '.join(BROWSERS)}")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        for name in names:
            async with open_stage(language) as stage:
                await SCENES[name](stage)
                locale = {"en": "en-US"}.get(language, language)
                async with stage.env.preview(
                    stage.channel,
                    viewers=[stage.moderator],
                    layout="channel",
                    locale=locale,
                    timezone="Asia/Shanghai",
                    port=0,
                ) as preview:
                    for width, suffix in WIDTHS.items():
                        picture = shrink(await take(browser, preview.url, width))
                        path = out / f"{name}{suffix}.png"
                        path.write_bytes(picture)
                        print(f"{path}  {len(picture) / 1000:.0f} kB")  # noqa: T201
                        if len(picture) > LIMIT:
                            raise SystemExit(f"{path} is larger than {LIMIT} bytes")
        await browser.close()


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.gallery", description=__doc__)
    parser.add_argument("--language", choices=LANGUAGES, default="zh-CN")
    parser.add_argument("--out", type=Path, default=Path("docs/pictures"))
    parser.add_argument("--only", choices=SCENES, action="append", help="this scene alone; may be given several times")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    asyncio.run(paint(chosen.language, chosen.out, chosen.only or list(SCENES)))


if __name__ == "__main__":
    main()
