from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import BotError, CorpusError, FaultsError
from bot.interviews import Caution, Licence, NotCovered, Topic, load_interview, load_library
from bot.interviews.formats.registry import SIZE_LIMIT
from bot.interviews.keeping import Kept

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "# 题\n\n介绍。\n\n甲？\n\n乙。\n\n丙。\n\n丁？\n\n戊。\n"


def written(folder: Path, text: str | bytes = TEXT, sidecar: str = "", name: str = "a") -> Path:
    """An interview on disk, with a sidecar if there is something in it."""
    path = folder / f"{name}.md"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    if sidecar:
        path.with_suffix(".toml").write_text(sidecar, encoding="utf-8")
    return path


def test_an_interview_stands_for_itself(tmp_path: Path) -> None:
    """Without a sidecar the id is the file's name, the title its heading, and nothing is invented."""
    interview = load_interview(written(tmp_path))
    assert (interview.id, interview.title, interview.text) == ("a", "题", TEXT)
    assert [exchange.number for exchange in interview.exchanges] == [1, 2]
    assert interview.introduction is not None
    assert interview.cut(interview.introduction) == "介绍。"
    assert (interview.speakers, interview.licence, interview.topics, interview.warnings) == ((), None, (), ())


def test_an_interview_without_a_heading_is_called_like_its_file(tmp_path: Path) -> None:
    """Every interview has a title."""
    assert load_interview(written(tmp_path, "甲？\n\n乙。", name="谈话")).title == "谈话"
    too_long = "# " + "题" * 201 + "\n\n甲？\n\n乙。"
    assert load_interview(written(tmp_path, too_long, name="长题")).title == "长题"


def test_a_sidecar_adds_what_the_text_cannot_say(tmp_path: Path) -> None:
    """People, source, licence, topics and other ways to ask arrive at the interview, its exchanges and passages."""
    sidecar = """\
title = "别的题"
speakers = ["某人"]
interviewer = "记者"
publisher = "杂志"
source = "https://example.org"
language = "zh-TW"
[licence]
name = "CC0"
credit = "某人"
[[topics]]
name = "话题"
exchanges = [2, 1, 2]
aliases = ["别名"]
[[exchanges]]
number = 1
asked_as = ["问甲"]
[[exchanges.passages]]
begins = "丙"
asked_as = ["问丙"]
[[not_covered]]
about = "己"
asked_as = ["己呢"]
"""
    interview = load_interview(written(tmp_path, sidecar=sidecar))
    assert (interview.title, interview.speakers, interview.interviewer) == ("别的题", ("某人",), "记者")
    assert (interview.publisher, interview.source, interview.language) == ("杂志", "https://example.org", "zh-TW")
    assert interview.licence == Licence("CC0", credit="某人")
    assert interview.topics == (Topic("话题", (1, 2), ("别名",)),)
    assert [exchange.asked_as for exchange in interview.exchanges] == [("问甲",), ()]
    assert [passage.asked_as for _, passage in interview.passages] == [(), ("问丙",), ()]
    assert interview.not_covered == (NotCovered("己", ("己呢",)),)


def test_a_passage_may_be_named_twice(tmp_path: Path) -> None:
    """Phrasings of two tables for one passage add up instead of the last one winning."""
    table = "[[exchanges.passages]]\nbegins = '丙'\nasked_as = ['{}']\n"
    sidecar = "[[exchanges]]\nnumber = 1\n" + table.format("一") + table.format("二")
    assert load_interview(written(tmp_path, sidecar=sidecar)).exchanges[0].passages[1].asked_as == ("一", "二")


def test_a_curator_says_which_passages_are_quoted(tmp_path: Path) -> None:
    """A star and a ban reach the passage that they are meant for, with and without phrasings, and no other."""
    sidecar = """\
[[exchanges]]
number = 2
[[exchanges.passages]]
begins = "戊"
quoting = "never"
[[exchanges]]
number = 1
[[exchanges.passages]]
begins = "丙"
quoting = "starred"
asked_as = ["问丙"]
"""
    interview = load_interview(written(tmp_path, sidecar=sidecar))
    found = [(interview.cut(passage.span), passage.quoting, passage.asked_as) for _, passage in interview.passages]
    assert found == [("乙。", "plain", ()), ("丙。", "starred", ("问丙",)), ("戊。", "never", ())]


