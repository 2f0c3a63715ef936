from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import pytest
from babel import Locale
from babel.core import get_global
from hypothesis import given
from hypothesis import strategies as st

from bot.quotes.zone_choices import CHOICES, complete_zone
from bot.quotes.zone_names import load_zone
from bot.quotes.zones import LABEL, find_zone, render_moment, zone_label

LANGUAGES = ("zh-CN", "zh-TW", "en")
YEAR = WINTER, SUMMER = datetime(2026, 1, 15, 12, tzinfo=UTC), datetime(2026, 7, 15, 12, tzinfo=UTC)

# Every zone of a place, as CLDR counts them, under the name that IANA gives it now.
CANONICAL = sorted(set(get_global("zone_territories")) & available_timezones() - {"Etc/UTC", "Etc/GMT"})
PLACES = [name for name in CANONICAL if not name.startswith("Etc/")]
ALIASES = sorted(set(get_global("zone_aliases")) & available_timezones() - {"Factory"})


def zones(typed: str, language: str = "zh-CN", now: datetime = WINTER) -> list[str]:
    """The zones that are offered."""
    return [zone for _, zone in complete_zone(typed, language, now)]


def cities(typed: str, language: str = "zh-CN") -> list[str]:
    """The cities that are offered."""
    return [label.split(" · ")[0] for label, _ in complete_zone(typed, language, WINTER)]


@cache
def own_cities(locale: str) -> dict[str, str]:
    """CLDR's city for each zone that has one under its present name."""
    names = Locale.parse(locale).time_zones
    return {zone: names[zone]["city"] for zone in PLACES if "city" in names.get(zone, {})}


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ("北京", "Asia/Shanghai"),
        ("北京时间", "Asia/Shanghai"),
        ("上海市", "Asia/Shanghai"),
        (" 上 海 ", "Asia/Shanghai"),
        ("廣州", "Asia/Shanghai"),
        ("港", "Asia/Hong_Kong"),
        ("臺北", "Asia/Taipei"),
        ("台灣", "Asia/Taipei"),
        ("澳門", "Asia/Macau"),
        ("大阪", "Asia/Tokyo"),
        ("旧金山湾区", "America/Los_Angeles"),
        ("舊金山", "America/Los_Angeles"),
        ("硅谷", "America/Los_Angeles"),
        ("矽谷", "America/Los_Angeles"),
        ("波士顿", "America/New_York"),
        ("华盛顿", "America/New_York"),
        ("美东时间", "America/New_York"),
        ("太平洋時間", "America/Los_Angeles"),
        ("悉尼", "Australia/Sydney"),
        ("雪梨", "Australia/Sydney"),
        ("慕尼黑", "Europe/Berlin"),
        ("日內瓦", "Europe/Zurich"),
        ("孟买", "Asia/Kolkata"),
        ("胡志明", "Asia/Ho_Chi_Minh"),
        ("格林威治時間", "UTC"),
        ("协调世界时", "UTC"),
    ],
)
def test_zones_are_found_by_chinese_names(said: str, zone: str) -> None:
    """Cities that have a zone and big ones that have none are found, as Simplified and Traditional readers say them."""
    assert find_zone(said) == zone


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ("beijing", "Asia/Shanghai"),
        ("Beijing time", "Asia/Shanghai"),
        ("ＨＫ", "Asia/Hong_Kong"),
        ("new york", "America/New_York"),
        ("New_York", "America/New_York"),
        ("São Paulo", "America/Sao_Paulo"),
        ("sao paulo", "America/Sao_Paulo"),
        ("Xian", "Asia/Shanghai"),
        ("Ho Chi Minh City", "Asia/Ho_Chi_Minh"),
        ("calcutta", "Asia/Kolkata"),
        ("Kiev", "Europe/Kyiv"),
        ("est", "America/New_York"),
        ("JST", "Asia/Tokyo"),
        ("utc", "UTC"),
        ("GMT", "UTC"),
    ],
)
def test_zones_are_found_by_english_names(said: str, zone: str) -> None:
    """Cities and abbreviations are found without regard to case, width, accents and marks; EST is New York's."""
    assert find_zone(said) == zone


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ("日本", "Asia/Tokyo"),
        ("Japan", "Asia/Tokyo"),
        ("新加坡", "Asia/Singapore"),
        ("英国", "Europe/London"),
        ("韓國", "Asia/Seoul"),
        ("中国", "Asia/Shanghai"),
        ("Germany", "Europe/Berlin"),
        ("紐西蘭", "Pacific/Auckland"),
        ("美国", None),
        ("Canada", None),
        ("俄罗斯", None),
    ],
)
def test_a_country_is_enough_where_it_has_one_time(said: str, zone: str | None) -> None:
    """A country stands for its only or dominant zone; one that has several of one weight stands for none."""
    assert find_zone(said) == zone


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ("UTC+8", "Asia/Shanghai"),
        ("utc8", "Asia/Shanghai"),
        ("GMT + 08:00", "Asia/Shanghai"),
        ("＋８", "Asia/Shanghai"),
        ("东八区", "Asia/Shanghai"),
        ("東8時區", "Asia/Shanghai"),
        ("UTC+9", "Etc/GMT-9"),
        ("gmt-5", "Etc/GMT+5"),
        ("UTC−5", "Etc/GMT+5"),
        ("西五区", "Etc/GMT+5"),
        ("东十二区", "Etc/GMT-12"),
        ("UTC+14", "Etc/GMT-14"),
        ("UTC+0", "UTC"),
        ("GMT-0", "UTC"),
        ("零时区", "UTC"),
        ("+0530", "Asia/Kolkata"),
        ("UTC+5:45", "Asia/Kathmandu"),
        ("UTC-3:30", None),
        ("UTC+15", None),
        ("UTC-13", None),
        ("UTC+8:60", None),
        ("东百区", None),
        ("8", None),
    ],
)
def test_offsets_are_read(said: str, zone: str | None) -> None:
    """East of Greenwich is plus, whatever IANA's signs say, and +8 is China's time."""
    assert find_zone(said) == zone


