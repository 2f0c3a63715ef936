from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.asking import Incoming, extract_question, looks_like_question

BOT = 42
NOWHERE: frozenset[str] = frozenset()

# Messages as they are written in a server, one a line: that ask or request something, and that do not.
ASKED = """
能否介绍一下 Keras 的设计思路
可否举个例子
深度学习是不是已经到头了
AI 会不会取代程序员
新手要不要先学数学
他何时开始写 Keras 的
何谓流形假设
介绍一下弗朗索瓦·乔莱
请解释反向传播
说说他对 AGI 的看法
讲讲 Keras 的历史
谈谈你对强化学习的看法
麻烦讲一下什么叫泛化
求推荐入门书
我想知道 Keras 和 PyTorch 的区别
请问有中文版的书没有
帮我总结一下这篇访谈
给我举几个例子
能不能用在手机上
没有 GPU 可不可以学
请問這本書適合初學者嗎
為什麼選擇 Python
請介紹一下這位作者
點解要用 Keras
咩係深度學習
邊個寫咗 Keras
呢本書好唔好睇
學深度學習要幾耐
點樣先可以入門
有冇推薦嘅書
乜嘢係神經網絡
他多大年纪了
训练一个模型要多久
数学要学到第几章
他写过几本书
那后来呢
如果数据很少呢
Keras 难不难学
有没有什么推荐的资料
为什么没什么人用 Theano
怎么大家都在用 Keras
几乎没有基础的人怎么入门
他是做什么的
谁知道 Keras 怎么安装
不知道怎么入门
这几天学的都忘了，有什么办法
学这个有用么
tell me about Keras
explain overfitting
please explain what deep learning is
can you recommend a book
hey what is keras
is keras free
does he like pytorch
I want to know how he started
could you describe his workflow
so how do I get started
anyone know who wrote this
https://a.b/c 这是什么意思
<@7> 你怎么看这篇访谈
乔莱现在在哪里工作
请教一下怎么调参
有谁用过 Keras 3
这个库是谁写的
机器学习跟深度学习差在哪
ARC 是个啥东西
他为啥不看好大模型
要是显存不够呢
学完这本书能找到工作吗
作者今年几岁了
一共有几个版本
有没有人试过
推荐几本适合小白的书
聊聊他对 GPT 的看法
科普一下什么叫过拟合
告诉我他最喜欢的语言
举个例子说明一下
想请教各位大佬，怎样才能坚持下去
能说一下这个的原理不
给我讲讲神经网络
解释下什么是张量
再说详细点
這個訪談是什麼時候做的
可唔可以講多啲
佢而家喺邊度做嘢
幾時出新書
係咪要識數學先得
作者點睇 AGI
深度学习和大脑有多像
算力到底重不重要
该不该读博
他说的泛化具体指什么
除了 Python 还需要会哪些语言
我没学过编程，该从何学起
何以见得
how to start with deep learning
what's the difference between keras and tensorflow
who is francois chollet
give me an example
I'd like to know more about ARC
any advice for beginners
why did he create keras
are there any good courses
summarize the interview
do I need a GPU
where can I find the book
Keras 3 支持哪些后端
他对开源怎么看
这段话是什么意思
深度学习需要多少数据才够
有没有推荐的视频课
可以解释一下梯度消失吗
他离开谷歌之后去了哪儿
初学者该先学 TensorFlow 还是 PyTorch
说一说他写书的经历
這本書有沒有繁體版
人工智慧會不會有意識
你覺得他講得對嗎
他嘅觀點係乜
點樣避免過擬合
数学不好能学会不
学了半年还是不会，怎么办
请推荐两本书
我想了解一下他的背景
他提到过伦理问题没有
Colab 够用么
如果没有标注数据呢
那小公司呢
总结一下第二段
为啥说它只是曲线拟合
哪一问讲到了 AGI
does keras support jax
what did he say about ethics
explain the quote about curve fitting
how much math do I need
who else was interviewed
should I learn pytorch first
when did keras come out
这篇访谈是哪一年做的
想问下他现在还写代码不
有没有大神解释下注意力机制
零基础能不能直接看第二版
他对中国的 AI 怎么评价
ARC 挑战赛奖金有多少
详细说说曲线拟合那段
请举例说明什么是泛化
Keras 和 TensorFlow 啥关系
学习率到底该设多少
谁能讲讲这一段
訪談裡有提到 GPT 嗎
請推薦適合新手的課程
點先算係真正嘅智能
他是先写书还是先写库的
他看过科幻小说没
万一学不会呢
那本书多少钱
have you read his book
what are his hobbies
please tell me about the interview
is there a chinese version
can Keras run on a phone
any tips for a newbie
how hard is it to learn
"""
TOLD = """
几乎没有人看完
没什么，随便聊聊
没有什么特别的
这几天好忙
几个人都走了
怎么都行
多少有点失望
我不怎么看书
周末看看书什么的
谁都可以来
哪怕下雨我也去
哪里哪里，过奖了
我什么都没做
好几个朋友推荐过这本书
过几天再说吧
我还在学呢
早着呢
谁爱去谁去
想到什么说什么吧
无论如何先谢谢你
不管怎样都要试试
再怎么说也是大牛
怎么这么可爱
谁知道呢
我知道怎么做了
终于明白什么是梯度下降了
没多久就学会了
他动不动就重写代码
我时不时翻翻
我来介绍一下我自己
他介绍得很清楚
说明书我看完了
谢谢推荐
哪都不想去
這幾天都在下雨
沒什麼大不了
什麼都好
誰也沒有來
呢個真係好正
冇咩特別
点赞支持一下
有几个朋友也在学
学了几百个小时了
怎么说呢，挺难的
哪有这么简单
有多个模型可以选
干得好，继续
这本书不错，我推荐给同学了
今天大家聊得很开心
原来如此
what a day
how nice
when I was young I loved math
will do
who cares
which is nice
thanks for telling me
did it, works now
should be fine
have fun everyone
!play 什么是爱
/roll 2d6
https://example.com/?q=how
<https://example.com/what?x=1>
<:how:123456789012345678>
<@7>
<@7> 谢谢
😂😂😂
看了 https://a.b/why 写得真好
没啥好说的
也没有多少人在用
我也不知道为什么，就是喜欢
几点几分都无所谓
十几年前的事了
前几天刚看完
没几个人看得懂
什么时候都可以
随便什么都行
你说什么就是什么
怎么舒服怎么来
他怎么说我就怎么做
谁说不是呢
我正看着呢
可厉害了呢
别说了，懂的都懂
哪儿的话
任何人都可以学
我知道他为什么这么说了
难怪没什么人用
不管是谁都能学会
不是什么大问题
要不咱们明天继续
我们来聊聊天吧
介绍里写得很清楚
老师讲解得真好
大佬们说得都对
他解释过了
我先去推荐给朋友
好幾次都差點放棄
冇乜好講
佢真係好勁
我都唔知
沒怎麼看
多少也学到一点
第一次来，请多关照
是的，没错
可不是嘛
好不容易跑通了
这书贵得要命
动手试了一下，成功了
what an amazing talk
how lovely
is so good
can't wait
where I work everyone uses it
who knows lol
do it now
whatever you say
!help
/imagine 一只猫
$rank
看看 <https://example.com/how-to>
🙏谢谢各位
哈哈哈哈笑死
刚看完，收获很大
没事没事
我没什么意见
这几个例子都很清楚
谁都能看懂，写得很好
没啥，就是想吐槽一下
多少能理解一点他的意思
好几次都想放弃了
我们几个在学这个
怎么学都学不会，哈哈
什么都不用装，直接能跑
哪里都能用
不管什么语言都行
几乎每天都在看
反正我也不怎么懂
我觉得他说得有道理
昨天推荐的书到货了
感谢解释，明白了
我看了介绍，还不错
晚上再看吧，先睡了
我不是很同意
说得好
讲真，我挺佩服他的
还早呢
大家都在忙着呢
他可聪明着呢
可惜没有中文版
有几点我不太同意
我有几个想法，晚点发
看到哪里算哪里
能学多少学多少
怎么可能，我才看了一页
這幾本書都很好
沒甚麼，不客氣
誰都有第一次
講得真好
我冇睇過
好嘅，多謝晒
等陣再講啦
which reminds me, I finished the book
how cool
what a nice interview
is fine by me
could be better
that's how it works
I know what you mean
can confirm
where there's a will there's a way
have a nice day
!rank
/skip
https://www.bilibili.com/video/BV1?p=2
🎉🎉🎉
<@123> 已经发你了
+1 同感
没多大事
今天没怎么写代码
怎么看都觉得厉害
谁不想变强啊哈哈
随便哪本都不错
还有好几章没看
我才学了几天
这么几行就搞定了
有什么说什么，挺好
我也想知道
听不懂，太难了
不行不行，我得先睡
是不是的都无所谓啦
这是我见过最好的访谈
他真的很会讲故事
我明白为什么大家喜欢他了
推荐大家都去读一读
解释得太到位了
请大家文明发言
呢篇訪談好正
冇問題
今日學咗好多嘢
不知道该说啥
the interview is great
do not spam please
would love to see more
explains a lot
how wonderful
well done
/weather 北京
🤔
:)
"""


