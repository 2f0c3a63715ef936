"""The token: what people paste in its place is told apart, and it is kept where only its owner reads it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from dotenv import dotenv_values
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.credentials import keep_token, parse_token, read_token
from bot.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

# Of the right form; 123456789012345678 in base64 comes first.
GOOD = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GaBcDe.abcdefghijklmnopqrstuvwxyz0123456789_-"


@pytest.mark.parametrize(
    ("pasted", "removed"),
    [
        (GOOD, ()),
        (f"  {GOOD}\r\n", ()),
        (f"Bot {GOOD}", ("scheme",)),
        (f"Authorization: Bot  {GOOD}", ("scheme",)),
        (f'"{GOOD}"', ("quotes",)),
        (f"“{GOOD}”", ("quotes",)),
        (f"'Bot {GOOD}'", ("quotes", "scheme")),
        (f"export DISCORD_TOKEN='Bot {GOOD}'", ("name", "quotes", "scheme")),
        (f"discord_token = {GOOD}", ("name",)),
    ],
)
def test_what_is_copied_along_is_taken_off_and_named(pasted: str, removed: tuple[str, ...]) -> None:
    """A token works however it was copied, and who pasted it learns what was too much."""
    found = parse_token(pasted)
    assert (found.token.get_secret_value(), found.removed) == (GOOD, removed)


@pytest.mark.parametrize(
    ("pasted", "code"),
    [
        ("", "token-empty"),
        (' "" ', "token-empty"),
        ("123456789012345678", "token-is-number"),
        ("a1" * 32, "token-is-public-key"),
        ("AbCdEfGhIjKlMnOpQrStUvWxYz012-_3", "token-is-client-secret"),
        ("mfa.abcdefghijklmnopqrstuvwxyz", "token-of-person"),
        ("MTIz.two-parts", "token-malformed"),
        (f"{GOOD} {GOOD}", "token-malformed"),
        (f"Bearer {GOOD}", "token-malformed"),
        ("www.example.org", "token-malformed"),
        ("令牌.令牌.令牌", "token-malformed"),
    ],
)
def test_what_is_no_token_is_told_by_its_looks(pasted: str, code: str) -> None:
    """Whoever copied another value of the portal reads which one it is; the error does not repeat it."""
    with pytest.raises(ConfigError) as caught:
        parse_token(pasted)
    assert (caught.value.code, caught.value.details) == (code, {})


@given(st.text(max_size=40))
def test_anything_pasted_is_a_token_or_one_fault(pasted: str) -> None:
    """Nothing ends in another error than ours, and what is taken for a token can stand in a header and in ``.env``."""
    try:
        token = parse_token(pasted).token.get_secret_value()
    except ConfigError:
        return
    assert token.isascii()
    assert not any(character.isspace() for character in token)


def test_a_token_is_hidden_from_everybody_who_prints(tmp_path: Path) -> None:
    """Neither what was parsed nor what was read shows it."""
    keep_token(tmp_path / ".env", SecretStr(GOOD))
    assert GOOD not in f"{parse_token(GOOD)!r} {parse_token(GOOD)} {read_token(tmp_path / '.env')!r}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, "DISCORD_TOKEN=NEW\n"),
        ("", "DISCORD_TOKEN=NEW\n"),
        ("# 注释\nA=1", "# 注释\nA=1\nDISCORD_TOKEN=NEW\n"),
        ("A='x y'\n\n\nDISCORD_TOKEN=old\nB=2\n", "A='x y'\n\n\nDISCORD_TOKEN=NEW\nB=2\n"),
        ("export DISCORD_TOKEN='old' # mine\r\nB=2\r\n", "export DISCORD_TOKEN=NEW\r\nB=2\r\n"),
        ("DISCORD_TOKEN=first\nA=1\nDISCORD_TOKEN=last", "A=1\nDISCORD_TOKEN=NEW\n"),
        ("'DISCORD_TOKEN'=old\n", "DISCORD_TOKEN=NEW\n"),
        ("no equals sign\nDISCORD_TOKEN=old\n", "no equals sign\nDISCORD_TOKEN=NEW\n"),
    ],
)
def test_the_rest_of_the_file_stays(tmp_path: Path, before: str | None, after: str) -> None:
    """Other keys, comments and line ends are kept to the character, and no old token is left behind."""
    path = tmp_path / ".env"
    if before is not None:
        path.write_bytes(before.encode())
    keep_token(path, SecretStr(GOOD))
    assert path.read_bytes().decode() == after.replace("NEW", GOOD)
    assert dotenv_values(path)["DISCORD_TOKEN"] == GOOD
    found = read_token(path)
    assert found is not None
    assert found.get_secret_value() == GOOD


@pytest.mark.skipif(os.name != "posix", reason="Windows has other permissions")
def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    """The file is closed to others from its first byte, whatever was there before and whatever the mask is."""
    path = tmp_path / ".env"
    path.write_text("A=1\n", encoding="utf-8")
    path.chmod(0o644)
    keep_token(path, SecretStr(GOOD))
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_keeps_leading_to_the_file(tmp_path: Path) -> None:
    """Who keeps secrets elsewhere still does."""
    target, link = tmp_path / "secrets", tmp_path / ".env"
    target.write_text("A=1\n", encoding="utf-8")
    link.symlink_to(target)
    keep_token(link, SecretStr(GOOD))
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == f"A=1\nDISCORD_TOKEN={GOOD}\n"


def test_what_cannot_be_written_is_one_fault_without_the_token(tmp_path: Path) -> None:
    """A folder that is not there is named, and nothing of the token."""
    with pytest.raises(ConfigError) as caught:
        keep_token(tmp_path / "none" / ".env", SecretStr(GOOD))
    assert caught.value.code == "file-unwritable"
    assert GOOD not in repr(caught.value) + str(caught.value)
    assert read_token(tmp_path / ".env") is None
