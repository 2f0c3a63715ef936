"""Files that somebody wrote to do harm: each is read in the time that its size deserves, or refused in a sentence."""

from __future__ import annotations

import contextlib
import io
import os
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from bot.errors import BotError, CorpusError, FaultsError
from bot.files import MOST_FAULTS, write_text
from bot.interviews import load_interview, load_library
from bot.interviews.formats.registry import ENDINGS, SIZE_LIMIT
from bot.interviews.keeping import Kept
from bot.interviews.sidecar import SIDECAR_LIMIT, Sidecar, load_sidecar
from tests.interviews.formats.test_word import BODY, LINKS, TYPES

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.interviews import Interview

TALK = "甲？\n\n乙。\n\n丙？\n\n丁。\n"
# Far more than any of the documents takes on a busy machine, far less than what each of them once took.
PATIENCE = 10.0


def refusal(load: Callable[[], object]) -> str:
    """The code of the one fault with which a file is refused."""
    with pytest.raises(BotError) as caught:
        load()
    fault = caught.value
    return fault.faults[0].code if isinstance(fault, FaultsError) else fault.code


# Files that are none


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names on this system")
@pytest.mark.parametrize("name", ["a.md", "a.toml"])
@pytest.mark.parametrize("keeping", [False, True])
def test_a_pipe_in_the_corpus_is_not_waited_for(tmp_path: Path, name: str, keeping: bool) -> None:
    """Nobody ever writes into it; reading it as a file would hang the start."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.md").write_text(TALK, encoding="utf-8")
    (corpus / name).unlink(missing_ok=True)
    os.mkfifo(corpus / name)
    assert refusal(lambda: load_library(corpus, Kept(tmp_path / "kept") if keeping else None)) == "file-special"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there are no devices with names on this system")
def test_a_device_is_not_read() -> None:
    """It has no size and no end."""
    assert refusal(lambda: load_interview(Path("/dev/zero"))) == "file-special"


def test_a_name_that_no_system_has_is_a_fault() -> None:
    """A NUL ends a name for the system and not for Python."""
    assert refusal(lambda: load_interview(Path("a\0b.md"))) == "file-unreadable"


# Links


@pytest.mark.parametrize("name", ["a.md", "a.toml", "b.html"])
@pytest.mark.parametrize("target", ["outside/secret.md", "../outside/secret.md", "corpus/../outside/secret.md"])
def test_a_link_that_leads_out_of_the_corpus_is_refused(tmp_path: Path, name: str, target: str) -> None:
    """Who gives interviews away cannot make the bot quote another file of the machine, or read it aside."""
    corpus, outside = tmp_path / "corpus", tmp_path / "outside"
    corpus.mkdir()
    outside.mkdir()
    (outside / "secret.md").write_text(TALK, encoding="utf-8")
    (corpus / "a.md").write_text(TALK, encoding="utf-8")
    (corpus / name).unlink(missing_ok=True)
    (corpus / name).symlink_to(target if target.startswith("..") else tmp_path / target)
    assert refusal(lambda: load_library(corpus)) == "link-leads-out"


def test_a_link_within_the_corpus_is_followed(tmp_path: Path) -> None:
    """Containers mount files as links to a folder beside them, and the corpus itself may be a link."""
    corpus = tmp_path / "corpus"
    (corpus / "..data").mkdir(parents=True)
    (corpus / "..data" / "a.md").write_text(TALK, encoding="utf-8")
    (corpus / "a.md").symlink_to("..data/a.md")
    (tmp_path / "link").symlink_to(corpus)
    for folder in (corpus, tmp_path / "link"):
        assert [interview.id for interview in load_library(folder)] == ["a"]


@pytest.mark.parametrize("target", ["nowhere.md", "a.md"])
def test_a_link_that_leads_nowhere_is_a_fault(tmp_path: Path, target: str) -> None:
    """To a file that is not there, or to itself."""
    (tmp_path / "a.md").symlink_to(target)
    assert refusal(lambda: load_library(tmp_path)) in ("file-missing", "file-unreadable", "link-leads-out")


def test_a_link_in_the_place_of_what_is_written_is_not_followed(tmp_path: Path) -> None:
    """A file is written beside its place first; a link that waits there would have another one overwritten."""
    victim, place = tmp_path / "victim", tmp_path / "a.toml"
    victim.write_text("safe", encoding="utf-8")
    (tmp_path / "a.toml.new").symlink_to(victim)
    place.symlink_to(victim)
    write_text(place, "new", CorpusError)
    assert victim.read_text(encoding="utf-8") == "safe"
    assert place.read_text(encoding="utf-8") == "new"
    assert not place.is_symlink()


# Sidecars


def test_no_key_of_a_sidecar_names_a_file() -> None:
    """What stands in a sidecar is shown or compared and never opened: there is nothing that could lead out."""

    def names(model: type[BaseModel]) -> set[str]:
        found = set(model.model_fields)
        for field in model.model_fields.values():
            for part in (field.annotation, *getattr(field.annotation, "__args__", ())):
                if isinstance(part, type) and issubclass(part, BaseModel):
                    found |= names(part)
        return found

    assert names(Sidecar) == {
        *("title", "speakers", "interviewer", "publisher", "source", "language", "licence", "people", "reading"),
        *("topics", "exchanges", "not_covered", "name", "url", "credit", "role", "aliases", "format", "layout"),
        *(
            "questions",
            "answers",
            "joined",
            "leave_out",
            "number",
            "asked_as",
            "passages",
            "begins",
            "quoting",
            "about",
        ),
    }
    assert "Path" not in str(Sidecar.model_json_schema())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a = " + "[" * 50_000, "toml"),
        ("a = " + "{a=" * 50_000, "toml"),
        ("a = " + "9" * 5_000, "toml"),
        (f"title = '{'x' * SIDECAR_LIMIT}'", "file-too-large"),
        ("source = 'javascript:alert(1)'", "key-value"),
        ("source = 'file:///etc/passwd'", "key-value"),
        ("[reading]\nformat = '../word'", "key-value"),
    ],
)
def test_a_hostile_sidecar_is_a_fault(tmp_path: Path, text: str, code: str) -> None:
    """Brackets without end, numbers without end, gigabytes, and addresses that no browser should open."""
    path = tmp_path / "a.toml"
    path.write_text(text, encoding="utf-8")
    assert refusal(lambda: load_sidecar(path)) == code


def test_a_sidecar_of_nonsense_is_told_in_its_first_faults(tmp_path: Path) -> None:
    """Each fault is looked for in the whole text, and a hundred thousand of them would take days."""
    path = tmp_path / "a.toml"
    path.write_text("".join(f"k{number} = 1\n" for number in range(20_000)), encoding="utf-8")
    with pytest.raises(FaultsError) as caught:
        load_sidecar(path)
    assert len(caught.value.faults) == MOST_FAULTS


# Bombs


def docx(body: str, **more: str | bytes) -> bytes:
    """A Word document with a body, and more entries; a double underscore stands for a slash."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", more.pop("links", LINKS))
        archive.writestr("word/document.xml", body)
        for name, content in more.items():
            archive.writestr(name.replace("__", "/"), content)
    return data.getvalue()


