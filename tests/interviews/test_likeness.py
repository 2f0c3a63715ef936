from __future__ import annotations

import random
from hashlib import blake2b
from itertools import combinations
from statistics import mean
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.interviews.likeness import BITS, NEAR, distance, simhash

if TYPE_CHECKING:
    from bot.interviews.models import Interview

# Surrogates, which `st.text()` leaves out, and characters beyond the basic plane are among them.
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)
FEW = st.text("甲乙丙 ab。", max_size=30)
NUMBERS = st.integers(0, 2**BITS - 1)
SPACE = " \t\n\r\u3000\u2028\xa0"


def by_the_book(said: str) -> int:
    """The hash reckoned bit by bit, as the paper has it."""
    plain = "".join(character for character in said if not character.isspace())
    pairs = {plain[start : start + 2] for start in range(len(plain) - 1)} or {plain}
    digests = [blake2b(pair.encode("utf-8", "surrogatepass"), digest_size=8).digest() for pair in pairs]
    hashes = [int.from_bytes(digest, "little") for digest in digests]
    return sum(2**bit for bit in range(BITS) if sum(number >> bit & 1 for number in hashes) > len(hashes) / 2)


@given(ANYTHING | FEW)
def test_a_hash_is_the_same_for_years(said: str) -> None:
    """Any text has the 64 bits that the definition gives it: names in databases depend on each of them.

    That holds for no text, a single character, lone surrogates and characters of two code units.
    """
    assert simhash(said) == by_the_book(said)
    assert 0 <= simhash(said) < 2**BITS


def test_a_long_text_has_the_hash_of_the_definition() -> None:
    """Counting many pairs at once does not let one count run over into the next."""
    dice = random.Random(1)
    said = "".join(chr(dice.randrange(0x4E00, 0x9FA5)) for _ in range(10_000))
    assert simhash(said) == by_the_book(said)


@pytest.mark.parametrize("said", ["", " ", "甲", "😀", "\ud800", "\udc00\ud800", "\0", "甲" * 1_000])
def test_the_smallest_texts_have_a_hash(said: str) -> None:
    """Texts of fewer than two different pairs are what their one pair is."""
    pair = said.strip()[:2].encode("utf-8", "surrogatepass")
    assert simhash(said) == int.from_bytes(blake2b(pair, digest_size=8).digest(), "little")


@given(ANYTHING, st.data())
def test_white_space_does_not_count(said: str, data: st.DataObject) -> None:
    """Where lines break and whether there is room between scripts is no part of what was said."""
    places = data.draw(st.lists(st.tuples(st.integers(0, len(said)), st.text(SPACE, max_size=3)), max_size=5))
    spaced = said
    for place, space in places:
        spaced = spaced[:place] + space + spaced[place:]
    assert simhash(spaced) == simhash(said)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_distances_are_distances(one: int, other: int, third: int) -> None:
    """They count the bits that differ: nothing from itself, the same both ways, no shorter by a detour."""
    assert distance(one, other) == sum(first != second for first, second in zip(_bits(one), _bits(other), strict=True))
    assert distance(one, one) == 0
    assert distance(one, other) == distance(other, one)
    assert distance(one, other) <= distance(one, third) + distance(third, other)
    assert distance(one, one ^ (2**BITS - 1)) == BITS


def _bits(number: int) -> str:
    return f"{number:064b}"


def test_strangers_differ_in_half_of_the_bits() -> None:
    """Texts that have nothing in common are as far from each other as chance has it, and none is near another."""
    dice = random.Random(1)
    hashes = [simhash("".join(chr(dice.randrange(0x4E00, 0x9FA5)) for _ in range(80))) for _ in range(40)]
    distances = [distance(one, other) for one, other in combinations(hashes, 2)]
    # 780 distances, each the number of heads of 64 coins: 32, give or take 4.
    assert abs(mean(distances) - BITS / 2) < 1
    assert min(distances) > NEAR


def test_passages_of_one_interview_are_told_apart(chollet: Interview) -> None:
    """What a speaker says about one subject shares words and is still not taken for the same."""
    distances = [distance(one, other) for one, other in combinations(chollet.fingerprints, 2)]
    assert len(distances) == len(chollet.passages) * (len(chollet.passages) - 1) / 2
    assert min(distances) > NEAR


def test_the_more_is_changed_the_farther_a_text_goes(chollet: Interview) -> None:
    """A text goes away from itself step by step: on average the farther, the more of its characters are others."""
    dice = random.Random(1)
    gone = []
    for changed in (0, 1, 4, 16, 64):
        distances = []
        for _, passage in chollet.passages:
            said = list(chollet.cut(passage.span))
            for place in dice.sample(range(len(said)), min(changed, len(said))):
                said[place] = chr(dice.randrange(0x4E00, 0x9FA5))
            distances.append(distance(simhash("".join(said)), simhash(chollet.cut(passage.span))))
        gone.append(mean(distances))
    assert gone[0] == 0
    assert gone == sorted(set(gone))
    assert gone[2] < NEAR < gone[4]
