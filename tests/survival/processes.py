"""Faults of the process and its machine: signals, tokens, a Discord that is not there at the start, a full disk."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.standin.faults import Fault as Failure
from tests.survival.faults import Fault, new_scene
from tests.survival.requests import POST
from tests.survival.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.standin.faults import Trap

# Seconds that a process may take to end: what it waits for replies and deliveries, and a little more.
END = 12.0
# What a dead process has claimed is left alone for 15 seconds, and looked for every ten.
LEFT = 40.0


def until(true: Callable[[], bool], seconds: float) -> None:
    """Wait for something that the stand-in does not notice.

    Raises:
        TimeoutError: it was not true within so many seconds.
    """
    ends = time.monotonic() + seconds
    while not true():
        if time.monotonic() > ends:
            raise TimeoutError
        time.sleep(0.2)


def terminated(scene: Scene) -> str:
    """SIGTERM while a reply is being sent."""
    scene.start()
    trap = scene.standin.fault("POST", POST, Failure.slow(2.0), times=1)
    said = scene.say()
    scene.standin.wait(lambda: trap.hits)
    began = time.monotonic()
    assert scene.process.stop(signal.SIGTERM) == 0
    took = time.monotonic() - began
    assert scene.replies()[said.id] == 1
    scene.start()
    return f"finished the reply and ended with 0 after {took:.1f} s; started again"


def hung(scene: Scene) -> str:
    """SIGTERM while a reply hangs."""
    scene.start()
    trap = scene.standin.fault("POST", POST, Failure.lost(delay=60.0), times=1)
    said = scene.say()
    scene.standin.wait(lambda: trap.hits)
    began = time.monotonic()
    assert scene.process.stop(signal.SIGTERM) == 0
    took = time.monotonic() - began
    assert took < END
    assert "ended with 1 questions or presses unanswered" in scene.process.text()
    scene.overlook(said)
    scene.start()
    return f"ended with 0 after {took:.1f} s, without the reply; started again"


def killed(failure: Failure, *, made: bool) -> Callable[[Scene], str]:
    """SIGKILL while a reply is being sent."""

    def strike(scene: Scene) -> str:
        scene.start()
        trap = scene.standin.fault("POST", POST, failure, times=1)
        said = scene.say()
        scene.standin.wait(lambda: trap.hits and (scene.replies()[said.id] or not made))
        scene.process.kill()
        if not made:
            scene.overlook(said)
        scene.start()
        return "started again; " + ("the reply stands there once" if made else "that question stays unanswered")

    return strike


def killed_delivering(scene: Scene) -> str:
    """SIGKILL after a quote of the day was made and before that was marked."""
    scene.standin.fault("POST", POST, Failure.slow(5.0, committed=True), times=1)
    scene.start()
    scene.standin.wait(lambda: scene.posts() == 1, 30)
    scene.process.kill()
    assert scene.states() == ["claimed"]
    scene.start()
    until(lambda: scene.states() == ["posted"], LEFT)
    assert scene.posts() == 1
    return "started again, found the quote in the channel and marked it"


def killed_thrice(scene: Scene) -> str:
    """SIGKILL while the quote of the day is being sent and nothing was made, again and again."""
    for _ in range(3):
        trap = scene.standin.fault("POST", POST, Failure.lost(delay=5.0), times=1)
        scene.process.start()
        scene.standin.wait(lambda trap=trap: trap.hits, 60)  # type: ignore[misc]
        scene.process.kill()
        time.sleep(16)
    scene.start()
    until(lambda: scene.states() == ["posted"], LEFT)
    assert scene.posts() == 1
    return "started a fourth time, and posted the quote once"


def unreachable(scene: Scene) -> str:
    """Discord is not there when the bot starts."""
    scene.standin.unplug()
    scene.process.start()
    until(lambda: "连不上 Discord" in scene.process.text(), 30)
    time.sleep(8)
    assert scene.process.text().count("连不上 Discord") == 1
    assert scene.process.returncode is None
    scene.standin.plug()
    scene.process.wait_ready()
    return "said so once, went on trying, and was connected when Discord was there"


def failing_login(scene: Scene) -> str:
    """Discord answers the login by errors."""
    trap = scene.standin.fault("GET", "/users/@me", Failure.refused(503), times=3)
    scene.start()
    assert trap.hits == 3
    assert scene.process.text().count("连不上 Discord") == 1
    return "said so once and logged in at the fourth attempt"


def ended_waiting(scene: Scene) -> str:
    """SIGTERM while Discord is not there."""
    scene.standin.unplug()
    scene.process.start()
    until(lambda: "连不上 Discord" in scene.process.text(), 30)
    began = time.monotonic()
    assert scene.process.stop(signal.SIGTERM) == 0
    took = time.monotonic() - began
    assert took < 3
    scene.standin.plug()
    return f"ended with 0 after {took:.1f} s"


def wrong_token(scene: Scene) -> str:
    """Discord refuses the token at the start."""
    scene.process.start()
    until(lambda: scene.process.returncode is not None, 60)
    assert scene.process.returncode == 2
    assert "DISCORD_TOKEN" in scene.process.text()
    return "said in one sentence what to do and ended with 2, which a service should not start again"


def revoked_token(scene: Scene) -> str:
    """The token is revoked while the bot runs."""
    scene.start()
    scene.standin.gateway.close(code=4004)
    until(lambda: scene.process.returncode is not None, 60)
    assert scene.process.returncode == 2
    assert "Traceback" not in scene.process.text()
    return "said in one sentence what to do and ended with 2"


# A full disk


def can_mount() -> bool:
    """Whether this process may have a small disk of its own."""
    return os.geteuid() == 0 and Path("/proc/self/mounts").exists()


@contextlib.contextmanager
def small_disk(cache: Path, *, due: bool = False) -> Iterator[Scene]:
    """A scene whose database lies on a disk of two megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        disk = Path(folder) / "disk"
        disk.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(disk)], check=True)
        try:
            with Scene(Path(folder) / "bot", cache, database=disk, due=due) as scene:
                yield scene
        finally:
            subprocess.run(["umount", "-l", str(disk)], check=True)


