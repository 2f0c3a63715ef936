"""Votes: one a person and answer."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.guilds.models import Vote
from bot.guilds.votes import cast_vote, count_votes, delete_votes, read_vote, withdraw_vote
from tests.guilds.examples import LARGEST, OTHER, SERVER

if TYPE_CHECKING:
    from bot.guilds.database import Database

ANSWER, MEMBER = 1456074443980800001, 1456074443980800002


@pytest.mark.parametrize(
    "vote",
    [
        Vote(ANSWER, MEMBER, "francois-chollet-1-x", 1, SERVER),
        Vote(ANSWER, MEMBER, "francois-chollet-1-x", -1),
        Vote(LARGEST, LARGEST - 1, "引" * 64, -1, LARGEST - 2),
    ],
)
async def test_a_vote_comes_back_as_it_was_cast(database: Database, vote: Vote) -> None:
    """Every value survives, inside and outside of servers."""
    await cast_vote(database, vote)
    assert await read_vote(database, vote.message, vote.member) == vote


async def test_who_has_not_voted_has_no_vote(database: Database) -> None:
    """Nobody else's vote, and no vote on another answer, is taken for it."""
    await cast_vote(database, Vote(ANSWER, MEMBER, "a", 1))
    assert await read_vote(database, ANSWER, MEMBER + 1) is None
    assert await read_vote(database, ANSWER + 1, MEMBER) is None


async def test_a_vote_can_be_changed_and_stays_one(database: Database) -> None:
    """The later vote counts, the earlier one does not."""
    await cast_vote(database, Vote(ANSWER, MEMBER, "a", 1, SERVER))
    await cast_vote(database, Vote(ANSWER, MEMBER, "b", -1, SERVER))
    assert await read_vote(database, ANSWER, MEMBER) == Vote(ANSWER, MEMBER, "b", -1, SERVER)
    assert await count_votes(database, ANSWER) == (0, 1)


async def test_votes_are_counted_for_and_against(database: Database) -> None:
    """Each answer has its own counts, nothing where nobody voted."""
    for member, value in enumerate((1, 1, -1, 1, -1)):
        await cast_vote(database, Vote(ANSWER, member, "a", value, SERVER))
    await cast_vote(database, Vote(ANSWER + 1, MEMBER, "a", -1, SERVER))
    assert await count_votes(database, ANSWER) == (3, 2)
    assert await count_votes(database, ANSWER + 1) == (0, 1)
    assert await count_votes(database, ANSWER + 2) == (0, 0)


async def test_many_clicks_at_once_are_one_vote(several: tuple[Database, ...]) -> None:
    """However often and through whichever process somebody votes, it counts once."""
    clicks = [
        cast_vote(database, Vote(ANSWER, MEMBER, "a", value, SERVER)) for database in several for value in (1, -1, 1)
    ]
    await asyncio.gather(*clicks)
    assert sum(await count_votes(several[0], ANSWER)) == 1


async def test_a_vote_can_be_withdrawn(database: Database) -> None:
    """It is gone, nobody else's is, and the second time there is nothing to withdraw."""
    for member in (MEMBER, MEMBER + 1):
        await cast_vote(database, Vote(ANSWER, member, "a", 1, SERVER))
    assert await withdraw_vote(database, ANSWER, MEMBER)
    assert await read_vote(database, ANSWER, MEMBER) is None
    assert await count_votes(database, ANSWER) == (1, 0)
    assert not await withdraw_vote(database, ANSWER, MEMBER)


async def test_all_votes_of_a_person_can_be_deleted_everywhere(database: Database) -> None:
    """Those in any server and outside of servers go; everybody else's stay."""
    for place, server in enumerate((SERVER, OTHER, None)):
        for member in (MEMBER, MEMBER + 1):
            await cast_vote(database, Vote(ANSWER + place, member, "a", 1, server))
    assert await delete_votes(database, MEMBER) == 3
    assert [await count_votes(database, ANSWER + place) for place in range(3)] == [(1, 0)] * 3
    assert await read_vote(database, ANSWER + 2, MEMBER) is None
    assert await delete_votes(database, MEMBER) == 0
