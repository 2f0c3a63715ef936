"""Questions that were not answered, and what was taught about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert

from bot.guilds.gaps import LIMIT, keep_gaps, prune_gaps, read_gaps, read_taught, set_gap_state, teach, unteach
from bot.guilds.models import Gap, GapState, Taught
from bot.guilds.schema import gaps
from tests.guilds.examples import DAY, NOW, OTHER, SECOND, SERVER, add_gap, count_gap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.guilds.database import Database

QUESTION = "为什么 ARC 很难？\n'; DROP TABLE gaps; -- 🧩"


async def questions(database: Database, server: int, state: GapState | None = None) -> list[str]:
    """The unanswered questions of a server, in order."""
    return [gap.question for gap in await read_gaps(database, server, state)]


async def test_a_gap_comes_back_as_it_was_kept(database: Database) -> None:
    """It was asked once, is open, and has the words and the moment of the question."""
    number = await add_gap(database, SERVER, QUESTION, NOW)
    assert await read_gaps(database, SERVER) == (Gap(number, QUESTION, "open", 1, NOW),)
    assert await read_gaps(database, OTHER) == ()


async def test_a_gap_that_is_asked_again_is_counted(database: Database) -> None:
    """Its count grows and it is as young as its last question; another server cannot count it."""
    number = await add_gap(database, SERVER, QUESTION, NOW)
    await count_gap(database, SERVER, number, NOW + DAY)
    await count_gap(database, SERVER, number, NOW + 2 * DAY)
    await count_gap(database, OTHER, number, NOW + 3 * DAY)
    await count_gap(database, SERVER, number + 1, NOW)
    assert await read_gaps(database, SERVER) == (Gap(number, QUESTION, "open", 3, NOW + 2 * DAY),)


async def test_questions_that_come_together_are_compared_with_each_other(database: Database) -> None:
    """One that is like another of the same moment is counted with it; what is too old is gone before."""
    await add_gap(database, SERVER, "old", NOW - DAY)
    seen: list[list[str]] = []

    async def match(said: str, known: Sequence[tuple[int, str]]) -> int | None:
        seen.append([question for _, question in known])
        return next((number for number, question in known if question[0] == said[0]), None)

    await keep_gaps(database, SERVER, ["a1", "b1", "a2"], NOW, NOW, match)
    assert seen == [[], ["a1"], ["a1", "b1"]]
    assert [(gap.question, gap.count) for gap in await read_gaps(database, SERVER)] == [("a1", 2), ("b1", 1)]


async def test_questions_that_come_together_are_kept_together(database: Database) -> None:
    """Where one cannot be kept none is, and what was there stays."""
    await add_gap(database, SERVER, QUESTION, NOW)

    async def match(said: str, known: Sequence[tuple[int, str]]) -> int | None:
        if said == "b":
            raise RuntimeError
        return None

    with pytest.raises(RuntimeError):
        await keep_gaps(database, SERVER, ["a", "b"], NOW + DAY, NOW + DAY, match)
    assert await questions(database, SERVER) == [QUESTION]


async def test_the_most_asked_come_first_then_the_latest(database: Database) -> None:
    """Moderators read what is missed most at the top."""
    for place, question in enumerate(("old", "often", "young", "as young")):
        number = await add_gap(database, SERVER, question, NOW + min(place, 2) * DAY)
        if question == "often":
            await count_gap(database, SERVER, number, NOW)
    assert await questions(database, SERVER) == ["often", "young", "as young", "old"]


async def test_a_gap_can_be_ignored_and_opened_again(database: Database) -> None:
    """Each state has its own list; another server can change neither."""
    number = await add_gap(database, SERVER, "ignored", NOW)
    await add_gap(database, SERVER, "open", NOW)
    assert await set_gap_state(database, SERVER, number, "ignored")
    assert await questions(database, SERVER, "ignored") == ["ignored"]
    assert await questions(database, SERVER, "open") == ["open"]
    assert len(await questions(database, SERVER)) == 2
    assert not await set_gap_state(database, OTHER, number, "open")
    assert await questions(database, SERVER, "ignored") == ["ignored"]
    assert await set_gap_state(database, SERVER, number, "open")
    assert await questions(database, SERVER, "ignored") == []


async def test_an_ignored_gap_that_is_asked_again_stays_ignored(database: Database) -> None:
    """It is counted, but does not come back to those who wanted to see no more of it."""
    number = await add_gap(database, SERVER, "ignored", NOW)
    await set_gap_state(database, SERVER, number, "ignored")
    await count_gap(database, SERVER, number, NOW)
    assert await read_gaps(database, SERVER) == (Gap(number, "ignored", "ignored", 2, NOW),)


async def test_old_gaps_are_pruned_unless_something_was_taught(database: Database) -> None:
    """What was not asked for long goes, open or ignored; a moment that is the limit itself is not before it."""
    for question, last in (("old", -SECOND), ("ignored", -SECOND), ("taught", -SECOND), ("limit", 0 * SECOND)):
        number = await add_gap(database, SERVER, question, NOW + last)
        if question == "ignored":
            await set_gap_state(database, SERVER, number, "ignored")
        if question == "taught":
            await teach(database, SERVER, "francois-chollet-1", question, number)
    await add_gap(database, OTHER, "elsewhere", NOW - DAY)
    assert await prune_gaps(database, SERVER, NOW) == 2
    assert await questions(database, SERVER) == ["limit", "taught"]
    assert await questions(database, OTHER) == ["elsewhere"]


async def test_a_gap_that_was_asked_again_is_not_pruned(database: Database) -> None:
    """The last time that it was asked counts, not the first."""
    number = await add_gap(database, SERVER, "again", NOW - DAY)
    await count_gap(database, SERVER, number, NOW)
    assert await prune_gaps(database, SERVER, NOW) == 0


async def test_a_server_keeps_so_many_gaps_and_the_longest_unasked_go(database: Database) -> None:
    """Whoever asks nonsense all day fills no disk; other servers keep theirs."""
    await add_gap(database, OTHER, "elsewhere", NOW - DAY)
    await add_gap(database, SERVER, "oldest", NOW)
    rows = [
        {"server": SERVER, "question": str(place), "state": "open", "count": 1, "last_at": NOW + place * SECOND}
        for place in range(1, LIMIT)
    ]
    async with database.writing() as connection:
        await connection.execute(insert(gaps), rows)
    assert len(await read_gaps(database, SERVER)) == LIMIT
    await add_gap(database, SERVER, "newest", NOW + DAY)
    kept = await questions(database, SERVER)
    assert len(kept) == LIMIT
    assert (kept[0], kept[-1]) == ("newest", "1")
    assert await questions(database, OTHER) == ["elsewhere"]


async def test_what_is_taught_closes_its_gap(database: Database) -> None:
    """The phrasing comes back as it was taught, and the gap counts as taught."""
    number = await add_gap(database, SERVER, QUESTION, NOW)
    lesson = await teach(database, SERVER, "francois-chollet-12", QUESTION, number)
    assert lesson == Taught(lesson.id, "francois-chollet-12", QUESTION, number)
    assert await read_taught(database, SERVER) == (lesson,)
    assert await questions(database, SERVER, "taught") == [QUESTION]


async def test_something_can_be_taught_without_a_gap(database: Database) -> None:
    """No gap is closed by it."""
    await add_gap(database, SERVER, "open", NOW)
    lesson = await teach(database, SERVER, "francois-chollet-1", "何故")
    assert await read_taught(database, SERVER) == (Taught(lesson.id, "francois-chollet-1", "何故", None),)
    assert await questions(database, SERVER, "open") == ["open"]


async def test_what_was_taught_can_be_taken_back(database: Database) -> None:
    """The phrasing is gone and its gap is open again; another server cannot do it, and it happens once."""
    number = await add_gap(database, SERVER, "gap", NOW)
    lesson = await teach(database, SERVER, "francois-chollet-1", "gap", number)
    assert not await unteach(database, OTHER, lesson.id)
    assert await read_taught(database, SERVER) == (lesson,)
    assert await unteach(database, SERVER, lesson.id)
    assert await read_taught(database, SERVER) == ()
    assert await questions(database, SERVER, "open") == ["gap"]
    assert not await unteach(database, SERVER, lesson.id)


async def test_what_was_taught_is_read_of_one_server_or_of_all(database: Database) -> None:
    """In the order in which it was taught, so that a restart answers as before."""
    lessons = [await teach(database, server, "x-1", str(server)) for server in (SERVER, OTHER, SERVER)]
    assert await read_taught(database) == tuple(lessons)
    assert await read_taught(database, SERVER) == (lessons[0], lessons[2])
    assert await read_taught(database, 1) == ()


@pytest.mark.parametrize("state", ["open", "ignored"])
async def test_what_was_taught_outlives_its_gap(database: Database, state: GapState) -> None:
    """A gap that is pruned takes nothing with it that a moderator taught."""
    number = await add_gap(database, SERVER, "gap", NOW - DAY)
    lesson = await teach(database, SERVER, "x-1", "gap", number)
    await set_gap_state(database, SERVER, number, state)
    assert await prune_gaps(database, SERVER, NOW) == 1
    assert await read_taught(database, SERVER) == (Taught(lesson.id, "x-1", "gap", None),)
