"""The real bot in a process of its own, which can be killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import TracebackType

    from tests.standin.server import Standin

ROOT = Path(__file__).parents[2]

# Seconds: until a bot has read its corpus and is connected, and until it has ended after a signal.
START, END = 60.0, 20.0

# Of a log, what is shown when something fails.
_TAIL = 6000


class BotProcess:
    """The bot's command line in a process, pointed at a stand-in.

    Args:
        standin: to which it connects.
        folder: its working folder, in which its log is kept.
        arguments: of the command line.
        token: its token; processes with different ones can be told apart in what the stand-in records.
        environment: variables besides those of this process, whose settings of the bot are left out.
        module: what is run, with the two addresses before the arguments.
    """

    def __init__(
        self,
        standin: Standin,
        folder: Path,
        *arguments: str,
        token: str = "token",
        environment: Mapping[str, str] | None = None,
        module: str = "tests.standin.runner",
    ) -> None:
        self.log = folder / f"{token}.log"
        self.token = token
        self._standin = standin
        self._folder = folder
        self._arguments = arguments or ("run",)
        self._environment = environment or {}
        self._module = module
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        if error is not None:
            error.add_note(self.shown())

    def start(self) -> None:
        """Start it, again if it has ended; the log goes on."""
        assert self.returncode is not None or self._process is None, "it still runs"
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("INTERVIEW_BOT_", "DISCORD_"))}
        environment = {**kept, "DISCORD_TOKEN": self.token, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", self._module, self._standin.url, self._standin.gateway_url]
        self._started = self._standin.now()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, *self._arguments],
                cwd=self._folder,
                env={**environment, **self._environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    @property
    def pid(self) -> int:
        """Its number in the system."""
        assert self._process is not None, "it was never started"
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """With which it ended; None while it runs."""
        return None if self._process is None else self._process.poll()

    def wait_ready(self, shards: Iterable[int] = (0,), seconds: float = START) -> None:
        """Wait until shards of this start are connected and were told of their guilds.

        Raises:
            RuntimeError: the process ended.
            TimeoutError: it took longer.
        """
        wanted = tuple(shards)
        ends = time.monotonic() + seconds
        while not all((self._standin.gateway.ready_at(shard, self.token) or 0) >= self._started for shard in wanted):
            if self.returncode is not None:
                raise RuntimeError(f"the bot ended with {self.returncode}\n{self.shown()}")
            if time.monotonic() > ends:
                raise TimeoutError(f"the bot was not ready within {seconds} s\n{self.shown()}")
            time.sleep(0.02)

    def send_signal(self, number: signal.Signals) -> None:
        """Send a signal, such as SIGSTOP."""
        assert self._process is not None, "it was never started"
        self._process.send_signal(number)

    def kill(self) -> None:
        """End it at once, with SIGKILL."""
        if self._process is not None and self.returncode is None:
            self._process.kill()
            self._process.wait()

    def stop(self, number: signal.Signals = signal.SIGINT, seconds: float = END) -> int:
        """Ask it to end, and return with what it did.

        Raises:
            TimeoutError: it did not; then it is killed.
        """
        assert self._process is not None, "it was never started"
        self.send_signal(number)
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise TimeoutError(f"the bot did not end within {seconds} s\n{self.shown()}") from None

    def text(self) -> str:
        """Everything that it has written."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def shown(self) -> str:
        """The end of its log, under its name."""
        return f"--- {self.log}\n{self.text()[-_TAIL:]}"
