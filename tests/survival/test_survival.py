"""Whatever happens to the connection, to requests, to the process or to its disk: the bot comes back by itself.

``pytest -m long tests/survival`` strikes with every fault; each run of the tests with a few.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT
from tests.survival.faults import Fault, new_scene, strike
from tests.survival.processes import can_mount
from tests.survival.table import FAULTS, names_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.survival.scene import Scene


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What all starts have in common."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def shared(cache: Path) -> Iterator[Callable[[], Scene]]:
    """The running bot that faults share, so that it need not start for each; no fault may end it."""
    with new_scene(cache) as scene:
        begun: list[Scene] = []

        def get() -> Scene:
            if not begun:
                begun.append(scene.start())
            return begun[0]

        yield get
        assert not begun or scene.process.stop() == 0


def named(fault: Fault) -> str:
    """The name of a test."""
    return fault.name


def survive(fault: Fault, shared: Callable[[], Scene], cache: Path) -> None:
    """Let a fault happen where that is possible."""
    if fault.name.startswith("disk full") and not can_mount():
        pytest.skip("only root can have a small disk")
    strike(fault, shared, cache)


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault.quick], ids=named)
def test_the_bot_survives(fault: Fault, shared: Callable[[], Scene], cache: Path) -> None:
    """After a common fault the bot answers again, has lost no setting and said nothing twice."""
    survive(fault, shared, cache)


@pytest.mark.long
@pytest.mark.parametrize("fault", FAULTS, ids=named)
def test_the_bot_survives_everything(fault: Fault, shared: Callable[[], Scene], cache: Path) -> None:
    """After each fault of the table the bot answers again, has lost no setting and said nothing twice."""
    survive(fault, shared, cache)


def test_every_fault_has_a_row_in_the_page() -> None:
    """The page tells of each fault that is tried, and of no other."""
    assert names_in(ROOT / "docs" / "survival.md") == [fault.name for fault in FAULTS]
