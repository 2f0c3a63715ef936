from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.browsing import render_about, render_help, render_stale, render_topic, render_topics
from bot.answering.lines import BODY
from bot.answering.linking import find_place, find_topic, link_to
from bot.answering.message import Button, Link, Message, parse_link
from bot.answering.pages import paginate
from bot.answering.rendering import PAGE, QUESTION, decorate, render_answer, render_not_found, render_place
from bot.answering.texts import LANGUAGES, Texts
from bot.interviews.models import Exchange, Interview, Library, Licence, Passage, Place, Span, Topic
from tests.answering.limits import check_fits, check_menu

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.app import App


def undecorate(quote: str) -> str:
    """A block quote's text; that each line has its mark is part of what is checked."""
    lines = quote.split("\n")
    assert all(line.startswith("> ") for line in lines)
    return "\n".join(line[2:] for line in lines)


def made(*said: tuple[str, str], name: str = "made", topics: tuple[Topic, ...] = (), title: str = "访谈") -> Interview:
    """An interview of questions with an answer of one passage each."""
    text, exchanges = "", []
    for number, (question, answer) in enumerate(said, start=1):
        asked = Span(len(text), len(text) + len(question))
        text += question + "\n\n"
        told = Span(len(text), len(text) + len(answer))
        text += answer + "\n\n"
        exchanges.append(Exchange(number, asked, told, (Passage(1, told),)))
    return Interview(id=name, text=text, title=title, exchanges=tuple(exchanges), topics=topics)


def places(interview: Interview) -> Iterator[Place]:
    """Everything of an interview that can be quoted."""
    for exchange in interview.exchanges:
        yield Place(interview, exchange)
        for passage in exchange.passages:
            yield Place(interview, exchange, passage)


def links(message: Message) -> list[Link]:
    """Where a message's buttons and menus lead."""
    pressed = [button.link for button in message.buttons if button.link]
    return pressed + [choice.link for menu in message.menus for choice in menu.choices]


def button(message: Message, label: str) -> Button:
    """The button with a label."""
    return next(button for button in message.buttons if button.label == label)


@pytest.fixture(scope="module")
def texts(app: App) -> Texts:
    """The default language."""
    return app.catalogue.texts("zh-CN")


# Verbatim


@given(st.text(alphabet=st.characters(codec="utf-8") | st.sampled_from("\n> ")))
def test_decoration_undone_is_the_text(said: str) -> None:
    """A block quote holds every character of the quote, whatever it is, and adds only the mark of each line."""
    assert undecorate(decorate(said)) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_every_quote_is_the_interviews_own_text(app: App, chollet: Interview, language: str) -> None:
    """The promise: for each passage and answer, all pages undecorated are the interview's characters, none missing."""
    texts = app.catalogue.texts(language)
    for place in places(chollet):
        pages = paginate(chollet.text, place.span, PAGE)
        left = place.quote
        for number, span in enumerate(pages):
            body = render_place(place, number, texts).cards[0].body
            question, quote = body[: body.index("\n\n> ")], body[body.index("\n\n> ") + 2 :]
            assert question == f"**{texts('question-label')}** {place.question}"
            said = undecorate(quote)
            assert said == chollet.text[span.start : span.end]
            before, found, left = left.partition(said)
            assert (before.strip(), found) == ("", said)
        assert not left.strip()


@given(answer=st.text("甲。， \n>*_`~|#-1.a", min_size=1, max_size=400).filter(str.strip))
def test_marks_in_a_quote_are_not_touched(app: App, answer: str) -> None:
    """Markdown, quote marks and blank lines of an interview come through as they stand."""
    interview = made(("问？", answer.strip()))
    body = render_place(Place(interview, interview.exchanges[0]), 0, app.catalogue.texts("zh-CN")).cards[0].body
    assert undecorate(body.split("\n\n", 1)[1]) == answer.strip()


# A quote and what stands around it


def test_a_quote_tells_speaker_title_number_and_source(chollet: Interview, texts: Texts) -> None:
    """Whose words they are and where they stand can be read without pressing anything, and the source is a click."""
    exchange = chollet.exchanges[4]
    message = render_place(Place(chollet, exchange, exchange.passages[0]), 0, texts)
    card = message.cards[0]
    assert card.author == "弗朗索瓦·乔莱"
    assert card.author_url == chollet.source
    assert chollet.title in card.footer
    assert "第 5 问" in card.footer
    assert f"共 {len(chollet.exchanges)} 问" in card.footer
    assert button(message, texts("button-source")).url == chollet.source


def test_a_quote_without_speaker_or_source_is_shown_all_the_same(texts: Texts) -> None:
    """An interview without a sidecar has a nameless speaker and no button to a source that is not known."""
    interview = made(("问？", "答。"))
    message = render_place(Place(interview, interview.exchanges[0]), 0, texts)
    assert message.cards[0].author == texts("speaker-unknown")
    assert message.buttons == ()


