"""The stand-in against the real bot in a process of its own, and against plain clients of discord.py."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
import discord.gateway
import discord.http
import pytest
import yarl

from tests.standin.answers import ApiError
from tests.standin.faults import Fault
from tests.standin.gateway import DIRECT_MESSAGES, GUILD_MESSAGES, GUILDS, MESSAGE_CONTENT
from tests.standin.limits import Limit
from tests.standin.processes import BotProcess
from tests.standin.server import Standin
from tests.standin.values import APPLICATION, BOT, DEFERRED, EMBED_LINKS, SEND_MESSAGES, VIEW_CHANNEL, make_guild
from tests.standin.values import make_user as person

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from tests.standin.gateway import Gateway

# The type of a button among components.
BUTTON = 2
QUESTION = "人工智能不能做什么？"
LIN = person(1, "lin")
HOME = make_guild(0, channels=("general", "other"), members=(LIN,))
GENERAL, OTHER = HOME.channels
MESSAGES = "/channels/*/messages"
COMMANDS: list[dict[str, Any]] = [
    {
        "name": "ask",
        "description": "Ask",
        "description_localizations": {"zh-CN": "提问"},
        "options": [{"type": 3, "name": "question", "description": "Question", "required": True}],
    }
]


class Clock:
    """The time, which a test can advance."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        """Seconds since 1970, and what the test added."""
        return time.time() + self.ahead


class Listener(discord.AutoShardedClient):
    """A plain client that keeps what it hears, and pauses before no IDENTIFY."""

    def __init__(self, **options: Any) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        super().__init__(**{"intents": intents, "guild_ready_timeout": 0.05, **options})
        self.events: Counter[str] = Counter()
        self.messages: list[discord.Message] = []
        self.interactions: list[discord.Interaction[Any]] = []

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Do not wait: the stand-in does not mind."""

    async def on_ready(self) -> None:
        """Count it."""
        self.events["ready"] += 1

    async def on_resumed(self) -> None:
        """Count it."""
        self.events["resumed"] += 1

    async def on_message(self, message: discord.Message) -> None:
        """Keep it."""
        self.messages.append(message)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Keep it."""
        self.interactions.append(interaction)

    async def hear(self, heard: Callable[[], object]) -> None:
        """Wait until it has heard something."""
        async with asyncio.timeout(10):
            while not heard():
                await asyncio.sleep(0.005)

    def room(self, number: int = GENERAL.id) -> discord.TextChannel:
        """A channel."""
        channel = self.get_channel(number)
        assert isinstance(channel, discord.TextChannel)
        return channel


@contextlib.asynccontextmanager
async def connected(standin: Standin, **options: Any) -> AsyncIterator[Listener]:
    """A client whose shards are all ready."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(discord.http.Route, "BASE", standin.url)
        patch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(standin.gateway_url))
        async with Listener(**options) as client:
            running = asyncio.create_task(client.start("token"))
            await client.hear(lambda: client.events["ready"] or running.done())
            if running.done():
                await running
            yield client
        await running


async def end_by(standin: Standin, cause: Callable[[Gateway], None]) -> None:
    """Connect a client that something ends for good, and raise what it ends with."""
    async with connected(standin) as client:
        cause(standin.gateway)
        await client.hear(client.is_closed)


@pytest.fixture
def clock() -> Clock:
    """The time of a stand-in."""
    return Clock()


@pytest.fixture
def standin(clock: Clock) -> Iterator[Standin]:
    """A Discord with one guild."""
    with Standin([HOME], clock=clock) as standin:
        yield standin


@pytest.fixture
async def client(standin: Standin) -> AsyncIterator[Listener]:
    """A plain client in it."""
    async with connected(standin) as client:
        yield client


# The real bot


@pytest.fixture(scope="module")
def busy() -> Iterator[Standin]:
    """A Discord for the real bot."""
    with Standin([HOME]) as standin:
        yield standin


@pytest.fixture(scope="module")
def bot(busy: Standin, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotProcess]:
    """The real bot, connected."""
    with BotProcess(busy, tmp_path_factory.mktemp("bot")) as process:
        process.wait_ready()
        yield process


