"""The real bot in a simulated Discord, and what every message that it sends is held to."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import importlib.util
import random
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import discord
import pytest
import simcord
import simcord.interactions
from pydantic import SecretStr
from simcord import Env

from bot.answering.answerer import Answer, Answerer
from bot.chat import InterviewBot
from bot.chat.delivering import TICK_SECONDS
from bot.guilds.migrating import open_database
from tests.conftest import SHARED

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator, Sequence

    from bot.answering.decision import Decision
    from bot.answering.texts import Texts
    from bot.app import App
    from bot.interviews.models import Library, Place
    from bot.search.hits import Hit

Body = dict[str, Any]
MakeBot = Callable[..., InterviewBot]


class Clock:
    """The time of the simulated Discord, and what a test adds to it."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.env: Env | None = None

    def __call__(self) -> float:
        """Seconds since 1970."""
        return self.seconds + (self.env.now().timestamp() if self.env is not None else 0.0)


class Settled(Answerer):
    """The real answerer, except that its decision is settled, and that it keeps what it was asked."""

    def __init__(self, inner: Answerer, decision: Decision | None) -> None:
        self.index, self.parser = inner.index, inner.parser
        self.asked: list[tuple[str, str | None]] = []
        self._inner = inner
        self._settled = decision

    def answer(self, question: str, *, previous: str | None = None) -> Answer:
        """The inner answer with the settled decision, if anything was found."""
        self.asked.append((question, previous))
        answer = self._inner.answer(question, previous=previous)
        return replace(answer, decision=self._settled) if self._settled and answer.hits else answer

    def within(self, library: Library) -> Settled:
        """The same decision within some of the interviews; what is asked there is kept here."""
        narrowed = Settled(self._inner.within(library), self._settled)
        narrowed.asked = self.asked
        return narrowed

    @property
    def library(self) -> Library:
        """Of the inner one."""
        return self._inner.library

    def search(self, question: str, limit: int) -> tuple[Hit, ...]:
        """The inner ranking."""
        return self._inner.search(question, limit)


@dataclass(frozen=True)
class Stage:
    """How the bot of a test differs from the plain one; given by parametrising the fixture ``stage``."""

    decision: Decision | None = None
    settings: dict[str, Any] = field(default_factory=dict)


class Room:
    """A server with a channel and two members, and the bot in it."""

    def __init__(self, env: Env, bot: InterviewBot, answerer: Settled, clock: Clock) -> None:
        self.env = env
        self.clock = clock
        self.bot = bot
        self.answerer = answerer
        self.guild = env.create_guild("访谈爱好者")
        self.channel = self.guild.create_text_channel("general")
        self.member = self.guild.add_member(env.create_user("lin"))
        self.other = self.guild.add_member(env.create_user("sen"))

    @property
    def mention(self) -> str:
        """The bot, as a message names it."""
        assert self.bot.user is not None
        return self.bot.user.mention

    @property
    def texts(self) -> Texts:
        """The sentences of public replies."""
        return self.bot.texts

    @property
    def private(self) -> Texts:
        """The sentences of private replies; a member of simcord has American English."""
        return self.bot.app.catalogue.texts("en")

    def replies(self, channel: simcord.ChannelHandle | None = None) -> list[discord.Message]:
        """What the bot has said in a channel, oldest first."""
        assert self.bot.user is not None
        history = (channel or self.channel).history()
        return [message for message in history if message.author.id == self.bot.user.id]

    async def wait(self, seconds: float) -> None:
        """Let time pass: the clock jumps, then what the bot does every few seconds is done."""
        self.clock.seconds += seconds - TICK_SECONDS
        await self.env.advance_time(TICK_SECONDS)

    async def ask(self, question: str) -> discord.Message:
        """Mention the bot with a question and return its one reply."""
        before = len(self.replies())
        await self.member.send(self.channel, f"{self.mention} {question}")
        after = self.replies()
        assert len(after) == before + 1
        return after[-1]

    def place(self, question: str) -> Place:
        """The place that answers a question best."""
        return self.answerer.answer(question).hits[0].place


def memory_in(folder: Path) -> SecretStr:
    """The address of a database in a folder."""
    return SecretStr(f"sqlite:///{folder}/memory.db")


