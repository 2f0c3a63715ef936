"""``/healthz`` and ``/metrics``, over real sockets."""

from __future__ import annotations

import json
import re
import socket
from dataclasses import replace
from http.client import HTTPConnection
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bot.chat.status import Status, serve_status
from bot.cli import build_cli
from bot.cli.terminal import Terminal
from bot.errors import ConfigError
from bot.watching.metrics import Metrics
from tests.standin.faults import Fault
from tests.standin.processes import BotProcess
from tests.standin.server import Standin
from tests.standin.values import make_guild

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.app import App
    from bot.settings import Settings
    from tests.chat.conftest import MakeBot

# Seconds.
HEARTBEAT = 1.0
QUESTION = "他为什么喜欢 Python？"
SECRET_WORDS = "红烧肉怎么做才好吃"


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def get(port: int, path: str) -> tuple[int, str]:
    """Status and body."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def health(port: int, folder: Path) -> tuple[int, str]:
    """What ``interview-bot health`` says, and its exit code."""
    environ = {"INTERVIEW_BOT_STATUS_PORT": str(port)} if port else {}
    result = CliRunner().invoke(build_cli(Terminal(environ=environ, directory=folder)), ["health"])
    return result.exit_code, result.output.strip()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the process works."""
    return tmp_path_factory.mktemp("status")


@pytest.fixture(scope="module")
def running(folder: Path) -> Iterator[tuple[BotProcess, Standin, int]]:
    """The real bot, connected, with a status port, after two questions that were answered and three that failed."""
    port, guild = free_port(), make_guild(0)
    environment = {"INTERVIEW_BOT_STATUS_PORT": str(port), "INTERVIEW_BOT_LOG_FORMAT": "json"}
    with (
        Standin([guild], heartbeat=HEARTBEAT) as standin,
        BotProcess(standin, folder, "run", token="a-token-of-its-own", environment=environment) as process,
    ):
        process.wait_ready()
        here, messages = (guild, guild.channels[0], guild.owner), "/channels/*/messages"
        for asked in (QUESTION, SECRET_WORDS):
            standin.thread.wait(standin.mention(*here, asked))
        # Each fails, and is answered with a reference, or after a pause.
        for fault in (Fault.refused(400), Fault.garbled(404), Fault.limited(0.05)):
            standin.fault("POST", messages, fault, times=1)
            standin.thread.wait(standin.mention(*here, SECRET_WORDS))
        standin.fault("POST", "/interactions/**", Fault.refused(400), times=1)
        standin.thread.wait(standin.slash(*here, "ask", {"question": SECRET_WORDS}))
        yield process, standin, port


def test_a_connected_bot_is_healthy(running: tuple[BotProcess, Standin, int], folder: Path) -> None:
    """The heartbeat is young, the index there, the database answers, and `health` says so in one sentence."""
    _, _, port = running
    status, body = get(port, "/healthz")
    found = json.loads(body)
    assert (status, found["healthy"], found["wrong"]) == (200, True, [])
    assert 0 <= found["heartbeat"]["0"] < 60
    assert found["passages"] > 0
    assert health(port, folder) == (0, "一切正常。")


def test_questions_are_counted(running: tuple[BotProcess, Standin, int]) -> None:
    """By decision; so are connections and requests; nothing in it names a server or what was said."""
    _, _, port = running
    status, body = get(port, "/metrics")
    assert status == 200
    assert 'interview_bot_questions_total{decision="answered",intent="question",way="message"} 1.0' in body
    assert 'interview_bot_questions_total{decision="not_found",intent="question",way="message"} 4.0' in body
    assert 'interview_bot_questions_total{decision="not_found",intent="question",way="command"} 1.0' in body
    assert "interview_bot_reply_seconds_count 3.0" in body
    assert "interview_bot_faults_total 3.0" in body
    assert 'interview_bot_requests_total{status="429"} 1.0' in body
    assert 'interview_bot_requests_total{status="4xx"} 3.0' in body
    assert re.search(r'interview_bot_heartbeat_age_seconds\{shard="0"\} \d', body)
    assert 'interview_bot_connections_total{event="connected"} 1.0' in body
    assert "interview_bot_servers 1.0" in body
    assert "process_resident_memory_bytes" in body
    for hidden in (SECRET_WORDS, "Python？", str(make_guild(0).id)):
        assert hidden not in body


def test_the_log_is_json_without_the_token_and_without_what_members_say(
    running: tuple[BotProcess, Standin, int],
) -> None:
    """At the level info, after questions that were answered, that were not, and that failed with a trace."""
    process, _, _ = running
    facts = [json.loads(line) for line in process.text().strip().split("\n")]
    failed = [fact for fact in facts if "trace" in fact]
    assert ["failed, reference" in fact["message"] for fact in failed] == [True] * 3
    assert all("Traceback" in fact["trace"] for fact in failed)
    assert any("429" in fact["message"] for fact in facts)
    assert SECRET_WORDS not in process.text()
    assert QUESTION not in process.text()
    assert process.token not in process.text()


def test_a_connection_that_is_not_acknowledged_is_not_healthy(
    running: tuple[BotProcess, Standin, int], folder: Path
) -> None:
    """After two and a half heartbeats without an answer the gateway is named, and with the next answer all is well."""
    _, standin, port = running
    standin.gateway.stop_acking(0)
    standin.wait(lambda: get(port, "/healthz")[0] == 503, 10)
    found = json.loads(get(port, "/healthz")[1])
    assert found["wrong"] == ["gateway"]
    assert found["heartbeat"]["0"] > 2.5 * HEARTBEAT
    assert health(port, folder) == (1, "不正常：Discord 连接。")
    standin.heal()
    standin.gateway.drop(0)
    standin.wait(lambda: get(port, "/healthz")[0] == 200, 10)
    standin.wait(lambda: 'interview_bot_connections_total{event="resumed"} 1.0' in get(port, "/metrics")[1], 10)


def test_nobody_there_is_said_in_one_sentence(folder: Path) -> None:
    """A bot that does not run is not healthy, and settings without a port cannot tell."""
    code, said = health(free_port(), folder)
    assert code == 1
    assert "没有回应" in said
    code, said = health(0, folder)
    assert code == 2
    assert "status_port" in said


async def test_a_bot_that_is_not_connected_is_not_healthy(app: App, make_bot: MakeBot) -> None:
    """While it connects, and where its database is out of reach; what is wrong is named."""
    status = Status(Metrics())
    assert (await status.look())["wrong"] == ["gateway", "index", "database"]
    status.bot = make_bot(app)
    assert (await status.look())["wrong"] == ["gateway", "database"]
    several = replace(app, settings=app.settings.model_copy(update={"shard_count": 8, "shards": "5-6"}))
    status.bot = make_bot(several)
    assert (await status.look())["heartbeat"] == {"5": None, "6": None}
    assert "interview_bot_passages" in (await status.tell_metrics(None)).body.decode()  # type: ignore[arg-type, union-attr]


async def test_a_port_that_is_taken_is_one_fault(settings: Settings) -> None:
    """The sentence names the setting; without a port nothing is opened."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ConfigError) as caught:
            async with serve_status(settings.model_copy(update={"status_port": port}), Metrics()):
                pass
    assert (caught.value.code, caught.value.details["port"]) == ("status-port", str(port))
    async with serve_status(settings, Metrics()) as status:
        assert status.bot is None
