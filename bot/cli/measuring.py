"""``eval``, ``explain`` and ``fit``: what the retrieval is worth, why it says what it says, and its decision fitted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.progress import track
from rich.table import Table

from bot.answering import ablation, evaluation, fitting
from bot.cli.printing import json_text
from bot.errors import ConfigError
from bot.files import read_text, write_text
from bot.search.evaluation import DEPTH, build_collection, first_right, load_lines, score_ranks

if TYPE_CHECKING:
    from bot.answering.answerer import Answer
    from bot.answering.evaluation import Labelled, Outcome
    from bot.cli.terminal import Terminal

_PATH = click.Path(path_type=Path)


def eval_command(terminal: Terminal) -> click.Command:
    """``interview-bot eval``."""

    @click.command(name="eval", short_help="Measure the retrieval on labelled questions.")
    @click.argument("files", nargs=-1, type=_PATH)
    @click.option("--passages", type=_PATH, help="A collection instead: one passage a line, with id and text.")
    @click.option("--queries", type=_PATH, help="Its questions: one a line, with question and gold.")
    @click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
    @click.option("--compare", type=_PATH, metavar="OLD.json", help="Show the change since an earlier --json.")
    @click.option("--misses/--no-misses", default=True, help="List every miss.")
    @click.option("--ablations", is_flag=True, help="Print what each piece is worth, as a Markdown table.")
    def evaluate(
        files: tuple[Path, ...],
        passages: Path | None,
        queries: Path | None,
        as_json: bool,
        compare: Path | None,
        misses: bool,
        ablations: bool,
    ) -> None:
        """Measure the retrieval: on labelled questions to the corpus (FILES), or on any collection of passages."""
        if (passages is None) != (queries is None) or (passages is None) == (not files):
            raise click.UsageError("give FILES, or --passages and --queries")
        if passages is not None and queries is not None:
            _print_figures(terminal, _evaluate_collection(terminal, passages, queries), {}, as_json)
            return
        if ablations:
            _print_ablations(terminal, load_questions(files))
            return
        outcomes = evaluation.run(terminal.app.answerer, load_questions(files))
        result = _result(outcomes)
        if as_json:
            click.echo(json_text(result))
            return
        before = _read_result(compare) if compare else {}
        _print_figures(terminal, result["figures"], before.get("figures", {}), False)
        _print_styles(terminal, outcomes)
        if misses:
            _print_misses(terminal, outcomes)

    return evaluate


def _print_ablations(terminal: Terminal, questions: list[Labelled]) -> None:
    terminal.say("| " + " | ".join(["", *ablation.SHOWN]) + " |")
    terminal.say("|" + "---|" * (len(ablation.SHOWN) + 1))
    for name, figures in ablation.ablate(terminal.app, questions):
        shown = (f"{figures[figure]:.3f}" if figure in figures else "" for figure in ablation.SHOWN)
        terminal.say("| " + " | ".join([name, *shown]) + " |")


def load_questions(files: tuple[Path, ...]) -> list[Labelled]:
    """The labelled questions of several files, in order."""
    return [
        evaluation.parse_labelled(found) for path in files for found in load_lines(path, "question", "style", "gold")
    ]


def _result(outcomes: list[Outcome]) -> dict[str, Any]:
    return {
        "questions": len(outcomes),
        "figures": evaluation.figures(outcomes),
        "styles": {
            style: {"questions": len(group), "right": sum(not outcome.miss for outcome in group)}
            for style, group in evaluation.by_style(outcomes).items()
        },
        "misses": [_miss(outcome) for outcome in outcomes if outcome.miss],
    }


def _miss(outcome: Outcome) -> dict[str, Any]:
    return {
        "id": outcome.labelled.id,
        "style": outcome.labelled.style,
        "question": outcome.labelled.question,
        "gold": list(outcome.labelled.gold),
        "decision": outcome.decision,
        "found": list(outcome.found),
    }


def _read_result(path: Path) -> dict[str, Any]:
    try:
        result = json.loads(read_text(path, ConfigError))
    except ValueError:
        result = None
    if not isinstance(result, dict) or not isinstance(result.get("figures"), dict):
        raise ConfigError("line-keys", path=path, line=1, keys="figures")
    return result


def _evaluate_collection(terminal: Terminal, passages: Path, queries: Path) -> dict[str, float]:
    library, ids = build_collection(
        [(str(found["id"]), str(found["text"])) for found in load_lines(passages, "id", "text")]
    )
    answerer = terminal.app.answerer_for(library)
    ranks: list[int | None] = []
    for asked in track(load_lines(queries, "question", "gold"), console=terminal.errors, transient=True):
        hits = answerer.search(str(asked["question"]), DEPTH)
        ranks.append(first_right((ids[hit.place.exchange.number - 1] for hit in hits), asked["gold"]))
    for path, found, keys in ((passages, ids, "id, text"), (queries, ranks, "question, gold")):
        if not found:
            raise ConfigError("line-keys", path=path, line=1, keys=keys)
    return score_ranks(ranks).figures()


def _print_figures(terminal: Terminal, figures: dict[str, float], before: dict[str, float], as_json: bool) -> None:
    if as_json:
        click.echo(json_text(figures))
        return
    table = Table(box=None, show_header=False)
    for name, value in figures.items():
        change = f"{value - before[name]:+.3f}" if name in before else ""
        table.add_row(name, f"{value:.3f}" if isinstance(value, float) else str(value), change)
    terminal.console.print(table)


def _print_styles(terminal: Terminal, outcomes: list[Outcome]) -> None:
    table = Table("style", "n", "first", "three", "answered", "unsure", "not found", box=None)
    for style, group in evaluation.by_style(outcomes).items():
        decisions = [sum(outcome.decision == decision for outcome in group) for decision in _DECISIONS]
        firsts = [sum(outcome.first for outcome in group), sum(outcome.three for outcome in group)]
        shown = ["", ""] if not any(outcome.labelled.gold for outcome in group) else list(map(str, firsts))
        table.add_row(style, str(len(group)), *shown, *map(str, decisions))
    terminal.console.print(table)


_DECISIONS = ("answered", "unsure", "not_found")


def _print_misses(terminal: Terminal, outcomes: list[Outcome]) -> None:
    table = Table("id", "style", "question", "gold", "found", "decision", box=None)
    for outcome in outcomes:
        if outcome.miss:
            gold = ", ".join(map(str, outcome.labelled.gold)) or outcome.labelled.intent
            found = ", ".join(map(str, outcome.found))
            labelled = outcome.labelled
            table.add_row(labelled.id, labelled.style, labelled.question, gold, found, outcome.decision)
    terminal.console.print(table)


def explain_command(terminal: Terminal) -> click.Command:
    """``interview-bot explain``."""

    @click.command(short_help="Show why a question gets what it gets.")
    @click.argument("question", nargs=-1, required=True)
    @click.option("--previous", help="The question before it.")
    @click.option("--hit", type=click.IntRange(1), default=1, help="Which hit to take apart.")
    def explain(question: tuple[str, ...], previous: str | None, hit: int) -> None:
        """Show the folded text, terms and expansions, each part of the score, the signals and the decision."""
        answer = terminal.app.answerer.answer(" ".join(question), previous=previous)
        _print_query(terminal, answer)
        if hit <= len(answer.hits):
            _print_parts(terminal, answer, hit - 1)
        _print_decision(terminal, answer)

    return explain


def _print_query(terminal: Terminal, answer: Answer) -> None:
    texts = terminal.texts
    table = Table(title=texts("explain-query"), title_justify="left", box=None, show_header=False)
    table.add_row(texts("explain-folded"), answer.query.folded.text)
    for channel, weighted in answer.query.terms.items():
        shown = "  ".join(
            f"{one.term.text}"
            + (f"×{one.weight:.2g}" if one.weight != 1 else "")
            + (f" ({texts(f'origin-{one.origin}')})" if one.origin != "asked" else "")
            for one in weighted
        )
        table.add_row(texts(f"channel-{channel}"), shown)
    terminal.console.print(table)


def _print_parts(terminal: Terminal, answer: Answer, place: int) -> None:
    texts, hit = terminal.texts, answer.hits[place]
    title = texts("explain-hit", place=place + 1, number=hit.place.exchange.number, score=f"{hit.score:.4f}")
    table = Table(title=title, title_justify="left", box=None)
    for column in ("field", "channel", "term", "part", "share"):
        table.add_column(texts(f"explain-{column}"), justify="right" if column in ("part", "share") else "left")
    for part in sorted(hit.parts, key=lambda part: -part.value):
        origin = f" ({texts(f'origin-{part.origin}')})" if part.origin != "asked" else ""
        table.add_row(
            texts(f"field-{part.field}"),
            texts(f"channel-{part.channel}"),
            part.term + origin,
            f"{part.value:.4f}",
            f"{part.value / hit.score:.1%}",
        )
    terminal.console.print(table)
    if (phrasing := terminal.app.answerer.index.nearest_phrasing(answer.query, hit.row)) is not None:
        terminal.console.print(texts("explain-phrasing", phrasing=phrasing))
    terminal.console.print(hit.place.quote, style="dim")


def _print_decision(terminal: Terminal, answer: Answer) -> None:
    texts, answerer = terminal.texts, terminal.app.answerer
    terminal.console.print()
    if answer.signals is None:
        terminal.console.print(texts("explain-decided", decision=answer.decision, intent=answer.intent))
        return
    model = answerer.model(answer.hits[0])
    table = Table(title=texts("explain-signals"), title_justify="left", box=None)
    for column in ("signal", "value", "weight", "odds"):
        table.add_column(texts(f"explain-{column}"), justify="left" if column == "signal" else "right")
    for name, weight in model.weights.items():
        value = getattr(answer.signals, name)
        table.add_row(name, f"{value:.3f}", f"{weight:+.3f}", f"{value * weight:+.3f}")
    table.add_row("1", "", "", f"{model.intercept:+.3f}")
    terminal.console.print(table)
    terminal.console.print(
        texts(
            "explain-chance",
            chance=f"{model.chance(answer.signals):.3f}",
            answered=f"{model.answered:.2f}",
            unsure=f"{model.unsure:.2f}",
        )
    )
    terminal.console.print(texts("explain-decided", decision=answer.decision, intent=answer.intent))


def fit_command(terminal: Terminal) -> click.Command:
    """``interview-bot fit``."""

    @click.command(short_help="Fit the decision on labelled questions.")
    @click.argument("files", nargs=-1, required=True, type=_PATH)
    @click.option("--out", type=_PATH, help="Write it here instead of printing it.")
    def fit(files: tuple[Path, ...], out: Path | None) -> None:
        """Fit the numbers of decision.toml on the labelled questions of FILES."""
        text = fitting.render_decision(fitting.fit_decider(terminal.app, load_questions(files)))
        if out is None:
            terminal.say(text, end="")
        else:
            write_text(out, text, ConfigError)

    return fit
