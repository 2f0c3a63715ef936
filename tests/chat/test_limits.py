"""How often somebody may ask, and how that is told."""

from __future__ import annotations

import pytest

from bot.chat.limits import CHANNEL, LIMIT, PERSON, WINDOW, Cooldowns
from tests.chat.conftest import Room, Stage

QUESTION = "什么是深度学习？"
ASK = {"ask_channels": ("提问",)}


class Watch:
    """A clock in the test's hand."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        """Seconds."""
        return self.seconds


@pytest.fixture
def watch() -> Watch:
    """The time of the cooldowns."""
    return Watch()


@pytest.fixture
def cooldowns(watch: Watch) -> Cooldowns:
    """Nobody has asked anything yet."""
    return Cooldowns(watch)


def test_a_person_asks_eight_times_a_minute(cooldowns: Cooldowns) -> None:
    """The ninth question is told, the ones after it are passed over."""
    verdicts = [cooldowns.ask(1, 2) for _ in range(12)]
    assert verdicts == ["go"] * 8 + ["say"] + ["silent"] * 3
    assert PERSON == 8


def test_after_a_minute_all_is_forgotten(cooldowns: Cooldowns, watch: Watch) -> None:
    """A minute later there are eight questions again, and what is too much is told again."""
    for _ in range(10):
        cooldowns.ask(1, 2)
    watch.seconds += WINDOW
    assert [cooldowns.ask(1, 2) for _ in range(10)] == ["go"] * 8 + ["say", "silent"]


def test_the_minute_goes_along(cooldowns: Cooldowns, watch: Watch) -> None:
    """Each question counts for a minute of its own: one every eight seconds is always answered."""
    verdicts = []
    for _ in range(50):
        verdicts.append(cooldowns.ask(1, 2))
        watch.seconds += WINDOW / PERSON
    assert set(verdicts) == {"go"}


def test_what_was_refused_does_not_count(cooldowns: Cooldowns, watch: Watch) -> None:
    """Who goes on asking is not kept waiting longer for it."""
    for _ in range(8):
        cooldowns.ask(1, 2)
    for _ in range(30):
        watch.seconds += 1
        assert cooldowns.ask(1, 2) != "go"
    watch.seconds += WINDOW - 30
    assert cooldowns.ask(1, 2) == "go"


def test_a_person_is_counted_over_all_channels(cooldowns: Cooldowns) -> None:
    """Changing the channel does not help, and is not told a second time."""
    assert [cooldowns.ask(1, channel) for channel in range(10)] == ["go"] * 8 + ["say", "silent"]


def test_persons_are_counted_by_themselves(cooldowns: Cooldowns) -> None:
    """One person's many questions cost nobody else an answer, and each is told once."""
    for _ in range(20):
        cooldowns.ask(1, 2)
    assert [cooldowns.ask(3, 2) for _ in range(10)] == ["go"] * 8 + ["say", "silent"]


def test_a_channel_is_counted_too(cooldowns: Cooldowns) -> None:
    """Thirty questions of many people fill a channel, which is told once and not to each; another one is free."""
    assert {cooldowns.ask(person, 2) for person in range(CHANNEL)} == {"go"}
    assert [cooldowns.ask(99, 2), cooldowns.ask(99, 2)] == ["say", "silent"]
    assert cooldowns.ask(98, 2) == "silent"
    assert cooldowns.ask(99, 3) == "go"


@pytest.mark.parametrize("back", [1, 3600, 86_400 * 400])
def test_a_clock_that_was_set_back_locks_nobody_out(cooldowns: Cooldowns, watch: Watch, back: float) -> None:
    """Questions and notices of the future do not count."""
    for _ in range(10):
        cooldowns.ask(1, 2)
    watch.seconds -= back
    assert cooldowns.ask(1, 2) == "go"


def test_memory_is_bounded(cooldowns: Cooldowns) -> None:
    """Of very many people those unseen for longest are forgotten, and who is asking is not."""
    for _ in range(PERSON):
        cooldowns.ask(-1, -1)
    for person in range(LIMIT):
        cooldowns.ask(person, person)
        if person % 5000 == 0:
            assert cooldowns.ask(-1, -1) != "go"
    assert len(cooldowns._asked) <= LIMIT + 1


def test_who_has_not_asked_for_a_minute_takes_no_memory(cooldowns: Cooldowns, watch: Watch) -> None:
    """However many people ask in a day, those of the last minute are kept, and their counts."""
    for person in range(1000):
        cooldowns.ask(person, person)
        watch.seconds += 1
    assert len(cooldowns._asked) <= 2 * (WINDOW + 1)
    assert [cooldowns.ask(999, 999) for _ in range(PERSON)] == ["go"] * (PERSON - 1) + ["say"]


# In the chat


async def mention(room: Room, count: int) -> None:
    """Ask the same by mention several times."""
    for _ in range(count):
        await room.member.send(room.channel, f"{room.mention} {QUESTION}")


def told(room: Room) -> list[bool]:
    """Of each reply whether it is the request to wait."""
    return [reply.content == room.texts("cooldown") for reply in room.replies()]


@pytest.mark.parametrize("stage", [Stage("answered")], indirect=True)
async def test_the_ninth_question_is_told_once(room: Room) -> None:
    """Eight answers, one sentence, then silence; after a minute it answers again."""
    await mention(room, 12)
    assert told(room) == [False] * 8 + [True]
    assert all(reply.embeds for reply in room.replies()[:8])
    await room.wait(61)
    await mention(room, 1)
    assert told(room) == [False] * 8 + [True, False]
    assert room.replies()[-1].embeds


@pytest.mark.parametrize("stage", [Stage("answered")], indirect=True)
async def test_others_are_answered_while_one_waits(room: Room) -> None:
    """The request to wait concerns one person."""
    await mention(room, 10)
    await room.other.send(room.channel, f"{room.mention} {QUESTION}")
    assert told(room)[-1] is False


@pytest.mark.parametrize("stage", [Stage("answered")], indirect=True)
async def test_a_command_is_always_told_in_private(room: Room) -> None:
    """A command cannot be passed over in silence: it fails on Discord; nobody else is bothered."""
    await mention(room, 8)
    for _ in range(3):
        result = await room.member.slash(room.channel, "ask", question=QUESTION)
        assert result.ephemeral
        assert result.response is not None
        assert result.response.content == room.private("cooldown")
    assert len(room.replies()) == 8


@pytest.mark.parametrize("stage", [Stage("answered")], indirect=True)
async def test_commands_and_mentions_are_counted_together(room: Room) -> None:
    """Who asks both ways has eight questions a minute, not sixteen."""
    for _ in range(8):
        await room.member.slash(room.channel, "ask", question=QUESTION, private=True)
    await mention(room, 2)
    assert told(room) == [True]


@pytest.mark.parametrize("stage", [Stage("answered")], indirect=True)
async def test_talk_among_members_is_not_counted(room: Room) -> None:
    """What is not for the bot costs no question."""
    for _ in range(12):
        await room.member.send(room.channel, "今天天气真好")
    await mention(room, 1)
    assert told(room) == [False]


@pytest.mark.parametrize("stage", [Stage(None, ASK)], indirect=True)
async def test_small_talk_in_an_ask_channel_is_not_counted(room: Room) -> None:
    """Who chats in a channel of questions is not told to ask less, and the next question is answered."""
    channel = room.guild.create_text_channel("提问")
    for _ in range(9):
        await room.member.send(channel, "哈哈哈好的")
    assert room.replies(channel) == []
    await room.member.send(channel, QUESTION)
    (reply,) = room.replies(channel)
    assert reply.embeds
