# Every sentence that the bot itself says, in English. Quotes never come from here.

## Lists

list-separator = |, |

## Answers

question-label = Q
question-goes-on = … (a long question; the source has the whole of it)
where = { $title } · question { $number } of { $total }
page-of = {" "}· page { $page } of { $pages }
speaker-unknown = Interviewee
unsure = Not sure. Is it one of these that you mean?
also-answered = More than one of them spoke about it:
not-found = The interview does not talk about this.
not-found-topics = These are the topics it does talk about:
stale = The interview has changed since, and this button no longer fits. Please ask again, or browse with /{ name-topics }.
shared = { $name } shares:
vote-good = Thank you: helpful. Press it again to take it back.
vote-bad = Thank you: not helpful. Press it again to take it back.
vote-withdrawn = Taken back.
dismiss-refused = Only who asked, and moderators, can dismiss this answer.
ask-refused = Only { $roles } may ask here.
cooldown = That is a lot of questions. Please wait a minute.
interview-unknown = There is no interview “{ $name }”.

## Buttons and menus

button-whole = Whole answer
button-source = Source
button-back = Back
button-on = Next
button-candidate = Question { $number }
topics-menu = Pick a topic
topic-menu = Pick a question to read the whole answer
button-good = 👍
button-bad = 👎
button-dismiss = Dismiss
button-share = Share in the channel
onward-menu = See also…
onward-match = The next best match: question { $number }
onward-before = Before it: question { $number }
onward-after = After it: question { $number }
onward-topic = More from this topic
onward-contents = The whole interview

## Topics

topics-title = Topics
topics-hint = Pick a topic, or type /{ name-topic }
topics-none = No topics have been prepared yet; just ask.
topic-unknown = There is no topic “{ $name }”. /{ name-topics } lists them all.
exchange-number = Question { $number }
exchange-numbers = { $numbers }
interview-name = { $title }
interviews-title = Interviews
interviews-count = { $count ->
        [one] { $count } interview
       *[other] { $count } interviews
    }
interviews-facts = { $speakers }  { $count ->
        [one] { $count } question
       *[other] { $count } questions
    }
interviews-menu = Choose one to see its contents
interviews-choose = Choose what this server uses
interviews-all = All interviews are used.
interviews-followed = Only these are used:
interviews-is-followed = used; choose it to leave it out
interviews-is-not = not used; choose it to add it
interviews-toggle = Choose one to add it or leave it out
interviews-hint = Choosing none means all

## Quote of the day

daily-title = Quote of the day · { DATETIME($day, dateStyle: "long") }
daily-title-settings = Quote of the day
daily-set = The quote of the day is set
daily-channel = **Channel**  { $value }
daily-time = **Time**  daily at { $time }, { $zone }
daily-topic = **Topic**  { $value }
daily-role = **Mention**  { $value }
daily-form = **Form**  { $value }
daily-everything = everything
daily-nobody = nobody
daily-as-picture = picture
daily-as-text = text
daily-next = **The next three**
daily-failing = ⚠️ The quote of { DATETIME($day, dateStyle: "long") } was not delivered: { $reason }
daily-topic-gone = ⚠️ This topic is gone from the interviews; quotes are taken from everything. Choose another one with /{ name-daily } { name-set }.
daily-no-font = ⚠️ There is no Chinese font on this machine, so quotes stay text. The operator can install one or set card_font.
daily-none = This server has no quote of the day yet. A moderator can set it with /{ name-daily } { name-set }.
daily-not-yet = Today's quote has not been posted yet. It comes on { $moment }.
daily-off = The quote of the day is off. Its history stays; set it again and it goes on from there.
daily-preview = Next, on { $moment }:
daily-day-skipped = The quote of { $moment } is skipped.
daily-time-unknown = “{ $time }” is no time of day. Write it like 8:00 or 8pm.
daily-zone-unknown = There is no time zone “{ $zone }”. Type a city, such as London, and pick from the list.
daily-permissions = In { $channel } I lack these permissions: { $permissions }. Grant them under channel settings → permissions and try again.
daily-mention-everyone = The quote of the day does not mention everyone. Choose a role, or none.
daily-mention-refused = I may not mention the role “{ $role }”. Allow anyone to mention it in its settings and try again.
daily-history-title = Quotes so far
daily-history-page = Page { $page } of { $pages }; turn with page
daily-history-none = No quote of the day has been posted yet.
daily-history-posted = - { DATETIME($day, dateStyle: "medium") }  { $link }
daily-history-skipped = - { DATETIME($day, dateStyle: "medium") }  skipped
daily-history-missed = - { DATETIME($day, dateStyle: "medium") }  not delivered: { $reason }
daily-history-trying = - { DATETIME($day, dateStyle: "medium") }  being sent { $reason }
daily-withdrawn = (no longer in the interview)
daily-undelivered = The quote of the day of “{ $server }” did not reach { $channel } on { DATETIME($day, dateStyle: "long") }: { $reason } Once that is mended it goes on by itself; see /{ name-daily } { name-show }, or choose another channel with /{ name-daily } { name-set }.
delivery-channel-gone = the channel is gone.
delivery-forbidden = I lack a permission there.
delivery-refused = Discord refused the message.
delivery-unreachable = Discord did not respond.
delivery-late = the bot was away for too long that day.
delivery-off = the quote of the day was turned off before it was sent.
quote-none = There is no passage to quote.
quote-unknown = There is no quote with the id “{ $id }”; it may have left the interview.
quote-no-picture = This one could not be drawn; here it is as text:

