from __future__ import annotations

import pytest

from bot.interviews.asking import addresses, asks, invites, only_listens, sums_up, wonders


@pytest.mark.parametrize(
    ("said", "does"),
    [
        ("甲？", True),
        ("甲?！", True),
        ("甲！？", True),
        ("“甲？”", True),
        ("甲？（笑）", True),
        ("**甲？**", True),
        ("甲？乙。", False),
        ("甲。", False),
        ("", False),
    ],
)
def test_a_question_ends_with_its_mark(said: str, does: bool) -> None:
    """Whatever closes after the mark: marks, quotation marks, brackets, laughter."""
    assert asks(said) is does


def test_requests_remarks_and_address_are_told_from_statements() -> None:
    """An interviewer also bids, sums up, and says "you"; an answer does so less."""
    assert invites("请介绍一下您自己。")
    assert not invites("我在北方长大。")
    assert sums_up("所以听起来你没有放弃。")
    assert not sums_up("我听起来很累。")
    assert addresses("您的书")
    assert not addresses("我的书")
    assert wonders("甲？乙。")
    assert only_listens("嗯，对。")
    assert not only_listens("好书。")
