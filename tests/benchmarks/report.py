"""What was measured, written between two marks into a page, and drawn as one small picture beside it."""

from __future__ import annotations

import importlib.util
import os
import platform
import re
from typing import TYPE_CHECKING

from tests.benchmarks.figures import milliseconds, table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tests.benchmarks.figures import Findings

BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
PICTURE = "performance.png"
# The bot in its own colour, everybody else in grey.
_OURS, _OTHERS = "#5B7FA6", "#B8BCC2"


def machine() -> str:
    """What it was measured on, in words."""
    system = f"{platform.system()} on {platform.machine()}"
    load = f", load {os.getloadavg()[1]:.1f} over the last five minutes" if hasattr(os, "getloadavg") else ""
    return f"{os.cpu_count()} cores, {system}, Python {platform.python_version()}{load}"


def aims(found: Sequence[Findings]) -> str:
    """Every aim with what was seen."""
    words = {True: "yes", False: "**no**", None: "not measured"}
    figures = [figure for findings in found for figure in findings.figures]
    return table(["work", "aim", "seen", "met"], ([one.work, one.aim, one.seen, words[one.met]] for one in figures))


def write(found: Sequence[Findings], command: str) -> str:
    """The whole report in Markdown, without the marks."""
    parts = [f"`{command}` on {machine()}:", aims(found)]
    for findings in found:
        parts += [f"### {findings.title}", *findings.text]
    return "\n\n".join(parts)


def put(page: Path, report: str) -> None:
    """Put a report between a page's marks; a page without them gets both at its end."""
    before = page.read_text(encoding="utf-8") if page.exists() else "# Performance\n"
    if BEGIN not in before:
        before = f"{before.rstrip()}\n\n{BEGIN}\n{END}\n"
    marked = re.compile(f"{re.escape(BEGIN)}.*{re.escape(END)}", re.DOTALL)
    page.write_text(marked.sub(lambda _: f"{BEGIN}\n\n{report}\n\n{END}", before), encoding="utf-8")


def draw(bars: Mapping[str, Mapping[str, float]], picture: Path) -> bool:
    """Draw medians beside each other on a logarithmic scale.

    Args:
        bars: median milliseconds by name, by title.
        picture: the PNG to write.

    Returns:
        whether matplotlib is here to do it.
    """
    if not bars or importlib.util.find_spec("matplotlib") is None:
        return False
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 0.5 + 1.9 * len(bars)), layout="constrained")
    for axes, (title, medians) in zip(figure.subplots(len(bars), squeeze=False)[:, 0], bars.items(), strict=True):
        names = sorted(medians, key=lambda name: -medians[name])
        colours = [_OURS if name == "this bot" else _OTHERS for name in names]
        drawn = axes.barh(names, [medians[name] for name in names], color=colours)
        axes.bar_label(drawn, labels=[f"{milliseconds(medians[name] / 1000)} ms" for name in names], padding=4)
        axes.set_xscale("log")
        axes.margins(x=0.18)
        axes.set_title(f"{title}: median, logarithmic", loc="left", fontsize=10)
        axes.spines[["top", "right"]].set_visible(False)
    picture.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(picture, dpi=90, metadata={"Software": None})
    return True
