"""Everything that is fuzzed, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fuzz.kept import KEPT
from tests.fuzz.reading import READING
from tests.fuzz.serving import SERVING
from tests.fuzz.typed import TYPED

if TYPE_CHECKING:
    from tests.fuzz.target import Target

TARGETS: dict[str, Target] = {**READING, **TYPED, **SERVING, **KEPT}
