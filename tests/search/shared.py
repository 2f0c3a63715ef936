"""What tests of this room use together."""

from __future__ import annotations

from platformdirs import user_cache_path

from bot.search.tokenizer import Tokenizer


def tokenizer_with(*words: str) -> Tokenizer:
    """A tokenizer that knows further words; its dictionary, which takes seconds to make, comes from the cache."""
    return Tokenizer(words, user_cache_path("interview-bot"))
