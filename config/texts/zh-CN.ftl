# 机器人自己说的每一句话（简体中文）。引文从不出自这里。
# 书写规则见 docs/translators.md：等号后面是文本，{ $name } 是要填入的值，多行文本缩进四格。

## 列表

list-separator = |、|

## 回答

question-label = 问
question-goes-on = ……（问题很长，完整的问题请看原文。）
where = 《{ $title }》· 第 { $number } 问（共 { $total } 问）
page-of = {" "}· 第 { $page } / { $pages } 页
speaker-unknown = 受访者
unsure = 没有把握。你想问的是不是下面这些？
also-answered = 几位都谈过：
not-found = 访谈里没有谈到这个。
not-found-topics = 可以从这些话题里看看他谈了什么：
stale = 访谈更新过，这个按钮指向的内容已经变了。请重新提问，或用 /{ name-topics } 浏览话题。
shared = { $name } 分享了一段：
vote-good = 谢谢，记下了：有帮助。再按一次可以撤回。
vote-bad = 谢谢，记下了：没帮助。再按一次可以撤回。
vote-withdrawn = 已撤回。
dismiss-refused = 只有提问的人和管理员能关闭这条回答。
ask-refused = 这里只有 { $roles } 可以提问。
cooldown = 问得有点快，请等一分钟再问。
interview-unknown = 没有「{ $name }」这篇访谈。

## 按钮和菜单

button-whole = 完整回答
button-source = 阅读原文
button-back = 上一页
button-on = 下一页
button-candidate = 看第 { $number } 问
topics-menu = 选一个话题
topic-menu = 选一个问题，看完整回答
button-good = 👍
button-bad = 👎
button-dismiss = 关闭
button-share = 分享到频道
onward-menu = 还可以看……
onward-match = 另一处相近的内容：第 { $number } 问
onward-before = 上一问：第 { $number } 问
onward-after = 下一问：第 { $number } 问
onward-topic = 这个话题的更多内容
onward-contents = 整篇访谈的目录

## 话题

topics-title = 话题
topics-hint = 选一个话题，或输入 /{ name-topic }
topics-none = 还没有整理话题，直接提问就好。
topic-unknown = 没有「{ $name }」这个话题。用 /{ name-topics } 看全部话题。
exchange-number = 第 { $number } 问
exchange-numbers = 第 { $numbers } 问
interview-name = 《{ $title }》
interviews-title = 访谈
interviews-count = 共 { $count } 篇
interviews-facts = { $speakers }　{ $count } 问
interviews-menu = 选一篇，看它的目录
interviews-choose = 选择这个服务器用哪些
interviews-all = 现在用全部访谈。
interviews-followed = 现在只用这些：
interviews-is-followed = 正在用，选它就去掉
interviews-is-not = 没有用，选它就加上
interviews-toggle = 选一篇来加上或去掉
interviews-hint = 一篇也不选，就是全部

## 每日语录

daily-title = 每日语录 · { DATETIME($day, dateStyle: "long") }
daily-title-settings = 每日语录
daily-set = 每日语录已设好
daily-channel = **频道**　{ $value }
daily-time = **时间**　每天 { $time }，{ $zone }
daily-topic = **话题**　{ $value }
daily-role = **提醒**　{ $value }
daily-form = **形式**　{ $value }
daily-everything = 全部
daily-nobody = 不提醒任何人
daily-as-picture = 图片
daily-as-text = 文字
daily-next = **接下来三次**
daily-failing = ⚠️ { DATETIME($day, dateStyle: "long") }的语录没有送达：{ $reason }
daily-topic-gone = ⚠️ 这个话题已经不在访谈里，现在从全部语录里选。用 /{ name-daily } { name-set } 换一个话题。
daily-no-font = ⚠️ 这台机器上没有中文字体，语录会以文字发布。请运维者安装一种，或设置 card_font。
daily-none = 这个服务器还没有设置每日语录。管理员可以用 /{ name-daily } { name-set } 设置。
daily-not-yet = 今天的语录还没有发布，时间是 { $moment }。
daily-off = 每日语录已关闭。发布记录会保留，重新设置后接着往下发。
daily-preview = 下一次（{ $moment }）会发布：
daily-day-skipped = { $moment } 的语录已跳过。
daily-time-unknown = 看不懂时间「{ $time }」。请写成 8:00 或 早上八点。
daily-zone-unknown = 找不到时区「{ $zone }」。请输入城市（如 上海），从列表里选。
daily-permissions = 我在 { $channel } 缺少这些权限：{ $permissions }。请在频道设置 → 权限里给我，再试一次。
daily-mention-everyone = 每日语录不提醒所有人。请选一个身份组，或者留空。
daily-mention-refused = 我不能提醒身份组「{ $role }」。请在它的设置里允许任何人提及，再试一次。
daily-history-title = 每日语录的记录
daily-history-page = 第 { $page } / { $pages } 页，用「{ option-page }」翻页
daily-history-none = 还没有发布过每日语录。
daily-history-posted = - { DATETIME($day, dateStyle: "medium") }　{ $link }
daily-history-skipped = - { DATETIME($day, dateStyle: "medium") }　已跳过
daily-history-missed = - { DATETIME($day, dateStyle: "medium") }　没有送达：{ $reason }
daily-history-trying = - { DATETIME($day, dateStyle: "medium") }　正在发送{ $reason }
daily-withdrawn = （已不在访谈里）
daily-undelivered = 「{ $server }」的每日语录没能发到 { $channel }（{ DATETIME($day, dateStyle: "long") }）：{ $reason }改好之后会自动继续；用 /{ name-daily } { name-show } 查看，/{ name-daily } { name-set } 换频道。
delivery-channel-gone = 频道已经不在了。
delivery-forbidden = 我在那里没有足够的权限。
delivery-refused = Discord 拒绝了这条消息。
delivery-unreachable = Discord 一直没有回应。
delivery-late = 机器人停了太久，当天没有补上。
delivery-off = 每日语录在发送前被关闭。
quote-none = 没有可以引用的段落。
quote-unknown = 没有编号是「{ $id }」的语录，也可能已经不在访谈里。
quote-no-picture = 这一段没能画成图片，先看文字：

