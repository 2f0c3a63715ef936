"""One target under atheris, in a process that libFuzzer ends: ``python -m tests.fuzz.guided TARGET FOLDER [FLAG ...]``.

The flags are libFuzzer's. Not to be run by hand: ``python -m tests.fuzz`` starts it.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

# What takes files apart for the bot, and is instrumented with it, so that new ways through them are noticed.
READERS = "bs4 dotenv fluent html markdown_it markdownify pysubs2 tomlkit tomllib webvtt zipfile"


def main() -> None:
    """Try bytes until the time is over or something is found."""
    import atheris

    name, folder, *flags = sys.argv[1:]
    with atheris.instrument_imports(include=["bot", *READERS.split()]):
        from tests.fuzz.table import TARGETS

        target, place = TARGETS[name], Path(folder)
        for seed in target.seeds():
            # What is imported on first use is to be instrumented as well; what the seeds find is found again below.
            with suppress(Exception):
                target(seed, place)

    def run(data: bytes) -> None:
        target(data, place)

    atheris.Setup([sys.argv[0], *flags], run)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
