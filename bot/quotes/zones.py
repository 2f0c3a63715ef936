"""Time zones: found and completed by what people call them, and moments shown in them."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections import defaultdict
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from babel.dates import format_datetime

from bot.quotes.places import BY_OFFSET, PRIMARY
from bot.quotes.times import read_number
from bot.quotes.zone_names import (
    ENGLISH,
    LOCALES,
    UTC_NAME,
    all_places,
    current_zone,
    key_of,
    known_zones,
    load_zone,
    own_cities,
    path_key,
    tongue_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Characters of a choice on Discord.
LABEL = 100

# Always of 24 hours, whatever the locale prefers.
_MOMENTS = ("M月d日 EEE HH:mm", "M月d日 EEE HH:mm", "EEE d MMM, HH:mm")

_OFFSET = re.compile(
    r"(?:(?:utc|gmt)(?P<sign>[+-]?)|(?P<bare>[+-]))(?P<hours>[0-9]{1,2})(?::?(?P<minutes>[0-9]{2}))?"
    r"|(?P<side>[东東西])(?P<belt>[0-9]{1,2}|[一二三四五六七八九十]{1,2})[时時]?[区區]"
)
_DASHES = str.maketrans("−–—", "---")
_PARTS = re.compile(r" · |[（(]|[）)]")
_FIXED = re.compile(r"Etc/GMT([+-])([0-9]{1,2})")


def find_zone(said: str) -> str | None:
    """The zone that a person named.

    Args:
        said: in any case, width and Chinese script: an IANA name, a city, a country with one zone or with one that CLDR
            calls its primary, a usual abbreviation, an offset (UTC+8, GMT-05:00, +0530, 东八区), or a label from
            `complete_zone` or `zone_label`.

    Returns:
        a name that `load_zone` takes, for an alias the present one (Asia/Shanghai for PRC); None if nothing is called
        so, or several are. An offset gives a zone without summer time: Asia/Shanghai for +8, UTC for none, for half
        hours the place that has them, and else the fixed ``Etc/GMT±n``, in whose name the sign is turned round.
    """
    if len(said) > LABEL:
        return None
    return _find_name(said) or _find_label(said)


def zone_label(name: str, language: str) -> str:
    """A chosen zone for a reader: 上海（Asia/Shanghai）.

    Args:
        name: an IANA name; an alias is shown by its present name, an unknown one as it is, cut to 100 characters.
        language: a locale.

    Returns:
        the label; of a fixed offset UTC+09:00 alone, since the sign in its IANA name is turned round.
    """
    zone = current_zone(name)
    fixed = _fixed_offset(zone)
    if fixed is not None:
        return render_offset(fixed)
    city = own_cities(tongue_of(language)).get(zone)
    if city is None:
        return name[:LABEL]
    return f"{city} ({zone})" if tongue_of(language) == ENGLISH else f"{city}（{zone}）"


def render_moment(moment: datetime.datetime, zone: str, language: str) -> str:
    """A moment as the clocks of a zone show it: 11月25日 周三 08:00, Wed 25 Nov, 08:00.

    Args:
        moment: aware.
        zone: an IANA name; if it is unknown, the moment is shown in UTC and says so.
        language: a locale.

    Returns:
        day, weekday and time of 24 hours, without a year.
    """
    tongue, known = tongue_of(language), load_zone(zone)
    local = moment.astimezone(known or datetime.UTC)
    said = format_datetime(local, _MOMENTS[tongue], tzinfo=local.tzinfo, locale=LOCALES[tongue])
    return said if known else f"{said} {UTC_NAME}"


# Finding.


@cache
def _paths() -> Mapping[str, str]:
    """The zones by their IANA names in lower case."""
    return {name.casefold(): name for name in sorted(known_zones())}


@cache
def _by_city() -> Mapping[str, frozenset[str]]:
    return _gathered((key, place.zone) for place in all_places() for key in place.keys | place.nicknames)


@cache
def _by_country() -> Mapping[str, frozenset[str]]:
    primary = frozenset(PRIMARY.split())
    zones = _gathered((key, place.zone) for place in all_places() for key in place.countries)
    return {key: found & primary or found for key, found in zones.items()}


def _gathered(pairs: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    gathered: defaultdict[str, set[str]] = defaultdict(set)
    for key, zone in pairs:
        gathered[key].add(zone)
    return {key: frozenset(zones) for key, zones in gathered.items()}


def _find_name(said: str) -> str | None:
    path = _paths().get(path_key(said))
    if path and "/" in path:
        return current_zone(path)
    offset = read_offset(said)
    if offset is not None:
        return _zone_with(offset)
    key = key_of(said)
    # EST is an alias of Panama's; who types it means New York's, so that names come before aliases without a slash.
    zones = _by_city().get(key) or _by_country().get(key)
    if zones:
        return min(zones) if len(zones) == 1 else None
    return current_zone(path) if path else None


def _find_label(said: str) -> str | None:
    """The zone of 上海 · Asia/Shanghai · UTC+08:00 or 上海（Asia/Shanghai）."""
    parts = _PARTS.split(said)
    found = (_paths().get(part.strip().casefold()) for part in parts[1:])
    return next((current_zone(path) for path in found if path), None)


def read_offset(said: str) -> timedelta | None:
    """The offset of UTC+8, GMT-5:30, +08:00 or 东八区; None if it is none, or one that no clock has."""
    plain = "".join(unicodedata.normalize("NFKC", said).casefold().translate(_DASHES).split())
    if plain in ("零时区", "零時區", "中时区", "中時區"):
        return timedelta()
    found = _OFFSET.fullmatch(plain)
    if found is None:
        return None
    hours, minutes = read_number(found["belt"] or found["hours"]), int(found["minutes"] or 0)
    if hours is None or minutes > 59:
        return None
    westward = found["side"] == "西" or "-" in (found["sign"], found["bare"])
    offset = timedelta(hours=hours, minutes=minutes) * (-1 if westward else 1)
    return offset if timedelta(hours=-12) <= offset <= timedelta(hours=14) else None


def _zone_with(offset: timedelta) -> str | None:
    minutes = offset // timedelta(minutes=1)
    for known, zone in BY_OFFSET:
        if known == minutes:
            return zone
    return None if minutes % 60 else f"Etc/GMT{-minutes // 60:+d}"


# Showing.


def render_offset(offset: timedelta) -> str:
    """An offset from UTC for a reader: UTC+08:00."""
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    return f"{UTC_NAME}{'-' if offset < timedelta() else '+'}{hours:02}:{minutes:02}"


def _fixed_offset(zone: str) -> timedelta | None:
    """The offset of a fixed zone, east of Greenwich above zero; None for another zone."""
    fixed = _FIXED.fullmatch(zone)
    return timedelta(hours=int(fixed[2]) * (-1 if fixed[1] == "+" else 1)) if fixed else None