def test_the_real_bot_logs_in(busy: Standin, bot: BotProcess) -> None:
    """Unmodified, the bot tells Discord its commands once and is connected with one session."""
    assert "ask" in {command["name"] for command in busy.commands()}
    assert [request.method for request in busy.requests][:4] == ["GET", "GET", "GET", "PUT"]
    assert [found.token for found in busy.gateway.identifies] == [bot.token]


@pytest.mark.usefixtures("bot")
async def test_the_real_bot_answers_a_slash_command(busy: Standin) -> None:
    """An interaction goes out over the gateway, and its callback comes back with a time and a message."""
    reply = await busy.slash(HOME, GENERAL, LIN, "ask", {"question": QUESTION})
    assert QUESTION in reply.content
    assert reply.embeds
    assert not reply.private
    assert 0 < reply.seconds < 3
    assert reply.message is not None
    assert reply.message.token == "token"
    assert reply.message in busy.history(GENERAL)


@pytest.mark.usefixtures("bot")
async def test_the_real_bot_completes_an_option(busy: Standin) -> None:
    """What is typed into an option comes back as choices."""
    reply = await busy.slash(HOME, GENERAL, LIN, "topic", {"name": "Ker"}, typing="name")
    assert "Keras" in [choice["value"] for choice in reply.data["choices"]]


@pytest.mark.usefixtures("bot")
async def test_the_real_bot_answers_a_mention_and_a_direct_message(busy: Standin) -> None:
    """A message arrives, and the reply that refers to it is returned."""
    mentioned = await busy.mention(HOME, GENERAL, LIN, QUESTION)
    written = await busy.message(None, busy.direct(LIN), LIN, QUESTION)
    for reply in (mentioned, written):
        assert reply.embeds
        assert reply.message is not None
        assert reply.message.author == BOT
        assert reply.message in busy.created


@pytest.mark.usefixtures("bot")
async def test_a_button_of_the_real_bot_is_pressed(busy: Standin) -> None:
    """A component is found in the message that has it, and leads to a private answer."""
    reply = await busy.mention(HOME, GENERAL, LIN, QUESTION)
    assert reply.message is not None
    items = [item for row in reply.message.components for item in row["components"]]
    button = next(item["custom_id"] for item in items if item["type"] == BUTTON and "custom_id" in item)
    shown = await busy.press(reply.message, LIN, button)
    assert shown.private
    assert shown.message not in busy.history(GENERAL)
    with pytest.raises(LookupError):
        await busy.press(reply.message, LIN, "no such button")


async def test_the_real_bot_is_killed_started_again_and_stopped(busy: Standin, bot: BotProcess) -> None:
    """After SIGKILL a new start has a new session and tells no commands again; SIGINT ends it in order."""
    bot.kill()
    assert bot.returncode == -9
    bot.start()
    bot.wait_ready()
    assert (await busy.mention(HOME, GENERAL, LIN, QUESTION)).embeds
    assert sum(request.method == "PUT" for request in busy.requests) == 1
    assert len(busy.gateway.identifies) == 2
    assert bot.stop() == 0
    busy.wait(lambda: not busy.gateway.connected(0))


def test_a_bot_that_ends_early_shows_its_log(busy: Standin, tmp_path: Path) -> None:
    """Who waits for a bot that has ended is told what it wrote."""
    with (
        BotProcess(busy, tmp_path, "--version") as process,
        pytest.raises(RuntimeError, match="interview-bot, version"),
    ):
        process.wait_ready()


# Sessions


@pytest.mark.parametrize(
    "end",
    [
        pytest.param(lambda gateway: gateway.drop(0), id="dropped"),
        pytest.param(lambda gateway: gateway.close(0), id="closed"),
        pytest.param(lambda gateway: gateway.close(0, 1000), id="closed with 1000"),
        pytest.param(lambda gateway: gateway.reconnect(0), id="op 7"),
        pytest.param(lambda gateway: gateway.invalidate(0, resumable=True), id="op 9 true"),
    ],
)
async def test_a_resume_replays_what_was_missed(
    standin: Standin, client: Listener, end: Callable[[Gateway], None]
) -> None:
    """However a connection ends, the session goes on with the events in between, each once."""

    def end_and_speak() -> None:
        end(standin.gateway)
        standin.say(HOME, GENERAL, LIN, "meanwhile")

    standin.thread.call(end_and_speak)
    await client.hear(lambda: client.events["resumed"])
    standin.say(HOME, GENERAL, LIN, "afterwards")
    await client.hear(lambda: len(client.messages) == 2)
    assert client.messages[0].id < client.messages[1].id
    assert client.events["ready"] == 1
    assert len(standin.gateway.identifies) == 1
    assert [found.replayed for found in standin.gateway.resumes] == [1]


