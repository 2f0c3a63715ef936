"""Documents such as nobody would write and everybody may serve."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

# No brackets, angle brackets or back quotes: link targets, pictures, HTML and the word after a fence are markup that
# holds letters, and have cases of their own.
_SAID = "甲乙丙ab?？:：*_#>-+=~1.)\\&” \t\u3000\u2028\x0c\0\ufeff"
_BEFORE = ["", "", "", "> ", "> > ", "- ", "  - ", "* ", "1. ", "2) ", "    ", "\t", "   ", "# ", "## ", "> - ", "- # "]
_LINES = [
    "",
    "",
    "```",
    "- ```",
    "> ```",
    "~~~",
    "---",
    "===",
    "***",
    "**甲？**",
    "甲乙？",
    "**丙**",
    "# 甲",
    "## 乙 ##",
    "甲：",
]


@pytest.fixture(scope="session")
def documents() -> st.SearchStrategy[str]:
    """Lines of every kind of block, of text and of no sense, with every line end, perhaps behind a byte order mark."""
    said = st.builds(str.__add__, st.sampled_from(_BEFORE), st.text(_SAID, max_size=8))
    line = st.one_of(said, st.sampled_from(_LINES))
    ended = st.builds(str.__add__, line, st.sampled_from(["\n", "\n\n", "\r\n", "\r\n\r\n", "\r"]))
    return st.builds(str.__add__, st.sampled_from(["", "", "\ufeff"]), st.lists(ended, max_size=12).map("".join))