@given(st.integers(-12 * 60, 14 * 60))
def test_a_zone_for_an_offset_has_it_all_year(minutes: int) -> None:
    """Who writes an offset gets that offset in winter and in summer."""
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    found = find_zone(f"UTC{sign}{hours}:{rest:02}")
    assert found is not None or rest
    if found:
        assert {moment.astimezone(ZoneInfo(found)).utcoffset() for moment in YEAR} == {timedelta(minutes=minutes)}


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ("asia/shanghai", "Asia/Shanghai"),
        ("America/New York", "America/New_York"),
        ("PRC", "Asia/Shanghai"),
        ("prc", "Asia/Shanghai"),
        ("Asia/Chongqing", "Asia/Shanghai"),
        ("US/Pacific", "America/Los_Angeles"),
        ("Etc/UTC", "UTC"),
        ("Etc/GMT-8", "Etc/GMT-8"),
        ("GB", "Europe/London"),
        ("Asia", None),
        ("Factory", None),
        ("localtime", None),
    ],
)
def test_iana_names_are_found(said: str, zone: str | None) -> None:
    """An IANA name is found in any case; an alias leads to the present name of its zone."""
    assert find_zone(said) == zone


@pytest.mark.parametrize(
    "said", ["", "  ", "！", "时间", "市", "abcdef", "圣地亚哥", "CST", "IST", "../x", "x" * 10_000, "港" * 101]
)
def test_what_is_nothing_or_several_is_not_found(said: str) -> None:
    """No zone is guessed: Santiago and San Diego have one Chinese name, China and Chicago one abbreviation."""
    assert find_zone(said) is None


def test_every_zone_is_found_by_its_own_name() -> None:
    """Every zone of today is found by its IANA name in any case, and can be loaded."""
    assert len(PLACES) > 400
    for zone in CANONICAL:
        assert {find_zone(zone), find_zone(zone.upper()), find_zone(f" {zone.lower()} ")} == {zone}
        assert load_zone(zone) is not None


