from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.interviews import name_passage
from bot.interviews.models import Exchange, Interview, Library, Passage, Span, Topic
from bot.quotes.deck import RECENT, STAR, Dealt, Deck
from bot.quotes.draw import quotable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.interviews.models import Place, Quoting

SERVERS = st.integers(0, 2**63 - 1)


@cache
def said(number: int) -> str:
    """One of many texts that have nothing in common."""
    dice = random.Random(number)
    return "".join(chr(dice.randrange(0x4E00, 0x9000)) for _ in range(40)) + "。"


def interview(
    *answers: Sequence[str], name: str = "a", quoting: Mapping[str, Quoting] | None = None, topics: Sequence[Topic] = ()
) -> Interview:
    """An interview whose answers have these passages, some of them starred or never to be quoted."""
    text, exchanges = "", []
    for number, answer in enumerate(answers, start=1):
        question = Span(len(text), len(text) + 2)
        text += "问？"
        passages = []
        for place, words in enumerate(answer, start=1):
            text += "\n\n"
            span = Span(len(text), len(text) + len(words))
            passages.append(Passage(place, span, quoting=(quoting or {}).get(words, "plain")))
            text += words
        text += "\n\n"
        exchanges.append(Exchange(number, question, Span(passages[0].span.start, span.end), tuple(passages)))
    return Interview(id=name, text=text, title=name, exchanges=tuple(exchanges), topics=tuple(topics))


def one_by_one(*texts: str, name: str = "a", quoting: Mapping[str, Quoting] | None = None) -> Library:
    """A library of one interview with one answer."""
    return Library((interview(texts, name=name, quoting=quoting),))


def play(
    deck: Deck, server: int, number: int, dealt: Sequence[Dealt] = (), topic: tuple[Interview, Topic] | None = None
) -> list[Dealt]:
    """What a server is dealt next, a number of times."""
    every = list(dealt)
    for _ in range(number):
        drawn = deck.deal(server, every, topic)
        assert drawn is not None
        assert name_passage(drawn[1]) == drawn[0].quote
        every.append(drawn[0])
    return every[len(dealt) :]


def words(deck: Deck, dealt: Sequence[Dealt]) -> list[str]:
    """The words that were dealt, as they stand in the interviews today."""
    places = [deck.find(one.quote) for one in dealt]
    assert None not in places
    return [place.quote for place in places if place]


@given(st.integers(1, 45), SERVERS)
@settings(max_examples=40)
def test_nothing_repeats_before_everything_was_dealt(size: int, server: int) -> None:
    """Each deck deals every passage once, and then the next deck begins."""
    texts = [said(number) for number in range(size)]
    deck = Deck(one_by_one(*texts))
    dealt = play(deck, server, 3 * size)
    assert [one.deck for one in dealt] == [1] * size + [2] * size + [3] * size
    for start in range(0, 3 * size, size):
        assert sorted(words(deck, dealt[start : start + size])) == sorted(texts)


@given(SERVERS)
@settings(max_examples=20)
def test_all_that_is_worth_quoting_is_dealt(library: Library, server: int) -> None:
    """A deck of the project's own interviews is what `/quote` draws from, no more and no less."""
    deck, worth = Deck(library), {place.quote for place in quotable(library)}
    dealt = play(deck, server, len(worth))
    assert set(words(deck, dealt)) == worth


def test_servers_have_orders_of_their_own(library: Library) -> None:
    """Two servers, even of neighbouring numbers, do not see the same quotes on the same days, nor do two decks."""
    deck = Deck(library)
    size = len(quotable(library))
    orders = set()
    for server in range(1_000_000_000_000_000_000, 1_000_000_000_000_000_050):
        dealt = play(deck, server, 2 * size)
        orders |= {tuple(one.quote for one in dealt[:size]), tuple(one.quote for one in dealt[size:])}
    assert len(orders) == 100


