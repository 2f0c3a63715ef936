from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.chat.syncing import content_hash

if TYPE_CHECKING:
    from simcord import Env

    from bot.app import App
    from tests.chat.conftest import MakeBot

COMMAND: dict[str, Any] = {
    "type": 1,
    "name": "ask",
    "description": "Ask",
    "description_localizations": {"zh-CN": "提问"},
    "options": [{"type": 3, "name": "question", "description": "Question", "required": True}],
    "contexts": [0, 1, 2],
    "integration_types": [0, 1],
}
OTHER: dict[str, Any] = {"type": 1, "name": "help", "description": "Help"}


def changed(**values: Any) -> dict[str, Any]:
    """The command with other values."""
    return {**deepcopy(COMMAND), **values}


def option(**values: Any) -> dict[str, Any]:
    """The command whose option has other values."""
    return changed(options=[{**COMMAND["options"][0], **values}])


@pytest.mark.parametrize(
    "same",
    [
        pytest.param(changed(id="1", application_id="2", version="3"), id="what Discord adds"),
        pytest.param(changed(nsfw=False, default_member_permissions=None, name_localizations=None), id="plain values"),
        pytest.param(changed(contexts=[2, 0, 1], integration_types=[1, 0]), id="order of sets"),
        pytest.param(option(autocomplete=False, choices=[]), id="plain values of an option"),
        pytest.param(dict(reversed(COMMAND.items())), id="order of keys"),
    ],
)
def test_what_means_the_same_has_the_same_hash(same: dict[str, Any]) -> None:
    """What Discord adds, reorders or leaves out is no change, so that nothing is written."""
    assert content_hash([COMMAND, OTHER]) == content_hash([OTHER, same])


@pytest.mark.parametrize(
    "different",
    [
        pytest.param(changed(name="frage"), id="name"),
        pytest.param(changed(description="Ask!"), id="description"),
        pytest.param(changed(description_localizations={"zh-CN": "问"}), id="translation"),
        pytest.param(changed(description_localizations=None), id="no translation"),
        pytest.param(changed(contexts=[0]), id="where"),
        pytest.param(changed(options=[]), id="no option"),
        pytest.param(changed(default_member_permissions="8"), id="who"),
        pytest.param(option(required=False), id="required"),
        pytest.param(option(autocomplete=True), id="autocomplete"),
        pytest.param(option(description="Q"), id="option's description"),
    ],
)
def test_what_members_see_is_in_the_hash(different: dict[str, Any]) -> None:
    """Every change that a member could see is written."""
    assert content_hash([COMMAND]) != content_hash([different])


def written(env: Env) -> int:
    """How often commands have been written."""
    return sum(request.method == "PUT" and request.path.endswith("/commands") for request in env.http_requests)


def in_english(app: App) -> App:
    """The app with another language of its commands."""
    return replace(app, settings=app.settings.model_copy(update={"language": "en"}))


async def test_commands_are_written_once(simcord_env: Env) -> None:
    """At the first start Discord has no commands and gets all of them in one request."""
    assert written(simcord_env) == 1
    put = next(request for request in simcord_env.http_requests if request.method == "PUT")
    names = {command["name"] for command in put.json or () if command["type"] == 1}
    members = {"ask", "topics", "topic", "interview", "interviews", "quote", "help", "about", "privacy"}
    assert names == members | {"daily", "setup", "gaps"}
    assert [command["type"] for command in put.json or () if command["name"] not in names] == [3]


async def test_a_restart_writes_nothing(make_bot: MakeBot, simcord_env: Env, staged: App) -> None:
    """A start with the same commands writes none: Discord counts what is created, 200 a day."""
    await simcord_env.restart_bot(make_bot(staged))
    await simcord_env.restart_bot(make_bot(staged))
    assert written(simcord_env) == 1


async def test_commands_that_differ_are_written_again(make_bot: MakeBot, simcord_env: Env, staged: App) -> None:
    """After an update the commands that members see are the new ones, without anybody's doing."""
    await simcord_env.restart_bot(make_bot(in_english(staged)))
    assert written(simcord_env) == 2
    await simcord_env.restart_bot(make_bot(in_english(staged)))
    assert written(simcord_env) == 2
    put = [request for request in simcord_env.http_requests if request.method == "PUT"][-1]
    ask = next(command for command in put.json or () if command["name"] == "ask")
    assert ask["description"] == staged.catalogue.texts("en")("command-ask")


async def test_translations_are_read_along(simcord_env: Env) -> None:
    """Discord leaves translations out unless asked for them, and then every start would look like a change."""
    reads = [
        request for request in simcord_env.http_requests if request.method == "GET" and "/commands" in request.path
    ]
    assert [request.params for request in reads] == [{"with_localizations": "true"}]
