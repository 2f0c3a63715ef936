from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.interviews.formats.cues import Cue, join_cues
from bot.interviews.formats.subtitles import parse_subrip, parse_webvtt

WORDS = st.text("甲乙丙。？，", min_size=1, max_size=12)


def subrip(*said: str, start: int = 1, point: str = ",") -> str:
    """A SubRip file of cues of a second each."""
    return "".join(
        f"{number}\n00:00:{number:02}{point}000 --> 00:00:{number:02}{point}900\n{words}\n\n"
        for number, words in enumerate(said, start)
    )


@pytest.mark.parametrize(
    ("text", "read"),
    [
        pytest.param(subrip("甲。", "乙。"), "甲。乙。", id="sentences"),
        pytest.param(subrip("甲", "乙"), "甲 乙", id="fragments"),
        pytest.param(subrip("甲\n乙"), "甲 乙", id="two lines"),
        pytest.param(subrip("甲。", start=0), "甲。", id="numbers from 0"),
        pytest.param(subrip("甲。", "乙。", point="."), "甲。乙。", id="points"),
        pytest.param("0\n0:00:01.500 --> 0:00:02.000\n甲。\n", "甲。", id="one digit"),
        pytest.param(
            "1 00:00:01,000 --> 00:00:02,000 甲。\n2 00:00:02,500 --> 00:00:03,000 乙。\n",
            "甲。乙。",
            id="a cue a line",
        ),
        pytest.param("00:00:01.000 --> 00:00:02.000  甲。\r\n", "甲。", id="a cue a line without numbers"),
        pytest.param(subrip("<i>甲</i>{\\an8}。"), "甲。", id="tags"),
        pytest.param("\ufeff" + subrip("甲。").replace("\n", "\r\n"), "甲。", id="byte order mark and Windows"),
        pytest.param(
            subrip("林晓：甲。", "林晓：乙。", "周远：丙。", "周远：丁。"),
            "林晓：甲。乙。\n\n周远：丙。丁。",
            id="names",
        ),
        pytest.param(
            subrip("林晓：甲。", "乙。", "周远：丙。", "林晓：丁。"),
            "林晓：甲。乙。\n\n周远：丙。\n\n林晓：丁。",
            id="a name once among others, and none where somebody goes on",
        ),
        pytest.param(subrip("比如：甲。"), "比如：甲。", id="a colon"),
    ],
)
def test_cues_become_paragraphs(text: str, read: str) -> None:
    """Numbers, times and tags go; a name that comes back stands once before its words; fragments stay apart."""
    assert parse_subrip(text).text == read


@pytest.mark.parametrize(
    ("cues", "read"),
    [
        ("<v 林晓>甲。</v>", "林晓：甲。"),
        ("<v.loud 林晓>甲。\n<v 周远>乙。", "林晓：甲。\n\n周远：乙。"),
        ("<c.yellow>甲</c>。", "甲。"),
    ],
)
def test_voices_are_speakers(cues: str, read: str) -> None:
    """WebVTT has a tag for who speaks."""
    assert parse_webvtt(f"WEBVTT\n\nNOTE 题\n\n00:01.000 --> 00:02.000\n{cues}\n").text == read


def test_commas_of_subrip_in_webvtt_lose_no_words() -> None:
    """Who converts by hand leaves them."""
    assert parse_webvtt("WEBVTT\n\n00:00:01,000 --> 00:00:02,000\n甲。\n").text == "甲。"


@given(st.lists(st.tuples(WORDS, st.sampled_from(["", "林晓", "周远"]), st.integers(0, 5000)), max_size=20))
def test_every_word_is_there_in_order(cues: list[tuple[str, str, int]]) -> None:
    """Joining leaves out nothing and moves nothing, and the blocks are the text without the space between."""
    timed = enumerate(cues)
    document = join_cues([Cue(said, place * 9000, place * 9000 + pause, who) for place, (said, who, pause) in timed])
    bare = re.sub("(?:林晓|周远)：", "", document.text)
    assert "".join(bare.split()) == "".join(said for said, _, _ in cues)
    assert "\n\n".join(document.text[slice(*block.span)] for block in document.blocks) == document.text
    assert [document.text.count("\n", 0, block.span.start) + 1 for block in document.blocks] == [
        block.line for block in document.blocks
    ]
