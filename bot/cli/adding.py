"""``add``: a document becomes an interview of the corpus."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from bot.cli.checking import report
from bot.errors import CorpusError
from bot.files import read_bytes, read_text, write_bytes, write_text
from bot.interviews import load_interview
from bot.interviews.formats.registry import SIZE_LIMIT
from bot.interviews.loader import interview_files
from bot.interviews.sidecar import SIDECAR_LIMIT
from bot.settings import own_corpus

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.answering.texts import Texts
    from bot.cli.terminal import Terminal
    from bot.interviews import Exchange, Interview
    from bot.interviews.annotating import Additions

# Exchanges that are told apart less surely than this are asked about, the least sure first, so many at most.
DOUBTFUL, ASKED_ABOUT = 0.5, 5
# How speech recognisers name people.
_MACHINE = re.compile(r"speaker[ _-]?\d|^(?:发言人|發言人|说话人|說話人|讲者|講者)\W*(?:\w+_)?\d+$", re.IGNORECASE)
# What leads to another folder, or begins like a hidden or temporary file, is no interview of the corpus.
_FILE_NAME = re.compile(r"(?!\.|~\$)[^/\\:\0]+")
# The words that name a block in the sidecar; more than enough to be the only ones.
BEGINS = 60


@dataclass(frozen=True, slots=True)
class Told:
    """What was given on the command line, or typed.

    Attributes:
        names: of people, by the labels that the document has for them.
        roles: what they do, by the same.
        no_questions: how blocks begin that ask nothing.
    """

    title: str = ""
    speakers: tuple[str, ...] = ()
    interviewer: str = ""
    source: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    no_questions: tuple[str, ...] = ()


def add_command(terminal: Terminal) -> click.Command:
    """``interview-bot add``."""

    @click.command(short_help="Copy a document into the corpus, with a sidecar.")
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option("--name", help="The file's name in the corpus, without its ending.")
    @click.option("--title", default="", help="The interview's title.")
    @click.option("--speaker", "speakers", multiple=True, help="Who answers; may be given several times.")
    @click.option("--interviewer", default="", help="Who asks.")
    @click.option("--source", default="", help="The address of the original.")
    @click.option("--yes", is_flag=True, help="Ask nothing.")
    def add(
        file: Path, name: str | None, title: str, speakers: tuple[str, ...], interviewer: str, source: str, yes: bool
    ) -> None:
        """Copy FILE into the corpus: show what is understood of it, ask what it does not tell, write its sidecar."""
        told = Told(title, speakers, interviewer, source)
        target = _target(file, name, own_corpus(terminal.variables, terminal.directory))
        document = read_bytes(file, CorpusError, limit=SIZE_LIMIT)
        sidecar = _sidecar_of(file, target)
        with TemporaryDirectory() as folder:
            scratch = Path(folder) / target.name
            scratch.write_bytes(document)
            interview = _try(scratch, sidecar)
            report(interview, terminal)
            if not yes:
                told = _ask(interview, told, terminal.texts)
            written = _annotated(sidecar, told, scratch)
            interview = _try(scratch, written)
        _write(target, document, written)
        terminal.say(terminal.texts("cli-added", path=str(target), count=len(interview.exchanges)))

    return add


def _target(file: Path, name: str | None, corpus: Path) -> Path:
    """Where a document goes; where it is, if it stands in the corpus already.

    Raises:
        CorpusError: another interview has that name, or it is none that a file of the corpus can have.
    """
    if name and (not _FILE_NAME.fullmatch(name) or name.casefold() == "readme"):
        raise CorpusError("name-unusable", name=name)
    target = corpus / f"{name or file.stem}{file.suffix.lower()}"
    if file.exists() and target.exists() and target.samefile(file):
        return target
    if any(path.stem == target.stem for path in interview_files(corpus)):
        raise CorpusError("interview-exists", path=target)
    return target


def _sidecar_of(file: Path, target: Path) -> str:
    """The text of the sidecar beside the document, or of one that waits in the corpus; nothing where there is none."""
    for path in (file.with_suffix(".toml"), target.with_suffix(".toml")):
        if path.exists():
            return read_text(path, CorpusError, limit=SIDECAR_LIMIT)
    return ""


def _try(scratch: Path, sidecar: str) -> Interview:
    """The interview as it will be."""
    if sidecar:
        scratch.with_suffix(".toml").write_text(sidecar, encoding="utf-8", newline="")
    return load_interview(scratch)


def _ask(interview: Interview, told: Told, texts: Texts) -> Told:
    """Ask for what neither the document nor its sidecar nor the command line tells; an empty answer leaves it open."""

    def line(key: str, given: str, known: str) -> str:
        if given or known:
            return given
        return str(click.prompt(texts(key), default="", show_default=False)).strip()

    title = line("cli-add-title", told.title, "" if interview.title == interview.id else interview.title)
    speakers = told.speakers
    if not speakers and not interview.speakers:
        speakers = _names(str(click.prompt(texts("cli-add-speakers"), default="", show_default=False)))
    return Told(
        title,
        speakers,
        line("cli-add-interviewer", told.interviewer, interview.interviewer),
        line("cli-add-source", told.source, interview.source),
        _renamed(interview, texts) if not told.speakers else {},
        {label: "answers" if label in interview.speakers else "asks" for label in _everybody(interview)},
        tuple(_begins(interview, one) for one in _doubtful(interview) if not _asks(interview, one, texts)),
    )


def _everybody(interview: Interview) -> tuple[str, ...]:
    return (*interview.speakers, *interview.interviewer.split("、"))


def _renamed(interview: Interview, texts: Texts) -> dict[str, str]:
    """The names of those whom only a speech recogniser has named, by its labels."""
    labels = [label for label in _everybody(interview) if _MACHINE.search(label)]
    typed = {
        label: str(click.prompt(texts("cli-add-label", label=label), default="", show_default=False)).strip()
        for label in labels
    }
    return {label: name for label, name in typed.items() if name}


def _names(typed: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in typed.replace("，", "、").replace(",", "、").split("、") if name.strip())


def _doubtful(interview: Interview) -> list[Exchange]:
    doubtful = [exchange for exchange in interview.exchanges if exchange.certainty < DOUBTFUL]
    return sorted(doubtful, key=lambda exchange: exchange.certainty)[:ASKED_ABOUT]


def _asks(interview: Interview, exchange: Exchange, texts: Texts) -> bool:
    question = " ".join(interview.cut(exchange.question).split())
    return click.confirm(texts("cli-add-doubtful", number=exchange.number, question=question), default=True)


def _begins(interview: Interview, exchange: Exchange) -> str:
    return interview.cut(exchange.question).split("\n")[0][:BEGINS].rstrip()


def _annotated(sidecar: str, told: Told, path: Path) -> str:
    from bot.interviews.annotating import annotate

    return annotate(sidecar, _additions(told), path.with_suffix(".toml"))


def _additions(told: Told) -> Additions:
    from bot.interviews.annotating import Additions

    keys: dict[str, str | tuple[str, ...] | Mapping[str, tuple[str, ...]]] = {
        "title": told.title,
        "speakers": told.speakers,
        "interviewer": told.interviewer,
        "source": told.source,
        "reading": {"answers": told.no_questions} if told.no_questions else "",
    }
    people = [{"name": name, "role": told.roles[label], "aliases": [label]} for label, name in told.names.items()]
    return Additions(keys={key: value for key, value in keys.items() if value}, tables={"people": people})


def _write(target: Path, document: bytes, sidecar: str) -> None:
    """Put both in their place; the sidecar first, so that a bot that watches never takes the document without it."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise CorpusError("file-unwritable", path=target.parent) from None
    if sidecar:
        write_text(target.with_suffix(".toml"), sidecar, CorpusError)
    write_bytes(target, document, CorpusError)
