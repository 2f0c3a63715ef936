"""From an interview through a model on this machine into the sidecar."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from bot.interviews import Library, load_interview
from bot.settings import packaged
from tests.expanding.model import ModelServer, Reply, says, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    from bot.app import App
    from bot.cli.terminal import Terminal

KEY = "sk-very-secret-key"
REMARK = "suggested, please review"
# Nothing that the interview or its sidecar says.
PHRASING = "翡翠蜻蜓 zqxv"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A copy of the shipped interview that may be changed."""
    for name in ("francois-chollet.md", "francois-chollet.toml"):
        shutil.copy(packaged("corpus") / name, tmp_path)
    return tmp_path / "francois-chollet.md"


@pytest.fixture
def expand(terminal: Terminal, run: Callable[..., Result], file: Path) -> Callable[..., Result]:
    """The command on that copy, with a key in the environment; the key must not show in anything that is printed."""
    terminal.environ = {**terminal.environ, "INTERVIEW_BOT_EXPAND_KEY": KEY}

    def call(model: ModelServer, *arguments: str, stdin: str | None = None) -> Result:
        result = run("expand", str(file), "--url", model.url, "--model", "m", *arguments, stdin=stdin)
        assert KEY not in result.output + result.stderr
        return result

    return call


def test_a_suggested_phrasing_finds_its_exchange(expand: Callable[..., Result], file: Path, app: App) -> None:
    """After the command the sidecar loads, its lines are marked for review, and the index knows the phrasing."""
    before = file.with_suffix(".toml").read_text(encoding="utf-8")
    with ModelServer([says(PHRASING, "他[red]咋看")]) as model:
        result = expand(model, "--exchange", "11", "--yes")
    assert result.exit_code == 0, result.output
    assert (PHRASING in result.stdout, "他[red]咋看" in result.stdout, REMARK in result.stdout) == (True, True, True)
    assert model.url.removesuffix("/v1") in result.stderr
    after = file.with_suffix(".toml").read_text(encoding="utf-8")
    added = [line.strip() for line in after.split("\n") if line not in before.split("\n")]
    assert added == [f'"{PHRASING}", # {REMARK}', f'"他[red]咋看", # {REMARK}']
    assert model.requests[0].headers["Authorization"] == f"Bearer {KEY}"

    interview = load_interview(file)
    answer = app.answerer_for(Library((interview,))).answer(PHRASING)
    assert answer.hits[0].place.exchange.number == 11
    assert PHRASING not in answer.hits[0].place.quote
    assert app.answerer.answer(PHRASING).decision == "not_found"


def test_a_long_phrasing_is_shown_whole(expand: Callable[..., Result]) -> None:
    """A reviewer says yes to what can be read to its end."""
    long = "很长的问法" * 50
    with ModelServer([says(long)]) as model:
        result = expand(model, "--exchange", "1", "--dry-run")
    assert long in "".join(result.stdout.split())


def test_an_interview_without_a_sidecar_gets_one(expand: Callable[..., Result], file: Path) -> None:
    """Who has written nothing yet can begin with suggestions, for every exchange."""
    file.with_suffix(".toml").unlink()
    with ModelServer([says(f"新的问法 {number}") for number in range(1, 14)]) as model:
        result = expand(model, "--yes", "--count", "1")
    assert (result.exit_code, len(model.requests)) == (0, 13)
    for exchange in load_interview(file).exchanges:
        assert exchange.asked_as == (f"新的问法 {exchange.number}",)


def test_the_settings_name_the_model_too(terminal: Terminal, run: Callable[..., Result], file: Path) -> None:
    """Address and model may stand in the environment; an option goes before them."""
    with ModelServer([says("新")]) as model:
        chosen = {"INTERVIEW_BOT_EXPAND_URL": model.url, "INTERVIEW_BOT_EXPAND_MODEL": "theirs"}
        terminal.environ = {**terminal.environ, **chosen}
        assert run("expand", str(file), "--exchange", "1", "--dry-run", "--model", "mine").exit_code == 0
    assert model.requests[0].body["model"] == "mine"


