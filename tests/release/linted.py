"""The files by which the bot is deployed, read by those who know their rules."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

from tests.release.commands import ROOT, TOOLS, run, say

if TYPE_CHECKING:
    from pathlib import Path

# systemd's own figure, from 0 (safe) to 100 (exposed).
EXPOSURE = 15


def check(folder: Path) -> None:
    """Read the Dockerfile, the compose file, the unit and the workflows with their linters.

    Raises:
        SystemExit: one of them found something.
    """
    run(TOOLS / "hadolint", "Dockerfile")
    run(TOOLS / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", "compose.yaml")
    run(TOOLS / "zizmor", "--offline", "--pedantic", ".github/workflows")
    say("Dockerfile, compose.yaml and the workflows are well written")
    if shutil.which("systemd-analyze") is None:
        say("there is no systemd here: the unit was not looked at")
        return
    _check_unit(folder)


def _check_unit(folder: Path) -> None:
    text = (ROOT / "deploy" / "interview-bot.service").read_text(encoding="utf-8")
    # verify looks whether the command is there.
    unit = folder / "interview-bot.service"
    unit.write_text(text.replace("/opt/interview-bot/bin/interview-bot", "/bin/true"), encoding="utf-8")
    said = run("systemd-analyze", "verify", unit)
    if said.strip():
        raise SystemExit(said)
    run("systemd-analyze", "security", "--offline=true", f"--threshold={EXPOSURE}", "--no-pager", unit)
    version = subprocess.run(["systemd-analyze", "--version"], capture_output=True, text=True, check=True)
    say(f"the unit is sound and exposed by at most {EXPOSURE / 10} of 10, says {version.stdout.split('(')[0].strip()}")
