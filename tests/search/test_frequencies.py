"""jieba's dictionary in another shape."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.frequencies import Frequencies
from bot.search.tokenizer import Tokenizer
from tests.search.shared import tokenizer_with

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app import App

WORDS = ("乔莱", "深度学习")
# Characters that make words with each other, and some that do not.
COMMON = "深度学习机器人工智能乔莱的是了不在有我们中国大会说他她吗什么怎么样一个北京大学生abc1，。 龘"
LETTERS = st.characters(exclude_categories=("Cc", "Cs"))


@pytest.fixture(scope="module")
def plain() -> Any:
    """Jieba as it comes, with the same further words."""
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for word in WORDS:
        tokenizer.add_word(word)
    return tokenizer


@pytest.fixture(scope="module")
def packed() -> Any:
    """The bot's."""
    return tokenizer_with(*WORDS)._jieba


def cuts(tokenizer: Any, text: str) -> list[Any]:
    """A text cut in every way that the bot uses."""
    modes = [list(tokenizer.tokenize(text, mode=mode)) for mode in ("default", "search")]
    return [*modes, tokenizer.lcut(text, HMM=False)]


@given(
    st.text(
        alphabet="深度学习机器人工智能乔莱的是了不在有我们中国大会说他她吗什么怎么样一个北京大学生abc1，。 龘",
        max_size=40,
    )
)
def test_any_text_is_cut_as_jieba_cuts_it(plain: Any, packed: Any, text: str) -> None:
    """To the last word and place, unknown characters, Latin and marks too, with and without guessing."""
    assert cuts(packed, text) == cuts(plain, text)


def test_the_shipped_interview_is_cut_as_jieba_cuts_it(plain: Any, packed: Any, app: App) -> None:
    """Real text, and every way to ask that the sidecar knows."""
    for interview in app.answerer.library:
        for exchange in interview.exchanges:
            for text in (interview.cut(exchange.answer), *exchange.asked_as):
                assert cuts(packed, text) == cuts(plain, text)


def test_every_word_occurs_as_often_as_in_jieba(plain: Any, packed: Any) -> None:
    """Half a million words and beginnings of words, and what is neither."""
    assert packed.total == plain.total
    assert {word: packed.FREQ.get(word) for word in plain.FREQ} == plain.FREQ
    assert all(word in packed.FREQ for word in plain.FREQ)
    assert packed.FREQ.get("龘龘龘") is None
    assert packed.FREQ.get("龘龘龘", 0) == 0


@given(st.dictionaries(st.text(LETTERS, min_size=1, max_size=4), st.integers(0, 2**32 - 1), max_size=8))
def test_unpacking_undoes_packing(counts: dict[str, int]) -> None:
    """Any words of folded text, in which there are no control characters; none at all too."""
    total = sum(counts.values()) + 1
    unpacked = Frequencies.unpack(memoryview(Frequencies(counts, total).pack()))
    assert {word: unpacked.get(word) for word in counts} == counts
    assert unpacked.total == total


def test_the_dictionary_is_kept(tmp_path: Path) -> None:
    """A second tokenizer takes what the first has made; a damaged one is made anew."""
    first = Tokenizer(WORDS, tmp_path).words("乔莱是谁")
    (path,) = tmp_path.iterdir()
    made = path.stat().st_ino
    assert Tokenizer(WORDS, tmp_path).words("乔莱是谁") == first
    assert path.stat().st_ino == made
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    assert Tokenizer(WORDS, tmp_path).words("乔莱是谁") == first
    assert path.stat().st_ino != made
