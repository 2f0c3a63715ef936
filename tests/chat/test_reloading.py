"""Interviews that change while the bot runs."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.app import build_app
from bot.chat.reloading import watch_files
from bot.guilds.calls import call
from bot.settings import Settings, packaged
from tests.chat.conftest import memory_in
from tests.test_shelves import TALKS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.app import App
    from bot.chat import InterviewBot
    from tests.chat.conftest import MakeBot

NEW = "# 谈海\n\n海有多深？\n\n最深的地方有一万一千米。\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder of interviews that a test may change."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name, text in TALKS.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def living(corpus: Path, memory: Path) -> App:
    """An app of that folder."""
    return build_app(Settings(corpus=corpus, config=packaged("config"), database=memory_in(memory.parent)))


@pytest.fixture
async def bot(living: App, make_bot: MakeBot) -> InterviewBot:
    """A bot with its memory open; it need not be connected to change what it answers from."""
    bot = make_bot(living)
    await bot.memory.open()
    return bot


def titles(bot: InterviewBot) -> list[str]:
    """What is served."""
    return [interview.title for interview in bot.shelves.everything.library]


async def test_added_changed_and_removed_files_are_taken_over(bot: InterviewBot, corpus: Path) -> None:
    """All at once, and what has not changed stays what it was."""
    (corpus / "d.md").write_text(NEW, encoding="utf-8")
    (corpus / "a.md").unlink()
    (corpus / "b.md").write_text(TALKS["b"].replace("古琴", "二胡"), encoding="utf-8")
    assert await bot.reloader.reload()
    assert titles(bot) == ["谈茶", "谈山", "谈海"]
    assert "二胡" in bot.app.answerer.answer("你喜欢什么音乐？").hits[0].place.quote
    assert bot.app.answerer.answer("海有多深？").hits[0].place.interview.id == "d"


@pytest.mark.parametrize("wrong", ["", "# 没有问题\n\n只有叙述。\n", b"\xff\xfe\x00"])
async def test_what_cannot_be_read_is_refused_as_a_whole(
    bot: InterviewBot, corpus: Path, caplog: pytest.LogCaptureFixture, wrong: str | bytes
) -> None:
    """One bad file, and nothing changes, not even what is good; the log names it, and mending it is enough."""
    (corpus / "d.md").write_text(NEW, encoding="utf-8")
    (corpus / "e.md").write_bytes(wrong if isinstance(wrong, bytes) else wrong.encode())
    with caplog.at_level(logging.ERROR):
        assert not await bot.reloader.reload()
    assert "e.md" in caplog.text
    assert titles(bot) == ["谈面包", "谈茶", "谈山"]
    (corpus / "e.md").unlink()
    assert await bot.reloader.reload()
    assert titles(bot) == ["谈面包", "谈茶", "谈山", "谈海"]


async def test_nothing_changed_changes_nothing(bot: InterviewBot) -> None:
    """The index is not built again, and orders of quotes that are at hand stay at hand."""
    before = bot.app.answerer
    assert await bot.reloader.reload()
    assert bot.app.answerer is before


async def test_running_processes_hear_of_reload(bot: InterviewBot, corpus: Path) -> None:
    """What ``interview-bot reload`` leaves in the database is heard once, and not what was left before the start."""
    (corpus / "d.md").write_text(NEW, encoding="utf-8")
    await bot.reloader.listen()
    assert len(titles(bot)) == 3
    await call(bot.memory.database, "reload")
    await bot.reloader.listen()
    assert len(titles(bot)) == 4
    (corpus / "d.md").unlink()
    await bot.reloader.listen()
    assert len(titles(bot)) == 4


async def test_what_was_asked_before_the_start_is_not_done_again(living: App, make_bot: MakeBot, corpus: Path) -> None:
    """Starting has read the interviews already."""
    bot = make_bot(living)
    await bot.memory.open()
    await call(bot.memory.database, "reload")
    (corpus / "d.md").write_text(NEW, encoding="utf-8")
    await bot.reloader.listen()
    assert len(titles(bot)) == 3


async def test_changed_files_are_noticed(corpus: Path) -> None:
    """The watcher tells of a new file in the folder, by the system's own means."""
    stop = asyncio.Event()
    watching = watch_files(corpus, stop)
    waiting = asyncio.ensure_future(anext(watching))
    async with asyncio.timeout(20):
        while not waiting.done():
            (corpus / "d.md").write_text(NEW, encoding="utf-8")
            await asyncio.sleep(0.3)
    assert await waiting
    stop.set()
    await watching.aclose()  # type: ignore[attr-defined]


async def test_a_bot_that_watches_takes_changes_over(living: App, make_bot: MakeBot, corpus: Path) -> None:
    """With ``watch`` a change is enough; a bad file in between refuses and ends nothing."""
    changed: asyncio.Queue[object] = asyncio.Queue()

    async def watch(folder: Path, stop: asyncio.Event) -> AsyncIterator[object]:
        assert folder == corpus
        while not stop.is_set():
            yield await changed.get()

    watched = replace(living, settings=living.settings.model_copy(update={"watch": True}))
    bot = make_bot(watched)
    bot.reloader.watch = watch
    bot.reloader.start()
    try:
        for text, expected in (("", 3), (NEW, 4)):
            (corpus / "d.md").write_text(text, encoding="utf-8")
            await changed.put(None)
            async with asyncio.timeout(20):
                while changed.qsize() or bot.reloader.working or len(titles(bot)) != expected:
                    await asyncio.sleep(0.01)
    finally:
        await bot.reloader.stop()


@pytest.mark.parametrize("seconds", [2, pytest.param(10, marks=pytest.mark.long)])
async def test_no_question_fails_while_the_interviews_change(bot: InterviewBot, corpus: Path, seconds: int) -> None:
    """Under changes all the time and a hundred questions a second each answer is from one whole library or the other.

    The two libraries differ in every file, so that a mixture would show.
    """
    loop = asyncio.get_running_loop()
    versions = [{name: text.replace("。", mark) for name, text in TALKS.items()} for mark in ("。", "！")]
    reloads, ended = 0, loop.time() + seconds

    async def change() -> None:
        nonlocal reloads
        while loop.time() < ended:
            for name, text in versions[reloads % 2].items():
                (corpus / f"{name}.md").write_text(text, encoding="utf-8")
            assert await bot.reloader.reload()
            reloads += 1
            await asyncio.sleep(1 / len(versions))

    asked = 0
    changing = asyncio.create_task(change())
    while not changing.done():
        shelf = await bot.shelf(None)
        answer = await asyncio.to_thread(shelf.answerer.answer, "怎么泡茶？")
        marks = {mark for interview in shelf.library for mark in "。！" if mark in interview.text}
        assert len(marks) == 1
        assert answer.hits[0].place.quote[-1] in marks
        assert answer.hits[0].place.interview in shelf.library.interviews
        asked += 1
        await asyncio.sleep(0.01)
    await changing
    assert reloads >= 2
    assert asked >= 20 * seconds
