"""The sidecar: a TOML file beside an interview that holds what the text cannot.

Everything in it is optional. Exchanges are named by their number, passages by the words they begin with, so
that a passage is found again after an edit elsewhere in the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.errors import BotError, CorpusError
from bot.files import MOST_FAULTS, kind_of, read_toml, validate
from bot.interviews.formats.registry import FormatName
from bot.interviews.layouts.registry import LayoutName
from bot.interviews.models import Quoting
from bot.toml_lines import line_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.interviews.models import Exchange

Text = Annotated[str, Field(min_length=1, max_length=300)]
Number = Annotated[int, Field(ge=1)]
# What embeds show beside the rest.
TITLE_LIMIT = 200
# The largest sidecars, of thousands of phrasings, have a few hundred kilobytes.
SIDECAR_LIMIT = 2_000_000
Location = tuple[str | int, ...]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class LicenceTable(_Table):
    """``[licence]``."""

    name: Text
    url: str = ""
    credit: str = ""


class TopicTable(_Table):
    """``[[topics]]``."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    exchanges: Annotated[list[Number], Field(min_length=1)]
    aliases: list[Text] = []


class PassageTable(_Table):
    """``[[exchanges.passages]]``."""

    begins: Text
    asked_as: list[Text] = []
    quoting: Quoting = "plain"


class ExchangeTable(_Table):
    """``[[exchanges]]``."""

    number: Number
    asked_as: list[Text] = []
    passages: list[PassageTable] = []


class NotCoveredTable(_Table):
    """``[[not_covered]]``."""

    about: Text
    asked_as: Annotated[list[Text], Field(min_length=1)]


class PersonTable(_Table):
    """``[[people]]``."""

    name: Text
    role: Literal["asks", "answers", "neither"]
    aliases: list[Text] = []


class ReadingTable(_Table):
    """``[reading]``."""

    format: Literal[FormatName, ""] = ""
    layout: Literal[LayoutName, ""] = ""
    questions: list[Text] = []
    answers: list[Text] = []
    joined: list[Text] = []
    leave_out: list[Text] = []


class Sidecar(_Table):
    """The whole file."""

    title: Annotated[str, Field(max_length=TITLE_LIMIT)] = ""
    speakers: list[Text] = []
    interviewer: str = ""
    publisher: str = ""
    source: Annotated[str, Field(pattern=r"^(https?://\S+)?$")] = ""
    language: str = "zh-CN"
    licence: LicenceTable | None = None
    people: list[PersonTable] = []
    reading: ReadingTable = ReadingTable()
    topics: list[TopicTable] = []
    exchanges: list[ExchangeTable] = []
    not_covered: list[NotCoveredTable] = []


def load_sidecar(path: Path) -> tuple[Sidecar, str]:
    """Read a sidecar.

    Args:
        path: the file; if it does not exist, an empty sidecar is returned.

    Returns:
        the sidecar and its text, in which faults are located.

    Raises:
        CorpusError: the file is too large, not UTF-8 or not TOML.
        FaultsError: keys that do not exist and values of a wrong kind, all at once.
    """
    if kind_of(path, CorpusError) is None:
        return Sidecar(), ""
    values, text = read_toml(path, CorpusError, limit=SIDECAR_LIMIT)
    return validate(Sidecar, values, path, text, CorpusError), text


def check_sidecar(
    sidecar: Sidecar,
    exchanges: tuple[Exchange, ...],
    cut: Callable[[Exchange], list[str]],
    path: Path,
    text: str,
) -> list[BotError]:
    """Hold a sidecar against the exchanges of its interview.

    Args:
        sidecar: what was read.
        exchanges: those of the interview.
        cut: gives the texts of an exchange's passages.
        path: the sidecar's file, for the faults.
        text: the sidecar's text, for their lines.

    Returns:
        the faults, in the order of the file, `MOST_FAULTS` at most; none if everything fits.
    """
    faults: list[BotError] = []

    def report(code: str, where: Location, **details: str | int) -> None:
        if len(faults) < MOST_FAULTS:
            faults.append(CorpusError(code, path=path, line=line_of(text, where), **details))

    last = len(exchanges)
    names: set[str] = set()
    for place, topic in enumerate(sidecar.topics):
        for number in topic.exchanges:
            if number > last:
                report(
                    "topic-exchange",
                    ("topics", place, "exchanges"),
                    topic=topic.name,
                    number=number,
                    last=last,
                )
        for name in (topic.name, *topic.aliases):
            if name.casefold() in names:
                report("topic-twice", ("topics", place), name=name)
            names.add(name.casefold())

    numbers: set[int] = set()
    for place, table in enumerate(sidecar.exchanges):
        where: Location = ("exchanges", place, "number")
        if table.number > last:
            report("exchange-missing", where, number=table.number, last=last)
            continue
        if table.number in numbers:
            report("exchange-twice", where, number=table.number)
        numbers.add(table.number)
        texts = cut(exchanges[table.number - 1])
        for order, passage in enumerate(table.passages):
            found = sum(said.startswith(passage.begins) for said in texts)
            if found != 1:
                code = "passage-missing" if not found else "passage-ambiguous"
                report(
                    code,
                    ("exchanges", place, "passages", order, "begins"),
                    begins=passage.begins,
                    number=table.number,
                )
    return faults
