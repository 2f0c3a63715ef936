from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.interviews import Interview, Library, Topic
from bot.interviews.topics import (
    CHOICES,
    LABEL,
    complete_interview,
    complete_topic,
    find_interview,
    find_topic_named,
)


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


def titled(*named: tuple[str, str, tuple[str, ...]]) -> Library:
    """Interviews that have nothing but an id, a title and speakers."""
    return Library(
        tuple(
            Interview(id=name, text="", title=title, exchanges=(), speakers=speakers) for name, title, speakers in named
        )
    )


TALKS = titled(
    ("chollet", "与弗朗索瓦·乔莱谈 Keras", ("François Chollet", "弗朗索瓦·乔莱")),
    ("hopper", "编译器往事", ("Grace Hopper",)),
    ("keras-2", "再谈框架", ("弗朗索瓦·乔莱",)),
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["chollet", "hopper", "keras-2"]),
        (" \t", ["chollet", "hopper", "keras-2"]),
        ("往事", ["hopper"]),
        ("grace", ["hopper"]),
        ("乔莱", ["chollet", "keras-2"]),
        ("KERAS", ["chollet", "keras-2"]),
        (" HOPPER ", ["hopper"]),
        ("烹饪", []),
    ],
)
def test_interviews_are_offered_by_what_is_typed(typed: str, found: list[str]) -> None:
    """By a part of the title, the id or a speaker's name, in any case, in the library's order, each once."""
    assert [value for _, value in complete_interview(TALKS, typed)] == found


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("hopper", "hopper"),
        (" Hopper ", "hopper"),
        ("编译器往事", "hopper"),
        ("与弗朗索瓦·乔莱谈 KERAS", "chollet"),
        ("编译器", None),
        ("Grace Hopper", None),
        ("", None),
    ],
)
def test_an_interview_is_found_by_id_or_title(name: str, found: str | None) -> None:
    """A name typed in full, in any case, opens its interview; a part of one does not."""
    interview = find_interview(TALKS, name)
    assert (interview and interview.id) == found


@pytest.mark.parametrize(
    "ids",
    [
        ("talk ",),
        ("a" * 99 + " b",),
        ("a" * 100 + "1", "a" * 100 + "2"),
    ],
)
def test_an_odd_id_leads_to_its_interview(ids: tuple[str, ...]) -> None:
    """A file name with a space before its ending, or one of more than 100 characters, is found by what is offered."""
    some = titled(*((one, f"访谈{one}", ()) for one in ids))
    found = [find_interview(some, value) for _, value in complete_interview(some, "")]
    assert [one and one.id for one in found] == list(ids)


def test_of_interviews_with_one_title_each_choice_leads_to_its_own() -> None:
    """The value that is offered tells them apart; the bare title takes the first."""
    two = titled(("a", "访谈", ()), ("b", "访谈", ()))
    found = [find_interview(two, value) for _, value in complete_interview(two, "访谈")]
    assert [one and one.id for one in found] == ["a", "b"]
    assert find_interview(two, "访谈") is two.interviews[0]


@given(
    st.lists(st.tuples(st.text(min_size=1, max_size=120), st.text(min_size=1, max_size=120)), max_size=40),
    st.text(max_size=3),
)
def test_choices_of_interviews_are_what_discord_takes(named: list[tuple[str, str]], typed: str) -> None:
    """Whatever interviews are called, at most 25 choices of at most 100 characters, each with one behind it."""
    some = titled(*((f"{number}{name}", title, ()) for number, (name, title) in enumerate(named)))
    choices = complete_interview(some, typed)
    assert len(choices) <= CHOICES
    for label, value in choices:
        assert 0 < len(label) <= LABEL
        assert 0 < len(value) <= LABEL
        assert find_interview(some, value) is not None
