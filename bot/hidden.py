"""Characters that nobody sees and that do something to those around them; as code points."""

from __future__ import annotations

# Control characters but the end of a line and the tab.
CONTROLS = frozenset({*range(0x20), *range(0x7F, 0xA0)} - {ord("\n"), ord("\t")})
# Marks that turn the order of what follows round.
TURNS = frozenset({*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C})
