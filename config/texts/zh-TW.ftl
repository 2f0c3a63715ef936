# 機器人自己說的每一句話（繁體中文）。引文從不出自這裡。

## 列表

list-separator = |、|

## 回答

question-label = 問
question-goes-on = ……（問題很長，完整的問題請看原文。）
where = 《{ $title }》· 第 { $number } 問（共 { $total } 問）
page-of = {" "}· 第 { $page } / { $pages } 頁
speaker-unknown = 受訪者
unsure = 沒有把握。你想問的是不是下面這些？
also-answered = 幾位都談過：
not-found = 訪談裡沒有談到這個。
not-found-topics = 可以從這些話題裡看看他談了什麼：
stale = 訪談更新過，這個按鈕指向的內容已經變了。請重新提問，或用 /{ name-topics } 瀏覽話題。
shared = { $name } 分享了一段：
vote-good = 謝謝，記下了：有幫助。再按一次可以撤回。
vote-bad = 謝謝，記下了：沒幫助。再按一次可以撤回。
vote-withdrawn = 已撤回。
dismiss-refused = 只有提問的人和管理員能關閉這則回答。
ask-refused = 這裡只有 { $roles } 可以提問。
cooldown = 問得有點快，請等一分鐘再問。
interview-unknown = 沒有「{ $name }」這篇訪談。

## 按鈕和選單

button-whole = 完整回答
button-source = 閱讀原文
button-back = 上一頁
button-on = 下一頁
button-candidate = 看第 { $number } 問
topics-menu = 選一個話題
topic-menu = 選一個問題，看完整回答
button-good = 👍
button-bad = 👎
button-dismiss = 關閉
button-share = 分享到頻道
onward-menu = 還可以看……
onward-match = 另一處相近的內容：第 { $number } 問
onward-before = 上一問：第 { $number } 問
onward-after = 下一問：第 { $number } 問
onward-topic = 這個話題的更多內容
onward-contents = 整篇訪談的目錄

## 話題

topics-title = 話題
topics-hint = 選一個話題，或輸入 /{ name-topic }
topics-none = 還沒有整理話題，直接提問就好。
topic-unknown = 沒有「{ $name }」這個話題。用 /{ name-topics } 看全部話題。
exchange-number = 第 { $number } 問
exchange-numbers = 第 { $numbers } 問
interview-name = 《{ $title }》
interviews-title = 訪談
interviews-count = 共 { $count } 篇
interviews-facts = { $speakers }　{ $count } 問
interviews-menu = 選一篇，看它的目錄
interviews-choose = 選擇這個伺服器用哪些
interviews-all = 現在用全部訪談。
interviews-followed = 現在只用這些：
interviews-is-followed = 正在用，選它就去掉
interviews-is-not = 沒有用，選它就加上
interviews-toggle = 選一篇來加上或去掉
interviews-hint = 一篇也不選，就是全部

## 每日語錄

daily-title = 每日語錄 · { DATETIME($day, dateStyle: "long") }
daily-title-settings = 每日語錄
daily-set = 每日語錄已設好
daily-channel = **頻道**　{ $value }
daily-time = **時間**　每天 { $time }，{ $zone }
daily-topic = **話題**　{ $value }
daily-role = **提醒**　{ $value }
daily-form = **形式**　{ $value }
daily-everything = 全部
daily-nobody = 不提醒任何人
daily-as-picture = 圖片
daily-as-text = 文字
daily-next = **接下來三次**
daily-failing = ⚠️ { DATETIME($day, dateStyle: "long") }的語錄沒有送達：{ $reason }
daily-topic-gone = ⚠️ 這個話題已經不在訪談裡，現在從全部語錄裡選。用 /{ name-daily } { name-set } 換一個話題。
daily-no-font = ⚠️ 這台機器上沒有中文字型，語錄會以文字發布。請維運者安裝一種，或設定 card_font。
daily-none = 這個伺服器還沒有設定每日語錄。管理員可以用 /{ name-daily } { name-set } 設定。
daily-not-yet = 今天的語錄還沒有發布，時間是 { $moment }。
daily-off = 每日語錄已關閉。發布紀錄會保留，重新設定後接著往下發。
daily-preview = 下一次（{ $moment }）會發布：
daily-day-skipped = { $moment } 的語錄已跳過。
daily-time-unknown = 看不懂時間「{ $time }」。請寫成 8:00 或 早上八點。
daily-zone-unknown = 找不到時區「{ $zone }」。請輸入城市（如 台北），從列表裡選。
daily-permissions = 我在 { $channel } 缺少這些權限：{ $permissions }。請在頻道設定 → 權限裡給我，再試一次。
daily-mention-everyone = 每日語錄不提醒所有人。請選一個身分組，或者留空。
daily-mention-refused = 我不能提醒身分組「{ $role }」。請在它的設定裡允許任何人提及，再試一次。
daily-history-title = 每日語錄的紀錄
daily-history-page = 第 { $page } / { $pages } 頁，用「{ option-page }」翻頁
daily-history-none = 還沒有發布過每日語錄。
daily-history-posted = - { DATETIME($day, dateStyle: "medium") }　{ $link }
daily-history-skipped = - { DATETIME($day, dateStyle: "medium") }　已跳過
daily-history-missed = - { DATETIME($day, dateStyle: "medium") }　沒有送達：{ $reason }
daily-history-trying = - { DATETIME($day, dateStyle: "medium") }　正在傳送{ $reason }
daily-withdrawn = （已不在訪談裡）
daily-undelivered = 「{ $server }」的每日語錄沒能發到 { $channel }（{ DATETIME($day, dateStyle: "long") }）：{ $reason }改好之後會自動繼續；用 /{ name-daily } { name-show } 查看，/{ name-daily } { name-set } 換頻道。
delivery-channel-gone = 頻道已經不在了。
delivery-forbidden = 我在那裡沒有足夠的權限。
delivery-refused = Discord 拒絕了這則訊息。
delivery-unreachable = Discord 一直沒有回應。
delivery-late = 機器人停了太久，當天沒有補上。
delivery-off = 每日語錄在傳送前被關閉。
quote-none = 沒有可以引用的段落。
quote-unknown = 沒有編號是「{ $id }」的語錄，也可能已經不在訪談裡。
quote-no-picture = 這一段沒能畫成圖片，先看文字：

