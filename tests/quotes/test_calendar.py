from __future__ import annotations

import random
from bisect import bisect_left, bisect_right
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.quotes.calendar import Schedule, Slot, due_slot, moment_of, next_slot, upcoming
from bot.quotes.deck import Dealt, Deck

if TYPE_CHECKING:
    from bot.interviews.models import Library

DAY, HOUR, MINUTE, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)

# Zones whose clocks do something odd, each with a day from which on it does.
FROM = {
    "Asia/Shanghai": date(1986, 3, 1),
    "America/New_York": date(2023, 12, 1),
    "Australia/Lord_Howe": date(2023, 6, 1),
    "Pacific/Apia": date(2010, 6, 1),
    "Africa/Casablanca": date(2023, 1, 1),
    "America/Nuuk": date(2023, 12, 1),
    "Africa/Cairo": date(2023, 1, 1),
    "America/St_Johns": date(2005, 12, 1),
    "Asia/Kolkata": date(2024, 1, 1),
    "Europe/London": date(2023, 6, 1),
}
DAYS = 1_150
TIMES = [time(0, 0), time(2, 30), time(8, 0), time(23, 30), time(23, 59)]
GRACE = timedelta(hours=6)


@cache
def stretches(name: str, days: int = DAYS) -> tuple[tuple[datetime, datetime, timedelta], ...]:
    """Begin, end and offset of each stretch of time in which a zone keeps its offset; found by looking at its clock.

    They begin two days before the zone's day in `FROM` and end two days after the last of the days.
    """
    zone = ZoneInfo(name)
    begin = datetime.combine(FROM[name] - 2 * DAY, time(), UTC)
    end, now, found = begin + (days + 4) * DAY, begin, []
    while now < end:
        offset = _offset(zone, begin)
        while now < end and _offset(zone, now) == offset:
            now += HOUR
        if now < end:
            now -= HOUR
            while _offset(zone, now) == offset:
                now += MINUTE
        found.append((begin, now, offset))
        begin = now
    return tuple(found)


def showings(name: str, day: date, at: time, days: int = DAYS) -> list[datetime]:
    """The moments at which the clocks of a zone show a day and a time: none if they skip it, two if they go back."""
    shown = datetime.combine(day, at, UTC)
    return [shown - offset for begin, end, offset in stretches(name, days) if begin <= shown - offset < end]


def promised(name: str, day: date, at: time, days: int = DAYS) -> datetime | None:
    """When a quote is due by RFC 5545, the rest of the day being the limit; None where there is no such day.

    Written with a list of stretches, while the code under test leaves everything to the zone's own arithmetic.
    """
    moments = showings(name, day, at, days)
    if moments:
        return min(moments)
    shown = datetime.combine(day, at, UTC)
    (_, end, offset), (_, _, offset_after) = next(
        (before, after)
        for before, after in pairwise(stretches(name, days))
        if before[1] + before[2] <= shown < after[0] + after[2]
    )
    moment = shown - offset
    while moment >= end and (moment + offset_after).date() != day:
        moment -= MINUTE
    return moment if moment >= end or (moment + offset).date() == day else None


@cache
def calendar(name: str, at: time, days: int = DAYS) -> tuple[Slot, ...]:
    """Every slot of a zone, in order."""
    every = (FROM[name] + number * DAY for number in range(days))
    found = ((day, promised(name, day, at, days)) for day in every)
    return tuple(Slot(day, moment) for day, moment in found if moment is not None)


def schedule(name: str, at: time, since: datetime | None = None) -> Schedule:
    """A schedule chosen when the first slot of its calendar comes, or at another moment."""
    return Schedule(at, ZoneInfo(name), since or calendar(name, at)[0].moment)


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    offset = moment.astimezone(zone).utcoffset()
    assert offset is not None
    return offset


