from __future__ import annotations

import re

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from tests.deploy.files import PROJECT, read, read_dockerfile, rests

LINES = read("deploy/constraints.txt").strip().split("\n")
# What the image has besides what everybody has.
EXTRAS = ("bilingual", "postgresql")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}


def environment(python: str, system: str) -> dict[str, str]:
    """What markers are held against, beside what is the same here."""
    return {
        "python_version": python,
        "python_full_version": f"{python}.1",
        "sys_platform": system,
        "platform_system": SYSTEMS[system],
    }


def wanted() -> list[Requirement]:
    """What the bot needs to run, with the extras of the image."""
    extras = PROJECT["project"]["optional-dependencies"]
    texts = [*PROJECT["project"]["dependencies"], *(text for extra in EXTRAS for text in extras[extra])]
    return [Requirement(text) for text in texts]


def pinned(python: str, system: str) -> dict[str, str]:
    """The exact versions that hold for a Python on a system."""
    here = environment(python, system)
    found = [Requirement(line) for line in LINES]
    chosen = [one for one in found if one.marker is None or one.marker.evaluate(here)]
    names = [canonicalize_name(one.name) for one in chosen]
    assert len(names) == len(set(names)), "a package is named twice"
    return {name: str(one.specifier).removeprefix("==") for name, one in zip(names, chosen, strict=True)}


def test_the_list_says_names_and_versions_and_not_where_they_come_from() -> None:
    """Who installs chooses the index; a line is a name, a version, and perhaps for whom."""
    assert [line for line in LINES if not re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*( ; [^@/]+)?", line)] == []
    names = [line.partition("==")[0] for line in LINES]
    assert names == sorted(names)


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("python", PYTHONS)
def test_the_exact_versions_are_within_the_ranges(python: str, system: str) -> None:
    """On every Python and system each dependency has one version, and pyproject.toml allows it."""
    versions = pinned(python, system)
    missing = [need.name for need in wanted() if canonicalize_name(need.name) not in versions]
    assert missing == []
    outside = [need for need in wanted() if versions[canonicalize_name(need.name)] not in need.specifier]
    assert outside == []


def test_the_pythons_are_those_of_the_project() -> None:
    """The versions hold for every Python that the project says it runs on, the image's included."""
    allowed = SpecifierSet(PROJECT["project"]["requires-python"])
    assert all(python in allowed for python in PYTHONS)
    assert rests(read_dockerfile()[0], "FROM")[0].removeprefix("python:")[:4] in PYTHONS
