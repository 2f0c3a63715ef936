"""Times of day as people write them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import time

# Longer than any time that a person writes, so that the work for one is bounded.
LONGEST = 40

# What NFKC does not unify: Traditional characters, colons from other keys of a Chinese keyboard.
_SPELLINGS = str.maketrans("點時兩鐘鍾淩後間裡裏黃曉〇卄∶。", "点时两钟钟凌后间里里黄晓零廿:.")
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2}
_TENS = {"十": 10, "廿": 20, "卅": 30}
_COMPOUND = re.compile(r"(?P<tens>[二三四五]?十|廿|卅)(?P<ones>[一二三四五六七八九]?)")

_NUMBER = r"(?:[0-9]{1,2}|[零一二三四五六七八九十廿卅两]{1,3})"
_CLOCK = re.compile(
    rf"""
      (?P<digits>[0-9]{{4}})
    | (?P<hour>{_NUMBER})
      (?: (?: 点钟? | 时 | h )? [整正]?
        | [:.h\ ] (?P<sixtieths>[0-9]{{2}})
        | [点时] (?: (?P<half>半) | (?P<quarters>[123一二两三])刻 | (?P<minutes>{_NUMBER})(?P<unit>分?) )
      )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class _Period:
    """A part of the day.

    Attributes:
        names: as `_plain` writes them.
        hours: of 24; an hour of 12 is read so that it falls among them.
        twelve: what its twelve o'clock is; None if people do not agree.
        alone: what it means without an hour; None if nothing exact.
        half_day: takes only hours of 12.
    """

    names: tuple[str, ...]
    hours: frozenset[int]
    twelve: int | None
    alone: time | None = None
    half_day: bool = False


def _period(
    names: str, *spans: tuple[int, int], twelve: int | None, alone: time | None = None, half_day: bool = False
) -> _Period:
    hours = frozenset(hour for first, last in spans for hour in range(first, last + 1))
    return _Period(tuple(names.split()), hours, twelve, alone, half_day)


_PERIODS = (
    _period("凌晨", (0, 6), twelve=0),
    _period("清晨 清早 大清早 一大早 一早 黎明 拂晓", (3, 10), twelve=None),
    # 上午12点 is noon to most, but midnight on a telephone set to Chinese.
    _period("早上 早晨 早间 早 上午 午前", (0, 11), twelve=None),
    _period("正午", (12, 12), twelve=12, alone=time(12)),
    _period("中午 午间", (11, 14), twelve=12, alone=time(12)),
    _period("下午 午后", (12, 23), twelve=12),
    _period("傍晚 黄昏", (16, 20), twelve=None),
    # 晚上5点 is before supper, 晚上2点 after midnight.
    _period("晚上 晚间 夜晚 晚", (17, 23), (0, 4), twelve=0),
    _period("夜里 夜间 深夜 夜", (18, 23), (0, 5), twelve=0),
    _period("半夜 大半夜", (21, 23), (0, 5), twelve=0),
    _period("午夜 子夜", (21, 23), (0, 5), twelve=0, alone=time(0)),
    _period("am a.m. a.m", (0, 11), twelve=0, half_day=True),
    _period("pm p.m. p.m", (12, 23), twelve=12, half_day=True),
    _period("noon", (12, 12), twelve=12, alone=time(12), half_day=True),
    _period("midnight", (0, 0), twelve=0, alone=time(0), half_day=True),
)
_BY_NAME = {name: period for period in _PERIODS for name in period.names}
# Longer names first: 早上8点 is not 早 followed by 上8点.
_NAMES = "|".join(map(re.escape, sorted(_BY_NAME, key=len, reverse=True)))
_TIME = re.compile(
    rf"(?:每[天日]|天天|每(?=[早晚夜]))?(?P<before>{_NAMES})?(?P<clock>.*?)(?:o['’]?clock)?(?P<after>{_NAMES})?"
)
_FIGURES = re.compile(r"[0-9]{1,2}")
_BLANK = re.compile(r"(?<![0-9]) | (?![0-9])")
_LATIN = re.compile(r"[a-z.]+")


