"""Topics from an interview's own words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import CorpusError
from bot.interviews import Library, Topic, load_interview
from bot.search.topics import MOST, Candidate, TopicFinder, choose, is_part
from tests.search.talks import ANALYZER, WEAK, interview

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app import App
    from bot.interviews import Interview

FINDER = TopicFinder(ANALYZER, WEAK, frozenset(["问题"]))
TALK = interview(
    ("深度学习是什么？", "深度学习用神经网络。"),
    ("Keras 是什么？", "Keras 是深度学习的框架，Keras 很快。"),
    ("社区呢？", "开源社区用 Keras。"),
    ("还有问题？", "开源社区有伦理的问题。"),
    ("伦理呢？", "伦理是社会的责任。"),
)


def topics(one: Interview) -> dict[str, tuple[int, ...]]:
    """The exchanges of the topics found, by name."""
    return {topic.name: topic.exchanges for topic in FINDER.find(one)}


def candidate(name: str, *exchanges: int, telling: float = 1.0) -> Candidate:
    """A candidate of which as much is said in each exchange."""
    return Candidate(name, name, (), False, telling, dict.fromkeys(exchanges, 0.5))


def test_an_interview_gets_topics_from_its_words() -> None:
    """Terms, names and phrases that link exchanges, in the order in which the interview comes to them."""
    assert topics(TALK) == {"深度学习": (1, 2), "Keras": (2, 3), "开源社区": (3, 4), "伦理": (4, 5)}
    assert not any(topic.curated for topic in FINDER.find(TALK))


def test_general_nouns_name_nothing() -> None:
    """A word of general-words.txt is no topic."""
    one = interview(("？", "框架的问题。"), ("？", "问题。"), ("？", "框架。"), ("？", "。"))
    assert topics(one) == {"框架": (1, 3)}
    assert TopicFinder(ANALYZER, WEAK, frozenset()).find(one)[1].name == "问题"


def test_a_curator_has_the_last_word() -> None:
    """An interview that has topics keeps exactly these; only one without any gets them."""
    curated = replace(TALK, id="b", topics=(Topic("我的话题", (1,)),))
    first, second = FINDER.complete(Library((TALK, curated)))
    assert first.topics == FINDER.find(TALK)
    assert second is curated


def test_names_of_one_concept_are_one_topic() -> None:
    """What the glossary calls the same is one topic by its commonest name; the others lead to it."""
    one = interview(("？", "人工智能。"), ("？", "AI 和人工智能。"), ("？", "。"), ("？", "。"))
    assert FINDER.find(one) == (Topic("人工智能", (1, 2), ("AI",), curated=False),)


def test_names_are_written_in_the_interviews_own_characters() -> None:
    """A Traditional text gives Traditional names, in their case."""
    one = interview(("？", "開源社區用 vTaiwan。"), ("？", "開源社區。"), ("？", "vTaiwan！"), ("？", "。"))
    assert topics(one) == {"開源社區": (1, 2), "vTaiwan": (1, 3)}


def test_a_topic_leads_to_half_of_the_exchanges_at_most() -> None:
    """What is said everywhere leads to where it is said most."""
    one = interview(("？", "框架。"), ("？", "框架，框架。"), ("框架？", "框架。"), ("？", "框架。"))
    assert topics(one) == {"框架": (2, 3)}


def test_who_speaks_is_no_topic() -> None:
    """Neither the speakers nor the interviewer are, whatever else is said of them."""
    one = interview(
        ("Hugo？", "乔莱用 Keras。"),
        ("Hugo？", "乔莱用 Keras。"),
        ("？", "。"),
        speakers=("弗朗索瓦·乔莱",),
        interviewer="Hugo",
    )
    assert topics(one) == {"Keras": (1, 2)}


@pytest.mark.parametrize("one", [interview(), interview(("？", "。")), interview(("是吗？", "是的。"))])
def test_nothing_to_name_gives_no_topic(one: Interview) -> None:
    """An interview without exchanges, without words or without nouns is no fault."""
    assert FINDER.find(one) == ()
    assert FINDER.complete(Library(())) == Library(())


def test_the_next_topic_leads_where_none_does() -> None:
    """Of what is left the one is chosen that adds most, not the one that weighs most."""
    heavy, second, other = (
        candidate("甲", 1, 2, telling=3),
        candidate("乙", 1, 2, 3, telling=2),
        candidate("丙", 4, 5, telling=2),
    )
    assert choose([second, other, heavy], 2) == [second, other]


def test_beyond_the_limit_only_uncovered_exchanges_count() -> None:
    """Every exchange is in a topic if it can be, and a topic of one exchange is taken for that only."""
    linking, again, lone = candidate("甲", 1, 2, telling=9), candidate("乙", 2, 3, telling=5), candidate("丙", 4)
    same = candidate("丁", 3, telling=2)
    assert choose([linking, again, same, lone], 1) == [linking, again, lone]


def test_words_give_way_to_the_phrases_they_would_keep_out() -> None:
    """A general word that is part of telling phrases is no topic beside them, nor instead of them."""
    word = candidate("数据", 1, 2, 3, 4, telling=2)
    phrases = [
        replace(candidate(name, n, n + 1, telling=3), is_phrase=True) for n, name in ((1, "数据素养"), (3, "数据科学"))
    ]
    assert choose([word, *phrases], 9) == phrases


@pytest.mark.parametrize(
    ("name", "other", "part"),
    [
        ("数据", "数据素养", True),
        ("ai", "email", False),
        ("ai", "ai 伦理", True),
        ("ai", "用ai", True),
        ("伦理", "理", False),
    ],
)
def test_parts_of_names(name: str, other: str, part: bool) -> None:
    """A Latin word is part of a name as a word only."""
    assert is_part(name, other) is part


WORDS = st.sampled_from(
    [
        "深度学习",
        "開源社區",
        "框架",
        "Keras",
        "keras",
        "AI",
        "人工智能",
        "，",
        "。",
        " ",
        "\n",
        "的",
        "2018",
        "#",
        "C++",
        "\u200b",
    ]
)
SAID = st.lists(WORDS | st.text(max_size=3), max_size=25).map("".join)


# Each example reads through jieba's dictionary.
@settings(max_examples=40)
@given(st.lists(st.tuples(SAID, SAID), max_size=12))
def test_whatever_is_said_topics_are_sound(turns: list[tuple[str, str]]) -> None:
    """Names stand in the text, numbers exist, no two topics are the same, and the same text gives the same ones."""
    one = interview(*turns)
    found, again = (made.topics for made in FINDER.complete(Library((one, replace(one, id="b")))))
    assert found == again
    assert len(found) <= MOST
    for topic in found:
        assert all(len(name) > 1 and name in one.text for name in (topic.name, *topic.aliases))
        assert topic.exchanges == tuple(sorted(set(topic.exchanges)))
        assert all(one.exchange(number) for number in topic.exchanges)
        assert 1 <= len(topic.exchanges) <= (len(turns) + 1) // 2
    assert len({topic.exchanges for topic in found}) == len(found)
    names = [name for topic in found for name in (topic.name, *topic.aliases)]
    assert len(set(names)) == len(names)


def test_the_shipped_interview_would_have_topics_too(app: App, chollet: Interview) -> None:
    """Without its curator it would have about as many, leading to every exchange; with one it keeps the curator's."""
    found = app.parts.topics.find(chollet)
    assert {number for topic in found for number in topic.exchanges} == set(range(1, 14))
    assert {"Keras", "深度学习", "Python", "人工智能"} <= {topic.name for topic in found}
    assert all(topic.curated for topic in chollet.topics)