## 權限

permission-view_channel = 檢視頻道
permission-send_messages = 傳送訊息
permission-send_messages_in_threads = 在討論串中傳送訊息
permission-embed_links = 嵌入連結
permission-read_message_history = 讀取訊息歷史
permission-attach_files = 附加檔案

## 設定

setup-title = 訪談機器人的設定
setup-channels = **提問頻道**　{ $value }
setup-roles = **誰可以提問**　{ $value }
setup-language = **公開回覆的語言**　{ $value }
setup-gaps = **沒答上來的提問**　{ $value }
setup-private = **/{ name-ask } 的回答**　{ $value }
setup-none = 無
setup-everybody = 所有人
setup-days = 保留 { $days } 天，不記名
setup-days-option = 保留 { $days } 天
setup-days-none = 不保留
setup-private-yes = 只有提問的人看得到
setup-private-no = 大家都看得到
setup-choose-channels = 提問頻道：裡面每則訊息都算提問
setup-choose-roles = 誰可以提問（不選就是所有人）
setup-choose-language = 公開回覆的語言
setup-choose-days = 沒答上來的提問
setup-choose-private = /{ name-ask } 的回答
setup-option = { $what }：{ $value }
setup-good = ✅ 權限齊全，可以使用。
setup-no-content = 提問頻道需要讀取訊息內容。請維運者在開發者平台（Bot → Message Content Intent）打開它，並設定 message_content = true。
setup-channel-gone = 頻道 { $channel } 已經不在，或者我看不到它。
setup-refused = 只有能管理伺服器的人可以這樣做。
language-default = 跟隨機器人
language-zh-CN = 简体中文
language-zh-TW = 繁體中文
language-en = English

## 沒答上來的提問

gaps-title = 沒有答上來的提問
gaps-none = 沒有。大家問的都答上來了，或者還沒人問。
gaps-line = - { $question }　×{ $count }
gaps-count = 問過 { $count } 次
gaps-hint = 相近的提問已合併，不記名
gaps-menu = 選一個提問來處理
gaps-return = 返回列表
gaps-taught = 已經教過的（{ $count }）
gap-body =
    { "**" }{ $question }**
    問過 { $count } 次，最近一次是 { DATETIME($day, dateStyle: "long") }。

    哪一問回答了它？從下面選一個，以後在這個伺服器裡這樣問就會答上來。
gap-menu = 哪一問回答了它？
gap-ignore = 忽略
gap-taught = 記住了：「{ $question }」問的是第 { $number } 問。
taught-title = 教過的問法
taught-hint = 選一個可以撤銷
taught-menu = 選一個來撤銷
taught-gone = 已經不在訪談裡

## 隱私

privacy-title = 隱私
privacy-body =
    { "**" }提問**　在記憶體裡保留幾分鐘，用來理解追問。{ $questions }

    { "**" }投票**　你在回答下面按的 👍 和 👎，和你的編號存在一起，好讓你能改。按下面的按鈕可以全部刪除。

    { "**" }伺服器**　管理員的設定和每日語錄的紀錄。機器人離開伺服器時，全部刪除。
privacy-days = 沒答上來的提問去掉 @提及、連結、信箱和長串數字，不記是誰問的，與相近的合併；你自己寫進去的名字會留下。它們保留 { $days } 天，給這個伺服器的管理員看。
privacy-no-questions = 不寫入磁碟。
privacy-delete = 刪除我的投票
privacy-votes-deleted = 已刪除你的 { $count } 次投票。

## 說明與關於

help-title = 怎麼用
help-body =
    直接用你自己的話提問，我會從訪談裡找出受訪者**原話**來回答。我不編寫答案；訪談裡沒說的，我會照實說沒有。

    { "**" }提問**　@我，回覆我的訊息，私訊我，或者用 `/{ name-ask }`；在別人的訊息上選「在訪談中查找」
    { "**" }話題**　`/{ name-topics }` 瀏覽全部話題，`/{ name-topic }` 打開一個話題，`/{ name-interview }` 看整篇目錄
    { "**" }語錄**　`/{ name-quote }` 隨機來一段原話，或再看今天的
    { "**" }每日**　管理員用 `/{ name-daily } { name-set }` 設定每天的語錄
    { "**" }關於**　`/{ name-about }` 看訪談的來源和授權，`/{ name-privacy }` 看保留了什麼