SAID = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
BOMB = "<!DOCTYPE a [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)) + "]>"
BOMBED = BODY.replace('"1.0"?>', '"1.0"?>' + BOMB).format(SAID.format("&a11;"))
FOREIGN = BODY.replace('"1.0"?>', '"1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>').format(
    SAID.format("&x;")
)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(docx(" " * (SIZE_LIMIT + 1)), "file-too-large", id="a body of more than memory"),
        pytest.param(docx(BODY.format(""), word__styles_xml_=""), "file-empty", id="nothing"),
        pytest.param(
            docx(BODY.format(""), word__styles__a="".join("x" * 1), **{"a.xml": " " * SIZE_LIMIT}),
            "file-too-large",
            id="another part of more than memory",
        ),
        pytest.param(
            docx(BODY.format(""), links=LINKS.replace("word/document.xml", "b.bin"), **{"b.bin": " " * SIZE_LIMIT}),
            "file-empty",
            id="a part that is not called XML",
        ),
        pytest.param(docx(BOMBED), "file-broken", id="entities of entities"),
        pytest.param(docx(BOMBED.encode("utf-16").decode("latin-1")), "file-broken", id="the same in UTF-16"),
        pytest.param(docx(FOREIGN), "file-broken", id="an entity that is another file"),
        pytest.param(docx(BODY.format("<w:p>" * 5_000)), "file-broken", id="tags without end"),
        pytest.param(docx(BODY.format("<w:tbl>" * 900 + "</w:tbl>" * 900)), "file-broken", id="tables in tables"),
    ],
)
def test_a_bomb_in_a_word_document_is_not_lit(tmp_path: Path, data: bytes, code: str) -> None:
    """What would be unpacked or expanded without end is refused before; no other file is read."""
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    assert len(data) < 200_000
    assert refusal(lambda: load_interview(path)) == code


def test_an_archive_that_lies_about_its_size_is_unpacked_no_further(tmp_path: Path) -> None:
    """The size in the header is what counts; more behind it shows the file to be broken."""
    data = bytearray(docx(BODY.format(SAID.format("甲" * 100_000))))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        size = archive.getinfo("word/document.xml").file_size.to_bytes(4, "little")
    path = tmp_path / "a.docx"
    path.write_bytes(bytes(data).replace(size, (500).to_bytes(4, "little")))
    assert refusal(lambda: load_interview(path)) in ("file-cut-off", "file-broken")


# What takes long