def test_every_alias_leads_to_a_zone_that_keeps_its_time() -> None:
    """Present names tell the same time as the aliases they stand for, but where people mean another place by one."""
    changed = set()
    for alias in ALIASES:
        known, old = load_zone(find_zone(alias) or ""), ZoneInfo(alias)
        assert known is not None
        if any(moment.astimezone(known).utcoffset() != moment.astimezone(old).utcoffset() for moment in YEAR):
            changed.add(alias)
    # By IANA's rules these have no summer time, since they are Panama's and Phoenix's.
    assert changed == {"EST", "MST"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_zone_is_found_by_its_labels(language: str) -> None:
    """What a reader was shown of a zone, while typing and after, leads back to it."""
    for zone in (*PLACES, "UTC"):
        label, offered = complete_zone(zone, language, WINTER, 1)[0]
        assert {offered, find_zone(label), find_zone(zone_label(zone, language))} == {zone}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_label_that_is_typed_again_is_offered(language: str) -> None:
    """Who changes their mind in the middle of a choice finds it again at the top."""
    for label, zone in complete_zone("", language, WINTER):
        assert complete_zone(label, language, WINTER)[0] == (label, zone)


@pytest.mark.parametrize("locale", ["zh", "zh_Hant", "en"])
def test_every_zone_is_found_by_its_city(locale: str) -> None:
    """CLDR's name of a zone's city leads to it, unless it is one of few that other places share."""
    lost = {city for zone, city in own_cities(locale).items() if find_zone(city) != zone}
    assert lost <= {"圣地亚哥", "聖地牙哥"}
    assert len(own_cities(locale)) > 20


@pytest.mark.parametrize("typed", ["圣地亚哥", "shengdiyage", "聖地亞哥"])
def test_all_places_of_one_name_are_offered(typed: str) -> None:
    """Where a name alone does not tell, the offsets in the labels do."""
    assert {"America/Santiago", "America/Los_Angeles"} <= set(zones(typed))


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("zh-CN", ["上海", "香港", "台北", "新加坡", "东京", "伦敦", "纽约", "洛杉矶", "协调世界时"]),
        ("zh-TW", ["台北", "香港", "上海", "新加坡", "東京", "倫敦", "紐約", "洛杉磯", "世界標準時間"]),
        ("en", ["Coordinated Universal Time", "London", "New York", "Chicago", "Denver", "Los Angeles", "Berlin"]),
        ("ja", ["Coordinated Universal Time", "London"]),
        ("zh-HK", ["台北"]),
        ("zh-Hans-SG", ["上海"]),
    ],
)
def test_with_nothing_typed_the_usual_zones_are_offered(language: str, first: list[str]) -> None:
    """Each language's readers see first what they ask for most, in their own script, and as much as fits."""
    assert cities("", language)[: len(first)] == cities("  ", language)[: len(first)] == first
    assert len(cities("", language)) == CHOICES


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("上", ["上海"]),
        ("上海", ["上海"]),
        ("北京", ["北京"]),
        ("東京", ["东京"]),
        ("shangh", ["上海"]),
        ("shanghai", ["上海"]),
        ("shang hai", ["上海"]),
        ("sh", ["上海"]),
        ("bj", ["北京"]),
        ("cq", ["重庆"]),
        ("chongqing", ["重庆"]),
        ("xg", ["香港"]),
        ("xjp", ["新加坡"]),
        ("jiujinsh", ["旧金山"]),
        ("niuyue", ["纽约"]),
        ("tokyo", ["东京"]),
        ("riben", ["东京"]),
        ("日本", ["东京"]),
        ("san fr", ["旧金山"]),
        ("德国", ["柏林"]),
        ("美国", ["纽约", "洛杉矶", "芝加哥", "丹佛"]),
        ("America", ["纽约", "洛杉矶"]),
        ("Asia/", ["上海", "香港", "台北"]),
        ("dmdw", ["迪蒙·迪维尔"]),
        ("America/Argentina/U", ["乌斯怀亚"]),
        ("墨西哥", ["墨西哥城"]),
        ("CST", ["上海", "芝加哥"]),
        ("PRC", ["上海"]),
        ("est", ["纽约"]),
        ("中国", ["上海", "乌鲁木齐"]),
        ("葡萄牙", ["里斯本"]),
        ("UTC", ["协调世界时"]),
        ("xyzzy", []),
        ("！", []),
    ],
)
def test_the_best_fitting_zones_are_offered_first(typed: str, first: list[str]) -> None:
    """Cities, countries, IANA names, pinyin and its initials are understood as they are typed, big cities first."""
    offered = cities(typed)
    assert offered[: len(first)] == first
    assert bool(offered) == bool(first)