def test_a_passage_leads_to_its_whole_answer(chollet: Interview, texts: Texts) -> None:
    """Below a passage of several a button shows the answer it was cut from; below a whole answer there is none."""
    exchange = next(exchange for exchange in chollet.exchanges if len(exchange.passages) > 1)
    passage = render_place(Place(chollet, exchange, exchange.passages[0]), 0, texts)
    whole = button(passage, texts("button-whole")).link
    assert whole == link_to(Place(chollet, exchange))
    answer = render_place(Place(chollet, exchange), 0, texts)
    assert texts("button-whole") not in {button.label for button in answer.buttons}


def test_a_long_answer_is_turned_page_by_page(texts: Texts) -> None:
    """Back and on lead to the neighbouring page; at the ends they are greyed out; the page is counted from 1."""
    interview = made(("问？", "很长的一句话。" * 500))
    place = Place(interview, interview.exchanges[0])
    count = len(paginate(interview.text, place.span, PAGE))
    assert count == 3
    for page in range(count):
        message = render_place(place, page, texts)
        back, on = button(message, texts("button-back")), button(message, texts("button-on"))
        assert back.link == (link_to(place, page - 1) if page else None)
        assert on.link == (link_to(place, page + 1) if page < 2 else None)
        assert (back.disabled, on.disabled) == (page == 0, page == 2)
        assert message.cards[0].footer.endswith(texts("page-of", page=page + 1, pages=3))


@pytest.mark.parametrize(("page", "shown"), [(-1, 0), (0, 0), (2, 2), (3, 2), (9999, 2)])
def test_a_page_that_does_not_exist_falls_to_the_nearest(texts: Texts, page: int, shown: int) -> None:
    """A link to a page that a shorter text no longer has shows the last page and not an error."""
    interview = made(("问？", "很长的一句话。" * 500))
    place = Place(interview, interview.exchanges[0])
    assert render_place(place, page, texts) == render_place(place, shown, texts)


