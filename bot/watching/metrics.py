"""Numbers of a running bot, for Prometheus.

Labels never name a server or a person, and take a handful of values each.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.process_collector import ProcessCollector

from bot.version import version

if TYPE_CHECKING:
    from collections.abc import Mapping

# A message of a channel in which everything is a question may be talk, which is passed over.
Way = Literal["message", "channel", "command", "menu"]
Outcome = Literal["posted", "found", "failed", "missed"]
Event = Literal["connected", "resumed", "lost"]

# Seconds.
_ANSWERING = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1)
_REPLYING = (0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 2, 3, 5, 15)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a bot stands at one moment.

    Attributes:
        servers: that it is in.
        interviews, passages: that it answers from.
        latencies: seconds from a heartbeat to its acknowledgement, by shard; connected ones only.
        heartbeats: seconds since the last acknowledgement, likewise.
    """

    servers: int
    interviews: int
    passages: int
    latencies: Mapping[int, float] = field(default_factory=dict)
    heartbeats: Mapping[int, float] = field(default_factory=dict)


class Metrics:
    """What is counted, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._info = self._gauge("info", "1, with the bot's version.", "version")
        self._info.labels(version()).set(1)
        self._questions = self._counter(
            "questions", "Questions by how they came, what they meant and how they were decided.", "way", "intent",
            "decision",
        )  # fmt: skip
        self._answering = self._histogram("answer_seconds", "From a question to its decision.", _ANSWERING)
        self._replying = self._histogram("reply_seconds", "From a question's arrival to its sent reply.", _REPLYING)
        self._limited = self._counter("limited", "Questions and shares beyond what is allowed a minute.")
        self._deliveries = self._counter("deliveries", "Attempts to post a quote of the day.", "outcome")
        self._connections = self._counter("connections", "What became of connections to the gateway.", "event")
        self._requests = self._counter("requests", "Requests to Discord by the class of their status.", "status")
        self._reloads = self._counter("reloads", "Interviews read anew.", "outcome")
        self._faults = self._counter("faults", "What failed and has a reference in the log.")
        self._servers = self._gauge("servers", "Servers that the bot is in.")
        self._interviews = self._gauge("interviews", "Interviews that are answered from.")
        self._passages = self._gauge("passages", "Passages that are searched.")
        self._latency = self._gauge("gateway_latency_seconds", "From a heartbeat to its acknowledgement.", "shard")
        self._heartbeat = self._gauge("heartbeat_age_seconds", "Since the last acknowledgement.", "shard")

    def _counter(self, name: str, told: str, *labels: str) -> Counter:
        return Counter(f"interview_bot_{name}", told, labels, registry=self.registry)

    def _gauge(self, name: str, told: str, *labels: str) -> Gauge:
        return Gauge(f"interview_bot_{name}", told, labels, registry=self.registry)

    def _histogram(self, name: str, told: str, buckets: tuple[float, ...]) -> Histogram:
        return Histogram(f"interview_bot_{name}", told, registry=self.registry, buckets=buckets)

    def answered(self, way: Way, intent: str, decision: str, seconds: float) -> None:
        """A question was read and decided on; where it means a function there is no decision."""
        self._questions.labels(way, intent, decision).inc()
        self._answering.observe(seconds)

    def unread(self, way: Way) -> None:
        """There was nothing in a question that could be searched for."""
        self._questions.labels(way, "none", "unread").inc()

    def limited(self) -> None:
        """Somebody has asked too often of late and was not answered."""
        self._limited.inc()

    def replied(self, seconds: float) -> None:
        """A reply was sent."""
        self._replying.observe(seconds)

    def delivered(self, outcome: Outcome) -> None:
        """A quote of the day was posted, found to be there, could not be posted yet, or was given up."""
        self._deliveries.labels(outcome).inc()

    def connected(self, event: Event) -> None:
        """A shard was connected anew, went on with its session, or lost its connection."""
        self._connections.labels(event).inc()

    def requested(self, status: int | None) -> None:
        """Discord answered a request, or, without a status, did not."""
        known = "429" if status == 429 else f"{status // 100}xx" if status else "none"
        self._requests.labels(known).inc()

    def reloaded(self, *, taken: bool) -> None:
        """Interviews were read anew, and taken over or not."""
        self._reloads.labels("taken" if taken else "refused").inc()

    def failed(self) -> None:
        """Something failed that a person was given a reference of."""
        self._faults.inc()

    def render(self, standing: Standing) -> bytes:
        """Everything in Prometheus' text format."""
        self._servers.set(standing.servers)
        self._interviews.set(standing.interviews)
        self._passages.set(standing.passages)
        for gauge, found in ((self._latency, standing.latencies), (self._heartbeat, standing.heartbeats)):
            gauge.clear()
            for shard, seconds in found.items():
                gauge.labels(str(shard)).set(seconds)
        return generate_latest(self.registry)
