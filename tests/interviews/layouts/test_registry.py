"""Whole documents in every layout, each invented and short."""

from __future__ import annotations

import pytest

from bot.interviews.directions import Directions
from bot.interviews.drafting import draft_interview
from bot.interviews.formats.registry import FORMATS, choose_format

BEGIN, DAY, FUTURE = "您是怎么开始写作的？", "您每天怎么安排时间？", "以后还有什么打算？"
NORTH, WALK, WRITE = "我在北方长大，后来去了南方。", "我每天写一千字，写完就去散步。", "我会一直写下去，直到写不动。"
TOLD = [(BEGIN, NORTH), (DAY, WALK), (FUTURE, WRITE)]
ESSAY = "\n\n".join(f"第{place}段。" if place % 9 else "这不是很好吗？" for place in range(60))
TITLE = "# 写作的人\n\n他写了三本书。\n\n"


def told(text: str, ending: str = ".md") -> tuple[str, list[tuple[str, str]]]:
    """The layout that was chosen and what it told."""
    name, _ = choose_format(ending, text)
    document = FORMATS[name].parse(text)
    draft = draft_interview(document)
    exchanges = [
        (document.text[slice(*exchange.question)], document.text[slice(*exchange.answer)])
        for exchange in draft.exchanges
    ]
    return draft.layout, exchanges


def written(asks: str, answers: str, between: str = "\n\n") -> str:
    """The three exchanges with something around each question and answer."""
    parts = [template.format(said) for pair in TOLD for template, said in zip((asks, answers), pair, strict=True)]
    return between.join(parts) + "\n"


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        pytest.param(TITLE + written("**问：**{}", "**答：**{}"), "letters", id="bold labels"),
        pytest.param(TITLE + written("**问：{}**", "答：{}"), "letters", id="a label in a bold question"),
        pytest.param(TITLE + written("问：{}", "答：{}", "\n"), "letters", id="labels on lines of one paragraph"),
        pytest.param(TITLE + written("Q：{}", "A：{}"), "letters", id="letters"),
        pytest.param(TITLE + written("### Q：{}", "{}"), "letters", id="letters in headings, of one side"),
        pytest.param(TITLE + written("> {}", "A：{}"), "letters", id="letters of the other side"),
        pytest.param(TITLE + written("【问】{}", "【答】{}"), "letters", id="labels in brackets"),
        pytest.param(TITLE + written("提问：{}", "回答：{}"), "letters", id="words"),
        pytest.param(TITLE + written("###问：{}", "答：\n    {}"), "letters", id="a broken heading, a label alone"),
        pytest.param(TITLE + written("记者：{}", "林晓：{}"), "speakers", id="a word and a name"),
        pytest.param(TITLE + written("记者问：{}", "林晓答：{}"), "speakers", id="a word and a name with a word"),
        pytest.param(TITLE + written("《远方》：{}", "林晓：{}"), "speakers", id="a magazine asks"),
        pytest.param(TITLE + written("**周远:** {}", "**林晓:**{}"), "speakers", id="bold names"),
        pytest.param(TITLE + written("周远（主持人）：{}", "林晓（作家）：{}"), "speakers", id="what they are"),
        pytest.param(TITLE + written("**周远**\n\n{}", "**林晓**\n\n{}"), "speakers", id="bold names alone"),
        pytest.param(TITLE + written("### 周远：\n{}", "### 林晓：\n{}"), "speakers", id="names as headings"),
        pytest.param(written("周远 00:01\n\n{}", "林晓 00:12\n\n{}"), "speakers", id="names with times alone"),
        pytest.param(written("[00:00:01] 周远：{}", "[00:00:12] 林晓：{}"), "speakers", id="times before names"),
        pytest.param(written("Zhou Yuan: {}", "Lin Xiao : {}"), "speakers", id="names of two words"),
        pytest.param(TITLE + written("**ZY:** {}", "**LX:** {}"), "speakers", id="initials"),
        pytest.param(TITLE + written("## {}", "{}") + "\n## 结语\n\n他还在写。\n", "headings", id="headings"),
        pytest.param(TITLE + written("**{}**", "{}"), "bold", id="bold"),
        pytest.param(TITLE + written("*{}*", "{}"), "slanted", id="italics"),
        pytest.param(TITLE + written("> {}", "{}"), "quoted", id="quotes"),
        pytest.param(TITLE + written("{}", "{}"), "mixed", id="plain"),
    ],
)
def test_every_layout_is_told_by_itself(text: str, layout: str) -> None:
    """The same three questions and answers come out whatever they are written in, without labels and marks."""
    assert told(text) == (layout, TOLD)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(written("问：{}", "答：{}", "\n"), id="letters"),
        pytest.param(written("周远\n{}", "林晓\n{}"), id="names alone"),
        pytest.param(written("发言人 1   00:01\n{}", "发言人 2   00:12\n{}"), id="speech recognition"),
        pytest.param(written("SPEAKER_00: {}", "SPEAKER_01: {}", "\n"), id="diarisation"),
    ],
)
def test_plain_text_has_layouts_too(text: str) -> None:
    """Labels need no markup."""
    assert told(text, ".txt")[1] == TOLD


