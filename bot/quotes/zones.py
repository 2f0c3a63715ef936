"""Time zones: found and completed by what people call them, and moments shown in them.

The names of cities and countries are CLDR's, from Babel, in Simplified Chinese, Traditional Chinese and English; a
table adds big cities after which no zone is named.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global
from babel.dates import format_datetime

from bot import pinyin
from bot.quotes.places import BY_OFFSET, CITIES, COMMON, FIRST, NICKNAMES, PRIMARY
from bot.quotes.times import read_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# Discord's limits: choices an autocomplete, characters a choice.
CHOICES = 25
LABEL = 100

_UTC = "UTC"

# Whose names are understood; in one of the first three a reader is shown a city.
_LOCALES = ("zh", "zh_Hant", "en", "zh_Hant_HK")
_SIMPLIFIED, _TRADITIONAL, _ENGLISH = range(3)
# Always of 24 hours, whatever the locale prefers.
_MOMENTS = ("M月d日 EEE HH:mm", "M月d日 EEE HH:mm", "EEE d MMM, HH:mm")

_OFFSET = re.compile(
    r"(?:(?:utc|gmt)(?P<sign>[+-]?)|(?P<bare>[+-]))(?P<hours>[0-9]{1,2})(?::?(?P<minutes>[0-9]{2}))?"
    r"|(?P<side>[东東西])(?P<belt>[0-9]{1,2}|[一二三四五六七八九十]{1,2})[时時]?[区區]"
)
_DASHES = str.maketrans("−–—", "---")
_PARTS = re.compile(r" · |[（(]|[）)]")
_FIXED = re.compile(r"Etc/GMT([+-])([0-9]{1,2})")
# What may follow a name: 北京时间, 上海市.
_SUFFIX = re.compile(r"(?<=.)(?:(?:标准|標準|standard)?(?:时间|時間|时区|時區|time|timezone)|市)$")

# For each character of a Chinese name what may be typed for it.
_Sound = tuple[frozenset[str], ...]
ReadingsOf = Callable[[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Place:
    """A city with its zone. Every offered zone has one of its own; other cities share it.

    Attributes:
        zone: the IANA name.
        shown: the city in the first three of `_LOCALES`.
        keys: what it is called, as `_key` writes it.
        names: in Chinese.
        path: the IANA name in lower case; empty, like all below, for another city than the zone's own.
        nicknames: what else the zone is called, as `_key` writes it.
        countries: names of the country, as `_key` writes them.
        country_names: of the country, in Chinese.
    """

    zone: str
    shown: tuple[str, str, str]
    keys: frozenset[str]
    names: tuple[str, ...]
    path: str = ""
    nicknames: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    country_names: tuple[str, ...] = ()


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


def complete_zone(
    typed: str,
    language: str,
    now: datetime.datetime,
    limit: int = CHOICES,
    readings_of: ReadingsOf = pinyin.readings_of,
) -> list[tuple[str, str]]:
    """Zones that fit what has been typed.

    Args:
        typed: the beginning or a part of a city, a country or an IANA name in any language, pinyin or their initials,
            or an offset.
        language: a locale; labels are in Simplified Chinese, Traditional Chinese or English.
        now: aware; the offsets are those at this moment.
        limit: at most so many, and never more than 25.
        readings_of: gives the readings of a character in pinyin.

    Returns:
        pairs of a label, at most 100 characters, and a name that `load_zone` takes, no name twice. First what
        `find_zone` finds; then cities called so, countries and regions (Asia) called so, cities beginning so, cities
        sounding so, countries beginning so, countries sounding so, IANA names beginning so, and what holds it. Ties:
        the zones asked for most, then by IANA name. The label has the city that fits, 北京 for Asia/Shanghai. With an
        offset, the zones that have it now; with nothing typed, those asked for most.
    """
    cities: dict[str, str] = {}
    if len(typed) <= LABEL:
        for zone, city in _matches(typed, _tongue(language), now, readings_of):
            cities.setdefault(zone, city)
    chosen = list(cities.items())[: max(0, min(limit, CHOICES))]
    return [(_label(city, zone, now), zone) for zone, city in chosen]


def zone_label(name: str, language: str) -> str:
    """A chosen zone for a reader: 上海（Asia/Shanghai）.

    Args:
        name: an IANA name; an alias is shown by its present name, an unknown one as it is, cut to 100 characters.
        language: a locale.

    Returns:
        the label; of a fixed offset UTC+09:00 alone, since the sign in its IANA name is turned round.
    """
    zone = _current(name)
    fixed = _fixed_offset(zone)
    if fixed is not None:
        return _render_offset(fixed)
    city = _own_cities(_tongue(language)).get(zone)
    if city is None:
        return name[:LABEL]
    return f"{city} ({zone})" if _tongue(language) == _ENGLISH else f"{city}（{zone}）"


def load_zone(name: str) -> ZoneInfo | None:
    """The zone of an exact IANA name, aliases included; None for all else: paths, other files, other spellings."""
    return _loaded(name) if name in _known() else None


def render_moment(moment: datetime.datetime, zone: str, language: str) -> str:
    """A moment as the clocks of a zone show it: 11月25日 周三 08:00, Wed 25 Nov, 08:00.

    Args:
        moment: aware.
        zone: an IANA name; if it is unknown, the moment is shown in UTC and says so.
        language: a locale.

    Returns:
        day, weekday and time of 24 hours, without a year.
    """
    tongue, known = _tongue(language), load_zone(zone)
    local = moment.astimezone(known or datetime.UTC)
    said = format_datetime(local, _MOMENTS[tongue], tzinfo=local.tzinfo, locale=_LOCALES[tongue])
    return said if known else f"{said} {_UTC}"


def _tongue(language: str) -> int:
    """Which of `_LOCALES` a reader is shown."""
    parts = language.lower().replace("_", "-").split("-")
    if parts[0] not in ("zh", "yue"):
        return _ENGLISH
    return _TRADITIONAL if {"tw", "hk", "mo", "hant", "yue"} & set(parts) else _SIMPLIFIED


# The zones.


@cache
def _known() -> frozenset[str]:
    """Every name with a zone behind it, but for placeholders and what depends on the machine."""
    return frozenset(available_timezones() - {"localtime", "posixrules", "Factory"})


@cache
def _loaded(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        # It was listed, and yet its file is gone or broken.
        return None


def _current(name: str) -> str:
    """The present name of a zone, UTC for all that is the same, and any other text as it is."""
    current = str(get_global("zone_aliases").get(name, name))
    if current in ("Etc/UTC", "Etc/GMT"):
        return _UTC
    return current if current in _known() else name


@cache
def _offered() -> frozenset[str]:
    """The zones of places under their present names, and UTC."""
    aliases = get_global("zone_aliases")
    places = {name for name in _known() if "/" in name and name not in aliases and not name.startswith("Etc/")}
    return frozenset(name for name in places | {_UTC} if load_zone(name))


@cache
def _order(tongue: int) -> Mapping[str, int]:
    """Every offered zone with its rank for a language's readers: those asked for most, then by name."""
    zones = dict.fromkeys((*FIRST[tongue].split(), *COMMON.split(), *sorted(_offered())))
    return {zone: rank for rank, zone in enumerate(zone for zone in zones if zone in _offered())}


