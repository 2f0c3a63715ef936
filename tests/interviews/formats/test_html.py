from __future__ import annotations

import pytest

from bot.errors import CorpusError
from bot.interviews.formats.html import parse_html

LONG = "我在北方长大，后来去了南方。" * 4


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param("<p>甲</p><p>乙<br>丙</p>", "甲\n\n乙\n丙\n", id="paragraphs"),
        pytest.param("<h2>甲？</h2><p><strong>乙</strong>丙</p>", "## 甲？\n\n**乙**丙\n", id="headings and bold"),
        pytest.param("<p>SPEAKER_00: 3 * 4 [甲]</p>", "SPEAKER_00: 3 * 4 [甲]\n", id="nothing is escaped"),
        pytest.param("<nav>首页</nav><p>甲</p><footer>版权</footer><aside>广告</aside>", "甲\n", id="around"),
        pytest.param("<script>x()</script><style>y</style><p>甲</p><form>登录</form>", "甲\n", id="machinery"),
        pytest.param("<p hidden>藏</p><p>甲</p><div role='navigation'>目录</div>", "甲\n", id="hidden"),
        pytest.param("<p>甲</p><div class='post-comments'>沙发</div><div id='sidebar'>热门</div>", "甲\n", id="named"),
        pytest.param("<p class='address load'>甲</p>", "甲\n", id="a name within a word"),
        pytest.param("<p>甲<img src='a.png' alt='图'></p>", "甲\n", id="pictures"),
        pytest.param(f"<div>热门</div><article><p>{LONG}</p></article>", f"{LONG}\n", id="the article"),
        pytest.param(f"<article>预告</article><p>{LONG}</p>", f"预告\n\n{LONG}\n", id="a teaser is no article"),
        pytest.param("<!-- 注 --><p>甲</p><!-- 没完", "甲\n", id="comments"),
    ],
)
def test_a_page_becomes_the_words_of_its_article(body: str, text: str) -> None:
    """Navigation, machinery, adverts, comments and pictures go; the words stay as they are, as Markdown."""
    assert parse_html(f"<html><head><title>题</title></head><body>{body}</body></html>").text == text


def test_a_page_knows_its_title() -> None:
    """It is what the browser shows."""
    assert parse_html("<html><title> 题\n</title><p>甲</p></html>").title == "题"


def test_a_page_nested_without_end_is_refused() -> None:
    """Reading it would take longer than anybody waits."""
    for page in ("<div>" * 100_000, "<b>" * 300 + "<p>甲</p>" * 4000, "<ol>" + "<li>甲</li>" * 4000):
        with pytest.raises(CorpusError) as caught:
            parse_html(page)
        assert caught.value.code == "file-intricate"


def test_marks_that_open_nothing_are_words() -> None:
    """What looks like the beginning of a tag and has no end stays and is not sought to the end again and again."""
    assert parse_html("<html><p>甲 <? 乙 </ 丙").text == "甲 <? 乙 </ 丙\n"
