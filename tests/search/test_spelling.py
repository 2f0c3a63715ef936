"""Typing errors put right, and nothing else touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.folding import Folder
from bot.search.keeping import KeptSounds
from bot.search.readings import Readings
from bot.search.spelling import Speller, one_slip_apart
from bot.search.vocabulary import Vocabulary, Words, pack
from tests.search.shared import tokenizer_with

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app import App


def mend(app: App, question: str) -> str:
    """A question as it is searched."""
    return app.answerer.parser.parse(question).folded.text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("神度学习是什么", "深度学习"),
        ("仁工智能能做什么", "人工智能"),
        ("谁创键了它", "创建"),
        ("怎么解绝问题", "解决"),
        ("股歌的工作", "谷歌"),
        ("学 pyhton 难吗", "python"),
        ("tensroflow 和它", "tensorflow"),
    ],
)
def test_homophones_and_slips_are_put_right(app: App, typed: str, meant: str) -> None:
    """What a pinyin keyboard or a hasty finger gets wrong leads to the word of the interview."""
    assert meant in mend(app, typed)


@pytest.mark.parametrize(
    "question",
    [
        "什么是深度学习？",
        "他为什么写这本书",
        "最难的是哪个",
        "这大佬靠啥火的啊",
        "red print still would there",
        "程序员要不要讲道德",
        "把文字念出来的应用叫什么",
        "蒸汽机是谁发明的，哪一年",
    ],
)
def test_what_is_right_stays(app: App, question: str) -> None:
    """Words of the language, particles and words side by side are no errors."""
    assert mend(app, question) == Folder().fold(question).text


def test_mended_terms_say_so(app: App) -> None:
    """A term that was put right has that origin and less than full weight."""
    mended = [w for w in app.answerer.parser.parse("怎么解绝").terms["word"] if w.term.text == "解决"]
    assert [(w.origin, w.weight < 1) for w in mended] == [("sound", True)]


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("python", "pyhton", True),
        ("keras", "kers", True),
        ("model", "modle", True),
        ("model", "modal", True),
        ("model", "model", False),
        ("model", "mdoel", True),
        ("process", "press", False),
        ("abc", "cba", False),
        ("", "a", True),
    ],
)
def test_one_slip(one: str, other: str, near: bool) -> None:
    """One letter more, less or other, or two neighbours swapped; the same word is none."""
    assert one_slip_apart(one, other) is near


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_a_slip_goes_both_ways(one: str, other: str) -> None:
    """Whoever is one slip from me, I am one slip from."""
    assert one_slip_apart(one, other) is one_slip_apart(other, one)


def test_kept_sounds_mend_what_fresh_ones_mend(tmp_path: Path) -> None:
    """Found, kept and damaged: the same words are put right, and words of another library are not taken for these."""
    vocabulary = Vocabulary(pack(["深度", "框架"]))
    words, none = (Words(vocabulary, np.full(2, count)) for count in (1, 0))

    def mended(texts: Words, kept: KeptSounds | None) -> str:
        speller = Speller(texts, frozenset(), tokenizer_with(), Readings(), kept)
        return speller.mend(Folder().fold("神度学习是什么"))[0].text

    assert mended(words, None) == "深度学习是什么"
    assert [mended(words, KeptSounds(tmp_path, b"", words)) for _ in range(2)] == ["深度学习是什么"] * 2
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    path.unlink()
    path.write_bytes(whole[:-1])
    assert mended(words, KeptSounds(tmp_path, b"", words)) == "深度学习是什么"
    assert path.read_bytes() == whole
    assert mended(none, KeptSounds(tmp_path, b"", none)) == "神度学习是什么"
