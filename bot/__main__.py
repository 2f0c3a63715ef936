"""``python -m bot`` and the command ``interview-bot``."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

# A start makes some hundred thousand objects that stay; looking for garbage after every 700 takes a tenth of its time.
OBJECTS = 20_000


def main() -> None:
    """Run the command line of this process."""
    gc.set_threshold(OBJECTS, *gc.get_threshold()[1:])
    from bot.cli import build_cli
    from bot.cli.terminal import Terminal

    terminal = Terminal(environ=dict(os.environ), directory=Path())
    sys.exit(build_cli(terminal).main(standalone_mode=True))


if __name__ == "__main__":
    main()