# Their names.


def _key(text: str) -> str:
    """What of a name counts: letters and digits without accents, 臺 as 台, and nothing that may follow a name."""
    plain = unicodedata.normalize("NFKD", text).casefold().replace("臺", "台")
    return _SUFFIX.sub("", "".join(character for character in plain if character.isalnum()))


def _path_key(text: str) -> str:
    """A text as an IANA name in lower case."""
    return "_".join(unicodedata.normalize("NFKC", text).casefold().split())


def _rows(table: str) -> Iterator[tuple[str, str]]:
    for line in table.strip().splitlines():
        zone, _, rest = line.partition(": ")
        yield zone, rest


@cache
def _places() -> tuple[_Place, ...]:
    """Every offered zone's own city, then the others."""
    locales = [Locale.parse(name) for name in _LOCALES]
    nicknames = {zone: names.split() for zone, names in _rows(NICKNAMES)}
    own = (_own_place(zone, locales, nicknames.get(zone, [])) for zone in sorted(_offered()))
    return (*own, *(place for place in _other_places() if place.zone in _offered()))


def _own_place(zone: str, locales: list[Locale], nicknames: list[str]) -> _Place:
    tail = zone.rpartition("/")[2].replace("_", " ")
    cities = [_city(locale, zone) or tail for locale in locales]
    countries = _countries(zone, locales)
    return _Place(
        zone,
        (cities[_SIMPLIFIED], cities[_TRADITIONAL], cities[_ENGLISH]),
        frozenset(map(_key, (*cities, tail))),
        _chinese(cities),
        zone.casefold(),
        frozenset(map(_key, nicknames)),
        frozenset(map(_key, countries)),
        _chinese(countries),
    )


