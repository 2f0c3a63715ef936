"""What members write, where the bot repeats it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.members import echo, escape, visible


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("**粗** _斜_ ~~删~~ ||藏|| `码`", r"\*\*粗\*\* \_斜\_ \~\~删\~\~ \|\|藏\|\| \`码\`"),
        # discord.py's own escaping leaves the second of two links as it is.
        ("[甲](http://a)[乙](http://b)", r"\[甲\]\(http\://a\)\[乙\]\(http\://b\)"),
        ("<https://a.b> steam://run", r"\<https\://a.b\> steam\://run"),
        ("@everyone <@1> <@&2> <#3> <t:0:R> </ask:4> <:a:5>", None),
        ("# 题\n> 引\n- 项\n1. 项", r"\# 题 \> 引 \- 项 1\. 项"),
        (r"已\*逃", r"已\\\*逃"),
        ("3.14、10:30、C++、a-b、为什么？", "3.14、10:30、C++、a-b、为什么？"),
        ("👩\u200d👧", "👩\u200d👧"),
    ],
)
def test_members_words_are_shown_mark_for_mark(said: str, shown: str | None) -> None:
    """Nothing is formatted, mentioned or linked; ordinary sentences are as they were."""
    if shown is not None:
        assert escape(said) == shown
    plain = escape(said)
    assert all(plain[place - 1 : place] == "\\" for place, one in enumerate(plain) if one in "<>@#[*`_~|")


@pytest.mark.parametrize(
    "mark", ["\u202e", "\u202a", "\u2066", "\u200f", "\u061c", "\u200b", "\0", "\x1b", "\ud800", "\ue000"]
)
def test_what_reverses_or_hides_words_is_left_out(mark: str) -> None:
    """Nobody makes the bot say something that reads otherwise than it is written."""
    assert visible(f"甲{mark}乙") == "甲乙"
    assert echo(f"{mark}moc.live{mark}") == "moc.live"


@given(st.text(st.one_of(st.characters(), st.sampled_from("*_`~|<>[]()@#\\-+. \n\u202e"))))
def test_whatever_is_repeated_is_the_words_with_marks_before_marks(said: str) -> None:
    """Any text becomes one line of visible characters; without the backslashes put in it is what was written."""
    shown = escape(said)
    assert "\n" not in shown
    assert all(unicodedata.category(one) not in ("Cc", "Cs", "Zl", "Zp") for one in shown)
    read, place = [], 0
    while place < len(shown):
        place += shown[place] == "\\"
        read.append(shown[place])
        place += 1
    assert "".join(read) == visible(said)


def test_what_is_repeated_is_short() -> None:
    """A long question is cut before it is escaped, so that no half of an escape is left."""
    assert echo("*" * 301) == r"\*" * 300 + "…"
