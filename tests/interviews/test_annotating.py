"""What is written into a sidecar loses nothing that was there."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import CorpusError
from bot.interviews.annotating import Additions, annotate
from bot.interviews.sections import split_sections
from bot.interviews.sidecar import Sidecar, load_sidecar
from bot.settings import packaged

PATH = Path("a.toml")
REMARK = "suggested"
ASKED = Additions(exchanges={1: ["问"]})

# What TOML could trip over; a bracket, a number sign and quotes are also what the text is made of.
_SAID = st.text("甲乙aB\"'\\#[]=,\n\t\x7f\x1b🧩 ", min_size=1, max_size=8)
_ENDS = ["", "", "\n", "\n\n", "  # c{}\n", "\n# c{}\n", "\n# c{}\n\n# [[exchanges]] c{}\n\n", "\n \t\n"]
_ARRAYS = [
    "[{0}]",
    "[ {0} , ]",
    "[\n  {0},\n]",
    "[\n  {0} # c{{}}\n]",
    "[\n{0}, # c{{}}\n  # c{{}}\n]",
    "[\n  {0}\n  , # c{{}}\n]",
    "[  # c{{}}\n{0}]",
]


@st.composite
def sidecars(draw: st.DrawFn) -> str:
    """Sidecars as people write them: any order of tables, arrays in every form, comments and blanks everywhere."""
    numbers = iter(draw(st.permutations([1, 2, 3, 4])))
    begins = iter("丙丁戊己庚辛")

    def line(text: str) -> str:
        return text + (draw(st.sampled_from(_ENDS)) or "\n")

    def array() -> str:
        values = draw(st.lists(st.sampled_from(["甲", "乙", "#[x]", "\\u007f", "[[topics]]"]), max_size=2))
        form = draw(st.sampled_from(_ARRAYS)) if values else "[]"
        return form.format(", ".join(f'"{value}"' for value in values))

    def passage() -> str:
        return line("[[ exchanges.passages ]]") + line(f"begins = '{next(begins)}'") + line(f"asked_as = {array()}")

    def exchange() -> str:
        asked = line(f"asked_as={array()}") if draw(st.booleans()) else ""
        passages = "".join(passage() for _ in range(draw(st.integers(0, 1))))
        return line("[[exchanges]]") + line(f"number = {next(numbers)}") + asked + passages

    def other() -> str:
        return line("  [[topics]]") + line(f"name = '{next(numbers)}'") + line("exchanges = [\n1,\n]")

    head = draw(st.sampled_from(["", "# c{}\n\n", 'title = """\n# [x]\n[[exchanges]]\nnumber = 1\n"""\n', "\n\n"]))
    speakers = line(f"speakers = {array()}") if draw(st.booleans()) else ""
    pieces = [draw(st.sampled_from([exchange, exchange, other]))() for _ in range(draw(st.integers(0, 4)))]
    text = head + speakers + "".join(pieces)
    for count in range(text.count("{}")):
        text = text.replace("{}", str(count), 1)
    text = text.rstrip("\n") if draw(st.booleans()) else text
    return text.replace("\n", "\r\n", draw(st.sampled_from([0, 0, 1, 3, -1])))


_ASKED = st.lists(_SAID, min_size=1, max_size=2)
_PHRASINGS = st.lists(_SAID, max_size=3)
_ADDITIONS = st.builds(
    Additions,
    exchanges=st.dictionaries(st.integers(1, 5), _PHRASINGS, max_size=3),
    passages=st.dictionaries(st.tuples(st.integers(1, 5), st.sampled_from("丙丁戊癸")), _PHRASINGS, max_size=3),
    keys=st.fixed_dictionaries(
        {},
        optional={
            "title": _SAID,
            "speakers": _PHRASINGS,
            "licence": st.fixed_dictionaries({"name": _SAID}),
        },
    ),
    tables=st.fixed_dictionaries(
        {}, optional={"not_covered": st.lists(st.fixed_dictionaries({"about": _SAID, "asked_as": _ASKED}), max_size=2)}
    ),
    remark=st.sampled_from(["", REMARK]),
)


def comments(text: str) -> list[str]:
    """The marks that the examples put into their comments, in order."""
    return [word for word in text.split() if word[:1] == "c" and word[1:].isdigit()]


