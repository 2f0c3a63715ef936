"""Word documents (.docx)."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from bot.interviews.formats.html import convert_html

if TYPE_CHECKING:
    from bot.interviews.formats.document import Document

SIGNATURE = b"PK\x03\x04"
_BODY = "word/document.xml"


def is_word(data: bytes) -> bool:
    """Whether a ZIP archive holds a Word document.

    Raises:
        zipfile.BadZipFile: the archive is cut off or broken.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _BODY in archive.namelist()


def unpacked_size(data: bytes) -> int:
    """How many bytes the words of a Word document take unpacked; zipfile reads no more than it says here."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(entry.file_size for entry in archive.infolist() if entry.filename.endswith((".xml", ".rels")))


def parse_word(data: bytes) -> Document:
    """Read a Word document.

    Args:
        data: the file.

    Returns:
        its words as Markdown, without pictures.

    Raises:
        Exception: whatever the parts of a broken document make of it.
    """
    import mammoth

    return convert_html(mammoth.convert_to_html(io.BytesIO(data), convert_image=_no_picture).value)


def _no_picture(image: object) -> list[object]:
    return []