def quoted(embed: discord.Embed) -> str:
    """The quote in an embed, without its decoration: marks of a quote, and of bold where the words have no marks."""
    assert embed.description is not None
    lines = embed.description[embed.description.index("\n\n> ") + 2 :].split("\n")
    assert all(line.startswith("> ") for line in lines)
    said = (line[2:] for line in lines)
    return "\n".join(re.sub(r"\*\*([^*_`\[\\<|~]+?)\*\*", r"\1", line) for line in said)


def addresses(components: Iterable[Body]) -> list[str]:
    """The addresses that buttons of a message lead to."""
    return [item["url"] for row in components for item in row["components"] if item.get("url")]


def labels(message: discord.Message | simcord.ResponseMessage) -> list[str]:
    """The labels of a message's buttons."""
    rows: Sequence[Body] = (
        message.components
        if isinstance(message, simcord.ResponseMessage)
        else [dict(row.to_dict()) for row in message.components]
    )
    return [item["label"] for row in rows for item in row["components"] if item.get("label")]


def check_quote(embed: discord.Embed, place: Place, texts: Texts) -> None:
    """An embed holds a passage verbatim, the interviewer's question, speaker, title, number and source."""
    assert quoted(embed) == place.quote
    assert place.quote in place.interview.text
    assert (embed.description or "").startswith(f"**{texts('question-label')}** {place.question}\n\n")
    assert embed.author.name == texts.listed(list(place.interview.speakers))
    assert embed.author.url == place.interview.source
    total = len(place.interview.exchanges)
    assert embed.footer.text == texts("where", title=place.interview.title, number=place.exchange.number, total=total)


def bodies(env: Env) -> list[Body]:
    """Everything that the bot has sent or edited as a message, in order, as Discord got it."""
    found: list[Body] = []
    for request in env.http_requests:
        if request.path.endswith("/callback"):
            assert isinstance(request.json, dict)
            if request.json["type"] in (4, 7):
                found.append(request.json["data"])
        elif request.method in ("POST", "PATCH") and re.search(r"/messages(/|$)|^/webhooks/", request.path):
            assert isinstance(request.json, dict)
            found.append(request.json)
    return found


