"""Findings, drawn for the terminal or printed for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.table import Table
from rich.text import Text

from bot.cli.printing import json_text
from bot.doctor.findings import explain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.cli.terminal import Terminal
    from bot.doctor.findings import Finding

_COLOURS = {"ok": "green", "warning": "yellow", "wrong": "bold red"}
_MEND = "→ "


def print_findings(findings: Sequence[Finding], terminal: Terminal) -> None:
    """Print a line a finding: its state, its subject, what is, and below it how to mend it."""
    texts = terminal.texts_for_findings
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    before = None
    for finding in findings:
        told = explain(finding, texts)
        what = Text(told.what)
        if told.mend:
            what.append(f"\n{_MEND}{told.mend}", style="cyan")
        state = Text(texts(f"doctor-state-{finding.state}"), style=_COLOURS[finding.state])
        subject = "" if finding.subject == before else texts(f"doctor-subject-{finding.subject}")
        table.add_row(state, Text(subject), what)
        before = finding.subject
    terminal.console.print(table)


def print_findings_json(findings: Sequence[Finding], terminal: Terminal) -> None:
    """Print one object: how many findings are wrong and how many are warnings, and each of them."""
    texts = terminal.texts_for_findings
    told = [(finding, explain(finding, texts)) for finding in findings]
    found = {
        "wrong": count(findings, "wrong"),
        "warnings": count(findings, "warning"),
        "findings": [
            {
                "subject": finding.subject,
                "state": finding.state,
                "code": finding.code,
                "what": said.what,
                "mend": said.mend,
            }
            for finding, said in told
        ],
    }
    click.echo(json_text(found, indent=2))


def count(findings: Sequence[Finding], state: str) -> int:
    """How many findings are of a state."""
    return sum(finding.state == state for finding in findings)