def holds(after: Any, before: Any) -> bool:
    """Whether nothing of a value is missing in another."""
    if isinstance(before, dict):
        return all(key in after and holds(after[key], value) for key, value in before.items())
    if isinstance(before, list):
        return all(any(holds(one, value) for one in after) for value in before)
    return bool(after == before)


@given(text=sidecars(), additions=_ADDITIONS)
def test_nothing_is_lost_and_everything_is_added(
    tmp_path_factory: pytest.TempPathFactory, text: str, additions: Additions
) -> None:
    """Every value and every comment is there afterwards, beside what was added, and the sidecar loads."""
    after = annotate(text, additions, PATH)
    before, values = tomllib.loads(text), tomllib.loads(after)
    assert holds(values, before)
    assert comments(after) == comments(text)
    tables = {table["number"]: table for table in values.get("exchanges", [])}
    for number, phrasings in additions.exchanges.items():
        assert set(phrasings) <= set(tables[number].get("asked_as", []))
    for (number, begins), phrasings in additions.passages.items():
        (passage,) = (one for one in tables[number]["passages"] if one["begins"] == begins)
        assert set(phrasings) <= set(passage.get("asked_as", []))
    assert values.get("title") == before.get("title", additions.keys.get("title"))
    assert all(table in values["not_covered"] for table in additions.tables.get("not_covered", []))
    path = tmp_path_factory.mktemp("annotated") / "a.toml"
    path.write_text(after, encoding="utf-8", newline="")
    assert load_sidecar(path)[0] == Sidecar.model_validate(values)
    assert annotate(after, additions, PATH) == after


@given(text=sidecars())
def test_a_text_is_cut_at_its_headers_and_at_nothing_else(text: str) -> None:
    """The sections are the text again, and a bracket in a string, a comment or an array begins none."""
    sections = split_sections(text)
    assert "".join(section.text for section in sections) == text
    tables = tomllib.loads(text)
    assert [section.table["number"] for section in sections if section.path == ("exchanges",)] == [
        table["number"] for table in tables.get("exchanges", [])
    ]


@given(text=sidecars())
def test_nothing_to_add_changes_nothing(text: str) -> None:
    """Without additions the text is the same to the byte."""
    assert annotate(text, Additions(), PATH) == text


def test_the_shipped_sidecar_only_gains_lines() -> None:
    """A reviewer's diff of a real sidecar shows the added lines and no other."""
    text = (packaged("corpus") / "francois-chollet.toml").read_text(encoding="utf-8")
    added = Additions(
        exchanges={1: ["新的问法", "他是谁"], 13: ["另一种"]}, passages={(2, "新"): ["段"]}, remark=REMARK
    )
    before, after = text.split("\n"), annotate(text, added, PATH).split("\n")
    rest = iter(after)
    assert all(line in rest for line in before)
    assert sorted(line.strip() for line in after if REMARK in line) == [
        f'"另一种", # {REMARK}',
        f'"新的问法", # {REMARK}',
        f'"段", # {REMARK}',
    ]