## Permissions

permission-view_channel = View Channel
permission-send_messages = Send Messages
permission-send_messages_in_threads = Send Messages in Threads
permission-embed_links = Embed Links
permission-read_message_history = Read Message History
permission-attach_files = Attach Files

## Setup

setup-title = How the bot works here
setup-channels = **Ask channels**  { $value }
setup-roles = **Who may ask**  { $value }
setup-language = **Language of public replies**  { $value }
setup-gaps = **Questions without an answer**  { $value }
setup-private = **Answers to /{ name-ask }**  { $value }
setup-none = none
setup-everybody = everybody
setup-days = kept for { $days } days, without names
setup-days-option = kept for { $days } days
setup-days-none = not kept
setup-private-yes = only who asked sees them
setup-private-no = everybody sees them
setup-choose-channels = Ask channels: every message is a question
setup-choose-roles = Who may ask (nobody chosen: everybody)
setup-choose-language = Language of public replies
setup-choose-days = Unanswered questions
setup-choose-private = Answers to /{ name-ask }
setup-option = { $what }: { $value }
setup-good = ✅ All permissions are there.
setup-no-content = Ask channels need the content of messages. The operator switches it on in the developer portal (Bot → Message Content Intent) and sets message_content = true.
setup-channel-gone = The channel { $channel } is gone, or I cannot see it.
setup-refused = Only who may manage the server can do this.
language-default = the bot's own
language-zh-CN = 简体中文
language-zh-TW = 繁體中文
language-en = English

## Unanswered questions

gaps-title = Questions without an answer
gaps-none = None: everything was answered, or nobody has asked.
gaps-line = - { $question }  ×{ $count }
gaps-count = asked { $count ->
    [one] once
   *[other] { $count } times
 }
gaps-hint = Like questions are merged; no names are kept
gaps-menu = Choose a question
gaps-return = Back to the list
gaps-taught = Taught ({ $count })
gap-body =
    { "**" }{ $question }**
    Asked { $count ->
        [one] once
       *[other] { $count } times
    }, last on { DATETIME($day, dateStyle: "long") }.

    Which question answers it? Choose one, and it will be answered in this server from now on.
gap-menu = Which question answers it?
gap-ignore = Ignore
gap-taught = Learnt: “{ $question }” asks for question { $number }.
taught-title = Taught phrasings
taught-hint = Choose one to take it back
taught-menu = Choose one to take back
taught-gone = no longer in the interview

## Privacy

privacy-title = Privacy
privacy-body =
    { "**" }Questions**  stay in memory for minutes, for follow-ups. { $questions }

    { "**" }Votes**  your 👍 and 👎 are kept with your number, so that you can change them. The button below deletes them all.

    { "**" }The server**  what moderators set, and the quotes of the day. When the bot leaves a server, all of it is deleted.
privacy-days = Those without an answer are kept for { $days } days for this server's moderators, merged with like ones, without who asked and without mentions, links, mail addresses and long numbers; names that you write yourself stay.
privacy-no-questions = They are never written to disk.
privacy-delete = Delete my votes
privacy-votes-deleted = Your { $count ->
    [one] vote is
   *[other] { $count } votes are
 } deleted.

## Help and about

help-title = How to use it
help-body =
    Ask in your own words, and I find what the interviewee **really said** about it. I never write an answer of my own; what the interview does not say, I say so.

    { "**" }Ask**　mention me, reply to me, write me a direct message, or use `/{ name-ask }`; pick “Find in the interview” in a message's menu
    { "**" }Topics**　`/{ name-topics }` lists them all, `/{ name-topic }` opens one, `/{ name-interview }` is the table of contents
    { "**" }Quotes**　`/{ name-quote }` gives a random passage, or today's again
    { "**" }Daily**　moderators set a quote of the day with `/{ name-daily } { name-set }`
    { "**" }About**　`/{ name-about }` tells the source and licence of the interview, `/{ name-privacy }` what is kept
