"""What servers chose, at hand for every message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.chat.book import LIMIT, SECONDS, ServerBook
from bot.guilds.gaps import teach
from bot.guilds.memory import Memory
from bot.guilds.models import ServerSettings
from bot.guilds.servers import write_settings
from tests.chat.conftest import Clock, memory_in

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

SERVER, OTHER = 1456074443980800003, 7
CHOSEN = ServerSettings("en", True, (11, 12), (13,), 7)


@pytest.fixture
async def opened(memory: Path) -> AsyncIterator[Memory]:
    """A database that a book reads."""
    found = Memory(memory_in(memory.parent).get_secret_value())
    await found.open()
    yield found
    await found.close()


@pytest.fixture
def book(opened: Memory, clock: Clock) -> ServerBook:
    """The book, with the time in the test's hand."""
    return ServerBook(opened, clock)


async def test_a_server_that_chose_nothing_has_the_defaults(book: ServerBook) -> None:
    """So has what is no server: direct messages, and places where a member has brought the bot along."""
    for server in (SERVER, None):
        assert await book.settings(server) == ServerSettings()
        assert await book.taught(server) == ()


async def test_what_was_chosen_is_known(book: ServerBook, opened: Memory) -> None:
    """Of that server and no other one."""
    await write_settings(opened.database, SERVER, CHOSEN)
    one = await teach(opened.database, SERVER, "a-b", "月亮上有什么")
    assert await book.settings(SERVER) == CHOSEN
    assert await book.taught(SERVER) == (one,)
    assert await book.settings(OTHER) == ServerSettings()
    assert await book.taught(OTHER) == ()


async def test_what_another_process_changed_is_known_within_half_a_minute(
    book: ServerBook, opened: Memory, clock: Clock
) -> None:
    """Until then the database is left alone, after that it is read once more."""
    assert await book.settings(SERVER) == ServerSettings()
    await write_settings(opened.database, SERVER, CHOSEN)
    clock.seconds += SECONDS - 1
    assert await book.settings(SERVER) == ServerSettings()
    clock.seconds += 1
    assert await book.settings(SERVER) == CHOSEN


async def test_what_this_process_changed_is_known_at_once(book: ServerBook, opened: Memory) -> None:
    """A change that is announced is read with the next message; of other servers nothing is read anew."""
    for server in (SERVER, OTHER):
        await book.settings(server)
        await write_settings(opened.database, server, CHOSEN)
    book.forget(SERVER)
    book.forget(99)
    assert await book.settings(SERVER) == CHOSEN
    assert await book.settings(OTHER) == ServerSettings()


async def test_a_clock_that_was_set_back_freezes_nothing(book: ServerBook, opened: Memory, clock: Clock) -> None:
    """After a correction of the time the database is read again, and not only when the old time has come."""
    clock.seconds = 86_400.0
    await book.settings(SERVER)
    await write_settings(opened.database, SERVER, CHOSEN)
    clock.seconds = 0.0
    assert await book.settings(SERVER) == CHOSEN


async def test_without_the_database_the_last_known_holds(book: ServerBook, opened: Memory, clock: Clock) -> None:
    """A database that is out of reach opens no closed server and closes no open one; nothing is raised."""
    await write_settings(opened.database, SERVER, CHOSEN)
    one = await teach(opened.database, SERVER, "a-b", "月亮上有什么")
    assert await book.settings(SERVER) == CHOSEN
    await opened.close()
    clock.seconds += 10 * SECONDS
    assert await book.settings(SERVER) == CHOSEN
    assert await book.taught(SERVER) == (one,)
    assert await book.settings(OTHER) == ServerSettings()


async def test_the_book_does_not_grow_for_ever(
    book: ServerBook, opened: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many servers speak, a bounded number is remembered, and each is read rightly."""
    assert LIMIT >= 1000
    monkeypatch.setattr("bot.chat.book.LIMIT", 5)
    await write_settings(opened.database, SERVER, CHOSEN)
    for server in (*range(1, 30), SERVER):
        await book.settings(server)
        assert len(book._known) <= 5
    assert await book.settings(SERVER) == CHOSEN