about-title = 關於
about-body =
    我用訪談裡的原話回答問題：jieba 斷詞，BM25 排序，離線執行，不用語言模型。每一段引文都能在原文裡逐字找到。

    { "**" }隱私**　你的提問在記憶體裡保留幾分鐘，用來理解追問。沒答上來的會給管理員看，不記是誰問的；詳見 `/{ name-privacy }`。
about-version = interview-bot { $version }
about-speakers = **受訪**　{ $value }
about-interviewer = **採訪**　{ $value }
about-publisher = **首發**　{ $value }
about-exchanges = **篇幅**　{ $value } 問
about-source = **原文**　{ $value }
about-licence = **授權**　{ $value }
about-credit = **譯文**　{ $value }
about-more = 以及另外 { $count } 篇訪談。

## 命令與選項的名稱：小寫，不含空格

name-ask = 提問
name-topics = 全部話題
name-topic = 話題
name-interview = 訪談
name-interviews = 訪談列表
name-quote = 語錄
name-help = 說明
name-about = 關於
name-privacy = 隱私
name-daily = 每日語錄
name-set = 設定
name-show = 查看
name-preview = 預覽
name-skip = 跳過
name-off = 關閉
name-history = 紀錄
name-setup = 機器人設定
name-gaps = 未答的提問
option-question = 問題
option-private = 僅自己可見
option-name = 名稱
option-which = 哪一段
option-topic = 話題
option-id = 編號
option-from = 來自
option-card = 圖片
option-channel = 頻道
option-time = 時間
option-timezone = 時區
option-mention = 提醒
option-picture = 圖片
option-what = 跳過什麼
option-page = 頁碼

## 指令（名稱由 Discord 顯示）

command-ask = 向訪談提問，用原話回答
command-ask-question = 你的問題
command-ask-private = 只有你自己看得到
command-ask-from = 只問這一篇訪談
command-topics = 瀏覽全部話題
command-topic = 打開一個話題
command-topic-name = 話題名稱
command-interview = 瀏覽整篇訪談的目錄
command-interview-name = 哪一篇訪談
command-interviews = 有哪些訪談，和它們的目錄
command-quote = 隨機來一段原話
command-quote-which = 隨機一段，或今天的每日語錄
command-quote-random = 隨機
command-quote-today = 今日
command-quote-topic = 從這個話題裡選
command-quote-id = 語錄的編號
command-quote-from = 只從這一篇訪談裡選
command-quote-card = 畫成圖片
command-help = 怎麼用
command-about = 機器人與訪談的來源、授權
command-daily = 每日語錄：設定、預覽、紀錄
command-daily-set = 設好頻道、時間和時區，每天發布一段原話
command-daily-channel = 發到哪個頻道
command-daily-time = 幾點，如 8:00、早上八點
command-daily-timezone = 時區，如 台北、Asia/Taipei
command-daily-topic = 只從這個話題裡選
command-daily-mention = 發布時提醒這個身分組
command-daily-picture = 發成圖片
command-daily-show = 查看設定、接下來三次和最近的問題
command-daily-preview = 預覽下一段
command-daily-skip = 換掉下一段，或跳過一天
command-daily-skip-what = 換掉什麼
command-daily-skip-quote = 換一段
command-daily-skip-day = 跳過下一天
command-daily-off = 關閉每日語錄
command-daily-history = 看發布過的語錄
command-daily-history-number = 第幾頁
command-setup = 設定提問頻道、身分組、語言和隱私
command-gaps = 沒有答上來的提問：忽略，或教給我
command-privacy = 保留了什麼；刪除你的投票
menu-find = 在訪談中查找

## 出錯時

failed = 出了點問題，沒能回答。請把編號 { $reference } 告訴伺服器管理員。
forbidden = 在「{ $server }」的 { $channel } 有人向我提問，但我沒有權限回答，缺少：{ $permissions }。請在頻道設定 → 權限裡給我，或不讓我看到那個頻道。
ask-how = 想問什麼？把問題和 @我 寫在同一則訊息裡就行。
memory-failed = 現在讀不到記憶：{ $reason }提問不受影響。

## 命令列

cli-thinking = 提問（空行或 Ctrl-D 結束）
cli-answered = 回答
cli-unsure = 沒有把握
cli-quote = 語錄
cli-offer = 你想問的是不是：
cli-checked = 《{ $title }》（{ $id }）：{ $exchanges } 問，{ $passages } 段
cli-format = 格式：{ $format }，{ $why }
cli-layout = 問答：{ $layout }，{ $why }
cli-fits = 合適的程度：{ $fits }
cli-column-question = 問題
cli-column-answer = 回答的開頭
cli-column-sure = 把握
cli-column-look = 提醒
format-markdown = Markdown
format-text = 純文字
format-subrip = SubRip 字幕
format-webvtt = WebVTT 字幕
format-html = 網頁
format-word = Word 文件
told-forced = 附帶的 TOML 這樣指定
told-content = 看內容認出
told-ending = 看副檔名認出
layout-letters = 問：／答：、Q:／A: 這樣的標記
layout-speakers = 說話人的名字
layout-headings = 標題是問題
layout-numbered = 編號的問題
layout-bold = 粗體的段落是問題
layout-slanted = 斜體的段落是問題
layout-quoted = 引用區塊是問題
layout-mixed = 粗體或以問號結尾的段落是問題
chosen-forced = 附帶的 TOML 這樣指定
chosen-best = 最合適
chosen-directed = 問答：附帶的 TOML 逐段指定
cli-check-topics = { $count ->
    [0] 沒有人整理過話題，從原文的詞裡也得不出
   *[other] 沒有人整理過話題，從原文的詞裡得出 { $count } 個：
 }
