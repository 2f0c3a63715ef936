"""From files to interviews: the only place of this room that touches the disk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from bot.errors import CorpusError, FaultsError, Loading
from bot.files import kind_of
from bot.interviews.directions import directions_of
from bot.interviews.drafting import draft_interview
from bot.interviews.formats.registry import ENDINGS, read_document
from bot.interviews.models import Caution, Exchange, Interview, Library, Licence, NotCovered, Reading, Topic
from bot.interviews.sidecar import TITLE_LIMIT, ExchangeTable, Sidecar, check_sidecar, load_sidecar
from bot.toml_lines import line_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from bot.errors import BotError
    from bot.interviews.directions import Misdirection
    from bot.interviews.formats.registry import FormatName
    from bot.interviews.keeping import Kept

    Each = Callable[[int, int], None]
    Complete = Callable[[Library, Each | None], Library]


@dataclass(frozen=True, slots=True)
class _Read:
    """An interview, the name under which it may be kept, or nothing, and whether it was read just now."""

    interview: Interview
    name: str = ""
    fresh: bool = True


def load_library(
    folder: Path, kept: Kept | None = None, each: Each | None = None, complete: Complete | None = None
) -> Library:
    """Load every interview of a folder.

    Args:
        folder: holds the interviews, in any of the formats, and their sidecars (``*.toml`` of the same name).
        kept: interviews that were read before; what has changed since is read, and kept from now on.
        each: is told, after each file, how many of how many are read, and then, how many of how many are completed.
        complete: adds to interviews what their files do not say, before they are kept.

    Returns:
        the interviews, ordered by id.

    Raises:
        FaultsError: everything that is wrong in the folder, at once.
    """
    if kind_of(folder, CorpusError) != "folder":
        raise CorpusError("corpus-missing", path=folder)
    paths = interview_files(folder)
    loading = Loading()
    read: list[_Read | None] = []
    for number, path in enumerate(paths, start=1):
        read.append(loading(partial(_read, folder, path, kept)))
        if each:
            each(number, len(paths))
    loading.faults.extend(_twins(paths))
    stems = {path.stem for path in paths}
    loading.faults.extend(
        CorpusError("sidecar-alone", path=path) for path in sorted(folder.glob("*.toml")) if path.stem not in stems
    )
    if not paths:
        loading.faults.append(CorpusError("corpus-without-interviews", path=folder))
    if loading.faults:
        raise FaultsError(loading.faults)
    found = sorted((one for one in read if one is not None), key=lambda one: one.interview.id)
    return Library(_completed(found, kept, complete, each))


def _read(folder: Path, path: Path, kept: Kept | None) -> _Read:
    for file in (path, path.with_suffix(".toml")):
        # Who gives interviews away could make the bot quote any file of this machine.
        if file.is_symlink() and not _stays(folder, file):
            raise CorpusError("link-leads-out", path=file)
    if kept is None:
        return _Read(load_interview(path))
    files = (path, path.with_suffix(".toml"))
    name = kept.name_of(*files)
    interview = kept.find(name)
    if interview is not None:
        return _Read(interview, name, fresh=False)
    interview = load_interview(path)
    # A file that changed while it was read is not kept under what it was before.
    return _Read(interview, name if kept.name_of(*files) == name else "")


def _stays(folder: Path, file: Path) -> bool:
    """Whether a link leads to something within the folder."""
    try:
        return file.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        # Links in a circle lead nowhere, which reading them tells.
        return True


def _completed(
    read: Sequence[_Read], kept: Kept | None, complete: Complete | None, each: Each | None
) -> tuple[Interview, ...]:
    """The interviews as they are served; what is new is completed all at once, and kept."""
    fresh = Library(tuple(one.interview for one in read if one.fresh))
    done = iter((complete(fresh, each) if complete and fresh.interviews else fresh).interviews)
    interviews: list[Interview] = []
    for one in read:
        interview = next(done) if one.fresh else one.interview
        if kept and one.fresh and one.name:
            kept.keep(one.name, interview)
        interviews.append(interview)
    if kept:
        kept.prune()
    return tuple(interviews)


def interview_files(folder: Path) -> list[Path]:
    """The documents of a folder, in the order of their names; none where there is no folder."""
    return [path for path in sorted(folder.iterdir()) if _may_be_interview(path)] if folder.is_dir() else []


def _may_be_interview(path: Path) -> bool:
    return path.suffix.lower() in ENDINGS and path.stem.lower() != "readme" and not path.name.startswith((".", "~$"))


def _twins(paths: Sequence[Path]) -> Iterator[BotError]:
    """Files that would share an id and a sidecar."""
    first: dict[str, Path] = {}
    for path in paths:
        other = first.setdefault(path.stem, path)
        if other is not path:
            yield CorpusError("interview-twice", path=path, other=other.name)


def load_interview(path: Path) -> Interview:
    """Load one interview with its sidecar.

    Args:
        path: the document; its sidecar has the same name and the ending ``.toml``, and may be missing.

    Returns:
        the interview. Without a sidecar the title is the document's own or the file's name, and the people are those on
        its labels.

    Raises:
        CorpusError: the file is missing, empty, too large, not UTF-8, broken, or holds no question with an answer.
        FaultsError: what is wrong in the sidecar, all at once.
    """
    beside = path.with_suffix(".toml")
    sidecar, sidecar_text = load_sidecar(beside)
    forced: FormatName | None = sidecar.reading.format or None
    document, format_name, format_reason = read_document(path, forced)
    draft = draft_interview(document, directions_of(sidecar))
    faults = [_misdirected(missed, beside, sidecar_text) for missed in draft.misdirected]
    if not draft.exchanges and not faults:
        raise CorpusError("no-exchanges", path=path)
    text = document.text

    def cut(exchange: Exchange) -> list[str]:
        return [text[slice(*passage.span)] for passage in exchange.passages]

    if draft.exchanges:
        faults.extend(check_sidecar(sidecar, draft.exchanges, cut, beside, sidecar_text))
    if faults:
        raise FaultsError(faults)
    tables = {table.number: table for table in sidecar.exchanges}
    exchanges = tuple(_as_curated(exchange, cut(exchange), tables.get(exchange.number)) for exchange in draft.exchanges)
    topics = tuple(
        Topic(topic.name, tuple(sorted(set(topic.exchanges))), tuple(topic.aliases)) for topic in sidecar.topics
    )
    return Interview(
        id=path.stem,
        text=text,
        title=sidecar.title or _fitting(draft.title) or path.stem,
        exchanges=exchanges,
        speakers=tuple(sidecar.speakers) or draft.answerers,
        interviewer=sidecar.interviewer or "、".join(draft.askers),
        publisher=sidecar.publisher,
        source=sidecar.source,
        language=sidecar.language,
        licence=Licence(**sidecar.licence.model_dump()) if sidecar.licence else None,
        introduction=draft.introduction,
        topics=topics,
        not_covered=tuple(NotCovered(table.about, tuple(table.asked_as)) for table in sidecar.not_covered),
        warnings=(*draft.warnings, *_left_out(sidecar, exchanges)),
        reading=Reading(format_name, format_reason, draft.layout, draft.layout_reason, draft.fits),
    )


def _misdirected(missed: Misdirection, path: Path, text: str) -> BotError:
    code = "block-ambiguous" if missed.found else "block-missing"
    line = line_of(text, ("reading", missed.key))
    return CorpusError(code, path=path, line=line, key=missed.key, begins=missed.begins)


def _fitting(heading: str) -> str:
    """A heading as a title: in one line, or nothing where it is longer than a sidecar's title may be."""
    title = " ".join(heading.split())
    return title if len(title) <= TITLE_LIMIT else ""


def _as_curated(exchange: Exchange, texts: list[str], table: ExchangeTable | None) -> Exchange:
    if table is None:
        return exchange
    passages = list(exchange.passages)
    for entry in table.passages:
        place = next(place for place, said in enumerate(texts) if said.startswith(entry.begins))
        asked_as = (*passages[place].asked_as, *entry.asked_as)
        # A second table that only adds phrasings takes back nothing.
        quoting = passages[place].quoting if entry.quoting == "plain" else entry.quoting
        passages[place] = replace(passages[place], asked_as=asked_as, quoting=quoting)
    return replace(exchange, asked_as=tuple(table.asked_as), passages=tuple(passages))


def _left_out(sidecar: Sidecar, exchanges: tuple[Exchange, ...]) -> tuple[Caution, ...]:
    """A warning if topics are curated and leave exchanges out: they cannot be browsed to."""
    named = {number for topic in sidecar.topics for number in topic.exchanges}
    missing = [str(exchange.number) for exchange in exchanges if exchange.number not in named]
    if not named or not missing:
        return ()
    return (Caution("exchanges-without-topic", 1, (("numbers", "、".join(missing)),)),)