@pytest.mark.parametrize("at", TIMES, ids=str)
@pytest.mark.parametrize("name", FROM)
def test_each_local_day_has_one_slot(name: str, at: time) -> None:
    """Over ten thousand days each local day that exists has one slot, in order, at the time of day that was chosen.

    Where the clocks skip that time it is read with the offset before, where it comes twice it is the first, and it is
    always on its day.
    """
    expected = calendar(name, at)
    asked = schedule(name, at)
    slots = list(islice(upcoming(asked, asked.since - SECOND), len(expected)))
    assert slots == list(expected)
    assert all(earlier.moment < later.moment for earlier, later in pairwise(slots))
    for slot in slots:
        local = slot.moment.astimezone(asked.zone)
        assert local.date() == slot.day
        if local.time() != at:
            assert showings(name, slot.day, at) == []
    missing = {slots[0].day + number * DAY for number in range(DAYS)} - {slot.day for slot in slots}
    assert missing == ({date(2011, 12, 30)} if name == "Pacific/Apia" else set())


def test_the_zones_are_as_odd_as_they_should_be() -> None:
    """The simulated days hold times that are skipped and that come twice, or they would show nothing."""
    shown = {
        (len(showings(name, FROM[name] + number * DAY, at)), at)
        for name in FROM
        for at in TIMES
        for number in range(DAYS)
    }
    assert {(0, time(0, 0)), (0, time(2, 30)), (0, time(23, 30)), (0, time(23, 59))} <= shown
    assert {(2, time(2, 30)), (2, time(23, 30)), (2, time(23, 59))} <= shown
    assert len(FROM) * DAYS > 10_000


@pytest.mark.parametrize(
    ("name", "day", "at", "moment"),
    [
        pytest.param("Asia/Kolkata", "2024-05-01", "08:00", "2024-05-01T02:30Z", id="ordinary"),
        pytest.param("America/New_York", "2024-03-10", "02:30", "2024-03-10T07:30Z", id="skipped: 03:30"),
        pytest.param("America/New_York", "2024-03-10", "03:00", "2024-03-10T07:00Z", id="right after the skipped hour"),
        pytest.param("America/New_York", "2024-11-03", "01:30", "2024-11-03T05:30Z", id="twice: the first"),
        pytest.param("Australia/Lord_Howe", "2024-10-06", "02:15", "2024-10-05T15:45Z", id="half an hour skipped"),
        pytest.param("Australia/Lord_Howe", "2024-04-07", "01:45", "2024-04-06T14:45Z", id="half an hour twice"),
        pytest.param("Africa/Casablanca", "2024-04-14", "02:30", "2024-04-14T02:30Z", id="Ramadan is over"),
        pytest.param("Africa/Casablanca", "2024-03-10", "02:30", "2024-03-10T01:30Z", id="Ramadan comes"),
        pytest.param("Africa/Cairo", "2024-04-26", "00:00", "2024-04-25T22:00Z", id="midnight skipped"),
        pytest.param("Africa/Cairo", "2024-04-26", "00:30", "2024-04-25T22:30Z", id="first hour of a day skipped"),
        pytest.param("Africa/Cairo", "2024-10-31", "23:30", "2024-10-31T20:30Z", id="last hour of a day twice"),
        pytest.param("America/Nuuk", "2024-03-30", "22:30", "2024-03-31T00:30Z", id="before the last hour"),
        pytest.param(
            "America/Nuuk", "2024-03-30", "23:30", "2024-03-31T00:59Z", id="last hour of a day skipped: 22:59"
        ),
        pytest.param("America/Nuuk", "2024-03-31", "00:00", "2024-03-31T01:00Z", id="the day after begins"),
        pytest.param(
            "America/St_Johns", "2006-10-28", "23:30", "2006-10-29T02:00Z", id="last hour again after midnight"
        ),
        pytest.param("America/St_Johns", "2006-10-29", "00:00", "2006-10-29T02:30Z", id="midnight twice"),
        pytest.param("Pacific/Apia", "2011-12-29", "23:30", "2011-12-30T09:30Z", id="before the date line"),
        pytest.param("Pacific/Apia", "2011-12-30", "08:00", None, id="the day that never was"),
        pytest.param("Pacific/Apia", "2011-12-31", "00:00", "2011-12-30T10:00Z", id="beyond the date line"),
    ],
)
def test_a_time_on_a_day_is_one_moment(name: str, day: str, at: str, moment: str | None) -> None:
    """What the law of each country said about that day, reckoned by hand."""
    found = moment_of(date.fromisoformat(day), time.fromisoformat(at), ZoneInfo(name))
    assert found == (datetime.fromisoformat(moment) if moment else None)