about-title = About
about-body =
    I answer with the words of an interview: cut by jieba, ranked by BM25, offline, without a language model. Every quote stands in the source letter by letter.

    { "**" }Privacy**　Your questions stay in memory for a few minutes, so that follow-ups are understood. Unanswered ones are kept for the moderators, without who asked; see `/{ name-privacy }`.
about-version = interview-bot { $version }
about-speakers = **Interviewee**　{ $value }
about-interviewer = **Interviewer**　{ $value }
about-publisher = **Published by**　{ $value }
about-exchanges = **Questions**　{ $value }
about-source = **Source**　{ $value }
about-licence = **Licence**　{ $value }
about-credit = **Translation**　{ $value }
about-more = And { $count } more interviews.

## Names of commands and options: lower case, no blanks

name-ask = ask
name-topics = topics
name-topic = topic
name-interview = interview
name-interviews = interviews
name-quote = quote
name-help = help
name-about = about
name-privacy = privacy
name-daily = daily
name-set = set
name-show = show
name-preview = preview
name-skip = skip
name-off = off
name-history = history
name-setup = setup
name-gaps = gaps
option-question = question
option-private = private
option-name = name
option-which = which
option-topic = topic
option-id = id
option-from = from
option-card = card
option-channel = channel
option-time = time
option-timezone = timezone
option-mention = mention
option-picture = picture
option-what = what
option-page = page

## Commands (their names are shown by Discord)

command-ask = Ask the interview; it answers in the speaker's words
command-ask-question = Your question
command-ask-private = only you see the answer
command-ask-from = Ask this interview only
command-topics = Browse all topics
command-topic = Open a topic
command-topic-name = The topic's name
command-interview = Browse an interview's questions
command-interview-name = which interview
command-interviews = Which interviews there are, and their contents
command-quote = A random passage
command-quote-which = a random one, or today's
command-quote-random = random
command-quote-today = today
command-quote-topic = from this topic
command-quote-id = the id of a quote
command-quote-from = From this interview only
command-quote-card = as a picture
command-help = How to use it
command-about = The bot, its source and its licence
command-daily = The quote of the day: settings, preview, history
command-daily-set = Choose channel, time and zone; a quote is posted every day
command-daily-channel = where it is posted
command-daily-time = when, such as 8:00 or 8pm
command-daily-timezone = the time zone, such as London or Asia/Shanghai
command-daily-topic = only from this topic
command-daily-mention = the role that is mentioned
command-daily-picture = as a picture
command-daily-show = Show the settings, the next three times and what went wrong
command-daily-preview = Show the next quote before it is posted
command-daily-skip = Put the next quote aside, or leave out a day
command-daily-skip-what = what to skip
command-daily-skip-quote = this quote
command-daily-skip-day = the next day
command-daily-off = Turn the quote of the day off
command-daily-history = Show what has been posted
command-daily-history-number = which page
command-setup = Ask channels, roles, language and privacy of this server
command-gaps = Questions without an answer: ignore them, or teach me
command-privacy = What is kept; delete your votes
menu-find = Find in the interview

## When something fails

failed = Something went wrong and there is no answer. Please tell a server administrator the reference { $reference }.
forbidden = Somebody asked me in { $channel } of “{ $server }”, but I may not answer there. Missing: { $permissions }. Grant it under channel settings → permissions, or hide the channel from me.
ask-how = What would you like to know? Put your question into the same message as the mention.
memory-failed = What the bot remembers is out of reach: { $reason } Questions are answered all the same.

## Command line

cli-thinking = Ask (an empty line or Ctrl-D ends)
cli-answered = Answer
cli-unsure = Not sure
cli-quote = Quote
cli-offer = Do you mean:
cli-checked = { $title } ({ $id }): { $exchanges } questions, { $passages } passages
cli-format = Format: { $format }, { $why }
cli-layout = Questions: { $layout }, { $why }
cli-fits = How well each fits: { $fits }
cli-column-question = question
cli-column-answer = answer begins
cli-column-sure = sure
cli-column-look = look
format-markdown = Markdown
format-text = plain text
format-subrip = SubRip subtitles
format-webvtt = WebVTT subtitles
format-html = web page
format-word = Word document
told-forced = as its TOML says
told-content = by its content
told-ending = by its ending
layout-letters = labels such as Q: and A:
layout-speakers = names of speakers
layout-headings = headings ask
layout-numbered = numbered questions
layout-bold = bold paragraphs ask
layout-slanted = italic paragraphs ask
layout-quoted = block quotes ask
layout-mixed = paragraphs ask that are bold or end with a question mark
chosen-forced = as its TOML says
chosen-best = which fits best
chosen-directed = Questions: named one by one in its TOML
cli-check-topics = { $count ->
    [0] No topics, and none found in its words
    [one] No topics in the sidecar; 1 made from its words:
   *[other] No topics in the sidecar; { $count } made from its words:
 }
