"""The rooms of `bot` and who may know whom, read from the imports in the source."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# What each room may import at run time; a room may always import itself and `version`.
BASE = {"errors", "toml_lines", "files"}
ALLOWED = {
    "version": set(),
    "errors": set(),
    "toml_lines": set(),
    "network": set(),
    "hidden": set(),
    "pinyin": set(),
    "files": {"errors", "toml_lines"},
    "keeping": {"errors", "files"},
    "settings": BASE,
    "credentials": BASE | {"settings"},
    "interviews": BASE | {"hidden", "keeping"},
    "search": BASE | {"keeping", "pinyin", "interviews"},
    "quotes": {"errors", "pinyin", "interviews"},
    "guilds": BASE | {"network", "quotes"},
    "answering": BASE | {"interviews", "search"},
    "expanding": BASE | {"interviews"},
    "watching": {"settings"},
    "shelves": {"interviews", "answering", "quotes"},
    "app": BASE | {"keeping", "settings", "interviews", "search", "answering"},
    "chat": BASE | {"network", "settings", "interviews", "search", "answering", "quotes", "guilds", "watching",
                     "shelves", "app"},
    "doctor": BASE | {"settings", "credentials", "interviews", "answering", "quotes", "guilds", "app", "chat"},
    "preview": BASE | {"settings", "interviews", "search", "answering", "quotes", "guilds", "shelves", "app", "chat"},
    "cli": BASE | {"settings", "interviews", "search", "answering", "quotes", "guilds", "shelves", "app", "chat",
                    "preview", "expanding", "credentials", "doctor", "hidden"},
    "__main__": {"cli"},
}  # fmt: skip

# Rooms or modules that alone import a package.
OWNERS = {
    "discord": ("bot.chat", "bot.preview"),
    "aiohttp": ("bot.chat", "bot.expanding.server"),
    "simcord": ("bot.preview",),
    "jieba": ("bot.search.tokenizer",),
    "marisa_trie": ("bot.search",),
    "rank_bm25": ("bot.search.inverting",),
    "opencc": ("bot.search.folding",),
    "click": ("bot.cli",),
    "markdown_it": ("bot.interviews.blocks",),
    "tomlkit": ("bot.interviews.annotating",),
    "bs4": ("bot.interviews.formats.html",),
    "markdownify": ("bot.interviews.formats.html",),
    "mammoth": ("bot.interviews.formats.word",),
    "pysubs2": ("bot.interviews.formats.subtitles",),
    "webvtt": ("bot.interviews.formats.subtitles",),
    "fluent": ("bot.answering.texts",),
    "sqlalchemy": ("bot.guilds",),
    "alembic": ("bot.guilds",),
    "prometheus_client": ("bot.watching",),
    "PIL": ("bot.quotes.picture", "bot.quotes.fonts"),
    "fontTools": ("bot.quotes.fonts",),
    "uniseg": ("bot.quotes.lines",),
    "babel": ("bot.quotes.zones", "bot.quotes.zone_names"),
    "pypinyin": ("bot.pinyin",),
    "packaging": ("bot.doctor.machine",),
    "dotenv": ("bot.settings.reading", "bot.credentials"),
}


@dataclass(frozen=True)
class Import:
    """One module importing another.

    Attributes:
        typing: only for annotations, under ``if TYPE_CHECKING``.
        late: inside a function.
    """

    importer: str
    imported: str
    typing: bool
    late: bool


def module_of(path: Path) -> str:
    """The dotted name of a source file."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_of(path): path for path in sorted((ROOT / "bot").rglob("*.py"))}


def room_of(module: str) -> str:
    """The room of a module: what stands behind ``bot.``; the package itself belongs to none."""
    return module.split(".")[1] if "." in module else ""


