from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.interviews import find_exchange, find_passage, load_interview, name_exchange, name_passage
from bot.interviews.likeness import BITS, NEAR
from bot.interviews.models import Exchange, Interview, Library, Passage, Place, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

# What is put into passages: a word for a word, and a sentence of any length up to this.
WORD = "事物"
SENTENCE = "当然这只是我个人的看法，并不代表我所在的公司的意见，请读者自己判断"
# No colons and question marks: with another sign there a paragraph may become a lead-in or a question.
SIGNS = "，。、；！"


def interview(*texts: str, name: str = "a") -> Interview:
    """An interview of one exchange with these passages."""
    text, passages = "问？", []
    for number, said in enumerate(texts, start=1):
        text += "\n\n"
        passages.append(Passage(number, Span(len(text), len(text) + len(said))))
        text += said
    exchange = Exchange(1, Span(0, 2), Span(2, len(text)), tuple(passages))
    return Interview(id=name, text=text, title=name, exchanges=(exchange,))


def said(number: int) -> str:
    """One of many texts that have nothing in common."""
    dice = random.Random(number)
    return "".join(chr(dice.randrange(0x4E00, 0x9000)) for _ in range(60))


def names(one: Interview) -> list[str]:
    """The names of all passages, in order."""
    return [name_passage(Place(one, *entry)) for entry in one.passages]


def means(library: Library, name: str) -> int | None:
    """The place, among all of its interview, of the passage that a name means."""
    place = find_passage(library, name)
    if place is None:
        return None
    assert place.passage is not None
    return [passage for _, passage in place.interview.passages].index(place.passage)


def rewritten(one: Interview, texts: Sequence[str], folder: Path) -> Library:
    """An interview as it is loaded after its file was edited: with other words for its passages."""
    text = one.text
    for (_, passage), words in reversed(list(zip(one.passages, texts, strict=True))):
        text = text[: passage.span.start] + words + text[passage.span.end :]
    path = folder / f"{one.id}.md"
    path.write_text(text, encoding="utf-8", newline="")
    return Library((load_interview(path),))


def replace_a_word(words: str, dice: random.Random) -> str:
    """One word of two characters is another."""
    place = dice.randrange(len(words) - 1)
    return words[:place] + WORD + words[place + 2 :]


def add_a_sentence(words: str, dice: random.Random) -> str:
    """A sentence of a tenth of the passage more, behind one that is there."""
    more = SENTENCE[: len(words) // 10 - 1] + "。"
    ends = [place for place, sign in enumerate(words, start=1) if sign == "。"] or [len(words)]
    place = dice.choice(ends)
    return words[:place] + more + words[place:]


def fix_punctuation(words: str, dice: random.Random) -> str:
    """Half-width signs are full-width ones, and one other is another."""
    fixed = words.translate(str.maketrans(",:;?!()", "，：；？！（）"))
    signs = [place for place, sign in enumerate(fixed) if sign in SIGNS]
    place = dice.choice(signs)
    return fixed[:place] + dice.choice(SIGNS.replace(fixed[place], "")) + fixed[place + 1 :]


@pytest.mark.parametrize("edit", [replace_a_word, add_a_sentence, fix_punctuation])
def test_names_survive_small_edits(
    chollet: Interview, tmp_path: Path, edit: Callable[[str, random.Random], str]
) -> None:
    """A word replaced, a sentence of a tenth added, punctuation mended, in every passage of a real interview at once.

    Twenty times over at other places: every old name leads to the passage that it was given to.
    """
    dice = random.Random(1)
    before = [chollet.cut(passage.span) for _, passage in chollet.passages]
    old = names(chollet)
    for _ in range(20):
        after = [edit(words, dice) for words in before]
        assert all(one != other for one, other in zip(before, after, strict=True))
        library = rewritten(chollet, after, tmp_path)
        assert [library.interviews[0].cut(passage.span) for _, passage in library.interviews[0].passages] == after
        assert [means(library, name) for name in old] == list(range(len(old)))


def test_a_name_leads_to_its_passage_and_to_no_other(library: Library) -> None:
    """Every passage has a name of its own; once a passage is deleted, its name means nothing, not its neighbour."""
    for one in library:
        old = names(one)
        assert [means(library, name) for name in old] == list(range(len(old)))
        for gone, name in enumerate(old):
            left = [one.cut(passage.span) for row, (_, passage) in enumerate(one.passages) if row != gone]
            without = Library((interview(*left, name=one.id),))
            assert means(without, name) is None
            assert [means(without, other) for other in old if other != name] == list(range(len(left)))


def test_a_name_stays_when_a_passage_moves() -> None:
    """Where a passage stands and what else there is does not matter: questions may be added, answers cut anew."""
    words = [said(number) for number in range(6)]
    before = interview(*words[:3])
    after = interview(*reversed(words))
    library = Library((interview(*words, name="b"), after, interview(*words, name="c")))
    for place, name in enumerate(names(before)):
        found = find_passage(library, name)
        assert found is not None
        assert (found.interview.id, found.quote) == ("a", words[place])


def test_a_name_is_short_and_plain(library: Library) -> None:
    """It has the same form however small its number, so that a column and a button have room for it."""
    made = [
        *names(interview(*(said(number) for number in range(100)))),
        *(name for one in library for name in names(one)),
    ]
    assert any("-0" in name for name in made)
    for name in made:
        key, _, number = name.partition("-")
        assert (len(key), len(number)) == (8, 16)
        assert set(key + number) <= set("0123456789abcdef")


@given(st.integers(0, 3), st.sets(st.integers(0, BITS - 1), max_size=2 * NEAR))
@settings(max_examples=200)
def test_the_nearest_passage_is_meant(row: int, flipped: set[int]) -> None:
    """Of an interview's passages the one whose hash differs in the fewest bits is meant, if these are few enough."""
    one = interview(*(said(number) for number in range(4)))
    bits = one.fingerprints[row]
    for bit in flipped:
        bits ^= 1 << bit
    away = [f"{bits ^ each:b}".count("1") for each in one.fingerprints]
    found = means(Library((one,)), f"{one.key}-{bits:016x}")
    assert found == (away.index(min(away)) if min(away) <= NEAR else None)


@pytest.mark.parametrize(("bits", "found"), [(0, 0), (NEAR, 0), (NEAR + 1, None), (BITS, None)])
def test_far_texts_are_not_meant(bits: int, found: int | None) -> None:
    """Up to a number of bits a text is taken for an edit, beyond it for another text."""
    one = interview(said(1))
    number = one.fingerprints[0] ^ (2**bits - 1)
    assert means(Library((one,)), f"{one.key}-{number:016x}") == found


def test_the_first_of_equals_is_meant() -> None:
    """What is said twice has one name, which means the first place."""
    words = said(1)
    one = interview(said(2), words, said(3), words)
    assert names(one)[1] == names(one)[3]
    assert means(Library((one,)), names(one)[3]) == 1


def test_an_interview_that_is_gone_has_no_passages() -> None:
    """The same words in another interview are not what was quoted; nor is there anything in one without passages."""
    one = interview(said(1))
    name = names(one)[0]
    assert find_passage(Library((replace(one, id="b"),)), name) is None
    assert find_passage(Library(()), name) is None
    assert find_passage(Library((replace(one, exchanges=()),)), name) is None
    assert find_passage(Library((one,)), name) is not None


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: "",
        lambda _: "-",
        lambda name: name[:-1],
        lambda name: name + "0",
        lambda name: name + "\n",
        lambda name: " " + name,
        lambda name: name.upper(),
        lambda name: name[:9] + name[9:].upper(),
        lambda name: name[:9] + "0" + name[9:],
        lambda name: name.replace("-", ""),
        lambda name: name.replace("-", "--"),
        lambda name: name[:9] + "0x" + name[11:],
        lambda name: name[:9] + "-" + name[10:],
        lambda name: name[:10] + "_" + name[11:],
        lambda name: name[:-1] + "０",
        lambda name: name[:-1] + "\ud800",
        lambda name: name[:9],
        lambda name: name * 2,
    ],
)
def test_what_is_not_exactly_a_name_means_nothing(spoil: Callable[[str], str]) -> None:
    """Cut, padded, in capitals, with other digits: that is no name, and no guess is made."""
    library = Library((interview(said(6)),))
    name = names(library.interviews[0])[0]
    assert spoil(name) != name
    assert find_passage(library, spoil(name)) is None
    assert find_exchange(library, spoil(name)) is None


