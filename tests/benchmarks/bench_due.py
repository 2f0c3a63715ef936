"""How long it takes to find what is due: ``python -m tests.benchmarks.bench_due [--rows 1000000]``.

A SQLite file with ten thousand servers, of which two hundred are due (a hundred are taken at a time), and a million
deliveries, of which fifty are unfinished; against the same file without deliveries. Prints both queries' plans and
a table.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, text
from sqlalchemy.dialects import sqlite

from bot.guilds.dailies import BATCH as BATCH_DUE
from bot.guilds.dailies import due_dailies, select_due
from bot.guilds.deliveries import select_unfinished, unfinished
from bot.guilds.migrating import open_database
from bot.guilds.models import Shards
from bot.guilds.schema import dailies, deliveries, servers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.guilds.database import Database

SERVERS, DUE, UNFINISHED, REPEATS, BATCH = 10_000, 200, 50, 200, 20_000
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
EVERY = Shards()


def rows_of_deliveries(count: int) -> Iterator[dict[str, Any]]:
    """Deliveries, a hundred days of each server."""
    for number in range(count):
        server, day = number % SERVERS, number // SERVERS
        open_ = number < UNFINISHED
        moment = NOW - timedelta(days=day, hours=1)
        yield {
            "server": server + 1,
            "day": date(2026, 11, 24) - timedelta(days=day),
            "moment": moment,
            "state": "claimed" if open_ else "posted",
            "deck": 1,
            "quote": f"0123abcd-{number:016x}",
            "channel": server,
            "message": None if open_ else number,
            "attempts": 1,
            "tried_at": moment,
            "retry_at": NOW - timedelta(minutes=1) if open_ else None,
        }


async def fill(database: Database, count: int) -> None:
    """Servers with daily quotes, and deliveries."""
    async with database.writing() as connection:
        await connection.execute(insert(servers), [{"id": number + 1} for number in range(SERVERS)])
        await connection.execute(
            insert(dailies),
            [
                {
                    "server": number + 1,
                    "channel": number,
                    "minute": 480,
                    "zone": "Asia/Shanghai",
                    "since": NOW - timedelta(days=365),
                    "picture": False,
                    "chosen_by": 1,
                    "next_at": NOW + timedelta(minutes=number - DUE + 1),
                }
                for number in range(SERVERS)
            ],
        )
        batch: list[dict[str, Any]] = []
        for row in rows_of_deliveries(count):
            batch.append(row)
            if len(batch) == BATCH:
                await connection.execute(insert(deliveries), batch)
                batch.clear()
        if batch:
            await connection.execute(insert(deliveries), batch)


async def plans(database: Database) -> list[str]:
    """How SQLite answers both queries."""
    found: list[str] = []
    async with database.reading() as connection:
        for statement in (select_due(NOW, EVERY, BATCH_DUE), select_unfinished(NOW, EVERY, BATCH_DUE)):
            written = statement.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
            found += [row[3] for row in await connection.execute(text(f"EXPLAIN QUERY PLAN {written}"))]
    return found


async def measure(database: Database) -> list[float]:
    """Milliseconds of finding what is due, sorted."""
    took: list[float] = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        due = await due_dailies(database, NOW, EVERY)
        left = await unfinished(database, NOW, EVERY)
        took.append((time.perf_counter() - begun) * 1000)
        assert len(due) == BATCH_DUE
        assert len(left) in (0, UNFINISHED)
    return sorted(took)


async def run(rows: int) -> None:
    """Fill, measure and print."""
    figures: dict[int, list[float]] = {}
    for count in (0, rows):
        with tempfile.TemporaryDirectory() as folder:
            database = await open_database(f"sqlite:///{folder}/bench.db")
            await fill(database, count)
            figures[count] = await measure(database)
            if count:
                print("\n".join(await plans(database)))  # noqa: T201
            await database.close()
    print("\n| deliveries | median ms | p99 ms | largest ms |\n|---|---|---|---|")  # noqa: T201
    for count, took in figures.items():
        shown = (statistics.median(took), took[int(len(took) * 0.99) - 1], took[-1])
        print(f"| {count:,} | " + " | ".join(f"{value:.2f}" for value in shown) + " |")  # noqa: T201
    ratio = statistics.median(figures[rows]) / statistics.median(figures[0])
    print(f"\nratio of the medians: {ratio:.2f}")  # noqa: T201


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    asyncio.run(run(parser.parse_args().rows))


if __name__ == "__main__":
    main()