## 权限

permission-view_channel = 查看频道
permission-send_messages = 发送消息
permission-send_messages_in_threads = 在子区中发送消息
permission-embed_links = 嵌入链接
permission-read_message_history = 读取消息历史
permission-attach_files = 附加文件

## 设置

setup-title = 访谈机器人的设置
setup-channels = **提问频道**　{ $value }
setup-roles = **谁可以提问**　{ $value }
setup-language = **公开回复的语言**　{ $value }
setup-gaps = **没答上来的提问**　{ $value }
setup-private = **/{ name-ask } 的回答**　{ $value }
setup-none = 无
setup-everybody = 所有人
setup-days = 保留 { $days } 天，不记名
setup-days-option = 保留 { $days } 天
setup-days-none = 不保留
setup-private-yes = 只有提问的人看得到
setup-private-no = 大家都看得到
setup-choose-channels = 提问频道：里面每条消息都算提问
setup-choose-roles = 谁可以提问（不选就是所有人）
setup-choose-language = 公开回复的语言
setup-choose-days = 没答上来的提问
setup-choose-private = /{ name-ask } 的回答
setup-option = { $what }：{ $value }
setup-good = ✅ 权限齐全，可以使用。
setup-no-content = 提问频道需要读取消息内容。请运维者在开发者门户（Bot → Message Content Intent）打开它，并设置 message_content = true。
setup-channel-gone = 频道 { $channel } 已经不在，或者我看不到它。
setup-refused = 只有能管理服务器的人可以这样做。
language-default = 跟随机器人
language-zh-CN = 简体中文
language-zh-TW = 繁體中文
language-en = English

## 没答上来的提问

gaps-title = 没有答上来的提问
gaps-none = 没有。大家问的都答上来了，或者还没人问。
gaps-line = - { $question }　×{ $count }
gaps-count = 问过 { $count } 次
gaps-hint = 相近的提问已合并，不记名
gaps-menu = 选一个提问来处理
gaps-return = 返回列表
gaps-taught = 已经教过的（{ $count }）
gap-body =
    { "**" }{ $question }**
    问过 { $count } 次，最近一次是 { DATETIME($day, dateStyle: "long") }。

    哪一问回答了它？从下面选一个，以后在这个服务器里这样问就会答上来。
gap-menu = 哪一问回答了它？
gap-ignore = 忽略
gap-taught = 记住了：「{ $question }」问的是第 { $number } 问。
taught-title = 教过的问法
taught-hint = 选一个可以撤销
taught-menu = 选一个来撤销
taught-gone = 已经不在访谈里

## 隐私

privacy-title = 隐私
privacy-body =
    { "**" }提问**　在内存里保留几分钟，用来理解追问。{ $questions }

    { "**" }投票**　你在回答下面按的 👍 和 👎，和你的编号存在一起，好让你能改。按下面的按钮可以全部删除。

    { "**" }服务器**　管理员的设置和每日语录的记录。机器人离开服务器时，全部删除。
privacy-days = 没答上来的提问去掉 @提及、链接、邮箱和长串数字，不记是谁问的，与相近的合并；你自己写进去的名字会留下。它们保留 { $days } 天，给这个服务器的管理员看。
privacy-no-questions = 不写入磁盘。
privacy-delete = 删除我的投票
privacy-votes-deleted = 已删除你的 { $count } 次投票。

## 帮助与关于

help-title = 怎么用
help-body =
    直接用你自己的话提问，我会从访谈里找出受访者**原话**来回答。我不编写答案；访谈里没说的，我会照实说没有。

    { "**" }提问**　@我，回复我的消息，私信我，或者用 `/{ name-ask }`；在别人的消息上选「在访谈中查找」
    { "**" }话题**　`/{ name-topics }` 浏览全部话题，`/{ name-topic }` 打开一个话题，`/{ name-interview }` 看整篇目录
    { "**" }语录**　`/{ name-quote }` 随机来一段原话，或再看今天的
    { "**" }每日**　管理员用 `/{ name-daily } { name-set }` 设置每天的语录
    { "**" }关于**　`/{ name-about }` 看访谈的来源和许可，`/{ name-privacy }` 看保留了什么