MOMENTS = st.integers(10 * 24 * 60 * 60, (DAYS - 20) * 24 * 60 * 60).map(lambda seconds: timedelta(seconds=seconds))
PLACES = st.tuples(st.sampled_from(list(FROM)), st.sampled_from(TIMES))


@given(PLACES, MOMENTS, st.none() | st.integers(-3 * 24 * 60, 3 * 24 * 60), st.integers(0, 3 * 24 * 60))
def test_the_due_slot_and_the_next_ones_part_the_calendar(
    place: tuple[str, time], after: timedelta, chosen: int | None, grace: int
) -> None:
    """At any moment the due slot is the last that has come, if the schedule is as old and the grace as long.

    The next ones are all that come later, so that no slot lies between them and the due one.
    """
    every = calendar(*place)
    now = every[0].moment + after
    asked = schedule(*place, since=None if chosen is None else now + chosen * MINUTE)
    come = [slot for slot in every if slot.moment <= now]
    wanted = come[-1] if come[-1].moment >= asked.since and now - come[-1].moment <= grace * MINUTE else None
    assert due_slot(asked, now, grace * MINUTE) == wanted
    coming = [slot for slot in every if slot.moment > now and slot.moment >= asked.since][:5]
    assert list(islice(upcoming(asked, now), 5)) == coming
    assert next_slot(asked, now) == coming[0]


@pytest.mark.parametrize("name", FROM)
def test_no_slot_is_lost_while_the_clocks_change(name: str) -> None:
    """In the hours around each change, when a day may begin twice, the last slot that has come is due, then the next.

    In Newfoundland they once went back a minute after midnight: tomorrow's quote could come before today was over.
    """
    for at in TIMES:
        every = calendar(name, at)
        moments = [slot.moment for slot in every]
        asked = schedule(name, at)
        for _, change, _ in stretches(name)[:-1]:
            for minutes in range(-150, 151, 10):
                now = change + minutes * MINUTE
                come = bisect_right(moments, now)
                assert due_slot(asked, now, 3 * DAY) == every[come - 1]
                assert next_slot(asked, now) == every[come]


@given(PLACES, st.integers(10, DAYS - 20))
def test_a_slot_is_due_from_its_moment_until_the_grace_is_over(place: tuple[str, time], number: int) -> None:
    """Neither a second before nor a second after, and from its moment on it is not the next one any more."""
    asked, slot, following = schedule(*place), *calendar(*place)[number : number + 2]
    assert due_slot(asked, slot.moment - SECOND, GRACE) is None
    assert next_slot(asked, slot.moment - SECOND) == slot
    assert due_slot(asked, slot.moment, GRACE) == slot
    assert next_slot(asked, slot.moment) == following
    assert due_slot(asked, slot.moment + GRACE, GRACE) == slot
    assert due_slot(asked, slot.moment + GRACE + SECOND, GRACE) is None


@pytest.mark.parametrize(
    ("chosen", "first"),
    [("07:59:59", date(2024, 5, 1)), ("08:00:00", date(2024, 5, 1)), ("08:00:01", date(2024, 5, 2))],
)
def test_nothing_is_due_from_before_it_was_chosen(chosen: str, first: date) -> None:
    """Who chooses eight o'clock at nine gets the first quote tomorrow, and not one for this morning."""
    zone = ZoneInfo("Asia/Shanghai")
    since = datetime.combine(date(2024, 5, 1), time.fromisoformat(chosen), zone)
    asked = Schedule(time(8), zone, since)
    assert next_slot(asked, since - DAY).day == next_slot(asked, since - SECOND).day == first
    noon = datetime.combine(date(2024, 5, 1), time(12), zone)
    due = due_slot(asked, noon, GRACE)
    assert (due.day if due else None) == (first if first.day == 1 else None)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("name", FROM)