@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_any_text_is_a_name_or_none(library: Library, name: str) -> None:
    """Whatever a database or a button holds, nothing breaks."""
    assert find_passage(library, name) is None
    assert find_exchange(library, name) is None


@given(st.lists(st.text(st.characters(exclude_categories=()), min_size=1, max_size=20), min_size=1, max_size=5))
def test_any_passage_has_a_name_that_leads_to_its_words(texts: list[str]) -> None:
    """Whatever was said, single characters and lone surrogates among it, is found again, or what has the same hash."""
    one = interview(*texts)
    for row, name in enumerate(names(one)):
        found = means(Library((one,)), name)
        assert found is not None
        assert one.fingerprints[found] == one.fingerprints[row]
        assert found <= row


def test_an_exchange_is_its_question(chollet: Interview) -> None:
    """Its name leads to it whatever became of the answer."""
    text = list(chollet.text)
    for exchange in chollet.exchanges:
        text[slice(*exchange.answer)] = "换" * (exchange.answer.end - exchange.answer.start)
    other = Library((replace(chollet, text="".join(text)),))
    for exchange in chollet.exchanges:
        found = find_exchange(other, name_exchange(chollet, exchange))
        assert found is not None
        assert found.exchange == exchange


def test_exchanges_have_names_of_their_questions(chollet: Interview, library: Library) -> None:
    """An exchange is found by its question, with a few characters changed too, and not where another is asked."""
    for exchange in chollet.exchanges:
        name = name_exchange(chollet, exchange)
        found = find_exchange(library, name)
        assert found is not None
        assert (found.interview, found.exchange, found.passage) == (chollet, exchange, None)
        asked = chollet.cut(exchange.question)
        text = chollet.text.replace(asked, asked[:-1] + "呢？")
        # Only the question that is looked for has moved its end; the others keep their offsets before it.
        longer = replace(exchange, question=Span(exchange.question.start, exchange.question.end + 1))
        edited = Library((replace(chollet, text=text, exchanges=(longer,)),))
        assert edited.interviews[0].cut(longer.question) == asked[:-1] + "呢？"
        place = find_exchange(edited, name)
        assert place is not None
        assert place.exchange == longer
        others = tuple(other for other in chollet.exchanges if other != exchange)
        assert find_exchange(Library((replace(chollet, exchanges=others),)), name) is None
