from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.quotes.times import LONGEST, parse_time, read_number, render_time

if TYPE_CHECKING:
    from collections.abc import Callable

TIMES = st.times().map(lambda each: each.replace(second=0, microsecond=0))


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("8:00", "08:00"),
        ("08:00", "08:00"),
        ("8：00", "08:00"),
        ("8∶00", "08:00"),
        ("8.30", "08:30"),
        ("8。30", "08:30"),
        ("8 30", "08:30"),
        ("0800", "08:00"),
        ("2000", "20:00"),
        ("20h30", "20:30"),
        ("20h", "20:00"),
        ("8", "08:00"),
        ("0", "00:00"),
        ("23", "23:00"),
        ("24:00", "00:00"),
        ("2400", "00:00"),
        ("24点", "00:00"),
        ("廿四点", "00:00"),
    ],
)
def test_digits_are_read(said: str, read: str) -> None:
    """Times of 24 hours are read with any usual sign between hour and minute, or none."""
    assert _read(said) == read


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("8点", "08:00"),
        ("8点钟", "08:00"),
        ("8点整", "08:00"),
        ("8時正", "08:00"),
        ("8点半", "08:30"),
        ("8点一刻", "08:15"),
        ("8点3刻", "08:45"),
        ("8點30分", "08:30"),
        ("8点05", "08:05"),
        ("8点5分", "08:05"),
        ("八点", "08:00"),
        ("八", "08:00"),
        ("八点零五", "08:05"),
        ("八点〇五分", "08:05"),
        ("八点十分", "08:10"),
        ("八点十", "08:10"),
        ("两点", "02:00"),
        ("兩點", "02:00"),
        ("十二点", "12:00"),
        ("二十点三十", "20:30"),
        ("二〇点三〇", "20:30"),
        ("二十三點五十九分", "23:59"),
        ("廿点", "20:00"),
        ("廿三點", "23:00"),
        ("八点廿五分", "08:25"),
        ("零点", "00:00"),
        ("0点", "00:00"),
        ("㍠", "08:00"),
    ],
)
def test_chinese_hours_are_read(said: str, read: str) -> None:
    """Hours and minutes are read in digits and numerals, Simplified and Traditional."""
    assert _read(said) == read


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("早上八点", "08:00"),
        ("早8点", "08:00"),
        ("清晨6点", "06:00"),
        ("上午9点一刻", "09:15"),
        ("上午0:30", "00:30"),
        ("中午", "12:00"),
        ("正午", "12:00"),
        ("正午十二点", "12:00"),
        ("中午12点", "12:00"),
        ("中午11点半", "11:30"),
        ("中午1点", "13:00"),
        ("下午三点", "15:00"),
        ("下午3:15", "15:15"),
        ("下午15:15", "15:15"),
        ("下午12:30", "12:30"),
        ("午後兩點", "14:00"),
        ("傍晚6点", "18:00"),
        ("黃昏六點", "18:00"),
        ("晚上8点", "20:00"),
        ("晚上20点", "20:00"),
        ("晚8:30", "20:30"),
        ("晚上5点", "17:00"),
        ("夜裡11點", "23:00"),
        ("深夜一点", "01:00"),
        ("晚上2点", "02:00"),
        ("晚上十二点", "00:00"),
        ("晚上十二点半", "00:30"),
        ("晚上24点", "00:00"),
        ("半夜12点", "00:00"),
        ("午夜", "00:00"),
        ("子夜", "00:00"),
        ("午夜12点", "00:00"),
        ("午夜一点", "01:00"),
        ("凌晨12点", "00:00"),
        ("凌晨零点", "00:00"),
        ("凌晨一点", "01:00"),
        ("淩晨一點", "01:00"),
        ("每天早上8点", "08:00"),
        ("每日20:00", "20:00"),
        ("每晚八点", "20:00"),
    ],
)
def test_parts_of_the_day_say_which_hour_is_meant(said: str, read: str) -> None:
    """An hour of twelve falls into its part of the day; twelve at night is the day's beginning."""
    assert _read(said) == read


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("8am", "08:00"),
        ("8 a.m.", "08:00"),
        ("8 A.M", "08:00"),
        ("8:30PM", "20:30"),
        ("PM 8:30", "20:30"),
        ("0830pm", "20:30"),
        ("12am", "00:00"),
        ("12 pm", "12:00"),
        ("12:30 am", "00:30"),
        ("0:30 am", "00:30"),
        ("noon", "12:00"),
        ("12 noon", "12:00"),
        ("Midnight", "00:00"),
        ("12 midnight", "00:00"),
        ("8 o'clock", "08:00"),
        ("8 o’clock pm", "20:00"),
        ("８：３０ＰＭ", "20:30"),
        ("㏂8", "08:00"),
    ],
)
def test_english_times_are_read(said: str, read: str) -> None:
    """The twelve hours of English are read, with 12 am as the day's beginning and 12 pm as its middle."""
    assert _read(said) == read