@pytest.mark.parametrize(
    ("end", "refused"),
    [
        pytest.param(lambda gateway: gateway.invalidate(0), 0, id="op 9 false"),
        pytest.param(lambda gateway: gateway.forget(0), 1, id="refused resume"),
    ],
)
async def test_an_invalid_session_leads_to_a_new_one(
    standin: Standin, client: Listener, end: Callable[[Gateway], None], refused: int
) -> None:
    """After op 9 false, at once or to a RESUME, the client identifies anew and is ready again."""
    end(standin.gateway)
    await client.hear(lambda: client.events["ready"] == 2)
    assert len({found.session for found in standin.gateway.identifies}) == 2
    assert [found.replayed for found in standin.gateway.resumes] == [None] * refused
    assert client.get_guild(HOME.id) is not None


async def test_unanswered_heartbeats_end_a_connection(clock: Clock) -> None:
    """A client that hears nothing for its own time-out resumes on a new connection, which is well."""
    with Standin([HOME], heartbeat=0.05, clock=clock) as standin:
        async with connected(standin, heartbeat_timeout=0.3) as client:
            standin.gateway.stop_acking(0)
            await client.hear(lambda: client.events["resumed"])
            await standin.until(lambda: standin.gateway.heartbeats[-1].acknowledged)
            assert any(not beat.acknowledged for beat in standin.gateway.heartbeats)


async def test_a_final_close_code_ends_a_client(standin: Standin) -> None:
    """A gateway that refuses with 4004 ends discord.py, once and for good."""

    def refuse(gateway: Gateway) -> None:
        gateway.refuse(4004)
        gateway.drop(0)

    with pytest.raises(discord.ConnectionClosed) as caught:
        await end_by(standin, refuse)
    assert caught.value.code == 4004


async def test_an_intent_that_is_switched_off_is_refused() -> None:
    """A privileged intent that the bot's owner did not switch on closes with 4014."""
    with Standin([HOME], privileged=0) as standin, pytest.raises(discord.PrivilegedIntentsRequired):
        async with connected(standin, intents=discord.Intents(guilds=True, message_content=True)):
            pass
    assert standin.gateway.identifies[0].intents & MESSAGE_CONTENT


async def test_a_malformed_event_arrives_as_it_is(standin: Standin) -> None:
    """An event that lacks what discord.py reads ends the whole client with a KeyError."""
    with pytest.raises(KeyError, match="channel_id"):
        await end_by(standin, lambda gateway: gateway.send("MESSAGE_CREATE", {"id": "1"}))


async def test_each_shard_gets_its_guilds() -> None:
    """Shards identify one after the other, each with READY and GUILD_CREATE of its own guilds only."""
    guilds = [make_guild(number) for number in range(7)]
    with Standin(guilds, shards=3, concurrency=2) as standin:
        async with connected(standin) as client:
            assert client.shard_count == 3
            assert {guild.id: guild.shard_id for guild in client.guilds} == {
                guild.id: number % 3 for number, guild in enumerate(guilds)
            }
            limits = await client.fetch_session_start_limits()
            assert (limits.max_concurrency, limits.remaining) == (2, 997)
            standin.say(guilds[4], guilds[4].channels[0], guilds[4].owner, "here")
            await client.hear(lambda: client.messages)
            assert client.messages[0].guild is not None
            assert client.messages[0].guild.shard_id == 1
        assert [(found.shard, found.count) for found in standin.gateway.identifies] == [(0, 3), (1, 3), (2, 3)]
        assert all(len(standin.gateway.identify_times(shard)) == 1 for shard in range(3))


