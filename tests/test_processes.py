"""Several processes of the real bot on one PostgreSQL, over real sockets."""

from __future__ import annotations

import asyncio
import time as clocks
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.chat.postman import LEASE
from tests.conftest import create_postgres
from tests.guilds.examples import delivered, set_due
from tests.standin.faults import Fault
from tests.standin.processes import BotProcess
from tests.standin.server import Standin
from tests.standin.values import make_guild

if TYPE_CHECKING:
    from pathlib import Path

    from tests.standin.values import Guild

SERVERS = 200


def states(url: str, guilds: list[Guild]) -> Counter[str]:
    """How many deliveries are in which state."""
    return Counter(delivery.state for found in asyncio.run(delivered(url, guilds)) for delivery in found)


def test_two_processes_of_which_one_is_killed_post_each_quote_once(postgres: Path, tmp_path: Path) -> None:
    """Of two hundred servers due at once each gets one quote, though the processes overlap and one is killed."""
    url = asyncio.run(create_postgres(postgres))
    guilds = [make_guild(number) for number in range(SERVERS)]
    environment = {"INTERVIEW_BOT_DATABASE": url}
    with Standin(guilds) as standin:
        now = datetime.fromtimestamp(standin.now(), UTC)
        asyncio.run(set_due(url, guilds, now.replace(second=0, microsecond=0) - timedelta(minutes=1)))
        slow = standin.fault("POST", "/channels/*/messages", Fault.slow(0.1, committed=True))

        def sent(token: str) -> int:
            return sum(message.token == f"Bot {token}" or message.token == token for message in standin.created)

        arguments = ("--shard-count", "2")
        with (
            BotProcess(
                standin, tmp_path, "run", "--shards", "0-1", *arguments, token="first", environment=environment
            ) as first,
            BotProcess(
                standin, tmp_path, "run", "--shards", "1", *arguments, token="second", environment=environment
            ) as second,
        ):
            standin.wait(lambda: sent("first") >= SERVERS // 8, 60)
            first.kill()
            killed = clocks.monotonic()
            assert 0 < len(standin.created) < SERVERS
            slow.remove()
            first.start()
            standin.wait(lambda: len(standin.created) >= SERVERS, 120)
            second.wait_ready([1])
            while states(url, guilds)["claimed"] and clocks.monotonic() - killed < 90:
                clocks.sleep(0.5)
            clocks.sleep(max(0.0, LEASE.total_seconds() + 1 - (clocks.monotonic() - killed)))
            assert first.stop() == 0
            assert second.stop() == 0
        posts = Counter(message.channel for message in standin.created)
        assert sent("second") > 0
    assert posts == {guild.channels[0].id: 1 for guild in guilds}
    assert states(url, guilds) == {"posted": SERVERS}
