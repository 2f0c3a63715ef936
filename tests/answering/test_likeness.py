"""How alike questions are, and what of them is kept."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.likeness import alike, most_alike, redact

TEXTS = st.text(st.sampled_from("深度学习是什么ab ？!_"), max_size=12)


@given(TEXTS, TEXTS)
def test_likeness_is_symmetric_and_between_nothing_and_all(one: str, other: str) -> None:
    """Neither question comes first, and nothing is more than the same or less than nothing."""
    assert alike(one, other) == alike(other, one)
    assert 0 <= alike(one, other) <= 1


@given(TEXTS)
def test_a_question_is_like_itself(text: str) -> None:
    """The same words are the same question; where there are none, nothing is alike."""
    assert alike(text, text) == float(any(character.isalnum() for character in text))


@given(st.text("甲乙丙丁"), st.text("abcd"))
def test_without_a_shared_character_nothing_is_alike(one: str, other: str) -> None:
    """Questions of different words are not merged."""
    assert alike(one, other) == 0


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("深度学习", "深度学习", 1),
        ("深度学习？", " 深度 学习！", 1),
        ("深度学习", "强化学习", 1 / 3),
        ("深度学习", "深度学习是什么", 2 / 3),
        ("学", "学", 1),
        ("学", "学习", 0),
        ("ab", "ba", 0),
        ("？", "？", 0),
        ("", "", 0),
    ],
)
def test_pairs_of_characters_are_compared(one: str, other: str, likeness: float) -> None:
    """Twice the shared pairs over all pairs, marks and white space left out."""
    assert alike(one, other) == pytest.approx(likeness)


@pytest.mark.parametrize(
    ("known", "found"),
    [
        ([], None),
        ([(7, "强化学习")], None),
        ([(7, "强化学习"), (3, "深度学习是什么")], 3),
        ([(7, "深度学习是什么"), (3, "深度学习")], 3),
        ([(7, "深度学习"), (3, "深度学习？")], 7),
    ],
)
def test_the_most_alike_is_found(known: list[tuple[int, str]], found: int | None) -> None:
    """The best one above the least likeness, the first of equals, and nothing where all are below it."""
    assert most_alike("深度学习", known, 0.6) == found


def test_the_least_likeness_is_enough() -> None:
    """What is exactly as like as wanted is found."""
    assert most_alike("深度学习", [(1, "强化学习")], alike("深度学习", "强化学习")) == 1


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        pytest.param("<@123456789012345678> 他是谁？", "… 他是谁？", id="mention"),
        pytest.param("<@!12> 他是谁？", "… 他是谁？", id="old form of a mention"),
        pytest.param("问 <@&12> 和 <#34> 什么？", "问 … 和 … 什么？", id="role and channel"),
        pytest.param("他 <:smile:12> <a:wave:34> 呢？", "他 … … 呢？", id="emoji of a server"),
        pytest.param("看 https://example.com/张三?a=1 怎么样？", "看 … 怎么样？", id="address"),
        pytest.param("看 http://example.com 怎么样？", "看 … 怎么样？", id="plain address"),
        pytest.param("写信给 zhang.san+x@example.com 可以吗？", "写信给 … 可以吗？", id="mail"),
        pytest.param("问 @张三 什么？", "问 … 什么？", id="typed mention"),
        pytest.param("打 13800138000 行吗？", "打 … 行吗？", id="long number"),
        pytest.param("打 138 0013-8000 行吗？", "打 … 行吗？", id="number in groups"),
        pytest.param("打 １３８００１３８０００ 行吗？", "打 … 行吗？", id="full-width number"),
        pytest.param("@lin这个模型怎么训练", "…这个模型怎么训练", id="typed mention before Chinese"),
        pytest.param("＠lin，怎么训练", "…，怎么训练", id="full-width at"),
        pytest.param("问 @张三，这个怎么训练？", "问 …，这个怎么训练？", id="Chinese name before a mark"),
        pytest.param("@欧阳小丰Leo_1 怎么看", "… 怎么看", id="name in two scripts"),
        pytest.param("@深度学习爱好者怎么训练", "…爱好者怎么训练", id="a name without an end is four characters"),
        pytest.param("矩阵 A @ B 是什么", "矩阵 A @ B 是什么", id="an at between blanks"),
        pytest.param("https://a.b/c这是什么意思", "…这是什么意思", id="address before Chinese"),
        pytest.param("https://a.b/c，这是什么", "…，这是什么", id="address before a mark"),
        pytest.param("https://a.b/张三/李四?x=1", "…", id="Chinese inside an address"),
        pytest.param("HTTPS://A.B/C 怎么样", "… 怎么样", id="address in capitals"),
        pytest.param("https：//a.b/c 怎么样", "… 怎么样", id="address with a full-width colon"),
        pytest.param("看<https://a.b/c>怎么样", "看…怎么样", id="address without its preview"),
        pytest.param("www.example.com/a是什么", "…是什么", id="address without its scheme"),
        pytest.param("discord.gg/abc 是什么群", "… 是什么群", id="invitation"),
        pytest.param("github.com/zhangsan 是谁", "… 是谁", id="page of a person"),
        pytest.param("keras.io 是什么", "keras.io 是什么", id="a name of a site stays"),
        pytest.param("a@b.com是谁的邮箱", "…是谁的邮箱", id="mail before Chinese"),
        pytest.param("13800138000@qq.com是谁", "…是谁", id="mail of a number"),
        pytest.param("打 138.0013.8000 行吗", "打 … 行吗", id="number with dots"),
        pytest.param("打 +86-138-0013-8000 行吗", "打 … 行吗", id="number with a country"),
        pytest.param("打 010) 6655 - 7788 行吗", "打 … 行吗", id="number with brackets"),
        pytest.param("</提问:123456789012345678> 怎么用", "… 怎么用", id="mention of a command"),
        pytest.param("List<int> 和 <div> 呢", "List<int> 和 <div> 呢", id="code stays"),
        pytest.param("2015-2017 年的变化", "2015-2017 年的变化", id="years stay"),
        pytest.param("2024-05-06 12:30 说了什么", "2024-05-06 12:30 说了什么", id="a date and a time stay"),
        pytest.param("Python 3.11.2 还是 3.12.1", "Python 3.11.2 还是 3.12.1", id="versions stay"),
        pytest.param("100 万参数，0.95 0.93 0.91", "100 万参数，0.95 0.93 0.91", id="quantities stay"),
        pytest.param("2015 年的 Keras 2.0 是什么？", "2015 年的 Keras 2.0 是什么？", id="a year and a version stay"),
        pytest.param(" 什么\n\n是\t深度  学习？ ", "什么 是 深度 学习？", id="one line"),
        pytest.param("长" * 400, "长" * 300, id="a long question"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_what_could_name_a_person_is_not_kept(question: str, kept: str) -> None:
    """Mentions, addresses, mails and long numbers are gone, and everything else stays, in one line."""
    assert redact(question) == kept


@given(st.text(st.sampled_from("深度@<>!&#:/.-_ \n\r\u2028\t0123456789abhtps")))
def test_what_is_kept_is_one_line_without_long_numbers(question: str) -> None:
    """Whatever is asked, no line break, no mention of a person and no seven digits in a row are kept."""
    kept = redact(question)
    assert len(kept.splitlines()) <= 1
    assert len(kept) <= 300
    assert not any(kept[start : start + 7].isdigit() for start in range(len(kept) - 6))
    assert not re.search(r"<@!?\d+>", kept)


# Shorter than the limit, which may cut what is kept anywhere.
@given(
    st.text(max_size=200)
    | st.text(st.sampled_from("深度张三@＠<>!&#:：/.-_+,，… \n\t0123456789abchtpswcom"), max_size=200)
    | st.lists(
        st.sampled_from(
            ["@张三", "a@b.com", "https://a.b/c", "www.", ".com/", "2015", "-", " ", "1234567", "张三", "?a"]
        )
    ).map("".join)
)
def test_what_is_kept_stays_kept(question: str) -> None:
    """Nothing gets longer, and what is gone was all there was to go: a second time changes nothing."""
    kept = redact(question)
    assert len(kept) <= len(question)
    assert redact(kept) == kept


@given(st.text(st.sampled_from("深度学习是什么呢abKeras，。？！、《》“”（）…()[]<>,;?'123456 "), max_size=200))
def test_a_plain_question_is_kept_whole(question: str) -> None:
    """Without an at, a link or seven digits every word and mark stays."""
    plain = " ".join(re.sub(r"\d[\d ()]*", "7", question).split())
    assert redact(plain) == plain