def test_exchanges_in_no_topic_are_a_warning(tmp_path: Path) -> None:
    """A curator who has begun with topics hears which questions members cannot browse to."""
    interview = load_interview(written(tmp_path, sidecar="[[topics]]\nname = '话题'\nexchanges = [1]\n"))
    assert interview.warnings == (Caution("exchanges-without-topic", 1, (("numbers", "2"),)),)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_text_is_the_files_own_characters(tmp_path: Path, end: str, mark: str) -> None:
    """Line ends and byte order mark stay, so that offsets are those of the file, and quotes are the same."""
    text = mark + TEXT.replace("\n", end)
    interview = load_interview(written(tmp_path, text))
    assert interview.text == text
    assert interview.title == "题"
    assert [interview.cut(passage.span) for _, passage in interview.passages] == ["乙。", "丙。", "戊。"]


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"", "file-empty", None),
        (" \r\n\t\u3000\n".encode(), "file-empty", None),
        ("\ufeff\n".encode(), "file-empty", None),
        ("# 题\n\n没有人问。\n".encode(), "no-exchanges", None),
        ("甲？\n".encode(), "no-exchanges", None),
        ("甲？\n\n乙".encode() + b"\xff\n", "not-utf8", 3),
        ("甲？\n\n乙。\n".encode("utf-16"), "not-utf8", 1),
        ("甲？\n\n乙。\n".encode("gb18030"), "not-utf8", 1),
    ],
)
def test_what_is_no_interview_is_refused(tmp_path: Path, content: bytes, code: str, line: int | None) -> None:
    """A file without words, questions or the right encoding is named with what is wrong."""
    path = written(tmp_path, content)
    with pytest.raises(CorpusError) as caught:
        load_interview(path)
    assert (caught.value.code, caught.value.path, caught.value.line) == (code, path, line)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A mistyped name is no traceback."""
    with pytest.raises(CorpusError) as caught:
        load_interview(tmp_path / "a.md")
    assert (caught.value.code, caught.value.path) == ("file-missing", tmp_path / "a.md")


def test_a_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    """What cannot be an interview does not fill the memory."""
    path = tmp_path / "a.md"
    with path.open("wb") as file:
        file.truncate(SIZE_LIMIT + 1)
    with pytest.raises(CorpusError) as caught:
        load_interview(path)
    assert (caught.value.code, caught.value.details) == ("file-too-large", {"limit": 20})


def test_a_sidecar_that_does_not_fit_is_told_with_its_own_path(tmp_path: Path) -> None:
    """The fault is in the sidecar and not in the text."""
    path = written(tmp_path, sidecar="[[exchanges]]\nnumber = 3\n[[exchanges]]\nnumber = 4\n")
    with pytest.raises(FaultsError) as caught:
        load_interview(path)
    beside = path.with_suffix(".toml")
    assert [(fault.code, fault.path, fault.line) for fault in caught.value.faults] == [
        ("exchange-missing", beside, 2),
        ("exchange-missing", beside, 4),
    ]


def test_a_library_is_ordered_by_id(tmp_path: Path) -> None:
    """The same folder is the same library on every disk; a README in it is no interview, nor is anything else."""
    for name in ("b", "a", "c.d"):
        written(tmp_path, name=name)
    written(tmp_path, "读我", name="README")
    written(tmp_path, sidecar="title = '题'\n", name="c.d")
    (tmp_path / "notes.log").write_text("x", encoding="utf-8")
    assert [interview.id for interview in load_library(tmp_path)] == ["a", "b", "c.d"]


def faults_of(folder: Path) -> list[tuple[str, str]]:
    """Code and file name of everything that is wrong in a folder."""
    with pytest.raises(BotError) as caught:
        load_library(folder)
    faults = caught.value.faults if isinstance(caught.value, FaultsError) else (caught.value,)
    return [(fault.code, fault.path.name if fault.path else "") for fault in faults]


def test_everything_wrong_in_a_folder_is_told_at_once(tmp_path: Path) -> None:
    """One fault does not hide the next, whichever file it is in."""
    written(tmp_path, b"", name="a")
    written(tmp_path, sidecar="titel = 1\n[[exchanges]]\n", name="b")
    written(tmp_path, sidecar="[[exchanges]]\nnumber = 9\n", name="c")
    written(tmp_path, sidecar="title = \n", name="d")
    (tmp_path / "e.toml").write_text("", encoding="utf-8")
    assert sorted(faults_of(tmp_path)) == sorted(
        [
            ("file-empty", "a.md"),
            ("key-unknown", "b.toml"),
            ("key-value", "b.toml"),
            ("exchange-missing", "c.toml"),
            ("toml", "d.toml"),
            ("sidecar-alone", "e.toml"),
        ]
    )


def test_a_library_takes_every_format(tmp_path: Path) -> None:
    """A community drops in what it has; hidden files and what an office program leaves behind are none of it."""
    for ending in (".md", ".markdown", ".txt", ".html", ".htm"):
        (tmp_path / f"{ending[1:]}-a{ending}").write_text("问：甲？\n\n答：乙。\n", encoding="utf-8")
    (tmp_path / "b.srt").write_text(
        "1\n00:00:01,000 --> 00:00:02,000\n问：甲？\n\n2\n00:00:02,000 --> 00:00:03,000\n答：乙。\n", encoding="utf-8"
    )
    (tmp_path / "~$c.docx").write_bytes(b"x")
    (tmp_path / ".d.md").write_bytes(b"x")
    library = load_library(tmp_path)
    assert [interview.id for interview in library] == ["b", "htm-a", "html-a", "markdown-a", "md-a", "txt-a"]
    assert {interview.cut(interview.exchanges[0].answer) for interview in library} == {"乙。"}


def test_two_documents_of_one_name_are_a_fault(tmp_path: Path) -> None:
    """They would have one id and one sidecar."""
    for ending in (".md", ".txt"):
        (tmp_path / f"a{ending}").write_text("问：甲？\n\n答：乙。\n", encoding="utf-8")
    assert faults_of(tmp_path) == [("interview-twice", "a.txt")]


def test_a_folder_without_interviews_is_a_fault(tmp_path: Path) -> None:
    """A bot that has nothing to answer from says so instead of starting."""
    assert faults_of(tmp_path) == [("corpus-without-interviews", tmp_path.name)]
    assert faults_of(tmp_path / "none") == [("corpus-missing", "none")]


def test_a_folder_named_like_an_interview_is_a_fault(tmp_path: Path) -> None:
    """What cannot be read is named, and what can be is not lost from the list of faults."""
    (tmp_path / "a.md").mkdir()
    assert faults_of(tmp_path) == [("file-unreadable", "a.md")]


def test_a_second_table_takes_no_star_back(tmp_path: Path) -> None:
    """Phrasings that are added to a passage in a table of their own leave what was said of quoting it."""
    table = "[[exchanges.passages]]\nbegins = '丙'\n"
    sidecar = f"[[exchanges]]\nnumber = 1\n{table}quoting = 'starred'\n{table}asked_as = ['一']\n"
    assert load_interview(written(tmp_path, sidecar=sidecar)).exchanges[0].passages[1].quoting == "starred"


def test_a_library_is_read_once(tmp_path: Path) -> None:
    """The second time nothing is parsed: the same library comes from what was kept, file by file, and the bar moves."""
    corpus, kept = tmp_path / "corpus", Kept(tmp_path / "cache")
    corpus.mkdir()
    for name in "abc":
        (corpus / f"{name}.md").write_text(f"# {name}\n\n问{name}？\n\n答{name}。\n", encoding="utf-8")
    told: list[tuple[int, int]] = []
    first = load_library(corpus, kept, lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    entries = {path.name: path.stat().st_ino for path in (tmp_path / "cache").iterdir()}
    assert load_library(corpus, kept) == first == load_library(corpus)
    assert {path.name: path.stat().st_ino for path in (tmp_path / "cache").iterdir()} == entries
    (corpus / "b.md").write_text("# b\n\n问？\n\n改了。\n", encoding="utf-8")
    changed = load_library(corpus, kept)
    assert changed == load_library(corpus)
    assert changed.interviews[1].text.endswith("改了。\n")
    assert len(list((tmp_path / "cache").iterdir())) == 4


def test_what_has_faults_is_not_kept(tmp_path: Path) -> None:
    """A fault is told every time, until it is mended."""
    corpus, kept = tmp_path / "corpus", Kept(tmp_path / "cache")
    corpus.mkdir()
    (corpus / "a.md").write_text("没有问题。\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(FaultsError):
            load_library(corpus, kept)
    assert not (tmp_path / "cache").exists()