def _city(locale: Locale, zone: str) -> str:
    if zone == _UTC:
        return str(locale.time_zones["Etc/UTC"]["long"]["standard"])
    return str(locale.time_zones.get(zone, {}).get("city", ""))


def _countries(zone: str, locales: list[Locale]) -> list[str]:
    territory = get_global("zone_territories").get(zone, "001")
    return [] if territory == "001" else [str(locale.territories[territory]) for locale in locales]


def _other_places() -> Iterator[_Place]:
    for zone, cities in _rows(CITIES):
        for city in cities.split(", "):
            chinese, _, english = city.partition(" ")
            simplified, _, traditional = chinese.partition("/")
            shown = (simplified, traditional or simplified, english)
            yield _Place(zone, shown, frozenset(map(_key, shown)), _chinese(shown))


def _chinese(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if not name.isascii()))


# Of the latest only: after a reload nobody asks for the ones before.
@lru_cache(1)
def _sounds(readings_of: ReadingsOf) -> Sequence[tuple[tuple[_Sound, ...], tuple[_Sound, ...]]]:
    """For each of `_places` how it and its country sound; marks between characters are silent."""

    def of(names: Iterable[str]) -> tuple[_Sound, ...]:
        heard = (tuple(filter(None, map(typed, name))) for name in names)
        return tuple(dict.fromkeys(sound for sound in heard if sound))

    typed = cache(partial(_typed, readings_of))
    return [(of(place.names), of(place.country_names)) for place in _places()]


def _typed(readings_of: ReadingsOf, character: str) -> frozenset[str]:
    """What may be typed for a character: any of its readings in pinyin, or their initials."""
    readings = set(readings_of(character)) or {_key(character)} - {""}
    initials = {reading[:2] for reading in readings if reading.startswith(("zh", "ch", "sh"))}
    return frozenset(readings | initials | {reading[0] for reading in readings})


@cache
def _own_cities(tongue: int) -> Mapping[str, str]:
    return {place.zone: place.shown[tongue] for place in _places() if place.path}


# Finding.


@cache
def _paths() -> Mapping[str, str]:
    """The zones by their IANA names in lower case."""
    return {name.casefold(): name for name in sorted(_known())}


@cache
def _by_city() -> Mapping[str, frozenset[str]]:
    return _gathered((key, place.zone) for place in _places() for key in place.keys | place.nicknames)


@cache
def _by_country() -> Mapping[str, frozenset[str]]:
    primary = frozenset(PRIMARY.split())
    zones = _gathered((key, place.zone) for place in _places() for key in place.countries)
    return {key: found & primary or found for key, found in zones.items()}