cli-check-good = 沒有發現問題。
cli-check-bad = 發現 { $count } 個問題。
cli-preview = 模擬的 Discord 已經打開：{ $url }
cli-preview-stop = 按 Ctrl-C 結束。
cli-taught-gone = 「{ $phrasing }」問的那一問已經不在訪談裡，略過
cli-db-upgraded = 資料庫已是最新（版本 { $version }）。
cli-db-backed-up = 已備份到 { $path }。
cli-db-forgotten = 伺服器 { $server } 的一切都已刪除。
cli-db-unknown = 沒有伺服器 { $server } 的任何紀錄。
cli-db-sure = 要刪除伺服器 { $server } 的設定、發布紀錄、投票和提問紀錄嗎？
run-goes-on = { $fault }機器人會一直重試。
cli-health-good = 一切正常。
cli-health-bad = 不正常：{ $wrong }。
health-gateway = Discord 連線
health-index = 訪談
health-database = 資料庫
cli-reload = { $count } 篇訪談沒有問題；正在執行的機器人會在幾秒內讀到它們。
cli-expand-sending = 把《{ $title }》的 { $count } 問傳給 { $host }（模型 { $model }）。
cli-expand-number = 第幾問
cli-expand-phrasing = 建議的問法
cli-expand-dropped = 沒有採用：重複 { $known } 條，不像問題 { $other } 條，太長 { $long } 條，空 { $empty } 條。
cli-expand-sure = 把這 { $count } 條寫進 { $path } 嗎？
cli-expand-written = 已寫進 { $path }：{ $count } 條。請逐條審閱帶有「{ $remark }」的行，不合適的刪掉。
cli-expand-dry = 沒有寫入任何內容。
expand-remark = 模型建議，請審閱
cli-reading = 讀取訪談
cli-indexing = 建立索引
cli-added = 已放進 { $path }：{ $count } 問。正在執行的機器人用 interview-bot reload 讀到它。
cli-add-title = 標題
cli-add-label = 「{ $label }」是誰（不知道就按 Enter）
cli-add-speakers = 誰在回答（幾個人用頓號隔開）
cli-add-interviewer = 誰在提問（沒有就按 Enter）
cli-add-source = 原文網址（沒有就按 Enter）
cli-add-doubtful = 第 { $number } 問把握不大。「{ $question }」是提問嗎？
cli-stopped = 已中斷，沒有做完。
cli-bye = 再見。

warning-question-unanswered = 第 { $line } 行：這個問題後面沒有回答，已略過
warning-text-left-out = 第 { $line } 行起：最後一個回答之後的 { $count } 段不像回答，已略過
warning-marks-hidden = 第 { $line } 行起：有看不見的控制字元（{ $marks }），引用時照原樣發出，可能打亂文字的順序
warning-asks-nothing = 第 { $line } 行：提問的一方在這裡沒有提問
warning-question-merged = 第 { $line } 行：幾個提問的段落合成了一問，也許該分開
warning-answer-short = 第 { $line } 行：這個回答比別的短得多
warning-answer-long = 第 { $line } 行：這個回答比別的長得多，裡面也許還有問題
warning-answer-asks = 第 { $line } 行：回答裡有一段像是提問
warning-exchanges-without-topic = 第 { $numbers } 問不在任何話題裡，/topics 裡看不到

## 檢查：interview-bot doctor

doctor-state-ok = 正常
doctor-state-warning = 提醒
doctor-state-wrong = 錯誤
doctor-subject-python = Python
doctor-subject-packages = 套件
doctor-subject-extras = 選用部分
doctor-subject-settings = 設定
doctor-subject-config = 組態
doctor-subject-corpus = 訪談
doctor-subject-files = 檔案權限
doctor-subject-disk = 磁碟
doctor-subject-database = 資料庫
doctor-subject-fonts = 字型
doctor-subject-token = 權杖
doctor-subject-proxy = 代理
doctor-subject-discord = Discord
doctor-subject-portal = 平台開關
doctor-subject-intents = 訊息內容
doctor-subject-servers = 伺服器
doctor-subject-clock = 時鐘
doctor-good = 沒有錯誤，可以執行 interview-bot run。
doctor-bad = 有 { $wrong } 處錯誤，{ $warnings } 處提醒。
doctor-warned = 沒有錯誤，有 { $warnings } 處提醒。