def incoming(
    content: str, *, direct: bool = False, mentions: bool = False, answers: bool = False, channels: tuple[str, ...] = ()
) -> Incoming:
    """A message with what is said of it."""
    return Incoming(content, direct, mentions, answers, frozenset(channels))


@pytest.mark.parametrize(
    ("message", "question"),
    [
        pytest.param(incoming("<@42> 为什么？", mentions=True), "为什么？", id="mention"),
        pytest.param(incoming("<@!42>为什么？", mentions=True), "为什么？", id="old form of a mention"),
        pytest.param(incoming("为什么 <@42> 呢", mentions=True), "为什么   呢", id="mention in the middle"),
        pytest.param(incoming("<@42><@42> 为什么 <@!42>", mentions=True), "为什么", id="several mentions"),
        pytest.param(incoming("<@7> 怎么看 <@42>", mentions=True), "<@7> 怎么看", id="others' mentions stay"),
        pytest.param(incoming("<@421> 呢 <@42>", mentions=True), "<@421> 呢", id="a longer number is somebody else"),
        pytest.param(incoming(" \n为什么？\t", direct=True), "为什么？", id="direct message"),
        pytest.param(incoming("为什么？", answers=True), "为什么？", id="reply to the bot"),
        pytest.param(incoming("<@42>", mentions=True), "", id="called without a question"),
        pytest.param(incoming("", answers=True), "", id="reply without words"),
        pytest.param(incoming("   ", direct=True), "", id="white space in a direct message"),
        pytest.param(incoming("为什么？"), None, id="talk among members"),
        pytest.param(incoming("<@7> 为什么？"), None, id="mention of somebody else"),
        pytest.param(incoming("提问", channels=("general", "1")), None, id="another channel"),
        pytest.param(incoming("为什么？", channels=("ask", "1")), "为什么？", id="ask channel by name"),
        pytest.param(incoming("为什么？", channels=("talk", "99")), "为什么？", id="ask channel by number"),
        pytest.param(incoming("为什么？", channels=("thread", "3", "ask", "1")), "为什么？", id="thread below one"),
        pytest.param(incoming(" ", channels=("ask",)), None, id="a picture in an ask channel"),
        pytest.param(incoming("<https://a.b/c>", channels=("ask",)), None, id="a link without its preview"),
        pytest.param(incoming("https://a.b/c\nwww.a.b", channels=("ask",)), None, id="links alone"),
        pytest.param(incoming("<https://a.b/c>", mentions=True), "<https://a.b/c>", id="called with a link"),
        pytest.param(incoming("看 https://a.b/c", channels=("ask",)), "看 https://a.b/c", id="a link with words"),
        pytest.param(incoming("<@7> <:how:12>", channels=("ask",)), None, id="a mention and an emoji of a server"),
        pytest.param(incoming("!play 深度学习", channels=("ask",)), None, id="a command for another bot"),
        pytest.param(incoming("!play 深度学习", direct=True), "!play 深度学习", id="a command said to this bot"),
    ],
)
def test_what_is_a_question(message: Incoming, question: str | None) -> None:
    """A mention, a reply, a direct message or an ask channel make a question; the mention is no part of it."""
    assert extract_question(message, BOT, frozenset({"ask", "99"})) == question


