from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.message import LINK_PATTERN, Kind, Link, parse_link

KINDS: tuple[Kind, ...] = ("answer", "passage", "topics", "topic")
links = st.builds(
    Link,
    kind=st.sampled_from(KINDS),
    interview=st.from_regex(r"\A[0-9a-f]{8}\Z") | st.just("-"),
    number=st.integers(0, 999_999),
    check=st.from_regex(r"\A[0-9a-f]{4}\Z") | st.just("-"),
    page=st.integers(0, 9_999),
)


@given(links)
def test_a_link_survives_the_way_through_discord(link: Link) -> None:
    """A link read back from its custom_id is the same link, and the pattern that discord.py matches takes it."""
    assert parse_link(link.encode()) == link
    assert re.fullmatch(LINK_PATTERN, link.encode())


@given(links)
def test_a_link_fits_into_a_custom_id(link: Link) -> None:
    """Discord takes 100 characters, and different links never share a custom_id."""
    assert 0 < len(link.encode()) <= 100


@given(links, links)
def test_different_links_have_different_custom_ids(one: Link, other: Link) -> None:
    """Discord refuses a message in which two components share a custom_id."""
    assert (one.encode() == other.encode()) == (one == other)


@given(st.text())
def test_no_text_upsets_the_reading_of_a_link(custom_id: str) -> None:
    """A custom_id that is none of ours reads as None, whatever it holds, and never raises."""
    link = parse_link(custom_id)
    assert link is None or link.encode() == custom_id


@pytest.mark.parametrize(
    "custom_id",
    [
        "",
        "ib1:",
        "ib0:a:0123abcd:1:0123:0",
        "ib1:z:0123abcd:1:0123:0",
        "ib1:a:0123ABCD:1:0123:0",
        "ib1:a:0123abc:1:0123:0",
        "ib1:a:0123abcd:-1:0123:0",
        f"ib1:a:0123abcd:{10**20}:0123:0",
        f"ib1:a:0123abcd:1:0123:{10**12}",
        "ib1:a:0123abcd:١:0123:0",
        "ib1:a:0123abcd:1:0123:0\n",
        " ib1:a:0123abcd:1:0123:0",
        "ib1:menu:0",
    ],
)
def test_a_custom_id_that_is_nearly_ours_is_refused(custom_id: str) -> None:
    """Only the whole of our own form is a link."""
    assert parse_link(custom_id) is None


def test_another_page_of_a_link_is_the_same_place() -> None:
    """Turning a page changes the page and nothing else."""
    link = Link("passage", "0123abcd", 7, "beef", 1)
    assert link.at(4) == Link("passage", "0123abcd", 7, "beef", 4)
