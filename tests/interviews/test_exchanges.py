from __future__ import annotations

import pytest

from bot.interviews.drafting import draft_interview
from bot.interviews.formats.markdown import parse_markdown

USUAL = "我在北方长大，后来去了南方。" * 3


def cautions(text: str) -> list[tuple[str, int]]:
    """What is to be looked at, with the lines."""
    exchanges = draft_interview(parse_markdown(text)).exchanges
    return [(caution.code, caution.line) for exchange in exchanges for caution in exchange.cautions]


def asked(*pairs: tuple[str, str]) -> str:
    """Bold questions with their answers."""
    return "\n\n".join(f"**{question}**\n\n{answer}" for question, answer in pairs)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(asked(("甲？", USUAL), ("乙？", USUAL)), [], id="nothing"),
        pytest.param(asked(("甲？", USUAL), ("乙。", USUAL)), [("asks-nothing", 5)], id="asks nothing"),
        pytest.param("**甲？**\n\n**乙？**\n\n丙。\n\n**丁？**\n\n戊。", [("question-merged", 1)], id="merged"),
        pytest.param(asked(*[("甲？", USUAL)] * 4, ("乙？", "好")), [("answer-short", 19)], id="short"),
        pytest.param(asked(*[("甲？", USUAL)] * 4, ("乙？", USUAL * 9)), [("answer-long", 19)], id="long"),
        pytest.param(
            asked(*[("甲？", f"{USUAL}\n\n您呢？\n\n{USUAL}")], *[("乙？", USUAL)] * 4), [("answer-asks", 5)], id="asks"
        ),
    ],
)
def test_what_looks_odd_is_told_with_its_line(text: str, found: list[tuple[str, int]]) -> None:
    """A curator finds the places that a program cannot be sure of."""
    assert cautions(text) == found


def test_doubt_makes_less_certain() -> None:
    """Labels are surer than bold, bold than question marks, and each caution takes something off."""

    def certainty(text: str) -> list[float]:
        return [exchange.certainty for exchange in draft_interview(parse_markdown(text)).exchanges]

    assert certainty("问：甲？\n\n答：乙。") == [0.95]
    assert certainty(asked(("甲？", USUAL), ("乙。", USUAL))) == [0.9, 0.63]
    assert certainty("甲？\n\n乙。\n\n您呢？\n\n丙。") == [0.75, 0.85]