@given(
    st.text(st.characters() | st.sampled_from("<@!42> ")), st.booleans(), st.booleans(), st.booleans(), st.booleans()
)
def test_no_text_upsets_the_reading_of_a_message(
    content: str, direct: bool, mentions: bool, answers: bool, asked: bool
) -> None:
    """Whatever is sent, the question is text without white space around it, and None only if nobody called the bot."""
    message = incoming(content, direct=direct, mentions=mentions, answers=answers, channels=("ask",) if asked else ())
    question = extract_question(message, BOT, frozenset({"ask"}))
    if question is None:
        assert not direct
        assert not mentions
        assert not answers
    else:
        assert question == question.strip()
        assert "<@42>" not in question
    assert extract_question(incoming(content), BOT, NOWHERE) is None


@pytest.mark.parametrize(
    "said",
    [
        "什么是深度学习？",
        "什麼是深度學習",
        "他为什么喜欢 Python",
        "为何选择 Keras",
        "怎么学",
        "怎样入门比较好",
        "如何开始",
        "谁创建了 Keras",
        "哪本书好",
        "他几岁",
        "要花多少时间",
        "人工智能会取代我们吗",
        "那後來呢",
        "能不能举个例子",
        "有没有推荐的书",
        "咩係深度學習",
        "点解要用 Keras",
        "深度学习?",
        "what is Keras",
        "  Why Python",
        "How does it work",
        "Is Keras free",
        "can I use it at work",
        "Who made it",
        "Keras, what is it?",
    ],
)
def test_what_asks_looks_like_a_question(said: str) -> None:
    """Marks and words with which people ask, in Chinese and English, with or without a question mark."""
    assert looks_like_question(said)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "哈哈哈",
        "谢谢大家！",
        "好的，明天见",
        "我也觉得",
        "今天好累",
        "太厉害了……",
        "早上好",
        "👍🎉",
        "+1",
        "https://example.com/a",
        "lol same here",
        "good morning everyone",
        "Thanks, this island is great",
        "Isabel wrote that",
        "Candy and doughnuts",
        "whatever",
        "Arena",
        "<@42>",
    ],
)
def test_talk_does_not_look_like_a_question(said: str) -> None:
    """Greetings, thanks and remarks ask nothing; a word that only begins like one of those that ask neither."""
    assert not looks_like_question(said)


@pytest.mark.parametrize("said", ASKED.strip().split("\n"))
def test_what_members_ask_looks_like_a_question(said: str) -> None:
    """Questions and requests as people write them, also Traditional and Cantonese, with no mark that says so."""
    assert looks_like_question(said)


@pytest.mark.parametrize("said", TOLD.strip().split("\n"))
def test_what_members_tell_each_other_does_not(said: str) -> None:
    """Words that can ask do not where they mean nothing, anything or what is known; nor links, emojis and commands."""
    assert not looks_like_question(said)


@given(st.text(st.characters() | st.sampled_from("什么谁怎几都也没有不是我知道呢多少哪 ,<@!/")))
def test_no_text_upsets_the_judgement(said: str) -> None:
    """Whatever is sent is judged, and white space around it changes nothing."""
    assert looks_like_question(f"\n {said} ") == looks_like_question(said)


# Without what begins a link, a mention, an emoji or a command, which are no words.
@given(st.text(st.characters(exclude_characters="!/<.:：")))
def test_a_question_mark_always_asks(said: str) -> None:
    """Of either width, wherever it stands; what stands around it does not matter."""
    for mark in "?？":
        assert looks_like_question(f"{said}{mark}")
        assert looks_like_question(f"{mark}{said}")