def test_an_order_outlasts_the_process(library: Library) -> None:
    """A bot that is restarted before each quote, under another hash seed, deals what one that runs on deals."""
    server, dealt = 1_000_000_000_000_000_000, list[Dealt]()
    running = play(Deck(library), server, 30)
    for _ in range(30):
        dealt += play(Deck(Library(tuple(replace(each) for each in library))), server, 1, dealt)
    assert dealt == running
    code = (
        "from bot.interviews import load_library; from bot.quotes.deck import Deck; from bot.settings import packaged\n"
        "deck, dealt = Deck(load_library(packaged('corpus'))), []\n"
        f"for _ in range(30): dealt.append(deck.deal({server}, dealt)[0])\n"
        "print(*(f'{one.deck}:{one.quote}' for one in dealt))"
    )
    environment = {"PYTHONHASHSEED": "7", "PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.split() == [f"{one.deck}:{one.quote}" for one in running]


@given(SERVERS, st.integers(0, 60))
@settings(max_examples=20)
def test_asking_does_not_deal(library: Library, server: int, number: int) -> None:
    """What a moderator is shown as the next quote is the next quote, however often it is looked at."""
    deck = Deck(library)
    dealt = play(deck, server, number)
    assert deck.deal(server, dealt) == deck.deal(server, tuple(dealt)) == Deck(library).deal(server, dealt)


def test_no_passage_is_favoured() -> None:
    """Over many servers each of five plain passages begins about as many decks as the others."""
    deck = Deck(one_by_one(*(said(number) for number in range(5))))
    first = [play(deck, server, 1)[0].quote for server in range(5_000)]
    counts = [first.count(name) for name in set(first)]
    # The standard deviation is the root of 5000 * 0.2 * 0.8: 28.
    assert len(counts) == 5
    assert all(abs(count - 1_000) < 6 * 28 for count in counts)


def test_starred_passages_come_early() -> None:
    """A starred passage has three chances to one to come before a plain one, and so comes early in most servers."""
    starred = said(1)
    pair = Deck(one_by_one(said(0), starred, quoting={starred: "starred"}))
    before = sum(words(pair, play(pair, server, 1)) == [starred] for server in range(4_000))
    # The standard deviation is the root of 0.75 * 0.25 / 4000: 0.007.
    assert abs(before / 4_000 - STAR / (STAR + 1)) < 0.04

    texts = [said(number) for number in range(12)]
    deck = Deck(one_by_one(*texts, quoting=dict.fromkeys(texts[4:7], "starred")))
    places = dict.fromkeys(texts, 0)
    for server in range(200):
        for place, text in enumerate(words(deck, play(deck, server, 12))):
            places[text] += place
    assert max(places[text] for text in texts[4:7]) < min(places[text] for text in texts[:4] + texts[7:])


def test_a_star_does_not_deal_twice() -> None:
    """Starred passages come earlier, not more often: each once a deck."""
    texts = [said(number) for number in range(9)]
    deck = Deck(one_by_one(*texts, quoting=dict.fromkeys(texts[:3], "starred")))
    for server in range(20):
        assert sorted(words(deck, play(deck, server, 9))) == sorted(texts)


@given(SERVERS, st.integers(0, 20), st.integers(1, 12), st.sampled_from("abcdef"))
@settings(max_examples=60)
def test_an_interview_added_in_the_middle_slips_in(server: int, when: int, more: int, name: str) -> None:
    """Nothing that was dealt comes again in this deck, what is new comes in it, and the rest keeps its order."""
    old = [interview([said(number) for number in range(start, start + 10)], name=f"{start}") for start in (0, 10)]
    new = interview([said(number) for number in range(100, 100 + more)], name=f"0{name}")
    before, after = Deck(Library(tuple(old))), Deck(Library((old[0], new, old[1])))
    planned = play(before, server, 20)
    dealt = planned[:when]
    dealt += play(after, server, 20 + more - when, dealt)
    assert {one.deck for one in dealt} == {1}
    assert len({one.quote for one in dealt}) == 20 + more
    names = {one.quote for one in planned}
    assert [one.quote for one in dealt if one.quote in names] == [one.quote for one in planned]


@given(SERVERS, st.integers(0, 12), st.sets(st.integers(0, 11), min_size=1))
@settings(max_examples=60)
def test_a_passage_edited_a_little_counts_as_dealt(server: int, when: int, edited: set[int]) -> None:
    """A mended typing error does not bring a quote back before its time, and old quotes are found as they are now."""
    texts = [said(number) for number in range(12)]
    mended = [f"{text[:20]}改{text[21:-1]}！" if place in edited else text for place, text in enumerate(texts)]
    before, after = Deck(one_by_one(*texts)), Deck(one_by_one(*mended))
    dealt = play(before, server, when)
    shown = [mended[texts.index(text)] for text in words(before, dealt)]
    assert words(after, dealt) == shown
    rest = play(after, server, 12 - when, dealt)
    assert {one.deck for one in [*dealt, *rest]} == {1}
    assert sorted(shown + words(after, rest)) == sorted(mended)


@pytest.mark.parametrize("how", ["never", "deleted"])
@given(server=SERVERS, when=st.integers(0, 25), withdrawn=st.sets(st.integers(0, 11), min_size=1, max_size=8))
@settings(max_examples=60)
def test_what_was_withdrawn_is_not_dealt(how: str, server: int, when: int, withdrawn: set[int]) -> None:
    """Whether it was dealt before or not, it does not come any more and is not found; the others all come."""
    texts = [said(number) for number in range(12)]
    gone = {texts[number] for number in withdrawn}
    left = [text for text in texts if text not in gone]
    after = Deck(one_by_one(*texts, quoting=dict.fromkeys(gone, "never")) if how == "never" else one_by_one(*left))
    before = Deck(one_by_one(*texts))
    dealt = play(before, server, when)
    for one, text in zip(dealt, words(before, dealt), strict=True):
        assert (after.find(one.quote) is None) == (text in gone)
    rest = play(after, server, 2 * len(left), dealt)
    assert set(words(after, rest)) == set(left)
    names = [(one.deck, one.quote) for one in [*dealt, *rest]]
    assert len(names) == len(set(names))


def test_what_comes_back_takes_its_place_again() -> None:
    """A passage that may be quoted once more is dealt in the deck that is under way, unless it was before."""
    texts = [said(number) for number in range(6)]
    deck, without = Deck(one_by_one(*texts)), Deck(one_by_one(*texts, quoting={texts[0]: "never"}))
    dealt = play(without, 1, 5)
    assert play(deck, 1, 1, dealt)[0].deck == 1
    assert words(deck, play(deck, 1, 1, dealt)) == [texts[0]]
    shown = next(one for one in play(deck, 1, 6) if words(deck, [one]) == [texts[0]])
    assert without.find(shown.quote) is None
    assert texts[0] not in words(deck, play(deck, 1, 5, [shown]))


@pytest.mark.parametrize("size", [2, 3, 8, 2 * RECENT - 2, 2 * RECENT + 10])
def test_the_last_of_a_deck_does_not_begin_the_next(size: int) -> None:
    """What was on show last, half of a small deck or so many of a large one, is not the first quote of a new deck.

    Everything else is, in one server or another.
    """
    deck = Deck(one_by_one(*(said(number) for number in range(size))))
    names = [name_passage(place) for place in quotable(deck.library)]
    random.Random(size).shuffle(names)
    dealt = [Dealt(4, name) for name in names]
    first = {play(deck, server, 1, dealt)[0] for server in range(20 * size)}
    assert first == {Dealt(5, name) for name in names[: -min(RECENT, size // 2)]}


@given(st.integers(2, 2 * RECENT + 20), SERVERS)
@settings(max_examples=40)
def test_a_quote_rests_across_decks(size: int, server: int) -> None:
    """Between two times that a quote is on show, half a deck or so many quotes of a large one are, in any deck."""
    deck = Deck(one_by_one(*(said(number) for number in range(size))))
    names = [one.quote for one in play(deck, server, 3 * size)]
    rest = min(RECENT, size // 2)
    for place, name in enumerate(names):
        assert name not in names[place + 1 : place + 1 + rest]


def test_a_passage_that_rests_may_be_edited() -> None:
    """What was on show last is not the first quote of a new deck either because a typing error in it was mended."""
    texts = [said(number) for number in range(10)]
    dealt = [Dealt(1, name_passage(place)) for place in quotable(one_by_one(*texts))]
    mended = Deck(one_by_one(*(f"{text[:20]}改{text[21:]}" for text in texts)))
    fresh = {name_passage(place) for place in quotable(mended.library)[:5]}
    assert {play(mended, server, 1, dealt)[0] for server in range(200)} == {Dealt(2, name) for name in fresh}


def test_a_deck_of_one_is_dealt_again_and_again() -> None:
    """The only passage cannot wait: it is dealt every time, each time from a new deck."""
    name = play(Deck(one_by_one(said(0))), 1, 1)[0].quote
    assert play(Deck(one_by_one(said(0))), 1, 4) == [Dealt(number, name) for number in (1, 2, 3, 4)]


TOPICS = (Topic("甲", (1, 3)), Topic("乙", (2,)))


def with_topics() -> Library:
    """Two interviews of three answers each, one of them in two topics."""
    texts = [said(number) for number in range(30)]
    return Library(
        (
            interview(texts[:5], texts[5:9], texts[9:12], name="a", topics=TOPICS),
            interview(texts[12:20], texts[20:24], texts[24:30], name="b"),
        )
    )


def belonging(library: Library, topic: Topic | None) -> set[str]:
    """What may be dealt while a topic of the first interview is chosen."""
    return {
        place.quote
        for place in quotable(library)
        if topic is None or (place.interview == library.interviews[0] and place.exchange.number in topic.exchanges)
    }


@given(SERVERS, st.lists(st.tuples(st.sampled_from([None, *TOPICS]), st.integers(1, 25)), max_size=6))
@settings(max_examples=60)
def test_a_topic_may_come_and_go(server: int, turns: list[tuple[Topic | None, int]]) -> None:
    """While a topic is chosen only its exchanges are dealt, and a new deck begins when they are through.

    Before and after, with and without a topic, nothing repeats within a deck; what lies before the last two decks need
    not be remembered.
    """
    library = with_topics()
    deck = Deck(library)
    dealt: list[Dealt] = []
    seen: set[str] = set()
    for topic, number in turns:
        chosen = None if topic is None else (library.interviews[0], topic)
        for _ in range(number):
            allowed, last = belonging(library, topic), max((one.deck for one in dealt), default=1)
            drawn = deck.deal(server, dealt, chosen)
            assert drawn == deck.deal(server, [one for one in dealt if one.deck >= last - 1], chosen)
            assert drawn is not None
            one, place = drawn
            assert place.quote in allowed
            if allowed <= seen:
                assert one.deck == last + 1
                seen = set()
            else:
                assert one.deck == last
            assert place.quote not in seen
            seen.add(place.quote)
            dealt.append(one)


def test_a_topic_takes_its_quotes_from_the_servers_own_deck() -> None:
    """Choosing a topic leaves out the rest and keeps the order: a topic's quotes come as they would without it."""
    library = with_topics()
    deck = Deck(library)
    plain = words(deck, play(deck, 5, 30))
    chosen = play(deck, 5, 8, topic=(library.interviews[0], TOPICS[0]))
    allowed = belonging(library, TOPICS[0])
    assert words(deck, chosen) == [text for text in plain if text in allowed]
    rest = play(deck, 5, 22, chosen)
    assert words(deck, rest) == [text for text in plain if text not in allowed]


def nothing() -> list[Library]:
    """Libraries in which nothing may be quoted."""
    texts = [said(number) for number in range(3)]
    return [Library(()), one_by_one(*texts, quoting=dict.fromkeys(texts, "never"))]


@pytest.mark.parametrize("library", nothing(), ids=["empty", "forbidden"])
def test_nothing_is_dealt_where_nothing_may_be_quoted(library: Library) -> None:
    """No interview, or every passage forbidden: there is no quote, whatever was dealt before, and nothing breaks."""
    before = play(Deck(one_by_one(*(said(number) for number in range(3)))), 1, 2)
    for dealt in ([], before, [Dealt(3, "no name")]):
        assert Deck(library).deal(1, dealt) is None
        assert [Deck(library).find(one.quote) for one in dealt] == [None] * len(dealt)


def test_nothing_is_dealt_of_a_topic_that_may_not_be_quoted() -> None:
    """A topic all of whose passages are forbidden gives nothing, and not something else."""
    texts = [said(number) for number in range(4)]
    topic = Topic("甲", (1,))
    one = interview(texts[:2], texts[2:], topics=[topic], quoting=dict.fromkeys(texts[:2], "never"))
    deck = Deck(Library((one,)))
    assert deck.deal(1, [], (one, topic)) is None
    assert set(words(deck, play(deck, 1, 2))) == set(texts[2:])


def test_the_same_words_are_dealt_once() -> None:
    """What an interview says twice is one quote, which shows the first place."""
    texts = [said(number) for number in range(3)]
    deck = Deck(Library((interview([texts[0], texts[1]], [texts[2], texts[1]]),)))
    dealt = play(deck, 1, 3)
    assert {one.deck for one in dealt} == {1}
    assert sorted(words(deck, dealt)) == sorted(texts)
    twice = next(place for place in (deck.find(one.quote) for one in dealt) if place and place.quote == texts[1])
    assert (twice.exchange.number, twice.passage and twice.passage.number) == (1, 2)


@given(st.lists(st.builds(Dealt, st.integers(1, 5), st.text(max_size=30)), max_size=5), SERVERS)
def test_names_that_mean_nothing_are_no_hindrance(dealt: list[Dealt], server: int) -> None:
    """What was dealt from interviews that are gone, or written by another version, holds nothing up."""
    texts = [said(number) for number in range(4)]
    deck = Deck(one_by_one(*texts))
    rest = play(deck, server, 4, dealt)
    assert len({one.deck for one in rest}) == 1
    assert sorted(words(deck, rest)) == sorted(texts)
    assert [deck.find(one.quote) for one in dealt] == [None] * len(dealt)


def test_a_deck_shows_the_interviews_own_words(library: Library) -> None:
    """What is dealt is a passage of the library, with the exchange that it belongs to."""
    every: list[Place] = list(quotable(library))
    deck = Deck(library)
    places = [deck.find(one.quote) for one in play(deck, 9, len(every))]
    assert all(place in every for place in places)