def _gathered(pairs: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    gathered: defaultdict[str, set[str]] = defaultdict(set)
    for key, zone in pairs:
        gathered[key].add(zone)
    return {key: frozenset(zones) for key, zones in gathered.items()}


def _find_name(said: str) -> str | None:
    path = _paths().get(_path_key(said))
    if path and "/" in path:
        return _current(path)
    offset = _read_offset(said)
    if offset is not None:
        return _zone_with(offset)
    key = _key(said)
    # EST is an alias of Panama's; who types it means New York's, so that names come before aliases without a slash.
    zones = _by_city().get(key) or _by_country().get(key)
    if zones:
        return min(zones) if len(zones) == 1 else None
    return _current(path) if path else None


def _find_label(said: str) -> str | None:
    """The zone of 上海 · Asia/Shanghai · UTC+08:00 or 上海（Asia/Shanghai）."""
    parts = _PARTS.split(said)
    found = (_paths().get(part.strip().casefold()) for part in parts[1:])
    return next((_current(path) for path in found if path), None)


def _read_offset(said: str) -> timedelta | None:
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


# Completing.


def _matches(typed: str, tongue: int, now: datetime.datetime, readings_of: ReadingsOf) -> Iterator[tuple[str, str]]:
    """Zones with the city to show, if there is one, best first; a zone may come again."""
    own, order = _own_cities(tongue), _order(tongue)
    if not typed.strip():
        return ((zone, own[zone]) for zone in order)
    found, offset = find_zone(typed), _read_offset(typed)
    if offset is not None:
        fitting = [(zone, own[zone]) for zone in order if _offset(zone, now) == offset]
    else:
        fitting = list(_fitting(typed, tongue, order, readings_of))
    if found is None:
        return iter(fitting)
    first = next((row for row in fitting if row[0] == found), (found, own.get(found, "")))
    return iter((first, *fitting))


def _fitting(typed: str, tongue: int, order: Mapping[str, int], readings_of: ReadingsOf) -> Iterator[tuple[str, str]]:
    key, path = _key(typed), _path_key(typed)
    if not key:
        return
    heard = zip(_places(), _sounds(readings_of), strict=True)
    ranked = ((_rank(place, *sounds, key, path), place) for place, sounds in heard)
    fitting = [(rank, order[place.zone], place) for rank, place in ranked if rank is not None]
    for _, _, place in sorted(fitting, key=lambda entry: entry[:2]):
        yield place.zone, place.shown[tongue]


def _rank(
    place: _Place, sounds: tuple[_Sound, ...], country_sounds: tuple[_Sound, ...], key: str, path: str
) -> int | None:
    """How well a place fits: less is better, None is not at all."""
    if key in place.keys or key in place.nicknames:
        return 0
    if key in place.countries or place.path.startswith(f"{path.removesuffix('/')}/"):
        return 1
    if _begins(place.keys, key):
        return 2
    if (sounding := _sound_rank(sounds, key)) is not None:
        return 3 + sounding
    if _begins(place.countries | place.nicknames, key):
        return 5
    if (sounding := _sound_rank(country_sounds, key)) is not None:
        return 6 + sounding
    if place.path.startswith(path):
        return 8
    if path in place.path or any(key in name for name in place.keys):
        return 9
    return 10 if any(key in name for name in place.countries) else None


def _begins(names: frozenset[str], key: str) -> bool:
    return any(name.startswith(key) for name in names)


def _sound_rank(sounds: tuple[_Sound, ...], key: str) -> int | None:
    """0 if a name sounds so, 1 if one begins so, None if none does."""
    if not key.isascii():
        return None
    # The initial letter of a character is always among what may be typed for it.
    begun = (sound for sound in sounds if key[0] in sound[0])
    return min((rank for sound in begun if (rank := _sounds_like(sound, key)) is not None), default=None)


def _sounds_like(sound: _Sound, key: str) -> int | None:
    ends = {0}
    for pieces in sound:
        if any(len(piece) > len(key) - end and piece.startswith(key[end:]) for end in ends for piece in pieces):
            return 1
        ends = {end + len(piece) for end in ends for piece in pieces if key.startswith(piece, end)}
        if not ends:
            return None
    return 0 if len(key) in ends else None


# Showing.


def _offset(zone: str, now: datetime.datetime) -> timedelta:
    return now.astimezone(load_zone(zone) or datetime.UTC).utcoffset() or timedelta()


def _render_offset(offset: timedelta) -> str:
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    return f"{_UTC}{'-' if offset < timedelta() else '+'}{hours:02}:{minutes:02}"


def _fixed_offset(zone: str) -> timedelta | None:
    """The offset of a fixed zone, east of Greenwich above zero; None for another zone."""
    fixed = _FIXED.fullmatch(zone)
    return timedelta(hours=int(fixed[2]) * (-1 if fixed[1] == "+" else 1)) if fixed else None


def _label(city: str, zone: str, now: datetime.datetime) -> str:
    offset = _render_offset(_offset(zone, now))
    parts = (city, zone, offset) if city else (offset, zone)
    return " · ".join(parts)[:LABEL]