def imports_of(module: str) -> list[Import]:
    """Every import of a module, each name of ``from package import name`` as the module that it is, if it is one."""
    found: list[Import] = []

    def visit(node: ast.AST, typing: bool, late: bool) -> None:
        if isinstance(node, ast.Import):
            found.extend(Import(module, alias.name, typing, late) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                found.append(Import(module, whole if whole in MODULES else str(node.module), typing, late))
        elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            for statement in node.body:
                visit(statement, True, late)
            for statement in node.orelse:
                visit(statement, typing, late)
            return
        inside = late or isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
        for child in ast.iter_child_nodes(node):
            visit(child, typing, inside)

    visit(ast.parse(MODULES[module].read_text(encoding="utf-8")), False, False)
    return found


IMPORTS = [found for module in MODULES for found in imports_of(module)]


def test_every_room_is_in_the_table() -> None:
    """A new room is placed among the others when it is built, and a room that is gone leaves the table."""
    assert {room_of(module) for module in MODULES} - {""} == ALLOWED.keys()


def test_the_table_itself_points_one_way() -> None:
    """No two rooms may know each other, neither directly nor around a corner."""
    reached: set[str] = set()
    while ready := {room for room, known in ALLOWED.items() if known <= reached} - reached:
        reached |= ready
    assert reached == ALLOWED.keys()


@pytest.mark.parametrize("room", ALLOWED)
def test_rooms_import_what_they_may(room: str) -> None:
    """Imports at run time point one way through the rooms; for annotations alone a room may name a later one."""
    own = {room, "version", ""}
    edges = {
        (found.importer, found.imported)
        for found in IMPORTS
        if room_of(found.importer) == room and found.imported.split(".")[0] == "bot" and not found.typing
    }
    assert {edge for edge in edges if room_of(edge[1]) not in own | ALLOWED[room]} == set()


def test_typing_only_imports_of_later_rooms_are_few() -> None:
    """Only what takes the whole app to measure it names a later room in its annotations."""
    later = {
        (found.importer, found.imported)
        for found in IMPORTS
        if found.typing
        and found.imported.split(".")[0] == "bot"
        and room_of(found.imported) not in {room_of(found.importer), *ALLOWED[room_of(found.importer)]}
    }
    assert later == {("bot.answering.ablation", "bot.app"), ("bot.answering.fitting", "bot.app")}


@pytest.mark.parametrize("package", OWNERS)
def test_a_package_is_imported_in_one_place(package: str) -> None:
    """What is replaced some day is replaced in one place; annotations count, since they tie as well."""
    importers = {found.importer for found in IMPORTS if found.imported.split(".")[0] == package}
    assert importers
    owners = OWNERS[package]
    strangers = {module for module in importers if not any(f"{module}.".startswith(f"{owner}.") for owner in owners)}
    assert strangers == set()


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Modules can be read and loaded in one order; imports inside functions count, since they too tie a knot."""
    known: dict[str, set[str]] = {module: set() for module in MODULES}
    for found in IMPORTS:
        if found.imported in MODULES and not found.typing:
            known[found.importer].add(found.imported)
    done: set[str] = set()
    while ready := {module for module, imported in known.items() if imported <= done} - done:
        done |= ready
    assert known.keys() - done == set()


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("bot.app", ("discord", "simcord", "click", "sqlalchemy", "aiohttp", "bot.expanding", "tomlkit")),
        ("bot.cli", ("discord", "simcord", "sqlalchemy", "PIL", "aiohttp", "bot.expanding", "tomlkit")),
        ("bot.chat", ("alembic", "PIL", "fontTools", "bot.expanding")),
        ("bot.interviews", ("jieba", "numpy", "opencc", "discord", "tomlkit")),
        ("bot.app", ("discord", "simcord", "click", "sqlalchemy")),
        ("bot.cli", ("discord", "simcord", "sqlalchemy", "PIL")),
        ("bot.chat", ("alembic", "PIL", "fontTools")),
        (
            "bot.interviews",
            ("jieba", "numpy", "opencc", "discord", "bs4", "markdownify", "mammoth", "pysubs2", "webvtt"),
        ),
    ],
)
def test_importing_a_room_loads_no_later_package(module: str, absent: tuple[str, ...]) -> None:
    """Answering, measuring and checking need no Discord, and reading interviews no search."""
    code = f"import sys, {module}; print(*sorted(set({absent!r}) & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


WATCHED = """
import sys
opened = []
def watch(event, values):
    if event in ("open", "os.listdir", "os.scandir") and isinstance(values[0], str):
        opened.append(values[0])
sys.addaudithook(watch)
import bot.__main__, bot.app
ours = [path for path in opened if path.startswith(ROOT) and "/." not in path.removeprefix(ROOT)]
print(len(ours), *sorted({path for path in ours if path.endswith((".toml", ".md", ".ftl", ".txt"))}))
"""


def test_importing_everything_reads_no_data() -> None:
    """No file of corpus/ or config/ is opened before somebody calls for it, so that errors in them can be told."""
    code = f"ROOT = {str(ROOT)!r}\n{WATCHED}"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    seen, *data = done.stdout.split()
    assert int(seen) > 10
    assert data == []


def test_only_the_way_in_reads_the_environment() -> None:
    """Settings take the environment as an argument; pinyin sets, but does not read, a switch of pypinyin's."""
    readers = {
        module
        for module, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in ("os.environ", "os.getenv")
    }
    assert readers == {"bot.__main__", "bot.pinyin"}


def test_every_room_stands_in_the_documents() -> None:
    """The table of rooms in docs/architecture.md names each, so that a newcomer finds what it is for."""
    table = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = "".join(line.split("|")[1] for line in table.splitlines() if line.startswith("| `"))
    assert set(ALLOWED) - {"version", "__main__"} <= set(re.findall(r"`(\w+)`", rows))