async def test_a_shard_is_told_of_no_other_guild() -> None:
    """What a shard hears over its socket, at the start and later, is about its own guilds; the first has the rest."""
    guilds = [make_guild(number) for number in range(4)]
    with Standin(guilds) as standin:
        async with aiohttp.ClientSession() as session, session.ws_connect(standin.gateway_url) as socket:
            login = {"token": "token", "intents": GUILDS | GUILD_MESSAGES | DIRECT_MESSAGES, "shard": [1, 2]}
            await socket.send_json({"op": 2, "d": login})
            hello, ready, *created = [await socket.receive_json() for _ in range(4)]
            assert (hello["op"], ready["t"], ready["s"]) == (10, "READY", 1)
            assert [int(guild["id"]) for guild in ready["d"]["guilds"]] == [guilds[1].id, guilds[3].id]
            assert [int(event["d"]["id"]) for event in created] == [guilds[1].id, guilds[3].id]
            standin.say(None, standin.direct(LIN), LIN, "not here")
            for guild in guilds:
                standin.say(guild, guild.channels[0], guild.owner, "hello")
            heard = [await socket.receive_json() for _ in range(2)]
            assert [int(event["d"]["guild_id"]) for event in heard] == [guilds[1].id, guilds[3].id]


async def test_shards_that_identify_too_fast_are_refused() -> None:
    """With a pace, of one group of shards only one may identify in that time; the other tries again."""
    with Standin([make_guild(0), make_guild(1)], shards=2, pace=0.2) as standin:
        async with connected(standin) as client:
            assert len(client.guilds) == 2
        taken = [found for found in standin.gateway.identifies if found.session]
        assert len(taken) == 2
        assert taken[1].at - taken[0].at >= 0.2
        assert len(standin.gateway.identifies) > 2


async def test_an_unreachable_discord_comes_back() -> None:
    """Unplugged, nothing listens and nobody is connected; plugged in, it answers at the same address."""
    headers = {"Authorization": "Bot token"}
    with Standin([HOME]) as standin:
        async with aiohttp.ClientSession(headers=headers) as session, session.ws_connect(standin.gateway_url) as socket:
            assert (await socket.receive_json())["op"] == 10
            standin.unplug()
            assert (await socket.receive()).type in (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR)
            with pytest.raises(aiohttp.ClientConnectorError):
                await session.get(f"{standin.url}/users/@me")
            standin.plug()
            async with session.get(f"{standin.url}/users/@me") as response:
                assert response.headers["Content-Type"] == "application/json"


# Messages


async def test_a_nonce_makes_one_message_within_its_window(standin: Standin, client: Listener, clock: Clock) -> None:
    """The same nonce in the same channel within the window returns the earlier message; any other makes a new one."""
    first = await client.room().send("one", nonce="a")
    again = await client.room().send("two", nonce="a")
    assert (again.id, again.content) == (first.id, "one")
    assert [found.message for found in standin.repeats] == [first.id]
    other = await client.room().send("three", nonce="b")
    elsewhere = await client.room(OTHER.id).send("four", nonce="a")
    clock.ahead = standin.nonce_seconds - 1
    assert (await client.room().send("five", nonce="a")).id == first.id
    clock.ahead = standin.nonce_seconds + 1
    later = await client.room().send("six", nonce="a")
    made = [(found.id, found.nonce, found.channel, found.guild) for found in standin.created]
    assert made == [
        (first.id, "a", GENERAL.id, HOME.id),
        (other.id, "b", GENERAL.id, HOME.id),
        (elsewhere.id, "a", OTHER.id, HOME.id),
        (later.id, "a", GENERAL.id, HOME.id),
    ]


async def test_a_nonce_alone_forbids_nothing(standin: Standin) -> None:
    """Without enforce_nonce a message is made each time, as a file is with the form that carries it."""
    async with aiohttp.ClientSession(headers={"Authorization": "Bot token"}) as session:
        for _ in range(2):
            body = {"content": "one", "nonce": "a"}
            async with session.post(f"{standin.url}/channels/{GENERAL.id}/messages", json=body) as response:
                assert response.status == 200
    assert len(standin.created) == 2


