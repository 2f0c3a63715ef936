from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.asking import Incoming, extract_question, looks_like_question

BOT = 42
NOWHERE: frozenset[str] = frozenset()


def incoming(
    content: str, *, direct: bool = False, mentions: bool = False, answers: bool = False, channels: tuple[str, ...] = ()
) -> Incoming:
    """A message with what is said of it."""
    return Incoming(content, direct, mentions, answers, frozenset(channels))


@pytest.mark.parametrize(
    ("message", "question"),
    [
        pytest.param(incoming("<@42> 为什么？", mentions=True), "为什么？", id="mention"),
        pytest.param(incoming("<@!42>为什么？", mentions=True), "为什么？", id="old form of a mention"),
        pytest.param(incoming("为什么 <@42> 呢", mentions=True), "为什么   呢", id="mention in the middle"),
        pytest.param(incoming("<@42><@42> 为什么 <@!42>", mentions=True), "为什么", id="several mentions"),
        pytest.param(incoming("<@7> 怎么看 <@42>", mentions=True), "<@7> 怎么看", id="others' mentions stay"),
        pytest.param(incoming("<@421> 呢 <@42>", mentions=True), "<@421> 呢", id="a longer number is somebody else"),
        pytest.param(incoming(" \n为什么？\t", direct=True), "为什么？", id="direct message"),
        pytest.param(incoming("为什么？", answers=True), "为什么？", id="reply to the bot"),
        pytest.param(incoming("<@42>", mentions=True), "", id="called without a question"),
        pytest.param(incoming("", answers=True), "", id="reply without words"),
        pytest.param(incoming("   ", direct=True), "", id="white space in a direct message"),
        pytest.param(incoming("为什么？"), None, id="talk among members"),
        pytest.param(incoming("<@7> 为什么？"), None, id="mention of somebody else"),
        pytest.param(incoming("提问", channels=("general", "1")), None, id="another channel"),
        pytest.param(incoming("为什么？", channels=("ask", "1")), "为什么？", id="ask channel by name"),
        pytest.param(incoming("为什么？", channels=("talk", "99")), "为什么？", id="ask channel by number"),
        pytest.param(incoming("为什么？", channels=("thread", "3", "ask", "1")), "为什么？", id="thread below one"),
        pytest.param(incoming(" ", channels=("ask",)), None, id="a picture in an ask channel"),
    ],
)
def test_what_is_a_question(message: Incoming, question: str | None) -> None:
    """A mention, a reply, a direct message or an ask channel make a question; the mention is no part of it."""
    assert extract_question(message, BOT, frozenset({"ask", "99"})) == question


@given(
    st.text(st.characters() | st.sampled_from("<@!42> ")), st.booleans(), st.booleans(), st.booleans(), st.booleans()
)
def test_no_text_upsets_the_reading_of_a_message(
    content: str, direct: bool, mentions: bool, answers: bool, asked: bool
) -> None:
    """Whatever is sent, the question is text without white space around it, and None only if nobody called the bot."""
    message = incoming(content, direct=direct, mentions=mentions, answers=answers, channels=("ask",) if asked else ())
    question = extract_question(message, BOT, frozenset({"ask"}))
    if question is None:
        assert not direct
        assert not mentions
        assert not answers
    else:
        assert question == question.strip()
        assert "<@42>" not in question
    assert extract_question(incoming(content), BOT, NOWHERE) is None


@pytest.mark.parametrize(
    "said",
    [
        "什么是深度学习？",
        "什麼是深度學習",
        "他为什么喜欢 Python",
        "为何选择 Keras",
        "怎么学",
        "怎样入门比较好",
        "如何开始",
        "谁创建了 Keras",
        "哪本书好",
        "他几岁",
        "要花多少时间",
        "人工智能会取代我们吗",
        "那後來呢",
        "能不能举个例子",
        "有没有推荐的书",
        "咩係深度學習",
        "点解要用 Keras",
        "深度学习?",
        "what is Keras",
        "  Why Python",
        "How does it work",
        "Is Keras free",
        "can I use it at work",
        "Who made it",
        "Keras, what is it?",
    ],
)
def test_what_asks_looks_like_a_question(said: str) -> None:
    """Marks and words with which people ask, in Chinese and English, with or without a question mark."""
    assert looks_like_question(said)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "哈哈哈",
        "谢谢大家！",
        "好的，明天见",
        "我也觉得",
        "今天好累",
        "太厉害了……",
        "早上好",
        "👍🎉",
        "+1",
        "https://example.com/a",
        "lol same here",
        "good morning everyone",
        "Thanks, this island is great",
        "Isabel wrote that",
        "Candy and doughnuts",
        "whatever",
        "Arena",
        "<@42>",
    ],
)
def test_talk_does_not_look_like_a_question(said: str) -> None:
    """Greetings, thanks and remarks ask nothing; a word that only begins like one of those that ask neither."""
    assert not looks_like_question(said)


@given(st.text())
def test_a_question_mark_always_asks(said: str) -> None:
    """Of either width, wherever it stands; what stands around it does not matter."""
    for mark in "?？":
        assert looks_like_question(f"{said}{mark}")
        assert looks_like_question(f"{mark}{said}")
