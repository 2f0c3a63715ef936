"""What is seen of Discord without connecting, and why it cannot be seen, over real sockets."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import discord
import pytest
from pydantic import SecretStr

from bot.answering.texts import LANGUAGES
from bot.chat.permissions import INVITED, NEEDED, invitation
from bot.chat.visiting import SeenChannel, visit
from bot.errors import LoginError
from bot.guilds.models import ChosenChannel
from tests.standin.faults import Fault
from tests.standin.server import Standin
from tests.standin.values import APPLICATION, BOT, EMBED_LINKS, VIEW_CHANNEL, Portal, make_guild

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.app import App

TOKEN = SecretStr("secret-token")
HOME, AWAY = make_guild(0, channels=("general", "quotes", "hidden")), make_guild(1)
GENERAL, QUOTES, HIDDEN = HOME.channels


@pytest.fixture
def discord_of(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Standin], Standin]]:
    """Lets every client of this process talk to a stand-in."""
    opened: list[Standin] = []

    def open_(standin: Standin) -> Standin:
        opened.append(standin.__enter__())
        monkeypatch.setattr(discord.http.Route, "BASE", standin.url)
        return standin

    yield open_
    for standin in opened:
        standin.__exit__(None, None, None)


async def code_of(**options: object) -> LoginError:
    """The error of a visit."""
    with pytest.raises(LoginError) as caught:
        await visit(TOKEN, **options)  # type: ignore[arg-type]
    assert TOKEN.get_secret_value() not in f"{caught.value!r} {caught.value}"
    return caught.value


async def test_the_portal_and_the_servers_are_seen(discord_of: Callable[[Standin], Standin]) -> None:
    """Number, name, switches, servers and the time: everything that the first contact needs."""
    discord_of(Standin([HOME, AWAY], token=TOKEN.get_secret_value(), clock=lambda: time.time() - 600))
    seen = await visit(TOKEN)
    assert (seen.name, seen.application.id, seen.application.message_content) == (BOT.name, APPLICATION, True)
    assert (seen.application.public, seen.application.code_grant, seen.application.endpoint) == (True, False, False)
    assert seen.servers == ((HOME.id, HOME.name), (AWAY.id, AWAY.name))
    assert seen.ahead == pytest.approx(600, abs=3)


@pytest.mark.parametrize("flags", [0, 1 << 18, 1 << 19])
async def test_either_flag_lets_the_bot_read_messages(discord_of: Callable[[Standin], Standin], flags: int) -> None:
    """The switch of small bots and the permission of large ones are two flags of one meaning."""
    discord_of(Standin(portal=Portal(flags)))
    assert (await visit(TOKEN)).application.message_content is (flags > 0)


async def test_chosen_channels_are_seen_as_they_are(discord_of: Callable[[Standin], Standin]) -> None:
    """What lacks, what is hidden, what is gone, and where the bot is no longer."""
    home = replace(HOME, channels=(GENERAL, replace(QUOTES, denied=EMBED_LINKS), replace(HIDDEN, denied=VIEW_CHANNEL)))
    discord_of(Standin([home]))
    good, quotes = ChosenChannel(home.id, GENERAL.id, "ask"), ChosenChannel(home.id, QUOTES.id, "daily", picture=True)
    hidden, gone = ChosenChannel(home.id, HIDDEN.id, "ask"), ChosenChannel(home.id, 999 << 22, "ask")
    left = ChosenChannel(AWAY.id, AWAY.channels[0].id, "daily")
    seen = await visit(TOKEN, chosen=[good, quotes, hidden, gone, left])
    assert set(seen.channels) == {
        SeenChannel(good, "good", home.name, "general"),
        SeenChannel(quotes, "lacking", home.name, "quotes", ("embed_links",)),
        SeenChannel(hidden, "lacking", home.name, str(HIDDEN.id), ("view_channel",)),
        SeenChannel(gone, "gone", home.name, str(999 << 22)),
        SeenChannel(left, "left", str(AWAY.id), str(AWAY.channels[0].id)),
    }


async def test_ask_channels_of_the_settings_are_found_by_name_and_number(
    discord_of: Callable[[Standin], Standin],
) -> None:
    """A name counts in every server; one that no channel has is told."""
    discord_of(Standin([HOME, AWAY]))
    seen = await visit(TOKEN, named=["general", str(QUOTES.id), "qa"])
    assert [(one.server, one.channel, one.sight) for one in seen.channels] == [
        (HOME.name, "general", "good"),
        (HOME.name, "quotes", "good"),
        (AWAY.name, "general", "good"),
    ]
    assert seen.unknown == ("qa",)


async def test_a_token_of_a_person_is_told(discord_of: Callable[[Standin], Standin]) -> None:
    """With an account of a person there is no application, and no program is allowed."""
    standin = discord_of(Standin(portal=Portal(account={"bot": False})))
    assert (await code_of()).code == "token-of-person"
    standin.fault("GET", "/oauth2/applications/@me", Fault.refused(403, code=20002))
    assert (await code_of()).code == "token-of-person"


async def test_a_refused_token_is_told(discord_of: Callable[[Standin], Standin]) -> None:
    """Discord's 401 is one error."""
    discord_of(Standin(token="another"))
    assert (await code_of()).code == "token-refused"