about-title = 关于
about-body =
    我用访谈里的原话回答问题：jieba 分词，BM25 排序，离线运行，不用语言模型。每一段引文都能在原文里逐字找到。

    { "**" }隐私**　你的提问在内存里保留几分钟，用来理解追问。没答上来的会给管理员看，不记是谁问的；详见 `/{ name-privacy }`。
about-version = interview-bot { $version }
about-speakers = **受访**　{ $value }
about-interviewer = **采访**　{ $value }
about-publisher = **首发**　{ $value }
about-exchanges = **篇幅**　{ $value } 问
about-source = **原文**　{ $value }
about-licence = **许可**　{ $value }
about-credit = **译文**　{ $value }
about-more = 以及另外 { $count } 篇访谈。

## 命令与选项的名称：小写，不含空格

name-ask = 提问
name-topics = 全部话题
name-topic = 话题
name-interview = 访谈
name-interviews = 访谈列表
name-quote = 语录
name-help = 帮助
name-about = 关于
name-privacy = 隐私
name-daily = 每日语录
name-set = 设置
name-show = 查看
name-preview = 预览
name-skip = 跳过
name-off = 关闭
name-history = 记录
name-setup = 机器人设置
name-gaps = 未答的提问
option-question = 问题
option-private = 仅自己可见
option-name = 名称
option-which = 哪一段
option-topic = 话题
option-id = 编号
option-from = 来自
option-card = 图片
option-channel = 频道
option-time = 时间
option-timezone = 时区
option-mention = 提醒
option-picture = 图片
option-what = 跳过什么
option-page = 页码

## 命令（名称由 Discord 显示）

command-ask = 向访谈提问，用原话回答
command-ask-question = 你的问题
command-ask-private = 只有你自己看得到
command-ask-from = 只问这一篇访谈
command-topics = 浏览全部话题
command-topic = 打开一个话题
command-topic-name = 话题名称
command-interview = 浏览整篇访谈的目录
command-interview-name = 哪一篇访谈
command-interviews = 有哪些访谈，和它们的目录
command-quote = 随机来一段原话
command-quote-which = 随机一段，或今天的每日语录
command-quote-random = 随机
command-quote-today = 今日
command-quote-topic = 从这个话题里选
command-quote-id = 语录的编号
command-quote-from = 只从这一篇访谈里选
command-quote-card = 画成图片
command-help = 怎么用
command-about = 机器人与访谈的来源、许可
command-daily = 每日语录：设置、预览、记录
command-daily-set = 设好频道、时间和时区，每天发布一段原话
command-daily-channel = 发到哪个频道
command-daily-time = 几点，如 8:00、早上八点
command-daily-timezone = 时区，如 上海、Asia/Shanghai
command-daily-topic = 只从这个话题里选
command-daily-mention = 发布时提醒这个身份组
command-daily-picture = 发成图片
command-daily-show = 查看设置、接下来三次和最近的问题
command-daily-preview = 预览下一段
command-daily-skip = 换掉下一段，或跳过一天
command-daily-skip-what = 换掉什么
command-daily-skip-quote = 换一段
command-daily-skip-day = 跳过下一天
command-daily-off = 关闭每日语录
command-daily-history = 看发布过的语录
command-daily-history-number = 第几页
command-setup = 设置提问频道、身份组、语言和隐私
command-gaps = 没有答上来的提问：忽略，或教给我
command-privacy = 保留了什么；删除你的投票
menu-find = 在访谈中查找

## 出错时

failed = 出了点问题，没能回答。请把编号 { $reference } 告诉服务器管理员。
forbidden = 在「{ $server }」的 { $channel } 有人向我提问，但我没有权限回答，缺少：{ $permissions }。请在频道设置 → 权限里给我，或不让我看到那个频道。
ask-how = 想问什么？把问题和 @我 写在同一条消息里就行。
memory-failed = 现在读不到记忆：{ $reason }提问不受影响。

## 命令行

cli-thinking = 提问（空行或 Ctrl-D 结束）
cli-answered = 回答
cli-unsure = 没有把握
cli-quote = 语录
cli-offer = 你想问的是不是：
cli-checked = 《{ $title }》（{ $id }）：{ $exchanges } 问，{ $passages } 段
cli-format = 格式：{ $format }，{ $why }
cli-layout = 问答：{ $layout }，{ $why }
cli-fits = 合适的程度：{ $fits }
cli-column-question = 问题
cli-column-answer = 回答的开头
cli-column-sure = 把握
cli-column-look = 提醒
format-markdown = Markdown
format-text = 纯文本
format-subrip = SubRip 字幕
format-webvtt = WebVTT 字幕
format-html = 网页
format-word = Word 文档
told-forced = 附带的 TOML 这样指定
told-content = 看内容认出
told-ending = 看扩展名认出
layout-letters = 问：／答：、Q:／A: 这样的标记
layout-speakers = 说话人的名字
layout-headings = 标题是问题
layout-numbered = 编号的问题
layout-bold = 加粗的段落是问题
layout-slanted = 斜体的段落是问题
layout-quoted = 引用块是问题
layout-mixed = 加粗或以问号结尾的段落是问题
chosen-forced = 附带的 TOML 这样指定
chosen-best = 最合适
chosen-directed = 问答：附带的 TOML 逐段指定
cli-check-topics = { $count ->
    [0] 没有人整理过话题，从原文的词里也得不出
   *[other] 没有人整理过话题，从原文的词里得出 { $count } 个：
 }
