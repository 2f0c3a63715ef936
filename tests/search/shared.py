"""What tests of this room use together."""

from __future__ import annotations

import os
from multiprocessing import parent_process

from platformdirs import user_cache_path

from bot.search.query import Analyzer, Bags
from bot.search.tokenizer import Tokenizer


def tokenizer_with(*words: str) -> Tokenizer:
    """A tokenizer that knows further words; its dictionary, which takes seconds to make, comes from the cache."""
    return Tokenizer(words, user_cache_path("interview-bot"))


class Deadly(Analyzer):
    """Ends the process in which it meets the word 崩溃, unless that is the one of the tests."""

    def bags(self, text: str, *, asking: bool = False) -> Bags:
        """The terms of a text, if its process lives."""
        if "崩溃" in text and parent_process() is not None:
            os._exit(1)
        return super().bags(text, asking=asking)
