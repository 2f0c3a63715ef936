from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import FaultsError
from bot.interviews import Interview, load_interview

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """\
# 题

介绍。

周远：您好吗？

林晓：好。

您也好吗？

周远：那我就放心了，真好。

林晓：是的。

韩青：我插一句。

周远：忙吗？

林晓：忙。

下期再会。
"""

JOINED = [
    ("您好吗？", ["好。", "您也好吗？", "那我就放心了，真好。", "是的。", "韩青：我插一句。"]),
    ("忙吗？", ["忙。", "下期再会。"]),
]


def read(folder: Path, sidecar: str, text: str = TEXT, name: str = "a.md") -> Interview:
    """The document with a sidecar beside it."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    path.with_suffix(".toml").write_text(sidecar, encoding="utf-8")
    return load_interview(path)


def told(interview: Interview) -> list[tuple[str, list[str]]]:
    """Every question with the passages of its answer."""
    return [
        (interview.cut(one.question), [interview.cut(passage.span) for passage in one.passages])
        for one in interview.exchanges
    ]


def test_without_directions_the_document_speaks(tmp_path: Path) -> None:
    """Speakers and interviewer are those on the labels."""
    interview = read(tmp_path, "")
    assert told(interview) == [
        ("您好吗？", ["好。", "您也好吗？"]),
        ("那我就放心了，真好。", ["是的。", "韩青：我插一句。"]),
        ("忙吗？", ["忙。", "下期再会。"]),
    ]
    assert (interview.speakers, interview.interviewer) == (("林晓",), "周远")


@pytest.mark.parametrize(
    ("sidecar", "exchanges"),
    [
        pytest.param(
            "[reading]\nquestions = ['您也好']\nleave_out = ['下期']\n",
            [
                ("您好吗？", ["好。"]),
                ("您也好吗？\n\n周远：那我就放心了，真好。", ["是的。", "韩青：我插一句。"]),
                ("忙吗？", ["忙。"]),
            ],
            id="a question without a mark, and an end",
        ),
        pytest.param(
            "[reading]\njoined = ['那我就']\n",
            [
                ("您好吗？", ["好。", "您也好吗？", "那我就放心了，真好。", "是的。", "韩青：我插一句。"]),
                ("忙吗？", ["忙。", "下期再会。"]),
            ],
            id="a remark belongs to what stands before it",
        ),
        pytest.param(
            "[reading]\nanswers = ['周远：那我就']\n",
            [
                ("您好吗？", ["好。", "您也好吗？", "那我就放心了，真好。", "是的。", "韩青：我插一句。"]),
                ("忙吗？", ["忙。", "下期再会。"]),
            ],
            id="a block named with its label does not ask",
        ),
        pytest.param(
            "[[people]]\nname = '韩青'\nrole = 'neither'\n",
            [
                ("您好吗？", ["好。", "您也好吗？"]),
                ("那我就放心了，真好。", ["是的。"]),
                ("忙吗？", ["忙。", "下期再会。"]),
            ],
            id="somebody is left out",
        ),
        pytest.param(
            "[[people]]\nname = '林晓'\nrole = 'asks'\n[[people]]\nname = '周远'\nrole = 'answers'\n",
            [("好。\n\n您也好吗？", ["那我就放心了，真好。"]), ("是的。\n\n韩青：我插一句。", ["忙吗？"])],
            id="people change places",
        ),
    ],
)
def test_a_curator_settles_what_the_document_does_not(
    tmp_path: Path, sidecar: str, exchanges: list[tuple[str, list[str]]]
) -> None:
    """Blocks are named by the words they begin with, people by their names."""
    assert told(read(tmp_path, sidecar)) == exchanges


def test_people_have_other_spellings(tmp_path: Path) -> None:
    """Whoever is labelled in several ways is one, under the name that the curator gives."""
    text = "ZY：您好吗？\n\n林：好。\n\n周：忙吗？\n\n小林：忙。\n"
    sidecar = "[[people]]\nname = '周远'\nrole = 'asks'\naliases = ['ZY', '周']\n"
    sidecar += "[[people]]\nname = '林晓'\nrole = 'answers'\naliases = ['林', '小林']\n"
    interview = read(tmp_path, sidecar, text)
    assert told(interview) == [("您好吗？", ["好。"]), ("忙吗？", ["忙。"])]
    assert (interview.speakers, interview.interviewer) == (("林晓",), "周远")


def test_what_the_sidecar_names_goes_before_what_labels_name(tmp_path: Path) -> None:
    """Keys that were there before mean what they meant."""
    interview = read(tmp_path, "speakers = ['某人']\ninterviewer = '记者'\n")
    assert (interview.speakers, interview.interviewer) == (("某人",), "记者")


def test_a_curator_alone_can_tell_the_questions(tmp_path: Path) -> None:
    """A talk without marks becomes an interview by naming its questions."""
    interview = read(
        tmp_path, "[reading]\nquestions = ['说说', '再说']\n", "说说甲。\n\n乙。\n\n再说丙。\n\n丁。\n", "a.txt"
    )
    assert told(interview) == [("说说甲。", ["乙。"]), ("再说丙。", ["丁。"])]
    assert (interview.reading.layout, interview.reading.layout_reason) == ("", "directed")
    assert {exchange.certainty for exchange in interview.exchanges} == {1.0}


def test_format_and_layout_can_be_forced(tmp_path: Path) -> None:
    """Where they are told wrongly, the sidecar decides."""
    text = "**甲？**\n\n乙。\n\n您呢？\n\n丙。\n\n**丁？**\n\n戊。\n"
    sidecar = "[reading]\nformat = 'markdown'\nlayout = 'bold'\n"
    reading = read(tmp_path, sidecar, text, "a.txt").reading
    assert (reading.format, reading.format_reason, reading.layout, reading.layout_reason) == (
        "markdown",
        "forced",
        "bold",
        "forced",
    )


def test_a_name_that_names_no_block_or_several_is_a_fault_with_its_line(tmp_path: Path) -> None:
    """All faults are told at once, those of exchanges and passages with them."""
    sidecar = "[reading]\nquestions = ['无此', '周远']\nleave_out = ['没有']\n[[exchanges]]\nnumber = 9\n"
    with pytest.raises(FaultsError) as caught:
        read(tmp_path, sidecar)
    assert [(fault.code, fault.line, fault.details.get("begins")) for fault in caught.value.faults] == [
        ("block-missing", 2, "无此"),
        ("block-ambiguous", 2, "周远"),
        ("block-missing", 3, "没有"),
        ("exchange-missing", 5, None),
    ]


@pytest.mark.parametrize(
    "sidecar", ["[reading]\nlayout = 'odd'", "[reading]\nformat = 'pdf'", "[[people]]\nname = 'x'"]
)
def test_layouts_formats_and_roles_that_do_not_exist_are_faults(tmp_path: Path, sidecar: str) -> None:
    """A mistyped value is told with what it can be."""
    with pytest.raises(FaultsError) as caught:
        read(tmp_path, sidecar)
    assert [fault.code for fault in caught.value.faults] == ["key-value"]