async def test_a_file_comes_with_a_message(standin: Standin, client: Listener, tmp_path: Path) -> None:
    """A form with payload_json and files[0] is one message, to which its nonce applies as to any other."""
    path = tmp_path / "picture.png"
    path.write_bytes(b"picture")
    for _ in range(2):
        sent = await client.room().send("look", file=discord.File(path), nonce="a")
    assert sent.attachments[0].filename == "picture.png"
    (made,) = standin.created
    assert [(file.name, file.content) for file in made.files] == [("picture.png", b"picture")]
    assert made.content == "look"


async def test_messages_are_edited_deleted_and_read_in_pages(standin: Standin, client: Listener) -> None:
    """History goes by before, after and around; edits and deletions show in it, and in the record they do not."""
    room = client.room()
    sent = [await room.send(str(number)) for number in range(6)]
    await sent[1].edit(content="one")
    await sent[4].delete()
    assert [found.content for found in standin.history(GENERAL)] == ["0", "one", "2", "3", "5"]
    assert [found.content for found in standin.created] == ["0", "1", "2", "3", "4", "5"]
    assert [found.content async for found in room.history(limit=2)] == ["5", "3"]
    assert [found.content async for found in room.history(limit=2, before=sent[3])] == ["2", "one"]
    assert [found.content async for found in room.history(limit=2, after=sent[1])] == ["2", "3"]
    assert [found.content async for found in room.history(limit=3, around=sent[2])] == ["3", "2", "one"]
    assert (await room.fetch_message(sent[1].id)).edited_at is not None
    with pytest.raises(discord.NotFound):
        await room.fetch_message(sent[4].id)


async def test_fetching_finds_what_is_there(standin: Standin, client: Listener) -> None:
    """Guilds, channels, people and direct conversations can be asked for; what is gone has Discord's own number."""
    assert (await client.fetch_guild(HOME.id)).name == HOME.name
    assert isinstance(await client.fetch_channel(GENERAL.id), discord.TextChannel)
    user = await client.fetch_user(LIN.id)
    sent = await user.send("hello")
    assert sent.channel.id == standin.direct(LIN).id
    standin.remove_channel(OTHER)
    await client.hear(lambda: client.get_channel(OTHER.id) is None)
    with pytest.raises(discord.NotFound) as caught:
        await client.fetch_channel(OTHER.id)
    assert caught.value.code == 10003


async def test_content_needs_its_intent(standin: Standin, client: Listener) -> None:
    """Without the intent a message has no content, except one that names the bot or is written to it alone."""
    standin.say(HOME, GENERAL, LIN, "a secret")
    standin.say(HOME, GENERAL, LIN, f"{BOT.mention} a question")
    standin.say(None, standin.direct(LIN), LIN, "a whisper")
    await client.hear(lambda: len(client.messages) == 3)
    assert [message.content for message in client.messages] == ["", f"{BOT.mention} a question", "a whisper"]


# Answers to interactions


async def test_commands_are_known_as_they_were_put(standin: Standin, client: Listener) -> None:
    """PUT answers with ids that stay, and translations are told only to who asks for them."""
    first = await client.http.bulk_upsert_global_commands(APPLICATION, COMMANDS)
    again = await client.http.bulk_upsert_global_commands(APPLICATION, COMMANDS)
    assert first == again == list(standin.commands())
    route = discord.http.Route("GET", "/applications/{app}/commands", app=APPLICATION)
    assert "description_localizations" not in (await client.http.request(route))[0]
    assert (await client.http.request(route, params={"with_localizations": "true"})) == first
    with pytest.raises(LookupError, match="needs question"):
        await standin.slash(HOME, GENERAL, LIN, "ask")


