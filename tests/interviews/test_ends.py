from __future__ import annotations

import pytest

from bot.interviews.drafting import draft_interview
from bot.interviews.formats.markdown import parse_markdown

OPENING = "# 远方系列访谈\n\n在《远方的书架》里我们见到林晓。\n\n"
ASKED = OPENING + "**甲好吗？**\n\n我很好。\n\n**乙呢？**\n\n我也好。\n\n我说完了。\n\n"
BETWEEN = "**甲？**\n\n我答。\n\n{}**乙？**\n\n我再答。\n\n{}**丙？**\n\n我又答。\n\n{}"


def answers(text: str) -> list[str]:
    """The answers of a document."""
    return [text[slice(*exchange.answer)] for exchange in draft_interview(parse_markdown(text)).exchanges]


@pytest.mark.parametrize(
    "end",
    [
        pytest.param("---\n\n任何话。\n", id="a rule"),
        pytest.param("## 结论\n\n任何话。\n", id="a heading"),
        pytest.param("via: http://a.b\n\n译者：某人 校对：某人\n", id="credits"),
        pytest.param("本文由某人翻译。\n", id="a note on the text"),
        pytest.param("相关阅读\n\n- [别的](http://a.b)\n", id="related links"),
        pytest.param("**谢谢林晓！**\n", id="bold thanks"),
        pytest.param("谢谢您接受采访。\n", id="thanks"),
        pytest.param("欢迎订阅，点击这里收听。\n", id="an advert"),
        pytest.param("期待《远方的书架》再见。\n", id="the name of the show"),
        pytest.param("2020年5月6日\n", id="a date"),
        pytest.param("知识共享许可，转载请联系。\n", id="a licence"),
    ],
)
def test_the_last_answer_ends_before_the_page_does(end: str) -> None:
    """Credits, adverts, thanks and what follows a rule or a heading are nobody's answer; a curator hears of it."""
    assert answers(ASKED + end)[-1] == "我也好。\n\n我说完了。"
    draft = draft_interview(parse_markdown(ASKED + end))
    assert draft.left_out
    assert [warning.code for warning in draft.warnings] in (["text-left-out"], ["question-unanswered"])


@pytest.mark.parametrize(
    "end",
    [
        pytest.param("谢谢你，我很高兴。\n", id="thanks of one who says I"),
        pytest.param("点击它就行。\n\n我常这样做。\n", id="a word of adverts"),
        pytest.param("- 一\n- 二\n", id="a list"),
        pytest.param("[我的书](http://a.b)\n", id="a link"),
    ],
)
def test_what_somebody_says_at_the_end_stays(end: str) -> None:
    """Words of one's own, lists and links are part of an answer."""
    assert answers(ASKED + end)[-1].endswith(end.strip())


def test_a_section_between_questions_is_no_answer() -> None:
    """Where each question comes under the name of another guest, what introduces him is left out."""
    section = "### 某人\n\n某人写书。\n\n"
    assert answers(BETWEEN.format(section, section, "")) == ["我答。", "我再答。", "我又答。"]


def test_a_heading_in_one_answer_divides_it() -> None:
    """Once is no pattern."""
    section = "### 小题\n\n还有。\n\n"
    assert answers(BETWEEN.format(section, "", "")) == ["我答。\n\n### 小题\n\n还有。", "我再答。", "我又答。"]


def test_a_caption_is_nobodys_words() -> None:
    """Figures stand between the paragraphs."""
    caption = "![](a.png)\n\n**Figure 1:** A figure.\n\n"
    assert answers(BETWEEN.format(caption, "", "")) == ["我答。", "我再答。", "我又答。"]
