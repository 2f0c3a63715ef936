"""What each piece of the retrieval is worth: the same questions asked with pieces added one by one and left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.answering.evaluation import figures, run
from bot.answering.fitting import without_phrasings
from bot.interviews.models import Library
from bot.search.glossary import EMPTY
from bot.search.query import Analyzer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.answering.evaluation import Labelled
    from bot.app import App, Parts
    from bot.search.weights import Weights

# The figures of the ranking; the decision is fitted to the whole and says nothing about a part.
SHOWN = ("first", "three", "passage", "followup_first")


@dataclass(frozen=True, slots=True)
class Variant:
    """A make of the retrieval with something left out."""

    name: str
    parts: Parts
    phrasings: bool = True


def variants(parts: Parts) -> tuple[Variant, ...]:
    """The makes to compare: from plain jieba and BM25 upwards, then the whole without one piece at a time."""
    plain = _weigh(parts, fields={"answer": 0, "question": 0, "topic": 0}, channels=_WORDS)
    plain = _without_glossary(_weigh(plain, query=_PLAIN_QUERY))
    fields = _without_glossary(_weigh(parts, channels=_WORDS, query=_PLAIN_QUERY))
    channels = _without_glossary(_weigh(parts, query=_PLAIN_QUERY))
    glossary = _weigh(parts, query=_PLAIN_QUERY)
    spelling = _weigh(parts, query={"weak": 1, "translated": 0})
    weak = _weigh(parts, query={"translated": 0})
    return (
        Variant("words of passages (plain jieba and BM25)", plain, phrasings=False),
        Variant("+ whole answer, question, topics", fields, phrasings=False),
        Variant("+ pairs and characters", channels, phrasings=False),
        Variant("+ glossary", glossary, phrasings=False),
        Variant("+ other ways to ask", glossary),
        Variant("+ typing errors", spelling),
        Variant("+ weak words", weak),
        Variant("+ dictionary (all)", parts),
        *(Variant(f"all without {channel}s", _weigh(parts, channels={channel: 0})) for channel in _CHANNELS),
        Variant("all without passage", _weigh(parts, fields={"passage": 0})),
        Variant("all without whole answer", _weigh(parts, fields={"answer": 0})),
        Variant("all without question", _weigh(parts, fields={"question": 0})),
        Variant("all without topics", _weigh(parts, fields={"topic": 0})),
        Variant("all without other ways to ask", parts, phrasings=False),
        Variant("all without weak words", _weigh(parts, query={"weak": 1})),
        Variant("all without typing errors", _weigh(parts, query={"sound": 0})),
        Variant("all without the question before", _weigh(parts, query={"lone": 0, "full": 0.001, "continued": 0})),
    )


_WORDS = {"pair": 0, "character": 0, "concept": 0}
_CHANNELS = ("word", "pair", "character", "concept")
_PLAIN_QUERY = {"weak": 1, "sound": 0, "translated": 0}


def ablate(app: App, questions: Sequence[Labelled]) -> Iterator[tuple[str, dict[str, float]]]:
    """Ask the questions with each make; gives its name and figures as soon as they are there."""
    bare = Library(tuple(map(without_phrasings, app.answerer.library)))
    for variant in variants(app.parts):
        library = app.answerer.library if variant.phrasings else bare
        found = figures(run(app.answerer_for(library, variant.parts), questions))
        yield variant.name, {name: found[name] for name in SHOWN if name in found}


def _weigh(parts: Parts, **changes: Mapping[str, float]) -> Parts:
    """Parts with other numbers: names of sections of ranking.toml, and what changes in them."""
    weights: Weights = parts.weights
    update = {name: getattr(weights, name).model_copy(update=change) for name, change in changes.items()}
    return replace(parts, weights=weights.model_copy(update=update))


def _without_glossary(parts: Parts) -> Parts:
    return replace(parts, analyzer=Analyzer(parts.analyzer.folder, parts.analyzer.tokenizer, EMPTY))
