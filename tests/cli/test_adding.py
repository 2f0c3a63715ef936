"""A document becomes an interview of the corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.interviews import load_interview

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    from bot.cli.terminal import Terminal

TALK = "怎么烤面包？\n\n面团要发酵一整夜。\n\n你喜欢什么音乐？\n\n我喜欢爵士乐。\n"
SAID = ("面团发酵多久？", "一整夜。", "烤多久？", "半个小时。", "配什么吃？", "黄油。")
CUES = "".join(
    f"{number}\n00:00:{number:02},000 --> 00:00:{number:02},900\n发言人 SPEAKER_{number % 2:02}：{said}\n\n"
    for number, said in enumerate(SAID, start=1)
)


@pytest.fixture
def corpus(terminal: Terminal, tmp_path: Path) -> Path:
    """The corpus of a working folder that has none yet."""
    terminal.directory = tmp_path / "work"
    terminal.directory.mkdir()
    return terminal.directory / "corpus"


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    """A document outside the corpus that tells neither its title nor who speaks."""
    path = tmp_path / "talk.md"
    path.write_text(TALK, encoding="utf-8")
    return path


def test_what_the_document_does_not_tell_is_asked(run: Callable[..., Result], corpus: Path, talk: Path) -> None:
    """Title, who answers, who asks and the source go into the sidecar; the document is copied whole."""
    result = run("add", str(talk), stdin="谈面包\n甲、乙\n丙\nhttps://example.com/talk\n")
    assert result.exit_code == 0, result.output
    assert (corpus / "talk.md").read_bytes() == talk.read_bytes()
    interview = load_interview(corpus / "talk.md")
    assert (interview.title, interview.speakers, interview.interviewer) == ("谈面包", ("甲", "乙"), "丙")
    assert interview.source == "https://example.com/talk"
    assert "怎么烤面包？" in result.output
    assert talk.read_text(encoding="utf-8") == TALK


def test_what_is_known_is_not_asked(run: Callable[..., Result], corpus: Path, talk: Path) -> None:
    """Options and the sidecar that lies beside the document answer first; nothing in that is lost."""
    beside = "# 我的注释\nsource = 'https://example.com/talk'\n\n[[topics]]\nname = '面包'\nexchanges = [1]\n"
    talk.with_suffix(".toml").write_text(beside, encoding="utf-8")
    result = run("add", str(talk), "--title", "谈面包", "--speaker", "甲", "--interviewer", "丙")
    assert result.exit_code == 0, result.output
    kept = (corpus / "talk.toml").read_text(encoding="utf-8")
    assert "# 我的注释" in kept
    interview = load_interview(corpus / "talk.md")
    assert [topic.name for topic in interview.topics] == ["面包"]
    assert (interview.title, interview.speakers, interview.source) == ("谈面包", ("甲",), "https://example.com/talk")


def test_yes_asks_nothing(run: Callable[..., Result], corpus: Path, talk: Path) -> None:
    """A script adds with what there is; a document that needs no sidecar gets none."""
    assert run("add", str(talk), "--yes").exit_code == 0
    assert [path.name for path in corpus.iterdir()] == ["talk.md"]


def test_people_whom_only_a_recogniser_named_get_their_names(
    run: Callable[..., Result], corpus: Path, tmp_path: Path
) -> None:
    """The label stays in the document, the name stands in the sidecar, and members read the name."""
    path = tmp_path / "cues.srt"
    path.write_text(CUES, encoding="utf-8")
    result = run("add", str(path), stdin="谈面包\n\n烤面包的人\n主持人小林\n")
    assert result.exit_code == 0, result.output
    interview = load_interview(corpus / "cues.srt")
    assert (interview.speakers, interview.interviewer) == (("烤面包的人",), "主持人小林")
    assert "SPEAKER_00" in (corpus / "cues.srt").read_text(encoding="utf-8")


def test_a_second_interview_of_one_name_is_refused(run: Callable[..., Result], corpus: Path, talk: Path) -> None:
    """Nothing in the corpus is overwritten; another name is the way."""
    assert run("add", str(talk), "--yes").exit_code == 0
    before = (corpus / "talk.md").read_bytes()
    talk.write_text(TALK + "\n还有吗？\n\n没有了。\n", encoding="utf-8")
    result = run("add", str(talk), "--yes")
    assert result.exit_code == 2
    assert "talk.md: the corpus has an interview of that name already" in result.stderr
    assert (corpus / "talk.md").read_bytes() == before
    assert run("add", str(talk), "--yes", "--name", "other").exit_code == 0
    assert (corpus / "other.md").exists()


def test_a_document_of_the_corpus_gets_its_sidecar(run: Callable[..., Result], corpus: Path) -> None:
    """Who has copied it already runs the same command on it."""
    corpus.mkdir()
    (corpus / "talk.md").write_text(TALK, encoding="utf-8")
    assert run("add", str(corpus / "talk.md"), "--yes", "--title", "谈面包").exit_code == 0
    assert (corpus / "talk.md").read_text(encoding="utf-8") == TALK
    assert load_interview(corpus / "talk.md").title == "谈面包"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.md", b""),
        ("a.md", b"\xff\xfe\x00"),
        ("a.txt", "只有叙述。\n".encode()),
        ("a.docx", b"PK\x03\x04"),
        ("none.md", None),
    ],
)
def test_what_cannot_be_read_is_one_sentence(
    run: Callable[..., Result], corpus: Path, tmp_path: Path, name: str, data: bytes | None
) -> None:
    """Nothing is copied, and one line says what is wrong."""
    if data is not None:
        (tmp_path / name).write_bytes(data)
    result = run("add", str(tmp_path / name), "--yes")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert not corpus.exists()


def test_a_wrong_answer_changes_nothing(run: Callable[..., Result], corpus: Path, talk: Path) -> None:
    """A source that is no address is told with its line, and neither file is written."""
    result = run("add", str(talk), "--yes", "--source", "somewhere")
    assert result.exit_code == 2
    assert "source" in result.stderr
    assert not corpus.exists()