@pytest.mark.parametrize(
    ("fault", "details"),
    [
        (Fault.refused(503), {"reason": "net-status", "status": 503}),
        (Fault.refused(500), {"reason": "net-status", "status": 500}),
        (Fault.limited(1, via=False), {"reason": "net-status", "status": 429}),
        (Fault.slow(30), {"reason": "net-slow"}),
        (Fault.lost(), {"reason": "net-cut"}),
    ],
)
async def test_a_discord_that_fails_is_told_soon(
    discord_of: Callable[[Standin], Standin], fault: Fault, details: dict[str, object]
) -> None:
    """Nobody waits for the half minute in which discord.py tries again, and the reason is what went wrong."""
    discord_of(Standin()).fault("GET", "/users/@me", fault)
    error = await code_of(patience=0.4)
    assert (error.code, error.details) == ("discord-unreachable", details)


async def test_who_refuses_the_connection_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Discord itself, a name without an address, and a proxy are told apart."""
    monkeypatch.setattr(discord.http.Route, "BASE", "http://127.0.0.1:9/api/v10")
    error = await code_of()
    assert (error.code, error.details) == ("discord-unreachable", {"reason": "net-refused"})
    error = await code_of(proxy="http://127.0.0.1:9")
    assert (error.code, error.details) == ("proxy-unreachable", {"reason": "net-refused"})
    monkeypatch.setattr(discord.http.Route, "BASE", "http://none.invalid/api/v10")
    error = await code_of()
    assert (error.code, error.details) == ("discord-unreachable", {"reason": "net-unresolved"})


async def test_no_reason_is_in_another_language(app: App) -> None:
    """A reader of Chinese reads Chinese to the end of the sentence."""
    for language in LANGUAGES:
        texts = app.catalogue.texts(language)
        for reason in ("unresolved", "refused", "slow", "certificate", "cut", "status"):
            said = texts.error(LoginError("discord-unreachable", reason=f"net-{reason}", status=503))
            assert "net-" not in said
            if language != "en":
                assert "answer" not in said


def test_the_invitation_asks_for_exactly_what_is_needed() -> None:
    """Both scopes, and no permission more than the bot looks for anywhere."""
    query = parse_qs(urlsplit(invitation(APPLICATION)).query)
    assert query["client_id"] == [str(APPLICATION)]
    assert set(query["scope"][0].split()) == {"bot", "applications.commands"}
    asked = discord.Permissions(int(query["permissions"][0]))
    assert asked == discord.Permissions(**dict.fromkeys(INVITED, True))
    assert set(INVITED) == {*NEEDED, "send_messages_in_threads", "attach_files"}
