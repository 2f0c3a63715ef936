"""Whether a piece of text asks."""

from __future__ import annotations

import re

# A question mark with what may close after it: marks, quotation marks, brackets, a stage direction.
_ASKS = re.compile(
    r"[?？﹖⁇][!！]*(?:[（(][^（()）\n]{1,12}[)）])?[\s*_”’\"'」』）)~～…]*$|[!！][?？][\s*_”’\"'」』）)]*$"
)
_MARK = re.compile("[?？﹖⁇]")
_INVITES = re.compile(
    "谈谈|谈一谈|談談|談一談|聊聊|聊一聊|说说|说一说|說說|說一說|讲讲|讲一讲|講講|介绍一下|介紹一下|介绍下|分享一|告诉我|告訴我|"
    "描述一|解释一下|解釋一下|能否|可否|请你|请您|請你|請您|请介绍|請介紹|请问|請問|请谈|请简|"
    "Tell us|tell us|Please|Describe"
)
_ADDRESSES = re.compile(r"[你您妳]|\b[Yy]ou(?:r|rs)?\b")

# "So it sounds as if you …": the other's words summed up, for him to agree.
_SUMS_UP = re.compile(
    r"(?:所以|因此|那么|那|好|嗯|那麼)?[，,]?(?:听起来|聽起來|看起来|看來|看来|这么说|這麼說|也就是说|也就是說|换句话说)[，,]?(?:好像|似乎|就是)?[你您妳]"
)
_SUM_LIMIT = 80
# What keeps somebody talking.
_REMARK = re.compile(
    r"(?:(?:嗯|对|對|是|是的|对的|對的|好|好的|哦|噢|喔|啊|哈|没错|沒錯|明白|了解)[啊呀吧，、,。.！!…\s]{0,4}){1,4}"
)


def asks(said: str) -> bool:
    """Whether it ends with a question mark, whatever closes after it."""
    return bool(_ASKS.search(said))


def wonders(said: str) -> bool:
    """Whether there is a question mark in it at all."""
    return bool(_MARK.search(said))


def invites(said: str) -> bool:
    """Whether it bids somebody to tell something without asking: "introduce yourself."."""
    return bool(_INVITES.search(said))


def sums_up(said: str) -> bool:
    """Whether it is a short remark that sums up what somebody has said."""
    return len(said) <= _SUM_LIMIT and bool(_SUMS_UP.match(said))


def only_listens(said: str) -> bool:
    """Whether it is nothing but a remark that keeps the other talking."""
    return bool(_REMARK.fullmatch(said.strip()))


def addresses(said: str) -> bool:
    """Whether it speaks to somebody."""
    return bool(_ADDRESSES.search(said))
