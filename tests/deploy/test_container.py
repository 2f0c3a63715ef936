from __future__ import annotations

import re
import shlex
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import pytest

from bot.guilds.database import parse_url
from bot.quotes.fonts import KNOWN, font_folders
from bot.settings import PREFIX, load_settings, read_variables
from tests.conftest import ROOT
from tests.deploy.files import PROJECT, exec_form, is_command, read, read_compose, read_dockerfile, rests

if TYPE_CHECKING:
    from pathlib import Path

BUILD, IMAGE = read_dockerfile()
COMPOSE = read_compose()
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"] == "interview-bot"}


def variables(text: str) -> dict[str, str]:
    """Those of an ENV."""
    return dict(part.partition("=")[::2] for part in shlex.split(text))


def test_both_stages_stand_on_one_exact_version() -> None:
    """An image that is built again has the same Python, also in the environment that is copied."""
    (first,), (second,) = rests(BUILD, "FROM"), rests(IMAGE, "FROM")
    assert first == f"{second} AS build"
    assert re.fullmatch(r"python:3\.\d+\.\d+-slim-[a-z]+", second)
    python = ".".join(second.removeprefix("python:").split(".")[:2])
    assert f"Programming Language :: Python :: {python}" in PROJECT["project"]["classifiers"]


def test_the_image_runs_as_a_user_of_its_own_with_a_fixed_number() -> None:
    """A number is what Kubernetes checks and what a folder of the host is given to; it owns the two folders."""
    (user,) = rests(IMAGE, "USER")
    number, _, group = user.partition(":")
    assert number == group
    assert int(number) >= 10_000
    (made,) = rests(IMAGE, "RUN")
    assert f"--uid {number}" in made
    (volumes,) = map(exec_form, rests(IMAGE, "VOLUME"))
    assert f"--owner={number} --group={group} --mode=0750 {' '.join(volumes)}" in made


def test_the_image_keeps_what_it_writes_in_its_volumes() -> None:
    """With a read-only root the bot works in a volume, and its cache is one."""
    (volumes,) = map(exec_form, rests(IMAGE, "VOLUME"))
    (environment,) = map(variables, rests(IMAGE, "ENV"))
    assert {*rests(IMAGE, "WORKDIR"), environment[f"{PREFIX}CACHE"]} == set(volumes)
    assert environment["PYTHONDONTWRITEBYTECODE"] == "1"


def test_the_image_runs_commands_that_there_are() -> None:
    """Without a shell between, so that a signal reaches the bot, and with a command line that it understands."""
    (entry,), (command,) = map(exec_form, rests(IMAGE, "ENTRYPOINT")), map(exec_form, rests(IMAGE, "CMD"))
    assert is_command([*entry, *command])


def test_what_the_image_is_built_from_is_let_in() -> None:
    """All that is copied exists and is in the context, all that the wheel needs is copied, nothing else is let in."""
    copied = {source for rest in rests(BUILD, "COPY") for source in rest.split()[:-1]}
    ignored = read(".dockerignore").strip().split("\n")
    allowed = {line.removeprefix("!") for line in ignored if line.startswith("!")}
    assert "*" in ignored
    assert copied == allowed
    assert [name for name in copied if not (ROOT / name).exists()] == []
    wheel = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    project = PROJECT["project"]
    assert {*wheel["packages"], *wheel["force-include"], *project["license-files"], project["readme"]} <= copied


def test_the_image_has_a_font_that_pictures_are_set_in() -> None:
    """The one file that is copied lies among fonts, has a name that is looked for, and comes with its licence."""
    (font,) = (rest.split()[1:] for rest in rests(IMAGE, "COPY") if "/fonts/" in rest)
    path = PurePosixPath(font[0])
    assert f"{path.parent}/" == font[1]
    assert any(fnmatchcase(path.name.lower(), pattern) for pattern in KNOWN)
    assert any(path.is_relative_to(folder.as_posix()) for folder in font_folders("linux"))
    (package,) = re.findall(r"--no-install-recommends (\S+)", " ".join(rests(BUILD, "RUN")))
    assert any(f"/usr/share/doc/{package}/copyright" in rest for rest in rests(IMAGE, "COPY"))


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_may_do_little(name: str) -> None:
    """No rights, no writing beside its volumes, limits for memory and processes, no port to the outside."""
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["mem_limit"]
    assert service["pids_limit"]
    assert {"cap_add", "privileged", "ports", "network_mode", "pid"} & service.keys() == set()
    for mount in service["tmpfs"]:
        assert {"noexec", "nosuid", "nodev"} <= set(mount.partition(":")[2].split(","))


