"""What a server follows of the interviews."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.answering.linking import link_to
from bot.answering.rendering import render_answer
from bot.app import build_app
from bot.interviews import Exchange, Interview, Library, Passage, Place, Span
from bot.settings import Settings, packaged
from bot.shelves import Shelves

if TYPE_CHECKING:
    from pathlib import Path

    from bot.app import App
    from bot.search.hits import Hit

TALKS = {
    "a": "# 谈面包\n\n怎么烤面包？\n\n面团要发酵一整夜，再放进烤箱。\n\n你喜欢什么音乐？\n\n我喜欢爵士乐。\n",
    "b": "# 谈茶\n\n怎么泡茶？\n\n绿茶用八十度的水，红茶用开水。\n\n你喜欢什么音乐？\n\n我从小听古琴。\n",
    "c": "# 谈山\n\n为什么登山？\n\n因为山就在那里。\n",
}


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> App:
    """An app of three interviews; one of them says what it does not cover."""
    folder: Path = tmp_path_factory.mktemp("talks")
    for name, text in TALKS.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    (folder / "c.toml").write_text(
        "[[not_covered]]\nabout = '面包'\nasked_as = ['怎么烤面包？', '烤面包']\n", encoding="utf-8"
    )
    return build_app(Settings(corpus=folder, config=packaged("config")))


@pytest.fixture(scope="module")
def shelves(several: App) -> Shelves:
    """The shelves over them."""
    return Shelves(several.answerer)


def ids(shelves: Shelves, *followed: str) -> list[str]:
    """The interviews of a shelf."""
    return [interview.id for interview in shelves.following(followed).library]


def test_a_server_follows_what_it_chose(shelves: Shelves) -> None:
    """In the order of the library, whatever the order of the choice."""
    assert ids(shelves, "c", "a") == ["a", "c"]


@pytest.mark.parametrize("followed", [(), ("gone",), ("a", "b", "c"), ("c", "b", "a", "gone")])
def test_no_choice_and_a_choice_of_nothing_that_is_there_are_all(shelves: Shelves, followed: tuple[str, ...]) -> None:
    """A server is never left without an interview because its file was renamed."""
    assert shelves.following(followed) is shelves.everything


def test_only_what_is_followed_answers(shelves: Shelves) -> None:
    """The best passage of another interview is not even offered."""
    answer = shelves.following(("b", "c")).answerer.answer("怎么烤面包？")
    assert {hit.place.interview.id for hit in answer.hits} <= {"b", "c"}
    assert shelves.everything.answerer.answer("怎么烤面包？").hits[0].place.interview.id == "a"


def test_the_deck_holds_what_is_followed(shelves: Shelves) -> None:
    """No quote of the day comes from an interview that the server left out."""
    dealt = shelves.following(("c",)).deck.deal(1, ())
    assert dealt is not None
    assert dealt[1].interview.id == "c"


def test_a_choice_is_made_once(shelves: Shelves) -> None:
    """Each message of a server would otherwise build its shelf anew."""
    assert shelves.following(("a", "b")) is shelves.following(("a", "b"))


def test_what_one_interview_does_not_cover_another_may_answer(several: App) -> None:
    """A refusal written for one document speaks against that one alone."""
    answerer = several.answerer
    scored = answerer.index.score(answerer.parser.parse("怎么烤面包？"))
    against = answerer.index.phrasings.against("a")
    assert answerer.index.phrasings.against("c").tolist() != against.tolist()
    texts = [answerer.index.phrasings.all[place].text for place in against]
    assert "怎么烤面包？" not in texts
    assert answerer.index.likeness(scored).max() > 0.9
    within = answerer.index.scope(Shelves(answerer).following(("a", "b")).library)
    assert answerer.index.likeness(scored, within).max() < 0.9


def test_scores_do_not_depend_on_what_is_followed(shelves: Shelves) -> None:
    """The statistics stay those of all interviews: a passage is worth the same to every server."""
    everywhere = {hit.row: hit.score for hit in shelves.everything.answerer.search("你喜欢什么音乐", 9)}
    here = {hit.row: hit.score for hit in shelves.following(("b",)).answerer.search("你喜欢什么音乐", 9)}
    assert here
    assert here.items() <= everywhere.items()


@pytest.fixture(scope="module")
def alike(tmp_path_factory: pytest.TempPathFactory) -> App:
    """An app of three interviews, of which two speak of music, as their curators know."""
    folder: Path = tmp_path_factory.mktemp("alike")
    for name, text in TALKS.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    ways = "['你喜欢什么音乐', '平时听什么歌', '爱听什么音乐', '音乐方面有什么喜好']"
    for name in ("a", "b"):
        (folder / f"{name}.toml").write_text(f"[[exchanges]]\nnumber = 2\nasked_as = {ways}\n", encoding="utf-8")
    return build_app(Settings(corpus=folder, config=packaged("config")))


def test_equal_answers_of_two_interviews_stand_side_by_side(alike: App) -> None:
    """Where two people answer the same question, neither is left out, and each is quoted verbatim with its title."""
    answer = alike.answerer.answer("你喜欢什么音乐？")
    assert answer.decision == "answered"
    assert answer.also is not None
    assert {answer.hits[0].place.interview.id, answer.also.place.interview.id} == {"a", "b"}
    texts = alike.catalogue.texts("zh-CN")
    message = render_answer(answer, alike.answerer.library, texts)
    assert message.content == texts("also-answered")
    assert len(message.cards) == 2
    for card, hit in zip(message.cards, (answer.hits[0], answer.also), strict=True):
        assert f"> {hit.place.quote}" in card.body
        assert hit.place.interview.title in card.footer
    links = [choice.link for menu in message.menus for choice in menu.choices]
    assert link_to(answer.also.place) in links


def test_one_answer_stands_alone(alike: App) -> None:
    """What only one interview says, and what is asked of one alone, has nothing beside it."""
    shelves = Shelves(alike.answerer)
    assert shelves.following(("a", "c")).answerer.answer("你喜欢什么音乐？").also is None
    assert alike.answerer.answer("怎么泡茶？").also is None


def test_two_long_answers_do_not_exceed_a_message(alike: App) -> None:
    """Discord takes 6,000 characters in all cards together: what does not fit is in the menu only."""
    answer = alike.answerer.answer("你喜欢什么音乐？")
    texts = alike.catalogue.texts("zh-CN")

    def long(hit: Hit | None) -> Hit:
        assert hit is not None
        text = f"{'问' * 1390}？\n\n{'长' * 1100}"
        passage = Passage(1, Span(1393, len(text)))
        exchange = Exchange(1, Span(0, 1391), passage.span, (passage,))
        interview = Interview(
            id=hit.place.interview.id, text=text, title="题" * 200, exchanges=(exchange,), speakers=("名" * 200,)
        )
        return replace(hit, place=Place(interview, exchange, passage))

    answer = replace(answer, hits=(long(answer.hits[0]), *answer.hits[1:]), also=long(answer.also))
    message = render_answer(answer, alike.answerer.library, texts)
    assert sum(len(c.body + c.author + c.title + c.footer) for c in message.cards) <= 6000


def test_old_interviews_are_gone_at_once(app: App) -> None:
    """What was answered from before a reload is given back when the last reply has been given, without a collection."""
    gc.disable()
    try:
        shelves = Shelves(app.answerer_for(Library(app.answerer.library.interviews)))
        assert shelves.following(("francois-chollet",)).answerer.answer("什么是深度学习？").hits
        assert shelves.everything.answerer.answer("What does he think of deep learning?").hits
        assert shelves.everything.deck.worth
        answerer = shelves.everything.answerer
        left: list[weakref.ref[object]] = [
            weakref.ref(answerer),
            weakref.ref(answerer.parser),
            weakref.ref(answerer.index),
        ]
        del shelves, answerer
        assert [one() for one in left] == [None] * 3
    finally:
        gc.enable()
