from __future__ import annotations

from bot.chat.conversations import Conversations


class Clock:
    """Seconds that a test moves."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        """The seconds now."""
        return self.seconds


def test_the_last_question_is_recalled() -> None:
    """A follow-up is understood with the last question of the same person in the same channel."""
    conversations = Conversations(Clock())
    conversations.remember("一", "here")
    conversations.remember("二", "here")
    conversations.remember("三", "there")
    assert conversations.recall("here") == "二"
    assert conversations.recall("nowhere") is None
    assert conversations.recall() is None


def test_the_first_key_that_is_known_counts() -> None:
    """A reply to an answer follows up that answer, even if the person asked something else since."""
    conversations = Conversations(Clock())
    conversations.remember("旧", ("channel", "person"), 1)
    conversations.remember("新", ("channel", "person"), 2)
    assert conversations.recall(1, ("channel", "person")) == "旧"
    assert conversations.recall(None, ("channel", "person")) == "新"


def test_a_question_is_forgotten_after_its_time() -> None:
    """Members are promised that questions stay for minutes only."""
    clock = Clock()
    conversations = Conversations(clock, seconds=60)
    conversations.remember("问", "here")
    clock.seconds += 60
    assert conversations.recall("here") == "问"
    clock.seconds += 0.1
    assert conversations.recall("here") is None


def test_asking_again_begins_the_time_anew() -> None:
    """A lively conversation does not end in the middle."""
    clock = Clock()
    conversations = Conversations(clock, seconds=60)
    conversations.remember("一", "here")
    conversations.remember("别处", "there")
    clock.seconds += 50
    conversations.remember("二", "here")
    clock.seconds += 50
    assert conversations.recall("here") == "二"
    assert conversations.recall("there") is None


def test_the_oldest_go_when_there_are_too_many() -> None:
    """Memory has an end: above the limit the questions asked longest ago are dropped first."""
    conversations = Conversations(Clock(), limit=3)
    for number in range(4):
        conversations.remember(f"第 {number} 个", number)
    conversations.remember("又一个", 1)
    conversations.remember("最后", 4)
    assert [conversations.recall(number) for number in range(5)] == [None, "又一个", None, "第 3 个", "最后"]


def test_what_is_too_old_leaves_the_memory() -> None:
    """Questions that are too old are not only passed over but gone, at the latest when the next one comes."""
    clock = Clock()
    conversations = Conversations(clock, seconds=60)
    for number in range(100):
        conversations.remember("问", number)
    clock.seconds += 61
    conversations.remember("新", "here")
    clock.seconds -= 61
    assert conversations.recall(*range(100)) is None
    assert conversations.recall("here") == "新"
