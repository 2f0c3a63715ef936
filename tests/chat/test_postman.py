"""Once, exactly as far as Discord allows: the deliverer killed between any two steps."""

from __future__ import annotations

import asyncio
import json
import random
import signal
import subprocess
import sys
import time as clocks
from collections import Counter
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.chat.postman import LEASE, LONGEST_PAUSE, nonce_of, pause_after
from tests.chat.mortal import STEPS, Death
from tests.conftest import ROOT
from tests.guilds.examples import delivered, set_due
from tests.standin.server import Standin
from tests.standin.values import make_guild

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


# Of a run among the others, and of the long one (pytest -m long), a step.
ROUNDS, MANY = 9, 100


class Mortals:
    """Children that deliver and are killed."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.chat.mortal"]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        assert self._read() == "ready"

    def live(self, death: Death) -> int:
        """Let one live; its exit code, negative for a signal."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asdict(death)) + "\n")
        self._process.stdin.flush()
        return int(self._read())

    def _read(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def end(self) -> None:
        """End the process that forks them."""
        with self._process:
            self._process.terminate()


@pytest.fixture
def mortals() -> Iterator[Mortals]:
    """Children that deliver and are killed."""
    mortals = Mortals()
    yield mortals
    mortals.end()


@pytest.mark.parametrize("rounds", [ROUNDS, pytest.param(MANY, marks=pytest.mark.long)])
@pytest.mark.parametrize("before", [False, True])
def test_killed_at_each_step_no_quote_is_lost_or_doubled(
    mortals: Mortals, tmp_path: Path, before: bool, rounds: int
) -> None:
    """Processes are killed before or after claim, send and mark, again and again; each server gets its quote once."""
    dice = random.Random(20261124)
    guilds = [make_guild(number) for number in range(15 * rounds)]
    url = f"sqlite:///{tmp_path}/memory.db"
    offset = 0.0
    with Standin(guilds, clock=lambda: clocks.time() + offset) as standin:
        moment = datetime.fromtimestamp(standin.now(), UTC).replace(second=0, microsecond=0) - timedelta(minutes=1)
        asyncio.run(set_due(url, guilds, moment))
        deaths: Counter[str] = Counter()
        for step in STEPS * rounds:
            death = Death(standin.url, url, offset, step, dice.randint(1, 2), before)
            deaths[step] += mortals.live(death) == -signal.SIGKILL
            # What a dead process leaves is left alone for a while.
            offset += LEASE.total_seconds() + 1
        for _ in range(5):
            offset += LEASE.total_seconds() + 1
            assert mortals.live(Death(standin.url, url, offset)) == 0
        posts = Counter(message.channel for message in standin.created)
        posted = {message.channel: message.id for message in standin.created}
    assert deaths == dict.fromkeys(STEPS, rounds)
    assert [posts[guild.channels[0].id] for guild in guilds] == [1] * len(guilds)
    for guild, found in zip(guilds, asyncio.run(delivered(url, guilds)), strict=True):
        assert [delivery.state for delivery in found] == ["posted"]
        assert found[0].message == posted[guild.channels[0].id]


def test_pauses_grow_up_to_an_hour() -> None:
    """One minute, two, four, and so on; a large number of attempts is no large number of digits."""
    pauses = [pause_after(attempts) for attempts in range(1, 12)]
    assert pauses[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE == pause_after(10**9)


def test_a_nonce_belongs_to_a_server_and_a_day() -> None:
    """It is the same in every process, another one for each server and day, and within Discord's 25 characters."""
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(50)]
    nonces = {nonce_of(server, day) for server in range(50) for day in days}
    assert len(nonces) == 2500
    assert all(len(nonce) <= 25 for nonce in nonces)
    assert nonce_of(7, days[0]) == nonce_of(7, days[0])
