"""Short interviews, invented for the tests of topics."""

from __future__ import annotations

from bot.interviews import Exchange, Interview, Passage, Span
from bot.search.folding import Folder
from bot.search.glossary import Glossary
from bot.search.query import Analyzer
from tests.search.shared import tokenizer_with

WEAK = frozenset(["我", "会", "的", "是", "了", "用", "很", "都", "和", "有", "在", "什么", "the", "of"])
ANALYZER = Analyzer(
    Folder(), tokenizer_with("深度学习", "乔莱"), Glossary({"ai": "人工智能", "人工智能": "人工智能"}, {}, {})
)


def interview(*turns: tuple[str, str], speakers: tuple[str, ...] = (), interviewer: str = "") -> Interview:
    """An interview of questions and answers, each answer one passage."""
    text = ""
    exchanges: list[Exchange] = []
    for number, (question, answer) in enumerate(turns, start=1):
        asked = Span(len(text), len(text) + len(question))
        said = Span(asked.end + 1, asked.end + 1 + len(answer))
        text += f"{question}\n{answer}\n"
        exchanges.append(Exchange(number, asked, said, (Passage(1, said),)))
    return Interview("a", text, "题", tuple(exchanges), speakers, interviewer)
