"""Where the last answer ends and the page goes on: notes, credits, adverts, thanks."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.interviews.layouts.pieces import Piece, Sheet
    from bot.interviews.turns import Talk, Turn

# Words that only stand at the head of what a publisher adds.
_CREDIT = re.compile(
    r"[\s*_(（\[【>]*(?:via\b|原文|英文原文|来源|來源|出处|出處|作者[:：/]|译者|譯者|译自|翻译[:：]|校对|校對|审校|责编|責編|编辑[:：]|编译|整理[:：]|"
    r"排版|题图|封面|图片来源|本文[由系来來首转轉是最原]|转载|轉載|版权|著作权|声明|免责|许可|关于(?:作者|译者|我们)|作者简介|译注|译者注|"
    r"相关(?:阅读|文章|链接)|延伸阅读|推荐阅读|扩展阅读|上一篇|下一篇|上一期|下一期|参考(?:资料|文献|链接)|脚注|注释|附录|"
    r"阅读(?:更多|完整|全文|原文)|了解更多|查看更多|更多(?:内容|信息|文章|资讯)|点击|扫码|扫描|长按|欢迎(?:关注|订阅|转发|加入)|©|Copyright|\(完\)|（完）|[【\[]完|"
    r"\d{4}\s*[年/-]\s*\d{1,2}\s*[月/-]\s*\d{1,2}\s*+(?:日\s*+)?$)",
    re.IGNORECASE,
)
_ADVERT = re.compile(
    r"订阅|訂閱|收听|收聽|下次再见|下期再见|我们下期|期待下|播客|公众号|公眾號|知识共享|知識共享|CC[ -]BY|保留所有权利|"
    r"All rights reserved|原创(?:翻译|编译)|荣誉推出|点赞|點讚|投稿|招聘|招人|求职|职位|请联系|点击|"
    r"了解更多|更多信息|请访问|评论|评价|留言|注册|报名|关注我们|感谢(?:收听|阅读|观看|收看)|谢谢(?:收听|阅读|观看|收看)|https?://",
    re.IGNORECASE,
)
_THANKS = re.compile(r"[\s*_]*(?:[^\n]{0,8})(?:谢谢|感谢|謝謝|感謝|[Tt]hank)")
_CLOSING = re.compile(
    r"[\s*_#]*(?:结论|結論|总结|總結|小结|摘要|结语|結語|后记|後記|写在最后|尾声|致谢|关于|關於|相关|相關|参考|延伸|推荐|附录|注释|注解|脚注|"
    r"链接|更多|版权|声明|招聘|加入|下一步|Conclusion|Summary|About|Related|References?|Resources|Further|Notes?)",
    re.IGNORECASE,
)
_LINK = re.compile(r"[\s*_]*(?:<?https?://\S+>?|!?\[[^\]\n]*\]\([^)\s]*\))[\s。.]*")
# Publishers say "we", people "I".
_FIRST_PERSON = re.compile(r"我(?!们|們)|\bI\b")
# Two words of advertising make an advert; one may be what the interview is about.
_ADVERTS = 2
_SHORT = 60
# So many characters in common with the introduction, and with no answer, are a name: of the guest, the show.
_SHARED = 6
# How many paragraphs of the end, and how many of their pieces, are looked for: each is sought in all that was told.
_TAIL, _GRAMS = 10, 200

# So many paragraphs at most stand between an answer and the next question that are no part of either.
_BETWEEN = 3
# A heading in the answers of most turns begins something new; one in a few of them divides an answer.
_MOST = 0.6


def cut_between(sheet: Sheet, talk: Talk, level: int) -> Talk:
    """Cut what stands between an answer and the next question off the answers.

    Args:
        sheet: the document.
        talk: its turns.
        level: of the headings that ask; 0 where headings do not.

    Returns:
        the same turns with shorter answers.
    """
    places = [_section(turn, level) for turn in talk.answered]
    before = places[:-1]
    if before and sum(place is not None for place in before) >= _MOST * len(before):
        parted = [turn if (place := _section(turn, level)) is None else turn.ending(place) for turn in talk.turns]
        talk = replace(talk, turns=tuple(parted))
    last = max((place for place, turn in enumerate(talk.turns) if turn.answer), default=0)
    turns = (turn.ending(_note(sheet, turn)) for turn in talk.turns[:last])
    return replace(talk, turns=(*turns, *talk.turns[last:]))


def _section(turn: Turn, level: int) -> int | None:
    """The place of a heading in an answer that is not below those that ask."""
    return next(
        (
            place
            for place, piece in enumerate(turn.answer)
            if place and piece.part == "heads" and piece.block.level > 0 and not 0 < level < piece.block.level
        ),
        None,
    )


def _note(sheet: Sheet, turn: Turn) -> int:
    """The place of a credit or an advert behind which little follows and nobody speaks; else the answer's end."""
    size = len(turn.answer)
    return next((place for place in _notes(sheet, turn) if place >= size - _BETWEEN), size)


