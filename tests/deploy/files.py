"""The files by which the bot is deployed, as values."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import yaml

from bot.cli import build_cli
from bot.cli.terminal import Terminal
from tests.conftest import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def read(name: str) -> str:
    """A file of the project."""
    return (ROOT / name).read_text(encoding="utf-8")


def read_dockerfile() -> list[list[tuple[str, str]]]:
    """The stages of the Dockerfile, each with its instructions and what stands behind them, in order."""
    stages: list[list[tuple[str, str]]] = []
    code = "\n".join(line for line in read("Dockerfile").split("\n") if not line.startswith("#"))
    for line in code.replace("\\\n", " ").split("\n"):
        instruction, _, rest = line.strip().partition(" ")
        if instruction == "FROM":
            stages.append([])
        if instruction:
            stages[-1].append((instruction, rest.strip()))
    return stages


def rests(stage: list[tuple[str, str]], instruction: str) -> list[str]:
    """What stands behind each of a stage's instructions of a kind."""
    return [rest for name, rest in stage if name == instruction]


def exec_form(text: str) -> list[str]:
    """An instruction in exec form."""
    return [str(part) for part in json.loads(text)]


def read_compose() -> dict[str, Any]:
    """The compose file, with its aliases put in."""
    return dict(yaml.safe_load(read("compose.yaml")))


def read_unit(name: str) -> dict[str, list[str]]:
    """A unit of systemd: every value of each key, in order."""
    found: dict[str, list[str]] = {}
    for line in read(name).split("\n"):
        if line and line[0] not in "#[":
            key, _, value = line.partition("=")
            found.setdefault(key, []).append(value)
    return found


def is_command(command: list[str]) -> bool:
    """Whether a command line, without the folder of its program, is one that the bot has, with options that it has."""
    program, name, *rest = command
    commands = build_cli(Terminal(environ={}, directory=ROOT)).commands
    if program not in PROJECT["project"]["scripts"] or name not in commands:
        return False
    known = [option for parameter in commands[name].params for option in parameter.opts]
    return all(one in known for one in rest if one.startswith("-"))
