"""Text to terms with jieba: words, character pairs and single characters, each with its place.

The only module that imports jieba. It uses a `jieba.Tokenizer` of its own, so that nothing here changes the
process-wide one, with a dictionary in another shape (`Frequencies`), and never reads or writes jieba's cache in the
shared temporary folder: a file planted there would be taken for the dictionary.
"""

from __future__ import annotations

import logging
import re
import sys
import warnings
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from bot.keeping import KeptFiles, find_or_make, name_of
from bot.search.folding import HAN
from bot.search.frequencies import Frequencies

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

Token = Literal["word", "pair", "character"]
TOKENS: tuple[Token, ...] = ("word", "pair", "character")

ENDING = ".words"
_PIECE = re.compile(rf"[{HAN}]+|[a-z0-9]+(?:[+#]+|(?:[.\-_'/&][a-z0-9]+)*)")
_INNER = re.compile(r"[.\-_/&]")


class Term(NamedTuple):
    """A term and where it stands in the folded text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one text, a tuple for each channel, in the order of the text."""

    word: tuple[Term, ...]
    pair: tuple[Term, ...]
    character: tuple[Term, ...]

    def of(self, kind: Token) -> tuple[Term, ...]:
        """The terms of one kind."""
        return {"word": self.word, "pair": self.pair, "character": self.character}[kind]


class Tokenizer:
    """Cuts folded text.

    Args:
        words: further words that jieba shall know, such as names, already folded.
        cache: a private folder for the prepared dictionary; None prepares it each time.
    """

    def __init__(self, words: Iterable[str] = (), cache: Path | None = None) -> None:
        self._words = tuple(words)
        self._cache = cache
        self._kept = None if cache is None else KeptFiles(cache, ENDING)

    def __reduce__(self) -> tuple[type[Tokenizer], tuple[tuple[str, ...], Path | None]]:
        """Another process loads its own dictionary."""
        return Tokenizer, (self._words, self._cache)

    @cached_property
    def _jieba(self) -> Any:
        jieba = _import_jieba()
        logger = logging.getLogger("jieba")
        logger.setLevel(logging.WARNING)
        logger.handlers.clear()
        tokenizer = jieba.Tokenizer()
        tokenizer.FREQ = frequencies = self._frequencies(tokenizer)
        tokenizer.total = frequencies.total
        tokenizer.get_DAG, tokenizer.calc = frequencies.graph, frequencies.weigh
        tokenizer.initialized = True
        return tokenizer

    def _frequencies(self, tokenizer: Any) -> Frequencies:
        """Those of jieba's dictionary and the further words, as they were kept if they were."""
        name = name_of("words 2", version("jieba"), version("marisa-trie"), *self._words)

        def make() -> bytes:
            tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
            tokenizer.initialized = True
            for word in self._words:
                tokenizer.add_word(word)
            return Frequencies(tokenizer.FREQ, tokenizer.total).pack()

        return Frequencies.unpack(find_or_make(self._kept, name, make))

    def prepare(self) -> None:
        """Load the dictionary now rather than with the first text: a second or two if it was not kept."""
        self._jieba  # noqa: B018

    def frequency(self, word: str) -> float:
        """How often a word occurs in jieba's own corpus, as a share of all its words; 0 if unknown."""
        return float((self._jieba.FREQ.get(word) or 0) / self._jieba.total)

    def cut_known(self, run: str) -> list[str]:
        """Cut a run of Chinese into words of the dictionary, nothing guessed: what is no word is left in characters."""
        return list(self._jieba.cut(run, HMM=False))

    def words(self, text: str) -> tuple[Term, ...]:
        """Cut a folded text into words that do not overlap: what jieba takes for one, Latin ones as they stand."""
        found: list[Term] = []
        for piece in _PIECE.finditer(text):
            start, run = piece.start(), piece[0]
            if run[0].isascii():
                found.append(Term(run, start, start + len(run)))
            else:
                found.extend(Term(word, start + begin, start + end) for word, begin, end in self._jieba.tokenize(run))
        return tuple(found)

    def tags(self, words: Collection[str]) -> dict[str, str]:
        """The part of speech of words, as jieba's dictionary has it.

        The dictionary is read through once and nothing of it is kept: a sixth of a second and no memory, where
        jieba.posseg keeps a tag for each of its 350,000 words and jieba.analyse takes 120 MB.

        Args:
            words: folded.

        Returns:
            for each word that is known its tag (``n``, ``vn``, ``ns`` …); further words of the tokenizer are names
            and terms, ``nz``.
        """
        wanted = frozenset(words)
        if not wanted:
            return {}
        found: dict[str, str] = {}
        with self._jieba.get_dict_file() as lines:
            for line in lines:
                word, _, rest = line.decode("utf-8").partition(" ")
                if word in wanted:
                    found[word] = rest.split()[-1]
        return found | {word: "nz" for word in self._words if word in wanted}

    def cut(self, text: str) -> Terms:
        """Cut a folded text into the terms of the three channels.

        A run of Chinese characters gives jieba's search-mode words, its overlapping pairs and its single
        characters. A Latin word or number is one term in each channel, its plural reduced (`_stem`); a
        compound such as ``scikit-learn`` gives its parts as words as well. Punctuation is no term: even one
        question mark costs precision.
        """
        words: list[Term] = []
        pairs: list[Term] = []
        characters: list[Term] = []
        for piece in _PIECE.finditer(text):
            start, run = piece.start(), piece[0]
            if run[0].isascii():
                terms = list(_latin(run, start))
                words.extend(terms)
                pairs.append(terms[0])
                characters.append(terms[0])
                continue
            words.extend(
                Term(word, start + begin, start + end) for word, begin, end in self._jieba.tokenize(run, mode="search")
            )
            characters.extend(Term(one, start + place, start + place + 1) for place, one in enumerate(run))
            pairs.extend(
                Term(run[place : place + 2], start + place, start + place + 2) for place in range(len(run) - 1)
            )
            if len(run) == 1:
                pairs.append(Term(run, start, start + 1))
        return Terms(tuple(words), tuple(pairs), tuple(characters))


def _import_jieba() -> Any:
    """The package, kept from importing setuptools' pkg_resources, through which it would find its own files.

    It does without where setuptools is not installed, and starts a fifth of a second sooner.
    """
    hidden = "pkg_resources" not in sys.modules
    if hidden:
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import jieba
    finally:
        if hidden:
            del sys.modules["pkg_resources"]
    return jieba


def _latin(run: str, start: int) -> Iterator[Term]:
    yield Term(_stem(run), start, start + len(run))
    if _INNER.search(run):
        place = 0
        for part in _INNER.split(run):
            yield Term(_stem(part), start + place, start + place + len(part))
            place += len(part) + 1


def _stem(word: str) -> str:
    """Reduce an English plural.

    After the S stemmer of Harman (1991, "How effective is suffixing?"); endings that are rarely a plural
    (analysis, Keras, status) stay.
    """
    word = word.removesuffix("'s")
    if len(word) <= 3 or not word.isalpha() or not word.endswith("s"):
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith(("us", "ss", "is")) or (word.endswith("as") and not word.endswith("eas")):
        return word
    return word[:-1]