cli-check-good = No faults found.
cli-check-bad = { $count ->
    [one] 1 fault found.
   *[other] { $count } faults found.
 }
cli-preview = The simulated Discord is open at { $url }
cli-preview-stop = Ctrl-C ends it.
cli-taught-gone = “{ $phrasing }”: what it asks for is no longer in the interviews; left out
cli-db-upgraded = The database is up to date (version { $version }).
cli-db-backed-up = Backed up to { $path }.
cli-db-forgotten = Everything about server { $server } is deleted.
cli-db-unknown = Nothing is kept about server { $server }.
cli-db-sure = Delete the settings, deliveries, votes and questions of server { $server }?
run-goes-on = { $fault } The bot goes on trying.
cli-health-good = All is well.
cli-health-bad = Not well: { $wrong }.
health-gateway = the connection to Discord
health-index = the interviews
health-database = the database
cli-reload = { $count ->
    [one] 1 interview is
   *[other] { $count } interviews are
 } fine; running bots read them within seconds.
cli-expand-sending = { $count ->
    [one] Sending 1 question of “{ $title }” with its answer to { $host } (model { $model }).
   *[other] Sending { $count } questions of “{ $title }” with their answers to { $host } (model { $model }).
 }
cli-expand-number = question
cli-expand-phrasing = suggested phrasing
cli-expand-dropped = Not taken: { $known } known, { $other } that are no questions, { $long } too long, { $empty } empty.
cli-expand-sure = Write { $count ->
    [one] this 1
   *[other] these { $count }
 } into { $path }?
cli-expand-written = Written into { $path }: { $count }. Review each line with “{ $remark }” and delete what does not fit.
cli-expand-dry = Nothing was written.
expand-remark = suggested, please review
cli-reading = Reading interviews
cli-indexing = Building the index
cli-added = It stands in { $path } now: { $count ->
    [one] 1 question
   *[other] { $count } questions
 }. Running bots read it with interview-bot reload.
cli-add-title = Title
cli-add-label = Who is “{ $label }” (Enter if you do not know)
cli-add-speakers = Who answers (several people with commas between)
cli-add-interviewer = Who asks (Enter for nobody)
cli-add-source = Address of the original (Enter for none)
cli-add-doubtful = Question { $number } is not sure. Is “{ $question }” a question?
cli-stopped = Stopped before it was done.
cli-bye = Bye.

warning-question-unanswered = Line { $line }: no answer follows this question; left out
warning-text-left-out = From line { $line }: { $count ->
    [one] one paragraph
   *[other] { $count } paragraphs
 } behind the last answer left out, being no answer
warning-marks-hidden = Line { $line }: characters that nobody sees ({ $marks }); they are quoted as they stand and may turn words round
warning-asks-nothing = Line { $line }: the interviewer asks nothing here
warning-question-merged = Line { $line }: several paragraphs that ask became one question; perhaps they are several
warning-answer-short = Line { $line }: this answer is much shorter than the others
warning-answer-long = Line { $line }: this answer is much longer than the others; perhaps there are questions in it
warning-answer-asks = Line { $line }: a paragraph of the answer looks like a question
warning-exchanges-without-topic = Not in any topic, so not in /topics: question { $numbers }

## Examining: interview-bot doctor

doctor-state-ok = ok
doctor-state-warning = warning
doctor-state-wrong = wrong
doctor-subject-python = Python
doctor-subject-packages = packages
doctor-subject-extras = extras
doctor-subject-settings = settings
doctor-subject-config = config
doctor-subject-corpus = interviews
doctor-subject-files = files
doctor-subject-disk = disk
doctor-subject-database = database
doctor-subject-fonts = fonts
doctor-subject-token = token
doctor-subject-proxy = proxy
doctor-subject-discord = Discord
doctor-subject-portal = portal
doctor-subject-intents = intents
doctor-subject-servers = servers
doctor-subject-clock = clock
doctor-good = Nothing is wrong; interview-bot run can start.
doctor-bad = Wrong: { $wrong }; warnings: { $warnings }.
doctor-warned = Nothing is wrong; warnings: { $warnings }.

