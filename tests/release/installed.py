"""The wheel and the source installed as users do, in empty environments, and used from an empty folder.

The wheel takes the steps of the Dockerfile: the exact versions of deploy/constraints.txt, then the bot alone. It is
used by a user without a home who can write into two folders only, and connects to a stand-in of Discord.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

from tests.release.built import find
from tests.release.commands import ROOT, run, say
from tests.standin.server import Standin
from tests.standin.values import make_guild

QUESTION, PASSAGE = "什么是深度学习？", "深度学习是机器学习的一种特定方法"
# The user of the image; any number that is nobody's here.
USER = 10001
RUNNER = ROOT / "tests" / "standin" / "runner.py"
SECONDS = 60


@dataclass(frozen=True)
class Installed:
    """The bot as it is installed.

    Attributes:
        folder: of the virtual environment.
        data, cache: the only folders into which it may write; it runs in the first.
    """

    folder: Path
    data: Path
    cache: Path

    @property
    def user(self) -> int | None:
        """As whom it runs: as another one, if there is a choice."""
        return USER if sys.platform != "win32" and os.geteuid() == 0 else None

    @property
    def environment(self) -> dict[str, str]:
        """All that it is told."""
        return {
            "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.defpath}",
            "HOME": "/nonexistent",
            "LANG": "C.UTF-8",
            "PYTHONDONTWRITEBYTECODE": "1",
            "INTERVIEW_BOT_CACHE": str(self.cache),
        }

    def command(self, *arguments: str, expected: int = 0) -> str:
        """What the command ``interview-bot`` says."""
        program = self.folder / "bin" / "interview-bot"
        return run(
            program, *arguments, folder=self.data, environment=self.environment, expected=expected, user=self.user
        )


def check_locked_wheel(folder: Path) -> None:
    """Install the wheel as the image does, then use all of it.

    Raises:
        SystemExit: a step fails, or an answer is not the right one.
    """
    python = _environment(folder / "wheel")
    pip = (python, "-m", "pip", "--no-input")
    run(*pip, "install", "--requirement", ROOT / "deploy" / "constraints.txt", folder=folder)
    run(*pip, "install", "--no-deps", *find(folder, "*.whl"), folder=folder)
    run(*pip, "check", folder=folder)
    bot = _settle(folder / "wheel")
    _use(bot)
    _connect(bot)


def check_sdist(folder: Path) -> None:
    """Install the source with the newest versions that its ranges allow, then ask.

    Raises:
        SystemExit: it cannot be installed, or an answer is not the right one.
    """
    python = _environment(folder / "sdist")
    run(python, "-m", "pip", "--no-input", "install", *find(folder, "*.tar.gz"), folder=folder)
    _use(_settle(folder / "sdist"))


def _environment(folder: Path) -> Path:
    venv.create(folder, with_pip=True)
    return folder / "bin" / "python"


def _settle(folder: Path) -> Installed:
    """Take the right to write into it away, and make the two folders that are left."""
    bot = Installed(folder, folder.with_name(f"{folder.name}-data"), folder.with_name(f"{folder.name}-cache"))
    for own in (bot.data, bot.cache):
        own.mkdir(mode=0o700)
        if bot.user is not None:
            shutil.chown(own, bot.user, bot.user)
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~0o222)
    return bot


def _use(bot: Installed) -> None:
    """Ask, check, complete, and be told what is wrong."""
    (answer,) = json.loads(bot.command("ask", "--json", QUESTION))["hits"][:1]
    if PASSAGE not in answer["passage"]:
        raise SystemExit(f"the answer is another one: {answer}")
    bot.command("check")
    bot.command("explain", QUESTION)
    said = bot.command("run", expected=2)
    if "DISCORD_TOKEN" not in said:
        raise SystemExit(f"a missing token is told as {said!r}")
    kept = sorted(path.name for path in bot.data.iterdir())
    if kept or not any(bot.cache.iterdir()):
        raise SystemExit(f"left {kept} in the working folder, or nothing in the cache")
    _complete(bot)
    say(f"{bot.command('--version').strip()} answers, checks, explains and completes, in {bot.folder.name}/")


def _complete(bot: Installed) -> None:
    """Let bash complete a command as it does after Tab."""
    script = (
        'eval "$(interview-bot completion bash)"; COMP_WORDS=(interview-bot che); COMP_CWORD=1;'
        ' _interview_bot_completion interview-bot; echo "${COMPREPLY[@]}"'
    )
    said = run("bash", "-c", script, folder=bot.data, environment=bot.environment, user=bot.user)
    if said.strip() != "check":
        raise SystemExit(f"bash completes `che` as {said!r}")


def _connect(bot: Installed) -> None:
    """Run it against the stand-in, mention it, stop it as Docker and systemd do."""
    guild = make_guild(1)
    with Standin([guild]) as standin:
        command = [
            str(bot.folder / "bin" / "python"),
            "-I",
            str(_readable(bot)),
            standin.url,
            standin.gateway_url,
            "run",
        ]
        log = bot.folder.with_name("run.log")
        with log.open("wb") as output:
            process = subprocess.Popen(
                command,
                cwd=bot.data,
                env={**bot.environment, "DISCORD_TOKEN": "token"},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                user=bot.user,
                group=bot.user,
                extra_groups=None if bot.user is None else [],
            )
            try:
                standin.wait(lambda: process.poll() is not None or standin.gateway.ready_at(0, "token"), SECONDS)
                reply = standin.thread.wait(standin.mention(guild, guild.channels[0], guild.owner, QUESTION))
                process.send_signal(signal.SIGTERM)
                code = process.wait(SECONDS)
            except Exception as error:
                process.kill()
                raise SystemExit(f"{error!r}\n{log.read_text(encoding='utf-8')}") from error
    said = json.dumps(reply.data, ensure_ascii=False).replace("**", "")
    if PASSAGE not in said or code != 0:
        raise SystemExit(f"answered {said}, ended with {code}\n{log.read_text(encoding='utf-8')}")
    if not (bot.data / "interview-bot.db").is_file():
        raise SystemExit("no database in the working folder")
    say("it connects, answers, and ends with 0 when it is asked to, as a user who can write into two folders only")


def _readable(bot: Installed) -> Path:
    """A copy of the stand-in's runner that the bot's user can read, wherever the checkout is."""
    return Path(shutil.copy(RUNNER, bot.folder.with_name("runner.py")))
