"""What a label's name tells by itself: who asks, who answers, and what is no name at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.interviews.layouts.pieces import Part

_NUMBER = r"\s?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[A-D甲乙丙丁])?"
_ASKS = re.compile(
    rf"(?:(?-i:Q)|问|問|提问|提問|问题|問題|请问|請問|Question|记者|記者|主持|主持人|采访者|採訪者|采访人|访谈者|訪談者|访问者|訪問者|"
    rf"提问者|提問者|编辑|編輯|小编|编者|观众|觀眾|听众|聽眾|读者|讀者|网友|網友|Host|Interviewer|Moderator|Reporter){_NUMBER}"
    r"|.{0,12}(?:记者|記者|主持人|主持|提问|提問|追问|追問|发问|發問|[记記編编]者[问問]|Host|Interviewer|Moderator)",
    re.IGNORECASE,
)
_ANSWERS = re.compile(
    rf"(?:(?-i:A)|答|回答|答复|答覆|Answer|嘉宾|嘉賓|来宾|來賓|受访者|受訪者|被访者|受访人|受訪人|Guest|Interviewee){_NUMBER}"
    r"|.{0,12}(?:回答|答复|答覆|嘉宾|嘉賓|Guest)",
    re.IGNORECASE,
)
# What stands before a colon and is no person: notes, credits, captions, fields, links.
_NEVER = re.compile(
    r"(?:https?|ftp|mailto|via|注|註|注意|备注|附注|译注|译者注|编者按|編者按|编者注|按|例如|比如|譬如|另外|其次|首先|最后|总之|结论|"
    r"作者|译者|譯者|翻译|校对|校對|审校|原文|原文链接|来源|來源|出处|链接|地址|标题|題目|题目|日期|时间|時間|地点|地點|标签|分类|关键词|"
    r"摘要|简介|導讀|导读|更新|图片?|圖片?|图源|表|视频|音频|推荐阅读|延伸阅读|参考(?:资料|文献)?|"
    r"(?:Figure|Fig\.?|Table|Image|Photo|Listing|Step|Note|Tips?|Update|PS|P\.S\.?|图|圖|表|步骤|第)\s?[\d一二三四五六七八九十.]*[步章节]?|"
    r"title|author|date|layout|tags?|categories|description|cover|slug)",
    re.IGNORECASE,
)
# A clause before a colon ("他说：", "我的看法是：") ends in a verb or a particle, or has a pronoun in it.
_CLAUSE = re.compile(
    r".*(?:[说說道称稱写寫是为為有了的着呢吧]|认为|認為|表示|指出|如下|包括|问题|一下)|.*(?:我|你|您|他|她|它|这|這|那|什么|怎).*"
)
_PLAIN_WORD = re.compile(r"(?:问题|問題)\s?[\d一二三四五六七八九十]{0,3}")
_PERSON = re.compile(
    r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4}|[\u3400-\u9fff]{1,8}(?:[·•・‧.][\u3400-\u9fffA-Z]{1,10}){1,4}"
)
_ROLE_NUMBER = re.compile(r"(?<=[qa问問答])\d+")
_JOINED = re.compile(r"\s*(?:[/／、&＆+]|\band\b|[和与與及])\s*")


def part_of_word(name: str) -> Part | None:
    """What a name says of its part: "问" asks, "嘉宾" answers, a person's name neither."""
    if _CLAUSE.fullmatch(name) and not _PLAIN_WORD.fullmatch(name):
        return None
    if _ASKS.fullmatch(name):
        return "asks"
    return "answers" if _ANSWERS.fullmatch(name) else None


def may_be_name(name: str) -> bool:
    """Whether somebody could be called so: no note, no field, no clause, and more than an "@" without a name."""
    if part_of_word(name):
        return True
    if not fold_name(name) or len(name) > 24 or name.isdigit():
        return False
    return not _NEVER.fullmatch(name) and not _CLAUSE.fullmatch(name)


def looks_like_person(name: str) -> bool:
    """Whether it is written as names are: words in capitals, initials, parts joined by a dot."""
    return bool(_PERSON.fullmatch(name))


def fold_name(name: str) -> str:
    """Spellings of one label as one key: case, spaces and a role's number aside."""
    folded = "".join(name.split()).casefold().lstrip("@")
    return _ROLE_NUMBER.sub("", folded) if part_of_word(name) else folded


def split_joint(name: str) -> list[str]:
    """The names of a joint label ("SK/EH"), or the one."""
    return [part for part in _JOINED.split(name) if part]