doctor-python-good = 版本 { $version }
doctor-python-old = 版本 { $version } 不合要求（{ $needed }）。
doctor-python-old-mend = 安裝合要求的 Python，再重新安裝本程式。
doctor-packages-good = { $count } 個套件齊全，版本合適
doctor-packages-missing = 沒有安裝 { $name }。
doctor-packages-missing-mend = 執行：pip install '{ $how }'
doctor-packages-unfit = { $name } 的版本 { $version } 不合要求。
doctor-packages-unfit-mend = 執行：pip install '{ $how }'
doctor-packages-needed = 檢查到一半停下了：沒有 { $name }。
doctor-packages-needed-mend = 在專案的資料夾裡執行：pip install -e .
doctor-extras-all = 全部裝好：{ $here }
doctor-extras-some = 裝了 { $here }；沒有裝 { $missing }，不是必需
doctor-extras-none = 沒有裝 { $missing }，不是必需
doctor-extras-unfit = { $extra } 要用的 { $name } 版本 { $version } 不合要求。
doctor-extras-unfit-mend = 執行：pip install '{ $how }'
doctor-settings-good = 全部有效
doctor-config-good = 詞表、權重和三種語言的文字都能讀
doctor-corpus-good = { $interviews } 篇訪談，{ $exchanges } 問，沒有錯誤
doctor-files-good = 權限合適，需要寫的地方都能寫
doctor-files-env-open = 這台機器上別的使用者也能動 { $path }（權限 { $mode }），裡面的權杖不安全。
doctor-files-env-open-mend = 如果可能有人看過，先在開發者平台換一個權杖；然後執行：chmod 600 { $path }
doctor-files-env-shared = 同群組的使用者也能讀 { $path }（權限 { $mode }）。
doctor-files-env-shared-mend = 如果不是有意的，執行：chmod 600 { $path }
doctor-files-closed = 寫不進資料庫所在的資料夾 { $path }。
doctor-files-closed-mend = 檢查它是不是資料夾，並讓執行機器人的使用者能寫；或用 database 換一個地方。
doctor-files-cache-closed = 寫不進快取資料夾 { $path }，每次啟動都會慢。
doctor-files-cache-closed-mend = 檢查它是不是資料夾，並讓執行機器人的使用者能寫；或用 cache 換一個地方。
doctor-disk-good = 還有 { $megabytes } MB
doctor-disk-low = { $path } 只剩 { $megabytes } MB。
doctor-disk-low-mend = 儘快騰出空間。
doctor-disk-full = { $path } 只剩 { $megabytes } MB，資料庫很快就寫不進去了。
doctor-disk-full-mend = 騰出空間，或用 database 把資料庫換到別的磁碟。
doctor-database-good = 能讀能寫，結構完整（版本 { $version }）
doctor-database-new = 還沒有，第一次啟動時建立
doctor-database-old = 資料表的版本是舊的（{ $version }），下次啟動時自動升級。
doctor-database-old-mend = 想現在就升級，先備份，再執行 interview-bot db upgrade
doctor-fonts-good = 語錄圖片用 { $name }
doctor-fonts-none = 沒有中文字型，語錄不能畫成圖片。
doctor-fonts-none-mend = 需要圖片時安裝一個（Debian：apt install fonts-noto-cjk），或用 card_font 指定。
doctor-fonts-missing = 沒有中文字型，而有伺服器選了把語錄畫成圖片。
doctor-fonts-missing-mend = 安裝一個（Debian：apt install fonts-noto-cjk），或用 card_font 指定。
doctor-token-accepted = Discord 認得它，機器人叫 { $name }
doctor-token-formed = 樣子對（沒有經 Discord 核對）
doctor-token-dressed = 權杖外面還帶著引號、Bot 或變數名稱，Discord 不會接受。
doctor-token-dressed-mend = 執行 interview-bot init 再貼上一次，多餘的部分會去掉。
doctor-proxy-none = 沒有設定，直接連線
doctor-proxy-set = 能連上
doctor-proxy-unset = 環境變數 { $variable } 指定了代理，但機器人不讀它。
doctor-proxy-unset-mend = 如果要經過代理才能連上 Discord，請在 settings.toml 裡寫 proxy。
doctor-discord-reached = 能連上
doctor-discord-skipped = 按要求沒有連線
doctor-discord-unasked = 沒有可用的權杖，所以沒有問 Discord。
doctor-discord-unasked-mend = 先解決權杖的問題，再執行 interview-bot doctor
doctor-portal-public = 誰都可以邀請機器人（Public Bot 開著）
doctor-portal-private = 只有你能邀請機器人（Public Bot 關著）
doctor-portal-grant = 邀請會失敗：Requires OAuth2 Code Grant 開著。
doctor-portal-grant-mend = 在開發者平台的 Bot 頁關掉 Requires OAuth2 Code Grant。
doctor-portal-endpoint = 斜線指令到不了機器人：應用程式設了 Interactions Endpoint URL。
doctor-portal-endpoint-mend = 在開發者平台的 General Information 頁清空 Interactions Endpoint URL。
doctor-intents-on = Message Content Intent 開著，提問頻道可以用
doctor-intents-none = 不需要，關著（只有提問頻道需要）
doctor-intents-spare = 開著，但現在的設定用不到
doctor-intents-off = 按設定要讀提問頻道裡的訊息，但 Message Content Intent 關著，機器人連不上。
doctor-intents-off-mend = 在開發者平台的 Bot 頁打開 Message Content Intent；或清空 ask_channels，並去掉 message_content。
doctor-intents-unset = 有伺服器用 /{ name-setup } 選了提問頻道，但 message_content 沒有打開，那裡的提問收不到。
doctor-intents-unset-mend = 在 settings.toml 裡寫 message_content = true，並在開發者平台的 Bot 頁打開 Message Content Intent。
doctor-servers-good = { $servers } 個伺服器，選定的 { $channels } 個頻道權限齊全
doctor-servers-none = 機器人還不在任何伺服器裡。
doctor-servers-none-mend = 執行 interview-bot init，用它給出的邀請連結。
doctor-servers-lacking = 在「{ $server }」的「{ $channel }」裡沒有這些權限：{ $permissions }。
doctor-servers-lacking-mend = 請那裡的管理員在頻道設定 → 權限裡給機器人。
doctor-servers-gone-ask = 「{ $server }」的提問頻道 { $channel } 已經不在了。
doctor-servers-gone-ask-mend = 請那裡的管理員用 /{ name-setup } 重新選。
doctor-servers-gone-daily = 「{ $server }」發每日語錄的頻道 { $channel } 已經不在了。
doctor-servers-gone-daily-mend = 請那裡的管理員用 /{ name-daily } { name-set } 重新選。
doctor-servers-left = 機器人不在伺服器 { $server } 裡，但還留著它的設定。
doctor-servers-left-mend = 如果不會再回去，執行 interview-bot db forget --server { $server }
doctor-servers-unknown = 沒有叫「{ $name }」的提問頻道。
doctor-servers-unknown-mend = 在 settings.toml 的 ask_channels 裡改正名稱，或去掉它。
doctor-servers-many = 伺服器太多，有 { $count } 個沒有逐一查看。
doctor-servers-many-mend = 那裡的管理員可以用 /{ name-setup } 看到缺少的權限。
doctor-clock-good = 與 Discord 一致
doctor-clock-drifting = 與 Discord 差 { $seconds } 秒。
doctor-clock-drifting-mend = 打開系統的自動對時（Linux：timedatectl set-ntp true）。
doctor-clock-off = 與 Discord 差 { $seconds } 秒，每日語錄的時間不準，按鈕和指令也會出錯。
doctor-clock-off-mend = 打開系統的自動對時（Linux：timedatectl set-ntp true）。
doctor-clock-zones = 時區資料齊全
doctor-clock-no-zones = 沒有時區資料，算不出每日語錄的時間。
doctor-clock-no-zones-mend = 執行：pip install --force-reinstall tzdata