@pytest.mark.parametrize(
    ("text", "additions", "expected"),
    [
        pytest.param("", ASKED, '[[exchanges]]\nnumber = 1\nasked_as = [\n  "问",\n]\n', id="empty"),
        pytest.param("", Additions(keys={"title": "题"}), 'title = "题"\n', id="a key alone"),
        pytest.param(
            "[[exchanges]]\nnumber = 1 # one\n\n# topics\n\n[[topics]]\nname = 'a'\nexchanges = [1]\n",
            ASKED,
            '[[exchanges]]\nnumber = 1 # one\nasked_as = [\n  "问",\n]\n\n'
            "# topics\n\n[[topics]]\nname = 'a'\nexchanges = [1]\n",
            id="before what leads on to the next table",
        ),
        pytest.param(
            '[[exchanges]]\nnumber = 1\nasked_as = ["x"] # mine\n',
            ASKED,
            '[[exchanges]]\nnumber = 1\nasked_as = ["x",\n  "问",\n] # mine\n',
            id="a list in one line",
        ),
        pytest.param(
            "[licence]\nname = 'a'\n",
            Additions(keys={"title": "题", "speakers": ["人"]}, remark=REMARK),
            f'title = "题"  # {REMARK}\nspeakers = [\n  "人", # {REMARK}\n]\n\n[licence]\nname = \'a\'\n',
            id="keys before the first table",
        ),
        pytest.param(
            "[[people]]\nname = 'a'\n\n[reading]\nwords = ['x']\n",
            Additions(
                keys={"reading": {"words": ["x", "y"], "sure": True}}, tables={"people": [{"name": "a"}, {"name": "b"}]}
            ),
            "[[people]]\nname = 'a'\n\n[[people]]\nname = \"b\"\n\n"
            "[reading]\nwords = ['x',\n  \"y\",\n]\nsure = true\n",
            id="tables by name",
        ),
        pytest.param(
            "[[exchanges]]\nnumber = 1\n\n[[exchanges.passages]]\nbegins = '甲乙'\n",
            Additions(passages={(1, "甲"): ["a"], (1, "甲乙丙"): ["b"], (1, "丁"): ["c"]}),
            "[[exchanges]]\nnumber = 1\n\n[[exchanges.passages]]\nbegins = '甲乙'\n"
            'asked_as = [\n  "a",\n  "b",\n]\n\n'
            '[[exchanges.passages]]\nbegins = "丁"\nasked_as = [\n  "c",\n]\n',
            id="a passage by a longer or shorter beginning",
        ),
    ],
)
def test_additions_stand_where_a_person_would_write_them(text: str, additions: Additions, expected: str) -> None:
    """Lists are continued, keys stand behind keys, tables behind those of their name."""
    assert annotate(text, additions, PATH) == expected


def test_what_is_there_in_another_spelling_is_not_added() -> None:
    """Duplicates are told by the folding that is passed in, against the list and among the additions."""
    text = "[[exchanges]]\nnumber = 1\nasked_as = ['Keras？']\n"
    added = Additions(exchanges={1: ["KERAS？", "什么", "什么", "keras？"]})
    after = tomllib.loads(annotate(text, added, PATH, same=str.casefold))
    assert after["exchanges"][0]["asked_as"] == ["Keras？", "什么"]


def test_a_text_of_several_lines_is_not_cut_where_one_looks_like_a_comment() -> None:
    """What stands behind a number sign in it is text, also on its last line; what is added comes behind it."""
    text = 'publisher = """甲\n\n# 乙\n# 丙"""  # c\n# d\n\n# e\n'
    after = annotate(text, Additions(keys={"title": "题"}), PATH)
    assert after == 'publisher = """甲\n\n# 乙\n# 丙"""  # c\n# d\ntitle = "题"\n\n# e\n'


def test_a_value_that_a_person_wrote_stays() -> None:
    """A whole key that is there is not written over."""
    text = 'title = "他的"\n'
    assert annotate(text, Additions(keys={"title": "别的"}), PATH) == text


@pytest.mark.parametrize(
    ("text", "additions", "code"),
    [
        ("title = \n", ASKED, "toml"),
        ("exchanges = [{number = 1}]\n", ASKED, "sidecar-form"),
        ("reading = {words = []}\n", Additions(keys={"reading": {"words": ["x"]}}), "sidecar-form"),
        ("reading.words = []\n", Additions(keys={"reading": {"words": ["x"]}}), "sidecar-form"),
        ("a = " + "[" * 5_000, ASKED, "toml"),
        ("a = " + "9" * 5_000, ASKED, "toml"),
        ("speakers = '林'\n", Additions(keys={"speakers": ["林"]}), "key-value"),
        ("[[exchanges]]\nnumber = 1\nasked_as = 3\n", ASKED, "key-value"),
        ("[[exchanges]]\nnumber = 1\nasked_as = [['问']]\n", ASKED, "key-value"),
    ],
)
def test_what_cannot_be_continued_is_a_fault(text: str, additions: Additions, code: str) -> None:
    """Broken TOML, values of another kind and tables in one line are refused with the file's name and not spoiled."""
    with pytest.raises(CorpusError) as caught:
        annotate(text, additions, PATH)
    assert (caught.value.code, caught.value.path) == (code, PATH)