async def test_an_interaction_is_answered_once_and_in_time(standin: Standin, client: Listener, clock: Clock) -> None:
    """A second first answer is 40060 and a late one 10062; a deferred one becomes a message."""
    await client.http.bulk_upsert_global_commands(APPLICATION, COMMANDS)
    asked = asyncio.create_task(standin.slash(HOME, GENERAL, LIN, "ask", {"question": "?"}))
    await client.hear(lambda: client.interactions)
    interaction = client.interactions[0]
    await interaction.response.defer(ephemeral=True)
    reply = await asked
    assert reply.kind == DEFERRED
    assert reply.private
    interaction.response._response_type = None
    with pytest.raises(discord.HTTPException) as caught:
        await interaction.response.send_message("again")
    assert caught.value.code == 40060
    await interaction.edit_original_response(content="at last")
    assert (await standin.filled(reply)).content == "at last"
    clock.ahead = 901
    with pytest.raises(discord.HTTPException) as caught:
        await interaction.followup.send("too late")
    assert caught.value.code == 50027

    late = asyncio.create_task(standin.slash(HOME, GENERAL, LIN, "ask", {"question": "?"}))
    await client.hear(lambda: len(client.interactions) == 2)
    clock.ahead += 4
    with pytest.raises(discord.NotFound) as lost:
        await client.interactions[1].response.send_message("late")
    assert lost.value.code == 10062
    late.cancel()


# What goes wrong with requests


@pytest.mark.parametrize(
    ("status", "error", "code"),
    [
        (400, discord.HTTPException, 0),
        (403, discord.Forbidden, 50013),
        (404, discord.NotFound, 10003),
        (503, discord.DiscordServerError, 0),
    ],
)
async def test_refused_requests_arrive_as_exceptions(
    standin: Standin, client: Listener, status: int, error: type[discord.HTTPException], code: int
) -> None:
    """A fault takes the requests that it was set for, as often as it was told, and no other."""
    trap = standin.fault("POST", f"/channels/{GENERAL.id}/messages", Fault.refused(status), times=1)
    await client.room(OTHER.id).send("passes")
    with pytest.raises(error) as caught:
        await client.room().send("fails")
    assert (caught.value.status, caught.value.code) == (status, code)
    await client.room().send("passes")
    assert trap.hits == 1
    assert [found.content for found in standin.created] == ["passes", "passes"]
    assert standin.counts()["POST", status] == 1


@pytest.mark.parametrize(
    ("denied", "embed", "code"),
    [(VIEW_CHANNEL, False, 50001), (SEND_MESSAGES, False, 50013), (EMBED_LINKS, True, 50013)],
)
async def test_rights_are_needed(standin: Standin, client: Listener, denied: int, embed: bool, code: int) -> None:
    """What the bot may not do in a channel is refused, and told to discord.py's own permissions."""
    standin.deny(GENERAL, denied)
    room = client.room()
    await client.hear(lambda: room.permissions_for(room.guild.me).value & denied == 0)
    with pytest.raises(discord.Forbidden) as caught:
        await room.send("hello", embed=discord.Embed(title="hello") if embed else None)  # type: ignore[arg-type]
    assert caught.value.code == code


async def test_some_people_take_no_direct_messages() -> None:
    """A person who does not let the bot write is 50007."""
    shy = person(2, refuses_direct=True)
    with Standin([make_guild(0, members=(LIN, shy))]) as standin:
        async with connected(standin) as client:
            with pytest.raises(discord.Forbidden) as caught:
                await (await client.fetch_user(shy.id)).send("hello")
            assert caught.value.code == 50007


@pytest.mark.parametrize("reset", [False, True], ids=["closed", "reset"])
async def test_a_connection_may_end_after_the_message_was_made(standin: Standin, client: Listener, reset: bool) -> None:
    """The sender cannot tell, sends again with the same nonce, and there is still one message."""
    standin.fault("POST", MESSAGES, Fault.lost(committed=True, reset=reset), times=1)
    with pytest.raises(aiohttp.ClientError):
        await client.room().send("one", nonce="a")
    sent = await client.room().send("one", nonce="a")
    assert [found.id for found in standin.created] == [sent.id]
    assert standin.counts()["POST", None] == 1


async def test_a_failure_after_the_message_was_made_is_retried(standin: Standin, client: Listener) -> None:
    """discord.py repeats a request after a 500, with the same nonce, and there is still one message."""
    standin.fault("POST", MESSAGES, Fault.failed(500), times=1)
    sent = await client.room().send("one", nonce="a")
    assert [found.id for found in standin.created] == [sent.id]
    assert len(standin.repeats) == 1


