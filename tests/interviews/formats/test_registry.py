from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from bot.errors import CorpusError
from bot.interviews.formats.registry import SIZE_LIMIT, choose_format, read_document

if TYPE_CHECKING:
    from pathlib import Path

CUE = "0\n0:00:01.000 --> 0:00:02.000\n甲\n"


def packed(**files: str) -> bytes:
    """A ZIP archive, the same at any time; a double underscore stands for a slash."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name.replace("__", "/") + ".xml"), content, zipfile.ZIP_DEFLATED)
    return data.getvalue()


@pytest.mark.parametrize(
    ("ending", "text", "known"),
    [
        (".md", "甲", ("markdown", "ending")),
        (".markdown", "甲", ("markdown", "ending")),
        (".txt", "甲", ("text", "ending")),
        (".txt", "# 题\n\n甲", ("markdown", "content")),
        (".txt", "**问：**甲", ("markdown", "content")),
        (".txt", CUE, ("subrip", "content")),
        (".md", CUE, ("subrip", "content")),
        (".srt", CUE, ("subrip", "ending")),
        (".srt", "00:00:01,000 --> 00:00:02,000\n甲", ("subrip", "ending")),
        (".srt", "\ufeff1\r\n00:00:01,000 --> 00:00:02,000\r\n甲", ("subrip", "ending")),
        (".txt", "1 00:00:01,000 --> 00:00:02,000 甲", ("subrip", "content")),
        (".vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n甲", ("webvtt", "ending")),
        (".txt", "WEBVTT - 题\n", ("webvtt", "content")),
        (".HTM", "<!DOCTYPE html><p>甲", ("html", "ending")),
        (".txt", "<!-- saved -->\n<html><p>甲", ("html", "content")),
        (".text", "甲", ("text", "content")),
    ],
)
def test_a_format_is_known_by_what_stands_in_the_file(ending: str, text: str, known: tuple[str, str]) -> None:
    """Content goes before the ending: people rename files, and programs name them oddly."""
    assert choose_format(ending, text) == known


@pytest.mark.parametrize(
    ("name", "data", "code", "line"),
    [
        ("a.md", b"", "file-empty", None),
        ("a.txt", "\ufeff \n".encode(), "file-empty", None),
        ("a.srt", b"1\n00:00:01,000 --> 00:00:02,000\n\n", "file-empty", None),
        ("a.vtt", b"WEBVTT\n", "file-empty", None),
        ("a.html", b"<html><script>x</script></html>", "file-empty", None),
        ("a.md", b"%PDF-1.7 \xff", "file-binary", None),
        ("a.md", b"\x89PNG\r\n\x1a\n\0\0", "file-binary", None),
        ("a.txt", b"\x01\0\x02\0\xff\xfe", "file-binary", None),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1", "file-broken", None),
        ("a.docx", packed(xl__workbook="<x/>"), "file-binary", None),
        ("a.docx", packed(word__document="<x/>")[:40], "file-cut-off", None),
        ("a.docx", packed(word__document="<x"), "file-broken", None),
        ("a.md", "甲？\n\n乙".encode()[:-1], "file-cut-off", None),
        ("a.md", "甲\n".encode() + b"\xff\n", "not-utf8", 2),
        ("a.html", b"<div>" * 5000, "file-intricate", None),
        ("a.html", b"<!--" * 50_000, "file-empty", None),
    ],
)
def test_what_cannot_be_read_is_told_in_one_word(
    tmp_path: Path, name: str, data: bytes, code: str, line: int | None
) -> None:
    """Empty, binary, cut off, broken and wrongly encoded files each have a sentence of their own."""
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(CorpusError) as caught:
        read_document(path)
    assert (caught.value.code, caught.value.path, caught.value.line) == (code, path, line)


def test_what_is_packed_too_large_is_not_unpacked(tmp_path: Path) -> None:
    """A small archive may hold more than memory does."""
    path = tmp_path / "a.docx"
    path.write_bytes(packed(word__document=" " * (SIZE_LIMIT + 1)))
    assert path.stat().st_size < 100_000
    with pytest.raises(CorpusError) as caught:
        read_document(path)
    assert (caught.value.code, caught.value.details) == ("file-too-large", {"limit": 20})


def test_a_forced_format_is_taken_whatever_the_content(tmp_path: Path) -> None:
    """A curator knows better."""
    path = tmp_path / "a.txt"
    path.write_text("# 甲\n", encoding="utf-8")
    document, name, reason = read_document(path, "text")
    assert (document.text, name, reason) == ("# 甲\n", "text", "forced")


def test_markdown_of_nothing_but_html_is_a_page(tmp_path: Path) -> None:
    """Some programs save pages under the ending of Markdown."""
    path = tmp_path / "a.md"
    path.write_text("<p><b>甲？</b></p>\n<p>乙。</p>\n", encoding="utf-8")
    document, name, reason = read_document(path)
    assert (document.text, name, reason) == ("**甲？**\n\n乙。\n", "html", "content")
