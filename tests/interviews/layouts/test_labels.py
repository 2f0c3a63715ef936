from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.interviews.blocks import parse_blocks
from bot.interviews.layouts.labels import find_labels
from bot.interviews.layouts.names import fold_name, looks_like_person, may_be_name, part_of_word, split_joint
from tests.interviews.layouts.test_registry import told


def labels(text: str) -> list[tuple[str, str]]:
    """Every label with the words behind it."""
    blocks, found = find_labels(text, parse_blocks(text), frozenset())
    pairs = zip(blocks, found, strict=True)
    return [(label.name, text[label.end : block.span.end]) for block, label in pairs if label]


@pytest.mark.parametrize(
    ("line", "name", "said"),
    [
        ("林晓：甲。", "林晓", "甲。"),
        ("林晓 : 甲。", "林晓", "甲。"),
        ("**林晓：**甲。", "林晓", "甲。"),
        ("**林晓**：甲。", "林晓", "甲。"),
        ("**林晓:** **甲**乙。", "林晓", "**甲**乙。"),
        ("[**林晓**](http://a.b/c)**：甲。", "林晓", "甲。"),
        ("*林晓：* 甲。", "林晓", "甲。"),
        ("林晓（作家）：甲。", "林晓", "甲。"),
        ("【林晓】甲。", "", ""),
        ("[00:01:02] 林晓：甲。", "林晓", "甲。"),
        ("林晓 [00:01:02]：甲。", "林晓", "甲。"),
        ("林晓 01:02\n甲。", "林晓", "甲。"),
        ("SPEAKER_00：甲。", "SPEAKER_00", "甲。"),
        ("他说：甲。", "", ""),
        ("我的看法：甲。", "", ""),
        ("注意：甲。", "", ""),
        ("https://a.b", "", ""),
        ("一二三，四五：甲。", "", ""),
    ],
)
def test_a_name_that_comes_back_is_a_label(line: str, name: str, said: str) -> None:
    """In bold or plain, linked, with a time or a note; clauses, notes and addresses are none."""
    assert labels(f"{line}\n\n{line}") == ([(name, said)] * 2 if name else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("林晓：甲。", []),
        ("问：甲？", ["问"]),
        ("林晓：甲。\n\n林晓：乙。\n\n米·周远：丙。", ["林晓", "林晓", "米·周远"]),
        ("我们见到周远和林晓。\n\n林晓：甲。\n\n林晓：乙。\n\nZhou Yuan：丙。", ["林晓", "林晓"]),
        ("AB：甲。\n\nCD：乙。\n\nAB：甲。\n\nCD：乙。\n\nAB/CD：丙。", ["AB", "CD", "AB", "CD", "AB/CD"]),
        ("SPEAKER_00：甲。\n\nSPEAKER_00：乙。\n\nSPEAKER_01：丙。", ["SPEAKER_00", "SPEAKER_00", "SPEAKER_01"]),
    ],
)
def test_what_stands_once_is_a_label_beside_others(text: str, found: list[str]) -> None:
    """A role's word; a name of parts; a joint name of two that come back; a name like another."""
    assert [name for name, _ in labels(text)] == found


def test_a_block_is_cut_where_a_label_begins_a_line() -> None:
    """Questions and answers on the lines of one paragraph are blocks of their own, with their lines."""
    text = "开场\n问：甲？\n答：乙\n丙"
    blocks, _ = find_labels(text, parse_blocks(text), frozenset())
    found = [(text[slice(*block.span)], block.line) for block in blocks]
    assert found == [("开场", 1), ("问：甲？", 2), ("答：乙\n丙", 3)]


@given(st.text("林晓问答AQ1*_[]()（）【】：: \n#>？。", max_size=60))
def test_cutting_at_labels_loses_nothing(text: str) -> None:
    """Blocks stay in order, do not overlap, and hold what they held; a label lies in its block."""
    before = parse_blocks(text)
    blocks, found = find_labels(text, before, frozenset())
    assert "".join("".join(text[slice(*block.span)].split()) for block in blocks) == "".join(
        "".join(text[slice(*block.span)].split()) for block in before
    )
    for block, label in zip(blocks, found, strict=True):
        assert label is None or block.span.start == label.start <= label.end <= max(block.span.end, label.end)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        *((name, "asks") for name in ("问", "Q1", "问题三", "本刊记者", "主持人", "Host")),
        *((name, "answers") for name in ("答", "A", "嘉宾2")),
        *((name, None) for name in ("林晓答", "顾问", "a")),
    ],
)
def test_a_role_says_its_part(name: str, part: str | None) -> None:
    """Words for asking and answering, numbered or not; an adviser is no question, a small letter no label."""
    assert part_of_word(name) == part


@pytest.mark.parametrize("mark", ["@", "@@", "@ @"])
def test_an_at_sign_without_a_name_is_no_label(mark: str) -> None:
    """It is words like any other, however often it comes back; reading such a document once ended with a KeyError."""
    text = f"{mark}：甲？\n\n乙。\n\n{mark}：丙？\n\n丁。\n\n{mark}：戊？\n"
    assert labels(text) == []
    assert told(text)[0] != "speakers"


def test_names_are_told_from_notes() -> None:
    """What a person may be called, what is written as a name, and what is one label of two."""
    assert may_be_name("林晓")
    assert not may_be_name("2024")
    assert looks_like_person("Lin Xiao")
    assert looks_like_person("安娜·林")
    assert not looks_like_person("优点")
    assert fold_name("Lin Xiao") == fold_name("linxiao")
    assert split_joint("AB/CD") == ["AB", "CD"]
