from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.interviews import Interview, Library, Topic
from bot.interviews.topics import CHOICES, LABEL, complete_topic, find_topic_named


def library(*interviews: tuple[str, ...]) -> Library:
    """Interviews that have nothing but topics; a name may be followed by aliases behind slashes."""
    found = []
    for number, names in enumerate(interviews):
        topics = [Topic(parts[0], (1,), tuple(parts[1:])) for parts in (name.split("/") for name in names)]
        found.append(Interview(id=f"i{number}", text="", title=f"访谈{number}", exchanges=(), topics=tuple(topics)))
    return Library(tuple(found))


ONE = library(("Keras/框架/TensorFlow", "深度学习/DL", "学习与入门", "Python"))


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("", ["Keras", "深度学习", "学习与入门", "Python"]),
        ("  ", ["Keras", "深度学习", "学习与入门", "Python"]),
        ("学习", ["学习与入门", "深度学习"]),
        ("KER", ["Keras"]),
        ("flow", ["Keras"]),
        ("dl", ["深度学习"]),
        ("p", ["Python"]),
        ("o", ["Python", "Keras"]),
        ("没有", []),
    ],
)
def test_topics_are_offered_by_what_is_typed(typed: str, labels: list[str]) -> None:
    """First what begins so, then what holds it, then what is also called so; in any case, in the library's order."""
    assert [label for label, _ in complete_topic(ONE, typed)] == labels


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Keras", "Keras"),
        (" keras ", "Keras"),
        ("TENSORFLOW", "Keras"),
        ("dl", "深度学习"),
        ("学习", None),
        ("", None),
    ],
)
def test_a_topic_is_found_by_name_or_alias(name: str, found: str | None) -> None:
    """A name typed in full, in any case, opens its topic; a part of one does not."""
    topic = find_topic_named(ONE, name)
    assert (topic and topic[1].name) == found


def test_topics_of_one_name_are_told_apart() -> None:
    """With several interviews a choice names its interview and leads to that one, while a bare name takes the first."""
    two = library(("未来",), ("未来", "过去"))
    choices = complete_topic(two, "未来")
    assert [label for label, _ in choices] == ["未来 · 访谈0", "未来 · 访谈1"]
    found = [find_topic_named(two, value) for _, value in choices]
    assert [pair and pair[0].id for pair in found] == ["i0", "i1"]
    bare = find_topic_named(two, "未来")
    assert bare is not None
    assert bare[0].id == "i0"


@given(st.lists(st.lists(st.text(min_size=1, max_size=80), max_size=20), max_size=3), st.text(max_size=3))
def test_choices_are_what_discord_takes_and_each_leads_somewhere(names: list[list[str]], typed: str) -> None:
    """Whatever the topics are called, at most 25 choices of at most 100 characters, each with a topic behind it."""
    some = library(*(tuple(name.replace("/", "") or "题" for name in each) for each in names))
    choices = complete_topic(some, typed)
    assert len(choices) <= CHOICES
    for label, value in choices:
        assert 0 < len(label) <= LABEL
        assert 0 < len(value) <= LABEL
        assert find_topic_named(some, value) is not None
