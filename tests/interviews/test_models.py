from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from bot.interviews import Exchange, Interview, Library, Passage, Place, Span, Topic


@pytest.fixture
def interview() -> Interview:
    """Two exchanges, the first of two passages, under one topic."""
    text = "甲？\n\n一\n\n* 二\n\n乙？\n\n三"
    return Interview(
        id="a",
        text=text,
        title="题",
        exchanges=(
            Exchange(1, Span(0, 2), Span(4, 10), (Passage(1, Span(4, 5)), Passage(2, Span(9, 10)))),
            Exchange(2, Span(12, 14), Span(16, 17), (Passage(1, Span(16, 17)),)),
        ),
        topics=(Topic("话题", (1, 2)),),
    )


def test_a_place_quotes_what_stands_in_the_text(interview: Interview) -> None:
    """A passage is quoted alone, an answer with everything between its passages, both cut from the text."""
    first = interview.exchanges[0]
    assert [Place(interview, first, passage).quote for passage in first.passages] == ["一", "二"]
    whole = Place(interview, first)
    assert (whole.quote, whole.question, whole.span) == ("一\n\n* 二", "甲？", first.answer)


@pytest.mark.parametrize(("number", "found"), [(-1, None), (0, None), (1, 1), (2, 2), (3, None)])
def test_exchanges_are_numbered_from_one(interview: Interview, number: int, found: int | None) -> None:
    """A number that no exchange has finds none, also one that counts from the end."""
    exchange = interview.exchange(number)
    assert (exchange and exchange.number) == found


def test_passages_are_listed_in_the_order_of_the_text(interview: Interview) -> None:
    """Everything that can be quoted is reached, each with the exchange that it belongs to."""
    listed = [(exchange.number, interview.cut(passage.span)) for exchange, passage in interview.passages]
    assert listed == [(1, "一"), (1, "二"), (2, "三")]


def test_a_check_changes_with_the_words_only(interview: Interview) -> None:
    """A button for an older text is noticed; one is not outdated because something else was edited."""
    other = replace(interview, text=interview.text.replace("甲", "丙").replace("二", "四"), title="别题")
    first, second = interview.exchanges
    assert interview.check(first) != other.check(first)
    assert interview.check(second) == other.check(second)
    assert interview.check(first.passages[0]) == other.check(first.passages[0])
    assert interview.check(first.passages[1]) != other.check(first.passages[1])
    assert interview.check(Topic("话题", (1,))) == interview.check(Topic("话题", (2,)))
    assert interview.check(Topic("话题", (1,))) != interview.check(Topic("别的", (1,)))


def test_keys_and_checks_are_short_and_plain(interview: Interview) -> None:
    """They have room in the hundred characters of a button and never hold its separator."""
    long = replace(interview, id="很长的名字 with: everything/" * 20)
    assert len(long.key) == 8
    assert int(long.key, 16) >= 0
    assert long.key != interview.key
    things: list[Exchange | Topic] = [*interview.exchanges, *interview.topics]
    checks = [interview.check(thing) for thing in things]
    assert [len(check) for check in checks] == [4, 4, 4]
    assert all(int(check, 16) >= 0 for check in checks)


def test_a_library_finds_interviews_by_id_and_key(interview: Interview) -> None:
    """Both names lead to the interview, and others to none."""
    other = replace(interview, id="b", topics=(Topic("别的", (1,)),))
    library = Library((interview, other))
    assert (len(library), list(library)) == (2, [interview, other])
    assert (library.interview("b"), library.interview("B")) == (other, None)
    assert (library.by_key(other.key), library.by_key("b")) == (other, None)
    assert [(each.id, topic.name) for each, topic in library.topics] == [("a", "话题"), ("b", "别的")]


def test_nothing_of_an_interview_can_be_changed(interview: Interview) -> None:
    """What was said stays as it was said while the bot runs."""
    with pytest.raises(FrozenInstanceError):
        interview.text = ""  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        interview.exchanges[0].number = 3  # type: ignore[misc]


def test_the_text_does_not_flood_a_log(interview: Interview) -> None:
    """The representation of an interview names it and does not hold it."""
    assert "题" in repr(interview)
    assert "甲" not in repr(interview)
