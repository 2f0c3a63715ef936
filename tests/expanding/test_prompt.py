from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.expanding.prompt import ANSWER_LIMIT, KNOWN_LIMIT, render_prompt

if TYPE_CHECKING:
    from bot.interviews import Interview


def test_a_model_reads_what_it_is_to_ask_for(chollet: Interview) -> None:
    """Title, question, answer and count are in the prompt, with some of what is known already."""
    exchange = chollet.exchanges[2]
    system, task = render_prompt(chollet, exchange, 7)
    assert (system["role"], task["role"]) == ("system", "user")
    for said in (chollet.title, chollet.cut(exchange.question), chollet.cut(exchange.answer), "7 个"):
        assert said in task["content"]
    assert exchange.asked_as[KNOWN_LIMIT - 1] in task["content"]
    assert f"- {exchange.asked_as[KNOWN_LIMIT]}\n" not in task["content"]


def test_nothing_else_of_the_interview_is_sent(chollet: Interview) -> None:
    """The model gets the exchange that it is asked about and no other."""
    task = render_prompt(chollet, chollet.exchanges[2], 7)[1]["content"]
    for exchange in chollet.exchanges:
        assert (chollet.cut(exchange.answer) in task) == (exchange.number == 3)


def test_braces_in_an_interview_are_text(chollet: Interview) -> None:
    """Code in an answer or in a title does not break the prompt."""
    braces = replace(chollet, title="{0} {x} {")
    exchange = replace(chollet.exchanges[0], asked_as=("{count}",))
    task = render_prompt(braces, exchange, 3)[1]["content"]
    assert "{0} {x} {" in task
    assert "- {count}\n" in task


def test_a_long_answer_is_sent_in_part(chollet: Interview) -> None:
    """Small models have short memories: an answer of an hour does not push the task out."""
    long = replace(chollet, text=chollet.text + "长" * 100_000)
    exchange = chollet.exchanges[-1]
    exchange = replace(exchange, answer=exchange.answer._replace(end=len(long.text)))
    assert len(render_prompt(long, exchange, 3)[1]["content"]) < ANSWER_LIMIT + 2000
