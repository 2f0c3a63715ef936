"""A process whose children deliver quotes and are killed while they do: ``python -m tests.chat.mortal``.

It reads everything that a bot needs once, then forks a child for each line of its standard input (JSON, see `Death`),
and writes how that child ended. So a hundred deaths take seconds.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from bot.app import App, build_app
from bot.chat import InterviewBot
from bot.chat.courier import DiscordCourier
from bot.guilds import deliveries
from bot.settings import Settings, packaged
from tests.standin.runner import point_at

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

# Where a child dies: after which function of the real code has done its work, or before.
STEPS = ("claim", "send", "mark")


@dataclass(frozen=True, slots=True)
class Death:
    """How a child lives and dies.

    Attributes:
        url: of the stand-in.
        database: its address.
        offset: seconds that its clock is ahead of this machine's.
        step: after which it kills itself; None lets it finish.
        count: at which time of that step.
        before: it dies when the step begins, not when it has ended.
    """

    url: str
    database: str
    offset: float
    step: str | None = None
    count: int = 1
    before: bool = False


def main() -> None:
    """Fork a child for each line."""
    app = build_app(Settings(corpus=packaged("corpus"), config=packaged("config")))
    print("ready", flush=True)  # noqa: T201
    warm = False
    for line in sys.stdin:
        if not warm:
            warm_up(app, json.loads(line)["url"])
            warm = True
        child = os.fork()
        if child == 0:
            live(app, Death(**json.loads(line)))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print(json.dumps(os.waitstatus_to_exitcode(status)), flush=True)  # noqa: T201


def warm_up(app: App, url: str) -> None:
    """Load what a life loads, so that no child has to."""
    with tempfile.TemporaryDirectory() as folder:
        live(app, Death(url, f"sqlite:///{folder}/warm.db", 0.0))


def live(app: App, death: Death) -> None:
    """Deliver what is due, and die of it."""
    point_at(death.url, "ws://127.0.0.1:9/")
    settings = app.settings.model_copy(update={"database": SecretStr(death.database)})
    mortal = App(settings, app.catalogue, app.parts, app.answerer)
    bot = InterviewBot(mortal, clock=lambda: time.time() + death.offset, dice=random.Random(1))
    arm(death)
    asyncio.run(_deliver(bot))


async def _deliver(bot: InterviewBot) -> None:
    async with bot:
        await bot.login("token")
        await bot.deliveries.stop()
        await bot.deliveries.postman().deliver_due()


def arm(death: Death) -> None:
    """Let the process kill itself around a step of the real code."""
    left = death.count

    def mortal(work: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def done(*given: Any, **named: Any) -> Any:
            nonlocal left
            left -= 1
            last = left == 0
            if last and death.before:
                os.kill(os.getpid(), signal.SIGKILL)
            result = await work(*given, **named)
            if last:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        return done

    if death.step == "claim":
        deliveries.claim = mortal(deliveries.claim)  # type: ignore[assignment]
    elif death.step == "send":
        DiscordCourier.send = mortal(DiscordCourier.send)  # type: ignore[assignment, method-assign]
    elif death.step == "mark":
        deliveries.mark_posted = mortal(deliveries.mark_posted)  # type: ignore[assignment]


if __name__ == "__main__":
    main()
