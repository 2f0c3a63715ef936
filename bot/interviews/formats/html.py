"""Web pages saved from a browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.errors import CorpusError
from bot.files import BYTE_ORDER_MARK
from bot.interviews.formats.document import Document
from bot.interviews.formats.markdown import parse_markdown

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

# What surrounds the words of a page: its machinery, its ways elsewhere, its forms.
_AROUND = (
    "script", "style", "noscript", "template", "nav", "aside", "footer", "form", "button", "select", "dialog",
    "iframe", "object", "video", "audio", "canvas", "svg", "img", "picture",
    "[hidden]", "[aria-hidden=true]", "[role=navigation]", "[role=banner]", "[role=complementary]", "[role=search]",
    "[role=contentinfo]", "[role=dialog]",
)  # fmt: skip
# Words by which pages name what is not the article, whole or joined by hyphens.
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:ads?|advert\w*|banner|breadcrumbs?|comments?|cookie|footer|menu|nav\w*|newsletter|pagination|popup|"
    r"promo\w*|recommend\w*|related|share|sharing|sidebar|social|subscribe|toc|toolbar)(?:$|[\s_-])",
    re.IGNORECASE,
)
_MAIN = ("article", "main", "[role=main]")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_DEEP = 400
# What the libraries do grows with all tags that stand around each tag, and with the items before each item of a list.
_STEPS, _ITEMS = 1_000_000, 3_000
_BLANKS = re.compile(r"\n{3,}")


def parse_html(text: str) -> Document:
    """Read a page: the words of its article, or of the whole body, without what surrounds them.

    Args:
        text: the file's characters.

    Returns:
        the words as Markdown.

    Raises:
        CorpusError: it is nested deeper, or has more tags within tags, than anybody writes.
    """
    from bs4 import BeautifulSoup

    text = _closed(_without_comments(text.removeprefix(BYTE_ORDER_MARK)))
    _measure(text)
    soup = BeautifulSoup(text, "html.parser")
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    for tag in soup.select(",".join(_AROUND)):
        tag.decompose()
    root = _root(soup)
    for tag in root.find_all(True):
        if not tag.decomposed and _is_aside(tag):
            tag.decompose()
    document = parse_markdown(_markdown(str(root)))
    return Document(document.text, document.blocks, title)


def convert_html(html: str) -> Document:
    """HTML that holds nothing but the document, as Markdown.

    Raises:
        CorpusError: as `parse_html` does.
    """
    _measure(html)
    return parse_markdown(_markdown(html))


def _markdown(html: str) -> str:
    from markdownify import markdownify

    # Nothing is escaped: a quote shows what the page shows.
    written = markdownify(
        html, heading_style="ATX", bullets="-", strip=["img"], escape_asterisks=False, escape_underscores=False
    )
    return _BLANKS.sub("\n\n", "\n".join(line.rstrip() for line in written.split("\n"))).strip() + "\n"


def _without_comments(text: str) -> str:
    """A page without comments; one that is never closed goes on to the end."""
    kept: list[str] = []
    at = 0
    while (begin := text.find("<!--", at)) >= 0:
        kept.append(text[at:begin])
        end = text.find("-->", begin + 4)
        at = len(text) if end < 0 else end + 3
    return "".join([*kept, text[at:]])


def _closed(text: str) -> str:
    """A page in which every mark that opens a tag has one that closes it: each other is sought to the end."""
    last = text.rfind(">") + 1
    return text[:last].replace("<![", "<! [") + text[last:].replace("<", "&lt;")


def _measure(text: str) -> None:
    """Refuse what would take longer than anybody waits.

    Raises:
        CorpusError: too many tags are open at once, or in all around each other, or too many items stand in lists.
    """
    depth = deepest = steps = items = 0
    for match in _TAG.finditer(text):
        name = match[2].lower()
        if match[1]:
            depth = max(0, depth - 1)
        elif name not in _VOID:
            depth += 1
            deepest = max(deepest, depth)
        items += name == "li" and not match[1]
        steps += depth
    if deepest > _DEEP or steps > _STEPS or items > _ITEMS:
        raise CorpusError("file-intricate")


def _root(soup: BeautifulSoup) -> BeautifulSoup | Tag:
    """The article of a page, of several the one with most words; else the body."""
    found = [tag for name in _MAIN for tag in soup.select(name)]
    body = soup.body or soup
    best = max(found, key=lambda tag: len(tag.get_text()), default=body)
    # An article of a few words among many is a teaser.
    return best if 3 * len(best.get_text()) >= len(body.get_text()) else body


def _is_aside(tag: Tag) -> bool:
    names = f"{' '.join(tag.get_attribute_list('class'))} {tag.get('id') or ''}"
    return bool(_ASIDE.search(names)) and tag.name not in ("article", "main", "body")