def _notes(sheet: Sheet, turn: Turn) -> list[int]:
    """The places of an answer, but the first, where a credit or an advert begins behind which nobody says "I"."""
    found: list[int] = []
    for place in range(len(turn.answer) - 1, 0, -1):
        piece = turn.answer[place]
        if piece.speaker or _FIRST_PERSON.search(sheet.text, *piece.said):
            break
        if _CREDIT.match(sheet.text, piece.said.start):
            found.append(place)
    return found[::-1]


def cut_end(sheet: Sheet, talk: Talk, labelled: bool) -> tuple[Talk, tuple[Piece, ...]]:
    """Cut off the last answer what is no part of it.

    Args:
        sheet: the document.
        talk: its turns.
        labelled: whether speakers have labels, so that thanks are somebody's.

    Returns:
        the turns with a shorter last answer, perhaps an empty one, and what was cut, in order.
    """
    turns = talk.answered
    if not turns:
        return talk, ()
    last = turns[-1]
    kept = _break(sheet, turns)
    opening = "".join(sheet.text[slice(*piece.said)] for piece in talk.opening) + _title(sheet)
    names = _names(opening, "".join(_told(sheet, turns[:-1]).split()), last.answer[1:kept], sheet.text)
    while kept and _is_added(sheet, last.answer[kept - 1], names, labelled, kept == 1):
        kept -= 1
    shorter = last.ending(kept)
    cut = last.answer[len(shorter.answer) :]
    return replace(talk, turns=tuple(shorter if turn is last else turn for turn in talk.turns)), cut


def _names(opening: str, told: str, pieces: Sequence[Piece], text: str) -> set[str]:
    """What the end of a page shares with its opening and with no answer."""
    known = _grams(opening)
    shared = {gram for piece in pieces[-_TAIL:] for gram in _grams(text[slice(*piece.said)]) if gram in known}
    return {gram for gram in sorted(shared)[:_GRAMS] if gram not in told}


def _title(sheet: Sheet) -> str:
    return sheet.said(sheet.title) if sheet.title else ""


def _told(sheet: Sheet, turns: Sequence[Turn]) -> str:
    return "\n".join(sheet.text[slice(*piece.said)] for turn in turns for piece in turn.answer)


def _break(sheet: Sheet, turns: Sequence[Turn]) -> int:
    """The place of the first rule or heading behind which the last answer does not go on."""
    before = [piece for turn in turns[:-1] for piece in turn.answer[1:]]
    # A lone answer has none to compare it with.
    rules = any(piece.block.ruled for piece in before) or len(turns) == 1
    headings = any(piece.part == "heads" for piece in before) or len(turns) == 1
    notes = set(_notes(sheet, turns[-1]))
    for place, piece in enumerate(turns[-1].answer):
        said = sheet.text[slice(*piece.said)]
        if place and piece.block.ruled and not rules:
            return place
        if piece.part == "heads" and (not headings or _CLOSING.match(said)):
            return place
        if place in notes:
            return place
    return len(turns[-1].answer)


def _is_added(sheet: Sheet, piece: Piece, names: set[str], labelled: bool, alone: bool) -> bool:
    said = sheet.text[slice(*piece.said)]
    if piece.part != "answers":
        return True
    if piece.speaker:
        return False
    if alone:
        return len(set(_ADVERT.findall(said))) >= _ADVERTS or bool(_CREDIT.match(said))
    if _CREDIT.match(said) or len(set(_ADVERT.findall(said))) >= _ADVERTS:
        return True
    if _LINK.fullmatch(said):
        return False
    if not labelled and len(said) <= _SHORT and _THANKS.match(said) and not _FIRST_PERSON.search(said):
        return True
    return not _FIRST_PERSON.search(said) and not names.isdisjoint(_grams(said))


def _grams(said: str) -> set[str]:
    ink = "".join(said.split())
    return {ink[start : start + _SHARED] for start in range(len(ink) - _SHARED + 1)}