cli-check-good = 没有发现问题。
cli-check-bad = 发现 { $count } 个问题。
cli-preview = 模拟的 Discord 已经打开：{ $url }
cli-preview-stop = 按 Ctrl-C 结束。
cli-taught-gone = 「{ $phrasing }」问的那一问已经不在访谈里，略过
cli-db-upgraded = 数据库已是最新（版本 { $version }）。
cli-db-backed-up = 已备份到 { $path }。
cli-db-forgotten = 服务器 { $server } 的一切都已删除。
cli-db-unknown = 没有服务器 { $server } 的任何记录。
cli-db-sure = 要删除服务器 { $server } 的设置、发布记录、投票和提问记录吗？
run-goes-on = { $fault }机器人会一直重试。
cli-health-good = 一切正常。
cli-health-bad = 不正常：{ $wrong }。
health-gateway = Discord 连接
health-index = 访谈
health-database = 数据库
cli-reload = { $count } 篇访谈没有问题；正在运行的机器人会在几秒内读到它们。
cli-expand-sending = 把《{ $title }》的 { $count } 问发给 { $host }（模型 { $model }）。
cli-expand-number = 第几问
cli-expand-phrasing = 建议的问法
cli-expand-dropped = 没有采用：重复 { $known } 条，不像问题 { $other } 条，太长 { $long } 条，空 { $empty } 条。
cli-expand-sure = 把这 { $count } 条写进 { $path } 吗？
cli-expand-written = 已写进 { $path }：{ $count } 条。请逐条审阅带有「{ $remark }」的行，不合适的删掉。
cli-expand-dry = 没有写入任何内容。
expand-remark = 模型建议，请审阅
cli-reading = 读取访谈
cli-indexing = 建立索引
cli-added = 已放进 { $path }：{ $count } 问。正在运行的机器人用 interview-bot reload 读到它。
cli-add-title = 标题
cli-add-label = 「{ $label }」是谁（不知道就回车）
cli-add-speakers = 谁在回答（几个人用顿号隔开）
cli-add-interviewer = 谁在提问（没有就回车）
cli-add-source = 原文地址（没有就回车）
cli-add-doubtful = 第 { $number } 问把握不大。「{ $question }」是提问吗？
cli-stopped = 已中断，没有做完。
cli-bye = 再见。

warning-question-unanswered = 第 { $line } 行：这个问题后面没有回答，已略过
warning-text-left-out = 第 { $line } 行起：最后一个回答之后的 { $count } 段不像回答，已略过
warning-marks-hidden = 第 { $line } 行起：有看不见的控制字符（{ $marks }），引用时照原样发出，可能打乱文字的顺序
warning-asks-nothing = 第 { $line } 行：提问的一方在这里没有提问
warning-question-merged = 第 { $line } 行：几个提问的段落合成了一问，也许该分开
warning-answer-short = 第 { $line } 行：这个回答比别的短得多
warning-answer-long = 第 { $line } 行：这个回答比别的长得多，里面也许还有问题
warning-answer-asks = 第 { $line } 行：回答里有一段像是提问
warning-exchanges-without-topic = 第 { $numbers } 问不在任何话题里，/topics 里看不到

## 检查：interview-bot doctor

doctor-state-ok = 正常
doctor-state-warning = 提醒
doctor-state-wrong = 错误
doctor-subject-python = Python
doctor-subject-packages = 软件包
doctor-subject-extras = 可选部分
doctor-subject-settings = 设置
doctor-subject-config = 配置
doctor-subject-corpus = 访谈
doctor-subject-files = 文件权限
doctor-subject-disk = 磁盘
doctor-subject-database = 数据库
doctor-subject-fonts = 字体
doctor-subject-token = 令牌
doctor-subject-proxy = 代理
doctor-subject-discord = Discord
doctor-subject-portal = 门户开关
doctor-subject-intents = 消息内容
doctor-subject-servers = 服务器
doctor-subject-clock = 时钟
doctor-good = 没有错误，可以运行 interview-bot run。
doctor-bad = 有 { $wrong } 处错误，{ $warnings } 处提醒。
doctor-warned = 没有错误，有 { $warnings } 处提醒。