def test_a_long_question_says_that_it_goes_on(texts: Texts) -> None:
    """A question is shown whole up to its limit; a longer one is cut at a sentence and says so."""
    fitting, longer = "问题？" * (QUESTION // 3), "问题？" * QUESTION
    interview = made((fitting, "答。"), (longer, "答。"))
    shown = [Place(interview, exchange) for exchange in interview.exchanges]
    first, second = (render_place(place, 0, texts).cards[0].body for place in shown)
    assert texts("question-goes-on") not in first
    assert fitting in first
    assert "问题？" + texts("question-goes-on") in second


@pytest.mark.parametrize("answer", [("a" + "\n" * 9) * 400 + "b", "甲\n" * 3000 + "乙", "甲" * 5000], ids=str)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_fits_into_an_embed_whatever_is_in_it(app: App, answer: str, language: str) -> None:
    """Marks before very many lines together with a very long question stay within an embed's 4,096 characters."""
    texts = app.catalogue.texts(language)
    interview = made(("很长的问题吗？" * 1000, answer))
    place = Place(interview, interview.exchanges[0])
    pages = paginate(interview.text, place.span, PAGE)
    for page, span in enumerate(pages):
        body = render_place(place, page, texts).cards[0].body
        assert len(body) <= BODY
        assert undecorate(body[body.index("\n\n> ") + 2 :]) == interview.cut(span)


# Links


def test_every_link_leads_back_to_its_place(library: Library, chollet: Interview) -> None:
    """What a button of a reply keeps is enough to find the place again after a restart."""
    for place in places(chollet):
        link = parse_link(link_to(place).encode())
        assert link is not None
        assert find_place(library, link) == place


@pytest.mark.parametrize(
    "change",
    [
        {"interview": "00000000"},
        {"interview": "-"},
        {"number": 0},
        {"number": 999_999},
        {"check": "-"},
        {"kind": "topic"},
        {"kind": "topics"},
    ],
    ids=str,
)
@pytest.mark.parametrize("whole", [True, False])
def test_a_link_that_fits_no_longer_leads_nowhere(
    library: Library, chollet: Interview, change: dict[str, str | int], whole: bool
) -> None:
    """A link to an interview, number or text that is not there is noticed and never answered with something else."""
    exchange = chollet.exchanges[0]
    link = link_to(Place(chollet, exchange, None if whole else exchange.passages[0]))
    assert find_place(library, link) is not None
    assert find_place(library, replace(link, **change)) is None  # type: ignore[arg-type]


def test_a_link_notices_that_the_text_has_changed(texts: Texts) -> None:
    """A button made before an edit of the question, of the passage or of a topic's name leads nowhere after it."""
    topic = Topic("甲", (1,))
    old, new = made(("问？", "答。"), topics=(topic,)), made(("问吗？", "答了。"), topics=(Topic("乙", (1,)),))
    before, after = Library((old,)), Library((new,))
    for place in places(old):
        assert find_place(before, link_to(place)) == place
        assert find_place(after, link_to(place)) is None
    link = links(render_topics(before, 0, texts))[0]
    assert find_topic(before, link) == (old, topic)
    assert find_topic(after, link) is None


# Unsure and not found


def test_an_unsure_answer_offers_every_hit_and_quotes_none(app: App, chollet: Interview, texts: Texts) -> None:
    """Not being sure is said, and each candidate is a button that leads to its passage."""
    answer = replace(app.answerer.answer("什么是深度学习？"), decision="unsure")
    message = render_answer(answer, app.answerer.library, texts)
    assert message.cards[0].body.startswith(texts("unsure"))
    assert links(message) == [link_to(hit.place) for hit in answer.hits]
    assert len(links(message)) == len({hit.place.exchange.number for hit in answer.hits}) > 1
    for hit in answer.hits:
        assert texts("exchange-number", number=hit.place.exchange.number) in message.cards[0].body
        assert hit.place.quote not in message.cards[0].body


def test_an_answer_shows_the_first_hit(app: App, texts: Texts) -> None:
    """Answered means that the best passage is quoted."""
    answer = replace(app.answerer.answer("什么是深度学习？"), decision="answered")
    message = render_answer(answer, app.answerer.library, texts)
    assert replace(message, menus=()) == render_place(answer.hits[0].place, 0, texts)


def test_not_found_says_so_and_offers_topics(app: App, chollet: Interview, texts: Texts) -> None:
    """When the interview does not say it, nothing is quoted, and the topics are one pick away."""
    answer = replace(app.answerer.answer("红烧肉怎么做才好吃？"), decision="not_found")
    message = render_answer(answer, app.answerer.library, texts)
    assert message == render_not_found(app.answerer.library, texts)
    assert message.cards[0].body.startswith(texts("not-found"))
    assert "> " not in message.cards[0].body
    assert [choice.label for choice in message.menus[0].choices] == [topic.name for topic in chollet.topics]


def test_not_found_without_topics_offers_none(texts: Texts) -> None:
    """An interview without topics has no empty menu, which Discord would refuse."""
    message = render_not_found(Library((made(("问？", "答。")),)), texts)
    assert message.menus == ()
    assert message.cards[0].body == texts("not-found")


# Topics


def test_the_list_of_topics_names_each_and_opens_it(library: Library, chollet: Interview, texts: Texts) -> None:
    """Every topic is in the list and in the menu, and the menu leads to it."""
    message = render_topics(library, 0, texts)
    for topic in chollet.topics:
        assert f"- **{topic.name}**" in message.cards[0].body
    assert [find_topic(library, link) for link in links(message)] == [(chollet, topic) for topic in chollet.topics]


def test_no_topics_are_told_kindly(texts: Texts) -> None:
    """Without topics /topics says to just ask."""
    assert render_topics(Library((made(("问？", "答。")),)), 0, texts).cards[0].body == texts("topics-none")


def test_a_topic_shows_its_questions_and_opens_their_answers(chollet: Interview, texts: Texts) -> None:
    """The interviewer's questions stand there in full, and the menu leads to the whole answers in the same order."""
    topic = next(topic for topic in chollet.topics if len(topic.exchanges) > 1)
    message = render_topic(chollet, topic, 0, texts)
    exchanges = [exchange for exchange in chollet.exchanges if exchange.number in topic.exchanges]
    for exchange in exchanges:
        assert chollet.cut(exchange.question) in message.cards[0].body
    assert links(message) == [link_to(Place(chollet, exchange)) for exchange in exchanges]


def test_many_topics_have_pages(texts: Texts) -> None:
    """Sixty topics are three pages of a menu each, none missing, none twice."""
    topics = tuple(Topic(f"话题{number}", (1,)) for number in range(60))
    library = Library((made(("问？", "答。"), topics=topics),))
    pages = [render_topics(library, page, texts) for page in range(3)]
    shown = [choice.label for page in pages for menu in page.menus for choice in menu.choices]
    assert shown == [topic.name for topic in topics]
    assert button(pages[0], texts("button-on")).link == Link("topics", page=1)
    assert button(pages[2], texts("button-on")).disabled
    assert render_topics(library, 99, texts) == pages[2]


def test_a_large_topic_has_pages(texts: Texts) -> None:
    """Twenty-three exchanges of a topic are three pages, none missing, none twice."""
    said = [(f"第{number}个问题是什么？", "答。") for number in range(1, 24)]
    topic = Topic("全部", tuple(range(1, 24)))
    interview = made(*said, topics=(topic,))
    pages = [render_topic(interview, topic, page, texts) for page in range(3)]
    numbers = [link.number for page in pages for menu in page.menus for link in [c.link for c in menu.choices]]
    assert numbers == list(range(1, 24))
    turned = button(pages[0], texts("button-on")).link
    assert turned is not None
    assert (find_topic(Library((interview,)), turned), turned.page) == ((interview, topic), 1)


# What Discord takes


def crowded() -> Library:
    """Two interviews with more and longer of everything than anybody curates."""
    said = [("很长的问题吗？" * 200, "很长的回答。" * 400) for _ in range(120)]
    numbers = tuple(range(1, 121))
    topics = tuple(Topic(f"{number}" + "题" * 76, numbers) for number in range(60))
    one = made(*said, topics=topics, title="题" * 200)
    full = replace(
        one,
        speakers=("受访者" * 100,) * 20,
        publisher="出" * 3000,
        source="https://example.org/" + "a" * 400,
        licence=Licence("CC " * 90, "https://example.org/", "译" * 3000),
    )
    return Library(tuple(replace(full, id=f"{number}") for number in range(7)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_messages_stay_within_what_discord_takes(app: App, language: str) -> None:
    """However much a library holds: bodies 4,096, 25 choices of 100 characters, five buttons of 80, no empty text."""
    texts, library = app.catalogue.texts(language), crowded()
    interview = library.interviews[0]
    exchange = interview.exchanges[0]
    messages = [
        render_topics(library, 0, texts),
        render_topics(library, 3, texts),
        render_topic(interview, interview.topics[0], 0, texts),
        render_topic(interview, interview.topics[0], 4, texts),
        render_place(Place(interview, exchange), 1, texts),
        render_place(Place(interview, exchange, exchange.passages[0]), 1, texts),
        render_about(library, "1.0", texts),
        render_help(texts),
        render_not_found(library, texts),
        render_stale(texts),
    ]
    for message in messages:
        check_fits(message)


def test_topics_of_very_many_interviews_fit_into_one_list(texts: Texts) -> None:
    """Each topic of another interview with a long title: the list is shortened, the menu still holds all of its 25."""
    topics = (Topic("题" * 80, (1,)),)
    library = Library(
        tuple(made(("问？", "答。"), name=f"{number:02}", topics=topics, title="长" * 200) for number in range(25))
    )
    message = render_topics(library, 0, texts)
    assert len(message.cards[0].body) <= BODY
    assert len(message.menus[0].choices) == 25
    check_menu(message.menus[0])


@pytest.mark.parametrize(
    ("question", "label"),
    [
        pytest.param("为什么？", "为什么？", id="short: whole"),
        pytest.param("铺垫。" * 60 + "到底为什么？", None, id="long: the end that asks"),
        pytest.param("长" * 300, "长" * 99 + "…", id="no sentence: shortened"),
        pytest.param("第一行\n第二行？", "第一行 第二行？", id="one line"),
    ],
)
def test_a_question_in_a_menu_is_its_gist(texts: Texts, question: str, label: str | None) -> None:
    """A choice shows the sentence that asks, in one line of at most 100 characters."""
    topic = Topic("题", (1,))
    interview = made((question, "答。"), topics=(topic,))
    shown = render_topic(interview, topic, 0, texts).menus[0].choices[0].label
    assert len(shown) <= 100
    if label is None:
        assert shown.endswith("到底为什么？")
        assert shown in question
    else:
        assert shown == label


# Help and about


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_names_every_way_to_use_the_bot(app: App, language: str) -> None:
    """What /help leaves out, nobody finds."""
    texts = app.catalogue.texts(language)
    body = render_help(texts).cards[0].body
    for command in ("ask", "topics", "topic", "interview", "quote", "about", "privacy"):
        assert f"`/{texts(f'name-{command}')}`" in body


@pytest.mark.parametrize("language", LANGUAGES)
def test_about_credits_source_and_licence(app: App, chollet: Interview, language: str) -> None:
    """The licence asks for a name, a link and the terms; members are told what is kept of them."""
    message = render_about(app.answerer.library, "1.2.3", app.catalogue.texts(language))
    said = "\n".join(f"{card.title}\n{card.body}\n{card.footer}" for card in message.cards)
    assert chollet.licence is not None
    speaker, credit = chollet.speakers[0], chollet.licence.credit
    for fact in (chollet.title, chollet.source, chollet.licence.name, chollet.licence.url, credit, speaker, "1.2.3"):
        assert fact in said
    assert chollet.source in {button.url for button in message.buttons}
    # The paragraph about privacy is a second one.
    assert "\n\n" in message.cards[0].body