def parse_time(said: str) -> time | None:
    """The time of day that a person wrote.

    Args:
        said: in Chinese (Simplified or Traditional) or English, in digits or Chinese numerals, of 12 hours with a
            part of the day or of 24; in any width and case, with blanks anywhere but between the digits of a number.

    Returns:
        hour and minute without a zone; None for what is no time, contradicts itself (上午20点) or is read in two ways
        (上午12点). An hour without a part of the day is one of 24: 3点 is 03:00. 24:00 is 00:00, and so is twelve
        o'clock at night; 晚上2点 is 02:00.
    """
    if len(said) > LONGEST:
        return None
    found = _TIME.fullmatch(_plain(said))
    if found is None or (found["before"] and found["after"]):
        return None
    name = found["before"] or found["after"]
    # Chinese says the part of the day first.
    if found["after"] and not _LATIN.fullmatch(found["after"]):
        return None
    period = _BY_NAME[name] if name else None
    if not found["clock"]:
        return period.alone if period else None
    return _read_clock(found["clock"], period)


def render_time(moment: time) -> str:
    """A time of day as ``08:00``: 24 hours, two digits each, without seconds."""
    return f"{moment:%H:%M}"


def read_number(written: str) -> int | None:
    """A whole number below 100 in ASCII digits or Simplified numerals; None if it is none.

    Besides 二十三 it takes 廿三 and, digit by digit, 二三 and 零五; 两 only alone.
    """
    if written.isascii():
        return int(written) if _FIGURES.fullmatch(written) else None
    if compound := _COMPOUND.fullmatch(written):
        tens = compound["tens"]
        head = _TENS[tens[0]] if tens[0] in _TENS else 10 * _DIGITS[tens[0]]
        return head + _DIGITS.get(compound["ones"], 0)
    if len(written) == 1:
        return _DIGITS.get(written)
    if len(written) == 2 and "两" not in written and all(character in _DIGITS for character in written):
        return 10 * _DIGITS[written[0]] + _DIGITS[written[1]]
    return None


def _plain(said: str) -> str:
    """Narrow, lower case, Simplified, without invisible characters or blanks except one between two digits."""
    narrow = unicodedata.normalize("NFKC", said).casefold().translate(_SPELLINGS)
    visible = "".join(character for character in narrow if unicodedata.category(character) != "Cf")
    return _BLANK.sub("", " ".join(visible.split()))


def _read_clock(written: str, period: _Period | None) -> time | None:
    clock = _CLOCK.fullmatch(written)
    if clock is None:
        return None
    hour, minute = _hour(clock), _minute(clock)
    if hour is None or minute is None or hour > 24 or minute > 59:
        return None
    if hour == 24:
        # A bare 24 is a number rather than a time, and nothing is later than 24:00.
        if minute or clock[0] == clock["hour"]:
            return None
        return time(0) if period is None or (period.twelve == 0 and not period.half_day) else None
    within = _hour_within(hour, period)
    return None if within is None else time(within, minute)


def _hour_within(hour: int, period: _Period | None) -> int | None:
    """The hour of 24 that a said one is in a part of the day; None if it does not belong there."""
    if period is None:
        return hour
    if hour == 12:
        return period.twelve
    if hour in period.hours and not (period.half_day and hour > 12):
        return hour
    return hour + 12 if 0 < hour < 12 and hour + 12 in period.hours else None


def _hour(clock: re.Match[str]) -> int | None:
    return int(clock["digits"][:2]) if clock["digits"] else read_number(clock["hour"])


def _minute(clock: re.Match[str]) -> int | None:
    if clock["digits"]:
        return int(clock["digits"][2:])
    if clock["half"]:
        return 30
    if clock["quarters"]:
        return 15 * (read_number(clock["quarters"]) or 0)
    if clock["sixtieths"]:
        return int(clock["sixtieths"])
    if clock["minutes"]:
        minute = read_number(clock["minutes"])
        # 8点5 may be begun rather than finished: five minutes are 8点5分 or 8点05.
        whole = clock["unit"] or len(clock["minutes"]) > 1 or minute == 10
        return minute if whole else None
    return 0