## 初次設定：interview-bot init

init-prompt = 權杖（貼上後按 Enter，不會顯示）
init-where = 權杖在 https://discord.com/developers/applications ：選應用程式 → Bot → Reset Token。
init-replace = { $path } 裡已經有一個權杖。要換成新的嗎？
init-kept = 沿用 { $path } 裡的權杖。
init-removed-name = 去掉了權杖前面的變數名稱。
init-removed-scheme = 去掉了權杖前面的「Bot 」。
init-removed-quotes = 去掉了權杖外面的引號。
init-accepted = Discord 認得這個權杖：{ $name }。
init-written = 權杖寫進了 { $path }，只有你能讀。
init-shadowed = 環境變數 DISCORD_TOKEN 裡是另一個權杖，執行時用的是它。請去掉那個變數。
init-switches = 開發者平台的開關（{ $url }）：
init-invite = 邀請連結，權限正好是機器人需要的：
init-next = 接下來：
init-next-doctor = 檢查一遍
init-next-run = 連線到 Discord

## 解釋與評測

explain-query = 問題
explain-folded = 歸一化
channel-word = 詞
channel-pair = 二字
channel-character = 單字
channel-concept = 概念
field-passage = 段落
field-answer = 整個回答
field-question = 提問
field-topic = 話題
field-asked = 其他問法
field-asked_passage = 本段的其他問法
origin-sound = 糾錯
origin-previous = 上一問
origin-translated = 翻譯
explain-hit = 第 { $place } 名：第 { $number } 問，得分 { $score }
explain-field = 欄位
explain-channel = 通道
explain-term = 詞項
explain-part = 得分
explain-share = 佔比
explain-phrasing = 最接近的問法：{ $phrasing }
explain-signals = 訊號
explain-signal = 訊號
explain-value = 數值
explain-weight = 權重
explain-odds = 對數勝算
explain-chance = 答對的可能 { $chance }（{ $answered } 起直接回答，{ $unsure } 起給出候選）
explain-decided = 決定：{ $decision }（意圖：{ $intent }）

## 預覽

preview-server = 訪談愛好者
preview-topic = 在這裡直接打字提問
preview-admins = 管理員
preview-member = 小林
preview-admin = 阿森
preview-example-1 = 什麼是深度學習？
preview-example-2 = 他為什麼喜歡 Python？
preview-example-3 = 紅燒肉怎麼做才好吃？

## 錯誤：一句話說清哪裡、什麼、怎麼辦