@pytest.mark.parametrize(
    ("typed", "language", "label"),
    [
        ("北京", "zh-CN", "北京 · Asia/Shanghai · UTC+08:00"),
        ("西雅图", "zh-TW", "西雅圖 · America/Los_Angeles · UTC-08:00"),
        ("旧金山", "en", "San Francisco · America/Los_Angeles · UTC-08:00"),
        ("上海", "zh-CN", "上海 · Asia/Shanghai · UTC+08:00"),
        ("加德满都", "en", "Kathmandu · Asia/Kathmandu · UTC+05:45"),
        ("gmt-5", "zh-CN", "UTC-05:00 · Etc/GMT+5"),
    ],
)
def test_labels_name_the_city_that_was_meant(typed: str, language: str, label: str) -> None:
    """Who types Beijing sees Beijing, in the reader's script, with its zone and the difference from UTC."""
    assert complete_zone(typed, language, WINTER)[0][0] == label


def test_prefixes_come_before_parts() -> None:
    """A city that begins with what was typed stands above one that only holds it."""
    offered = cities("圣保")
    assert offered == ["圣保罗"]
    offered = cities("york", "en")
    assert offered == ["New York"]
    offered = cities("los", "en")
    assert offered[0] == "Los Angeles"
    offered = cities("古", "zh-CN")
    assert offered.index("古晋") < offered.index("名古屋")


def test_an_offset_offers_what_has_it_now() -> None:
    """Zones with summer time come and go among those of an offset; what it stands for by itself is always first."""
    assert zones("UTC+8")[:3] == ["Asia/Shanghai", "Asia/Hong_Kong", "Asia/Taipei"]
    assert zones("-5")[:2] == ["Etc/GMT+5", "America/New_York"]
    assert "America/New_York" not in zones("-5", now=SUMMER)
    assert "America/New_York" in zones("-4", now=SUMMER)


def test_offsets_are_those_of_the_moment() -> None:
    """New York's label changes with summer time."""
    winter, summer = (complete_zone("New York", "en", now)[0][0] for now in YEAR)
    assert winter == "New York · America/New_York · UTC-05:00"
    assert summer == "New York · America/New_York · UTC-04:00"


def test_aliases_are_not_offered() -> None:
    """Only present names are offered, however much of an old one is typed; in full it leads to the present one."""
    every = {zone for letter in "abcdefghijklmnopqrstuvwxyz" for zone in zones(letter)}
    assert not every & set(ALIASES) - {"UTC"}
    assert zones("Asia/Chongqing")[0] == "Asia/Shanghai"
    assert zones("US/Paci") == []


@pytest.mark.parametrize(("limit", "offered"), [(3, 3), (0, 0), (-1, 0), (CHOICES + 10, CHOICES)])
def test_no_more_are_offered_than_asked_for(limit: int, offered: int) -> None:
    """A limit may be lower than Discord's, not higher."""
    assert len(complete_zone("a", "en", WINTER, limit)) == offered


TYPED = st.text(max_size=12) | st.sampled_from([*PLACES, *own_cities("zh").values()]).flatmap(
    lambda name: st.integers(1, len(name)).map(lambda end: name[:end])
) | st.text("abcdefghijklmnopqrstuvwxyz ", max_size=5) | st.text("+-UTC0123456789:", max_size=9)  # fmt: skip


