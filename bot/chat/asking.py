"""Which messages are questions to the bot, and what they ask. Plain values, no discord."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.answering.likeness import LINK


@dataclass(frozen=True, slots=True)
class Incoming:
    """What of a message decides whether it is a question.

    Attributes:
        content: as sent; empty where Discord withholds it.
        direct: it was written to the bot alone.
        mentions_bot: the bot is mentioned in it.
        answers_bot: it replies to a message of the bot.
        channels: names and numbers of its channel and, in a thread, of the parent.
    """

    content: str
    direct: bool
    mentions_bot: bool
    answers_bot: bool
    channels: frozenset[str]

    @property
    def called(self) -> bool:
        """Whether the bot itself was spoken to."""
        return self.direct or self.mentions_bot or self.answers_bot


# What stands in a message and is none of its words; one that begins like "!play" is for another bot.
_APART = re.compile(rf"{LINK.pattern}|<(?:[@\#][!&]?\d+|a?:\w{{1,64}}:\d+)>", re.IGNORECASE | re.VERBOSE)
_WHITE = re.compile(r"\s+")
_COMMAND = re.compile(r"[!/][a-z][\w-]*(?!\S)", re.IGNORECASE)

# Words that ask elsewhere and here stand for nothing in particular, for anything, or for what is known.
_INDEFINITE = re.compile(
    r"""(?<![有是能会可])(?:没有?|不太?|不是|[冇别])(?:什么|[啥咩乜谁]|怎么(?!办)|多[少久]|几[个次天年])
    |(?:无论|不管|不论|再|任凭|随便|难怪|怪不得)[^，。！；\s]{0,4}?(?:什么|[啥怎谁哪几]|如何|多少)
    # With "all" behind it, or "also not": everything, nobody, either way.
    |(?<!为)(?:什么|[啥谁哪咩乜])[^，。！；\s为]{0,3}(?:都|也[不没无冇])|几[个次天点][^，。！；\s]{0,3}[都也]
    |怎么[^，。！；\s你我他她它大]?[都也]|(\w)[不没]\1[^，。！；\s]?都(?:行|好|可以|一样|无所谓)
    # Twice the same: whoever wants, whatever it costs.
    |(?<!为)(什么|啥|谁|哪[里儿]?|怎么|多少)[^，。！；]{1,6}(?<!为)\2
    |(?<![做干是用学搞])什么的(?=$|[，。！；])
    |我[^，。！；想不\s]{0,4}(?:知道|明白|懂|清楚)[^，。！；]*
    |(?:终于|原来)[^，。！；]*
    |不知道(?:为|该?说)(?:什么|啥)(?=$|[，。！；])
    |[这那]么?十?几(?![点时])|[才就][^，。！；\s]{0,4}几|我们?有?几
    |有几点(?!钟)|[好前后十上下近隔]几
    |过几[天日年个分]|几[乎十百千万句]
    |谁(?:知道呢|说不是|不[想爱])|怎么说呢|哪(?:怕|有|里哪里|[里儿]的话)
    |怎么(?:[这那]么|可能)|多少(?:有[点些]|还是|[算也能会])|[动时]不[动时]""",
    re.VERBOSE,
)
_ASKING = re.compile(
    r"""吗|什么|[啥咩乜怎咋谁哪几]|[为如从]何|何[时谓处以]|干嘛|边[个度]
    |(?<![早晚快慢有一几差重观要难特地识])点[解样睇计译整做先]|[是系]咪
    |多[少久长]|多大(?!的?[点事])|有多[大小高低难快慢好重强远深像]
    # "Can or can not", "this or that"; a "not" at the end.
    |[是能可会应曾]否|(?<![没不])(\w)[不唔没冇]\1|有[没冇]|(?<![但可不于总])[是先真][^，。！；还]{1,20}还是
    |(?:[过了有][^，。！；]{0,20}没有?|(?<![说才偏就])不)(?=$|[，\s])|[^这那什怎要多]么$
    # "And ...", "what if ..."; what goes on ("在学呢") or is praised ("真好呢") asks nothing.
    |还有呢|(?:^|[，。！；\s])(?:那|如果|要是|假如|万一)[^，。！；]{1,30}呢$|^[^，。！；还才正可着真太挺很就]{1,6}呢$""",
    re.VERBOSE,
)
# What is wanted of the one spoken to stands first; after a subject, or with an ending, it is told.
_REQUESTING = re.compile(
    r"""(?:^|[，。！；\s])(?:请|求|再|先|麻烦|帮我|给我|能|可以|简单|详细|具体|\s){0,6}
    (?:(?:介绍|解释|说明|讲解|科普|推荐|总结|概括)(?![了过得书完里中给]|大家)|[讲说]一?[下讲说]
     |[谈聊][谈聊](?!天)|[讲说]详细|举.{0,2}例|告诉我|帮我)
    |请问|请教|展开[讲说](?!了)|我想(?:知道|了解|问)""",
    re.VERBOSE,
)
_ENGLISH = re.compile(
    r"""(?:^|[,.;:!\n])\s?(?:(?:hi|hey|hello|ok|okay|so|and|but|then|also|please|pls|well|btw)[\s,]+){0,4}(?:
    what(?:'s)?(?!\s+an?\b)|why|whose|whom|who(?!\s+(?:cares|knows)\b)|which(?!\s+(?:is|was|are|means|makes|reminds)\b)
    |how(?=\s+(?:\w+\s+)?(?:do|does|did|is|are|was|can|could|should|would|will|to|come|about)\b|\s+(?:much|many|long|often)\b)
    |(?:when|where)(?=\s+(?:do|does|did|is|are|was|were|can|could|should|will|would|to)\b)
    |(?:is|are|was|were|does|did)(?=\s+(?!(?:so|very|really|not|it|an?|fine|good|great|nice|cool|ok)\b)\w+\s+\w)
    |(?:is|are|was|were|do(?!\s+it)|does|did|can|could|will|would|should|have|has|may)
     (?=\s+(?:i|you|s?he|it|we|they|this|that|there|his|her|their|any\w*)\s+\w)
    |(?:can|could|should|would)(?=\s+(?:an?\b|the\b|(?-i:[A-Z])))
    |tell\s+me|explain|describe|define|introduce|summari[sz]e|recommend|compare|(?:give|show)\s+me
    |any(?:one|body|\s+(?:advice|idea|tip|recommendation)s?)
    |i(?:'d|\s+would)?\s+(?:want|like)\s+to\s+(?:know|learn)|i\s+wonder)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def looks_like_question(said: str) -> bool:
    """Whether a message asks something, by its marks and words."""
    words = _WHITE.sub(_one_space, _simplify(_words(said))).rstrip("。.!！~～… \n")
    if "?" in words or "？" in words or _ENGLISH.search(words) or _REQUESTING.search(words):
        return True
    return _ASKING.search(_INDEFINITE.sub("，", words)) is not None


def _one_space(white: re.Match[str]) -> str:
    """White space as one character: where each of a thousand line ends may begin a sentence, judging takes seconds."""
    return "\n" if "\n" in white[0] else " "


def _words(said: str) -> str:
    """What a message says itself: without links, mentions and emojis, and nothing if it is another bot's command."""
    words = _APART.sub(" ", said).strip()
    return "" if _COMMAND.match(words) else words


def _simplify(said: str) -> str:
    """The words of asking in Simplified characters; OpenCC is too much for so few."""
    traditional = "麼嗎為誰幾沒個點裡講說紹釋請煩還應難長遠這樣邊時給總舉薦係會動別無細體簡單詳歲門隨論終來後結從甚"
    simplified = "么吗为谁几没个点里讲说绍释请烦还应难长远这样边时给总举荐系会动别无细体简单详岁门随论终来后结从什"
    return said.translate(str.maketrans(traditional, simplified))


def extract_question(incoming: Incoming, bot_id: int, ask_channels: frozenset[str]) -> str | None:
    """The question in a message.

    Args:
        incoming: the message.
        bot_id: of the bot, whose mentions are taken out.
        ask_channels: names and numbers of channels in which every message is a question.

    Returns:
        the question without the white space around it, empty if the bot was called without one, or None if the
        message is not for the bot: nobody called it, and there are no words or it is not an ask channel.
    """
    called = incoming.called
    if not called and not incoming.channels & ask_channels:
        return None
    question = re.sub(rf"<@!?{bot_id}>", " ", incoming.content).strip()
    return question if called or _words(question) else None
