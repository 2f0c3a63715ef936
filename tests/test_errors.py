from __future__ import annotations

from pathlib import Path

import pytest

from bot import errors
from bot.errors import BotError, ConfigError, CorpusError, FaultsError

KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_error_is_a_bot_error(kind: type[Exception]) -> None:
    """One except clause at the top catches everything that is told to a person."""
    assert issubclass(kind, BotError)


@pytest.mark.parametrize("kind", KINDS)
def test_the_tree_in_the_docstring_is_the_tree(kind: type[Exception]) -> None:
    """Who reads the module's first lines knows every kind of error."""
    assert errors.__doc__ is not None
    assert kind.__name__ in errors.__doc__


@pytest.mark.parametrize(
    ("path", "line", "place"),
    [
        (None, None, ""),
        (None, 3, ""),
        (Path("corpus/a.md"), None, "corpus/a.md"),
        (Path("corpus/a.md"), 3, "corpus/a.md:3"),
    ],
)
def test_a_place_is_written_as_editors_and_terminals_know_it(path: Path | None, line: int | None, place: str) -> None:
    """Path and line are joined by a colon, so that a click opens the file there."""
    assert CorpusError("file-empty", path=path, line=line).place == place


def test_an_error_carries_data() -> None:
    """Code, place and details are values and not words in a sentence."""
    error = CorpusError("exchange-missing", path=Path("a.toml"), line=7, number=9, last=4)
    assert (error.code, error.path, error.line) == ("exchange-missing", Path("a.toml"), 7)
    assert error.details == {"number": 9, "last": 4}
    assert str(error) == "a.toml:7: exchange-missing: number=9, last=4"


def test_an_error_without_place_and_details_is_its_code() -> None:
    """No empty parts stand in a log."""
    assert str(ConfigError("file-missing")) == "file-missing"


def test_several_faults_stay_in_order() -> None:
    """Faults are told in the order in which they were found, a line each, with their number."""
    faults = [ConfigError("toml", path=Path("b")), CorpusError("file-empty", path=Path("a"))]
    several = FaultsError(faults)
    assert several.faults == tuple(faults)
    assert (several.code, several.details) == ("faults", {"count": 2})
    assert str(several) == "b: toml\na: file-empty"
