"""What a fault is, and the table of all of them."""

from __future__ import annotations

import contextlib
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.survival.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager


@contextlib.contextmanager
def new_scene(cache: Path, *, token: str | None = None, due: bool = False) -> Iterator[Scene]:
    """A scene of its own, whose bot is not started yet; its starts share a cache with others."""
    with tempfile.TemporaryDirectory() as folder, Scene(Path(folder) / "bot", cache, token=token, due=due) as scene:
        yield scene


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that goes wrong.

    Attributes:
        name: of the fault.
        sent: what is done to the bot.
        strike: does it, holds the bot to what it should do, and returns in words what it did.
        stage: makes a scene of its own; None for a bot that other faults share, and that runs already.
        survives: whether the bot runs on, or again, and answers; if not, it has ended as it should.
        quick: it is part of every run of the tests.
    """

    name: str
    sent: str
    strike: Callable[[Scene], str]
    stage: Callable[[Path], AbstractContextManager[Scene]] | None = None
    survives: bool = True
    quick: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A fault in the table: what was sent, what the bot did, and what came back."""

    name: str
    sent: str
    did: str
    came: str


def strike(fault: Fault, shared: Callable[[], Scene], cache: Path) -> Row:
    """Let a fault happen, and look whether everything is well after it.

    Args:
        fault: that happens.
        shared: the running bot that faults share, made when the first of them asks.
        cache: of all bots.
    """
    with fault.stage(cache) if fault.stage else contextlib.nullcontext(shared()) as scene:
        try:
            did = fault.strike(scene)
            came = scene.check() if fault.survives else "nothing more"
        except BaseException as error:
            error.add_note(scene.process.shown())
            raise
        finally:
            scene.standin.heal()
        if fault.survives and fault.stage is not None:
            assert scene.process.stop() == 0
    return Row(fault.name, fault.sent, did, came)
