"""``init``, over real sockets and, for what is typed unseen, in a real terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import discord
import pytest

from tests.conftest import ROOT
from tests.standin.faults import Fault
from tests.standin.server import Standin
from tests.standin.values import APPLICATION, BOT, Portal
from tests.test_credentials import GOOD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from click.testing import Result

    from bot.cli.terminal import Terminal

OTHER = GOOD.replace("GaBcDe", "GaBcDf")


@pytest.fixture
def standin(monkeypatch: pytest.MonkeyPatch) -> Iterator[Standin]:
    """Discord, which knows the good token and whose owner has not switched anything on."""
    with Standin(token=GOOD, portal=Portal(0)) as opened:
        monkeypatch.setattr(discord.http.Route, "BASE", opened.url)
        yield opened


@pytest.mark.usefixtures("standin")
def test_a_token_from_standard_input_is_all_it_takes(terminal: Terminal, run: Callable[..., Result]) -> None:
    """Checked, kept for the owner's eyes, with the switches, the invitation and the next commands; never shown."""
    (terminal.directory / ".env").write_text("A=1\n", encoding="utf-8")
    terminal.environ = {**terminal.environ, "INTERVIEW_BOT_MESSAGE_CONTENT": "true"}
    result = run("init", "--token-stdin", stdin=f"\ufeff\n  'Bot {GOOD}'\r\n")
    assert (result.exit_code, result.stderr) == (0, "")
    path = terminal.directory / ".env"
    assert path.read_text(encoding="utf-8") == f"A=1\nDISCORD_TOKEN={GOOD}\n"
    assert os.name != "posix" or path.stat().st_mode & 0o777 == 0o600
    lines = result.stdout.split("\n")
    assert lines[:4] == [
        "Took the quotes off the token.",
        "Took “Bot ” off the token.",
        f"Discord knows this token: {BOT.name}.",
        f"The token is in {path}, which only you can read.",
    ]
    assert "Message Content Intent is off" in " ".join(result.stdout.split())
    (link,) = (line for line in lines if line.startswith("https://discord.com/oauth2/authorize?"))
    assert f"client_id={APPLICATION}" in link
    assert [line.split("  ")[1] for line in lines if line.startswith("  interview-bot")] == [
        "interview-bot doctor",
        "interview-bot run",
    ]
    assert GOOD not in result.output


def refuse(standin: Standin) -> None:
    """Discord does not know the token."""
    standin.fault("GET", "/users/@me", Fault.refused(401))


def fail(standin: Standin) -> None:
    """Discord fails."""
    standin.fault("GET", "/users/@me", Fault.refused(503))


@pytest.mark.parametrize(
    ("pasted", "seed", "said"),
    [
        (GOOD, refuse, "Discord refuses this token."),
        (GOOD, Standin.unplug, "Discord cannot be reached: the connection is refused."),
        (GOOD, fail, "Discord cannot be reached: the answer is HTTP 503."),
        ("AbCdEfGhIjKlMnOpQrStUvWxYz012-_3", None, "This looks like the client secret"),
        ("123456789012345678", None, "This is a number"),
        ("", None, "There was no token to read."),
        ("令牌", None, "A token does not look like this"),
    ],
)
def test_what_is_wrong_is_one_sentence_and_nothing_is_written(
    standin: Standin,
    terminal: Terminal,
    run: Callable[..., Result],
    pasted: str,
    seed: Callable[[Standin], object] | None,
    said: str,
) -> None:
    """Exit code 2, one line, no file, and not what was pasted."""
    if seed is not None:
        seed(standin)
    result = run("init", stdin=pasted)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(said)
    assert result.stderr.count("\n") == 1
    assert not pasted or pasted not in result.stderr
    assert list(terminal.directory.iterdir()) == []


