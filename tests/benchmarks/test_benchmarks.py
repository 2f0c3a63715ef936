"""Each benchmark runs at tiny size; no time that it measures is ever asserted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.benchmarks import bench_answer, bench_cold, bench_memory, bench_queries, bench_replies, report
from tests.benchmarks.__main__ import main
from tests.benchmarks.figures import Figure, Findings, quantile
from tests.benchmarks.index_memory import measure_apart
from tests.benchmarks.peers import BM25S, OURS, RANK_BM25, peers
from tests.benchmarks.texts import document_counts, passages, questions, rare_questions

if TYPE_CHECKING:
    from pathlib import Path

FEW = 200


def test_drawn_texts_are_the_same_each_time() -> None:
    """Passages and questions depend on their seed alone; by place and in turn a passage reads the same."""
    drawn = passages(FEW)
    assert list(drawn) == [passages(FEW)[place] for place in range(FEW)] == drawn[:]
    assert all(30 <= len(words) <= 90 for words in drawn)
    assert questions(5) == questions(5)
    assert document_counts(drawn) == document_counts(list(drawn))


def test_rare_questions_ask_for_what_few_passages_say() -> None:
    """Each word of a rare question stands in two to ten passages."""
    drawn = passages(FEW)
    counts = document_counts(drawn)
    assert all(2 <= counts[word] <= 10 for words in rare_questions(5, drawn) for word in words)


def test_peers_find_a_word_where_it_stands() -> None:
    """Every index that is compared finds the one passage that has a word."""
    drawn = passages(FEW)
    word = next(word for word, count in document_counts(drawn).items() if count == 1)
    place = next(place for place, words in enumerate(drawn) if word in words)
    found = {name: build(drawn)([word], 1) for name, build in peers().items()}
    assert set(map(tuple, found.values())) == {(place,)}
    assert {OURS, RANK_BM25} <= found.keys()


def test_peers_of_one_formula_agree() -> None:
    """The same ten rows come from the bot and from bm25s, so that both do the same work."""
    chosen = peers()
    if BM25S not in chosen:
        pytest.skip("bm25s is not here: extra benchmark")
    drawn = passages(FEW)
    searches = {name: chosen[name](drawn) for name in (OURS, BM25S)}
    agree = bench_queries.race(searches, questions(40)).agree
    assert agree is not None
    assert agree > 0.9


def test_the_indexes_are_measured() -> None:
    """A race of all peers, on drawn and on real texts, gives tables and figures."""
    drawn, real = bench_queries.measure(FEW, 20, weigh=False), bench_queries.measure_real(20)
    first, *_, last = drawn.figures
    assert first.met is None, "two hundred passages have no aim"
    assert last.work == "a question of rare words, 200 passages"
    assert all(name in "\n".join(findings.text) for findings in (drawn, real) for name in peers())


def test_answers_are_measured() -> None:
    """Whole answers are timed on the shipped interview."""
    (figure,) = bench_answer.measure(rounds=1, count=5).figures
    assert figure.seen.endswith(" ms")


@pytest.mark.long
def test_an_indexes_memory_is_measured_in_a_process_of_its_own() -> None:
    """An index of two thousand passages takes memory, and building it no less."""
    grown = measure_apart(OURS, 2000)
    assert 0 < grown.kept <= grown.peak


@pytest.mark.long
def test_new_processes_are_measured() -> None:
    """Cold and warm caches are told apart."""
    assert ["warm" in figure.work for figure in bench_cold.measure(rounds=1).figures] == [True, False]


@pytest.mark.long
def test_memory_of_connected_bots_is_measured() -> None:
    """The bot, with and without the dictionary, and the empty one tell how much memory they had."""
    (figure,) = bench_memory.measure().figures
    assert "bilingual" in figure.seen


@pytest.mark.long
def test_replies_are_measured() -> None:
    """Everybody who asks is answered by both bots, and both tell of their event loops."""
    found = bench_replies.run(members=4, rounds=1)
    assert [len(asked.took) for asked in found.values()] == [4 * bench_replies.EACH] * 2
    assert all(asked.blocks for asked in found.values())


def test_a_report_stands_between_its_marks(tmp_path: Path) -> None:
    """What is written around the marks stays, what was between them goes, and what is missed is said."""
    page = tmp_path / "page.md"
    page.write_text(f"# Before\n\n{report.BEGIN}\nold\n{report.END}\n\nAfter\n", encoding="utf-8")
    findings = Findings("Work", [Figure("work", "≤ 1", "2", met=False), Figure("other", "≥ 1", "2", met=True)])
    report.put(page, report.write([findings], "command"))
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# Before")
    assert text.endswith("After\n")
    assert "old" not in text
    assert "| work | ≤ 1 | 2 | **no** |" in text


def test_the_picture_is_small(tmp_path: Path) -> None:
    """The picture of the medians stays below forty kilobytes."""
    pytest.importorskip("matplotlib", reason="extra benchmark")
    picture = tmp_path / "pictures" / "performance.png"
    assert report.draw({"First": {"this bot": 0.1, "another": 20.0}, "Second": {"this bot": 1.0}}, picture)
    assert 0 < picture.stat().st_size < 40_000


def test_the_command_writes_a_page(tmp_path: Path) -> None:
    """One command measures what is chosen and writes it, with how it was called."""
    page = tmp_path / "performance.md"
    main(["--only", "million", "--out", str(page)])
    text = page.read_text(encoding="utf-8")
    assert "`python -m tests.benchmarks --only million`" in text
    assert str(tmp_path) not in text


def test_quantiles_are_values_that_were_seen() -> None:
    """Nothing is interpolated: the median of two is one of them, the highest share the greatest."""
    assert quantile([3.0, 1.0], 0.5) == 3.0
    assert quantile([3.0, 1.0, 2.0], 1.0) == 3.0