@pytest.mark.parametrize("mark", ["## {}.{}", "**{}、{}**", "{}、{}", "{}. {}", "**Q{}：{}**"])
def test_numbered_questions_count_up(mark: str) -> None:
    """Numbers before questions are a layout in headings, bold, plain text and lists."""
    numbered = (f"{mark.format(number, asked)}\n\n{said}" for number, (asked, said) in enumerate(TOLD, 1))
    text = TITLE + "\n\n".join(numbered)
    exchanges = told(text)[1]
    assert [said for _, said in exchanges] == [said for _, said in TOLD]
    assert all(asked.endswith(wanted) for (asked, _), (wanted, _) in zip(exchanges, TOLD, strict=True))


@pytest.mark.parametrize(
    ("text", "exchanges"),
    [
        pytest.param(
            f"**周远：**{BEGIN}\n\n{NORTH}\n\n**周远：**{DAY}\n\n**林晓：**{WALK}\n\n**周远：**{FUTURE}\n\n**林晓：**{WRITE}",
            TOLD,
            id="an answer without its label",
        ),
        pytest.param(
            f"周远：读过您的书。\n\n那本书很厚。\n\n{BEGIN}\n\n林晓：{NORTH}\n\n周远：{DAY}\n\n林晓：{WALK}",
            [(f"读过您的书。\n\n那本书很厚。\n\n{BEGIN}", NORTH), (DAY, WALK)],
            id="a question of several paragraphs",
        ),
        pytest.param(
            f"周远：写了三年，很长。\n\n对吗？\n\n林晓：{NORTH}\n\n周远：{DAY}\n\n林晓：{WALK}",
            [("写了三年，很长。\n\n对吗？", NORTH), (DAY, WALK)],
            id="a tag question of its own",
        ),
        pytest.param(
            f"周远：{BEGIN}\n\n林晓：{NORTH}\n\n周远：嗯。\n\n林晓：{WALK}\n\n周远：{FUTURE}\n\n林晓：{WRITE}",
            [(BEGIN, f"{NORTH}\n\n周远：嗯。\n\n林晓：{WALK}"), (FUTURE, WRITE)],
            id="a remark is no turn",
        ),
        pytest.param(
            f"周远：{BEGIN}\n\n林晓：{NORTH}\n\n周远：那里的冬天真冷，我也住过。\n\n林晓：{WALK}",
            [(BEGIN, NORTH), ("那里的冬天真冷，我也住过。", WALK)],
            id="a statement is a turn",
        ),
        pytest.param(
            f"周远：{BEGIN}\n\n林晓：{NORTH}\n\n韩青：{WALK}\n\n周远：{DAY}\n\n林晓：这难道不奇怪吗？\n\n韩青：{WRITE}",
            [(BEGIN, f"{NORTH}\n\n韩青：{WALK}"), (DAY, f"这难道不奇怪吗？\n\n韩青：{WRITE}")],
            id="two answer",
        ),
        pytest.param(
            f"**{BEGIN}**\n\n{NORTH}\n\n这样写，不好吗？\n\n**{DAY}**\n\n{WALK}\n\n**{FUTURE}**\n\n{WRITE}",
            [(BEGIN, f"{NORTH}\n\n这样写，不好吗？"), (DAY, WALK), (FUTURE, WRITE)],
            id="a rhetorical question",
        ),
        pytest.param(
            f"**{BEGIN}**\n\n{NORTH}\n\n**聊聊您的新书吧。**\n\n{WALK}\n\n**{FUTURE}**\n\n{WRITE}",
            [(BEGIN, NORTH), ("聊聊您的新书吧。", WALK), (FUTURE, WRITE)],
            id="a bold request",
        ),
        pytest.param(
            f"**快来订阅！**\n\n**{BEGIN}**\n\n{NORTH}\n\n{DAY}\n\n{WALK}\n\n**{FUTURE}**\n\n{WRITE}",
            TOLD,
            id="a bold advert before a mixture",
        ),
        pytest.param(
            f"**{BEGIN}**\n\n优点：便宜。\n\n缺点：慢。\n\n**{DAY}**\n\n优点：好看。\n\n缺点：贵。",
            [(BEGIN, "优点：便宜。\n\n缺点：慢。"), (DAY, "优点：好看。\n\n缺点：贵。")],
            id="what comes back before a colon is no speaker",
        ),
        pytest.param(
            f"**1、@甲** 提问：\n\n> {BEGIN}\n\nA：{NORTH}\n\n**2、@乙** 提问：\n\n> {DAY}\n\nA：{WALK}",
            [(BEGIN, NORTH), (DAY, WALK)],
            id="readers ask in quotes",
        ),
    ],
)
def test_what_people_write_between_is_understood(text: str, exchanges: list[tuple[str, str]]) -> None:
    """Missing labels, remarks, rhetoric and several speakers do not move a question or an answer."""
    assert told(text)[1] == exchanges


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\n\n".join("不好吗？" if place % 9 == 0 else f"第{place}段。" for place in range(60))),
        pytest.param("## 装\n\n下载。\n\n## 为什么慢？\n\n因为大。\n\n## 配\n\n写。\n\n## 用\n\n开。", id="manual"),
        pytest.param("材料：\n\n- 盐\n- 油\n\n做法：热锅。\n\n做法：放盐。", id="recipe"),
    ],
)
def test_where_nobody_is_asked_there_is_no_exchange(text: str) -> None:
    """Rhetoric in a long text, one heading among many, or colons do not make an interview."""
    assert told(text) == ("", [])


def test_the_layout_says_how_well_each_fits() -> None:
    """A curator sees the choice with its rivals."""
    draft = draft_interview(FORMATS["markdown"].parse(TITLE + written("**{}**", "{}")))
    fits = dict(draft.fits)
    assert draft.fits[0][0] == "bold"
    assert fits["bold"] > fits["mixed"] > fits["headings"] == 0


def test_a_forced_layout_is_the_only_one() -> None:
    """Where two layouts could be meant, the sidecar decides."""
    text = f"**{BEGIN}**\n\n{NORTH}\n\n{DAY}\n\n{WALK}\n\n**{FUTURE}**\n\n{WRITE}\n"
    draft = draft_interview(FORMATS["markdown"].parse(text), Directions(layout="bold"))
    assert (draft.layout, draft.layout_reason, len(draft.exchanges)) == ("bold", "forced", 2)
