"""Faults of the REST interface: limits, errors, lost and late answers."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.standin.faults import Fault as Failure
from tests.standin.values import make_user
from tests.survival.faults import Fault, new_scene

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.survival.scene import Scene

POST = "/channels/*/messages"
CALLBACK = "/interactions/*/*/callback"
# Until a reply must be there that discord.py and the bot have sent again and again.
AGAIN = 60.0


def replied(failure: Failure, *, times: int = 1) -> Callable[[Scene], str]:
    """A reply whose request fails so many times: it arrives all the same, once."""

    def strike(scene: Scene) -> str:
        trap = scene.standin.fault("POST", POST, failure, times=times)
        repeats = len(scene.standin.repeats)
        took = scene.ask(AGAIN)
        # What was made at the first attempt stands there before the bot knows of it.
        scene.standin.wait(lambda: trap.hits == times, AGAIN)
        time.sleep(2.5 if failure.committed else 0.2)
        again = len(scene.standin.repeats) - repeats
        kept = f"; Discord made one message of {again + 1} requests" if again else ""
        return f"sent again; the reply stood there after {took:.1f} s{kept}"

    return strike


def waited(failure: Failure) -> Callable[[Scene], str]:
    """A reply that has to wait."""

    def strike(scene: Scene) -> str:
        scene.standin.fault("POST", POST, failure, times=1)
        took = scene.ask(AGAIN)
        assert took >= max(failure.delay, failure.retry_after if failure.status else 0)
        return f"waited; the reply stood there after {took:.1f} s"

    return strike


def banned(scene: Scene) -> str:
    """A 429 from the network in front of Discord: each further request would prolong it."""
    trap = scene.standin.fault("POST", POST, Failure.limited(1.0, via=False))
    said = scene.say()
    scene.standin.wait(lambda: trap.hits, AGAIN)
    time.sleep(3)
    assert trap.hits == 1
    assert "stays unanswered: HTTP 429" in scene.process.text()
    scene.overlook(said)
    trap.remove()
    return "gave up at once and said so in the log: that question stays unanswered"


def limited_delivery(scene: Scene) -> str:
    """The quote of the day meets the limit of all routes, for longer than a delivery waits."""
    trap = scene.standin.fault("POST", POST, Failure.limited(13.0, everywhere=True), times=1)
    scene.start()
    scene.standin.wait(lambda: trap.hits, AGAIN)
    took = scene.ask(AGAIN)
    scene.standin.wait(lambda: scene.posts() == 1, 30)
    deadline = time.monotonic() + 120
    while scene.states() != ["posted"]:
        assert time.monotonic() < deadline, scene.states()
        time.sleep(1)
    return f"waited, answered a question asked meanwhile after {took:.1f} s, posted one quote"


def pressed(failure: Failure) -> Callable[[Scene], str]:
    """A command whose answer's request fails."""

    def strike(scene: Scene) -> str:
        trap = scene.standin.fault("POST", CALLBACK, failure, times=1)
        before = len(scene.standin.created)
        person = make_user(99_000 + before)

        async def use() -> float:
            reply = await scene.standin.slash(scene.guild, scene.guild.channels[0], person, "topics")
            return reply.seconds

        seconds = scene.standin.thread.wait(use())
        time.sleep(1.5)
        assert trap.hits == 1
        assert len(scene.standin.created) == before + 1
        assert "interaction failed" not in scene.process.text()
        return f"sent again; one answer, after {seconds:.1f} s"

    return strike


REQUESTS = (
    Fault("429", "HTTP 429, wait 2 s, for one route", waited(Failure.limited(2.0)), quick=True),
    Fault("429 global", "HTTP 429, wait 2 s, for all routes", waited(Failure.limited(2.0, everywhere=True))),
    Fault("429 from the network", "HTTP 429 without Via, as Cloudflare sends it", banned),
    Fault(
        "429 global, quote of the day",
        "HTTP 429, wait 13 s, for all routes, to a quote of the day; a delivery waits 10 s",
        limited_delivery,
        stage=lambda cache: new_scene(cache, due=True),
    ),
    Fault("500, done", "HTTP 500 although the message was made", replied(Failure.failed(500))),
    Fault("502, five times", "HTTP 502 five times", replied(Failure.refused(502), times=5)),
    Fault("503, three times", "HTTP 503 three times", replied(Failure.refused(503), times=3)),
    Fault("503 as a page", "HTTP 503 with a page of HTML", replied(Failure.garbled(503), times=2)),
    Fault("request lost", "the connection ends, nothing was made", replied(Failure.lost()), quick=True),
    Fault(
        "answer lost",
        "the connection ends after the message was made",
        replied(Failure.lost(committed=True)),
        quick=True,
    ),
    Fault(
        "answer reset",
        "the connection is reset after the message was made",
        replied(Failure.lost(committed=True, reset=True)),
    ),
    Fault("slow answers", "the answer comes after 8 s", waited(Failure.slow(8.0))),
    Fault(
        "command: request lost", "the connection of /topics's answer ends, nothing was made", pressed(Failure.lost())
    ),
    Fault(
        "command: answer lost", "it ends after the answer was made", pressed(Failure.lost(committed=True)), quick=True
    ),
)