async def test_a_request_may_be_slow_or_garbled(standin: Standin, client: Listener) -> None:
    """A slow answer is right but late; a page of HTML is no answer that discord.py could use."""
    standin.fault("GET", "/channels/*", Fault.slow(0.2), times=1)
    started = time.monotonic()
    await client.fetch_channel(GENERAL.id)
    assert time.monotonic() - started >= 0.2
    standin.fault("GET", "/channels/*", Fault.garbled(503), times=1)
    with pytest.raises(discord.DiscordServerError, match="not JSON"):
        await client.fetch_channel(GENERAL.id)


@pytest.mark.parametrize("everywhere", [False, True])
async def test_a_429_is_waited_for_only_when_discord_sent_it(
    standin: Standin, client: Listener, everywhere: bool
) -> None:
    """With the header Via discord.py waits as long as it is told; without, it gives up at once."""
    standin.fault("POST", MESSAGES, Fault.limited(0.1, everywhere=everywhere), times=1)
    await client.room().send("waits")
    refused, passed = [request for request in standin.requests if request.method == "POST"]
    assert (refused.status, passed.status) == (429, 200)
    assert passed.at - refused.at >= 0.1
    standin.fault("POST", MESSAGES, Fault.limited(0.1, via=False), times=1)
    with pytest.raises(discord.HTTPException) as caught:
        await client.room().send("gives up")
    assert caught.value.status == 429
    assert standin.invalid() == 2


async def test_limits_are_kept_by_their_headers() -> None:
    """discord.py reads what is left of a limit and never gets a 429; the limit of all routes it learns from one."""
    with Standin([HOME], limits={("POST", MESSAGES): Limit(2, 0.2)}) as standin:
        async with connected(standin) as client:
            for number in range(5):
                await client.room().send(str(number))
        posts = [request for request in standin.requests if request.method == "POST"]
        assert [request.status for request in posts] == [200] * 5
        assert posts[4].at - posts[0].at >= 0.3
        assert posts[0].headers["x-ratelimit-remaining"] == "1"
    with Standin([HOME], everywhere=Limit(3, 0.2)) as standin:
        async with connected(standin) as client:
            for number in range(5):
                await client.room().send(str(number))
        assert standin.counts()["POST", 200] == 5
        assert standin.invalid() >= 1
        assert standin.busiest(0.1) <= 5


async def test_a_limit_refuses_what_is_too_much() -> None:
    """Who does not heed the headers gets a 429 that says how long to wait; another channel has its own limit."""
    headers = {"Authorization": "Bot token"}
    clock = Clock()
    with Standin([HOME], limits={("POST", MESSAGES): Limit(1, 60)}, clock=clock) as standin:
        async with aiohttp.ClientSession(headers=headers) as session:

            async def post(channel: int) -> tuple[int, dict[str, Any]]:
                url = f"{standin.url}/channels/{channel}/messages"
                async with session.post(url, json={"content": "hello"}) as response:
                    return response.status, await response.json()

            assert [(await post(channel))[0] for channel in (GENERAL.id, OTHER.id)] == [200, 200]
            status, body = await post(GENERAL.id)
            assert (status, body["global"]) == (429, False)
            assert 0 < body["retry_after"] <= 60
            clock.ahead = 60
            assert (await post(GENERAL.id))[0] == 200


async def test_a_fault_lasts_until_it_is_healed(standin: Standin, client: Listener) -> None:
    """A fault without a number of times takes every request until everything is healed."""
    standin.fault("*", "/channels/**", Fault.refused(404))
    for _ in range(3):
        with pytest.raises(discord.NotFound):
            await client.fetch_channel(GENERAL.id)
    standin.heal()
    assert (await client.fetch_channel(GENERAL.id)).id == GENERAL.id


async def test_waiting_has_an_end(standin: Standin) -> None:
    """Who waits for what never comes is told so, with the requests that came last."""
    with pytest.raises(TimeoutError, match="the last requests: none"):
        await standin.until(lambda: standin.created, 0.01)
    with pytest.raises(TimeoutError, match="no reply to 'hello'"):
        await standin.message(HOME, GENERAL, LIN, "hello", seconds=0.01)
    with pytest.raises(ApiError, match="Unknown Channel"):
        standin.say(HOME, 1, LIN, "hello")
    with pytest.raises(LookupError):
        standin.say(None, GENERAL, LIN, "hello")
