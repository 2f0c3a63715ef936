from __future__ import annotations

import re
import shlex

from tests.conftest import ROOT
from tests.deploy.files import PROJECT, exec_form, is_command, read, read_compose, read_dockerfile, rests
from tests.deploy.test_constraints import EXTRAS

PAGE = read("docs/deploying.md")
COMMANDS = [line.strip() for line in PAGE.replace("\\\n", " ").split("\n") if line.startswith("    ")]


def test_commands_of_the_page_exist() -> None:
    """Every command line of the bot's that an operator copies is one that it has."""
    found = re.findall(r"(?<![/\w])interview-bot (run|ask|db|reload|check|completion)\b", "\n".join(COMMANDS))
    assert {"ask", "db", "reload"} <= set(found)
    assert [name for name in found if not is_command(["interview-bot", name])] == []


def test_files_of_the_page_exist() -> None:
    """What is copied from deploy/ is there, on whatever system."""
    named = re.findall(r"deploy[/\\]([\w.-]+\w)", PAGE)
    assert {"interview-bot.service", "interview-bot.plist", "env.example", "constraints.txt"} <= set(named)
    assert [name for name in named if not (ROOT / "deploy" / name).is_file()] == []


def test_profiles_and_services_of_the_page_exist() -> None:
    """What is started, followed and stopped is in the compose file."""
    services = read_compose()["services"]
    profiles = {profile for service in services.values() for profile in service["profiles"]}
    assert set(re.findall(r"--profile (\w+)", PAGE)) == profiles
    assert set(re.findall(r"docker compose (?:exec|stop|start|logs -f) (\S+)", PAGE)) <= services.keys()


def test_extras_of_the_page_are_those_of_the_list() -> None:
    """Made anew as the page says, the list of exact versions has the same packages; all extras that are named exist."""
    (made,) = (command for command in COMMANDS if command.startswith("uv pip compile"))
    assert re.findall(r"--extra (\w+)", made) == list(EXTRAS)
    assert shlex.split(made)[-1] == "deploy/constraints.txt"
    named = {extra for group in re.findall(r"'\.\[([\w,]+)\]'", PAGE) for extra in group.split(",")}
    assert named <= PROJECT["project"]["optional-dependencies"].keys()


def test_folders_of_the_page_are_those_of_the_image_and_the_unit() -> None:
    """The number of the user, the volumes, and the folder of the service are the same as in the files."""
    image = read_dockerfile()[-1]
    (user,), (volumes,) = rests(image, "USER"), map(exec_form, rests(image, "VOLUME"))
    assert f"chown {user} " in PAGE
    assert [volume for volume in volumes if f":{volume} " not in PAGE] == []
    assert re.search(r"^ExecStart=/opt/interview-bot/bin/", read("deploy/interview-bot.service"), re.MULTILINE)
    assert "python3 -m venv /opt/interview-bot\n" in PAGE


def test_the_health_of_the_image_is_asked_with_a_command_that_there_is() -> None:
    """A container whose health cannot be asked would be taken for a sick one."""
    (check,) = rests(read_dockerfile()[-1], "HEALTHCHECK")
    options, _, command = check.partition("CMD ")
    assert "--interval=" in options
    assert is_command(exec_form(command))
