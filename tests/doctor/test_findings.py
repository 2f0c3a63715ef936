"""Findings are said in the reader's language, and no word of an error is lost on the way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.texts import LANGUAGES, Catalogue
from bot.doctor.findings import SUBJECTS, Finding, Told, arrange, dubious, explain, good, of_error, part, wrong
from bot.errors import ConfigError
from bot.settings import packaged

FOLDER = packaged("config") / "texts"
CHINESE = re.compile(r"[\u4e00-\u9fff]")

# They count other errors, or cannot come from anything that a person wrote.
WITHOUT_MEND = {"error-faults", "error-index-empty"}
# Names that are the same in every language.
NAMES = {"doctor-subject-python", "doctor-subject-discord"}


def entries(language: str) -> dict[str, str]:
    """Every sentence of one line, as it stands in the catalogue."""
    text = (FOLDER / f"{language}.ftl").read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w-]+) = (\S.*)$", text, re.MULTILINE))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_says_what_to_do_after_its_first_sentence(language: str) -> None:
    """What the doctor tells as the mend is there for each error, and stands behind what is wrong."""
    errors = {key: said for key, said in entries(language).items() if key.startswith("error-")}
    assert len(errors) > 50
    assert {key for key, said in errors.items() if not part("", said).mend} == WITHOUT_MEND


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("没有令牌。请运行 init；或者自己写。", Told("a:1: 没有令牌。", "请运行 init；或者自己写。")),
        ("Not UTF-8. Save it. Twice.", Told("a:1: Not UTF-8.", "Save it. Twice.")),
        ("The key e.x. is not known. Check it.", Told("a:1: The key e.x.", "is not known. Check it.")),
        ("Version 1.2 fits not. Why? Look.", Told("a:1: Version 1.2 fits not.", "Why? Look.")),
        ("Nothing to mend.", Told("a:1: Nothing to mend.", "")),
    ],
)
def test_an_error_is_parted_after_its_first_sentence(sentence: str, told: Told) -> None:
    """Points inside of words and numbers do not end a sentence."""
    assert part("a:1: ", sentence) == told


@given(st.text("ab 。.!？\n", max_size=30))
def test_no_word_is_lost(sentence: str) -> None:
    """However oddly a reason is written, both parts together are the sentence."""
    told = part("", sentence)
    assert "".join((told.what + told.mend).split()) == "".join(sentence.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_subjects_and_states_have_names(language: str) -> None:
    """No line of the table begins with a code."""
    known = entries(language)
    assert {f"doctor-subject-{subject}" for subject in SUBJECTS} == {
        key for key in known if key.startswith("doctor-subject-")
    }
    assert {f"doctor-state-{state}" for state in ("ok", "warning", "wrong")} <= known.keys()


@pytest.mark.parametrize("language", ["zh-CN", "zh-TW"])
def test_no_english_is_left_over(language: str) -> None:
    """Whoever reads Chinese reads Chinese: each sentence of both commands has Chinese in it."""
    said = {key: text for key, text in entries(language).items() if key.startswith(("doctor-", "init-", "reason-net-"))}
    assert len(said) > 100
    assert {key for key, text in said.items() if not CHINESE.search(text)} == NAMES


def test_findings_stand_in_the_order_of_their_subjects() -> None:
    """What everything else needs comes first; those of one subject stay as they were found."""
    found = [good("clock-good"), wrong("token-dressed"), good("python-good"), dubious("clock-drifting")]
    assert [one.code for one in arrange(found)] == ["python-good", "token-dressed", "clock-good", "clock-drifting"]


def test_what_is_right_has_no_mend_and_permissions_have_names() -> None:
    """Values of each kind arrive in the sentence as the reader's language spells them."""
    texts = Catalogue(FOLDER).texts("zh-CN")
    assert explain(good("clock-good"), texts) == Told("与 Discord 一致", "")
    lacking = wrong("servers-lacking", server="甲", channel="乙", permissions=("embed_links", "attach_files"))
    assert explain(lacking, texts).what == "在「甲」的「乙」里没有这些权限：嵌入链接、附加文件。"
    error = ConfigError("toml", path=Path("a.toml"), line=3)
    assert of_error("settings", error) == Finding("settings", "wrong", "toml", error=error)
    assert explain(of_error("settings", error), texts).what.startswith("a.toml:3: ")
