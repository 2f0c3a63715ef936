"""Word documents (.docx)."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from bot.errors import CorpusError
from bot.interviews.formats.html import convert_html

if TYPE_CHECKING:
    from bot.interviews.formats.document import Document

SIGNATURE = b"PK\x03\x04"
_BODY, _XML = "word/document.xml", (".xml", ".rels")


def is_word(data: bytes) -> bool:
    """Whether a ZIP archive holds a Word document.

    Raises:
        zipfile.BadZipFile: the archive is cut off or broken.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _BODY in archive.namelist()


def words_of(data: bytes, limit: int) -> bytes:
    """A Word document without everything that is not XML: pictures, fonts, objects.

    Only what stands here is ever unpacked; the parts of a document may point to any other, of any size.

    Args:
        data: the file.
        limit: bytes that its XML takes unpacked at most.

    Returns:
        the same, smaller.

    Raises:
        CorpusError: there is more of it, or it declares entities, of which a few hundred bytes can become gigabytes.
        zipfile.BadZipFile: the archive is cut off or broken, or says less of its size than it holds.
    """
    smaller = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(smaller, "w") as kept:
        parts = {entry.filename: entry for entry in archive.infolist() if entry.filename.endswith(_XML)}
        # zipfile unpacks no more of an entry than it says here.
        if sum(entry.file_size for entry in parts.values()) > limit:
            raise CorpusError("file-too-large", limit=limit // 1_000_000)
        for name, entry in parts.items():
            part = archive.read(entry)
            # Word writes none; in UTF-16 every second byte is 0.
            if b"<!DOCTYPE" in part.replace(b"\0", b""):
                raise CorpusError("file-broken")
            kept.writestr(name, part)
    return smaller.getvalue()


def parse_word(data: bytes) -> Document:
    """Read a Word document.

    Args:
        data: what `words_of` gave.

    Returns:
        its words as Markdown, without pictures.

    Raises:
        Exception: whatever the parts of a broken document make of it.
    """
    import mammoth

    return convert_html(mammoth.convert_to_html(io.BytesIO(data), convert_image=_no_picture).value)


def _no_picture(image: object) -> list[object]:
    return []
