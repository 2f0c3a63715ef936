from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.expanding.gathering import Gathered, gather
from bot.expanding.server import Endpoint, Patience, Server
from tests.expanding.model import ModelServer, Reply, says, written

if TYPE_CHECKING:
    from bot.interviews import Interview


def gathered(interview: Interview, model: ModelServer, *numbers: int, count: int = 3) -> Gathered:
    """What a model suggests for exchanges by number."""

    async def ask() -> Gathered:
        async with Server(Endpoint(model.url, "m"), Patience(pauses=())) as server:
            exchanges = [interview.exchanges[number - 1] for number in numbers]
            return await gather(interview, exchanges, server, count, str.casefold)

    return asyncio.run(ask())


def test_each_exchange_gets_its_own(chollet: Interview) -> None:
    """Suggestions stand under the number of what they ask for, at most as many as were wanted."""
    with ModelServer([says("甲一", "甲二", "甲三", "甲四"), says("乙一")]) as model:
        found = gathered(chollet, model, 2, 5)
    assert found.kept == {2: ("甲一", "甲二", "甲三"), 5: ("乙一",)}
    assert (found.dropped, found.fault) == ((), None)


def test_one_phrasing_asks_for_one_exchange(chollet: Interview) -> None:
    """What another exchange has, in the sidecar or since a moment ago, would find neither of them."""
    with ModelServer([says("新一", chollet.exchanges[8].asked_as[0]), says("新一", "新二")]) as model:
        found = gathered(chollet, model, 2, 5)
    assert found.kept == {2: ("新一",), 5: ("新二",)}
    assert [dropped.reason for dropped in found.dropped] == ["known", "known"]


def test_an_exchange_without_a_usable_answer_is_passed_over(chollet: Interview) -> None:
    """A model that writes prose once does not end the work."""
    with ModelServer([written("我不知道该写什么。"), written(None), says("新")]) as model:
        found = gathered(chollet, model, 1, 2, 3)
    assert (found.kept, found.fault) == ({3: ("新",)}, None)


def test_what_came_before_a_failure_is_kept(chollet: Interview) -> None:
    """A server that fails at the second exchange takes nothing of the first, and is not asked for the third."""
    with ModelServer([says("新"), Reply("", 401), says("别的")]) as model:
        found = gathered(chollet, model, 1, 2, 3)
    assert found.kept == {1: ("新",)}
    assert found.fault is not None
    assert (found.fault.code, len(model.requests)) == ("expand-refused", 2)
