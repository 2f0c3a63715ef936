"""``doctor``: what is right and wrong with an installation, and how to mend it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.cli.terminal import Terminal


def doctor_command(terminal: Terminal) -> click.Command:
    """``interview-bot doctor``."""

    @click.command(short_help="Tell what is right and wrong, and how to mend it.")
    @click.option("--offline", is_flag=True, help="Do not ask Discord.")
    @click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
    @click.pass_context
    def doctor(context: click.Context, offline: bool, as_json: bool) -> None:
        """Look at everything the bot needs and say what is right and wrong; exit 1 if something is wrong."""
        from bot.cli.findings import count, print_findings, print_findings_json
        from bot.doctor.examining import Patient, examine

        settings, faults = terminal.salvaged
        patient = Patient(terminal.directory, terminal.environ, settings, faults)
        with terminal.quietly():
            findings = asyncio.run(examine(patient, offline=offline))
        bad, warnings = count(findings, "wrong"), count(findings, "warning")
        if as_json:
            print_findings_json(findings, terminal)
        else:
            print_findings(findings, terminal)
            texts = terminal.texts_for_findings
            good = texts("doctor-warned", warnings=warnings) if warnings else texts("doctor-good")
            terminal.say(texts("doctor-bad", wrong=bad, warnings=warnings) if bad else good)
        if bad:
            context.exit(1)

    return doctor