doctor-python-good = version { $version }
doctor-python-old = Version { $version } does not fit ({ $needed }).
doctor-python-old-mend = Install a Python that fits, and this program again with it.
doctor-packages-good = all { $count } are there in versions that fit
doctor-packages-missing = { $name } is not installed.
doctor-packages-missing-mend = Run: pip install '{ $how }'
doctor-packages-unfit = { $name } { $version } does not fit.
doctor-packages-unfit-mend = Run: pip install '{ $how }'
doctor-packages-needed = The examination stopped halfway: there is no { $name }.
doctor-packages-needed-mend = Run in the project's folder: pip install -e .
doctor-extras-all = all installed: { $here }
doctor-extras-some = installed: { $here }; not installed, and not required: { $missing }
doctor-extras-none = not installed, and not required: { $missing }
doctor-extras-unfit = { $name } { $version }, which { $extra } uses, does not fit.
doctor-extras-unfit-mend = Run: pip install '{ $how }'
doctor-settings-good = all valid
doctor-config-good = word lists, weights and the texts of all languages can be read
doctor-corpus-good = { $interviews ->
        [one] { $interviews } interview
       *[other] { $interviews } interviews
    }, { $exchanges } questions, no faults
doctor-files-good = permissions fit, and what has to be written can be
doctor-files-env-open = Other users of this machine have access to { $path } (mode { $mode }): the token in it is not safe.
doctor-files-env-open-mend = If somebody may have seen it, make a new one in the developer portal first; then run: chmod 600 { $path }
doctor-files-env-shared = Users of your group have access to { $path } (mode { $mode }).
doctor-files-env-shared-mend = If you do not mean that, run: chmod 600 { $path }
doctor-files-closed = The database's folder { $path } cannot be written.
doctor-files-closed-mend = See that it is a folder and that the bot's user may write there, or choose another place with database.
doctor-files-cache-closed = The cache folder { $path } cannot be written; every start will be slow.
doctor-files-cache-closed-mend = See that it is a folder and that the bot's user may write there, or choose another place with cache.
doctor-disk-good = { $megabytes } MB free
doctor-disk-low = Only { $megabytes } MB are free at { $path }.
doctor-disk-low-mend = Make room soon.
doctor-disk-full = Only { $megabytes } MB are free at { $path }: soon the database cannot be written.
doctor-disk-full-mend = Make room, or move the database to another disk with database.
doctor-database-good = whole, and can be read and written (version { $version })
doctor-database-new = not there yet; the first start creates it
doctor-database-old = Its tables are of an older version ({ $version }); the next start brings them up to date.
doctor-database-old-mend = To do so now, make a backup and run interview-bot db upgrade
doctor-fonts-good = quotes as pictures are set in { $name }
doctor-fonts-none = There is no Chinese font; quotes cannot be pictures.
doctor-fonts-none-mend = If you want them, install one (Debian: apt install fonts-noto-cjk), or name it with card_font.
doctor-fonts-missing = There is no Chinese font, and a server has chosen quotes as pictures.
doctor-fonts-missing-mend = Install one (Debian: apt install fonts-noto-cjk), or name it with card_font.
doctor-token-accepted = Discord knows it; the bot's name is { $name }
doctor-token-formed = it looks right (not checked with Discord)
doctor-token-dressed = Quotes, Bot or a variable's name stand around the token; Discord will refuse it so.
doctor-token-dressed-mend = Run interview-bot init and paste it again; what is too much is taken off.
doctor-proxy-none = none is set, the connection is direct
doctor-proxy-set = it can be reached
doctor-proxy-unset = The variable { $variable } names a proxy, but the bot does not read it.
doctor-proxy-unset-mend = If Discord is reached through a proxy only, set proxy in settings.toml.
doctor-discord-reached = it can be reached
doctor-discord-skipped = not asked, as you wished
doctor-discord-unasked = Without a token that can be used Discord was not asked.
doctor-discord-unasked-mend = Mend the token, then run interview-bot doctor again.
doctor-portal-public = everybody can invite the bot (Public Bot is on)
doctor-portal-private = only you can invite the bot (Public Bot is off)
doctor-portal-grant = Invitations fail: Requires OAuth2 Code Grant is on.
doctor-portal-grant-mend = Switch Requires OAuth2 Code Grant off on the Bot page of the developer portal.
doctor-portal-endpoint = Slash commands do not reach the bot: the application has an Interactions Endpoint URL.
doctor-portal-endpoint-mend = Empty Interactions Endpoint URL on the General Information page of the developer portal.
doctor-intents-on = the Message Content Intent is on, ask channels work
doctor-intents-none = off, and not needed (only ask channels need it)
doctor-intents-spare = on, but not needed with these settings
doctor-intents-off = The settings ask for ask channels, but the Message Content Intent is off: the bot cannot connect.
doctor-intents-off-mend = Switch Message Content Intent on, on the Bot page of the developer portal; or empty ask_channels and remove message_content.
doctor-intents-unset = A server has chosen ask channels with /{ name-setup }, but message_content is off: questions there are not heard.
doctor-intents-unset-mend = Set message_content = true in settings.toml, and switch Message Content Intent on, on the Bot page of the developer portal.
doctor-servers-good = in { $servers }; channels chosen, with all permissions: { $channels }
doctor-servers-none = The bot is in no server yet.
doctor-servers-none-mend = Run interview-bot init and use the invitation that it prints.
doctor-servers-lacking = In { $channel } of “{ $server }” it lacks: { $permissions }.
doctor-servers-lacking-mend = Have its administrators grant them under channel settings → permissions.
doctor-servers-gone-ask = The ask channel { $channel } of “{ $server }” is gone.
doctor-servers-gone-ask-mend = Have its administrators choose again with /{ name-setup }.
doctor-servers-gone-daily = The channel { $channel } of “{ $server }” for the quote of the day is gone.
doctor-servers-gone-daily-mend = Have its administrators choose again with /{ name-daily } { name-set }.
doctor-servers-left = The bot is not in the server { $server }, but its settings are still kept.
doctor-servers-left-mend = If it will not be back, run interview-bot db forget --server { $server }
doctor-servers-unknown = There is no ask channel called “{ $name }”.
doctor-servers-unknown-mend = Correct the name in ask_channels in settings.toml, or remove it.
doctor-servers-many = There are too many servers; { $count } were not looked into.
doctor-servers-many-mend = Their administrators see with /{ name-setup } which permissions are missing.
doctor-clock-good = as Discord's
doctor-clock-drifting = It differs from Discord's by { $seconds } seconds.
doctor-clock-drifting-mend = Have the system set its clock by itself (Linux: timedatectl set-ntp true).
doctor-clock-off = It differs from Discord's by { $seconds } seconds: quotes of the day come at the wrong time, and buttons and commands fail.
doctor-clock-off-mend = Have the system set its clock by itself (Linux: timedatectl set-ntp true).
doctor-clock-zones = the time zones are there
doctor-clock-no-zones = There are no time zones; the times of quotes cannot be calculated.
doctor-clock-no-zones-mend = Run: pip install --force-reinstall tzdata

