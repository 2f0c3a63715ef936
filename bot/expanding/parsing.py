"""The phrasings in what a model wrote: a JSON array, or else a list with a number or a bullet at each line."""

from __future__ import annotations

import json
import re
from typing import Any

# Models that reason aloud put that first.
_THOUGHT, _THOUGHT_ENDS = "<think>", "</think>"
_FENCED = re.compile(r"```[^\n`]*\n(.*?)(?:```|\Z)", re.DOTALL)
_LISTED = re.compile(r"^[ \t]*(?:\d{1,3}[.)、．:：)]|[-*•·])[ \t]*(\S.*)", re.MULTILINE)
_QUOTES = {'"': '"', "'": "'", "“": "”", "「": "」", "『": "』"}
_NAMES = ("question", "phrasing", "text")


def parse_suggestions(text: str) -> tuple[str, ...]:
    """Read the phrasings in a model's answer.

    Args:
        text: as the model wrote it: JSON, alone, in a code fence or between sentences, or else a list of lines.

    Returns:
        the phrasings as they are, in order; none where there is no list: prose is not taken for questions.
    """
    said = _without_thoughts(text)
    for candidate in (said, *_FENCED.findall(said), _bracketed(said)):
        found = _from_json(candidate)
        if found:
            return tuple(found)
    return tuple(_unquoted(line.rstrip(" \t")) for line in _LISTED.findall(said))


def _without_thoughts(text: str) -> str:
    """A text without what stands between the marks of thinking; the first of them may have been left out."""
    kept: list[str] = []
    at = 0
    while (end := text.find(_THOUGHT_ENDS, at)) >= 0:
        after = end + len(_THOUGHT_ENDS)
        begin = text.find(_THOUGHT, at, end)
        if begin >= 0 or at > 0:
            kept.append(text[at : begin if begin >= 0 else after])
        at = after
    return "".join((*kept, text[at:]))


def _bracketed(text: str) -> str:
    return text[text.find("[") : text.rfind("]") + 1]


def _from_json(text: str) -> list[str]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return []
    if isinstance(found, dict):
        # A model that is held to objects puts the array into one.
        found = next((value for value in found.values() if isinstance(value, list)), [])
    return [said for entry in found if (said := _said(entry))] if isinstance(found, list) else []


def _said(entry: Any) -> str:
    if isinstance(entry, dict):
        entry = next((entry[name] for name in _NAMES if name in entry), "")
    return entry if isinstance(entry, str) else ""


def _unquoted(line: str) -> str:
    """A line without the comma behind it and the quotation marks around it."""
    said = line.removesuffix(",").removesuffix("，")
    if len(said) > 1 and _QUOTES.get(said[0]) == said[-1]:
        return said[1:-1]
    return said