@pytest.mark.usefixtures("standin")
def test_a_token_that_is_there_is_not_replaced_unasked(terminal: Terminal, run: Callable[..., Result]) -> None:
    """Another one needs --yes; the same one may be given again."""
    path = terminal.directory / ".env"
    path.write_text(f"DISCORD_TOKEN={OTHER}\n", encoding="utf-8")
    refused = run("init", "--token-stdin", stdin=GOOD)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "--yes" in refused.stderr
    assert path.read_text(encoding="utf-8") == f"DISCORD_TOKEN={OTHER}\n"
    assert run("init", "--token-stdin", "--yes", stdin=GOOD).exit_code == 0
    assert path.read_text(encoding="utf-8") == f"DISCORD_TOKEN={GOOD}\n"
    again = run("init", "--token-stdin", stdin=GOOD)
    assert again.exit_code == 0
    assert f"Going on with the token in {path}." in again.stdout


@pytest.mark.usefixtures("standin")
def test_a_variable_that_goes_before_the_file_is_told(terminal: Terminal, run: Callable[..., Result]) -> None:
    """Nobody wonders why the bot still uses the old token."""
    terminal.environ = {**terminal.environ, "DISCORD_TOKEN": OTHER}
    result = run("init", "--token-stdin", stdin=GOOD)
    assert "The variable DISCORD_TOKEN holds another token" in result.stdout
    assert OTHER not in result.output


def test_there_is_no_option_that_takes_a_token(run: Callable[..., Result]) -> None:
    """What is typed on a command line is seen by other users and kept by shells."""
    result = run("init", GOOD)
    assert result.exit_code == 2
    assert "unexpected extra argument" in result.stderr


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such terminals")
def test_what_is_typed_is_not_shown(standin: Standin, tmp_path: Path) -> None:
    """In a terminal the token is asked for, after asking about the one that is there, and appears nowhere on it."""
    path = tmp_path / ".env"
    path.write_text(f"DISCORD_TOKEN={OTHER}\n", encoding="utf-8")
    screen = type_into(standin, tmp_path, (b"Replace it?", "y"), (b"Token (paste", GOOD))
    assert "Discord knows this token" in screen
    assert GOOD not in screen
    assert path.read_text(encoding="utf-8") == f"DISCORD_TOKEN={GOOD}\n"


@pytest.mark.long
@pytest.mark.skipif(os.name != "posix", reason="Windows has no such terminals")
def test_who_keeps_a_token_is_not_asked_for_one(standin: Standin, tmp_path: Path) -> None:
    """A second time shows switches and invitation again, with the token that is there."""
    (tmp_path / ".env").write_text(f"DISCORD_TOKEN={GOOD}\n", encoding="utf-8")
    screen = type_into(standin, tmp_path, (b"Replace it?", ""))
    assert "Going on with the token in" in screen
    assert "https://discord.com/oauth2/authorize?" in screen
    assert "Token (paste" not in screen


def type_into(standin: Standin, folder: Path, *steps: tuple[bytes, str]) -> str:
    """Everything on the screen of an ``init`` in a terminal, where each answer is typed once its question is there."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("INTERVIEW_BOT_", "DISCORD_"))}
    module = [sys.executable, "-m", "tests.standin.runner", standin.url, standin.gateway_url]
    terminal, inner = os.openpty()
    with subprocess.Popen(
        [*module, "--language", "en", "init"],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(ROOT)},
        stdin=inner,
        stdout=inner,
        stderr=inner,
        start_new_session=True,
    ) as process:
        os.close(inner)
        screen = b"".join(answered(terminal, list(steps)))
    os.close(terminal)
    assert process.returncode == 0, screen
    return screen.decode()


def answered(terminal: int, steps: list[tuple[bytes, str]]) -> Iterator[bytes]:
    """What appears on a terminal until its program ends, while the answers are typed."""
    seen = b""
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:  # so Linux tells of the end
            return
        if not part:
            return
        yield part
        seen += part
        if steps and steps[0][0] in seen:
            os.write(terminal, steps.pop(0)[1].encode() + b"\n")
