"""Topics found by what people type."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.interviews.models import Interview, Library, Topic

# Discord's limits: choices an autocomplete, characters a choice.
CHOICES = 25
LABEL = 100


def complete_topic(library: Library, typed: str) -> list[tuple[str, str]]:
    """Topics that fit what has been typed.

    Args:
        library: all interviews.
        typed: the beginning or a part of a name or alias, in any case.

    Returns:
        at most 25 pairs of a label and a value that `find_topic_named` takes: first those whose name begins so, then
        those that hold it, then those of which an alias does; in the order of the library.
    """
    wanted = typed.strip().casefold()
    ranked: list[tuple[int, str, str]] = []
    for interview, topic in library.topics:
        rank = _rank(topic, wanted)
        if rank is None:
            continue
        label = topic.name if len(library) == 1 else f"{topic.name} · {interview.title}"
        ranked.append((rank, label[:LABEL], _value(library, interview, topic)))
    ranked.sort(key=lambda entry: entry[0])
    return [(label, value) for _, label, value in ranked[:CHOICES]]


def complete_interview(library: Library, typed: str) -> list[tuple[str, str]]:
    """Interviews whose title or a speaker's name holds what has been typed, in the order of the library.

    Returns:
        at most 25 pairs of a title and a value that `find_interview` takes.
    """
    wanted = typed.strip().casefold()
    fitting = (one for one in library if any(wanted in name.casefold() for name in (one.title, one.id, *one.speakers)))
    # An id is what people know; one that is too long for Discord is named by its key.
    return [(one.title[:LABEL], one.id if len(one.id) <= LABEL else one.key) for one in islice(fitting, CHOICES)]


def find_interview(library: Library, name: str) -> Interview | None:
    """The interview with an id, key or title in any case; the first of several, by id before by title."""
    wanted = name.strip().casefold()
    for known in (_ids, _titles):
        found = next((one for one in library if wanted in known(one)), None)
        if found is not None:
            return found
    return None


def _ids(interview: Interview) -> tuple[str, ...]:
    return (interview.id.strip().casefold(), interview.key)


def _titles(interview: Interview) -> tuple[str, ...]:
    return (interview.title.strip().casefold(),)


def find_topic_named(library: Library, name: str) -> tuple[Interview, Topic] | None:
    """The topic with a name or alias in any case, or a value that `complete_topic` gave; the first of several."""
    wanted = name.strip().casefold()
    for interview, topic in library.topics:
        names = (_value(library, interview, topic), topic.name, *topic.aliases)
        if any(wanted == known.strip().casefold() for known in names):
            return interview, topic
    return None


def _rank(topic: Topic, wanted: str) -> int | None:
    name = topic.name.casefold()
    if name.startswith(wanted):
        return 0
    if wanted in name:
        return 1
    return 2 if any(wanted in alias.casefold() for alias in topic.aliases) else None


def _value(library: Library, interview: Interview, topic: Topic) -> str:
    if len(library) == 1:
        return topic.name
    return f"{interview.key}:{topic.name}"[:LABEL]
