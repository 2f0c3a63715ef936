"""The calendar: which local day has its quote when. Pure functions of a schedule and the time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a server wants its quote.

    Attributes:
        at: the local time of day.
        zone: where that is.
        since: when it was chosen; what lies before was never promised.
    """

    at: time
    zone: ZoneInfo
    since: datetime


@dataclass(frozen=True, slots=True)
class Slot:
    """One quote that is due: the local day that it is for, and the moment, in UTC."""

    day: date
    moment: datetime


def moment_of(day: date, at: time, zone: ZoneInfo) -> datetime | None:
    """When it is a time of day on a local day.

    A time that the clocks skip is read with the offset before the change, one that comes twice is the first (RFC 5545,
    section 3.3.5). Where that would leave the day, the last minute of the day is taken.

    Returns:
        the moment in UTC, or None if the zone skips the whole day, as Pacific/Apia did with 30 December 2011.
    """
    begins, ends = _utc(day, time(), zone), _utc(day + _DAY, time(), zone)
    if begins >= ends:
        return None
    return max(begins, min(_utc(day, at, zone), ends - _MINUTE))


def upcoming(schedule: Schedule, now: datetime) -> Iterator[Slot]:
    """The slots after now and not before the schedule was chosen, in order, without end."""
    after = max(now, schedule.since - _MINUTE)
    day = after.astimezone(schedule.zone).date() - _DAY
    while True:
        moment = moment_of(day, schedule.at, schedule.zone)
        if moment is not None and moment > after and moment >= schedule.since:
            yield Slot(day, moment)
        day += _DAY


def next_slot(schedule: Schedule, now: datetime) -> Slot:
    """The first slot after now."""
    return next(upcoming(schedule, now))


def due_slot(schedule: Schedule, now: datetime, grace: timedelta) -> Slot | None:
    """The slot that should have its quote now.

    Only the latest that has come counts, so that a bot that was away for a week posts one quote and not seven; and only
    if it came at most `grace` ago and not before the schedule was chosen.
    """
    day = now.astimezone(schedule.zone).date() + _DAY
    while True:
        moment = moment_of(day, schedule.at, schedule.zone)
        if moment is not None and moment <= now:
            return Slot(day, moment) if moment >= schedule.since and now - moment <= grace else None
        day -= _DAY


def _utc(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, zone).astimezone(UTC)