doctor-python-good = 版本 { $version }
doctor-python-old = 版本 { $version } 不合要求（{ $needed }）。
doctor-python-old-mend = 安装合要求的 Python，再重新安装本程序。
doctor-packages-good = { $count } 个软件包齐全，版本合适
doctor-packages-missing = 没有安装 { $name }。
doctor-packages-missing-mend = 运行：pip install '{ $how }'
doctor-packages-unfit = { $name } 的版本 { $version } 不合要求。
doctor-packages-unfit-mend = 运行：pip install '{ $how }'
doctor-packages-needed = 检查到一半停下了：没有 { $name }。
doctor-packages-needed-mend = 在项目的文件夹里运行：pip install -e .
doctor-extras-all = 全部装好：{ $here }
doctor-extras-some = 装了 { $here }；没有装 { $missing }，不是必需
doctor-extras-none = 没有装 { $missing }，不是必需
doctor-extras-unfit = { $extra } 要用的 { $name } 版本 { $version } 不合要求。
doctor-extras-unfit-mend = 运行：pip install '{ $how }'
doctor-settings-good = 全部有效
doctor-config-good = 词表、权重和三种语言的文本都能读
doctor-corpus-good = { $interviews } 篇访谈，{ $exchanges } 问，没有错误
doctor-files-good = 权限合适，需要写的地方都能写
doctor-files-env-open = 这台机器上别的用户也能动 { $path }（权限 { $mode }），里面的令牌不安全。
doctor-files-env-open-mend = 如果可能有人看过，先在开发者门户换一个令牌；然后运行：chmod 600 { $path }
doctor-files-env-shared = 同组的用户也能读 { $path }（权限 { $mode }）。
doctor-files-env-shared-mend = 如果不是有意的，运行：chmod 600 { $path }
doctor-files-closed = 写不进数据库所在的文件夹 { $path }。
doctor-files-closed-mend = 检查它是不是文件夹，并让运行机器人的用户能写；或用 database 换一个地方。
doctor-files-cache-closed = 写不进缓存文件夹 { $path }，每次启动都会慢。
doctor-files-cache-closed-mend = 检查它是不是文件夹，并让运行机器人的用户能写；或用 cache 换一个地方。
doctor-disk-good = 还有 { $megabytes } MB
doctor-disk-low = { $path } 只剩 { $megabytes } MB。
doctor-disk-low-mend = 尽快腾出空间。
doctor-disk-full = { $path } 只剩 { $megabytes } MB，数据库很快就写不进去了。
doctor-disk-full-mend = 腾出空间，或用 database 把数据库换到别的磁盘。
doctor-database-good = 能读能写，结构完整（版本 { $version }）
doctor-database-new = 还没有，第一次启动时建立
doctor-database-old = 表的版本是旧的（{ $version }），下次启动时自动升级。
doctor-database-old-mend = 想现在就升级，先备份，再运行 interview-bot db upgrade
doctor-fonts-good = 语录图片用 { $name }
doctor-fonts-none = 没有中文字体，语录不能画成图片。
doctor-fonts-none-mend = 需要图片时安装一个（Debian：apt install fonts-noto-cjk），或用 card_font 指定。
doctor-fonts-missing = 没有中文字体，而有服务器选了把语录画成图片。
doctor-fonts-missing-mend = 安装一个（Debian：apt install fonts-noto-cjk），或用 card_font 指定。
doctor-token-accepted = Discord 认得它，机器人叫 { $name }
doctor-token-formed = 样子对（没有经 Discord 核对）
doctor-token-dressed = 令牌外面还带着引号、Bot 或变量名，Discord 不会接受。
doctor-token-dressed-mend = 运行 interview-bot init 再粘贴一次，多余的部分会去掉。
doctor-proxy-none = 没有设置，直接连接
doctor-proxy-set = 能连上
doctor-proxy-unset = 环境变量 { $variable } 指定了代理，但机器人不读它。
doctor-proxy-unset-mend = 如果要经过代理才能连上 Discord，请在 settings.toml 里写 proxy。
doctor-discord-reached = 能连上
doctor-discord-skipped = 按要求没有连接
doctor-discord-unasked = 没有可用的令牌，所以没有问 Discord。
doctor-discord-unasked-mend = 先解决令牌的问题，再运行 interview-bot doctor
doctor-portal-public = 谁都可以邀请机器人（Public Bot 开着）
doctor-portal-private = 只有你能邀请机器人（Public Bot 关着）
doctor-portal-grant = 邀请会失败：Requires OAuth2 Code Grant 开着。
doctor-portal-grant-mend = 在开发者门户的 Bot 页关掉 Requires OAuth2 Code Grant。
doctor-portal-endpoint = 斜杠命令到不了机器人：应用设了 Interactions Endpoint URL。
doctor-portal-endpoint-mend = 在开发者门户的 General Information 页清空 Interactions Endpoint URL。
doctor-intents-on = Message Content Intent 开着，提问频道可以用
doctor-intents-none = 不需要，关着（只有提问频道需要）
doctor-intents-spare = 开着，但现在的设置用不到
doctor-intents-off = 按设置要读提问频道里的消息，但 Message Content Intent 关着，机器人连不上。
doctor-intents-off-mend = 在开发者门户的 Bot 页打开 Message Content Intent；或清空 ask_channels，并去掉 message_content。
doctor-intents-unset = 有服务器用 /{ name-setup } 选了提问频道，但 message_content 没有打开，那里的提问收不到。
doctor-intents-unset-mend = 在 settings.toml 里写 message_content = true，并在开发者门户的 Bot 页打开 Message Content Intent。
doctor-servers-good = { $servers } 个服务器，选定的 { $channels } 个频道权限齐全
doctor-servers-none = 机器人还不在任何服务器里。
doctor-servers-none-mend = 运行 interview-bot init，用它给出的邀请链接。
doctor-servers-lacking = 在「{ $server }」的「{ $channel }」里没有这些权限：{ $permissions }。
doctor-servers-lacking-mend = 请那里的管理员在频道设置 → 权限里给机器人。
doctor-servers-gone-ask = 「{ $server }」的提问频道 { $channel } 已经不在了。
doctor-servers-gone-ask-mend = 请那里的管理员用 /{ name-setup } 重新选。
doctor-servers-gone-daily = 「{ $server }」发每日语录的频道 { $channel } 已经不在了。
doctor-servers-gone-daily-mend = 请那里的管理员用 /{ name-daily } { name-set } 重新选。
doctor-servers-left = 机器人不在服务器 { $server } 里，但还留着它的设置。
doctor-servers-left-mend = 如果不会再回去，运行 interview-bot db forget --server { $server }
doctor-servers-unknown = 没有叫「{ $name }」的提问频道。
doctor-servers-unknown-mend = 在 settings.toml 的 ask_channels 里改正名字，或去掉它。
doctor-servers-many = 服务器太多，有 { $count } 个没有逐一查看。
doctor-servers-many-mend = 那里的管理员可以用 /{ name-setup } 看到缺少的权限。
doctor-clock-good = 与 Discord 一致
doctor-clock-drifting = 与 Discord 差 { $seconds } 秒。
doctor-clock-drifting-mend = 打开系统的自动对时（Linux：timedatectl set-ntp true）。
doctor-clock-off = 与 Discord 差 { $seconds } 秒，每日语录的时间不准，按钮和命令也会出错。
doctor-clock-off-mend = 打开系统的自动对时（Linux：timedatectl set-ntp true）。
doctor-clock-zones = 时区数据齐全
doctor-clock-no-zones = 没有时区数据，算不出每日语录的时间。
doctor-clock-no-zones-mend = 运行：pip install --force-reinstall tzdata

