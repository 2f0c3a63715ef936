"""Ask a question in the preview's page, over HTTP alone, and see that it is answered.

usage: ask_preview.py LOG     (the output of `interview-bot preview`, which names the address)
"""

from __future__ import annotations

import json
import re
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

QUESTION = "什么是深度学习？"
ANSWER = "深度学习是机器学习的一种特定方法"
SECONDS = 60


def address(log: Path) -> tuple[str, str]:
    """The page's address and its capability, as soon as the log names them."""
    for _ in range(SECONDS * 5):
        found = re.search(r"(http://127\.0\.0\.1:\d+)/#(\S+)", log.read_text(encoding="utf-8"))
        if found:
            return found[1], found[2]
        time.sleep(0.2)
    raise SystemExit("the preview named no address")


def call(url: str, headers: dict[str, str], body: dict[str, Any] | None = None) -> Any:
    """One request; the answer as text or JSON."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {**headers, "Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=SECONDS) as response:
        text = response.read().decode()
    return json.loads(text) if body is not None else text


def main(log: Path) -> None:
    """Open the page, send the question as the first viewer, look for the answer."""
    base, capability = address(log)
    assert "<html" in call(base + "/", {}), "the page does not answer"
    headers = {"X-Simcord-Capability": capability}
    page = call(base + "/api/pages", headers, {})
    headers["X-Simcord-Context"] = page["context"]["id"]
    receipt = call(
        base + "/api/action",
        headers,
        {
            "kind": "send_message",
            "content": QUESTION,
            "protocol_version": 3,
            "sequence": 1,
            "request_id": "ci",
            "generation": page["context"]["generation"],
            "bot_generation": page["botGeneration"],
            "published_revision": page["publishedRevision"],
        },
    )
    assert receipt["settlement"] == "settled", receipt
    messages = json.loads(call(base + "/api/state", headers))["messages"]
    newest = json.dumps(messages[max(messages, key=int)], ensure_ascii=False)
    # What matched is bold.
    assert ANSWER in newest.replace("**", ""), newest


if __name__ == "__main__":
    main(Path(sys.argv[1]))
