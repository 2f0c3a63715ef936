"""The doctor catches each fault that is put into a healthy installation, and names its mend."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.answering.texts import LANGUAGES
from bot.doctor.findings import explain
from tests.doctor.conftest import QUESTIONS, QUOTES, Installation
from tests.standin.values import EMBED_LINKS, VIEW_CHANNEL, Portal, make_guild

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.app import App


@dataclass(frozen=True)
class Fault:
    """Something that goes wrong with an installation.

    Attributes:
        name: in one or two words.
        seed: puts it there.
        subject, code: of the finding.
        mend: what the sentence in English names as the way out.
        state: of the finding.
    """

    name: str
    seed: Callable[[Installation], Any]
    subject: str
    code: str
    mend: str
    state: str = "wrong"


def damage(path: Path) -> None:
    """Overwrite all but the first page of a database."""
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))


def open_to_all(path: Path) -> None:
    """Let everybody read a file."""
    path.chmod(0o644)


def set_database(installation: Installation, url: str) -> None:
    """Another address of the database."""
    installation.variables["INTERVIEW_BOT_DATABASE"] = url


def cut_proxy(installation: Installation) -> None:
    """A proxy that nobody runs."""
    installation.variables["INTERVIEW_BOT_PROXY"] = "http://name:password@127.0.0.1:9"


def deny(installation: Installation, permission: int) -> None:
    """Take a permission away in the channel of the quotes."""
    installation.change_guild(channels=(QUESTIONS, replace(QUOTES, denied=permission)))


def set_token(installation: Installation, token: str) -> None:
    """Another token in ``.env``."""
    installation.write(".env", f"DISCORD_TOKEN='{token}'\n")


def choose_pictures(installation: Installation) -> None:
    """Quotes as pictures."""
    installation.execute("UPDATE dailies SET picture = 1")


def leave_server(installation: Installation) -> None:
    """The bot is in another server than the one whose settings are kept."""
    installation.guilds = [make_guild(1)]


FAULTS = [
    Fault("no token", lambda it: it.write(".env", ""), "token", "token-missing", "interview-bot init"),
    Fault("a word", lambda it: set_token(it, "password"), "token", "token-malformed", "Reset Token"),
    Fault(
        "a client secret",
        lambda it: set_token(it, "AbCdEfGhIjKlMnOpQrStUvWxYz012-_3"),
        "token",
        "token-is-client-secret",
        "Reset Token",
    ),
    Fault("Bot before it", lambda it: set_token(it, f"Bot {it.token}"), "token", "token-dressed", "interview-bot init"),
    Fault("a refused token", lambda it: setattr(it, "token", "another"), "token", "token-refused", "Reset Token"),
    Fault(
        "a person's token",
        lambda it: setattr(it, "portal", Portal(account={"bot": False})),
        "token",
        "token-of-person",
        "Make an application",
    ),
    Fault(
        "the intent is off",
        lambda it: setattr(it, "portal", Portal(0)),
        "intents",
        "intents-off",
        "Message Content Intent on",
    ),
    Fault(
        "the setting is off",
        lambda it: it.write("config/settings.toml", ""),
        "intents",
        "intents-unset",
        "message_content = true",
    ),
    Fault("no embeds", lambda it: deny(it, EMBED_LINKS), "servers", "servers-lacking", "channel settings"),
    Fault("hidden", lambda it: deny(it, VIEW_CHANNEL), "servers", "servers-lacking", "channel settings"),
    Fault(
        "a deleted ask channel",
        lambda it: it.change_guild(channels=(QUOTES,)),
        "servers",
        "servers-gone-ask",
        "/setup",
    ),
    Fault(
        "a deleted channel of quotes",
        lambda it: it.change_guild(channels=(QUESTIONS,)),
        "servers",
        "servers-gone-daily",
        "/daily set",
    ),
    Fault(
        "an unknown ask channel",
        lambda it: it.write("config/settings.toml", 'ask_channels = ["questions", "asking"]\n'),
        "servers",
        "servers-unknown",
        "ask_channels",
    ),
    Fault("a server left", leave_server, "servers", "servers-left", "db forget --server", "warning"),
    Fault("no server", lambda it: it.guilds.clear(), "servers", "servers-none", "interview-bot init", "warning"),
    Fault(
        "a code grant",
        lambda it: setattr(it, "portal", Portal(application={"bot_require_code_grant": True})),
        "portal",
        "portal-grant",
        "Requires OAuth2 Code Grant off",
    ),
    Fault(
        "an endpoint",
        lambda it: setattr(it, "portal", Portal(application={"interactions_endpoint_url": "https://example.org/"})),
        "portal",
        "portal-endpoint",
        "Interactions Endpoint URL",
    ),
    Fault(
        "a read-only database",
        lambda it: set_database(it, f"sqlite:///file:{it.database}?mode=ro&uri=true"),
        "database",
        "database-read-only",
        "permissions",
    ),
    Fault("a damaged database", lambda it: damage(it.database), "database", "database-corrupt", "backup"),
    Fault(
        "a newer database",
        lambda it: it.execute("UPDATE alembic_version SET version_num = '9999'"),
        "database",
        "database-newer",
        "Upgrade the bot",
    ),
    Fault(
        "an older database",
        lambda it: it.execute("UPDATE alembic_version SET version_num = '0001'"),
        "database",
        "database-old",
        "db upgrade",
        "warning",
    ),
    Fault(
        "PostgreSQL refuses",
        lambda it: set_database(it, "postgresql://bot:secret@127.0.0.1:9/interviews"),
        "database",
        "database-unreachable",
        "Check the address",
    ),
    Fault(
        "another kind",
        lambda it: set_database(it, "mysql://here/interviews"),
        "database",
        "database-kind",
        "sqlite:///FILE",
    ),
    Fault(
        "no question", lambda it: it.write("corpus/b.md", "只有一句话。\n"), "corpus", "no-exchanges", "question mark"
    ),
    Fault("an unknown key", lambda it: it.write("corpus/a.toml", "titel = 1\n"), "corpus", "key-unknown", "spelling"),
    Fault(
        "an unknown setting",
        lambda it: it.write("config/settings.toml", "message_content = true\nlanguge = 'en'\n"),
        "settings",
        "key-unknown",
        "spelling",
    ),
    Fault(
        "a single word", lambda it: it.write("config/glossary.txt", "甲\n"), "config", "glossary-single", "second word"
    ),
    Fault("a clock ahead", lambda it: setattr(it, "ahead", 300.0), "clock", "clock-off", "timedatectl"),
    Fault("a clock behind", lambda it: setattr(it, "ahead", -300.0), "clock", "clock-off", "timedatectl"),
    Fault("a drift", lambda it: setattr(it, "ahead", 20.0), "clock", "clock-drifting", "timedatectl", "warning"),
    Fault("no Chinese font", choose_pictures, "fonts", "fonts-missing", "fonts-noto-cjk"),
    Fault(
        "a font that is none",
        lambda it: it.variables.update(INTERVIEW_BOT_CARD_FONT=str(it.folder / ".env")),
        "fonts",
        "font-unreadable",
        "card_font",
    ),
    Fault("a dead proxy", cut_proxy, "proxy", "proxy-unreachable", "address in proxy"),
    Fault(
        "a proxy nobody reads",
        lambda it: it.variables.update(HTTPS_PROXY="http://name:password@here:1"),
        "proxy",
        "proxy-unset",
        "set proxy",
        "warning",
    ),
    Fault("no network", lambda it: setattr(it, "unplugged", True), "discord", "discord-unreachable", "the network"),
    Fault("an open token", lambda it: open_to_all(it.folder / ".env"), "files", "files-env-open", "chmod 600"),
    Fault(
        "a shared token",
        lambda it: (it.folder / ".env").chmod(0o640),
        "files",
        "files-env-shared",
        "chmod 600",
        "warning",
    ),
    Fault(
        "a file for a cache",
        lambda it: it.variables.update(INTERVIEW_BOT_CACHE=str(it.folder / ".env" / "cache")),
        "files",
        "files-cache-closed",
        "cache",
        "warning",
    ),
    Fault("a full disk", lambda it: setattr(it, "free", 20_000_000), "disk", "disk-full", "Make room"),
    Fault(
        "a nearly full disk", lambda it: setattr(it, "free", 400_000_000), "disk", "disk-low", "Make room", "warning"
    ),
    Fault(
        "a missing package",
        lambda it: it.set_distribution("Requires-Python: >=3.11", "Requires-Dist: no-such-package>=1"),
        "packages",
        "packages-missing",
        "pip install 'no-such-package>=1'",
    ),
    Fault(
        "an old package",
        lambda it: it.set_distribution(name="rank_bm25", version="0.1"),
        "packages",
        "packages-unfit",
        "pip install 'rank-bm25",
    ),
    Fault(
        "an old package of an extra",
        lambda it: it.set_distribution(name="asyncpg", version="0.1"),
        "extras",
        "extras-unfit",
        "pip install 'asyncpg",
        "warning",
    ),
    Fault(
        "an old Python",
        lambda it: it.set_distribution("Requires-Python: >=4"),
        "python",
        "python-old",
        "Install a Python",
    ),
]

# What follows from a fault and is told beside it: without a token nothing can be asked; nobody has chosen anything yet.
BESIDE = {"discord-unasked", "fonts-none"}


async def test_a_healthy_installation_has_nothing_wrong(installation: Installation) -> None:
    """No false alarm: but for the fonts, of which this one has none, everything is right."""
    findings = await installation.examine()
    assert {one.code for one in findings if one.state != "ok"} == {"fonts-none"}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
async def test_a_fault_is_caught_and_its_mend_named(app: App, installation: Installation, fault: Fault) -> None:
    """Each fault is found as what it is and nothing else is, with what to do about it in every language."""
    fault.seed(installation)
    findings = await installation.examine()
    assert {one.code for one in findings if one.state == "wrong"} == ({fault.code} if fault.state == "wrong" else set())
    assert {one.code for one in findings if one.state == "warning"} - BESIDE - {fault.code} == set()
    (found,) = (one for one in findings if one.code == fault.code)
    assert (found.subject, found.state) == (fault.subject, fault.state)
    assert fault.mend in explain(found, app.catalogue.texts("en")).mend
    for language in LANGUAGES:
        told = explain(found, app.catalogue.texts(language))
        assert told.what
        assert told.mend
        for secret in (installation.token, "password", "secret"):
            assert secret not in f"{told} {found!r}".replace("client secret", "").replace("client-secret", "")