def repeated(said: str, size: int) -> str:
    """Some words again and again."""
    return said * (size // len(said))


CUE = "1\n00:00:00,000 --> 00:00:01,000\n"
SLOW = {
    "quotes.md": ">" * 100_000 + " a",
    "lists.md": "- " * 20_000 + "a",
    "stars.md": repeated("**a*a", 40_000),
    "links.md": repeated("[a](", 40_000) + repeated("[", 20_000),
    "ticks.md": "".join("`" * size + " " for size in range(300)),
    "line.md": "甲" * 300_000,
    "blanks.md": TALK + "a" + " " * 500_000 + "b\n\n" + "\n" * 500_000,
    "front.md": "---\ntitle: a" + " " * 200_000 + "b\n---\n" + TALK,
    "date.md": TALK + "丙？\n\n丁。\n\n2020年1月1" + " " * 200_000 + "x",
    "labels.md": "".join(f"Ann{n} Bee: 好\n\nCyd{n % 900}: 你？\n\n" for n in range(1800)),
    "codes.srt": CUE + "{\\" * 100_000,
    "lines.srt": CUE + "a\n" * 30_000,
    "ends.srt": CUE + "a" + "\n" * 200_000 + "b",
    "voices.vtt": "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n" + repeated("<v ", 100_000),
    "times.vtt": "WEBVTT\n\n" + repeated("00:", 200_000),
    "marks.html": "<html>" + "<?" * 100_000,
    "ends.html": "<html>" + "</" * 100_000,
    "sections.html": "<html>" + "<![CDATA[>" * 20_000,
    "attributes.html": "<html><p " + "a=b " * 30_000 + ">",
    "nested.html": "<html>" + "<div>" * 100_000,
    "wide.html": "<html>" + "<blockquote>" * 390 + "a<br>" * 40_000,
    "items.html": "<html><ol>" + "<li>甲</li>" * 30_000,
    "comments.html": "<html>" + "<!--" * 100_000,
}  # fmt: skip


@pytest.mark.parametrize("name", SLOW)
def test_a_document_made_to_take_long_does_not(tmp_path: Path, name: str) -> None:
    """Each of these, or ten times as much of it, took minutes to years once; now time is in proportion to size."""
    path = tmp_path / name
    path.write_text(SLOW[name], encoding="utf-8", newline="")
    begun = time.process_time()
    with contextlib.suppress(CorpusError):
        load_interview(path)
    assert time.process_time() - begun < PATIENCE


# Whatever bytes


PIECES = st.sampled_from(
    [
        *(
            "甲？\n\n",
            "乙。\n\n",
            "Q: ",
            "A: ",
            "问：",
            "**",
            "*",
            "# ",
            "> ",
            "- ",
            "1. ",
            "```\n",
            "---\n",
            "[a](b)",
            "\\",
            "`",
        ),
        *(
            "<p>",
            "</p>",
            "<b>甲？</b>",
            "<ol><li>",
            "<!--",
            "-->",
            "<![CDATA[",
            "<?",
            "&amp;",
            "&#0;",
            "&#xD800;",
            "<",
            ">",
        ),
        *("WEBVTT\n\n", "00:00:01.000 --> 00:00:02.000\n", CUE, "<v 甲>", "{\\an8}", "99:99:99,999 --> 0:0:0,0\n"),
        *("\0", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\ufeff", "\u202e", "\u0301", "\U0010ffff", "\ufdd0"),
    ]
)


@settings(max_examples=150)
@given(
    st.sampled_from([ending for ending in ENDINGS if ending != ".docx"]),
    st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=25)
    .map("".join)
    .map(lambda text: text.encode("utf-8", "replace"))
    | st.binary(max_size=80),
)
def test_any_file_is_an_interview_or_one_fault(
    tmp_path_factory: pytest.TempPathFactory, ending: str, data: bytes
) -> None:
    """Whatever stands in a file of whatever format: nothing but our own error, or an interview cut out of its text."""
    path = tmp_path_factory.getbasetemp() / f"any{ending}"
    path.write_bytes(data)
    interview = read_or_refuse(path)
    if interview is None:
        return
    check_interview(interview.text, [one.span for _, one in interview.passages])
    if interview.reading.format in ("markdown", "text"):
        assert interview.text == data.decode("utf-8")


def read_or_refuse(path: Path) -> Interview | None:
    """An interview, or None where the file is refused with our own error that names it."""
    found: Path | None = path
    try:
        return load_interview(path)
    except CorpusError as fault:
        found = fault.path
    assert found == path
    return None


def check_interview(text: str, spans: list[tuple[int, int]]) -> None:
    """Passages lie in the text, in order, apart and not empty."""
    last = 0
    for start, end in spans:
        assert last <= start < end <= len(text)
        last = end


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=8), st.integers(0, 10**6))
def test_a_damaged_word_document_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]], cut: int
) -> None:
    """Bytes changed anywhere, and the end cut off anywhere."""
    data = bytearray(docx(BODY.format(SAID.format("甲？") + SAID.format("乙。"))))
    for place, value in changes:
        data[place % len(data)] = value
    path = tmp_path_factory.getbasetemp() / "any.docx"
    path.write_bytes(data[: len(data) - cut % len(data)] if cut % 3 == 0 else data)
    read_or_refuse(path)