## First contact: interview-bot init

init-prompt = Token (paste it and press Enter; it is not shown)
init-where = The token is at https://discord.com/developers/applications : your application → Bot → Reset Token.
init-replace = There is a token in { $path } already. Replace it?
init-kept = Going on with the token in { $path }.
init-removed-name = Took the variable's name off the token.
init-removed-scheme = Took “Bot ” off the token.
init-removed-quotes = Took the quotes off the token.
init-accepted = Discord knows this token: { $name }.
init-written = The token is in { $path }, which only you can read.
init-shadowed = The variable DISCORD_TOKEN holds another token, and that one would be used. Remove the variable.
init-switches = Switches in the developer portal ({ $url }):
init-invite = The invitation, with exactly the permissions that the bot needs:
init-next = Next:
init-next-doctor = look whether everything is right
init-next-run = connect to Discord

## Explaining and measuring

explain-query = Question
explain-folded = folded
channel-word = word
channel-pair = pair
channel-character = character
channel-concept = concept
field-passage = passage
field-answer = whole answer
field-question = interviewer's question
field-topic = topic
field-asked = other ways to ask
field-asked_passage = other ways to ask for the passage
origin-sound = put right
origin-previous = question before
origin-translated = translated
explain-hit = Hit { $place }: question { $number }, score { $score }
explain-field = field
explain-channel = channel
explain-term = term
explain-part = part
explain-share = share
explain-phrasing = Nearest phrasing: { $phrasing }
explain-signals = Signals
explain-signal = signal
explain-value = value
explain-weight = weight
explain-odds = log odds
explain-chance = Chance of being right { $chance } (answered from { $answered }, offered from { $unsure })
explain-decided = Decision: { $decision } (intent: { $intent })

## Preview

preview-server = Interview fans
preview-topic = Just type a question here
preview-admins = Administrators
preview-member = Lin
preview-admin = Sen
preview-example-1 = What is deep learning?
preview-example-2 = Why does he like Python?
preview-example-3 = How do I cook braised pork?

## Errors: where, what, and what to do

