"""Every time zone that there is, and what it is called.

The names of cities and countries are CLDR's, from Babel, in Simplified Chinese, Traditional Chinese and English; a
table adds big cities after which no zone is named.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global

from bot.quotes.places import CITIES, COMMON, FIRST, NICKNAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

UTC_NAME = "UTC"

# Whose names are understood; in one of the first three a reader is shown a city.
LOCALES = ("zh", "zh_Hant", "en", "zh_Hant_HK")
SIMPLIFIED, TRADITIONAL, ENGLISH = range(3)

# What may follow a name: 北京时间, 上海市.
_SUFFIX = re.compile(r"(?<=.)(?:(?:标准|標準|standard)?(?:时间|時間|时区|時區|time|timezone)|市)$")

# For each character of a Chinese name what may be typed for it.
Sound = tuple[frozenset[str], ...]
ReadingsOf = Callable[[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Place:
    """A city with its zone. Every offered zone has one of its own; other cities share it.

    Attributes:
        zone: the IANA name.
        shown: the city in the first three of `LOCALES`.
        keys: what it is called, as `key_of` writes it.
        names: in Chinese.
        path: the IANA name in lower case; empty, like all below, for another city than the zone's own.
        nicknames: what else the zone is called, as `key_of` writes it.
        countries: names of the country, as `key_of` writes them.
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


def tongue_of(language: str) -> int:
    """Which of `LOCALES` a reader is shown."""
    parts = language.lower().replace("_", "-").split("-")
    if parts[0] not in ("zh", "yue"):
        return ENGLISH
    return TRADITIONAL if {"tw", "hk", "mo", "hant", "yue"} & set(parts) else SIMPLIFIED


@cache
def known_zones() -> frozenset[str]:
    """Every name with a zone behind it, but for placeholders and what depends on the machine."""
    return frozenset(available_timezones() - {"localtime", "posixrules", "Factory"})


@cache
def _loaded(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        # It was listed, and yet its file is gone or broken.
        return None


def load_zone(name: str) -> ZoneInfo | None:
    """The zone of an exact IANA name, aliases included; None for all else: paths, other files, other spellings."""
    return _loaded(name) if name in known_zones() else None


def current_zone(name: str) -> str:
    """The present name of a zone, UTC for all that is the same, and any other text as it is."""
    current = str(get_global("zone_aliases").get(name, name))
    if current in ("Etc/UTC", "Etc/GMT"):
        return UTC_NAME
    return current if current in known_zones() else name


@cache
def offered_zones() -> frozenset[str]:
    """The zones of places under their present names, and UTC."""
    aliases = get_global("zone_aliases")
    places = {name for name in known_zones() if "/" in name and name not in aliases and not name.startswith("Etc/")}
    return frozenset(name for name in places | {UTC_NAME} if load_zone(name))


@cache
def zone_order(tongue: int) -> Mapping[str, int]:
    """Every offered zone with its rank for a language's readers: those asked for most, then by name."""
    zones = dict.fromkeys((*FIRST[tongue].split(), *COMMON.split(), *sorted(offered_zones())))
    return {zone: rank for rank, zone in enumerate(zone for zone in zones if zone in offered_zones())}


def key_of(text: str) -> str:
    """What of a name counts: letters and digits without accents, 臺 as 台, and nothing that may follow a name."""
    plain = unicodedata.normalize("NFKD", text).casefold().replace("臺", "台")
    return _SUFFIX.sub("", "".join(character for character in plain if character.isalnum()))


def path_key(text: str) -> str:
    """A text as an IANA name in lower case."""
    return "_".join(unicodedata.normalize("NFKC", text).casefold().split())


def _rows(table: str) -> Iterator[tuple[str, str]]:
    for line in table.strip().splitlines():
        zone, _, rest = line.partition(": ")
        yield zone, rest


@cache
def all_places() -> tuple[Place, ...]:
    """Every offered zone's own city, then the others."""
    locales = [Locale.parse(name) for name in LOCALES]
    nicknames = {zone: names.split() for zone, names in _rows(NICKNAMES)}
    own = (_own_place(zone, locales, nicknames.get(zone, [])) for zone in sorted(offered_zones()))
    return (*own, *(place for place in _other_places() if place.zone in offered_zones()))


def _own_place(zone: str, locales: list[Locale], nicknames: list[str]) -> Place:
    tail = zone.rpartition("/")[2].replace("_", " ")
    cities = [_city(locale, zone) or tail for locale in locales]
    countries = _countries(zone, locales)
    return Place(
        zone,
        (cities[SIMPLIFIED], cities[TRADITIONAL], cities[ENGLISH]),
        frozenset(map(key_of, (*cities, tail))),
        _chinese(cities),
        zone.casefold(),
        frozenset(map(key_of, nicknames)),
        frozenset(map(key_of, countries)),
        _chinese(countries),
    )


def _city(locale: Locale, zone: str) -> str:
    if zone == UTC_NAME:
        return str(locale.time_zones["Etc/UTC"]["long"]["standard"])
    return str(locale.time_zones.get(zone, {}).get("city", ""))


def _countries(zone: str, locales: list[Locale]) -> list[str]:
    territory = get_global("zone_territories").get(zone, "001")
    return [] if territory == "001" else [str(locale.territories[territory]) for locale in locales]


def _other_places() -> Iterator[Place]:
    for zone, cities in _rows(CITIES):
        for city in cities.split(", "):
            chinese, _, english = city.partition(" ")
            simplified, _, traditional = chinese.partition("/")
            shown = (simplified, traditional or simplified, english)
            yield Place(zone, shown, frozenset(map(key_of, shown)), _chinese(shown))


def _chinese(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if not name.isascii()))


# Of the latest only: a process has one way to read characters.
@lru_cache(1)
def all_sounds(readings_of: ReadingsOf) -> Sequence[tuple[tuple[Sound, ...], tuple[Sound, ...]]]:
    """For each of `all_places` how it and its country sound; marks between characters are silent."""

    def of(names: Iterable[str]) -> tuple[Sound, ...]:
        heard = (tuple(filter(None, map(typed, name))) for name in names)
        return tuple(dict.fromkeys(sound for sound in heard if sound))

    typed = cache(partial(_typed, readings_of))
    return [(of(place.names), of(place.country_names)) for place in all_places()]


def _typed(readings_of: ReadingsOf, character: str) -> frozenset[str]:
    """What may be typed for a character: any of its readings in pinyin, or their initials."""
    readings = set(readings_of(character)) or {key_of(character)} - {""}
    initials = {reading[:2] for reading in readings if reading.startswith(("zh", "ch", "sh"))}
    return frozenset(readings | initials | {reading[0] for reading in readings})


@cache
def own_cities(tongue: int) -> Mapping[str, str]:
    """For each offered zone its own city, as a reader is shown it."""
    return {place.zone: place.shown[tongue] for place in all_places() if place.path}