@pytest.mark.parametrize(
    "said",
    [
        "",
        " ",
        "abc",
        "点",
        "半",
        "8月",
        "😀",
        "-8:00",
        "8:00:00",
        "8:5",
        "8.5",
        "830",
        "2 000",
        "25:00",
        "24:30",
        "24",
        "8:60",
        "三十",
        "一百点",
        "十十点",
        "两两点",
        "8点4刻",
        "8点半半",
        "每8点",
        "8点早上",
        "٨:٠٠",
        "8\x0030",
    ],
)
def test_what_is_no_time_is_none(said: str) -> None:
    """Whatever has another form, or hours and minutes that no day has, is no time."""
    assert parse_time(said) is None


@pytest.mark.parametrize(
    "said", ["早上", "晚上", "下午", "凌晨", "am", "每天", "8点5", "上午12点", "早上十二点", "傍晚12点"]
)
def test_what_may_be_two_times_is_none(said: str) -> None:
    """A part of the day alone, an unfinished minute, and a noon that may be midnight are asked about, not guessed."""
    assert parse_time(said) is None


@pytest.mark.parametrize(
    "said",
    ["下午25点", "上午20点", "上午24:00", "下午0点", "下午24点", "中午8点", "凌晨11点", "上午上午8点", "下午8pm",
     "13pm", "0pm", "24am", "13am", "上午8am", "am 8 pm", "1 noon", "1 midnight", "noon noon"],
)  # fmt: skip
def test_contradictions_are_none(said: str) -> None:
    """An hour that its part of the day does not have is not bent into one, and no part of the day is said twice."""
    assert parse_time(said) is None


@pytest.mark.parametrize(
    "said", ["8" * 100_000, "十" * 100_000, "早上" * 50_000, " " * 100_000 + "8", "\ufdfa" * LONGEST]
)
def test_long_texts_are_turned_away(said: str) -> None:
    """A text of any length is no time, whatever it repeats."""
    assert parse_time(said) is None


def _read(said: str) -> str | None:
    found = parse_time(said)
    return None if found is None else render_time(found)


def _numeral(number: int) -> str:
    """A number below 100 as it is said: 十二, 二十, 三十四."""
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    if not tens:
        return digits[ones]
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")


def _of_twelve(each: time) -> int:
    return each.hour % 12 or 12


def _part(each: time) -> str:
    parts = ((6, "凌晨"), (12, "早上"), (13, "中午"), (18, "下午"), (24, "晚上"))
    return next(name for end, name in parts if each.hour < end)


def _minutes(each: time) -> str:
    if each.minute == 0:
        return ""
    quarters = {15: "一刻", 30: "半", 45: "三刻"}
    return quarters.get(each.minute, ("零" if each.minute < 10 else "") + _numeral(each.minute))