## 初次设置：interview-bot init

init-prompt = 令牌（粘贴后按回车，不会显示）
init-where = 令牌在 https://discord.com/developers/applications ：选应用 → Bot → Reset Token。
init-replace = { $path } 里已经有一个令牌。要换成新的吗？
init-kept = 沿用 { $path } 里的令牌。
init-removed-name = 去掉了令牌前面的变量名。
init-removed-scheme = 去掉了令牌前面的「Bot 」。
init-removed-quotes = 去掉了令牌外面的引号。
init-accepted = Discord 认得这个令牌：{ $name }。
init-written = 令牌写进了 { $path }，只有你能读。
init-shadowed = 环境变量 DISCORD_TOKEN 里是另一个令牌，运行时用的是它。请去掉那个变量。
init-switches = 开发者门户的开关（{ $url }）：
init-invite = 邀请链接，权限正好是机器人需要的：
init-next = 接下来：
init-next-doctor = 检查一遍
init-next-run = 连接 Discord

## 解释与评测

explain-query = 问题
explain-folded = 归一化
channel-word = 词
channel-pair = 二字
channel-character = 单字
channel-concept = 概念
field-passage = 段落
field-answer = 整个回答
field-question = 提问
field-topic = 话题
field-asked = 其他问法
field-asked_passage = 本段的其他问法
origin-sound = 纠错
origin-previous = 上一问
origin-translated = 翻译
explain-hit = 第 { $place } 名：第 { $number } 问，得分 { $score }
explain-field = 字段
explain-channel = 通道
explain-term = 词项
explain-part = 得分
explain-share = 占比
explain-phrasing = 最接近的问法：{ $phrasing }
explain-signals = 信号
explain-signal = 信号
explain-value = 数值
explain-weight = 权重
explain-odds = 对数几率
explain-chance = 答对的可能 { $chance }（{ $answered } 起直接回答，{ $unsure } 起给出候选）
explain-decided = 决定：{ $decision }（意图：{ $intent }）

## 预览

preview-server = 访谈爱好者
preview-topic = 在这里直接打字提问
preview-admins = 管理员
preview-member = 小林
preview-admin = 阿森
preview-example-1 = 什么是深度学习？
preview-example-2 = 他为什么喜欢 Python？
preview-example-3 = 红烧肉怎么做才好吃？

## 错误：一句话说清哪里、什么、怎么办

