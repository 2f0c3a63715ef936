"""What was said: interviews read from files into frozen values whose quotes are offsets into the text."""

from bot.interviews.loader import load_interview, load_library
from bot.interviews.models import (
    Caution,
    Exchange,
    Interview,
    Library,
    Licence,
    NotCovered,
    Passage,
    Place,
    Reading,
    Span,
    Topic,
)
from bot.interviews.naming import find_exchange, find_passage, name_exchange, name_passage

__all__ = [
    "Caution",
    "Exchange",
    "Interview",
    "Library",
    "Licence",
    "NotCovered",
    "Passage",
    "Place",
    "Reading",
    "Span",
    "Topic",
    "find_exchange",
    "find_passage",
    "load_interview",
    "load_library",
    "name_exchange",
    "name_passage",
]
