"""Time zones completed while somebody types: by city, country, sound, IANA name or offset."""

from __future__ import annotations

import datetime
from datetime import timedelta
from typing import TYPE_CHECKING

from bot import pinyin
from bot.quotes.zone_names import (
    Place,
    ReadingsOf,
    Sound,
    all_places,
    all_sounds,
    key_of,
    load_zone,
    own_cities,
    path_key,
    tongue_of,
    zone_order,
)
from bot.quotes.zones import LABEL, find_zone, read_offset, render_offset

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Choices that Discord shows.
CHOICES = 25


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
        for zone, city in _matches(typed, tongue_of(language), now, readings_of):
            cities.setdefault(zone, city)
    chosen = list(cities.items())[: max(0, min(limit, CHOICES))]
    return [(_label(city, zone, now), zone) for zone, city in chosen]


def _matches(typed: str, tongue: int, now: datetime.datetime, readings_of: ReadingsOf) -> Iterator[tuple[str, str]]:
    """Zones with the city to show, if there is one, best first; a zone may come again."""
    own, order = own_cities(tongue), zone_order(tongue)
    if not typed.strip():
        return ((zone, own[zone]) for zone in order)
    found, offset = find_zone(typed), read_offset(typed)
    if offset is not None:
        fitting = [(zone, own[zone]) for zone in order if _offset(zone, now) == offset]
    else:
        fitting = list(_fitting(typed, tongue, order, readings_of))
    if found is None:
        return iter(fitting)
    first = next((row for row in fitting if row[0] == found), (found, own.get(found, "")))
    return iter((first, *fitting))


def _fitting(typed: str, tongue: int, order: Mapping[str, int], readings_of: ReadingsOf) -> Iterator[tuple[str, str]]:
    key, path = key_of(typed), path_key(typed)
    if not key:
        return
    heard = zip(all_places(), all_sounds(readings_of), strict=True)
    ranked = ((_rank(place, *sounds, key, path), place) for place, sounds in heard)
    fitting = [(rank, order[place.zone], place) for rank, place in ranked if rank is not None]
    for _, _, place in sorted(fitting, key=lambda entry: entry[:2]):
        yield place.zone, place.shown[tongue]


def _rank(
    place: Place, sounds: tuple[Sound, ...], country_sounds: tuple[Sound, ...], key: str, path: str
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


def _sound_rank(sounds: tuple[Sound, ...], key: str) -> int | None:
    """0 if a name sounds so, 1 if one begins so, None if none does."""
    if not key.isascii():
        return None
    # The initial letter of a character is always among what may be typed for it.
    begun = (sound for sound in sounds if key[0] in sound[0])
    return min((rank for sound in begun if (rank := _sounds_like(sound, key)) is not None), default=None)


def _sounds_like(sound: Sound, key: str) -> int | None:
    ends = {0}
    for pieces in sound:
        if any(len(piece) > len(key) - end and piece.startswith(key[end:]) for end in ends for piece in pieces):
            return 1
        ends = {end + len(piece) for end in ends for piece in pieces if key.startswith(piece, end)}
        if not ends:
            return None
    return 0 if len(key) in ends else None


def _offset(zone: str, now: datetime.datetime) -> timedelta:
    return now.astimezone(load_zone(zone) or datetime.UTC).utcoffset() or timedelta()


def _label(city: str, zone: str, now: datetime.datetime) -> str:
    offset = render_offset(_offset(zone, now))
    parts = (city, zone, offset) if city else (offset, zone)
    return " · ".join(parts)[:LABEL]