@functools.cache
def description() -> Any:
    """The checker of requests against Discord's description of its API; None for users, who have none."""
    path = SHARED / "discord" / "validate.py"
    if not path.is_file():
        return None
    spec = importlib.util.spec_from_file_location("discord_description", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def offences(env: Env) -> list[str]:
    """What of all that the bot has sent is not as Discord describes its API."""
    checker = description()
    if checker is None:
        return []
    found: list[str] = []
    for request in env.http_requests:
        if request.json is not None:
            _, wrong = checker.check(request.method, request.path, request.json)
            found += [f"{request.method} {request.path}: {one}" for one in wrong]
    return found


def faults(body: Body) -> list[str]:
    """What Discord would refuse of a message, and what could ping somebody."""
    found: list[str] = []

    def hold(value: Any, limit: int, what: str, least: int = 0) -> None:
        size = len(value or "")
        if not least <= size <= limit:
            found.append(f"{what}: {size}, not {least} to {limit}")

    if (body.get("allowed_mentions") or {"parse": ["everyone"]}).get("parse") != []:
        found.append("something can ping")
    allowed = body.get("allowed_mentions", {})
    named = [int(role) for role in re.findall(r"^<@&(\d+)>$", body.get("content") or "")]
    if "users" in allowed or allowed.get("roles", []) != named:
        found.append("somebody can be pinged")
    if (body.get("allowed_mentions") or {}).get("replied_user"):
        found.append("the asker is pinged")
    embeds = body.get("embeds") or []
    if not (body.get("content") or "").strip() and not embeds and not body.get("attachments"):
        found.append("empty message")
    hold(body.get("content"), 2000, "content")
    hold(embeds, 10, "embeds")
    total = 0
    for embed in embeds:
        author, footer = embed.get("author", {}).get("name", ""), embed.get("footer", {}).get("text", "")
        hold(embed.get("description"), 4096, "description", 1)
        hold(embed.get("title"), 256, "title")
        hold(author, 256, "author")
        hold(footer, 2048, "footer")
        total += len(embed.get("description", "") + embed.get("title", "") + author + footer)
    if total > 6000:
        found.append(f"embeds together: {total}")
    rows = body.get("components") or []
    hold(rows, 5, "rows")
    items = [item for row in rows for item in row["components"]]
    ids = [item["custom_id"] for item in items if "custom_id" in item]
    if len(ids) != len(set(ids)):
        found.append("a custom_id twice")
    for row in rows:
        hold(row["components"], 5 if row["components"][0]["type"] == 2 else 1, "row", 1)
    for item in items:
        if "url" in item:
            hold(item["url"], 512, "url", 1)
        else:
            hold(item.get("custom_id"), 100, "custom_id", 1)
        if item["type"] == 2:
            hold(item.get("label"), 80, "label", 1)
        else:
            hold(item.get("placeholder"), 150, "placeholder")
            # Menus of channels and roles have no options of their own.
            options = item.get("options", [])
            hold(options, 25, "options", 1 if item["type"] == 3 else 0)
            hold(item.get("default_values"), item.get("max_values", 1), "default values")
            if len({option["value"] for option in options}) != len(options):
                found.append("an option twice")
            for option in options:
                hold(option["label"], 100, "option", 1)
                hold(option["value"], 100, "value", 1)
                hold(option.get("description"), 100, "option's description")
    return found


def check_sent(env: Env) -> None:
    """Nothing that the bot has sent is refused by Discord, or can ping."""
    for body in bodies(env):
        assert faults(body) == []
    assert offences(env) == []


@contextlib.asynccontextmanager
async def connect(bot: InterviewBot) -> AsyncIterator[Env]:
    """A bot in a simulated Discord of its own; afterwards all that it sent is checked."""
    async with simcord.run(bot) as env:
        yield env
        check_sent(env)


@pytest.fixture
def clock() -> Clock:
    """How long conversations last, in the test's hand."""
    return Clock()


@pytest.fixture(scope="session")
def empty_memory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that holds nothing yet, made once."""
    path = tmp_path_factory.mktemp("memory") / "empty.db"

    async def create() -> None:
        await (await open_database(f"sqlite:///{path}")).close()

    asyncio.run(create())
    return path


@pytest.fixture
def memory(empty_memory: Path, tmp_path: Path) -> Path:
    """The file of a test's own database."""
    return Path(shutil.copy(empty_memory, tmp_path / "memory.db"))


@pytest.fixture(scope="session", autouse=True)
def _prepared(app: App) -> None:
    """Dictionaries are loaded before a bot connects, as `bot.chat.running` does."""
    app.answerer.parser.prepare()


@pytest.fixture
def stage(request: pytest.FixtureRequest) -> Stage:
    """The plain bot, or what a test is parametrised with."""
    given = getattr(request, "param", None)
    return given if isinstance(given, Stage) else Stage()


@pytest.fixture
def staged(app: App, stage: Stage, memory: Path) -> App:
    """The app of a test."""
    settings = app.settings.model_copy(update={"database": memory_in(memory.parent), **stage.settings})
    return replace(app, settings=settings, answerer=Settled(app.answerer, stage.decision))


@pytest.fixture
async def make_bot(clock: Clock) -> AsyncIterator[MakeBot]:
    """Makes real bots, not yet connected; simcord leaves it to us to close what they open."""
    made: list[InterviewBot] = []

    def make(app: App, *, seed: int = 7, **options: Any) -> InterviewBot:
        made.append(InterviewBot(app, clock=clock, dice=random.Random(seed), **options))
        return made[-1]

    yield make
    for bot in made:
        await bot.memory.close()


@pytest.fixture
def simcord_bot(staged: App, make_bot: MakeBot) -> InterviewBot:
    """The real bot, before it connects."""
    return make_bot(staged)


@pytest.fixture
def room(simcord_env: Env, simcord_bot: InterviewBot, clock: Clock) -> Iterator[Room]:
    """A server with the bot; afterwards everything that it sent is checked against Discord's limits."""
    clock.env = simcord_env
    answerer = simcord_bot.app.answerer
    assert isinstance(answerer, Settled)
    yield Room(simcord_env, simcord_bot, answerer, clock)
    check_sent(simcord_env)


@pytest.fixture
def moderator(room: Room) -> simcord.MemberActor:
    """Somebody who may manage the server."""
    role = room.guild.create_role("mods", permissions=discord.Permissions(manage_guild=True, view_channel=True))
    return room.guild.add_member(room.env.create_user("mod"), roles=[role])


@pytest.fixture
def speak(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sets the language of everybody's Discord; simcord has American English only."""
    plain = simcord.interactions.base_payload

    def set_language(locale: str) -> None:
        def payload(*args: Any, **kwargs: Any) -> Any:
            record, values = plain(*args, **kwargs)
            return record, {**values, "locale": locale}

        monkeypatch.setattr(simcord.interactions, "base_payload", payload)

    return set_language