ASCII = "0123456789"
STYLES: dict[str, Callable[[time], str]] = {
    "rendered": render_time,
    "short": lambda each: f"{each.hour}:{each.minute:02}",
    "full width": lambda each: f"{each:%H：%M}".translate(str.maketrans(ASCII, "０１２３４５６７８９")),
    "dot": lambda each: f"{each.hour}.{each.minute:02}",
    "blank": lambda each: f"{each.hour} {each.minute:02}",
    "h": lambda each: f"{each.hour}h{each.minute:02}",
    "four digits": lambda each: f"{each:%H%M}",
    "点": lambda each: f"{each.hour}点{each.minute}分",
    "點": lambda each: f"{each.hour}點{each.minute:02}",
    "时": lambda each: f"{each.hour}时{each.minute:02}分",
    "numerals": lambda each: f"{_numeral(each.hour)}点{_numeral(each.minute)}分",
    "numerals without a unit": lambda each: f"{_numeral(each.hour)}點{_minutes(each)}",
    "廿": lambda each: f"{_numeral(each.hour)}点{_numeral(each.minute)}分".replace("二十", "廿").replace("三十", "卅"),
    "digit by digit": lambda each: f"{each:%H点%M分}".translate(str.maketrans(ASCII, "〇一二三四五六七八九")),
    "part of the day": lambda each: f"{_part(each)}{_of_twelve(each)}:{each.minute:02}",
    "part of the day in numerals": lambda each: f"{_part(each)}{_numeral(_of_twelve(each))}点{_minutes(each)}",
    "part of the day with 24 hours": lambda each: f"{_part(each)}{each.hour}点{each.minute}分",
    "pm": lambda each: f"{_of_twelve(each)}:{each.minute:02}{'pm' if each.hour >= 12 else 'am'}",
    "p.m.": lambda each: f"{_of_twelve(each)}.{each.minute:02} {'P.M.' if each.hour >= 12 else 'A.M.'}",
    "PM before": lambda each: f"{'PM' if each.hour >= 12 else 'AM'} {_of_twelve(each)}:{each.minute:02}",
}  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
@given(each=TIMES)
def test_every_time_is_read_back_in_every_style(style: str, each: time) -> None:
    """Each minute of the day can be said in each style, and is understood as what it is."""
    assert parse_time(STYLES[style](each)) == each


@given(each=TIMES, style=st.sampled_from(["numerals", "part of the day in numerals", "p.m."]), blanks=st.data())
def test_blanks_may_stand_anywhere(each: time, style: str, blanks: st.DataObject) -> None:
    """Blanks of any kind between characters change nothing, as long as they part no number written in digits."""
    said = ""
    for character in STYLES[style](each):
        blank = blanks.draw(st.sampled_from(["", " ", "\u3000", "\u200b", "\t"]))
        said += character if said[-1:].isdigit() and character.isdigit() else blank + character
    assert parse_time(said[:LONGEST]) == each or len(said) > LONGEST


@given(st.text() | st.text("0123456789:.点點时時半刻分零一二十两廿早上午下中晚amp ", max_size=12))
def test_anything_is_a_time_or_none(said: str) -> None:
    """No text raises, and what comes out is a plain minute of the day that renders to what is read the same."""
    found = parse_time(said)
    if found is not None:
        assert (found.second, found.microsecond, found.tzinfo) == (0, 0, None)
        assert parse_time(render_time(found)) == found


@pytest.mark.parametrize(
    ("written", "number"),
    [("8", 8), ("08", 8), ("99", 99), ("十", 10), ("十二", 12), ("二十", 20), ("廿", 20), ("廿一", 21), ("卅", 30),
     ("五十九", 59), ("零五", 5), ("二三", 23), ("两", 2), ("两三", None), ("廿十", None), ("二三四", None),
     ("百", None), ("100", None), ("x", None), ("", None)],
)  # fmt: skip
def test_numbers_are_read(written: str, number: int | None) -> None:
    """Numbers below a hundred are read in digits and numerals, and nothing else is a number."""
    assert read_number(written) == number


def test_seconds_are_not_shown() -> None:
    """A time of day is told in minutes."""
    assert render_time(time(8, 5, 59)) == "08:05"
