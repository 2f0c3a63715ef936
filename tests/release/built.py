"""The wheel and the source distribution: built, held against the index's rules, and their contents."""

from __future__ import annotations

import tarfile
import zipfile
from fnmatch import fnmatch
from typing import TYPE_CHECKING

from tests.release.commands import ROOT, TOOLS, run, say

if TYPE_CHECKING:
    from pathlib import Path

# Of what a user runs or edits, a file each; and what is no business of theirs.
NEEDED = (
    "bot/py.typed",
    "bot/__main__.py",
    "bot/data/corpus/francois-chollet.md",
    "bot/data/corpus/francois-chollet.toml",
    "bot/data/config/settings.toml",
    "bot/data/config/decision.toml",
    "bot/data/config/texts/zh-CN.ftl",
)
LEFTOVERS = ("*.env", "*__pycache__*", "*.db")
STRANGE = (*LEFTOVERS, "tests/*", "docs/*", "deploy/*")


def check(folder: Path) -> None:
    """Build both into ``folder/dist``: the source from the checkout, the wheel from that source.

    Raises:
        SystemExit: they cannot be built, an index would refuse them, or something is missing in them or too much.
    """
    dist = folder / "dist"
    run(TOOLS / "python", "-m", "build", "--outdir", dist, ROOT)
    run(TOOLS / "twine", "check", "--strict", *find(folder, "*"))
    (wheel,), (sdist,) = find(folder, "*.whl"), find(folder, "*.tar.gz")
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
    _hold("the wheel", names, NEEDED, STRANGE)
    missing = _tracked("bot") - set(names)
    if missing:
        raise SystemExit(f"the wheel lacks {sorted(missing)}")
    with tarfile.open(sdist) as tar:
        members = [name.partition("/")[2] for name in tar.getnames()]
    rest = ("pyproject.toml", "LICENSE", "README.md", "tests/conftest.py", "corpus/francois-chollet.md", "Dockerfile")
    _hold("the source", members, (*rest, "deploy/interview-bot.service", "compose.yaml"), LEFTOVERS)
    say(f"{wheel.name} has {len(names)} files, {wheel.stat().st_size / 1e6:.1f} MB; {sdist.name} {len(members)}")


def find(folder: Path, pattern: str) -> list[Path]:
    """What was built into a folder.

    Raises:
        SystemExit: nothing was.
    """
    found = sorted((folder / "dist").glob(pattern))
    if not found:
        raise SystemExit(f"nothing is built: the step `built` makes {pattern}")
    return found


def _tracked(folder: str) -> set[str]:
    """The files of a folder that belong to the project."""
    return set(run("git", "ls-files", folder).split())


def _hold(what: str, names: list[str], needed: tuple[str, ...], strange: tuple[str, ...]) -> None:
    lacking = [name for name in needed if name not in names]
    wrong = [name for name in names if any(fnmatch(name, pattern) for pattern in strange)]
    if lacking or wrong:
        raise SystemExit(f"{what} lacks {lacking} and should not have {wrong}")