def test_topics_from_words_are_no_index_terms(app: App, chollet: Interview) -> None:
    """They say nothing that the text does not, and counting it twice finds no better."""
    bare = replace(chollet, topics=())
    scores = []
    for one in (bare, replace(bare, topics=app.parts.topics.find(bare))):
        answerer = app.answerer_for(Library((one,)))
        scores.append([hit.score for hit in answerer.search("深度学习的伦理", 10)])
    assert scores[0] == scores[1]


def test_real_interviews_get_topics(app: App, shared: Path) -> None:
    """Other people's documents have topics for nearly all of their exchanges."""
    read = 0
    for path in sorted((shared / "interviews").glob("0*")):
        try:
            one = load_interview(path)
        except CorpusError:
            continue
        read += 1
        found = app.parts.topics.find(one)
        covered = {number for topic in found for number in topic.exchanges}
        assert len(covered) >= 0.8 * len(one.exchanges), path.name
        assert min(len(one.exchanges), 4) <= len(found) <= 15, path.name
    assert read


@pytest.mark.long
def test_a_long_interview_has_no_more_topics_than_a_menu_holds() -> None:
    """Nor do a thousand exchanges leave one without any."""
    pairs = [(f"第 {n} 问，框架{n % 7}？", "深度学习的开源社区用 Keras。" * 5) for n in range(1000)]
    assert 1 <= len(FINDER.find(interview(*pairs))) <= 15
