from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from bot.interviews import load_interview

if TYPE_CHECKING:
    from pathlib import Path

TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
LINKS = """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Target="word/document.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>"""
BODY = """<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:body>{}</w:body></w:document>"""


def word(*paragraphs: tuple[str, bool]) -> bytes:
    """A Word document of paragraphs, bold or not."""
    written = "".join(
        f"<w:p><w:r><w:rPr>{'<w:b/>' if bold else ''}</w:rPr><w:t>{said}</w:t></w:r></w:p>" for said, bold in paragraphs
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", LINKS)
        archive.writestr("word/document.xml", BODY.format(written))
    return data.getvalue()


def test_a_word_document_is_an_interview(tmp_path: Path) -> None:
    """Bold questions in Word are bold questions; the words are the document's, in order."""
    path = tmp_path / "谈话.docx"
    path.write_bytes(word(("开场。", False), ("甲*乙？", True), ("丙。", False), ("丁？", True), ("戊_己。", False)))
    interview = load_interview(path)
    assert (interview.id, interview.title, interview.reading.format, interview.reading.layout) == (
        "谈话",
        "谈话",
        "word",
        "bold",
    )
    assert [(interview.cut(one.question), interview.cut(one.answer)) for one in interview.exchanges] == [
        ("甲*乙？", "丙。"),
        ("丁？", "戊_己。"),
    ]


def test_a_word_document_under_another_ending_is_one_all_the_same(tmp_path: Path) -> None:
    """The content says what it is."""
    path = tmp_path / "a.md"
    path.write_bytes(word(("甲？", True), ("乙。", False)))
    assert load_interview(path).reading.format_reason == "content"