def disk_of(scene: Scene) -> Path:
    """The folder of the database."""
    return Path(scene.url.removeprefix("sqlite:///")).parent


def fill(scene: Scene) -> None:
    """Leave no room."""
    with (disk_of(scene) / "ballast").open("ab", buffering=0) as ballast, contextlib.suppress(OSError):
        while True:
            ballast.write(b"0" * 512)


def make_room(scene: Scene) -> None:
    """Give the room back."""
    (disk_of(scene) / "ballast").unlink()


def choose_days(scene: Scene, days: str) -> str:
    """A moderator chooses something; what the bot says."""
    moderator = scene.guild.owner

    async def choose() -> str:
        panel = await scene.standin.slash(scene.guild, scene.guild.channels[0], moderator, "setup")
        assert panel.message is not None
        reply = await scene.standin.press(panel.message, moderator, "ib1:setup:days", [days])
        return str(reply.data)

    return scene.standin.thread.wait(choose())


def full_disk(scene: Scene) -> str:
    """The disk is full while a moderator chooses something."""
    scene.start()
    fill(scene)
    said = choose_days(scene, "7")
    assert "full" in said
    took = scene.ask()
    assert scene.process.returncode is None
    make_room(scene)
    assert "full" not in choose_days(scene, "30")
    scene.process.stop()
    scene.start()
    return f"told the moderator so, answered questions (after {took:.1f} s); wrote again when there was room"


def full_disk_delivering(scene: Scene) -> str:
    """The disk is full before a quote of the day is claimed."""
    fill(scene)
    scene.start()
    scene.ask()
    until(lambda: "database-full" in scene.process.text(), 30)
    assert scene.posts() == 0
    make_room(scene)
    until(lambda: scene.states() == ["posted"], LEFT)
    assert scene.posts() == 1
    return "posted nothing that it could not claim, answered; posted the quote when there was room"


def full_disk_marking(scene: Scene) -> str:
    """The disk gets full after a quote of the day was claimed, before its message is marked."""
    trap: Trap = scene.standin.fault("POST", POST, Failure.slow(3.0, committed=True), times=1)
    scene.start()
    scene.standin.wait(lambda: trap.hits, 30)
    fill(scene)
    scene.standin.wait(lambda: scene.posts() == 1, 30)
    until(lambda: "database-full" in scene.process.text(), 30)
    make_room(scene)
    until(lambda: scene.states() == ["posted"], LEFT)
    assert scene.posts() == 1
    return "posted it once, could not mark it; found it in the channel and marked it when there was room"


PROCESSES = (
    Fault("SIGTERM, reply under way", "SIGTERM while a reply takes 2 s", terminated, stage=new_scene),
    Fault("SIGTERM, reply hangs", "SIGTERM while a reply takes 60 s", hung, stage=new_scene),
    Fault(
        "SIGKILL, reply made",
        "SIGKILL after the reply was made, before its answer",
        killed(Failure.slow(30.0, committed=True), made=True),
        stage=new_scene,
    ),
    Fault(
        "SIGKILL, reply not made",
        "SIGKILL while the reply is on its way",
        killed(Failure.lost(delay=30.0), made=False),
        stage=new_scene,
    ),
    Fault(
        "SIGKILL, quote of the day made",
        "SIGKILL after the quote was made, before its answer",
        killed_delivering,
        stage=lambda cache: new_scene(cache, due=True),
    ),
    Fault(
        "SIGKILL, quote of the day, three times",
        "SIGKILL while the quote is on its way, at each of three starts",
        killed_thrice,
        stage=lambda cache: new_scene(cache, due=True),
    ),
    Fault("start without Discord", "nothing listens for the first 8 s", unreachable, stage=new_scene),
    Fault("login answered by 503", "HTTP 503 to the first three logins", failing_login, stage=new_scene),
    Fault(
        "SIGTERM without Discord",
        "SIGTERM while nothing listens",
        ended_waiting,
        stage=new_scene,
        survives=False,
    ),
    Fault(
        "wrong token",
        "HTTP 401",
        wrong_token,
        stage=lambda cache: new_scene(cache, token="another"),
        survives=False,
    ),
    Fault("token revoked", "close code 4004 while connected", revoked_token, stage=new_scene, survives=False),
    Fault("disk full, setting", "no room left; a moderator uses /setup", full_disk, stage=small_disk),
    Fault(
        "disk full, quote of the day due",
        "no room left at the start, with a quote of the day due",
        full_disk_delivering,
        stage=lambda cache: small_disk(cache, due=True),
    ),
    Fault(
        "disk full, quote of the day on its way",
        "the disk gets full while the quote is being sent",
        full_disk_marking,
        stage=lambda cache: small_disk(cache, due=True),
    ),
)