error-faults = { $count } faults.
error-file-missing = There is no such file. Check the path.
error-file-unreadable = This file cannot be read. Check its permissions.
error-file-special = This is a device, a pipe or the like and no file. Put the file itself there.
error-file-intricate = The page has more tags within tags than an interview needs, and reading it would take too long. Save the article alone, or its text.
error-link-leads-out = This link leads out of the folder of interviews. Put the file itself there.
error-name-unusable = "{ $name }" cannot be the name of an interview: it may not begin with a dot, hold / \ or :, or be readme. Choose another with --name.
error-file-empty = The file is empty. Put the interview into it.
error-file-too-large = The file has more than { $limit } MB and is hardly an interview. Split it.
error-not-utf8 = Not UTF-8. Save it as UTF-8 in your editor.
error-file-binary = Not a text. Markdown, plain text, subtitles (.srt, .vtt), web pages and Word (.docx) can be read.
error-file-cut-off = The file breaks off in the middle. Copy it again.
error-file-broken = The file is damaged and cannot be read. Save it again with the program it comes from.
error-interview-exists = the corpus has an interview of that name already. Choose another one with --name.
error-interview-twice = Has the same name as { $other }. Rename it, or keep one.
error-block-missing = { $key } in [reading]: no paragraph begins with “{ $begins }”. Copy its first words from the text.
error-block-ambiguous = { $key } in [reading]: more than one paragraph begins with “{ $begins }”. Give more of its words.
error-toml = Not valid TOML. Check quotes, brackets and equals signs.
error-corpus-missing = There is no folder of interviews. Make it, or name another with --corpus.
error-corpus-without-interviews = No interview (.md, .txt, .srt, .vtt, .html, .docx) in this folder. Put at least one into it.
error-no-exchanges = No question with an answer was found. End questions with a question mark, make them bold or label who speaks, or name them under [reading] in a TOML file of the same name.
error-sidecar-alone = No interview of the same name. Rename or delete it.
error-key-unknown = There is no key “{ $key }”. Check the spelling.
error-key-value = The value of “{ $key }” does not fit: { $reason }. Correct it.
error-topic-exchange = Topic “{ $topic }” names question { $number }, but the interview has { $last }. Correct the number.
error-topic-twice = The topic name or alias “{ $name }” stands twice. Change one of them.
error-exchange-missing = The interview has { $last } questions, there is no { $number }. Correct the number.
error-exchange-twice = Question { $number } stands twice. Merge the two.
error-passage-missing = No passage of question { $number } begins with “{ $begins }”. Copy its first words from the text.
error-passage-ambiguous = More than one passage of question { $number } begins with “{ $begins }”. Give more of its words.
error-sidecar-form = A table is written in one line and cannot be continued. Give it a header such as [[exchanges]], and each key a line.
error-setting-misplaced = “{ $key }” cannot stand here. The token and keys belong into the environment or .env, folders are given as options.
error-intent-twice = The phrase “{ $phrase }” stands under two functions. Keep one.
error-glossary-empty = A word is missing in this line. Write: word, word, word or word, word => word.
error-glossary-single = A group needs at least two words. Add a second word, or delete the line.
error-glossary-twice = “{ $word }” already stands in the group of line { $first }. A word may stand in one group only.
error-glossary-left-twice = “{ $word }” already stands left of the arrow in line { $first }. Merge the two lines.
error-glossary-circle = “{ $word }” leads back to itself along the arrows. Take one of them out.
error-text-missing = The text “{ $key }” is missing ({ $language }). Add it under config/texts.
error-text-values = The text “{ $key }” ({ $language }) uses a value that does not exist: { $reason }. Correct the name in braces.
error-text-endless = A text refers to itself, or its braces are nested too deeply ({ $language }). Correct what was changed last under config/texts.
error-index-empty = There are no words to search in the interviews.
error-question-empty = There is nothing to search for in this. Please write your question as a sentence.
error-jsonl-line = Line { $number } of the standard input is no JSON object with a question. Correct the line.
error-line-keys = This line is no JSON object with { $keys }. Correct it.
error-fit-too-few = Too few labelled questions: { $right } right and { $wrong } not, and { $least } of each are needed. Add some.
error-file-unwritable = This file cannot be written. Check the folder and its permissions.
error-token-missing = There is no token. Get one in Discord's developer portal (Bot → Reset Token) and run interview-bot init, or put it into .env yourself: DISCORD_TOKEN=…
error-token-empty = There was no token to read. Copy it in Discord's developer portal (Bot → Reset Token) and paste it again.
error-token-is-client-secret = This looks like the client secret of the OAuth2 page, not like a token. The token is on the Bot page: press Reset Token.
error-token-is-public-key = This is the application's public key, not a token. The token is on the Bot page: press Reset Token.
error-token-is-number = This is a number such as the application's ID, not a token. The token is on the Bot page: press Reset Token.
error-token-of-person = This is the token of a person's account, not of a bot, and running programs on it is against Discord's rules. Make an application in the developer portal and get its token on the Bot page (Reset Token).
error-token-malformed = A token does not look like this: it is three groups of letters and digits with a dot between. Copy the whole of it in Discord's developer portal (Bot → Reset Token).
error-token-there = There is another token here already. To replace it, add --yes.
error-token-refused = Discord refuses this token. Make a new one in the developer portal (Bot → Reset Token) and run interview-bot init, or put it into .env as DISCORD_TOKEN yourself.
error-intent-refused = Discord does not let the bot read message content. Switch it on in the developer portal (Bot → Message Content Intent), or empty ask_channels.
error-shards-refused = The bot is in too many servers for one connection. Set shard_count = "auto".
error-protocol-refused = Discord no longer takes this version of its protocol. Upgrade: pip install -U discord.py
error-discord-unreachable = Discord cannot be reached: { $reason }. Check the network; behind a proxy, set proxy.
error-proxy-unreachable = The proxy cannot be reached: { $reason }. Check the address in proxy, and that the proxy is running.
error-proxy-refused = The proxy lets nothing through (HTTP { $status }). Check the name and password in proxy, and the proxy's rules.
error-preview-missing = The preview needs simcord. Install it in the project's folder: pip install -e '.[preview]'
error-status-port = port { $host }:{ $port } cannot be opened. Choose another status_port; each process needs its own.
error-status-off = without status_port there is nobody to ask. Set a port, such as status_port = 9464.
error-status-silent = { $host }, port { $port }, does not answer ({ $reason }). The bot may not be running.
error-preview-port = Port { $port } cannot be opened. Choose another, or leave --port out.
error-database-closed = the database is not open. Try again in a moment.
error-database-kind = this kind of database is not known ({ $kind }). Write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME.
error-database-driver = the driver { $package } is not installed. Run: pip install 'interview-bot[postgresql]'
error-database-missing = there is no database yet. The first start of the bot, or interview-bot db upgrade, creates it.
error-database-locked = the database is locked by another program. Close that program and try again.
error-database-read-only = the database is read-only; nothing was changed. Check the permissions of file and folder.
error-database-full = the disk or the database is full; nothing was changed. Make room.
error-database-corrupt = this is no sound SQLite database ({ $reason }); nothing was changed. Put a backup in its place.
error-database-unopenable = the database cannot be opened ({ $reason }). Check path, folder and permissions.
error-database-unreachable = the database cannot be reached ({ $reason }). Check the address, and that it is running.
error-database-failed = the database failed ({ $reason }); nothing was changed. Mend what the reason says, or put a backup in its place.
error-database-newer = the database belongs to a newer version ({ $version }). Upgrade the bot, or put a backup in its place.
error-database-foreign = this database belongs to another program. Choose another file.
error-file-exists = this file exists and is not overwritten. Choose another name.
error-font-unreadable = this is no font that can be used. Choose another one, or remove card_font.
error-expand-no-address = There is no address of a language model. Give an OpenAI-compatible one with --url or expand_url, such as http://localhost:11434/v1.
error-expand-no-model = There is no name of a model. Give it with --model or expand_model.
error-expand-unreachable = { $host } cannot be reached: { $reason }. Check the address and whether the server runs; behind a proxy, set proxy.
error-expand-slow = { $host } has not finished its answer within { $seconds } seconds. Take a smaller model, or fewer questions with --exchange.
error-expand-refused = { $host } refuses the request ({ $status }). Check the key in the environment variable INTERVIEW_BOT_EXPAND_KEY.
error-expand-model = { $host } has no model “{ $model }”, or the address is wrong (404). Check --model; most addresses end with /v1.
error-expand-status = { $host } could not answer ({ $status }). Try again later, or look into its log.
error-expand-foreign = What { $host } answers is not OpenAI-compatible. Check the address; most end with /v1.
error-expand-long = { $host } answers with more than { $limit } MB, and the rest was not read. Check the address, or take another model.
error-expand-nothing = The model gave no new phrasing that can be used. Take another model, or try again.

## What is wrong with a value

reason-string-type = it has to be text in quotes
reason-int-type = it has to be a whole number
reason-float-type = it has to be a number
reason-bool-type = it has to be true or false
reason-list-type = it has to be a list in square brackets
reason-tuple-type = it has to be a list in square brackets
reason-literal-error = it has to be { $expected }
reason-greater-than-equal = it must not be below { $ge }
reason-less-than-equal = it must not be above { $le }
reason-string-too-short = it must not be empty
reason-string-too-long = at most { $max_length } characters
reason-too-short = at least { $min_length } of them
reason-string-pattern-mismatch = not of the right form
reason-missing = it has to be there
reason-shards = it needs a shard_count that is a number, and shards below it
reason-model-type = it has to be a table
reason-model-attributes-type = it has to be a table
reason-net-unresolved = its name has no address
reason-net-refused = the connection is refused
reason-net-slow = there is no answer
reason-net-certificate = its certificate cannot be trusted
reason-net-cut = the connection is cut
reason-net-status = the answer is HTTP { $status }
reason-other = of the wrong kind
