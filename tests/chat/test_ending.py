"""What is in hand when the process is asked to end."""

from __future__ import annotations

import asyncio

from bot.chat.ending import finish


async def test_what_was_begun_is_waited_for_and_no_longer_than_told() -> None:
    """Tasks in which discord.py lets the bot handle something count, others do not."""
    said: list[str] = []

    async def say(seconds: float, word: str) -> None:
        await asyncio.sleep(seconds)
        said.append(word)

    tasks = [
        asyncio.create_task(say(0.02, "message"), name="discord.py: on_message"),
        asyncio.create_task(say(0.02, "command"), name="CommandTree-invoker"),
        asyncio.create_task(say(60, "hangs"), name="discord-ui-dynamic-item-LinkButton-x"),
        asyncio.create_task(say(60, "a loop"), name="anything"),
    ]
    assert await finish(0.2) == 1
    assert sorted(said) == ["command", "message"]
    for task in tasks:
        task.cancel()


async def test_nothing_in_hand_takes_no_time() -> None:
    """An idle bot ends at once."""
    async with asyncio.timeout(0.5):
        assert await finish(60) == 0
