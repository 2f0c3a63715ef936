"""Interviews in Markdown whose questions are bold or plain paragraphs, or a mixture of both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.interviews.blocks import Block, parse_blocks
from bot.interviews.models import Caution, Exchange, Passage, Span
from bot.interviews.passages import cut_passages

if TYPE_CHECKING:
    from collections.abc import Iterable

_ASKS = re.compile(r"[?？﹖⁇][!！]*[\s*_”’\"'」』）)]*$|[!！][?？][\s*_”’\"'」』）)]*$")


@dataclass(frozen=True, slots=True)
class Draft:
    """What a document alone tells: everything of an Interview that needs no sidecar."""

    title: str
    introduction: Span | None
    exchanges: tuple[Exchange, ...]
    warnings: tuple[Caution, ...]


def parse_markdown(text: str) -> Draft:
    """Read an interview.

    A top-level paragraph asks if it is bold as a whole or ends with a question mark; paragraphs that ask one
    right after the other are one question. What follows until the next question is the answer.

    Args:
        text: the document.

    Returns:
        the draft; a document in which nothing asks has no exchanges. A question that nobody answers is left
        out with a warning.
    """
    blocks = [block for block in parse_blocks(text) if not block.picture]
    title = next((block for block in blocks if block.level == 1), None)
    first = next((place for place, block in enumerate(blocks) if _asks(text, block)), len(blocks))
    introduction = [block for block in blocks[:first] if block is not title]
    exchanges: list[Exchange] = []
    warnings: list[Caution] = []
    for question, answer in _turns(text, blocks[first:]):
        if not answer:
            warnings.append(Caution("question-unanswered", question[0].line))
            continue
        exchanges.append(_exchange(text, len(exchanges) + 1, question, answer))
    named = text[slice(*title.span)] if title else ""
    return Draft(named, _introduction(introduction), tuple(exchanges), tuple(warnings))


def _asks(text: str, block: Block) -> bool:
    if block.kind != "paragraph":
        return False
    return block.bold is not None or bool(_ASKS.search(text[slice(*block.span)]))


def _turns(text: str, blocks: Iterable[Block]) -> list[tuple[list[Block], list[Block]]]:
    turns: list[tuple[list[Block], list[Block]]] = []
    for block in blocks:
        if not _asks(text, block):
            turns[-1][1].append(block)
        elif turns and not turns[-1][1]:
            turns[-1][0].append(block)
        else:
            # A heading right before a question belongs to what follows.
            while turns and turns[-1][1] and turns[-1][1][-1].kind == "heading":
                turns[-1][1].pop()
            turns.append(([block], []))
    return turns


def _exchange(text: str, number: int, question: list[Block], answer: list[Block]) -> Exchange:
    spans = cut_passages(text, answer)
    start = (question[0].bold or question[0].span).start
    end = (question[-1].bold or question[-1].span).end
    return Exchange(
        number=number,
        question=Span(start, end),
        answer=Span(spans[0].start, spans[-1].end),
        passages=tuple(Passage(place, span) for place, span in enumerate(spans, start=1)),
    )


def _introduction(blocks: list[Block]) -> Span | None:
    told = [block for block in blocks if block.kind != "quote"]
    return Span(told[0].span.start, told[-1].span.end) if told else None