def test_a_bot_with_outages_posts_each_slot_once(name: str, seed: int) -> None:
    """A bot looks at random moments, is away for minutes or for days, and its clock is set back now and then.

    What it finds has come, is not older than the grace and not from before the schedule was chosen. Over the whole time
    it finds each slot within whose grace it looked, and no other.
    """
    dice = random.Random(f"{name} {seed}")
    at = dice.choice(TIMES)
    first = dice.randrange(30, DAYS - 300)
    every = calendar(name, at)[first - 20 : first + 250]
    asked = schedule(name, at, every[20].moment + dice.randrange(24 * 60) * MINUTE)
    now, ticks, found = every[1].moment, list[datetime](), set[Slot]()
    while not ticks or ticks[-1] < every[-2].moment:
        ticks.append(now)
        due = due_slot(asked, now, GRACE)
        if due is not None:
            assert max(asked.since, now - GRACE) <= due.moment <= now
            found.add(due)
        if dice.random() < 0.01:
            now -= dice.randrange(26 * 60) * MINUTE
        away = dice.choices([1, 90, 9 * 60, 9 * 24 * 60], [20, 60, 20, 1])[0]
        now += dice.randrange(1, 60 * away + 1) * SECOND
    ticks.sort()
    looked = [ticks[bisect_left(ticks, slot.moment)] - slot.moment <= GRACE for slot in every[:-2]]
    wanted = {slot for slot, there in zip(every[:-2], looked, strict=True) if there and slot.moment >= asked.since}
    assert found & set(every[:-2]) == wanted
    assert wanted
    assert not all(looked[20:])


@given(PLACES, MOMENTS, st.integers(0, 10 * 24 * 60))
def test_a_week_away_costs_a_week(place: tuple[str, time], after: timedelta, away: int) -> None:
    """However long nobody asked, there is one slot at most, that of the last time that has come."""
    asked = schedule(*place)
    last = calendar(*place)[0].moment + after
    now = last + 7 * DAY + away * MINUTE
    due = due_slot(asked, now, 30 * DAY)
    assert due is not None
    assert due.moment > now - 25 * HOUR - DAY * (place[0] == "Pacific/Apia")
    assert due_slot(asked, due.moment, GRACE) == due
    assert due_slot(asked, now, timedelta()) in {None, due}


@given(PLACES, MOMENTS, st.integers(1, 10 * 24 * 60 * 60))
def test_a_clock_set_back_finds_no_later_day(place: tuple[str, time], after: timedelta, back: int) -> None:
    """Then a slot of that day or an earlier one is due, which was posted, and never one that is yet to come."""
    asked = schedule(*place)
    now = calendar(*place)[0].moment + after
    before, due = due_slot(asked, now - back * SECOND, DAY), due_slot(asked, now, 30 * DAY)
    assert due is not None
    assert before is None or (before.day <= due.day and before.moment <= now - back * SECOND)


@pytest.mark.parametrize("name", list(FROM)[:5])
def test_ten_thousand_days_of_quotes(library: Library, name: str) -> None:
    """One quote each local day at the local time, and none twice before all had their turn.

    Five times two thousand days of a server whose bot looks every few hours and at each moment, and remembers what it
    posted on which day.
    """
    days, at, server = 2_000, TIMES[list(FROM).index(name)], 1_000_000_000_000_000_000
    deck, every = Deck(library), calendar(name, at, days)
    asked = schedule(name, at)
    posted: dict[date, Dealt] = {}
    times: dict[date, datetime] = {}
    recent: list[Dealt] = []
    now, end = asked.since - 2 * DAY, every[-1].moment
    while now <= end:
        due = due_slot(asked, now, GRACE)
        if due is not None and due.day not in posted:
            drawn = deck.deal(server, recent)
            assert drawn is not None
            posted[due.day], times[due.day] = drawn[0], now
            recent = [dealt for dealt in [*recent, drawn[0]] if dealt.deck >= drawn[0].deck - 1]
        now = min(now + 5 * HOUR, next_slot(asked, now).moment)
    assert list(times.items()) == [(slot.day, slot.moment) for slot in every]
    quotes = [dealt.quote for dealt in posted.values()]
    size = len(set(quotes))
    assert size == len({dealt.quote for dealt in posted.values() if dealt.deck == 1}) > 1
    for start in range(0, len(quotes), size):
        round_ = quotes[start : start + size]
        assert len(set(round_)) == len(round_)