@pytest.mark.parametrize("name", OURS)
def test_every_process_can_write_where_the_image_says(name: str) -> None:
    """Each volume of the image is one that has a name or ends with the container; interviews are only read."""
    (volumes,) = map(exec_form, rests(IMAGE, "VOLUME"))
    mounts = [mount.split(":") for mount in (*OURS[name]["volumes"], *OURS[name]["tmpfs"])]
    places = {parts[1]: parts[0] for parts in mounts if parts[0] in COMPOSE["volumes"]}
    places |= {parts[0]: "" for parts in mounts if parts[0] in volumes}
    assert places.keys() == set(volumes)
    for parts in mounts:
        if parts[0].startswith("./"):
            assert (ROOT / parts[0]).is_dir()
            assert parts[1:] == [f"{rests(IMAGE, 'WORKDIR')[0]}/{parts[0][2:]}", "ro"]


def test_a_profile_starts_each_shard_once() -> None:
    """SQLite's one process runs all shards; PostgreSQL's share them without a gap; no profile starts both."""
    assert {name: service["profiles"] for name, service in OURS.items() if service["profiles"] == ["sqlite"]} == {
        "bot": ["sqlite"]
    }
    settings = [
        load_settings(service["environment"], ROOT)
        for service in OURS.values()
        if service["profiles"] == ["postgresql"]
    ]
    (count,) = {found.shard_count for found in settings}
    assert sorted(shard for found in settings for shard in found.shard_ids or ()) == list(range(int(count)))
    assert SERVICES["db"]["profiles"] == ["postgresql"]


def test_the_processes_reach_the_database_that_is_started() -> None:
    """User, name, host and password of the address are those that PostgreSQL is set up with."""
    made = SERVICES["db"]["environment"]
    for service in OURS.values():
        if service["profiles"] == ["postgresql"]:
            address = service["environment"][f"{PREFIX}DATABASE"]
            assert made["POSTGRES_PASSWORD"] in address
            url = parse_url(address.replace(made["POSTGRES_PASSWORD"], "0af"))
            assert (url.username, url.database, url.host) == (made["POSTGRES_USER"], made["POSTGRES_DB"], "db")
            assert set(SERVICES["db"]["networks"]) <= set(service["networks"])
            assert "default" in service["networks"]
    assert COMPOSE["networks"]["database"]["internal"] is True


def test_variables_of_the_deployment_are_settings(tmp_path: Path) -> None:
    """A misspelled one would be an error at the first start: those of the image, of compose, and of the example."""
    example = read("deploy/env.example")
    (tmp_path / ".env").write_text(re.sub(r"^#(?=[A-Z_]+=)", "", example, flags=re.MULTILINE), encoding="utf-8")
    found = read_variables({}, tmp_path)
    assert {"DISCORD_TOKEN", "POSTGRES_PASSWORD"} <= found.keys()
    load_settings(found, ROOT)
    (environment,) = map(variables, rests(IMAGE, "ENV"))
    for service in OURS.values():
        load_settings(environment | service.get("environment", {}), ROOT)


def test_the_health_of_the_image_can_be_asked() -> None:
    """In each container the bot listens where the health check asks: without a port every one would be a sick one."""
    (check,) = rests(IMAGE, "HEALTHCHECK")
    assert exec_form(check.partition("CMD ")[2]) == ["interview-bot", "health"]
    (environment,) = map(variables, rests(IMAGE, "ENV"))
    for service in OURS.values():
        found = load_settings(environment | service.get("environment", {}), ROOT)
        assert found.status_port is not None
        # What is in the container asks itself, and nobody else can.
        assert found.status_host == "127.0.0.1"


def test_the_example_is_not_the_real_one() -> None:
    """What holds a token stays out of git and out of the image."""
    assert ".env" in read(".gitignore").split("\n")
    assert re.search(r"^DISCORD_TOKEN=$", read("deploy/env.example"), re.MULTILINE)
    assert {service["env_file"] for service in OURS.values()} == {".env"}
