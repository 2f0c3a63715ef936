"""``python -m bot`` and the command ``interview-bot``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from bot.cli import build_cli
from bot.cli.terminal import Terminal


def main() -> None:
    """Run the command line of this process."""
    terminal = Terminal(environ=dict(os.environ), directory=Path())
    sys.exit(build_cli(terminal).main(standalone_mode=True))


if __name__ == "__main__":
    main()