MOMENTS = st.integers(0, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@given(TYPED, st.sampled_from(LANGUAGES), MOMENTS)
def test_choices_are_what_discord_takes_and_each_leads_somewhere(typed: str, language: str, now: datetime) -> None:
    """Whatever is typed, at most 25 choices of at most 100 characters, none twice, each with a zone behind it."""
    choices = complete_zone(typed, language, now)
    assert len(choices) <= CHOICES
    assert len({zone for _, zone in choices}) == len({label for label, _ in choices}) == len(choices)
    for label, zone in choices:
        assert 0 < len(label) <= LABEL
        assert 0 < len(zone) <= LABEL
        assert load_zone(zone) is not None
        assert find_zone(zone) == zone
    found = find_zone(typed)
    assert found is None or choices[0][1] == found


@given(st.text(max_size=LABEL + 10))
def test_any_text_is_a_zone_or_none(said: str) -> None:
    """No text raises, and what is found can be loaded."""
    found = find_zone(said)
    assert found is None or load_zone(found) is not None


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../x", "../../etc/passwd", "/etc/localtime", "Asia", "Asia/", "Asia/../Asia/Tokyo", "Asia//Tokyo",
     "Asia\\Tokyo", "Asia/Tokyo\0", "\0", "tzdata.zi", "zone.tab", "leapseconds", "posixrules", "localtime", "Factory",
     "__init__.py", "asia/tokyo", "Asia/Nowhere", "上海", "\ud800", "x" * 1_000_000],
)  # fmt: skip
def test_only_exact_names_are_loaded(name: str) -> None:
    """No path, no other file of the data, no other spelling and no length makes trouble: all that is no zone."""
    assert load_zone(name) is None


@given(st.text())
def test_loading_never_raises(name: str) -> None:
    """Any text is a zone of that name, or none."""
    found = load_zone(name)
    assert found is None or found.key == name


@pytest.mark.parametrize(
    ("name", "language", "label"),
    [
        ("Asia/Shanghai", "zh-CN", "上海（Asia/Shanghai）"),
        ("America/New_York", "zh-TW", "紐約（America/New_York）"),
        ("America/New_York", "en", "New York (America/New_York)"),
        ("Asia/Kolkata", "zh-CN", "加尔各答（Asia/Kolkata）"),
        ("PRC", "zh-CN", "上海（Asia/Shanghai）"),
        ("UTC", "zh-CN", "协调世界时（UTC）"),
        ("Etc/GMT-9", "zh-CN", "UTC+09:00"),
        ("Etc/GMT+5", "en", "UTC-05:00"),
        ("../x", "zh-CN", "../x"),
        ("x" * 200, "zh-CN", "x" * LABEL),
    ],
)
def test_a_chosen_zone_is_shown_with_its_city(name: str, language: str, label: str) -> None:
    """A zone is shown by city and present name, an offset by itself; what is unknown is shown as it is."""
    assert zone_label(name, language) == label


@pytest.mark.parametrize(
    ("zone", "language", "shown"),
    [
        ("Asia/Shanghai", "zh-CN", "11月25日 周三 08:00"),
        ("Asia/Shanghai", "zh-TW", "11月25日 週三 08:00"),
        ("Asia/Shanghai", "zh-HK", "11月25日 週三 08:00"),
        ("Asia/Shanghai", "en", "Wed 25 Nov, 08:00"),
        ("America/Los_Angeles", "en", "Tue 24 Nov, 16:00"),
        ("Etc/GMT+5", "zh-CN", "11月24日 周二 19:00"),
        ("UTC", "zh-CN", "11月25日 周三 00:00"),
        ("nowhere", "zh-CN", "11月25日 周三 00:00 UTC"),
        ("../x", "en", "Wed 25 Nov, 00:00 UTC"),
    ],
)
def test_a_moment_is_shown_in_the_servers_time(zone: str, language: str, shown: str) -> None:
    """Day, weekday and 24 hours of the zone, in the reader's language; UTC is named where the zone is not known."""
    assert render_moment(datetime(2026, 11, 25, tzinfo=UTC), zone, language) == shown


def test_a_moment_follows_summer_time() -> None:
    """One hour of UTC is another hour in New York in July than in January."""
    shown = [render_moment(moment, "America/New_York", "en") for moment in YEAR]
    assert shown == ["Thu 15 Jan, 07:00", "Wed 15 Jul, 08:00"]


def test_names_are_read_when_they_are_asked_for() -> None:
    """Importing reads neither pinyin nor the names of zones."""
    code = (
        "import sys, bot.quotes.zone_choices, bot.quotes.zone_names as z;"
        "print(z.all_places.cache_info().currsize, 'pypinyin' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "False"]
