"""``ask`` and ``chat``: questions answered in the terminal or as JSON."""

from __future__ import annotations

import io
import json
import random
import sys
from typing import TYPE_CHECKING, Any

import click
from rich.panel import Panel
from rich.text import Text

from bot.answering.browsing import render_help, render_topics
from bot.cli.printing import json_text
from bot.errors import BotError, QuestionError
from bot.quotes.draw import draw_quote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.answering.answerer import Answer
    from bot.answering.message import Message
    from bot.answering.texts import Texts
    from bot.cli.terminal import Terminal
    from bot.interviews import Place
    from bot.search.hits import Hit


def answer_object(answer: Answer) -> dict[str, Any]:
    """An answer as the object that ``--json`` prints."""
    return {
        "question": answer.question,
        "intent": answer.intent,
        "decision": answer.decision,
        "hits": [_hit_object(hit) for hit in answer.hits],
    }


def _hit_object(hit: Hit) -> dict[str, Any]:
    return {
        "interview": hit.place.interview.id,
        "exchange": hit.place.exchange.number,
        "question": hit.place.question,
        "passage": hit.place.quote,
        "start": hit.place.span.start,
        "end": hit.place.span.end,
        "score": round(hit.score, 6),
        "matched": list(hit.matched),
    }


def ask_command(terminal: Terminal) -> click.Command:
    """``interview-bot ask``."""

    @click.command(short_help="Ask one question, or many from standard input.")
    @click.argument("question", nargs=-1)
    @click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
    @click.option(
        "--jsonl",
        is_flag=True,
        help='Read one JSON object a line from standard input, with "question" and perhaps "previous".',
    )
    def ask(question: tuple[str, ...], as_json: bool, jsonl: bool) -> None:
        """Answer QUESTION from the interviews, in the speaker's own words."""
        if jsonl:
            # What is not UTF-8 is kept as it is, so that the other lines are answered all the same.
            _answer_lines(terminal, io.TextIOWrapper(sys.stdin.buffer, "utf-8-sig", "surrogateescape"))
            return
        answer = terminal.app.answerer.answer(" ".join(question))
        if as_json:
            click.echo(json_text(answer_object(answer)))
        else:
            _print(terminal, answer)

    return ask


def chat_command(terminal: Terminal) -> click.Command:
    """``interview-bot chat``."""

    @click.command(short_help="Ask in a loop.")
    def chat() -> None:
        """Ask in a loop; an empty line or Ctrl-D ends it. Follow-up questions are read in the light of the last."""
        answerer, texts = terminal.app.answerer, terminal.texts
        terminal.console.print(texts("cli-thinking"), style="dim")
        previous: str | None = None
        while question := _prompt():
            try:
                answer = answerer.answer(question, previous=previous)
            except QuestionError as error:
                terminal.fail(error)
                continue
            _print(terminal, answer)
            previous = question
        terminal.console.print(texts("cli-bye"), style="dim")

    return chat


def _prompt() -> str:
    try:
        return input("› ").strip()
    except (EOFError, KeyboardInterrupt):
        return ""


def _answer_lines(terminal: Terminal, lines: Iterable[str]) -> None:
    answerer = terminal.app.answerer
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        asked = _parse_line(line, number)
        try:
            found = answer_object(answerer.answer(asked["question"], previous=asked.get("previous")))
        except QuestionError as error:
            found = {
                "intent": "question",
                "decision": "not_found",
                "hits": [],
                "error": terminal.texts.error(error),
            }
        click.echo(json_text({**asked, **found, "question": asked["question"]}))


def _parse_line(line: str, number: int) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        asked = None
    fits = (
        isinstance(asked, dict)
        and isinstance(asked.get("question"), str)
        and isinstance(asked.get("previous"), str | None)
    )
    if not fits:
        raise BotError("jsonl-line", number=number)
    return dict(asked)


def _print(terminal: Terminal, answer: Answer) -> None:
    texts, console = terminal.texts, terminal.console
    if answer.intent == "help":
        _print_message(terminal, render_help(texts))
    elif answer.intent == "topics":
        _print_message(terminal, render_topics(terminal.app.answerer.library, 0, texts))
    elif answer.intent == "quote":
        place = draw_quote(terminal.app.answerer.library, random.Random())
        console.print(_panel(place, texts, texts("cli-quote"), "cyan") if place else texts("quote-none"))
    elif answer.decision == "not_found":
        console.print(Text(texts("not-found"), style="yellow"))
    elif answer.decision == "answered":
        console.print(_panel(answer.hits[0].place, texts, texts("cli-answered"), "green"))
    else:
        console.print(Text(texts("cli-offer"), style="yellow"))
        for hit in answer.hits:
            console.print(_panel(hit.place, texts, texts("cli-unsure"), "yellow"))


def _print_message(terminal: Terminal, message: Message) -> None:
    for card in message.cards:
        body = Text(card.body.replace("**", ""))
        terminal.console.print(_framed(body, card.title or card.author, card.footer))


def _panel(place: Place, texts: Texts, title: str, style: str) -> Panel:
    said = Text()
    said.append(texts("question-label") + " ", style="bold")
    said.append(place.question + "\n\n")
    said.append(place.quote)
    interview = place.interview
    number, total = place.exchange.number, len(interview.exchanges)
    where = texts("where", title=interview.title, number=number, total=total)
    speakers = texts.listed(list(interview.speakers))
    below = " · ".join(filter(None, (speakers, where)))
    return _framed(said, title, below, style)


def _framed(body: Text, above: str, below: str, style: str = "none") -> Panel:
    """A frame with words on its edges; as `Text`, because a panel takes the brackets of a plain one for markup."""
    return Panel(
        body, title=Text(above) if above else None, subtitle=Text(below) if below else None, border_style=style
    )