error-faults = 共有 { $count } 個問題。
error-file-missing = 找不到這個檔案。請檢查路徑。
error-file-unreadable = 讀不了這個檔案。請檢查權限。
error-file-special = 這是裝置、管道之類，不是檔案。請把檔案本身放在這裡。
error-file-intricate = 網頁的標籤層層巢狀，遠超一篇訪談所需，讀起來太久。請只儲存正文，或者存成純文字。
error-link-leads-out = 這個連結指向訪談資料夾之外。請把檔案本身放在這裡。
error-name-unusable = 「{ $name }」不能用作訪談的名字：不能以點開頭，不能含有 / \ 或 :，也不能叫 readme。請用 --name 換一個。
error-file-empty = 檔案是空的。請放入訪談正文。
error-file-too-large = 檔案超過 { $limit } MB，不像一篇訪談。請拆成幾篇。
error-not-utf8 = 不是 UTF-8 編碼。請用編輯器另存為 UTF-8。
error-file-binary = 這不是文字。可以讀 Markdown、純文字、字幕（.srt、.vtt）、網頁和 Word（.docx）。
error-file-cut-off = 檔案不完整，到一半就斷了。請重新複製一份。
error-file-broken = 檔案壞了，讀不出來。請用原來的軟體重新儲存。
error-interview-exists = 語料資料夾裡已經有同名的訪談。請用 --name 換一個名字。
error-interview-twice = 和 { $other } 同名。請改名，或只留一份。
error-block-missing = [reading] 的 { $key }：沒有以「{ $begins }」開頭的段落。請照原文改正開頭。
error-block-ambiguous = [reading] 的 { $key }：不止一段以「{ $begins }」開頭。請寫長一些。
error-toml = 不是正確的 TOML。請檢查引號、方括號和等號。
error-corpus-missing = 找不到訪談資料夾。請建立它，或用 --corpus 指定。
error-corpus-without-interviews = 資料夾裡沒有訪談（.md、.txt、.srt、.vtt、.html、.docx）。請放入至少一篇。
error-no-exchanges = 沒有找到任何一問一答。請讓問題以問號結尾、加粗或標出說話人，或在同名的 TOML 裡用 [reading] 指出。
error-sidecar-alone = 沒有同名的訪談。請改名或刪除。
error-key-unknown = 沒有「{ $key }」這個鍵。請檢查拼寫。
error-key-value = 「{ $key }」的值不對：{ $reason }。請改正。
error-topic-exchange = 話題「{ $topic }」提到第 { $number } 問，但訪談只有 { $last } 問。請改正編號。
error-topic-twice = 話題名或別名「{ $name }」出現了兩次。請改掉一個。
error-exchange-missing = 訪談只有 { $last } 問，沒有第 { $number } 問。請改正編號。
error-exchange-twice = 第 { $number } 問寫了兩次。請合併成一處。
error-passage-missing = 第 { $number } 問裡沒有以「{ $begins }」開頭的段落。請照原文改正開頭。
error-passage-ambiguous = 第 { $number } 問裡不止一段以「{ $begins }」開頭。請寫長一些。
error-sidecar-form = 有一張表寫在了一行裡，沒辦法接著寫。請改成 [[exchanges]] 這樣的表頭，每個鍵一行。
error-setting-misplaced = 「{ $key }」不能寫在這裡。權杖和金鑰寫進環境變數或 .env，資料夾用選項指定。
error-intent-twice = 短語「{ $phrase }」出現在兩個功能裡。請只留一處。
error-glossary-empty = 這一行缺少詞語。寫法：詞, 詞, 詞 或 詞, 詞 => 詞。
error-glossary-single = 一組同義詞至少要有兩個詞。請補上第二個詞，或刪掉這一行。
error-glossary-twice = 「{ $word }」已經在第 { $first } 行的同義詞組裡。一個詞只能在一組裡。
error-glossary-left-twice = 「{ $word }」已經在第 { $first } 行的箭頭左邊。請合併成一行。
error-glossary-circle = 「{ $word }」沿著箭頭又回到自己。請去掉其中一條。
error-text-missing = 文本「{ $key }」缺失（{ $language }）。請在 config/texts 裡補上。
error-text-values = 文本「{ $key }」（{ $language }）用了沒有的值：{ $reason }。請改正大括號裡的名字。
error-text-endless = 有一條文字引用了自己，或花括號套得太深（{ $language }）。請改正 config/texts 裡最近的改動。
error-index-empty = 訪談裡沒有可以檢索的文字。
error-question-empty = 沒看到可以檢索的文字。請用一句話寫出你的問題。
error-jsonl-line = 標準輸入第 { $number } 行不是帶有 question 的 JSON 物件。請改正這一行。
error-line-keys = 這一行不是帶有 { $keys } 的 JSON 物件。請改正。
error-fit-too-few = 帶標註的問題太少：答對 { $right } 個，沒答對 { $wrong } 個，各要至少 { $least } 個。請補充問題。
error-file-unwritable = 寫不了這個檔案。請檢查資料夾和權限。
error-token-missing = 沒有權杖。請在 Discord 開發者平台（Bot → Reset Token）取得，再執行 interview-bot init，或自己寫進 .env：DISCORD_TOKEN=…
error-token-empty = 沒有讀到權杖。請在 Discord 開發者平台（Bot → Reset Token）複製，再貼上一次。
error-token-is-client-secret = 這看起來是用戶端密鑰（OAuth2 頁的 Client Secret），不是權杖。權杖在 Bot 頁，按 Reset Token 取得。
error-token-is-public-key = 這是應用程式的公鑰（Public Key），不是權杖。權杖在 Bot 頁，按 Reset Token 取得。
error-token-is-number = 這是一個編號（例如 Application ID），不是權杖。權杖在 Bot 頁，按 Reset Token 取得。
error-token-of-person = 這是個人帳號的權杖，不是機器人的；用它執行程式違反 Discord 的規定。請在開發者平台建立應用程式，在 Bot 頁按 Reset Token 取得權杖。
error-token-malformed = 這不是權杖的樣子：權杖是用兩個點隔開的三段字母和數字。請在 Discord 開發者平台（Bot → Reset Token）完整地複製。
error-token-there = 這裡已經有另一個權杖。要換成新的，請加上 --yes。
error-token-refused = Discord 不接受這個權杖。請在開發者平台（Bot → Reset Token）重新產生，再執行 interview-bot init，或自己寫進 .env 的 DISCORD_TOKEN。
error-intent-refused = Discord 不允許讀取訊息內容。請在開發者平台（Bot → Message Content Intent）打開它，或清空 ask_channels。
error-shards-refused = 這個機器人加入的伺服器太多，一個連線不夠。請設定 shard_count = "auto"。
error-protocol-refused = Discord 不再接受這個版本的協定。請升級：pip install -U discord.py
error-discord-unreachable = 連不上 Discord：{ $reason }。請檢查網路；需要代理時設定 proxy。
error-proxy-unreachable = 連不上代理：{ $reason }。請檢查 proxy 的位址，以及代理是否在執行。
error-proxy-refused = 代理不讓通過（HTTP { $status }）。請檢查 proxy 裡的使用者名稱和密碼，以及代理的規則。
error-preview-missing = 預覽需要 simcord。請在專案資料夾裡執行：pip install -e '.[preview]'
error-status-port = 連接埠 { $host }:{ $port } 打不開。請用 status_port 換一個，幾個行程各用各的。
error-status-off = 沒有 status_port，就沒有可問的地方。請在設定裡寫上一個連接埠，例如 status_port = 9464。
error-status-silent = { $host } 連接埠 { $port } 沒有回應（{ $reason }）。機器人可能沒有在執行。
error-preview-port = 連接埠 { $port } 打不開。請換一個連接埠，或去掉 --port。
error-database-closed = 資料庫沒有開啟。請稍後再試。
error-database-kind = 不認識這種資料庫（{ $kind }）。請寫成 sqlite:///檔案 或 postgresql://使用者:密碼@主機/庫名。
error-database-driver = 缺少資料庫驅動 { $package }。請執行：pip install 'interview-bot[postgresql]'
error-database-missing = 還沒有資料庫。機器人第一次啟動，或執行 interview-bot db upgrade，會建立它。
error-database-locked = 資料庫被另一個程式占用著。請關掉那個程式，再試一次。
error-database-read-only = 資料庫是唯讀的，沒有改動任何內容。請檢查檔案和資料夾的權限。
error-database-full = 磁碟或資料庫已滿，沒有改動任何內容。請騰出空間。
error-database-corrupt = 這不是完好的 SQLite 資料庫（{ $reason }），沒有改動任何內容。請換回備份。
error-database-unopenable = 打不開資料庫（{ $reason }）。請檢查路徑、資料夾和權限。
error-database-unreachable = 連不上資料庫（{ $reason }）。請檢查位址，以及資料庫是否在執行。
error-database-failed = 資料庫出錯（{ $reason }），沒有改動任何內容。請按括號裡的原因處理，或換上備份。
error-database-newer = 資料庫屬於更新的版本（{ $version }）。請升級機器人，或換回備份。
error-database-foreign = 這個資料庫屬於別的程式。請換一個檔案。
error-file-exists = 這個檔案已經存在，不會覆寫。請換一個名字。
error-font-unreadable = 這不是可用的字型檔。請換一個，或去掉 card_font。
error-expand-no-address = 沒有語言模型的位址。請用 --url 或 expand_url 寫上一個 OpenAI 相容的位址，如 http://localhost:11434/v1。
error-expand-no-model = 沒有模型的名稱。請用 --model 或 expand_model 寫上。
error-expand-unreachable = 連不上 { $host }：{ $reason }。請檢查位址，以及那裡的服務是否在執行；需要代理時設定 proxy。
error-expand-slow = { $host } 在 { $seconds } 秒內沒有答完。請換一個小一些的模型，或用 --exchange 少問幾問。
error-expand-refused = { $host } 拒絕了請求（{ $status }）。請檢查環境變數 INTERVIEW_BOT_EXPAND_KEY 裡的金鑰。
error-expand-model = { $host } 沒有模型「{ $model }」，或者位址不對（404）。請檢查 --model；位址多以 /v1 結尾。
error-expand-status = { $host } 沒能回答（{ $status }）。請稍後再試，或看那裡的記錄。
error-expand-foreign = { $host } 的回答不是 OpenAI 相容的格式。請檢查位址，多以 /v1 結尾。
error-expand-long = { $host } 的回答超過 { $limit } MB，後面的沒有再讀。請檢查位址，或換一個模型。
error-expand-nothing = 模型沒有給出可用的新問法。請換一個模型，或再試一次。

## 值哪裡不對

reason-string-type = 要用引號寫成文字
reason-int-type = 要寫成整數
reason-float-type = 要寫成數字
reason-bool-type = 要寫 true 或 false
reason-list-type = 要寫成方括號裡的清單
reason-tuple-type = 要寫成方括號裡的清單
reason-literal-error = 只能是 { $expected }
reason-greater-than-equal = 不能小於 { $ge }
reason-less-than-equal = 不能大於 { $le }
reason-string-too-short = 不能為空
reason-string-too-long = 最多 { $max_length } 個字
reason-too-short = 至少要有 { $min_length } 項
reason-string-pattern-mismatch = 格式不對
reason-missing = 必須寫上
reason-shards = 需要寫成數字的 shard_count，且編號要小於它
reason-model-type = 要寫成一張表
reason-model-attributes-type = 要寫成一張表
reason-net-unresolved = 找不到這個名字的位址
reason-net-refused = 連線被拒絕
reason-net-slow = 等不到回應
reason-net-certificate = 憑證不可信
reason-net-cut = 連線中斷
reason-net-status = 對方回答 HTTP { $status }
reason-other = 種類不對
