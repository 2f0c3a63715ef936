"""What is counted."""

from __future__ import annotations

import json
import re
from typing import get_args

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.answering.decision import Decision
from bot.answering.intents import Intent
from bot.watching.metrics import Event, Metrics, Outcome, Standing, Way
from tests.conftest import ROOT

NOTHING = Standing(0, 0, 0)
# Those of prometheus_client itself.
PROCESS = {"process_resident_memory_bytes", "process_cpu_seconds", "process_open_fds", "process_start_time_seconds"}


def names() -> set[str]:
    """The names of all metrics of the bot, as they are queried."""
    found = text_string_to_metric_families(Metrics().render(NOTHING).decode())
    return {one.name for one in found if one.name.startswith("interview_bot_") and not one.name.endswith("_created")}


def test_what_happens_is_counted() -> None:
    """Each kind of event has its sample, with its labels."""
    metrics = Metrics()
    metrics.answered("message", "question", "answered", 0.002)
    metrics.answered("command", "help", "none", 0.001)
    metrics.unread("menu")
    metrics.limited()
    metrics.replied(0.2)
    metrics.delivered("posted")
    metrics.connected("resumed")
    metrics.requested(204)
    metrics.requested(429)
    metrics.requested(None)
    metrics.reloaded(taken=False)
    metrics.failed()
    text = metrics.render(Standing(3, 2, 31, {0: 0.1}, {0: 41.5})).decode()
    for sample in (
        'interview_bot_questions_total{decision="answered",intent="question",way="message"} 1.0',
        'interview_bot_questions_total{decision="none",intent="help",way="command"} 1.0',
        'interview_bot_questions_total{decision="unread",intent="none",way="menu"} 1.0',
        "interview_bot_limited_total 1.0",
        "interview_bot_answer_seconds_count 2.0",
        'interview_bot_reply_seconds_bucket{le="0.2"} 1.0',
        'interview_bot_deliveries_total{outcome="posted"} 1.0',
        'interview_bot_connections_total{event="resumed"} 1.0',
        'interview_bot_requests_total{status="2xx"} 1.0',
        'interview_bot_requests_total{status="429"} 1.0',
        'interview_bot_requests_total{status="none"} 1.0',
        'interview_bot_reloads_total{outcome="refused"} 1.0',
        "interview_bot_faults_total 1.0",
        "interview_bot_servers 3.0",
        "interview_bot_interviews 2.0",
        "interview_bot_passages 31.0",
        'interview_bot_gateway_latency_seconds{shard="0"} 0.1',
        'interview_bot_heartbeat_age_seconds{shard="0"} 41.5',
    ):
        assert sample in text.split("\n")


def test_a_shard_that_is_gone_has_no_latency() -> None:
    """What was true a minute ago is not told as if it still was."""
    metrics = Metrics()
    metrics.render(Standing(1, 1, 1, {0: 0.1, 1: 0.2}))
    text = metrics.render(Standing(1, 1, 1, {1: 0.2})).decode()
    assert 'shard="0"' not in text
    assert 'shard="1"' in text


def test_two_bots_count_apart() -> None:
    """Nothing is global: a second registry in the process knows nothing of the first."""
    one, other = Metrics(), Metrics()
    one.failed()
    assert "interview_bot_faults_total 0.0" in other.render(NOTHING).decode()


def test_every_metric_is_documented_and_none_is_invented() -> None:
    """The operators' page has exactly what there is."""
    page = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`interview_bot_.*?) \|", page, re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"`(interview_bot_\w+)`", row)} == names()


@pytest.mark.parametrize(
    ("metric", "label", "values"),
    [
        ("questions", "way", get_args(Way)),
        ("questions", "intent", (*get_args(Intent), "none")),
        ("questions", "decision", (*get_args(Decision), "none", "unread")),
        ("deliveries", "outcome", get_args(Outcome)),
        ("connections", "event", get_args(Event)),
    ],
)
def test_every_value_of_a_label_is_documented(metric: str, label: str, values: tuple[str, ...]) -> None:
    """Who writes an alert knows what to ask for, and asks for nothing that never comes."""
    page = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")
    (row,) = re.findall(rf"^\| `interview_bot_{metric}`.*$", page, re.MULTILINE)
    (told,) = re.findall(rf"`{label}`: ([^;|]*)", row)
    assert re.sub(r" \([^)]*\)", "", told).strip().split(", ") == list(values)


def test_the_dashboard_asks_for_what_there_is() -> None:
    """Each metric is on a panel, each that a panel queries exists, and has the labels that it is summed by."""
    dashboard = json.loads((ROOT / "deploy" / "grafana.json").read_text(encoding="utf-8"))
    queries = [target["expr"] for panel in dashboard["panels"] for target in panel.get("targets", [])]
    queried = {name for query in queries for name in re.findall(r"(?:interview_bot|process)_\w+", query)}
    plain = {re.sub(r"_(?:total|bucket|count|sum)$", "", name) for name in queried}
    assert queries
    assert plain <= names() | {re.sub(r"_total$", "", name) for name in PROCESS}
    assert names() - plain == set()
    page = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")
    for query in queries:
        for label in re.findall(r"by \((\w+)\)", query):
            (name,) = re.findall(r"interview_bot_\w+?(?=_total|_bucket|\b)", query)
            assert label == "le" or re.search(rf"^\| `{name}`.*?`{label}`", page, re.MULTILINE), query