error-faults = 共有 { $count } 个问题。
error-file-missing = 找不到这个文件。请检查路径。
error-file-unreadable = 读不了这个文件。请检查权限。
error-file-special = 这是设备、管道之类，不是文件。请把文件本身放在这里。
error-file-intricate = 网页的标签层层嵌套，远超一篇访谈所需，读起来太久。请只保存正文，或者存成纯文本。
error-link-leads-out = 这个链接指向访谈文件夹之外。请把文件本身放在这里。
error-name-unusable = “{ $name }”不能用作访谈的名字：不能以点开头，不能含有 / \ 或 :，也不能叫 readme。请用 --name 换一个。
error-file-empty = 文件是空的。请放入访谈正文。
error-file-too-large = 文件超过 { $limit } MB，不像一篇访谈。请拆成几篇。
error-not-utf8 = 不是 UTF-8 编码。请用编辑器另存为 UTF-8。
error-file-binary = 这不是文字。可以读 Markdown、纯文本、字幕（.srt、.vtt）、网页和 Word（.docx）。
error-file-cut-off = 文件不完整，到一半就断了。请重新复制一份。
error-file-broken = 文件坏了，读不出来。请用原来的软件重新保存。
error-interview-exists = 语料文件夹里已经有同名的访谈。请用 --name 换一个名字。
error-interview-twice = 和 { $other } 同名。请改名，或只留一份。
error-block-missing = [reading] 的 { $key }：没有以「{ $begins }」开头的段落。请照原文改正开头。
error-block-ambiguous = [reading] 的 { $key }：不止一段以「{ $begins }」开头。请写长一些。
error-toml = 不是正确的 TOML。请检查引号、方括号和等号。
error-corpus-missing = 找不到访谈文件夹。请建立它，或用 --corpus 指定。
error-corpus-without-interviews = 文件夹里没有访谈（.md、.txt、.srt、.vtt、.html、.docx）。请放入至少一篇。
error-no-exchanges = 没有找到任何一问一答。请让问题以问号结尾、加粗或标出说话人，或在同名的 TOML 里用 [reading] 指出。
error-sidecar-alone = 没有同名的访谈。请改名或删除。
error-key-unknown = 没有「{ $key }」这个键。请检查拼写。
error-key-value = 「{ $key }」的值不对：{ $reason }。请改正。
error-topic-exchange = 话题「{ $topic }」提到第 { $number } 问，但访谈只有 { $last } 问。请改正编号。
error-topic-twice = 话题名或别名「{ $name }」出现了两次。请改掉一个。
error-exchange-missing = 访谈只有 { $last } 问，没有第 { $number } 问。请改正编号。
error-exchange-twice = 第 { $number } 问写了两次。请合并成一处。
error-passage-missing = 第 { $number } 问里没有以「{ $begins }」开头的段落。请照原文改正开头。
error-passage-ambiguous = 第 { $number } 问里不止一段以「{ $begins }」开头。请写长一些。
error-sidecar-form = 有一张表写在了一行里，没法接着写。请改成 [[exchanges]] 这样的表头，每个键一行。
error-setting-misplaced = 「{ $key }」不能写在这里。令牌和密钥写进环境变量或 .env，文件夹用选项指定。
error-intent-twice = 短语「{ $phrase }」出现在两个功能里。请只留一处。
error-glossary-empty = 这一行缺少词语。写法：词, 词, 词 或 词, 词 => 词。
error-glossary-single = 一组同义词至少要有两个词。请补上第二个词，或删掉这一行。
error-glossary-twice = 「{ $word }」已经在第 { $first } 行的同义词组里。一个词只能在一组里。
error-glossary-left-twice = 「{ $word }」已经在第 { $first } 行的箭头左边。请合并成一行。
error-glossary-circle = 「{ $word }」沿着箭头又回到自己。请去掉其中一条。
error-text-missing = 文本「{ $key }」缺失（{ $language }）。请在 config/texts 里补上。
error-text-values = 文本「{ $key }」（{ $language }）用了没有的值：{ $reason }。请改正花括号里的名字。
error-text-endless = 有一条文字引用了自己，或花括号套得太深（{ $language }）。请改正 config/texts 里最近的改动。
error-index-empty = 访谈里没有可以检索的文字。
error-question-empty = 没看到可以检索的文字。请用一句话写出你的问题。
error-jsonl-line = 标准输入第 { $number } 行不是带有 question 的 JSON 对象。请改正这一行。
error-line-keys = 这一行不是带有 { $keys } 的 JSON 对象。请改正。
error-fit-too-few = 带标注的问题太少：答对 { $right } 个，没答对 { $wrong } 个，各要至少 { $least } 个。请补充问题。
error-file-unwritable = 写不了这个文件。请检查文件夹和权限。
error-token-missing = 没有令牌。请在 Discord 开发者门户（Bot → Reset Token）取得，再运行 interview-bot init，或自己写进 .env：DISCORD_TOKEN=…
error-token-empty = 没有读到令牌。请在 Discord 开发者门户（Bot → Reset Token）复制，再粘贴一次。
error-token-is-client-secret = 这看起来是客户端密钥（OAuth2 页的 Client Secret），不是令牌。令牌在 Bot 页，按 Reset Token 取得。
error-token-is-public-key = 这是应用的公钥（Public Key），不是令牌。令牌在 Bot 页，按 Reset Token 取得。
error-token-is-number = 这是一个编号（例如 Application ID），不是令牌。令牌在 Bot 页，按 Reset Token 取得。
error-token-of-person = 这是个人账号的令牌，不是机器人的；用它运行程序违反 Discord 的规定。请在开发者门户新建应用，在 Bot 页按 Reset Token 取得令牌。
error-token-malformed = 这不是令牌的样子：令牌是用两个点隔开的三段字母和数字。请在 Discord 开发者门户（Bot → Reset Token）完整地复制。
error-token-there = 这里已经有另一个令牌。要换成新的，请加上 --yes。
error-token-refused = Discord 不接受这个令牌。请在开发者门户（Bot → Reset Token）重新生成，再运行 interview-bot init，或自己写进 .env 的 DISCORD_TOKEN。
error-intent-refused = Discord 不允许读取消息内容。请在开发者门户（Bot → Message Content Intent）打开它，或清空 ask_channels。
error-shards-refused = 这个机器人加入的服务器太多，一个连接不够。请设置 shard_count = "auto"。
error-protocol-refused = Discord 不再接受这个版本的协议。请升级：pip install -U discord.py
error-discord-unreachable = 连不上 Discord：{ $reason }。请检查网络；需要代理时设置 proxy。
error-proxy-unreachable = 连不上代理：{ $reason }。请检查 proxy 的地址，以及代理是否在运行。
error-proxy-refused = 代理不让通过（HTTP { $status }）。请检查 proxy 里的用户名和密码，以及代理的规则。
error-preview-missing = 预览需要 simcord。请在项目文件夹里运行：pip install -e '.[preview]'
error-status-port = 端口 { $host }:{ $port } 打不开。请用 status_port 换一个，几个进程各用各的。
error-status-off = 没有 status_port，就没有可问的地方。请在设置里写上一个端口，例如 status_port = 9464。
error-status-silent = { $host } 端口 { $port } 没有回应（{ $reason }）。机器人可能没有运行。
error-preview-port = 端口 { $port } 打不开。请换一个端口，或去掉 --port。
error-database-closed = 数据库没有打开。请稍后再试。
error-database-kind = 不认识这种数据库（{ $kind }）。请写成 sqlite:///文件 或 postgresql://用户:密码@主机/库名。
error-database-driver = 缺少数据库驱动 { $package }。请运行：pip install 'interview-bot[postgresql]'
error-database-missing = 还没有数据库。机器人第一次启动，或运行 interview-bot db upgrade，会建立它。
error-database-locked = 数据库被另一个程序占用着。请关掉那个程序，再试一次。
error-database-read-only = 数据库是只读的，没有改动任何内容。请检查文件和文件夹的权限。
error-database-full = 磁盘或数据库已满，没有改动任何内容。请腾出空间。
error-database-corrupt = 这不是完好的 SQLite 数据库（{ $reason }），没有改动任何内容。请换回备份。
error-database-unopenable = 打不开数据库（{ $reason }）。请检查路径、文件夹和权限。
error-database-unreachable = 连不上数据库（{ $reason }）。请检查地址，以及数据库是否在运行。
error-database-failed = 数据库出错（{ $reason }），没有改动任何内容。请按括号里的原因处理，或换上备份。
error-database-newer = 数据库属于更新的版本（{ $version }）。请升级机器人，或换回备份。
error-database-foreign = 这个数据库属于别的程序。请换一个文件。
error-file-exists = 这个文件已经存在，不会覆盖。请换一个名字。
error-font-unreadable = 这不是可用的字体文件。请换一个，或去掉 card_font。
error-expand-no-address = 没有语言模型的地址。请用 --url 或 expand_url 写上一个 OpenAI 兼容的地址，如 http://localhost:11434/v1。
error-expand-no-model = 没有模型的名称。请用 --model 或 expand_model 写上。
error-expand-unreachable = 连不上 { $host }：{ $reason }。请检查地址，以及那里的服务是否在运行；需要代理时设置 proxy。
error-expand-slow = { $host } 在 { $seconds } 秒内没有答完。请换一个小一些的模型，或用 --exchange 少问几问。
error-expand-refused = { $host } 拒绝了请求（{ $status }）。请检查环境变量 INTERVIEW_BOT_EXPAND_KEY 里的密钥。
error-expand-model = { $host } 没有模型「{ $model }」，或者地址不对（404）。请检查 --model；地址多以 /v1 结尾。
error-expand-status = { $host } 没能回答（{ $status }）。请稍后再试，或看那里的日志。
error-expand-foreign = { $host } 的回答不是 OpenAI 兼容的格式。请检查地址，多以 /v1 结尾。
error-expand-long = { $host } 的回答超过 { $limit } MB，后面的没有再读。请检查地址，或换一个模型。
error-expand-nothing = 模型没有给出可用的新问法。请换一个模型，或再试一次。

## 值哪里不对

reason-string-type = 要用引号写成文本
reason-int-type = 要写成整数
reason-float-type = 要写成数字
reason-bool-type = 要写 true 或 false
reason-list-type = 要写成方括号里的列表
reason-tuple-type = 要写成方括号里的列表
reason-literal-error = 只能是 { $expected }
reason-greater-than-equal = 不能小于 { $ge }
reason-less-than-equal = 不能大于 { $le }
reason-string-too-short = 不能为空
reason-string-too-long = 最多 { $max_length } 个字
reason-too-short = 至少要有 { $min_length } 项
reason-string-pattern-mismatch = 格式不对
reason-missing = 必须写上
reason-shards = 需要写成数字的 shard_count，且编号要小于它
reason-model-type = 要写成一张表
reason-model-attributes-type = 要写成一张表
reason-net-unresolved = 找不到这个名字的地址
reason-net-refused = 连接被拒绝
reason-net-slow = 等不到回应
reason-net-certificate = 证书不可信
reason-net-cut = 连接中断
reason-net-status = 对方回答 HTTP { $status }
reason-other = 种类不对
