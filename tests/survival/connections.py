"""Faults of the gateway: connections, sessions, heartbeats, events."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.standin.values import BOT
from tests.survival.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.survival.scene import Scene

# Seconds for which the gateway is away. Where Discord is away for minutes the bot waits in the same way; tests.survival
# .runner shortens from 90 to 10 seconds after which discord.py's pauses are no longer waited for.
AWAY = 20.0
# Until the bot must be back: its longest pause is a minute, and shards identify five seconds apart.
BACK = 90.0


def came_back(scene: Scene, act: Callable[[], object], *, seconds: float = BACK) -> tuple[str, bool]:
    """Do something to the connection and wait until there is one again.

    Returns:
        how the bot connected, in words, and whether it was a RESUME that succeeded.
    """
    gateway = scene.standin.gateway
    resumes, identifies = len(gateway.resumes), len(gateway.identifies)
    began = time.monotonic()
    act()
    scene.standin.wait(
        lambda: (
            (len(gateway.resumes) > resumes or len(gateway.identifies) > identifies)
            and gateway.connected(0, scene.process.token)
        ),
        seconds,
    )
    took = time.monotonic() - began
    new = gateway.resumes[resumes:]
    words = [f"RESUME{'' if one.replayed is not None else ' (refused)'}" for one in new]
    words += ["IDENTIFY"] * (len(gateway.identifies) - identifies)
    return f"{', '.join(words)} after {took:.1f} s", bool(new) and new[-1].replayed is not None


def resumed(act: Callable[[Scene], object]) -> Callable[[Scene], str]:
    """A connection that is lost, in whose absence somebody asks: the question is heard by a RESUME."""

    def strike(scene: Scene) -> str:
        def fall() -> None:
            act(scene)
            scene.say()

        words, success = came_back(scene, fall)
        assert success, words
        scene.wait_for(scene.expected[-1])
        return f"{words}; answered what was asked meanwhile"

    return strike


def identified(act: Callable[[Scene], object]) -> Callable[[Scene], str]:
    """A session that is lost: a new one."""

    def strike(scene: Scene) -> str:
        words, success = came_back(scene, lambda: act(scene))
        assert not success, words
        return words

    return strike


def silence(scene: Scene) -> str:
    """Heartbeats are not acknowledged and nothing else is heard."""
    words, success = came_back(scene, scene.standin.gateway.stop_acking)
    assert success, words
    return f"closed the connection; {words}"


def deaf_acks(scene: Scene) -> str:
    """Heartbeats are not acknowledged, but events come: any frame is a sign of life to discord.py."""
    gateway = scene.standin.gateway
    resumes, identifies = len(gateway.resumes), len(gateway.identifies)
    gateway.stop_acking()
    for _ in range(8):
        scene.ask()
        time.sleep(1)
    assert (len(gateway.resumes), len(gateway.identifies)) == (resumes, identifies)
    words, _ = came_back(scene, gateway.drop)
    return f"kept the connection and answered on it; dropped then: {words}"


def told_to_beat(scene: Scene) -> str:
    """Discord asks for a heartbeat at once."""
    beats = len(scene.standin.gateway.heartbeats)
    scene.standin.gateway.ask_heartbeat()
    scene.standin.wait(lambda: len(scene.standin.gateway.heartbeats) > beats)
    return "sent one"


def away(refuse: Callable[[Scene], object], again: Callable[[Scene], object]) -> Callable[[Scene], str]:
    """A gateway that takes nobody for a while, or that is not there at all."""

    def strike(scene: Scene) -> str:
        gateway = scene.standin.gateway
        refuse(scene)
        time.sleep(AWAY)
        assert not gateway.connected(0)
        assert scene.process.returncode is None
        began = time.monotonic()
        again(scene)
        scene.standin.wait(lambda: gateway.connected(0), BACK)
        took = time.monotonic() - began
        return f"tried again and again; connected {took:.1f} s after Discord was back"

    return strike


def refuse(scene: Scene, *, close_code: int | None = None, http_status: int | None = None) -> None:
    """End the connection and take no other."""
    scene.standin.gateway.refuse(close_code, http_status=http_status)
    scene.standin.gateway.drop()


def broken(*events: tuple[str, object]) -> Callable[[Scene], str]:
    """Events that cannot be read."""

    def strike(scene: Scene) -> str:
        gateway = scene.standin.gateway
        before = (len(gateway.resumes), len(gateway.identifies))
        for event, data in events * 2:
            gateway.send(event, data)
        scene.ask()
        assert (len(gateway.resumes), len(gateway.identifies)) == before
        log = scene.process.text()
        for event, _ in events:
            assert log.count(f"an event {event} could not be read") >= 2
            assert log.count(f"{event} could not be read and is passed over; further ones") <= 1
        return "passed them over, with one trace in the log for each kind; the connection stayed"

    return strike


def frame(text: str) -> Callable[[Scene], str]:
    """A frame that is no event at all."""

    def strike(scene: Scene) -> str:
        words, success = came_back(scene, lambda: scene.standin.gateway.send_text(text))
        assert not success
        assert "the connection failed and is made anew" in scene.process.text()
        return f"made the connection anew: {words}"

    return strike


def unknown(scene: Scene) -> str:
    """What discord.py does not know it passes over."""
    scene.standin.gateway.send("SOMETHING_NEW", {"id": "1"})
    scene.standin.gateway.send_text('{"op": 99, "d": null, "s": null, "t": null}')
    scene.ask()
    return "passed them over"


BROKEN: tuple[tuple[str, object], ...] = (
    ("MESSAGE_CREATE", {"content": f"{BOT.mention} ?", "channel_id": "x"}),
    ("INTERACTION_CREATE", {"type": 2}),
    ("GUILD_CREATE", {"name": "no id"}),
    ("CHANNEL_UPDATE", None),
    ("MESSAGE_DELETE", []),
)

CONNECTIONS = (
    Fault(
        "connection dropped",
        "the socket ends without a word; somebody asks meanwhile",
        resumed(lambda scene: scene.standin.gateway.drop()),
        quick=True,
    ),
    Fault(
        "connection closed",
        "close code 4000; somebody asks meanwhile",
        resumed(lambda scene: scene.standin.gateway.close(code=4000)),
    ),
    Fault("RECONNECT", "opcode 7", resumed(lambda scene: scene.standin.gateway.reconnect()), quick=True),
    Fault(
        "INVALID_SESSION, resumable",
        "opcode 9 with true; somebody asks meanwhile",
        resumed(lambda scene: scene.standin.gateway.invalidate(resumable=True)),
        quick=True,
    ),
    Fault(
        "INVALID_SESSION, for good",
        "opcode 9 with false",
        identified(lambda scene: scene.standin.gateway.invalidate(resumable=False)),
    ),
    Fault(
        "RESUME refused",
        "the socket ends and the session with it; the RESUME is answered by opcode 9",
        identified(lambda scene: scene.standin.gateway.forget()),
    ),
    Fault("heartbeats unanswered, silence", "no acknowledgements, no events", silence),
    Fault("heartbeats unanswered, events come", "no acknowledgements for 8 s, but questions", deaf_acks),
    Fault("heartbeat asked for", "opcode 1", told_to_beat),
    Fault("events that cannot be read", ", ".join(event for event, _ in BROKEN), broken(*BROKEN), quick=True),
    Fault("unknown events", "an event and an opcode that discord.py does not know", unknown),
    Fault("a frame that is no JSON", "half a frame", frame('{"op": 0, "t": "MESS')),
    Fault(
        "a READY that cannot be read", "READY without anything in it", frame('{"op": 0, "t": "READY", "s": 1, "d": {}}')
    ),
    Fault(
        "gateway away: 503",
        f"{AWAY:.0f} s of HTTP 503 for every new connection",
        away(lambda scene: refuse(scene, http_status=503), lambda scene: scene.standin.gateway.accept()),
    ),
    Fault(
        "gateway away: closes",
        f"for {AWAY:.0f} s every IDENTIFY and RESUME is answered by close code 4000",
        away(lambda scene: refuse(scene, close_code=4000), lambda scene: scene.standin.gateway.accept()),
    ),
    Fault(
        "gateway away: mute",
        f"for {AWAY:.0f} s new connections are taken and never greeted",
        away(refuse, lambda scene: scene.standin.gateway.accept()),
    ),
    Fault(
        "everything away",
        f"nothing listens for {AWAY:.0f} s, neither gateway nor REST",
        away(lambda scene: scene.standin.unplug(), lambda scene: scene.standin.plug()),
    ),
)
