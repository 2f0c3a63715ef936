"""Texts to begin with where the project has no files of a kind, and what strangers would put into them."""

from __future__ import annotations

TALK = "# 题\n\n你说什么？\n\n说了很多话。\n\n还有呢？\n\n没有了。\n"
LABELLED = "林晓：你好吗？\n周明：很好。\n林晓：真的？\n周明：真的。\n林晓：那就好？\n周明：是的。\n"
SRT = """\
1
00:00:01,000 --> 00:00:02,000
林晓：你好吗？

2
00:00:03,000 --> 00:00:04,000
周明：<i>很好</i>。

3
00:00:05,000 --> 00:00:06,000
林晓：真的？

4
00:00:07,000 --> 00:00:08,000
周明：真的。
"""
VTT = """\
WEBVTT

NOTE 记

00:01.000 --> 00:02.000 align:start
<v 林晓>你好吗？</v>

00:03.000 --> 00:04.000
<v 周明>很好。

00:05.000 --> 00:06.000
<v 林晓>真的？

00:07.000 --> 00:08.000
<v 周明>真的。
"""
PAGE = """\
<html><head><title>题</title></head><body><nav>首页</nav><article>
<h2>你好吗？</h2><p><b>很</b>好。</p><h2>真的？</h2><ol><li>真的<li>是的</ol></article></body></html>
"""
DIRECTING = """\
[reading]
format = 'markdown'
questions = ['你说']
answers = ['说了']
[[people]]
name = '林晓'
role = 'asks'
"""
ANNOTATED = """\
title = 'a' # c

[[exchanges]]
number = 1
asked_as = [
  '甲', # d
]

# e
[[topics]]
name = 'b'
exchanges = [1]
"""
ENV = """\
# a
export DISCORD_TOKEN='a.b.c'
INTERVIEW_BOT_LANGUAGE=en
INTERVIEW_BOT_SHARDS=0-1
INTERVIEW_BOT_SHARD_COUNT=2
"""
GREETINGS = ("greeting = 你好，{ $name }\n", "greeting = { $count ->\n    [one] one\n   *[other] { $count }\n}\n")
TOKEN = "MTE0NTE0MTkxOTgxMDExNDUx.Gabcde.abcdefghijklmnopqrstuvwxyz-_0123456789AB"
TOKENS = (f"{TOKEN}\0a=1\nDISCORD_TOKEN=x # c\n", f"DISCORD_TOKEN = 'Bot {TOKEN}'")
SUGGESTED = (
    '["甲？", "乙？"]',
    '<think>x</think>```json\n{"questions": [{"question": "甲？"}]}\n```',
    "1. 甲？\n2) “乙？”，\n- 丙",
)
TIMES = ("早上8点半", "下午3:20", "20:00", "晚上十点三刻", "noon", "8 p.m.", "廿三时零五分", "24:00", "正午", "0830")
ZONES = (
    *("北京时间", "Asia/Shanghai", "UTC+8", "东八区", "+0530", "niuyue", "est", "上海（Asia/Shanghai）"),
    "上海 · Asia/Shanghai · UTC+08:00",
)

# Words for libFuzzer's dictionaries.

HIDDEN = ("\0", "\r", "\x0b", "\x1c", "\x85", "\u2028", "\ufeff", "\u202e", "\u200d", "\u0301", "\ufdd0", "\u3000")
MARKS = (
    *("甲？\n\n", "乙。\n\n", "Q: ", "A: ", "Q1. ", "问：", "答：", "林晓：", "林晓 01:02\n", "[00:01:02] ", "@", "："),
    *("**", "*", "# ", "> ", "- ", "1. ", "```\n", "---\n", "[a](b)", "\\", "`", "|a|b|\n|-|-|\n", "<p>", "title: "),
    *("“", "”", "（笑）", *HIDDEN),
)
TAGS = (
    *("<p>", "</p>", "<b>甲？</b>", "<ol><li>", "</ol>", "<h2>", "</h2>", "<br>", "<blockquote>", "<table><tr><td>"),
    *("<!--", "-->", "<![CDATA[", "<?", "<script>", "<title>", "<article>", "&amp;", "&#0;", "&#xD800;", "<html>"),
)
CUES = (
    *("WEBVTT\n\n", "00:00:01.000 --> 00:00:02.000\n", "1\n00:00:00,000 --> 00:00:01,000\n", "NOTE a\n", "STYLE\n"),
    *("<v 甲>", "</v>", "{\\an8}", "99:99:99,999 --> 0:0:0,0\n", "<i>", "X-TIMESTAMP-MAP="),
)
PARTS = (
    *("<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "<w:tbl>", "<w:tr>", "<w:tc>", "<w:rPr><w:b/></w:rPr>"),
    *("<w:pPr><w:pStyle w:val='Heading1'/></w:pPr>", "<w:br/>", "<w:hyperlink>", "<!DOCTYPE", "w:val=''", "<w:sdt>"),
)
ARCHIVED = ("PK\3\4", "PK\1\2", "PK\5\6", "word/document.xml", "_rels/.rels")
TOML = (
    *("[[exchanges]]\n", "[[exchanges.passages]]\n", "number = 1\n", "asked_as = [", "begins = ", "[[topics]]\n"),
    *("[[people]]\n", "role = 'asks'\n", "[reading]\n", "[licence]\n", "shards = '0-1'\n", "shard_count = 2\n"),
    *("{a=1}", "1e400", "nan", "1979-05-27", "'" * 3, '"' * 3, "\\u0000", "a.b", "=>", ", ", "#"),
)
VARIABLES = tuple(
    f"INTERVIEW_BOT_{name}=" for name in ("CONFIG", "CORPUS", "CACHE", "STATUS_PORT", "EXPAND_URL", "PROXY", "X")
)
FLUENT = ("{ $", " }", "-> ", "*[other] ", ".a = ", "-a", "{", "NUMBER($count)")
JSON = ("[1,2]", "null", "1e999", '"exchanges":', "[", "{")
KINDS = ("<i4", "<f8", "|O", "|V0", "<i4,<i4", "(2,3)i4", "99999999999", "-1", *JSON)