@pytest.mark.parametrize(
    ("arguments", "stdin", "exit_code"),
    [(("--dry-run",), None, 0), (("--dry-run", "--yes"), None, 0), ((), "n\n", 1), ((), "", 1)],
)
def test_nothing_is_written_without_a_yes(
    expand: Callable[..., Result], file: Path, arguments: tuple[str, ...], stdin: str | None, exit_code: int
) -> None:
    """A dry run shows what would be written; a no, or nobody there to say yes, leaves the sidecar as it is."""
    before = file.with_suffix(".toml").read_bytes()
    with ModelServer([says(PHRASING)]) as model:
        result = expand(model, "--exchange", "1", *arguments, stdin=stdin)
    assert (result.exit_code, PHRASING in result.stdout) == (exit_code, True)
    assert file.with_suffix(".toml").read_bytes() == before


def test_a_yes_writes(expand: Callable[..., Result], file: Path) -> None:
    """The question before writing takes a yes."""
    with ModelServer([says(PHRASING)]) as model:
        assert expand(model, "--exchange", "1", stdin="y\n").exit_code == 0
    assert PHRASING in load_interview(file).exchanges[0].asked_as


def test_what_a_person_writes_meanwhile_stays(expand: Callable[..., Result], file: Path) -> None:
    """The sidecar is read again before it is written: an hour is long enough to edit it."""
    with ModelServer([says("甲一"), says("甲二")]) as model:
        assert expand(model, "--exchange", "1", "--yes").exit_code == 0
        assert expand(model, "--exchange", "1", "--yes").exit_code == 0
    assert load_interview(file).exchanges[0].asked_as[-2:] == ("甲一", "甲二")


def test_what_is_left_out_is_counted(expand: Callable[..., Result], file: Path) -> None:
    """A reviewer reads how much of the model's writing was not taken, and why."""
    known = load_interview(file).exchanges[3].asked_as[0]
    with ModelServer([says("新", known, "以下是问法", "？？", "x" * 301)]) as model:
        result = expand(model, "--exchange", "1", "--dry-run")
    assert "Not taken: 1 known, 1 that are no questions, 1 too long, 1 empty." in result.stdout


def test_what_came_before_a_failure_is_written(expand: Callable[..., Result], file: Path) -> None:
    """The failure is told, what was suggested until then is not lost, and a script sees that something went wrong."""
    with ModelServer([says("甲一"), Reply("", 401)]) as model:
        result = expand(model, "--yes")
    assert result.exit_code == 2
    assert "refuses the request (401)" in result.stderr
    assert load_interview(file).exchanges[0].asked_as[-1] == "甲一"


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(f"bad key {KEY}", 401), "refuses the request (401). Check the key"),
        (Reply("", 404), "has no model “m”"),
        (Reply("", 400), "could not answer (400)"),
        (Reply("hello"), "is not OpenAI-compatible"),
        (written("我不知道。"), "gave no new phrasing"),
        (says("谁？" * 200), "gave no new phrasing"),
    ],
)
def test_a_model_that_does_not_help_is_one_sentence(
    expand: Callable[..., Result], file: Path, reply: Reply, said: str
) -> None:
    """One line on standard error beside where the text went, exit code 2, and the sidecar as it was."""
    before = file.with_suffix(".toml").read_bytes()
    with ModelServer([reply]) as model:
        result = expand(model, "--exchange", "1", "--yes")
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert result.stderr.count("\n") == 2
    assert file.with_suffix(".toml").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "no address of a language model"),
        (("--url", "http://localhost:1"), "no name of a model"),
        (("--url", "localhost:11434", "--model", "m"), "INTERVIEW_BOT_EXPAND_URL"),
        (("--url", "http://me:pass@localhost", "--model", "m"), "INTERVIEW_BOT_EXPAND_URL"),
        (("--exchange", "14"), "The interview has 13 questions, there is no 14."),
        (("--exchange", "0"), "The interview has 13 questions, there is no 0."),
    ],
)
def test_nobody_is_asked_without_an_address(
    run: Callable[..., Result], file: Path, arguments: tuple[str, ...], said: str
) -> None:
    """Without an address, a model or such a question the command ends in one line and nothing is contacted."""
    result = run("expand", str(file), *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert "pass" not in result.stderr
