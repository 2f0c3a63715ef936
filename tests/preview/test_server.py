"""The simulated Discord in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp

from bot.preview.server import EXAMPLES, open_preview

if TYPE_CHECKING:
    from bot.app import App


async def test_the_page_answers_and_the_examples_are_answered(app: App) -> None:
    """The page is served over HTTP, and every example question has its reply in the channel."""
    texts = app.catalogue.texts("zh-CN")
    async with open_preview(app, texts) as preview, aiohttp.ClientSession() as session:
        async with session.get(preview.url.partition("#")[0]) as response:
            assert response.status == 200
            assert "<html" in await response.text()
        history = preview.channel.history()
        for number in range(1, EXAMPLES + 1):
            question = texts(f"preview-example-{number}")
            asked = next(message for message in history if message.content == question)
            replies = [message for message in history if message.reference and message.reference.message_id == asked.id]
            assert len(replies) == 1
            assert replies[0].embeds


async def test_a_typed_question_is_answered(app: App) -> None:
    """What the member types in the channel is a question, without a mention."""
    async with open_preview(app, app.catalogue.texts("zh-CN")) as preview:
        member = preview.viewers[0]
        await member.send(preview.channel, "人工智能不能做什么？")
        (interview,) = app.answerer.library
        reply = preview.channel.history()[-1]
        assert interview.cut(interview.exchanges[9].question) in (reply.embeds[0].description or "")
